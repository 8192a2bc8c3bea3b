import { readEveryRecord } from './every-record.js';
import type { News, NewsReader } from './news.js';
import type { ProjectionContext } from './projection-context.js';
import type { ResidentRows } from './resident-rows.js';

/**
 * For a store that keeps no feed: all its records are read, and compared with the rows. Where a cursor is a count, pages leave records out
 * when others go meanwhile. Those are news as well, and read by their ids.
 */
export class ComparingReader implements NewsReader {
  readonly #context: ProjectionContext;
  readonly #rows: () => ResidentRows;
  #instance = '';

  constructor(context: ProjectionContext, rows: () => ResidentRows) {
    this.#context = context;
    this.#rows = rows;
  }

  begin(): Promise<void> {
    this.#instance = this.#context.adapter.instance;
    return Promise.resolve();
  }

  async read(heard: number): Promise<News | undefined> {
    // In another store, other records may have the same versions.
    if (this.#context.adapter.instance !== this.#instance) return undefined;
    const rows = this.#rows();
    const ids = new Set(rows.ids());
    await readEveryRecord(this.#context, (records) => {
      for (const record of records) {
        if (rows.hasVersionOf(record)) ids.delete(record.id);
        else ids.add(record.id);
      }
    });
    // What is shown in place of a record is read once it no longer is.
    for (const id of rows.overlaid.keys()) ids.delete(id);
    return { ids, seq: heard, more: false };
  }
}
