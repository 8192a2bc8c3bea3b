import { isInstant } from './calendar-date.js';
import { ticketCategory } from './ticket-category.js';
import type { Ticket } from './records/support.js';
import type { TicketStatus } from './records/values.js';

const nextStatuses: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['open', 'pending', 'snoozed', 'resolved', 'closed'],
  open: ['pending', 'snoozed', 'resolved', 'closed'],
  pending: ['open', 'snoozed', 'resolved', 'closed'],
  snoozed: ['open', 'pending', 'resolved', 'closed'],
  resolved: ['open', 'pending', 'closed'],
  closed: [],
};

/**
 * Whether a ticket may go from one status to another. Nothing becomes `new` again, what is resolved is reopened before it is
 * snoozed, and `closed` is the end: more work is a new ticket. Staying is always allowed.
 */
export function canChangeStatus(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || nextStatuses[from].includes(to);
}

/** The statuses that a ticket may go to. */
export function allowedStatuses(from: TicketStatus): readonly TicketStatus[] {
  return nextStatuses[from];
}

type Patched =
  | 'status' | 'assigneeId' | 'teamId' | 'waitingSince' | 'firstRepliedAt' | 'lastMessageAt' | 'lastActivityAt'
  | 'snoozedUntil' | 'resolvedAt' | 'reopenedCount' | 'csat';

/** The fields of a ticket that a rule changes. Written as a patch; a field that is absent stays as it is. */
export type TicketPatch = Partial<Pick<Ticket, Patched>>;

/** The fields that the rules read. */
export type TicketState = Pick<Ticket, Patched>;

/** The later of two moments. UTC instants of one format compare as text. */
export const later = (known: string | null | undefined, at: string) => (known != null && known > at ? known : at);

export function checkInstant(at: string): void {
  if (!isInstant(at)) throw new RangeError('Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.');
}

/** What goes with a status: the moment it was resolved, the end of a snooze, who waits, and how often it was reopened. */
export function entering(ticket: TicketState, status: TicketStatus, at: string): TicketPatch {
  if (status === ticket.status) return {};
  const wasResolved = ticketCategory(ticket.status) === 'resolved';
  const isResolved = ticketCategory(status) === 'resolved';
  return {
    status,
    ...(ticket.snoozedUntil != null && { snoozedUntil: null }),
    ...(isResolved && !wasResolved && { resolvedAt: at }),
    ...(wasResolved && !isResolved && { resolvedAt: null, reopenedCount: ticket.reopenedCount + 1 }),
    ...((isResolved || status === 'pending') && ticket.waitingSince != null && { waitingSince: null }),
  };
}

/**
 * The patch for an agent's choice of a status. Entering the resolved category notes `resolvedAt`, leaving it clears that and counts
 * in `reopenedCount`; `pending`, `resolved` and `closed` end the customer's waiting. Empty when the status stays.
 * @throws RangeError when the change is not allowed ({@link canChangeStatus}); for `snoozed` use {@link snoozePatch}.
 */
export function statusPatch(ticket: TicketState, status: Exclude<TicketStatus, 'new' | 'snoozed'>, { at }: { at: string }): TicketPatch {
  checkInstant(at);
  if ((status as TicketStatus) === 'snoozed') throw new RangeError('Say until when: snooze the ticket instead of setting its status.');
  if (!canChangeStatus(ticket.status, status)) throw new RangeError(`A ticket that is ${ticket.status} cannot become ${status}.`);
  if (status === ticket.status) return {};
  return { ...entering(ticket, status, at), lastActivityAt: later(ticket.lastActivityAt, at) };
}

/**
 * The patch for an agent's public reply: it notes the first reply once, ends the customer's waiting, and moves `new` and `open` to
 * `pending` unless another status is given.
 * @throws RangeError when the given status is not allowed.
 */
export function afterAgentReply(
  ticket: TicketState,
  { at, status }: { at: string; status?: Exclude<TicketStatus, 'new' | 'snoozed'> | undefined },
): TicketPatch {
  checkInstant(at);
  const chosen = status ?? (ticketCategory(ticket.status) === 'open' ? 'pending' : undefined);
  return {
    ...(chosen && statusPatch(ticket, chosen, { at })),
    ...(ticket.firstRepliedAt == null && { firstRepliedAt: at }),
    ...(ticket.waitingSince != null && { waitingSince: null }),
    lastMessageAt: later(ticket.lastMessageAt, at),
    lastActivityAt: later(ticket.lastActivityAt, at),
  };
}

/** What a customer's message does: it changes its ticket, or, because that is closed, starts a new one. */
export type CustomerMessageEffect = { startsNew: true } | { startsNew: false; patch: TicketPatch };

/**
 * What a customer's message does to a ticket: `pending`, `snoozed` and `resolved` are open again, and the customer waits since the
 * first message that nobody answered. A `closed` ticket stays as it is and a new one starts.
 */
export function afterCustomerMessage(ticket: TicketState, { at }: { at: string }): CustomerMessageEffect {
  checkInstant(at);
  if (ticket.status === 'closed') return { startsNew: true };
  return {
    startsNew: false,
    patch: {
      ...(ticketCategory(ticket.status) !== 'open' && entering(ticket, 'open', at)),
      ...(ticket.waitingSince == null && { waitingSince: at }),
      lastMessageAt: later(ticket.lastMessageAt, at),
      lastActivityAt: later(ticket.lastActivityAt, at),
    },
  };
}
