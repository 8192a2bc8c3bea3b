import type { KeyRange } from './keys.js';
import type { SystemTables } from './tables.js';
import type { Transaction } from './transaction.js';

/** Removes the rows in a range that has both ends. Apart from what else is done to tables, as pages need it seldom. */
export function removeRange({ native, idb }: Transaction, table: keyof SystemTables, { lower, upper }: KeyRange): void {
  native.objectStore(table).delete(idb.IDBKeyRange.bound(lower, upper));
}
