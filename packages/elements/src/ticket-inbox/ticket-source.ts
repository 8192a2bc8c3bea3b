import {
  toCrmError,
  type CrmClient,
  type CrmError,
  type FilteredQuery,
  type FilteredSubscription,
  type ListQuery,
} from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';
import { loadSearch, type SearchPart } from './load-search.js';
import type { TicketSearch } from './ticket-search.js';
import {
  filteredQuery,
  indexedSort,
  isFiltering,
  matchesFilter,
  whereOfTab,
  type TicketFilter,
  type TicketSort,
  type TicketTab,
} from './ticket-tabs.js';

/** What a list of tickets is to show. */
export interface TicketAsk {
  readonly tab: TicketTab;
  readonly me: string | undefined;
  readonly sort: TicketSort;
  readonly filter: TicketFilter | undefined;
  /** Words to search for; empty for none. */
  readonly text: string;
}

export type SourceState = 'idle' | 'loading' | 'ready' | 'error';

/** Tickets that are read at a time around those in sight. */
const windowSize = 120;
const margin = 30;
/** How far a store skips from either end. */
const farthest = 50_000;

const turned = (sort: NonNullable<ListQuery['sort']>) =>
  sort.map(({ by, direction }) => ({ by, direction: direction === 'desc' ? ('asc' as const) : ('desc' as const) }));

/**
 * The tickets of a list, however many there are: those around what is in sight, live, in one subscription that moves along. Where no index
 * serves the order or the filter, all of them are counted and sorted in memory first.
 */
export class TicketSource {
  readonly #changed: () => void;
  #client: CrmClient | undefined;
  #ask: TicketAsk | undefined;
  #running: AbortController | undefined;
  #asked = { offset: 0, limit: 0 };
  #offset = 0;
  #records: readonly Ticket[] = [];
  #pinned: { index: number; ticket: Ticket } | undefined;
  #whole = false;
  #total: number | undefined;
  #state: SourceState = 'idle';
  #isReady = false;
  #error: CrmError | undefined;
  #isCounting = false;
  /** Tickets that meet a filter or are in an order for which there is no index. */
  #filtered: { query: FilteredQuery; subscription?: FilteredSubscription; count: number } | undefined;
  #searchPart: SearchPart | undefined;
  #found: TicketSearch | undefined;

