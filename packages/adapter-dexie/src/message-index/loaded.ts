/** What a tab keeps in memory of the index of texts. All of it is written once: a row is there or gone, never another one under its key. */
import { scoreOf, wordsOf, type NormalSearch } from '@crm-elements/data/engine';
import type { CollectionModel, StoredRecord } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { startingWith } from '../keys.js';
import type { SegmentRow, UnpackedRow } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { KeptRows } from './kept-rows.js';
import { LoadedSegment } from './loaded-segment.js';

/** A record's texts as they were when they were read, by words. */
export interface LoadedText {
  id: string;
  at: number;
  texts: string[][];
}

/** Texts that are kept in memory; what is packed later is more only behind an import, and read each time. */
const maxKept = 2_000;

/** An instant in milliseconds; what is none is older than all others. */
export function instantOf(value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? -Infinity : at;
}

export const loadText = (model: CollectionModel, record: StoredRecord): LoadedText => ({
  id: record.id,
  at: instantOf(record[model.search!.recency]),
  texts: wordsOf(model, record),
});

/** What one connection has read. Another connection may be to another store, and begins anew. */
export class LoadedIndex {
  static readonly #all = new WeakMap<Database, LoadedIndex>();
  /** Blocks of words, and ids. */
  readonly rows = new KeptRows();
  readonly #segments = new Map<string, LoadedSegment>();
  readonly #texts = new Map<string, LoadedText[]>();

  static of(database: Database): LoadedIndex {
    let own = this.#all.get(database);
    if (!own) this.#all.set(database, (own = new LoadedIndex()));
    return own;
  }

  /** The segments of a collection, in the order in which they were made. */
  async segments(transaction: Transaction, collection: string): Promise<LoadedSegment[]> {
    const table = transaction.system('_segments');
    const keys = (await table.keys(startingWith([collection]))) as SegmentRow['k'][];
    const segments = keys.map(([, id]) => this.#segments.get(id));
    const missing = keys.filter((_, i) => !segments[i]);
    const rows = missing.length > 0 ? await table.getMany(missing) : [];
    const read = new Map(rows.map((row) => [row!.k[1], new LoadedSegment(row!)]));
    for (const [id, segment] of read) this.#segments.set(id, segment);
    const present = new Set(keys.map(([, id]) => id));
    for (const [id, { key }] of this.#segments) if (key[0] === collection && !present.has(id)) this.#segments.delete(id);
    // Another transaction may have dropped some meanwhile that this one still sees.
    return keys.map(([, id], i) => segments[i] ?? read.get(id)!);
  }

  /** The texts of these rows that meet the words, the oldest first, each with how well it does. */
  async matching(
    transaction: Transaction,
    search: NormalSearch,
    rows: readonly UnpackedRow[],
  ): Promise<(LoadedText & { score: number })[]> {
    const present = new Set(rows.map(({ k }) => String(k)));
    for (const key of this.#texts.keys()) if (!present.has(key)) this.#texts.delete(key);
    let kept = 0;
    const found: (LoadedText & { score: number })[] = [];
    for (const row of rows) {
      kept += row.ids.length;
      const texts = this.#texts.get(String(row.k)) ?? (await this.#read(transaction, search.model, row));
      if (kept <= maxKept) this.#texts.set(String(row.k), texts);
      for (const text of texts) {
        const score = scoreOf(search, text.texts);
        if (score > 0) found.push({ ...text, score });
      }
    }
    return found;
  }

  async #read(transaction: Transaction, model: CollectionModel, { k: [collection], ids }: UnpackedRow): Promise<LoadedText[]> {
    const rows = await transaction.records(collection).getMany(ids);
    return rows.flatMap((row) => (row ? [loadText(model, row.r)] : []));
  }
}
