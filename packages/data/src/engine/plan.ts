import type { CollectionModel, Scalar, StoredRecord } from '@crm-elements/schema';
import type { Page } from '../contract.js';
import { CrmError } from '../errors.js';
import { encodeCursor, type Position } from './cursor.js';
import { compareScalars, isMulti } from './fields.js';
import { comparePositions, positionOf, unindexed, type FieldTest, type NormalQuery, type Test } from './query.js';

/** More combinations of `in` values than this count as unindexed, because each is a read of its own. */
const maxCombinations = 1_000;

/** One end of a range of index keys. `values` may be shorter than the index's keys: then all that begin so lie within or beyond. */
export interface Bound {
  values: readonly Scalar[];
  /** Keys that begin with `values` are left out. */
  open: boolean;
  /** The end lies before or behind all keys that begin with `values` and go on with this type. */
  type?: 'number' | 'string' | 'boolean';
}

/** A stretch of an index to read in one direction. The index keys end with the record's id. `index` is `id` for the records by id alone. */
export interface IndexRange {
  index: string;
  lower: Bound;
  upper: Bound;
  reverse: boolean;
  limit: number;
  offset: number;
}

export interface ReadPlan {
  ranges: IndexRange[];
  /** Reads of one record each that tell whether there is more on the cursor's other side; empty without a cursor. */
  probes: IndexRange[];
}

interface IndexChoice {
  index: string;
  /** The value combinations that the index keys begin with. */
  prefixes: Scalar[][];
  /** The test on the first sort key. */
  ranged: Test | undefined;
}

function combinations(tests: readonly FieldTest[]): Scalar[][] {
  let all: Scalar[][] = [[]];
  for (const { test } of tests) {
    if (test.kind !== 'in') continue;
    all = all.flatMap((head) => test.values.map((value) => [...head, value]));
    if (all.length > maxCombinations) {
      throw new CrmError('UNINDEXED', `These "in" conditions make more than ${maxCombinations} combinations. Ask for fewer values at a time, or allow a scan with { scan: true }.`);
    }
  }
  return all;
}

/** An index serves a query when its keys are the equal fields in some order, then the sort keys in theirs, and nothing else. */
function serves(model: CollectionModel, keys: readonly string[], query: NormalQuery): { equal: FieldTest[]; ranged: Test | undefined } | undefined {
  const { where, sort } = query;
  const head = keys.length - sort.length;
  if (head < 0 || sort.some(({ by }, i) => keys[head + i] !== by)) return undefined;
  const equal = keys.slice(0, head).map((key) => where.find(({ field, test }) => field === key && test.kind === 'in'));
  if (equal.includes(undefined)) return undefined;
  const rest = where.filter((test) => !equal.includes(test));
  const [only] = rest;
  if (rest.length > 1 || (only && (only.field !== keys[head] || only.test.kind === 'in'))) return undefined;
  // A list has no single place in an order.
  if (head === 0 && keys[0] !== undefined && isMulti(model, keys[0])) return undefined;
  return { equal: equal as FieldTest[], ranged: only?.test };
}

function chooseIndex(query: NormalQuery): IndexChoice | undefined {
  const { model, sort, idDescending } = query;
  if (sort.some(({ descending }) => descending !== idDescending)) return undefined;
  const candidates = [['id', []] as const, ...Object.entries(model.indexes).map(([name, { keys }]) => [name, keys] as const)];
  for (const [index, keys] of candidates) {
    const served = serves(model, keys, query);
    if (served) return { index, prefixes: combinations(served.equal), ranged: served.ranged };
  }
  // Conditions on the id itself read the records by id.
  const [only] = query.where;
  if (query.where.length === 1 && only!.field === 'id' && sort.length === 0) {
    return only!.test.kind === 'in' ? { index: 'id', prefixes: combinations(query.where), ranged: undefined } : { index: 'id', prefixes: [[]], ranged: only!.test };
  }
  return undefined;
}

/** The first text, by code unit, behind all that begin with `prefix`; `undefined` where there is none. */
function afterPrefix(prefix: string): string | undefined {
  const trimmed = prefix.replace(/\uffff+$/, '');
  if (trimmed === '') return undefined;
  const last = trimmed.length - 1;
  return trimmed.slice(0, last) + String.fromCharCode(trimmed.charCodeAt(last) + 1);
}

