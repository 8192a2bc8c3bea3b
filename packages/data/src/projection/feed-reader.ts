import type { ChangePage, DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { feedCursor } from '../feed.js';

/** Commits in one page of the feed. */
const pageSize = 200;

/** What the feed told: the ids of one collection that were committed to, and the last commit among them. */
export interface News {
  ids: Set<string>;
  seq: number;
  more: boolean;
}

/** Follows the feed of one collection from a moment on. */
export class FeedReader {
  readonly #adapter: DataAdapter;
  readonly #collection: string;
  #cursor: string | undefined;

  constructor(adapter: DataAdapter, collection: string) {
    this.#adapter = adapter;
    this.#collection = collection;
  }

  /** Starts behind what is there now. @param seq the last commit that is known of */
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

  /** What has come; `undefined` when the feed no longer tells, so that everything has to be read anew. */
  async read(): Promise<News | undefined> {
    const { changes, next, more, reset } = await this.#page(this.#cursor);
    this.#cursor = next;
    if (reset) return undefined;
    const ids = new Set<string>();
    for (const { operations } of changes) for (const { collection, id } of operations) if (collection === this.#collection) ids.add(id);
    return { ids, seq: changes.at(-1)?.seq ?? 0, more };
  }
}
