/** Reading along the declared indexes. */
import type { IndexRange } from '@crm-elements/data/engine';
import type { CollectionModel } from '@crm-elements/schema';
import { keyRange } from './keys.js';
import { layoutOf, type RecordRow } from './tables.js';
import type { Transaction } from './transaction.js';

/** Whether a range begins at a record or has an offset, which needs `rowsFromPlace`. Of one plan all ranges and probes do, or none. */
export function beginsAtPlace(model: CollectionModel, { index, reverse, lower, upper, offset }: IndexRange): boolean {
  if (offset > 0) return true;
  return index !== 'id' && (reverse ? upper : lower).values.length > model.indexes[index]!.keys.length;
}

/** The rows in a planned range, in its order. */
export async function rowsInRange(
  transaction: Transaction,
  collection: string,
  model: CollectionModel,
  range: IndexRange,
): Promise<RecordRow[]> {
  const { index, limit, reverse } = range;
  const records = transaction.records(collection);
  if (index === 'id') return records.rows(keyRange(range), { limit, reverse });
  const { table, name } = layoutOf(collection, model).indexes[index]!;
  const options = { index: name, limit, reverse };
  if (table === collection) return records.rows(keyRange(range), options);
  const ids = await transaction.table(table).keys(keyRange(range), options);
  return (await records.getMany(ids)) as RecordRow[];
}
