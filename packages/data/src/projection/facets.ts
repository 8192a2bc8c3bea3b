import { fold, readPath, tokens, type CollectionModel, type Scalar, type StoredRecord } from '@crm-elements/schema';
import { compareScalars, fieldValues } from '../engine/fields.js';
import { invalid } from '../errors.js';
import type { DerivedValue } from './filtered.types.js';

/** What is kept of a record under one facet: a value, several in their order, or a large integer. */
export type Cell = Scalar | bigint | readonly Scalar[];

/** The type tells without a call; only lists are objects among cells. */
export const isList = (cell: Cell | undefined): cell is readonly Scalar[] => typeof cell === 'object' && cell !== null;

/** Something of a record that filters, orders, groups or sums look at. Facets with the same key are the same. */
export interface Facet {
  key: string;
  of(record: StoredRecord): Cell;
}

/** @throws CrmError VALIDATION for a field that the collection does not have. */
function requireField(model: CollectionModel, field: unknown): string {
  if (typeof field !== 'string' || field === '') throw invalid('field', 'Name the field that a condition is about.');
  const top = field.split('.')[0]!;
  if (Object.hasOwn(model.computed, field) || Object.hasOwn(model.schema.shape, top)) return field;
  throw invalid(field, `There is no field "${field.slice(0, 80)}". Take a field of the record, a path in one, or "custom.<key>".`);
}

/** The one value that most fields hold; `null` where it takes a longer look. */
function plainValue(model: CollectionModel, field: string): (record: StoredRecord) => string | number | null {
  if (Object.hasOwn(model.computed, field)) return () => null;
  const [top = '', ...rest] = field.split('.');
  return (record) => {
    let value: unknown = record[top];
    for (const key of rest) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
      value = (value as Record<string, unknown>)[key];
    }
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
}

/** The values of a field, as queries see them. */
export function valuesFacet(model: CollectionModel, name: unknown): Facet {
  const field = requireField(model, name);
  const plainOf = plainValue(model, field);
  return {
    key: `= ${field}`,
    of: (record) => {
      const plain = plainOf(record);
      if (plain !== null) return plain;
      const values = fieldValues(model, record, field);
      return values.length === 1 ? values[0]! : values.sort(compareScalars);
    },
  };
}

/** The texts of a field, folded. */
export function foldedFacet(model: CollectionModel, name: unknown): Facet {
  const field = requireField(model, name);
  return {
    key: `~ ${field}`,
    of: (record) => fieldValues(model, record, field).map((value) => (typeof value === 'string' ? fold(value) : value)),
  };
}

const isEmpty = (value: unknown): boolean =>
  value == null || value === '' || (typeof value === 'object' && (Array.isArray(value) ? value : Object.keys(value)).length === 0);

/** Whether a field holds anything, money and lists of objects as well. */
export function emptyFacet(model: CollectionModel, name: unknown): Facet {
  const field = requireField(model, name);
  const computed = model.computed[field];
  return { key: `? ${field}`, of: (record) => isEmpty(computed ? computed.of(record) : readPath(record, field)) };
}

/** The words that the record is searched by, between spaces. @throws CrmError VALIDATION where the collection is not searched */
export function wordsFacet({ search }: CollectionModel): Facet {
  if (!search) throw invalid('words', 'This collection is not searched by words.');
  return { key: '# words', of: (record) => ` ${search.texts(record).flatMap(tokens).join(' ')} ` };
}

const derivedKeys = new WeakMap<DerivedValue, string>();
let derivedCount = 0;

/** What a function makes of a record: one facet, in whatever queries the function is given. */
export function derivedFacet(of: DerivedValue): Facet {
  const key = derivedKeys.get(of) ?? `* ${++derivedCount}`;
  derivedKeys.set(of, key);
  return { key, of };
}

/** One of the sums of declared totals. */
export const sumFacet = (model: CollectionModel, totals: string, sum: string): Facet => ({
  key: `+ ${totals} ${sum}`,
  of: model.totals[totals]!.sums![sum]!,
});
