/** What is not packed into segments yet. Searches read it as it is. */
import type { RecordWrite } from '@crm-elements/data/engine';
import type { CollectionModel, Model, StoredRecord } from '@crm-elements/schema';
import { isSegmented, type UnpackedRow } from '../tables.js';
import type { Transaction } from '../transaction.js';

/** Ids in one row: whoever searches reads the texts of one row at a time. */
const partSize = 250;

/** The rows that note these ids for a commit, numbered from `firstPart` on. */
export function unpackedRows(collection: string, seq: number, ids: readonly string[], firstPart = 0): UnpackedRow[] {
  const parts = Math.ceil(ids.length / partSize);
  return Array.from({ length: parts }, (_, i) => ({
    k: [collection, seq, firstPart + i],
    ids: ids.slice(i * partSize, (i + 1) * partSize),
  }));
}

/** All that the index holds of a record. */
const indexed = ({ search }: CollectionModel, record: StoredRecord): string =>
  JSON.stringify([record[search!.recency], ...search!.texts(record)]);

/** Notes, in the commit itself, whose texts it changes. A message that was merely delivered or read stays packed. */
export function noteUnpacked(transaction: Transaction, model: Model, seq: number, writes: readonly RecordWrite[]): void {
  const changed = new Map<string, { made: string[]; known: string[] }>();
  for (const { collection, id, before, after } of writes) {
    const declared = model.collections[collection]!;
    if (!isSegmented(declared) || (before && after && indexed(declared, before) === indexed(declared, after))) continue;
    let ids = changed.get(collection);
    if (!ids) changed.set(collection, (ids = { made: [], known: [] }));
    (before ? ids.known : ids.made).push(id);
  }
  for (const [collection, { made, known }] of changed) {
    const rows = unpackedRows(collection, seq, made);
    const others = unpackedRows(collection, seq, known, rows.length);
    transaction.system('_unpacked').put([...rows, ...others.map((row) => ({ ...row, known: true as const }))]);
  }
}
