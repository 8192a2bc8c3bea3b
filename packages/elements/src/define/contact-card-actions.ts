import { CrmContactActions } from '../contact-card/actions/crm-contact-actions.js';
import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmMenu } from '../internal/parts/crm-menu.js';
import { define } from './define.js';

define('crm-menu', CrmMenu);
define('crm-dialog', CrmDialog);
define('crm-contact-actions', CrmContactActions);
