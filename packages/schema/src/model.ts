import type { Json, Scalar } from './json.js';
import type * as z from './zod.js';

/** A record as stores see it: plain JSON with the common fields. */
export interface StoredRecord {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  [field: string]: Json | undefined;
}

/** A value worked out from a record, that indexes, totals and queries can name like a field. */
export interface ComputedField {
  /** One value, or several: a record then stands at each of them. Missing is `null`. */
  of(record: StoredRecord): Scalar | readonly Scalar[];
  /** The fields it is worked out from. */
  from: readonly string[];
  /** It has several values. */
  multi?: boolean;
}

/**
 * An ordered index. `keys` are fields (`stageId`, `amount.currency`) or computed fields. A first key with several values
 * (`tags`) makes the record stand at each of them; only the first may have several. The record's id always comes last.
 */
export interface IndexModel {
  keys: readonly string[];
  /** No two records with the same values, unless one of them is `null`. */
  unique?: boolean;
}

/**
 * Counts and sums kept by group inside the transaction of each write. A group key with several values counts the record in each of
 * them. A sum names an integer field, or works one out; records without the value add nothing.
 */
export interface TotalsModel {
  group: readonly string[];
  sums?: Readonly<Record<string, (record: StoredRecord) => number | bigint | null>>;
}

/** What words find a record. */
export interface SearchModel {
  /** The texts to look in, the weightiest first. */
  texts(record: StoredRecord): readonly string[];
  /** Fields that the texts come from. */
  from: readonly string[];
  /** The instant that orders equally good matches, newest first. */
  recency: string;
  /**
   * For long texts in great numbers that seldom change: a store may pack their words into segments, behind the writes, instead of indexing
   * them with each. The texts of a record then weigh alike. What is found is the same.
   */
  segmented?: true;
}

/** How a collection is kept: read by every adapter, so that all of them agree. */
export interface CollectionModel {
  schema: z.ZodMiniObject;
  indexes: Readonly<Record<string, IndexModel>>;
  totals: Readonly<Record<string, TotalsModel>>;
  computed: Readonly<Record<string, ComputedField>>;
  /** Field → name of the counter that it is assigned from when the record is made. */
  counters: Readonly<Record<string, (record: StoredRecord) => string>>;
  search?: SearchModel;
  /** Records are made and never changed. */
  appendOnly: boolean;
}

/** The collections of a store, by name. */
export interface Model {
  /** Rises with every change of the shape; migrations are additive. */
  version: number;
  /** The oldest model version whose code may still write to a store of this version. */
  minimumWriter: number;
  collections: Readonly<Record<string, CollectionModel>>;
}

/** A collection's declaration with its gaps filled. Every collection counts all of its records under the totals `all`. */
export function collectionModel<Schema extends z.ZodMiniObject>(
  declared: { schema: Schema } & Partial<Omit<CollectionModel, 'schema'>>,
): CollectionModel & { schema: Schema } {
  const { schema, indexes = {}, totals = {}, computed = {}, counters = {}, appendOnly = false, search } = declared;
  return { schema, indexes, totals: { all: { group: [] }, ...totals }, computed, counters, appendOnly, ...(search && { search }) };
}

/** The value at a field or a dotted path; `undefined` where there is none. Own properties only. */
export function readPath(record: unknown, path: string): unknown {
  let value = record;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
