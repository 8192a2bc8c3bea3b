import { CrmTicketInbox } from '../ticket-inbox/crm-ticket-inbox.js';
import { CrmTicketList } from '../ticket-inbox/crm-ticket-list.js';
import { define } from './define.js';

// The list without its menus, which come behind the first painting (ticket-inbox-rest.ts).
define('crm-ticket-list', CrmTicketList);
define('crm-ticket-inbox', CrmTicketInbox);
