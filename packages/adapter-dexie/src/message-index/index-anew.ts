/** Makes the index of a collection anew: one that was not searched before, or whose index older code made in another form. */
import type { Database } from '../database.js';
import { startingWith } from '../keys.js';
import { removeRange } from '../remove-range.js';
import { segmentTables } from './segment.js';
import { unpackedRows } from './unpacked.js';

/** Ids noted in one transaction. */
const step = 5_000;

/** Drops what there is of the index, and notes all records to be packed. Done twice it does no harm, so an interrupted one is simply done again. */
export async function indexAnew(database: Database, collection: string, seq: number): Promise<void> {
  await database.write(segmentTables, {}, (transaction) => {
    for (const table of segmentTables) removeRange(transaction, table, startingWith([collection]));
    return Promise.resolve();
  });
  // Behind the parts of the commit itself.
  let part = step;
  for (let after: string | undefined; ;) {
    const from = after;
    const first = part;
    const ids = await database.write([collection, '_unpacked'], {}, async (transaction) => {
      const range = from === undefined ? undefined : { lower: from, lowerOpen: true, upperOpen: false };
      const found = (await transaction.records(collection).keys(range, { limit: step })) as string[];
      transaction.system('_unpacked').put(unpackedRows(collection, seq, found, first));
      return found;
    });
    if (ids.length < step) return;
    after = ids.at(-1)!;
    part += step;
  }
}
