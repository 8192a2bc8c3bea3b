import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Agent, Ticket } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import { People } from './people.js';
import { TabTotals } from './tab-totals.js';
import { TicketSource } from './ticket-source.js';
import type { TabCounts, TicketFilter, TicketSort, TicketTab } from './ticket-tabs.js';

/** What a list of tickets is asked for. */
interface ListHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly tab: TicketTab;
  readonly sort: TicketSort;
  readonly search: string;
  readonly filter: TicketFilter | undefined;
  readonly tickets: readonly Ticket[] | undefined;
  readonly agents: readonly Agent[] | undefined;
  readonly counts: TabCounts | undefined;
}

/** All that a list of tickets reads: the tickets in sight, the people behind them, the agents and the numbers. */
export class TicketListData implements ReactiveController {
  readonly source: TicketSource;
  readonly people: People;
  readonly #host: ListHost;
  readonly #clients: ClientController;
  readonly #totals: TabTotals;
  readonly #agents: LiveController<readonly Agent[], readonly []>;

  constructor(host: ListHost, clients: ClientController) {
    this.#host = host;
    this.#clients = clients;
    const changed = () => host.requestUpdate();
    this.source = new TicketSource(changed);
    this.people = new People(changed);
    this.#totals = new TabTotals(host, clients, () => host.tickets === undefined && host.counts === undefined);
    this.#agents = new LiveController<readonly Agent[], readonly []>(host, clients, {
      args: () => (host.agents ? undefined : []),
      start: (client, _args, { next, fail, signal }) =>
        client.agents.live({ sort: [{ by: 'nameKey' }], limit: 1_000 }, ({ records }) => next(records), { signal, onError: fail }),
    });
    host.addController(this);
  }

  get client(): CrmClient | undefined {
    return this.#clients.client;
  }

  /** Whoever sits here. */
  get me(): string | undefined {
    const actor = this.client?.actor;
    return actor?.kind === 'agent' ? actor.id : undefined;
  }

  get counts(): TabCounts {
    return this.#host.counts ?? this.#totals.counts;
  }

  get agents(): readonly Agent[] {
    return this.#host.agents ?? this.#agents.value ?? [];
  }

  get error(): CrmError | undefined {
    return this.#host.tickets ? undefined : (this.source.error ?? this.#clients.failure);
  }

  /** What was shown stays when reading fails: a line above it then says that it may not be as the store has it. */
  get state(): 'loading' | 'error' | 'ready' {
    if (this.#host.tickets || this.source.isReady) return 'ready';
    return this.error ? 'error' : 'loading';
  }

  hostDisconnected(): void {
    this.source.end();
    this.people.end();
  }

  /** Follows what is asked for. Call it before the tickets are looked at. */
  follow(): void {
    const { isConnected, tab, sort, filter, tickets, search } = this.#host;
    this.#totals.me = this.me;
    if (tickets) this.source.give(tickets, filter);
    else if (isConnected) this.source.follow(this.client, { tab, me: this.me, sort, filter, text: search.trim() }, this.counts[tab]);
  }

  /** The people of these tickets are in sight. */
  want(indexes: Iterable<number>): void {
    if (!this.#host.isConnected) return;
    this.people.want(
      this.client,
      [...indexes].flatMap((index) => this.source.at(index)?.requesterId ?? []),
    );
  }

  retry(): void {
    if (this.#clients.failure) this.#clients.retry();
    this.source.retry();
    this.#totals.retry();
    if (this.#agents.state === 'error') this.#agents.retry();
  }
}
