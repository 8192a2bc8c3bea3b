import type { CollectionModel, Model, Scalar, StoredRecord } from '@crm-elements/schema';
import type { Condition, Query, SortKey } from '../contract.js';
import { CrmError, invalid } from '../errors.js';
import { decodeCursor, fingerprint, type Position } from './cursor.js';
import { compareScalars, fieldValue, fieldValues, isMulti } from './fields.js';

export const maxLimit = 1_000;
export const defaultLimit = 50;
export const maxOffset = 50_000;
const maxInValues = 1_000;

/** A condition in one of three forms. Values of other types than the bounds' never match a range. */
export type Test =
  | { kind: 'in'; values: readonly Scalar[] }
  | { kind: 'range'; lower?: Scalar; lowerOpen: boolean; upper?: Scalar; upperOpen: boolean; type: 'number' | 'string' | 'boolean' }
  | { kind: 'prefix'; prefix: string };

export interface FieldTest {
  field: string;
  test: Test;
}

/** A query with everything said: checked, defaults filled in, the cursor read. */
export interface NormalQuery {
  collection: string;
  model: CollectionModel;
  where: readonly FieldTest[];
  sort: readonly { by: string; descending: boolean }[];
  /** Direction of the id, which decides ties. */
  idDescending: boolean;
  limit: number;
  offset: number;
  cursor?: Position;
  /** The page in front of the cursor is wanted, not the one behind. */
  backwards: boolean;
  /** What the query's cursors carry. */
  mark: string;
}

/** @throws CrmError VALIDATION for a collection that the model does not have. */
export function collectionOf(model: Model, collection: string): CollectionModel {
  const found = Object.hasOwn(model.collections, collection) ? model.collections[collection] : undefined;
  if (!found) {
    const names = Object.keys(model.collections).join(', ');
    throw invalid('collection', `There is no collection "${String(collection).slice(0, 80)}". Take one of: ${names}.`);
  }
  return found;
}

const scalarTypes = new Set(['string', 'number', 'boolean']);

export function requireScalar(field: string, value: unknown): Scalar {
  if (value === null || (scalarTypes.has(typeof value) && !(typeof value === 'number' && !Number.isFinite(value)))) return value as Scalar;
  throw invalid(field, `Compare "${field}" with a text, a finite number, true, false or null.`);
}

function normaliseTest(field: string, condition: Condition): Test {
  if (condition === null || typeof condition !== 'object') return { kind: 'in', values: [requireScalar(field, condition)] };
  const keys = Object.keys(condition);
  if (keys.length === 1) {
    if ('eq' in condition) return { kind: 'in', values: [requireScalar(field, condition.eq)] };
    if ('has' in condition) return { kind: 'in', values: [requireScalar(field, condition.has)] };
    if ('in' in condition && Array.isArray(condition.in)) {
      if (condition.in.length > maxInValues) throw invalid(field, `Give at most ${maxInValues} values to "in".`);
      return { kind: 'in', values: [...new Set((condition.in as readonly unknown[]).map((value) => requireScalar(field, value)))] };
    }
    if ('prefix' in condition && typeof condition.prefix === 'string') return { kind: 'prefix', prefix: condition.prefix };
  }
  if (keys.length > 0 && keys.every((key) => ['gt', 'gte', 'lt', 'lte'].includes(key))) return normaliseRange(field, condition as Record<string, Scalar>);
  throw invalid(field, `The condition on "${field}" is not one of: a value, eq, in, gt/gte/lt/lte, prefix, has.`);
}

function normaliseRange(field: string, { gt, gte, lt, lte }: Record<string, Scalar>): Test {
  if ((gt !== undefined && gte !== undefined) || (lt !== undefined && lte !== undefined)) {
    throw invalid(field, `Give "${field}" one lower and one upper bound at most.`);
  }
  const lower = gt === undefined ? gte : gt;
  const upper = lt === undefined ? lte : lt;
  const bounds = [lower, upper].filter((bound) => bound !== undefined).map((bound) => requireScalar(field, bound));
  const types = new Set(bounds.map((bound) => typeof bound));
  if (types.size !== 1 || bounds.includes(null)) throw invalid(field, `Give the bounds of "${field}" as two numbers or two texts; null is no bound.`);
  const [type] = types as Set<'number' | 'string' | 'boolean'>;
  return {
    kind: 'range',
    type: type!,
    lowerOpen: gt !== undefined,
    upperOpen: lt !== undefined,
    ...(lower !== undefined && { lower }),
    ...(upper !== undefined && { upper }),
  };
}

function wholeNumber(field: string, value: number | undefined, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(field, `Give "${field}" a whole number from ${least} to ${most}.`);
}

/** The conditions of a query, in a fixed order. @throws CrmError VALIDATION */
export function normaliseWhere(where: Query['where'] = {}): FieldTest[] {
  if (typeof where !== 'object' || where === null) throw invalid('where', 'Give the conditions as an object: field and value.');
  return Object.keys(where)
    .sort()
    .filter((field) => where[field] !== undefined)
    .map((field) => ({ field, test: normaliseTest(field, where[field]!) }));
}

