import { toCrmError, type CrmError } from '@crm-elements/data';
import { normaliseEmail, type Ticket } from '@crm-elements/schema';
import { CrmTicketStartedEvent, CrmTicketStartEvent, type TicketStart } from '../events/ticket-events.js';
import { runCommand } from '../internal/command.js';
import type { InboxGround } from './ticket-actions.js';

/** Opens a ticket for a customer, assigned to the agent who does it. Resolves to what went wrong. */
export async function startTicket(
  { host, clients, localizer, announcer, toasts }: InboxGround,
  start: TicketStart,
): Promise<CrmError | undefined> {
  const { ticketId, requesterId, requester, channel, subject, text } = start;
  const { client } = clients;
  const outcome = await runCommand<Ticket | undefined>(host, {
    command: 'ticket-start',
    before: new CrmTicketStartEvent(start),
    run: async () => {
      const emails = requester?.email ? [{ ...normaliseEmail(requester.email), primary: true }] : [];
      const sent = await client?.startTicket({
        ticketId,
        requesterId,
        channel,
        text,
        ...(subject && { subject }),
        ...(client.actor.kind === 'agent' && { assigneeId: client.actor.id }),
        ...(requester && { requester: { fullName: requester.fullName, emails } }),
      });
      return sent?.ticket;
    },
    after: (ticket) => new CrmTicketStartedEvent(ticketId, ticket),
  });
  if ('failed' in outcome) return outcome.failed;
  if ('vetoed' in outcome) return toCrmError(new DOMException('The page did not allow it.', 'AbortError'));
  const done = localizer.t('did.started', { number: String(outcome.done?.number ?? '') });
  announcer.say(done);
  toasts.show({ text: done, forMs: 5_000 });
  return undefined;
}
