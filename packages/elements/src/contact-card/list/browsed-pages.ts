import type { CrmClient, Query, RepositoryTotalsQuery, Subscription, TotalRow } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import type { ContactPages, PagesHandle, PagesQuery } from './contact-pages.js';
import { indexedRule, type IndexedRule } from './contact-rules.js';

/** What is read at a time. */
const pageLength = 50;
/** A store skips no more than so many records at a time. */
const longestSkip = 50_000;

/** What an index is asked for. */
export function whereOf(rule: IndexedRule | undefined): Query['where'] | undefined {
  return rule && (rule.field === 'tags' ? { tags: { has: rule.value } } : { [rule.field]: rule.value });
}

const totalsNames = { tags: 'byTag', lifecycleStage: 'byLifecycle', ownerId: 'byOwner' } as const;

const totalsOf = (rule: IndexedRule | undefined): RepositoryTotalsQuery =>
  rule ? { totals: totalsNames[rule.field], where: { [rule.field]: rule.value } } : { totals: 'all' };

/** All contacts of a filter, by name. Pages in sight and beside it are live; the others are read again when they come into sight. */
export class BrowsedPages implements ContactPages {
  readonly #client: CrmClient;
  readonly #rule: IndexedRule | undefined;
  readonly #direction: 'asc' | 'desc';
  readonly #handle: PagesHandle;
  readonly #pages = new Map<number, { records: readonly Contact[]; more: boolean; subscription: Subscription | undefined }>();
  #total: number | undefined;
  #least = 0;
  #end: number | undefined;
  #first = false;

  constructor(client: CrmClient, { rules, sort }: PagesQuery, handle: PagesHandle) {
    this.#client = client;
    this.#rule = indexedRule(rules);
    this.#direction = sort === '-name' ? 'desc' : 'asc';
    this.#handle = handle;
    handle.signal.addEventListener('abort', () => this.#close(), { once: true });
    if (client.adapter.capabilities.totals === 'exact') {
      const count = (rows: TotalRow[]) => {
        this.#total = rows.reduce((sum, row) => sum + row.count, 0);
        this.#tell();
      };
      client.contacts.liveTotals(totalsOf(this.#rule), count, { signal: handle.signal, onError: handle.fail });
    }
    this.#open(0);
  }

  get exact(): boolean {
    return this.#total !== undefined || this.#end !== undefined;
  }

  get count(): number {
    return this.#total ?? this.#end ?? this.#least;
  }

  readonly counting = undefined;

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
    const direction = this.#direction;
    const offset = number * pageLength;
    const total = this.#total ?? 0;
    // What lies too far from the beginning is counted from the end.
    const turned = offset > longestSkip && total > 0;
    const length = turned ? Math.min(pageLength, total - offset) : pageLength;
    const order = turned ? (direction === 'asc' ? 'desc' : 'asc') : direction;
    const where = whereOf(this.#rule);
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