/** The sort keys, and the direction of the id, which ends them. */
function normaliseSort(model: CollectionModel, where: readonly FieldTest[], given: Query['sort']): Pick<NormalQuery, 'sort' | 'idDescending'> {
  const ranged = where.find(({ test }) => test.kind !== 'in');
  const asked: NonNullable<Query['sort']> = given ?? (ranged ? [{ by: ranged.field }] : []);
  const list: unknown = asked;
  if (!Array.isArray(list)) throw invalid('sort', 'Give the sort keys as a list.');
  for (const key of list as unknown[]) {
    const { by, direction = 'asc' } = (key ?? {}) as Partial<SortKey>;
    if (typeof by !== 'string' || (direction !== 'asc' && direction !== 'desc')) throw invalid('sort', 'A sort key is { by, direction }: a field, and "asc" or "desc".');
  }
  const idAt = asked.findIndex(({ by }) => by === 'id');
  const used = idAt < 0 ? asked : asked.slice(0, idAt + 1);
  // Where all have one value there is nothing to sort.
  const isFixed = (by: string) => !isMulti(model, by) && where.some(({ field, test }) => field === by && test.kind === 'in' && test.values.length === 1);
  const sort = used.filter(({ by }) => by !== 'id' && !isFixed(by)).map(({ by, direction }) => ({ by, descending: direction === 'desc' }));
  if (sort.length > 2) throw invalid('sort', 'Sort by two keys at most; the id always comes last.');
  return { sort, idDescending: used.at(-1)?.direction === 'desc' };
}

/** The query with everything said. @throws CrmError VALIDATION with the field that is wrong. */
export function normaliseQuery(model: Model, query: Query): NormalQuery {
  if (typeof query !== 'object' || query === null) throw invalid('query', 'Give the query as an object that names a collection.');
  const found = collectionOf(model, query.collection);
  const where = normaliseWhere(query.where);
  const { sort, idDescending } = normaliseSort(found, where, query.sort);
  if (query.after !== undefined && query.before !== undefined) throw invalid('before', 'Give "after" or "before", not both.');
  const cursorField = query.before !== undefined ? 'before' : 'after';
  const cursor = query[cursorField];
  const offset = wholeNumber('offset', query.offset, 0, 0, maxOffset);
  if (cursor !== undefined && offset > 0) throw invalid('offset', 'Give a cursor or an offset, not both.');
  const mark = fingerprint([query.collection, where, sort, idDescending]);
  return {
    collection: query.collection,
    model: found,
    where,
    sort,
    idDescending,
    limit: wholeNumber('limit', query.limit, defaultLimit, 1, maxLimit),
    offset,
    backwards: query.before !== undefined,
    mark,
    ...(cursor !== undefined && { cursor: decodeCursor(mark, cursor, cursorField, sort.length) }),
  };
}

/** Whether a value meets a test. */
export function passes(value: Scalar, test: Test): boolean {
  switch (test.kind) {
    case 'in':
      return test.values.includes(value);
    case 'prefix':
      return typeof value === 'string' && value.startsWith(test.prefix);
    case 'range': {
      if (typeof value !== test.type) return false;
      const low = test.lower === undefined ? 1 : compareScalars(value, test.lower);
      const high = test.upper === undefined ? -1 : compareScalars(value, test.upper);
      return (test.lowerOpen ? low > 0 : low >= 0) && (test.upperOpen ? high < 0 : high <= 0);
    }
  }
}

/** Whether a record meets all conditions; of a field with several values, one has to. */
export function matches(model: CollectionModel, where: readonly FieldTest[], record: StoredRecord): boolean {
  return where.every(({ field, test }) => fieldValues(model, record, field).some((value) => passes(value, test)));
}

/** Where a record stands in the query's order. */
export const positionOf = ({ model, sort }: NormalQuery, record: StoredRecord): Position => ({
  values: sort.map(({ by }) => fieldValue(model, record, by)),
  id: record.id,
});

/** The query's order. */
export function comparePositions({ sort, idDescending }: NormalQuery, a: Position, b: Position): number {
  for (let i = 0; i < sort.length; i++) {
    const order = compareScalars(a.values[i]!, b.values[i]!);
    if (order !== 0) return sort[i]!.descending ? -order : order;
  }
  const order = compareScalars(a.id, b.id);
  return idDescending ? -order : order;
}

export const unindexed = ({ collection, where, sort, model }: NormalQuery): CrmError => {
  const asked = [...where.map(({ field }) => field), ...sort.map(({ by, descending }) => `${by} ${descending ? 'descending' : 'ascending'}`)];
  const indexes = Object.values(model.indexes).map(({ keys }) => keys.join(', '));
  return new CrmError(
    'UNINDEXED',
    `No index of "${collection}" serves ${asked.join(' + ')}. Allow a scan with { scan: true }, or ask along one of these: ${indexes.join(' · ')}.`,
    { collection },
  );
};
