import { CrmContactMerge } from '../contact-card/merge/crm-contact-merge.js';
import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { define } from './define.js';

define('crm-dialog', CrmDialog);
define('crm-contact-merge', CrmContactMerge);
