/** Contacts in the order of their names, or as a search finds them, read in pages where they are looked at. */
import type { CrmClient, Query, RepositoryTotalsQuery, Subscription, TotalRow } from '@crm-elements/data';
import type { Contact, LifecycleStage } from '@crm-elements/schema';

/** Which contacts: one condition at most, as each has an index of its own. */
export type ContactFilter =
  | { readonly lifecycleStage: LifecycleStage }
  | { readonly tag: string }
  /** `null`: nobody's. */
  | { readonly ownerId: string | null };

interface PagesOptions {
  readonly filter: ContactFilter | undefined;
  readonly direction: 'asc' | 'desc';
  /** Words to find. With them the order is by how well they are met. */
  readonly text: string;
}

interface Handle {
  /** Something has changed. Called first when the first page is there. */
  next: (pages: ContactPages) => void;
  fail: (error: unknown) => void;
  signal: AbortSignal;
}

/** What is read at a time. */
const pageLength = 50;
/** A store skips no more than so many records at a time. */
const longestSkip = 50_000;

const whereOf = (filter: ContactFilter | undefined): Query['where'] | undefined => {
  if (!filter) return undefined;
  if ('tag' in filter) return { tags: { has: filter.tag } };
  return 'ownerId' in filter ? { ownerId: filter.ownerId } : { lifecycleStage: filter.lifecycleStage };
};

const totalsOf = (filter: ContactFilter | undefined): RepositoryTotalsQuery => {
  if (!filter) return { totals: 'all' };
  if ('tag' in filter) return { totals: 'byTag', where: { tags: filter.tag } };
  return 'ownerId' in filter
    ? { totals: 'byOwner', where: { ownerId: filter.ownerId } }
    : { totals: 'byLifecycle', where: { lifecycleStage: filter.lifecycleStage } };
};

/** What both ways of reading have in common. */
export interface ContactPages {
  /** The record at a place; undefined as long as it is not read. */
  at(index: number): Contact | undefined;
  /** The place of a record that is read, or -1. */
  indexOf(id: string): number;
  /** How many there are, as far as it is known. */
  readonly count: number;
  /** Whether `count` is all of them. */
  readonly exact: boolean;
  /** These places are in sight: reads what is missing there. */
  show(first: number, last: number): void;
}

/** All contacts of a filter, by name. Pages in sight and beside it are live; the others are read again when they come into sight. */
class BrowsedPages implements ContactPages {
  readonly #client: CrmClient;
  readonly #options: PagesOptions;
  readonly #handle: Handle;
  readonly #pages = new Map<number, { records: readonly Contact[]; more: boolean; subscription: Subscription | undefined }>();
  #total: number | undefined;
  #least = 0;
  #end: number | undefined;
  #first = false;

