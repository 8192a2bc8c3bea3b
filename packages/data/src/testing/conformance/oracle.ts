/**
 * What the answers have to be, worked out from the contract's words alone over plain lists: slow, and sharing no code with the engine.
 * Computed fields come from the model, as they are part of what is declared.
 */
import { readPath, type CollectionModel, type Model, type Scalar } from '@crm-elements/schema';
import type { Condition, Query, StoredRecord, TotalRow, TotalsQuery } from '../../contract.js';

const rank = (value: Scalar): number => {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  if (value === false) return 2;
  if (value === true) return 3;
  return 4;
};

/** Missing and `null`, numbers, `false`, `true`, strings by code unit. */
export function order(a: Scalar, b: Scalar): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i);
  }
  return a.length - b.length;
}

/** The values of a field: of a list each once, and one `null` where there is none. */
export function valuesOf(model: CollectionModel, record: StoredRecord, field: string): Scalar[] {
  const raw: unknown = field in model.computed ? model.computed[field]!.of(record) : readPath(record, field);
  const list: unknown[] = Array.isArray(raw) ? raw : [raw];
  const scalars: Scalar[] = [];
  for (const item of list) {
    const isPlain = typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' || item === null;
    if (isPlain && !scalars.includes(item)) scalars.push(item);
  }
  return scalars.length === 0 ? [null] : scalars;
}

function meets(value: Scalar, condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return value === condition;
  if ('eq' in condition) return value === condition.eq;
  if ('has' in condition) return value === condition.has;
  if ('in' in condition) return condition.in.some((one) => one === value);
  if ('prefix' in condition) return typeof value === 'string' && value.slice(0, condition.prefix.length) === condition.prefix;
  const { gt, gte, lt, lte } = condition;
  const sameType = [gt, gte, lt, lte].every((bound) => bound === undefined || typeof bound === typeof value);
  return (
    sameType && value !== null &&
    (gt === undefined || order(value, gt) > 0) && (gte === undefined || order(value, gte) >= 0) &&
    (lt === undefined || order(value, lt) < 0) && (lte === undefined || order(value, lte) <= 0)
  );
}

const isOpenEnded = (condition: Condition) =>
  condition !== null && typeof condition === 'object' && ['prefix', 'gt', 'gte', 'lt', 'lte'].some((key) => key in condition);

/** All records of the answer, in its order, whatever the limit and the place. */
export function answer(model: CollectionModel, all: readonly StoredRecord[], { where = {}, sort }: Query): StoredRecord[] {
  const conditions = Object.entries(where);
  const found = all.filter((record) => conditions.every(([field, condition]) => valuesOf(model, record, field).some((value) => meets(value, condition))));
  const natural = conditions.map(([field, condition]) => ({ field, condition })).sort((a, b) => (a.field < b.field ? -1 : 1)).find(({ condition }) => isOpenEnded(condition));
  const keys = sort ?? (natural ? [{ by: natural.field }] : []);
  const least = (record: StoredRecord, field: string) => valuesOf(model, record, field).sort(order)[0]!;
  const last = keys.at(-1)?.direction === 'desc' ? -1 : 1;
  return found.sort((a, b) => {
    for (const { by, direction } of keys) {
      const difference = order(least(a, by), least(b, by));
      if (difference !== 0) return direction === 'desc' ? -difference : difference;
    }
    return last * order(a.id, b.id);
  });
}

/** Every combination of one value of each list. */
const combine = (lists: readonly Scalar[][]): Scalar[][] =>
  lists.reduce<Scalar[][]>((heads, list) => heads.flatMap((head) => list.map((value) => [...head, value])), [[]]);

/** The rows of a totals query, counted from all records. */
export function countAll(model: Model, all: readonly StoredRecord[], { collection, totals, where = {}, by }: TotalsQuery): TotalRow[] {
  const declared = model.collections[collection]!;
  const { group, sums = {} } = declared.totals[totals]!;
  const wanted = (key: string, value: Scalar) => {
    const condition = where[key];
    if (condition === undefined) return true;
    return condition !== null && typeof condition === 'object' ? condition.in.includes(value) : condition === value;
  };
  const keys = by ?? group;
  const rows = new Map<string, { group: Record<string, Scalar>; count: number; sums: Record<string, bigint> }>();
  for (const record of all) {
    for (const values of combine(group.map((key) => valuesOf(declared, record, key)))) {
      if (!group.every((key, i) => wanted(key, values[i]!))) continue;
      const place = keys.map((key) => values[group.indexOf(key)]!);
      const row = rows.get(JSON.stringify(place)) ?? {
        group: Object.fromEntries(keys.map((key, i) => [key, place[i]!])),
        count: 0,
        sums: Object.fromEntries(Object.keys(sums).map((name) => [name, 0n])),
      };
      row.count++;
      for (const [name, of] of Object.entries(sums)) row.sums[name] = row.sums[name]! + BigInt(of(record) ?? 0);
      rows.set(JSON.stringify(place), row);
    }
  }
  return sortRows([...rows.values()].map((row) => ({ ...row, sums: Object.fromEntries(Object.entries(row.sums).map(([name, sum]) => [name, sum.toString()])) })));
}

/** Rows in the order of their groups. */
export const sortRows = (rows: readonly TotalRow[]): TotalRow[] =>
  [...rows].sort((a, b) => {
    for (const key of Object.keys(a.group)) {
      const difference = order(a.group[key]!, b.group[key]!);
      if (difference !== 0) return difference;
    }
    return 0;
  });
