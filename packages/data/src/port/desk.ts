import type { Ticket } from '@crm-elements/schema';
import type { TicketClient } from '../client/ticket-client.js';
import type { Subscription } from '../contract.js';
import { toCrmError } from '../errors.js';

/** Tickets whose messages are taken as they come, the latest; those further back are taken once, at the start. */
const window = 50;

export interface DeskOptions {
  onError?: (error: Error) => void;
}

/**
 * The agents' side takes customers' messages: as long as a desk is on, messages that reach this store become *delivered*. Over a store
 * that only this browser reads, this is what tells a visitor that a message is more than saved on the device. An inbox keeps a desk on
 * while it is shown; several do no harm.
 */
export function createDesk(client: TicketClient, { onError }: DeskOptions = {}): Subscription {
  /** The versions of tickets up to which their messages were taken. */
  const taken = new Map<string, number>();
  let ended = false;
  let work: Promise<void> = Promise.resolve();

  const fail = (error: unknown) => {
    if (ended) return;
    if (onError) onError(toCrmError(error));
    else console.error('crm-elements: messages could not be taken', error);
  };

  const take = async (tickets: readonly Ticket[]) => {
    for (const { id, version } of tickets) {
      if (ended) return;
      if (taken.get(id) === version) continue;
      await client.markTicketDelivered({ ticketId: id });
      taken.set(id, version);
    }
  };
  const then = (step: () => Promise<void>) => {
    work = work.then(async () => {
      if (!ended) await step().catch(fail);
    });
  };

  // A customer's message opens its ticket again, so that all that nobody has taken stands in open ones.
  const query = { where: { category: 'open' }, sort: [{ by: 'lastActivityAt', direction: 'desc' as const }], limit: window };
  let first = true;
  const subscription = client.tickets.live(
    query,
    ({ records, next }) => {
      then(() => take(records));
      if (first && next !== undefined) then(() => takeBehind(next));
      first = false;
    },
    { onError: fail },
  );

  const takeBehind = async (cursor: string) => {
    for (let after: string | undefined = cursor; after !== undefined && !ended; ) {
      const page = await client.tickets.list({ ...query, after });
      await take(page.records);
      after = page.next;
    }
  };

  return {
    unsubscribe() {
      ended = true;
      subscription.unsubscribe();
    },
  };
}
