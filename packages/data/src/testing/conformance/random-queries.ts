import type { CollectionModel, Scalar } from '@crm-elements/schema';
import type { Condition, Query, SortKey, StoredRecord } from '../../contract.js';
import { isMulti } from '../../engine/fields.js';
import type { Random } from '../random.js';
import { order, valuesOf } from './oracle.js';

interface Source {
  random: Random;
  collection: string;
  model: CollectionModel;
  records: readonly StoredRecord[];
}

/** A value of a field that some record has; now and then one that none has. */
function valueFor({ random, model, records }: Source, field: string): Scalar {
  if (records.length === 0 || random.chance(0.1)) return random.pick<Scalar>([null, 'none', '', 0, 1, true, false]);
  return random.pick(valuesOf(model, random.pick(records), field));
}

function equality(source: Source, field: string): Condition {
  const { random } = source;
  if (random.chance(0.7)) {
    const value = valueFor(source, field);
    return random.pick<Condition>([value, { eq: value }, { has: value }]);
  }
  return { in: Array.from({ length: random.below(4) }, () => valueFor(source, field)) };
}

/** A range or a prefix over what the records have; `undefined` where that has no order. */
function stretch(source: Source, field: string): Condition | undefined {
  const { random } = source;
  const [a, b] = [valueFor(source, field), valueFor(source, field)].sort(order) as [Scalar, Scalar];
  if (typeof a === 'string' && random.chance(0.4)) return { prefix: a.slice(0, random.between(0, 2)) };
  if (a === null || typeof a !== typeof b) return undefined;
  const lower = random.chance(0.5) ? { gt: a } : { gte: a };
  const upper = random.chance(0.5) ? { lt: b } : { lte: b };
  return random.pick<Condition>([{ ...lower, ...upper }, lower, upper]);
}

/** A query that a declared index serves: equal conditions on its first keys, in the order of the others. */
export function indexedQuery(source: Source): Query {
  const { random, model, collection, records } = source;
  const indexes = Object.values(model.indexes);
  const limit = random.pick([1, 2, 3, 5, 10, 1_000]);
  if (indexes.length === 0 || random.chance(0.1)) {
    const direction = random.pick(['asc', 'desc'] as const);
    const id = records.length > 0 ? random.pick(records).id : 'none';
    const where = random.pick<Query['where']>([{}, { id }, { id: { in: [id, 'none', records[0]?.id ?? 'x'] } }, { id: { gte: id } }, { id: { prefix: id.slice(0, 1) } }]);
    return { collection, where: where!, sort: [{ by: 'id', direction }], limit };
  }
  const { keys } = random.pick(indexes);
  const severalFirst = isMulti(model, keys[0]!);
  const least = Math.max(keys.length - 2, severalFirst ? 1 : 0);
  const head = random.between(least, keys.length);
  const where: Record<string, Condition> = {};
  for (const key of keys.slice(0, head)) where[key] = equality(source, key);
  const direction = random.pick(['asc', 'desc'] as const);
  const sort: SortKey[] = keys.slice(head).map((by) => ({ by, direction }));
  const [first] = sort;
  const along = first && random.chance(0.5) ? stretch(source, first.by) : undefined;
  if (first && along) where[first.by] = along;
  return { collection, where, sort: sort.length > 0 ? sort : [{ by: 'id', direction }], limit };
}

/** Any query; it may need a scan. */
export function anyQuery(source: Source): Query {
  const { random, model, collection, records } = source;
  const fields = [...Object.keys(model.computed), ...Object.keys(random.chance(0.8) && records.length > 0 ? random.pick(records) : {}), 'id', 'custom.size', 'amount.currency'];
  const where: Record<string, Condition> = {};
  for (let i = random.below(3); i > 0; i--) {
    const field = random.pick(fields);
    where[field] = (random.chance(0.4) ? stretch(source, field) : undefined) ?? equality(source, field);
  }
  const sort = Array.from({ length: random.below(3) }, (): SortKey => ({ by: random.pick(fields), direction: random.pick(['asc', 'desc'] as const) }));
  const unique = sort.filter(({ by }, i) => by !== 'id' && sort.findIndex((other) => other.by === by) === i);
  return { collection, where, ...(unique.length > 0 && { sort: unique }), limit: random.pick([1, 2, 3, 7, 1_000]) };
}
