import { canChangeStatus, checkInstant, entering, later, statusPatch, type TicketPatch, type TicketState } from './tickets.js';

/** The patch for giving a ticket to an agent, a team or (with `null`) nobody; what is not named stays. Empty when nothing changes. */
export function assignPatch(
  ticket: TicketState,
  { assigneeId, teamId, at }: { assigneeId?: string | null | undefined; teamId?: string | null | undefined; at: string },
): TicketPatch {
  checkInstant(at);
  const patch: TicketPatch = {
    ...(assigneeId !== undefined && assigneeId !== (ticket.assigneeId ?? null) && { assigneeId }),
    ...(teamId !== undefined && teamId !== (ticket.teamId ?? null) && { teamId }),
  };
  return Object.keys(patch).length === 0 ? {} : { ...patch, lastActivityAt: later(ticket.lastActivityAt, at) };
}

/**
 * The patch that puts a ticket off until a moment. A customer who waits goes on waiting.
 * @throws RangeError when `until` is not later than `at`, or the ticket is resolved or closed.
 */
export function snoozePatch(ticket: TicketState, { until, at }: { until: string; at: string }): TicketPatch {
  checkInstant(at);
  checkInstant(until);
  if (until <= at) throw new RangeError('Choose a moment later than now to snooze until.');
  if (!canChangeStatus(ticket.status, 'snoozed')) throw new RangeError(`A ticket that is ${ticket.status} cannot be snoozed: reopen it first.`);
  return { ...entering(ticket, 'snoozed', at), snoozedUntil: until, lastActivityAt: later(ticket.lastActivityAt, at) };
}

/** The patch that ends a snooze, in time or early: the ticket is open. Empty when it is not snoozed. */
export function wakePatch(ticket: TicketState, { at }: { at: string }): TicketPatch {
  return ticket.status === 'snoozed' ? statusPatch(ticket, 'open', { at }) : {};
}

/**
 * The patch for a customer's rating, 1 (very bad) to 5 (very good). A later rating takes the place of an earlier one.
 * @throws RangeError when the score is no whole number from 1 to 5.
 */
export function ratePatch(ticket: TicketState, { score, comment, at }: { score: number; comment?: string | undefined; at: string }): TicketPatch {
  checkInstant(at);
  if (!Number.isInteger(score) || score < 1 || score > 5) throw new RangeError('Give a score from 1 to 5.');
  return { csat: { score, at, ...(comment !== undefined && { comment }) }, lastActivityAt: later(ticket.lastActivityAt, at) };
}
