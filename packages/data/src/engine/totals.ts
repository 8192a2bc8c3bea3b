import type { CollectionModel, Model, Scalar, StoredRecord, TotalsModel } from '@crm-elements/schema';
import type { TotalRow, TotalsQuery } from '../contract.js';
import { invalid } from '../errors.js';
import { compareTuples, keyTuples } from './fields.js';
import { collectionOf, requireScalar } from './query.js';

/** A kept row: a group of one totals table. */
export interface TotalsRow {
  collection: string;
  totals: string;
  group: readonly Scalar[];
  count: number;
  sums: Readonly<Record<string, bigint>>;
}

/** Tells rows apart; groups with values of different types are different. */
export const rowKey = (collection: string, totals: string, group: readonly Scalar[]): string => `${collection}/${totals}/${JSON.stringify(group)}`;

/** What a record adds to each of its groups. */
export function contributions(name: string, collection: string, model: CollectionModel, record: StoredRecord): TotalsRow[] {
  const totals = model.totals[name]!;
  const sums: Record<string, bigint> = {};
  for (const [sum, of] of Object.entries(totals.sums ?? {})) sums[sum] = BigInt(of(record) ?? 0);
  return keyTuples(model, record, totals.group).map((group) => ({ collection, totals: name, group, count: 1, sums }));
}

export function addRows(a: TotalsRow, b: TotalsRow, sign: 1 | -1 = 1): TotalsRow {
  const sums: Record<string, bigint> = { ...a.sums };
  for (const [sum, value] of Object.entries(b.sums)) sums[sum] = (sums[sum] ?? 0n) + (sign === 1 ? value : -value);
  return { ...a, count: a.count + sign * b.count, sums };
}

export const isEmptyRow = ({ count, sums }: TotalsRow): boolean => count === 0 && Object.values(sums).every((sum) => sum === 0n);

/** The changes of all totals rows that a change of records makes, by row key. Rows that come out the same are left out. */
export class TotalsDelta {
  readonly #model: Model;
  readonly rows = new Map<string, TotalsRow>();

  constructor(model: Model) {
    this.#model = model;
  }

  change(collection: string, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const model = this.#model.collections[collection]!;
    for (const name of Object.keys(model.totals)) {
      if (before) for (const row of contributions(name, collection, model, before)) this.#add(row, -1);
      if (after) for (const row of contributions(name, collection, model, after)) this.#add(row, 1);
    }
  }

  #add(row: TotalsRow, sign: 1 | -1): void {
    const key = rowKey(row.collection, row.totals, row.group);
    const present = this.rows.get(key) ?? { ...row, count: 0, sums: {} };
    const sum = addRows(present, row, sign);
    if (isEmptyRow(sum)) this.rows.delete(key);
    else this.rows.set(key, sum);
  }
}

/** A totals query with everything said. */
export interface NormalTotalsQuery {
  collection: string;
  totals: string;
  model: TotalsModel;
  /** For each group key the values to take; `undefined` takes all. */
  wanted: readonly (readonly Scalar[] | undefined)[];
  by: readonly string[];
  /** The values that all rows to read begin with. */
  prefix: readonly Scalar[];
}

/** @throws CrmError VALIDATION for totals or group keys that are not declared. */
export function normaliseTotals(model: Model, query: TotalsQuery): NormalTotalsQuery {
  if (typeof query !== 'object' || query === null) throw invalid('query', 'Give the query as an object that names a collection and its totals.');
  const { collection, where = {}, totals } = query;
  const declared = collectionOf(model, collection).totals;
  const found = Object.hasOwn(declared, totals) ? declared[totals] : undefined;
  if (!found) throw invalid('totals', `"${collection}" keeps no totals called "${totals}". Take one of: ${Object.keys(declared).join(', ')}.`, { collection });
  const unknown = [...Object.keys(where), ...(query.by ?? [])].find((key) => !found.group.includes(key));
  if (unknown !== undefined) throw invalid('where', `The totals "${totals}" of "${collection}" are not grouped by "${unknown}", only by: ${found.group.join(', ') || 'nothing'}.`, { collection });
  const wanted = found.group.map((key) => {
    const condition = where[key];
    if (condition === undefined) return undefined;
    const values: unknown = condition !== null && typeof condition === 'object' ? condition.in : [condition];
    if (!Array.isArray(values)) throw invalid(key, `Take the groups of "${key}" by a value, or by several as { in: [...] }.`, { collection });
    return values.map((value) => requireScalar(key, value));
  });
  const open = wanted.findIndex((values) => values?.length !== 1);
  const prefix = wanted.slice(0, open < 0 ? wanted.length : open).map((values) => values![0]!);
  return { collection, totals, model: found, wanted, by: query.by ?? found.group, prefix };
}

/** Whether a row is one of those that the query asks for. */
export const isWanted = ({ wanted }: NormalTotalsQuery, group: readonly Scalar[]): boolean => wanted.every((values, i) => !values || values.includes(group[i]!));

/** The kept rows that a query asks for, grouped as it groups them. Several may be of one group. */
export function askedRows(query: NormalTotalsQuery, rows: Iterable<TotalsRow>): TotalsRow[] {
  const places = query.by.map((key) => query.model.group.indexOf(key));
  return [...rows].filter((row) => isWanted(query, row.group)).map((row) => ({ ...row, group: places.map((place) => row.group[place]!) }));
}

/** The answer to a totals query, from {@link askedRows}: those of one group added up, in the order of the groups. */
export function answerOf({ model, by }: NormalTotalsQuery, rows: Iterable<TotalsRow>): TotalRow[] {
  const found = new Map<string, TotalsRow>();
  for (const row of rows) {
    const key = JSON.stringify(row.group);
    const present = found.get(key);
    found.set(key, present ? addRows(present, row) : row);
  }
  return [...found.values()]
    .filter((row) => !isEmptyRow(row))
    .sort((a, b) => compareTuples(a.group, b.group))
    .map(({ group, count, sums }) => ({
      group: Object.fromEntries(by.map((key, i) => [key, group[i]!])),
      count,
      sums: Object.fromEntries(Object.keys(model.sums ?? {}).map((sum) => [sum, String(sums[sum] ?? 0n)])),
    }));
}

/** The answer to a totals query, from the kept rows that begin with its prefix. */
export const assembleTotals = (query: NormalTotalsQuery, rows: Iterable<TotalsRow>): TotalRow[] => answerOf(query, askedRows(query, rows));
