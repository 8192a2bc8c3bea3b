import type { ChangePage, DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { feedCursor } from '../feed.js';
import type { News, NewsReader } from './news.js';

/** Commits in one page of the feed. */
const pageSize = 200;

/** Follows the feed of one collection from a moment on. */
export class FeedReader implements NewsReader {
  readonly #adapter: DataAdapter;
  readonly #collection: string;
  #cursor: string | undefined;

  constructor(adapter: DataAdapter, collection: string) {
    this.#adapter = adapter;
    this.#collection = collection;
  }

  async begin(seq: number): Promise<void> {
    try {
      // Most stores understand the cursors that the engine makes, which spares walking through all that they keep.
      this.#cursor = (await this.#page(feedCursor(this.#adapter.instance, seq))).next;
    } catch (error) {
      if (!(error instanceof CrmError) || error.code !== 'VALIDATION') throw error;
      let page: ChangePage | undefined;
      do page = await this.#page(page?.next);
      while (page.more);
      this.#cursor = page.next;
    }
  }

  #page(after: string | undefined): Promise<ChangePage> {
    return this.#adapter.changes({ limit: pageSize, ...(after !== undefined && { after }) });
  }

  async read(heard: number): Promise<News | undefined> {
    const { changes, next, more, reset } = await this.#page(this.#cursor);
    this.#cursor = next;
    if (reset) return undefined;
    const ids = new Set<string>();
    for (const { operations } of changes) for (const { collection, id } of operations) if (collection === this.#collection) ids.add(id);
    // At its end the feed has told of all that was known before it was asked, also where it began behind some of that.
    return { ids, seq: Math.max(changes.at(-1)?.seq ?? 0, more ? 0 : heard), more };
  }
}
