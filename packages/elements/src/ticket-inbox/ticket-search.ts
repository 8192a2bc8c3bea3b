import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { tokens, type Message, type Ticket } from '@crm-elements/schema';
import { Pages, PeoplesTickets, ticketsPage } from './search-pages.js';
import { meetsWords, snippetOf, type SnippetPiece } from './search-words.js';
import { isFiltering, matchesFilter, type TicketFilter } from './ticket-tabs.js';

/** The message by which a ticket was found: the newest of those that were read. */
export interface MessageHit {
  readonly message: Message;
  readonly snippet: readonly SnippetPiece[];
}

interface TicketSearchOptions {
  readonly client: CrmClient;
  readonly text: string;
  readonly filter: TicketFilter | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Told after each change of what was found, and of how far it is. */
  readonly changed: () => void;
  /** What was found is not kept live any more. */
  readonly lost: (error: unknown) => void;
}

/** Tickets that are looked for before whoever searches is asked again. */
const stepSize = 20;
/** Pages of a step: a conversation in which every message is found must not hide all others, nor be read for ever. */
const stepPages = 10;
/** Few messages are there at once; behind them it pays to read more at a time. */
const firstMessagesPage = 50;
const messagesPage = 200;
/** Tickets in which something has happened last, as many as are heard of at once. */
const heardAtOnce = 20;

/**
 * Tickets that are found by their own words, by the people in them and by their messages: each once, a page at a time, and kept live. What
 * was found stays in its place; a ticket in which something new is found comes first.
 */
export class TicketSearch {
  readonly #options: TicketSearchOptions;
  readonly #words: readonly string[];
  readonly #own: Pages<Ticket>;
  readonly #people: PeoplesTickets;
  readonly #messages: Pages<Message>;
  /** In the order in which they were found, those that came since first. */
  #order = new Set<string>();
  readonly #known = new Map<string, Ticket>();
  /** Found without their messages. */
  readonly #named = new Set<string>();
  readonly #hits = new Map<string, MessageHit>();
  /** Tickets whose messages are to be looked through anew. */
  readonly #stale = new Set<string>();
  #tickets: readonly Ticket[] = [];
  #isSearching = false;
  #steps = 0;
  #error: CrmError | undefined;
  #watching: AbortController | undefined;

