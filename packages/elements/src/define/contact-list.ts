import { CrmContactList } from '../contact-card/contact-list.js';
import { define } from './define.js';

// Menus, dialogs and what they do come with the first filter, view or selection.
CrmContactList.parts = { tools: () => import('./contact-list-tools.js') };
define('crm-contact-list', CrmContactList);
