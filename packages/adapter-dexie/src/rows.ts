/** How the rows of records are made, for what writes them. */
import { fieldValues, isMulti, searchTokens } from '@crm-elements/data/engine';
import type { CollectionModel, StoredRecord } from '@crm-elements/schema';
import { keyOf, type Key } from './keys.js';
import { hasWordIndex, type RecordRow } from './tables.js';

/** Makes the keys under which a collection's rows stand in its indexes: for each index one, or a list where its first field has several values. */
function indexKeys(model: CollectionModel): (record: StoredRecord) => Record<string, Key[]> {
  const indexes = Object.entries(model.indexes).map(
    ([
      name,
      {
        keys: [first = '', ...rest],
      },
    ]) => ({ name, first, rest, multi: isMulti(model, first) }),
  );
  // Computed fields are worked out once a record, though several indexes name them.
  const fields = [...new Set(Object.values(model.indexes).flatMap(({ keys }) => keys))];
  return (record) => {
    const values = new Map(fields.map((field) => [field, fieldValues(model, record, field).map(keyOf)]));
    const keys: Record<string, Key[]> = {};
    for (const { name, first, rest, multi } of indexes) {
      const tail = rest.map((field) => values.get(field)![0]!);
      const own = values.get(first)!.map((value) => [value, ...tail, record.id]);
      keys[name] = multi ? own : own[0]!;
    }
    return keys;
  };
}

/** Words are indexed up to here, in code units; longer ones are told apart by reading the records. */
export const maxWordLength = 64;

/** Makes the rows of a collection. */
export function rowMaker(model: CollectionModel): (record: StoredRecord) => RecordRow {
  const keysOf = indexKeys(model);
  if (!hasWordIndex(model)) return (record) => ({ id: record.id, r: record, ...keysOf(record) });
  return (record) => ({
    id: record.id,
    r: record,
    ...keysOf(record),
    words: searchTokens(model, record).map((word) => word.slice(0, maxWordLength)),
  });
}
