/** For tests: what a filtered result has to be, worked out from all records in the plainest way. */
import { crmModel, fold, readPath, tokens, type CollectionModel, type Scalar, type StoredRecord } from '@crm-elements/schema';
import type { TotalRow } from '../contract.js';
import type { Filter, FilteredQuery, FilteredSort, FilterTest } from './filtered.types.js';

const model: CollectionModel = crmModel.collections.deals;

const raw = (record: StoredRecord, field: string): unknown =>
  model.computed[field] ? model.computed[field].of(record) : readPath(record, field);

/** The values of a field: none is one `null`. Written anew here, so that a mistake of the engine shows. */
function valuesOf(record: StoredRecord, field: string): Scalar[] {
  const value = raw(record, field);
  if (Array.isArray(value)) return value.length > 0 ? [...new Set(value as Scalar[])] : [null];
  return [typeof value === 'object' || value === undefined ? null : (value as Scalar)];
}

function passes(record: StoredRecord, field: string, is: FilterTest): boolean {
  const test = is !== null && typeof is === 'object' ? (is as Record<string, Scalar | Scalar[]>) : { eq: is };
  if ('empty' in test) {
    const value = raw(record, field);
    const isEmpty = value == null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
    return isEmpty === test.empty;
  }
  return valuesOf(record, field).some((value) => {
    if ('eq' in test) return value === test.eq;
    if ('has' in test) return value === test.has;
    if ('in' in test) return (test.in as Scalar[]).includes(value);
    if ('contains' in test) return typeof value === 'string' && fold(value).includes(fold(test.contains as string));
    if ('prefix' in test) return typeof value === 'string' && value.startsWith(test.prefix as string);
    return Object.entries(test).every(([op, bound]) => {
      if (typeof value !== typeof bound || value === null || bound === null) return false;
      return op === 'gt' ? value > bound : op === 'gte' ? value >= bound : op === 'lt' ? value < bound : value <= bound;
    });
  });
}

export function meets(record: StoredRecord, filter: Filter): boolean {
  if ('field' in filter) return passes(record, filter.field, filter.is);
  if ('all' in filter) return filter.all.every((inner) => meets(record, inner));
  if ('any' in filter) return filter.any.some((inner) => meets(record, inner));
  if ('not' in filter) return !meets(record, filter.not);
  const there = model.search!.texts(record).flatMap(tokens);
  const words = tokens(filter.words);
  return words.every((word, i) => there.some((other) => (i === words.length - 1 ? other.startsWith(word) : other === word)));
}

const kinds = (value: Scalar) => (value === null ? 0 : typeof value === 'number' ? 1 : typeof value === 'boolean' ? 2 : 3);
const compare = (a: Scalar, b: Scalar) => kinds(a) - kinds(b) || (a === b ? 0 : a! < b! ? -1 : 1);

function compareRecords(sort: readonly FilteredSort[], a: StoredRecord, b: StoredRecord): number {
  for (const { by, direction, order, emptyLast } of sort) {
    const [first, second] = [a, b].map((record) => valuesOf(record, by).sort(compare)[0]!) as [Scalar, Scalar];
    if (emptyLast && (first === null) !== (second === null)) return first === null ? 1 : -1;
    const place = (value: Scalar) => (order?.includes(value) ? order.indexOf(value) : (order?.length ?? 0));
    const found = place(first) - place(second) || compare(first, second);
    if (found !== 0) return direction === 'desc' ? -found : found;
  }
  return (sort.at(-1)?.direction === 'desc' ? -1 : 1) * compare(a.id, b.id);
}

const combined = (lists: Scalar[][]): Scalar[][] =>
  lists.reduce<Scalar[][]>((all, list) => all.flatMap((one) => list.map((value) => [...one, value])), [[]]);

const byTuple = ([a]: [string, unknown], [b]: [string, unknown]) => {
  const [first, second] = [JSON.parse(a) as Scalar[], JSON.parse(b) as Scalar[]];
  for (let i = 0; i < first.length; i++) if (compare(first[i]!, second[i]!) !== 0) return compare(first[i]!, second[i]!);
  return 0;
};

/** The result over these records, as plain data. */
export function naiveResult(
  records: readonly StoredRecord[],
  {
    where = [],
    sort = [],
    group = [],
    totals = 'all',
    by,
    derived = {},
    sums: further = [],
    window = { offset: 0, limit: 50 },
  }: FilteredQuery,
) {
  const found = records.filter((record) => where.every((filter) => meets(record, filter))).sort((a, b) => compareRecords(sort, a, b));
  const lists = new Map<string, StoredRecord[]>();
  const rows = new Map<string, { count: number; sums: Map<string, bigint> }>();
  const keys = by ?? model.totals[totals]!.group;
  const sums = [
    ...Object.entries(model.totals[totals]!.sums ?? {}),
    ...further.map((name) => [name, derived[name] as (record: StoredRecord) => number | null] as const),
  ];
  for (const record of found) {
    for (const tuple of combined(group.map((field) => valuesOf(record, field)))) {
      const key = JSON.stringify(tuple);
      lists.set(key, [...(lists.get(key) ?? []), record]);
    }
    for (const tuple of combined(keys.map((field) => (derived[field] ? [derived[field](record)] : valuesOf(record, field))))) {
      const key = JSON.stringify(tuple);
      const row = rows.get(key) ?? { count: 0, sums: new Map(sums.map(([name]) => [name, 0n])) };
      row.count++;
      for (const [name, of] of sums) row.sums.set(name, row.sums.get(name)! + BigInt(of(record) ?? 0));
      rows.set(key, row);
    }
  }
  const named = (names: readonly string[], key: string) =>
    Object.fromEntries(names.map((name, i) => [name, (JSON.parse(key) as Scalar[])[i]!]));
  return {
    count: found.length,
    totals: [...rows].sort(byTuple).map(([key, row]): TotalRow => ({
      group: named(keys, key),
      count: row.count,
      sums: Object.fromEntries([...row.sums].map(([name, sum]) => [name, String(sum)])),
    })),
    groups: [...lists].sort(byTuple).map(([key, list]) => ({
      group: named(group, key),
      count: list.length,
      offset: window.offset,
      records: list.slice(window.offset, window.offset + window.limit),
    })),
  };
}
