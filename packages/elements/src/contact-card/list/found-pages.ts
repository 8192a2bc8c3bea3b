import type { CrmClient, Subscription } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { whereOf } from './browsed-pages.js';
import type { ContactPages, PagesHandle, PagesQuery } from './contact-pages.js';
import { indexedRule } from './contact-rules.js';

/** What is read at a time. */
const pageLength = 50;

/** What a search finds, read on from page to page. Records that were found are followed; newly fitting ones come with the next search. */
export class FoundPages implements ContactPages {
  readonly #client: CrmClient;
  readonly #query: PagesQuery;
  readonly #handle: PagesHandle;
  #records: readonly Contact[] = [];
  #next: string | undefined;
  #reading = false;
  #watch: Subscription | undefined;

  constructor(client: CrmClient, query: PagesQuery, handle: PagesHandle) {
    this.#client = client;
    this.#query = query;
    this.#handle = handle;
    handle.signal.addEventListener('abort', () => this.#watch?.unsubscribe(), { once: true });
    void this.#read(undefined);
  }

  readonly counting = undefined;

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
    const { text, rules } = this.#query;
    const where = whereOf(indexedRule(rules));
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
