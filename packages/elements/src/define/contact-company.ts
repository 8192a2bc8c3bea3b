import { CrmCompanyView } from '../contact-card/company/crm-company-view.js';
import { CrmPopover } from '../internal/parts/crm-popover.js';
import { define } from './define.js';

define('crm-popover', CrmPopover);
define('crm-company-view', CrmCompanyView);
