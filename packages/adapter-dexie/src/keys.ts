import type { IndexRange } from '@crm-elements/data/engine';
import type { Scalar } from '@crm-elements/schema';

/** A key as IndexedDB takes it. */
export type Key = number | string | Date | Key[];

const falseKey = new Date(0);
const trueKey = new Date(1);

/**
 * A value as a key that sorts as `compareScalars` does. IndexedDB indexes neither `null` nor booleans, and sorts numbers before dates
 * before texts: so `null` is −∞, which no record holds, and `false` and `true` are two dates.
 */
export function keyOf(value: Scalar): Key {
  if (value === null) return -Infinity;
  if (typeof value === 'boolean') return value ? trueKey : falseKey;
  return value;
}

/** Sorts behind everything that a key's item can be: lists come last in IndexedDB. */
const last: Key = [];

const firstOfType = { number: -Number.MAX_VALUE, boolean: falseKey, string: '' } as const;
const behindType = { number: Infinity, boolean: new Date(2), string: last } as const;

export interface KeyRange {
  lower?: Key;
  upper?: Key;
  lowerOpen: boolean;
  upperOpen: boolean;
}

/** All keys that begin with these items. */
export const startingWith = (items: readonly Key[]): KeyRange => ({
  lower: [...items],
  upper: [...items, last],
  lowerOpen: false,
  upperOpen: false,
});

/** The keys of a planned range. */
export function keyRange({ index, lower, upper }: IndexRange): KeyRange {
  if (index === 'id') return idRange(lower.values[0], lower.open, upper.values[0], upper.open);
  const low = lower.values.map(keyOf);
  const high = upper.values.map(keyOf);
  if (lower.type) low.push(firstOfType[lower.type]);
  else if (lower.open) low.push(last);
  if (upper.type) high.push(behindType[upper.type]);
  else if (!upper.open) high.push(last);
  return { lower: low, upper: high, lowerOpen: false, upperOpen: upper.open && !upper.type };
}

/** By id alone the keys are plain texts, as long as they are. */
function idRange(lower: Scalar | undefined, lowerOpen: boolean, upper: Scalar | undefined, upperOpen: boolean): KeyRange {
  return {
    ...(lower !== undefined && { lower: keyOf(lower) }),
    ...(upper !== undefined && { upper: keyOf(upper) }),
    lowerOpen: lower !== undefined && lowerOpen,
    upperOpen: upper !== undefined && upperOpen,
  };
}
