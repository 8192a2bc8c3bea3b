/** What is not packed into segments yet. Searches read it as it is. */
import type { RecordWrite } from '@crm-elements/data/engine';
import type { CollectionModel, Model, StoredRecord } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { isSegmented, type UnpackedRow } from '../tables.js';
import type { Transaction } from '../transaction.js';

/** Ids in one row: whoever searches reads the texts of one row at a time. */
const partSize = 250;

/** Ids noted in one transaction. */
const step = 5_000;

function rowsOf(collection: string, seq: number, ids: readonly string[], firstPart = 0): UnpackedRow[] {
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
  const changed = new Map<string, string[]>();
  for (const { collection, id, before, after } of writes) {
    const declared = model.collections[collection]!;
    if (!isSegmented(declared) || (before && after && indexed(declared, before) === indexed(declared, after))) continue;
    const ids = changed.get(collection);
    if (ids) ids.push(id);
    else changed.set(collection, [id]);
  }
  for (const [collection, ids] of changed) transaction.system('_unpacked').put(rowsOf(collection, seq, ids));
}

/** Notes all records of a collection that was not searched before. Doing it twice does no harm. */
export async function queueTexts(database: Database, collection: string, seq: number): Promise<void> {
  // Behind the parts of the commit itself.
  let part = step;
  for (let after: string | undefined; ;) {
    const from = after;
    const first = part;
    const ids = await database.write([collection, '_unpacked'], {}, async (transaction) => {
      const range = from === undefined ? undefined : { lower: from, lowerOpen: true, upperOpen: false };
      const found = (await transaction.records(collection).keys(range, { limit: step })) as string[];
      transaction.system('_unpacked').put(rowsOf(collection, seq, found, first));
      return found;
    });
    if (ids.length < step) return;
    after = ids.at(-1)!;
    part += step;
  }
}
