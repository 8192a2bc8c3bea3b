import { CrmContactBulk } from '../contact-card/list/crm-contact-bulk.js';
import { CrmContactFilter } from '../contact-card/list/crm-contact-filter.js';
import { CrmContactNew } from '../contact-card/list/crm-contact-new.js';
import { CrmContactViews } from '../contact-card/list/crm-contact-views.js';
import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmMenu } from '../internal/parts/crm-menu.js';
import { CrmPopover } from '../internal/parts/crm-popover.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { define } from './define.js';

export { Tools } from '../contact-card/list/tools.js';

define('crm-dialog', CrmDialog);
define('crm-menu', CrmMenu);
define('crm-popover', CrmPopover);
define('crm-tag-input', CrmTagInput);
define('crm-contact-filter', CrmContactFilter);
define('crm-contact-views', CrmContactViews);
define('crm-contact-bulk', CrmContactBulk);
define('crm-contact-new', CrmContactNew);
