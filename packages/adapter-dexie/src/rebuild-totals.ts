import { TotalsDelta } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import { addToRows } from './add-to-rows.js';
import type { Database } from './database.js';
import { startingWith } from './keys.js';
import { removeRange } from './remove-range.js';
import type { StateRow } from './tables.js';
import { checkName } from './totals-rows.js';

/** Rows read at once while counting anew. */
const step = 500;

/** Counts a collection's totals anew from its records, in one transaction. */
export async function rebuildTotals(database: Database, model: Model, collection: string): Promise<void> {
  await database.write([collection, '_totals', '_meta'], {}, async (transaction) => {
    const delta = new TotalsDelta(model);
    const records = transaction.records(collection);
    let rows = await records.rows(undefined, { limit: step });
    while (rows.length > 0) {
      for (const { r } of rows) delta.change(collection, undefined, r);
      rows = await records.rows({ lower: rows.at(-1)!.id, lowerOpen: true, upperOpen: false }, { limit: step });
    }
    const meta = transaction.system('_meta');
    const state = (await meta.get('state')) as StateRow | undefined;
    if (!state) return;
    for (const table of Object.keys(model.collections[collection]!.totals)) delete state.checks[checkName(collection, table)];
    const changes = [...delta.rows.values()];
    const { put } = addToRows(changes, [], state.checks);
    removeRange(transaction, '_totals', startingWith([collection]));
    transaction.system('_totals').put(put);
    meta.put([state]);
  });
}