  constructor(client: CrmClient, options: PagesOptions, handle: Handle) {
    this.#client = client;
    this.#options = options;
    this.#handle = handle;
    handle.signal.addEventListener('abort', () => this.#close(), { once: true });
    if (client.adapter.capabilities.totals === 'exact') {
      const count = (rows: TotalRow[]) => {
        this.#total = rows.reduce((sum, row) => sum + row.count, 0);
        this.#tell();
      };
      client.contacts.liveTotals(totalsOf(options.filter), count, { signal: handle.signal, onError: handle.fail });
    }
    this.#open(0);
  }

  get exact(): boolean {
    return this.#total !== undefined || this.#end !== undefined;
  }

  get count(): number {
    return this.#total ?? this.#end ?? this.#least;
  }

  at(index: number): Contact | undefined {
    const page = this.#pages.get(Math.floor(index / pageLength));
    return page?.records[index % pageLength];
  }

  indexOf(id: string): number {
    for (const [number, { records }] of this.#pages) {
      const place = records.findIndex((record) => record.id === id);
      if (place >= 0) return number * pageLength + place;
    }
    return -1;
  }

  show(first: number, last: number): void {
    if (this.#handle.signal.aborted) return;
    const wanted = new Set<number>();
    const end = Math.max(Math.ceil(this.count / pageLength) - 1, 0);
    for (let page = Math.floor(first / pageLength) - 1; page <= Math.floor(last / pageLength) + 1; page++)
      if (page >= 0 && page <= end) wanted.add(page);
    for (const [number, { subscription }] of this.#pages) {
      if (wanted.has(number)) continue;
      subscription?.unsubscribe();
      this.#pages.delete(number);
    }
    for (const page of wanted) if (!this.#pages.has(page)) this.#open(page);
  }

  #open(number: number): void {
    const { filter, direction } = this.#options;
    const offset = number * pageLength;
    const total = this.#total ?? 0;
    // What lies too far from the beginning is counted from the end.
    const turned = offset > longestSkip && total > 0;
    const length = turned ? Math.min(pageLength, total - offset) : pageLength;
    const order = turned ? (direction === 'asc' ? 'desc' : 'asc') : direction;
    const where = whereOf(filter);
    const query = {
      ...(where && { where }),
      sort: [{ by: 'nameKey', direction: order }],
      limit: length,
      offset: turned ? Math.max(total - offset - length, 0) : offset,
    };
    const page: { records: readonly Contact[]; more: boolean; subscription: Subscription | undefined } = {
      records: [],
      more: true,
      subscription: undefined,
    };
    this.#pages.set(number, page);
    page.subscription = this.#client.contacts.live(
      query,
      ({ records, next }) => {
        page.records = turned ? [...records].reverse() : records;
        if (!turned) {
          if (next === undefined) this.#end = offset + records.length;
          else {
            if (this.#end !== undefined && this.#end <= offset + records.length) this.#end = undefined;
            this.#least = Math.max(this.#least, offset + records.length + 1);
          }
        }
        this.#first = true;
        this.#tell();
      },
      { onError: this.#handle.fail },
    );
  }

  #tell(): void {
    const counted = this.#total !== undefined || this.#client.adapter.capabilities.totals !== 'exact';
    if (this.#first && counted && !this.#handle.signal.aborted) this.#handle.next(this);
  }

  #close(): void {
    for (const { subscription } of this.#pages.values()) subscription?.unsubscribe();
  }
}

/** What a search finds, read on from page to page. Records that were found are followed; newly fitting ones come with the next search. */
class FoundPages implements ContactPages {
  readonly #client: CrmClient;
  readonly #options: PagesOptions;
  readonly #handle: Handle;
  #records: readonly Contact[] = [];
  #next: string | undefined;
  #reading = false;
  #watch: Subscription | undefined;

  constructor(client: CrmClient, options: PagesOptions, handle: Handle) {
    this.#client = client;
    this.#options = options;
    this.#handle = handle;
    handle.signal.addEventListener('abort', () => this.#watch?.unsubscribe(), { once: true });
    void this.#read(undefined);
  }

  get exact(): boolean {
    return this.#next === undefined;
  }

  get count(): number {
    return this.#records.length;
  }

  at(index: number): Contact | undefined {
    return this.#records[index];
  }

  indexOf(id: string): number {
    return this.#records.findIndex((record) => record.id === id);
  }

  show(_first: number, last: number): void {
    if (!this.#handle.signal.aborted && this.#next !== undefined && last >= this.#records.length - 10) void this.#read(this.#next);
  }

  async #read(after: string | undefined): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const { signal, fail, next } = this.#handle;
    const { text, filter } = this.#options;
    const where = whereOf(filter);
    try {
      const page = await this.#client.contacts.search(text, {
        limit: pageLength,
        signal,
        ...(where && { where }),
        ...(after !== undefined && { after }),
      });
      if (signal.aborted) return;
      const known = new Set(this.#records.map(({ id }) => id));
      this.#records = [...this.#records, ...page.records.filter(({ id }) => !known.has(id))];
      this.#next = page.next;
      this.#follow();
      next(this);
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      this.#reading = false;
    }
  }

  #follow(): void {
    this.#watch?.unsubscribe();
    const ids = this.#records.map(({ id }) => id);
    if (ids.length === 0) return;
    this.#watch = this.#client.adapter.watch(
      { ids: { collection: 'contacts', ids } },
      ({ records }) => {
        const current = records.filter((record) => record !== undefined) as unknown as Contact[];
        const same = current.length === this.#records.length && current.every(({ version }, i) => version === this.#records[i]!.version);
        this.#records = current;
        if (!same) this.#handle.next(this);
      },
      (error) => this.#handle.fail(error),
    );
  }
}

/** Begins to read. It ends with the signal. */
export const readContacts = (client: CrmClient, options: PagesOptions, handle: Handle): ContactPages =>
  options.text.trim() ? new FoundPages(client, options, handle) : new BrowsedPages(client, options, handle);
