import { CrmContactList } from '../contact-card/contact-list.js';
import { define } from './define.js';

define('crm-contact-list', CrmContactList);
