import type { TicketStatus } from './records/values.js';

/** What a ticket's status comes to for counts and tabs: an agent's turn, someone else's or time's turn, done. */
export const ticketCategories = ['open', 'waiting', 'resolved'] as const;
export type TicketCategory = (typeof ticketCategories)[number];

const categories: Readonly<Record<TicketStatus, TicketCategory>> = {
  new: 'open',
  open: 'open',
  pending: 'waiting',
  snoozed: 'waiting',
  resolved: 'resolved',
  closed: 'resolved',
};

/** The category of a status: new and open are `open`, pending and snoozed `waiting`, resolved and closed `resolved`. */
export function ticketCategory(status: TicketStatus): TicketCategory {
  return categories[status];
}