  /** @param changed told after each change of what is read here */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): SourceState {
    return this.#state;
  }

  /** Whether tickets were read, though it may have failed since. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get error(): CrmError | undefined {
    return this.#error;
  }

  /** The tickets that are loaded: another array after each change. */
  get records(): readonly Ticket[] {
    return this.#records;
  }

  /** What shows that something was found, while something is searched for. */
  get searchPart(): SearchPart | undefined {
    return this.#searchPart;
  }

  /** The search that is under way, where the store has one of its own. */
  get found(): TicketSearch | undefined {
    return this.#found;
  }

  /** How many tickets there are is not known yet. */
  get isCounting(): boolean {
    return this.#isCounting;
  }

  /** How many tickets there are, loaded or not. */
  get count(): number {
    if (this.#filtered) return this.#filtered.count;
    const reached = this.#offset + this.#records.length;
    if (this.#whole || this.#total === undefined) return reached;
    return Math.max(this.#total, reached);
  }

  at(index: number): Ticket | undefined {
    return this.#records[index - this.#offset] ?? (index === this.#pinned?.index ? this.#pinned.ticket : undefined);
  }

  indexOf(id: string): number {
    const found = this.#records.findIndex((ticket) => ticket.id === id);
    if (found >= 0) return found + this.#offset;
    const pinned = this.#pinned;
    // Out of sight, it stands where it stood; in sight, it has left.
    return pinned?.ticket.id === id && this.#records[pinned.index - this.#offset] === undefined && pinned.index < this.count
      ? pinned.index
      : -1;
  }

  /** Keeps a ticket though the list is scrolled away from it: the one that has focus. */
  pin(index: number): void {
    const ticket = this.#records[index - this.#offset];
    if (ticket) this.#pinned = { index, ticket };
  }

  find(id: string): Ticket | undefined {
    return this.#records.find((ticket) => ticket.id === id);
  }

  /** Says what to show. Does nothing when that is shown already. `total` is what the store's totals say. */
  follow(client: CrmClient | undefined, ask: TicketAsk | undefined, total: number | undefined): void {
    this.#total = total;
    const same = client === this.#client && JSON.stringify(ask) === JSON.stringify(this.#ask);
    if (same && (this.#running || !client || !ask)) return;
    const fresh = JSON.stringify(ask) !== JSON.stringify(this.#ask);
    this.end();
    this.#client = client;
    this.#ask = ask;
    if (fresh) {
      this.#records = [];
      this.#offset = 0;
      this.#pinned = undefined;
      this.#isReady = false;
      this.#whole = false;
      this.#filtered = undefined;
      this.#searchPart = undefined;
      this.#found = undefined;
      this.#asked = { offset: 0, limit: windowSize };
    }
    this.#error = undefined;
    if (!ask) this.#state = 'idle';
    else if (!this.#isReady) this.#state = 'loading';
    if (client && ask) this.#start(client, ask);
  }

  /** Shows what the page gives instead of reading anything. */
  give(tickets: readonly Ticket[], filter: TicketFilter | undefined): void {
    this.end();
    this.#ask = undefined;
    this.#filtered = undefined;
    this.#searchPart = undefined;
    this.#found = undefined;
    this.#offset = 0;
    this.#records = isFiltering(filter) ? tickets.filter((ticket) => matchesFilter(ticket, filter)) : tickets;
    this.#whole = true;
    this.#isReady = true;
    this.#state = 'ready';
    this.#error = undefined;
  }

  /** Reads on where tickets come into sight that are not loaded. Indexes, both inclusive. */
  reach(first: number, last: number): void {
    const found = this.#found;
    if (found && last >= this.count - 1 && found.hasMore && !found.error) return void found.more();
    const client = this.#client;
    const ask = this.#ask;
    if (!client || !ask || this.#whole || !(this.#filtered || this.#isWindowed(ask))) return;
    const { offset, limit } = this.#asked;
    if ((first - margin >= offset || offset === 0) && (last + margin < offset + limit || offset + limit >= this.count)) return;
    this.#asked = { offset: Math.max(0, Math.floor((first + last - windowSize) / 2)), limit: windowSize };
    if (this.#filtered) return this.#filtered.subscription?.show([], this.#asked);
    this.#running?.abort();
    this.#window(client, ask, (this.#running = new AbortController()).signal);
  }

  retry(): void {
    this.end();
    if (!this.#isReady) this.#state = 'loading';
    this.#error = undefined;
    if (this.#client && this.#ask) this.#start(this.#client, this.#ask);
    this.#changed();
  }

  /** Ends all reading; what was read stays. */
  end(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#isCounting = false;
  }

  /** The ids of some tickets, loaded or not, by their places in the list. */
  async idsOf(first: number, length: number): Promise<string[]> {
    const loaded = Array.from({ length }, (_, i) => this.at(first + i)?.id);
    const client = this.#client;
    const ask = this.#ask;
    if (!client || !ask || loaded.every((id) => id !== undefined)) return loaded.flatMap((id) => id ?? []);
    const { tab, me, sort } = ask;
    if (this.#filtered) return readIds(client, { ...this.#filtered.query, window: { offset: first, limit: length } });
    const { records } = await client.tickets.list({
      where: whereOfTab(tab, me),
      sort: indexedSort(tab, sort)!,
      offset: first,
      limit: length,
    });
    return records.map(({ id }) => id);
  }

  #isWindowed({ tab, sort, filter, text }: TicketAsk): boolean {
    return text === '' && !isFiltering(filter) && indexedSort(tab, sort) !== undefined;
  }

  #start(client: CrmClient, ask: TicketAsk): void {
    const { signal } = (this.#running = new AbortController());
    const { tab, me, sort, filter } = ask;
    this.#filtered = undefined;
    if (ask.text !== '') this.#search(client, ask, signal).catch(this.#fail(signal));
    else if (this.#isWindowed(ask)) this.#window(client, ask, signal);
    else this.#filter(client, filteredQuery(tab, me, sort, filter), signal);
  }

  #show(records: readonly Ticket[], { offset = 0, whole = true } = {}): void {
    this.#records = records;
    this.#offset = offset;
    this.#whole = whole;
    this.#isReady = true;
    this.#isCounting = false;
    this.#state = 'ready';
    this.#error = undefined;
    this.#changed();
  }

  #fail(signal: AbortSignal): (error: unknown) => void {
    return (error) => {
      if (signal.aborted) return;
      // The watch goes on: what it tells next is shown.
      this.#state = 'error';
      this.#error = toCrmError(error);
      this.#changed();
    };
  }

  #window(client: CrmClient, { tab, me, sort }: TicketAsk, signal: AbortSignal): void {
    const { offset, limit } = this.#asked;
    const order = indexedSort(tab, sort)!;
    const total = this.#total ?? 0;
    // From far behind the middle it is nearer to count from the end.
    const fromEnd = offset > farthest && total > offset;
    const size = fromEnd ? Math.min(limit, total - offset) : limit;
    const query: ListQuery = {
      where: whereOfTab(tab, me),
      sort: fromEnd ? turned(order) : order,
      limit: size,
      offset: fromEnd ? total - offset - size : offset,
    };
    const onError = this.#fail(signal);
    try {
      client.tickets.live(
        query,
        ({ records, next }) => {
          if (signal.aborted) return;
          if (fromEnd) this.#show([...records].reverse(), { offset: this.count - query.offset! - records.length, whole: false });
          else this.#show(records, { offset, whole: offset === 0 && next === undefined });
        },
        { signal, onError },
      );
    } catch (error) {
      onError(error);
    }
  }

  #filter(client: CrmClient, query: FilteredQuery, signal: AbortSignal): void {
    const onError = this.#fail(signal);
    const filtered: { query: FilteredQuery; subscription?: FilteredSubscription; count: number } = {
      query,
      count: this.#offset + this.#records.length,
    };
    this.#filtered = filtered;
    try {
      filtered.subscription = client.tickets.filtered(
        { ...query, window: this.#asked },
        ({ state, count, groups: [list] }) => {
          if (signal.aborted) return;
          if (state === 'counting') {
            this.#isCounting = true;
            this.#changed();
            return;
          }
          filtered.count = count;
          const records = list?.records ?? [];
          this.#show(records, { offset: list?.offset ?? 0, whole: records.length === count });
        },
        { signal, onError },
      );
    } catch (error) {
      onError(error);
    }
  }

  /** Tickets by their own words, by people and by what their messages say; where the store has no search, all but the last. */
  async #search(client: CrmClient, { text, filter }: TicketAsk, signal: AbortSignal): Promise<void> {
    const part = await loadSearch();
    if (signal.aborted) return;
    this.#searchPart = part;
    if (!client.adapter.capabilities.search) {
      const query = await part.searchedQuery(client, text, filter, signal);
      if (!signal.aborted) this.#filter(client, query, signal);
      return;
    }
    const lost = this.#fail(signal);
    const found = new part.TicketSearch({
      client,
      text,
      filter,
      signal,
      lost,
      changed: () => {
        const { tickets, error, isSearching } = found;
        if (tickets.length > 0 || !(error || isSearching)) this.#show(tickets);
        else if (error && !this.#isReady) lost(error);
        else this.#changed();
      },
    });
    this.#found = found;
    await found.start();
  }
}

/** The ids in a window of a filtered list, as it is now. */
function readIds(client: CrmClient, query: FilteredQuery): Promise<string[]> {
  const ending = new AbortController();
  return new Promise<string[]>((done, fail) => {
    client.tickets.filtered(
      query,
      ({ state, groups }) => {
        if (state === 'exact') done(groups.flatMap(({ records }) => records.map(({ id }) => id)));
      },
      { signal: ending.signal, onError: fail },
    );
  }).finally(() => ending.abort());
}
