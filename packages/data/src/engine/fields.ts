import { readPath, tokens, type CollectionModel, type Scalar, type StoredRecord } from '@crm-elements/schema';

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** No value at all is one `null`, so that "none" is found and counted like any other value. */
function distinct(values: readonly unknown[]): Scalar[] {
  const scalars = [...new Set(values.filter(isScalar))];
  return scalars.length > 0 ? scalars : [null];
}

/** The values that a record has at a field or computed field: one for most, several for lists, `[null]` for none. */
export function fieldValues(model: CollectionModel, record: StoredRecord, field: string): Scalar[] {
  const computed = model.computed[field];
  const value: unknown = computed ? computed.of(record) : readPath(record, field);
  if (Array.isArray(value)) return distinct(value);
  return [isScalar(value) ? value : null];
}

/** The value that a record has at a field; of several, the first in order. */
export function fieldValue(model: CollectionModel, record: StoredRecord, field: string): Scalar {
  const values = fieldValues(model, record, field);
  return values.length === 1 ? values[0]! : values.sort(compareScalars)[0]!;
}

/** Whether a field holds a list, told from the schema. */
export function isMulti(model: CollectionModel, field: string): boolean {
  const computed = model.computed[field];
  if (computed) return computed.multi === true;
  let type: unknown = model.schema.shape[field];
  for (;;) {
    const def = (type as { _zod?: { def: { type: string; innerType?: unknown } } } | undefined)?._zod?.def;
    if (def?.type === 'array') return true;
    if (!def?.innerType) return false;
    type = def.innerType;
  }
}

const typeOrder = (value: Scalar): number => {
  switch (typeof value) {
    case 'number':
      return 1;
    case 'boolean':
      return 2;
    case 'string':
      return 3;
    default:
      return 0;
  }
};

/** The order of all stores: missing and `null`, numbers, `false`, `true`, strings by code unit. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  const types = typeOrder(a) - typeOrder(b);
  if (types !== 0) return types;
  return a! < b! ? -1 : 1;
}

/** Compares tuples item by item; a tuple comes before those it begins. */
export function compareTuples(a: readonly Scalar[], b: readonly Scalar[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareScalars(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Every tuple of values under the given keys: one, or one for each value where a key has several. */
export function keyTuples(model: CollectionModel, record: StoredRecord, keys: readonly string[]): Scalar[][] {
  let tuples: Scalar[][] = [[]];
  for (const key of keys) {
    const values = fieldValues(model, record, key);
    tuples = values.length === 1 ? tuples.map((tuple) => [...tuple, values[0]!]) : tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  return tuples;
}

/** The words that a record is found by. */
export const searchTokens = (model: CollectionModel, record: StoredRecord): string[] => [...new Set(model.search!.texts(record).flatMap(tokens))];
