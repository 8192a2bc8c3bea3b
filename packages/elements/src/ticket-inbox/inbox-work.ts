import { createDesk, type CrmClient, type Subscription } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';

/** How often tickets are woken whose time has come, in milliseconds. */
const housekeepingMs = 60_000;

interface InboxWorkOptions {
  /** A customer opened a ticket. */
  readonly arrived: (ticket: Ticket) => void;
}

/**
 * What an inbox does as long as it is shown, besides showing: it takes customers' messages, wakes tickets, and hears of new ones. What goes
 * wrong in it is seen in the list, which reads from the same store.
 */
export class InboxWork {
  readonly #options: InboxWorkOptions;
  #client: CrmClient | undefined;
  #ends: Subscription[] = [];
  #housekeeping: ReturnType<typeof setInterval> | undefined;

  constructor(options: InboxWorkOptions) {
    this.#options = options;
  }

  follow(client: CrmClient | undefined, isReadonly: boolean): void {
    if (client === this.#client) return;
    this.end();
    this.#client = client;
    if (!client || client.actor.kind === 'contact') return;
    const ignore = () => undefined;
    let known: number | undefined;
    const listening = client.tickets.live(
      { sort: [{ by: 'number', direction: 'desc' }], limit: 3 },
      ({ records }) => {
        const before = known;
        known = Math.max(known ?? 0, records[0]?.number ?? 0);
        if (before === undefined) return;
        for (const ticket of records)
          if (ticket.number > before && ticket.waitingSince != null && ticket.channel === 'chat') this.#options.arrived(ticket);
      },
      { onError: ignore },
    );
    this.#ends.push(listening);
    if (isReadonly) return;
    this.#ends.push(createDesk(client, { onError: ignore }));
    const housekeep = () => void client.housekeep().catch(ignore);
    this.#housekeeping = setInterval(housekeep, housekeepingMs);
    housekeep();
  }

  end(): void {
    for (const subscription of this.#ends.splice(0)) subscription.unsubscribe();
    clearInterval(this.#housekeeping);
    this.#client = undefined;
  }
}
