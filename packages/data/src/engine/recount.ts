import type { Model, StoredRecord } from '@crm-elements/schema';
import { TotalsDelta } from './totals.js';

/** All rows of one collection counted anew from its records: for rebuilding, and for checking. */
export function recount(model: Model, collection: string, records: Iterable<StoredRecord>): TotalsDelta {
  const delta = new TotalsDelta(model);
  for (const record of records) delta.change(collection, undefined, record);
  return delta;
}
