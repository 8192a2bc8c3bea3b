import { CrmMenu } from '../internal/parts/crm-menu.js';
import { CrmPopover } from '../internal/parts/crm-popover.js';
import { CrmTagInput } from '../internal/parts/crm-tag-input.js';
import { CrmTicketComposer } from '../ticket-inbox/crm-ticket-composer.js';
import { CrmTicketMenu } from '../ticket-inbox/crm-ticket-menu.js';
import { CrmTicketThread } from '../ticket-inbox/crm-ticket-thread.js';
import { define } from './define.js';

define('crm-menu', CrmMenu);
define('crm-popover', CrmPopover);
define('crm-tag-input', CrmTagInput);
define('crm-ticket-menu', CrmTicketMenu);
define('crm-ticket-composer', CrmTicketComposer);
define('crm-ticket-thread', CrmTicketThread);
