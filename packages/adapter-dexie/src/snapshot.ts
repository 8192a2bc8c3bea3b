import type { StoredRecord } from '@crm-elements/schema';
import type { RecordRow, StateRow } from './tables.js';
import type { Transaction } from './transaction.js';

export const recordsOf = (rows: readonly RecordRow[]): StoredRecord[] => rows.map(({ r }) => r);

/** The last commit that this transaction sees, where the read is shown with it. */
export async function seqOf(transaction: Transaction, wanted: boolean): Promise<{ seq?: number }> {
  if (!wanted) return {};
  const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
  return { seq: state?.seq ?? 0 };
}

export const tablesFor = (tables: readonly string[], seq: boolean): readonly string[] => (seq ? [...tables, '_meta'] : tables);