  constructor(options: TicketSearchOptions) {
    const { client, text, signal } = options;
    this.#options = options;
    this.#words = tokens(text);
    this.#own = new Pages((after) => client.tickets.search(text, { limit: ticketsPage, signal, ...after }));
    this.#people = new PeoplesTickets(client, text, signal);
    this.#messages = new Pages(async (after) => {
      const page = await client.messages.search(text, { limit: 'after' in after ? messagesPage : firstMessagesPage, signal, ...after });
      await this.#readTicketsOf(page.records);
      return page;
    });
    signal.addEventListener('abort', () => this.#watching?.abort());
  }

  /** Those found so far that meet the filter: another array after each change. */
  get tickets(): readonly Ticket[] {
    return this.#tickets;
  }

  get isSearching(): boolean {
    return this.#isSearching;
  }

  /** Whether not everything was looked through. */
  get hasMore(): boolean {
    return !(this.#own.done && this.#people.done && this.#messages.done);
  }

  /** What was found so far may not be all. */
  get isPartial(): boolean {
    return this.#isSearching || this.hasMore || this.#error !== undefined;
  }

  /** How often a step of the search came to its end. */
  get steps(): number {
    return this.#steps;
  }

  /** Why the last step did not come to its end; `more()` goes on from there. */
  get error(): CrmError | undefined {
    return this.#error;
  }

  /** The newest message of a ticket that was found. */
  hitIn(ticketId: string): MessageHit | undefined {
    return this.#hits.get(ticketId);
  }

  /** Looks for the first tickets, and from then on for what comes. */
  async start(): Promise<void> {
    this.#hear();
    await this.more();
  }

  /** Looks for further tickets. Does nothing while it is being looked for them. */
  async more(): Promise<void> {
    if (this.#isSearching || this.#options.signal.aborted) return;
    this.#isSearching = true;
    this.#error = undefined;
    this.#tell();
    await this.#lookAgain();
    const enough = this.#tickets.length + stepSize;
    for (let page = 0; page < stepPages && this.hasMore && !this.#error && this.#tickets.length < enough; page++) {
      await this.#readPages();
      if (this.#options.signal.aborted) return;
    }
    this.#isSearching = false;
    this.#steps++;
    this.#watch();
    this.#tell();
  }

  /** The next page of each kind, all read at once; taken in this order, so that the same search gives the same list. */
  async #readPages(): Promise<void> {
    const fail = (error: unknown) => void (this.#error = toCrmError(error));
    const pages = [
      this.#own.next().then((tickets) => () => this.#takeNamed(tickets), fail),
      this.#people.next().then((tickets) => () => this.#takeNamed(tickets), fail),
      this.#messages.next().then((messages) => () => this.#takeMessages(messages), fail),
    ];
    for (const page of pages) {
      const take = await page;
      if (this.#options.signal.aborted) return;
      take?.();
      this.#tell();
    }
  }

  /** Reads those of the messages' tickets that are not known yet. */
  async #readTicketsOf(messages: readonly Message[]): Promise<void> {
    const { client, signal } = this.#options;
    const missing = [...new Set(messages.map(({ ticketId }) => ticketId))].filter((id) => !this.#known.has(id));
    if (missing.length === 0) return;
    for (const ticket of await client.tickets.getMany(missing, { signal })) if (ticket) this.#known.set(ticket.id, ticket);
  }

  #takeNamed(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) {
      this.#known.set(ticket.id, ticket);
      this.#named.add(ticket.id);
      this.#list(ticket.id);
    }
  }

  #takeMessages(messages: readonly Message[], { first = false } = {}): void {
    for (const message of messages) {
      this.#list(message.ticketId, { first });
      const known = this.#hits.get(message.ticketId)?.message;
      if (known && known.seq >= message.seq) continue;
      this.#hits.set(message.ticketId, { message, snippet: snippetOf(message.text, this.#words) });
    }
  }

  #list(ticketId: string, { first = false } = {}): void {
    if (this.#order.has(ticketId)) return;
    this.#order = first ? new Set([ticketId, ...this.#order]) : this.#order.add(ticketId);
  }

  /** Hears of tickets in which something happens: a message that comes is looked at there. */
  #hear(): void {
    const { client, signal, lost } = this.#options;
    let known: ReadonlyMap<string, string> | undefined;
    const watch = client.adapter.watch(
      {
        query: {
          collection: 'tickets',
          where: { category: { in: ['open', 'waiting', 'resolved'] } },
          sort: [{ by: 'lastActivityAt', direction: 'desc' }],
          limit: heardAtOnce,
        },
      },
      ({ page }) => {
        const tickets = page.records as unknown as Ticket[];
        const newest = [...(known?.values() ?? [])].reduce((latest, at) => (at > latest ? at : latest), '');
        const moved = tickets.filter(({ id, lastActivityAt }) => known && lastActivityAt >= newest && known.get(id) !== lastActivityAt);
        known = new Map(tickets.map(({ id, lastActivityAt }) => [id, lastActivityAt]));
        for (const ticket of moved) {
          const { id, subject, labels, number } = ticket;
          if (!this.#named.has(id) && meetsWords([subject, ...labels, String(number)], this.#words)) {
            this.#known.set(id, ticket);
            this.#named.add(id);
            this.#list(id, { first: true });
          }
          this.#stale.add(id);
        }
        if (moved.length > 0 && !this.#isSearching) void this.#refresh();
      },
      lost,
    );
    signal.addEventListener('abort', () => watch.unsubscribe());
  }

  async #refresh(): Promise<void> {
    await this.#lookAgain();
    if (this.#options.signal.aborted) return;
    this.#watch();
    this.#tell();
  }

  /** Looks through the messages of tickets in which something has changed. */
  async #lookAgain(): Promise<void> {
    const { client, text, signal } = this.#options;
    for (const ticketId of [...this.#stale]) {
      try {
        const { records } = await client.messages.search(text, { where: { ticketId }, limit: firstMessagesPage, signal });
        await this.#readTicketsOf(records);
        if (signal.aborted) return;
        this.#stale.delete(ticketId);
        this.#hits.delete(ticketId);
        this.#takeMessages(records, { first: true });
      } catch (error) {
        if (!signal.aborted) this.#error = toCrmError(error);
      }
    }
  }

  /** Keeps what was found as the store has it. */
  #watch(): void {
    this.#watching?.abort();
    const watching = (this.#watching = new AbortController());
    const { client, lost } = this.#options;
    const follow = (collection: string, ids: readonly string[], take: (records: readonly unknown[]) => void) => {
      if (ids.length === 0) return;
      const watch = client.adapter.watch(
        { ids: { collection, ids } },
        ({ records }) => {
          if (!watching.signal.aborted) take(records);
        },
        lost,
      );
      watching.signal.addEventListener('abort', () => watch.unsubscribe());
    };
    const ids = [...this.#order];
    follow('tickets', ids, (records) => {
      ids.forEach((id, i) => {
        if (records[i]) this.#known.set(id, records[i] as Ticket);
        else this.#known.delete(id);
      });
      this.#tell();
    });
    const shown = [...this.#hits.values()].map(({ message }) => message);
    follow(
      'messages',
      shown.map(({ id }) => id),
      (records) => {
        shown.forEach(({ ticketId, text }, i) => {
          if ((records[i] as Message | undefined)?.text !== text) this.#stale.add(ticketId);
        });
        if (this.#stale.size > 0 && !this.#isSearching) void this.#refresh();
      },
    );
  }

  #tell(): void {
    const { filter, signal, changed } = this.#options;
    if (signal.aborted) return;
    this.#tickets = [...this.#order].flatMap((id) => {
      const ticket = this.#named.has(id) || this.#hits.has(id) ? this.#known.get(id) : undefined;
      return ticket && (!isFiltering(filter) || matchesFilter(ticket, filter)) ? ticket : [];
    });
    changed();
  }
}