function boundsOf(head: readonly Scalar[], test: Test | undefined): { lower: Bound; upper: Bound } {
  if (test === undefined || test.kind === 'in') {
    const whole = { values: head, open: false };
    return { lower: whole, upper: whole };
  }
  if (test.kind === 'prefix') {
    const end = afterPrefix(test.prefix);
    return {
      lower: { values: [...head, test.prefix], open: false },
      // Nothing begins with `end` on its near side, so leaving it out is exact.
      upper: end === undefined ? { values: head, open: false, type: 'string' } : { values: [...head, end], open: true },
    };
  }
  const { lower, upper, lowerOpen, upperOpen, type } = test;
  return {
    lower: lower === undefined ? { values: head, open: false, type } : { values: [...head, lower], open: lowerOpen },
    upper: upper === undefined ? { values: head, open: false, type } : { values: [...head, upper], open: upperOpen },
  };
}

/** What to read from which index. @throws CrmError UNINDEXED when no index serves the query. */
export function planQuery(query: NormalQuery): ReadPlan {
  const choice = chooseIndex(query);
  if (!choice) throw unindexed(query);
  const { index, prefixes, ranged } = choice;
  const { cursor, backwards, idDescending, limit, offset } = query;
  const reverse = idDescending !== backwards;
  const several = prefixes.length > 1;
  const ranges: IndexRange[] = [];
  const probes: IndexRange[] = [];
  for (const prefix of prefixes) {
    const { lower, upper } = boundsOf(prefix, ranged);
    if (!cursor) {
      ranges.push({ index, lower, upper, reverse, limit: limit + 1 + (several ? offset : 0), offset: several ? 0 : offset });
      continue;
    }
    // By id alone, an `in` value is the whole key already, and the cursor's id takes its place.
    const at = index === 'id' && prefix.length > 0 ? undefined : [...prefix, ...cursor.values, cursor.id];
    if (!at) {
      const side = compareScalars(prefix[0]!, cursor.id) * (reverse ? -1 : 1);
      (side > 0 || (side === 0 && cursor.inclusive) ? ranges : probes).push({ index, lower, upper, reverse, limit: 1, offset: 0 });
      continue;
    }
    const beyond = { values: at, open: !cursor.inclusive };
    const upTo = { values: at, open: !beyond.open };
    ranges.push({ index, lower: reverse ? lower : beyond, upper: reverse ? beyond : upper, reverse, limit: limit + 1, offset: 0 });
    probes.push({ index, lower: reverse ? upTo : lower, upper: reverse ? upper : upTo, reverse: !reverse, limit: 1, offset: 0 });
  }
  return { ranges, probes };
}

/** Runs of records, each in order, as one run in order with no record twice. */
function merge(query: NormalQuery, runs: readonly StoredRecord[][], backwards: boolean): readonly StoredRecord[] {
  if (runs.length <= 1) return runs[0] ?? [];
  const all = new Map<string, { record: StoredRecord; position: Position }>();
  for (const run of runs) for (const record of run) if (!all.has(record.id)) all.set(record.id, { record, position: positionOf(query, record) });
  return [...all.values()].sort((a, b) => (backwards ? -1 : 1) * comparePositions(query, a.position, b.position)).map(({ record }) => record);
}

/** The page, from what was read along the plan: one run of records for each of its ranges and probes. */
export function assemblePage(query: NormalQuery, plan: ReadPlan, runs: readonly StoredRecord[][], probes: readonly StoredRecord[][]): Page {
  const { offset, limit, backwards, cursor } = query;
  const skipped = plan.ranges.length > 1 ? offset : 0;
  const merged = merge(query, runs, backwards).slice(skipped);
  const more = merged.length > limit;
  const taken = merged.slice(0, limit);
  if (backwards) taken.reverse();
  const other = cursor ? probes.some((probe) => probe.length > 0) : offset > 0 && taken.length > 0;
  return finishPage(query, taken, backwards ? other : more, backwards ? more : other);
}

export function finishPage(query: NormalQuery, records: StoredRecord[], hasNext: boolean, hasPrevious: boolean): Page {
  const { mark, cursor } = query;
  // From an empty page the way back begins with the place at which the page in front of it ends.
  const turned = (at: Position): Position => ({ values: at.values, id: at.id, ...(!at.inclusive && { inclusive: true }) });
  const place = (record: StoredRecord | undefined) => (record ? positionOf(query, record) : cursor && turned(cursor));
  const last = hasNext && place(records.at(-1));
  const first = hasPrevious && place(records[0]);
  return { records, ...(last && { next: encodeCursor(mark, last) }), ...(first && { previous: encodeCursor(mark, first) }) };
}
