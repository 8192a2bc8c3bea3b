// What the inbox loads behind its first painting.
import { CrmDialog } from '../internal/parts/crm-dialog.js';
import { CrmAgentChooser } from '../ticket-inbox/crm-agent-chooser.js';
import { CrmNewTicket } from '../ticket-inbox/crm-new-ticket.js';
import { CrmTicketDetails } from '../ticket-inbox/crm-ticket-details.js';
import { define } from './define.js';
import './ticket-list.js';
import './ticket-thread.js';

define('crm-dialog', CrmDialog);
define('crm-agent-chooser', CrmAgentChooser);
define('crm-new-ticket', CrmNewTicket);
define('crm-ticket-details', CrmTicketDetails);
