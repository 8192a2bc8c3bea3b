import type { Scalar } from '@crm-elements/schema';
import { compareScalars } from '../engine/fields.js';
import type { Bound, IndexRange } from '../engine/plan.js';

/** An index key; its last item is the record's id. */
type Key = readonly Scalar[];

const typeRank = { number: 1, boolean: 2, string: 3 } as const;
const rankOf = (value: Scalar | undefined): number => (value === null || value === undefined ? 0 : typeRank[typeof value as keyof typeof typeRank]);

function compareKeys(a: Key, b: Key): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareScalars(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Where a key lies against a bound: negative before it, 0 among the keys it names, positive behind it. */
function compareToBound(key: Key, { values, type }: Bound): number {
  for (let i = 0; i < values.length; i++) {
    const order = compareScalars(key[i]!, values[i]!);
    if (order !== 0) return order;
  }
  return type ? rankOf(key[values.length]) - typeRank[type] : 0;
}

/** Index keys in order. */
export class SortedIndex {
  #keys: Key[] = [];

  /** The first place whose key does not meet `before`, which holds for a first stretch of the keys. */
  #firstNot(before: (key: Key) => boolean): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(this.#keys[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds and removes keys. Many at once are sorted in one go. */
  change(removed: readonly Key[], added: readonly Key[]): void {
    if (removed.length === 0 && added.length > 64) {
      this.#keys = [...this.#keys, ...added].sort(compareKeys);
      return;
    }
    for (const key of removed) {
      const place = this.#firstNot((other) => compareKeys(other, key) < 0);
      if (this.#keys[place] && compareKeys(this.#keys[place], key) === 0) this.#keys.splice(place, 1);
    }
    for (const key of added) this.#keys.splice(this.#firstNot((other) => compareKeys(other, key) < 0), 0, key);
  }

  /** The ids in a range, in its direction. */
  read({ lower, upper, reverse, limit, offset }: IndexRange): string[] {
    const start = this.#firstNot((key) => (lower.open ? compareToBound(key, lower) <= 0 : compareToBound(key, lower) < 0));
    const end = this.#firstNot((key) => (upper.open ? compareToBound(key, upper) < 0 : compareToBound(key, upper) <= 0));
    const from = reverse ? Math.max(start, end - offset - limit) : start + offset;
    const to = reverse ? Math.max(start, end - offset) : Math.min(end, start + offset + limit);
    const ids = this.#keys.slice(from, Math.max(from, to)).map((key) => key.at(-1) as string);
    return reverse ? ids.reverse() : ids;
  }

  /** The ids whose keys begin with these values. */
  holders(values: Key): string[] {
    return this.read({ index: '', lower: { values, open: false }, upper: { values, open: false }, reverse: false, limit: this.#keys.length, offset: 0 });
  }
}
