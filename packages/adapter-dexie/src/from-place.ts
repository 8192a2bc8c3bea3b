/** Reads that begin within a key: behind a record, or behind so many entries. Loaded when somebody turns a page or jumps. */
import type { IndexRange } from '@crm-elements/data/engine';
import type { CollectionModel } from '@crm-elements/schema';
import { keyOf, keyRange, type Key, type KeyRange } from './keys.js';
import { layoutOf, type RecordRow } from './tables.js';
import type { TableAccess, Transaction } from './transaction.js';

/** Equal keys stand in the order of their records' ids; no range of the browser's can begin among them. */
interface Place {
  key: Key;
  id: string;
  /** Begins behind the record, not with it. */
  open: boolean;
}

interface Along {
  index?: string;
  reverse: boolean;
}

/** The place behind so many entries, in one step whatever the number; none where the range ends before. */
function placeBehind(table: TableAccess<unknown>, range: KeyRange, along: Along, offset: number): Promise<Place | undefined> {
  let skipped = false;
  return table.walk(range, along, (cursor, finish) => {
    if (!cursor) return finish(undefined);
    if (skipped) return finish({ key: cursor.key as Key, id: cursor.primaryKey as string, open: false });
    skipped = true;
    cursor.advance(offset);
  });
}

/** The ids at the key of a place, from the place on. */
function idsFrom(table: TableAccess<unknown>, { key, id: from, open }: Place, along: Along, limit: number): Promise<string[]> {
  const found: string[] = [];
  return table.walk({ lower: key, upper: key, lowerOpen: false, upperOpen: false }, along, (cursor, finish) => {
    if (!cursor) return finish(found);
    const id = cursor.primaryKey as string;
    if (id !== from && id < from !== along.reverse) return cursor.continuePrimaryKey(key, from);
    if (id !== from || !open) found.push(id);
    if (found.length === limit) return finish(found);
    cursor.continue();
  });
}

/** What of a range lies behind a key. */
const behind = (range: KeyRange, key: Key, reverse: boolean): KeyRange =>
  reverse ? { ...range, upper: key, upperOpen: true } : { ...range, lower: key, lowerOpen: true };

/** The place that a planned range begins behind or with. */
function placeOf(range: IndexRange, length: number): Place {
  const { values, open } = range.reverse ? range.upper : range.lower;
  return { key: values.slice(0, length).map(keyOf), id: values[length] as string, open };
}

/** The rows in a planned range that begins at a record, or has an offset. */
export async function rowsFromPlace(
  transaction: Transaction,
  collection: string,
  model: CollectionModel,
  range: IndexRange,
): Promise<RecordRow[]> {
  const { index, limit, reverse, offset } = range;
  const records = transaction.records(collection);
  const whole = keyRange(range);
  if (index === 'id') {
    const place = await placeBehind(records, whole, { reverse }, offset);
    if (!place) return [];
    const rest = reverse ? { ...whole, upper: place.id, upperOpen: false } : { ...whole, lower: place.id, lowerOpen: false };
    return records.rows(rest, { limit, reverse });
  }
  const { length } = model.indexes[index]!.keys;
  const { table: name, name: own } = layoutOf(collection, model).indexes[index]!;
  const table = transaction.table(name);
  const isBeside = name !== collection;
  const along = { index: own, reverse };
  const place = offset > 0 ? await placeBehind(table, whole, along, offset) : placeOf(range, length);
  if (!place) return [];
  const rest = behind(whole, place.key, reverse);
  const [first, others] = await Promise.all([
    idsFrom(table, place, along, limit),
    isBeside ? table.keys(rest, { ...along, limit }) : records.rows(rest, { ...along, limit }),
  ]);
  const read = async (ids: readonly string[]) => (await records.getMany(ids)) as RecordRow[];
  if (isBeside) return read([...first, ...(others as string[])].slice(0, limit));
  return [...(await read(first)), ...(others as RecordRow[])].slice(0, limit);
}
