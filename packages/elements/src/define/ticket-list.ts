import { CrmMenu } from '../internal/parts/crm-menu.js';
import { CrmPopover } from '../internal/parts/crm-popover.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { CrmTicketList } from '../ticket-inbox/crm-ticket-list.js';
import { CrmTicketMenu } from '../ticket-inbox/crm-ticket-menu.js';
import { define } from './define.js';

define('crm-menu', CrmMenu);
define('crm-popover', CrmPopover);
define('crm-tag-input', CrmTagInput);
define('crm-ticket-menu', CrmTicketMenu);
define('crm-ticket-list', CrmTicketList);
