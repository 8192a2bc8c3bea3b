export { CrmTicketInbox } from './crm-ticket-inbox.js';
export { CrmTicketList } from './crm-ticket-list.js';
export { CrmTicketThread } from './crm-ticket-thread.js';
export * from '../events/ticket-events.js';
export { ticketSorts, ticketTabs, type TicketFilter, type TicketSort, type TicketTab } from './ticket-tabs.js';
