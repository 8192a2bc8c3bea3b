import type { CollectionModel, ComputedField, IndexModel, Model, TotalsModel } from '@crm-elements/schema';
import { isMulti } from '../engine/fields.js';

/** Stands between the namespace and the record's own id. No namespace contains it, so none is the beginning of another. */
export const namespaceEnd = ':';

/** The computed field that tells which namespace a record belongs to. */
export const namespaceField = '$namespace';

const namespaceOf: ComputedField = {
  from: ['id'],
  of: ({ id }) => {
    const end = id.indexOf(namespaceEnd);
    return end < 0 ? null : id.slice(0, end);
  },
};

const originals = new WeakMap<Model, Model>();

/** A first key with several values has to stay the first; the namespace is an equal field in every query, so that its place is free. */
function separatedIndex(collection: CollectionModel, index: IndexModel): IndexModel {
  const [first, ...rest] = index.keys;
  const keys = first !== undefined && isMulti(collection, first) ? [first, namespaceField, ...rest] : [namespaceField, ...index.keys];
  return { ...index, keys };
}

function separatedCollection(collection: CollectionModel): CollectionModel {
  const map = <A, B>(entries: Readonly<Record<string, A>>, change: (value: A) => B) =>
    Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
  return {
    ...collection,
    computed: { ...collection.computed, [namespaceField]: namespaceOf },
    indexes: map(collection.indexes, (index) => separatedIndex(collection, index)),
    totals: map(collection.totals, (totals): TotalsModel => ({ ...totals, group: [namespaceField, ...totals.group] })),
  };
}

/**
 * A model whose indexes, unique indexes and totals are kept apart by namespace. Give it to the adapter that several namespaces share; the
 * choice is made when the store is made, as every index differs. Each namespace then reads at the cost of its own records, and its
 * totals are exact.
 */
export function namespacedModel(model: Model): Model {
  const separated: Model = {
    ...model,
    collections: Object.fromEntries(Object.entries(model.collections).map(([name, collection]) => [name, separatedCollection(collection)])),
  };
  originals.set(separated, model);
  return separated;
}

/** The model that {@link namespacedModel} was given, `undefined` for any other. */
export const originalModel = (model: Model): Model | undefined => originals.get(model);
