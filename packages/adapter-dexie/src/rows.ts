/** How the rows of records are made, for what writes them. */
import { fieldValues, searchTokens } from '@crm-elements/data/engine';
import type { CollectionModel, Json, StoredRecord } from '@crm-elements/schema';
import { keyOf, type Key } from './keys.js';
import { hasWordIndex, layoutOf, type KeysRow, type Layout, type RecordRow } from './tables.js';
import type { Transaction } from './transaction.js';

/** Words are indexed up to here, in code units; longer ones are told apart by reading the records. */
export const maxWordLength = 64;

/** Puts keys in the place of values that cannot be one. */
function withKeys(record: StoredRecord, fields: Iterable<string>): RecordRow {
  const keys: Record<string, Key> = {};
  const was: Record<string, Json> = {};
  const missing: string[] = [];
  for (const field of fields) {
    const value = record[field];
    if (typeof value === 'string' || typeof value === 'number') continue;
    if (value === undefined) missing.push(field);
    else was[field] = value;
    keys[field] = keyOf(typeof value === 'boolean' ? value : null);
  }
  return {
    id: record.id,
    r: { ...record, ...(keys as object) },
    ...(Object.keys(was).length > 0 && { was }),
    ...(missing.length > 0 && { missing }),
  };
}

function makeRow(model: CollectionModel, { own, others }: Layout, record: StoredRecord): RecordRow {
  const row = withKeys(record, own);
  if (others.size > 0) row.k = Object.fromEntries([...others].map(([field, name]) => [name, keyOf(fieldValues(model, record, field)[0]!)]));
  return row;
}

function makeKeysRow(model: CollectionModel, { tables, indexes }: Layout, record: StoredRecord): KeysRow {
  const row: KeysRow = { id: record.id };
  for (const [name, { keys }] of Object.entries(model.indexes)) {
    if (indexes[name]!.table !== tables[1]) continue;
    const [first, ...rest] = keys.map((field) => fieldValues(model, record, field).map(keyOf));
    const tail = rest.map((values) => values[0]!);
    row[name] = first!.map((value) => [value, ...tail]);
  }
  if (hasWordIndex(model)) row.words = searchTokens(model, record).map((word) => word.slice(0, maxWordLength));
  return row;
}

/** A record as it is to stand in the store, and as it stands there. */
export interface Written {
  before?: StoredRecord | undefined;
  after: StoredRecord;
}

/** Hands the rows of records to the browser. Those of keys are written where they change: few changes touch a name or a tag. */
export function putRecords(transaction: Transaction, collection: string, model: CollectionModel, written: readonly Written[]): void {
  const layout = layoutOf(collection, model);
  transaction.table<RecordRow>(collection).put(written.map(({ after }) => makeRow(model, layout, after)));
  const [, keysTable] = layout.tables;
  if (keysTable === undefined) return;
  const changed = written.flatMap(({ before, after }) => {
    const keys = makeKeysRow(model, layout, after);
    return before && JSON.stringify(makeKeysRow(model, layout, before)) === JSON.stringify(keys) ? [] : [keys];
  });
  transaction.table<KeysRow>(keysTable).put(changed);
}

export function removeRecords(transaction: Transaction, collection: string, model: CollectionModel, ids: readonly string[]): void {
  for (const table of layoutOf(collection, model).tables) transaction.table(table).remove(ids);
}
