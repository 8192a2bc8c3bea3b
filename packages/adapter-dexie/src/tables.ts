import { isMulti } from '@crm-elements/data/engine';
import type { Change, Committed } from '@crm-elements/data';
import type { CollectionModel, Model, Scalar, StoredRecord } from '@crm-elements/schema';
import type { Key } from './keys.js';

/** Rises when the tables below change in a way that older code of this package must not write to. */
export const layout = 2;

/**
 * A record's row: the record as it was written, its keys in each declared index under the index's name, and the words that it is
 * found by. The keys stand beside the record because IndexedDB indexes neither `null`, nor missing values, nor booleans.
 */
export interface RecordRow {
  id: string;
  r: StoredRecord;
  words?: string[];
  [index: string]: unknown;
}

/** The store itself: one row, read and written by every commit. */
export interface StateRow {
  key: 'state';
  /** Made anew whenever the browser gives an empty database, and when an export is restored. */
  instance: string;
  /** The instance began with an export that somebody restored, so it is no loss that another was there before. */
  restored?: true;
  /** The last commit. */
  seq: number;
  /** Version of the model that the rows are written by. */
  model: number;
  /** The oldest model version and layout whose code may write. */
  minimumWriter: number;
  layout: number;
  /** Operations that the change feed still holds. */
  kept: number;
  /** `collection/totals` → check sum over the kept rows; what does not agree is counted anew. */
  checks: Record<string, number>;
}

/** How the rows are indexed and totalled, so that newer code sees what it has to work out for them. */
export interface ShapeRow {
  key: 'shape';
  /** `collection/index` and `collection/totals`, each with a mark of its declaration. */
  indexes: Record<string, string>;
  totals: Record<string, string>;
  /** `collection/words` of the collections whose words are packed into segments. */
  segments?: Record<string, string>;
}

/** What a page leaves in the store with its first commit. One whose page is gone, and did not say that it went, tells of a page that was killed: see `writer-mark.ts`. */
export interface MarkRow {
  key: `writer:${string}`;
}

/** A group of one totals table. Its key begins with the collection, the table's name and the group's values. */
export interface TotalsKeptRow {
  k: Key[];
  group: Scalar[];
  count: number;
  sums: Record<string, bigint>;
}

/** A commit in the change feed. */
export interface ChangeRow {
  seq: number;
  /** When it came in, by this device's clock: `change.at` is the caller's and may be any moment. */
  at: number;
  /** Which adapter wrote it. */
  writer: string;
  change: Change;
}

export interface DedupeRow {
  token: string;
  at: number;
  result: Committed;
}

export interface TombstoneRow {
  k: [collection: string, id: string];
  version: number;
}

export interface CounterRow {
  name: string;
  value: number;
}

export interface BlobRow {
  key: string;
  size: number;
  mediaType: string;
  at: number;
}

/** A blob's content lies apart, so that looking through the blobs reads none of it. */
export interface BlobBytesRow {
  key: string;
  bytes: Uint8Array;
}

/** Records whose texts a commit changed and which are not packed since. The last item of the key counts the rows of one commit. */
export interface UnpackedRow {
  k: [collection: string, seq: number, part: number];
  ids: string[];
}

/** A segment of the index of texts: it is written once and never changed. Its records stand in the order of their instants, the oldest first. */
export interface SegmentRow {
  k: [collection: string, segment: string];
  ids: string[];
  /** Each record's instant, in milliseconds since 1970. */
  at: Float64Array;
  /** The blocks that the segment has postings in. */
  blocks: string[];
}

/** A segment's words with the same first two characters, and which of the segment's records have them. */
export interface PostingsRow {
  k: [collection: string, block: string, segment: string];
  /** Separated by spaces. */
  words: string;
  /** Where the places of each word end in `places`. */
  ends: Uint32Array;
  /** Places of records in the segment, rising for each word. */
  places: Uint16Array;
}

/** Tables with rows of a known type. Their names begin so that no collection can have them. */
export interface SystemTables {
  _meta: StateRow | ShapeRow | MarkRow;
  _totals: TotalsKeptRow;
  _counters: CounterRow;
  _changes: ChangeRow;
  _dedupe: DedupeRow;
  _tombstones: TombstoneRow;
  _blobs: BlobRow;
  _blobBytes: BlobBytesRow;
  _unpacked: UnpackedRow;
  _segments: SegmentRow;
  _postings: PostingsRow;
}

const systemTables: Record<keyof SystemTables, string> = {
  _meta: 'key',
  _totals: 'k',
  _counters: 'name',
  _changes: 'seq',
  _dedupe: 'token, at',
  _tombstones: 'k',
  _blobs: 'key, at',
  _blobBytes: 'key',
  _unpacked: 'k',
  _segments: 'k',
  _postings: 'k',
};

/** Whether the words of a collection's records are packed into segments, behind the commits. */
export const isSegmented = ({ search }: CollectionModel): boolean => search?.segmented === true;

/** Whether they stand in an index that each commit writes. */
export const hasWordIndex = (collection: CollectionModel): boolean => collection.search !== undefined && !isSegmented(collection);

const ownProperties = ['id', 'r', 'words'];

/** The tables of a model in Dexie's notation. */
export function dexieStores(model: Model): Record<string, string> {
  const stores: Record<string, string> = { ...systemTables };
  for (const [name, collection] of Object.entries(model.collections)) {
    const taken = Object.keys(collection.indexes).find((index) => ownProperties.includes(index) || !/^\w+$/.test(index));
    if (taken !== undefined || name in systemTables)
      throw new TypeError(`The model needs another name for ${name}.${taken ?? ''}: this store uses it for itself.`);
    const indexes = Object.entries(collection.indexes).map(([index, { keys }]) => (isMulti(collection, keys[0]!) ? `*${index}` : index));
    stores[name] = ['id', ...indexes, ...(hasWordIndex(collection) ? ['*words'] : [])].join(', ');
  }
  return stores;
}

/** Dexie's version of the database: rises with the model and with the layout. */
export const databaseVersion = (model: Model): number => model.version + layout - 1;

const wordsMark = 'words';

/** What newer code compares to see which rows lack something. A changed computation of an index takes a new name for the index. */
export function shapeOf(model: Model): ShapeRow {
  const indexes: Record<string, string> = {};
  const totals: Record<string, string> = {};
  const segments: Record<string, string> = {};
  for (const [name, collection] of Object.entries(model.collections)) {
    for (const [index, { keys }] of Object.entries(collection.indexes)) indexes[`${name}/${index}`] = keys.join(' ');
    if (collection.search) (isSegmented(collection) ? segments : indexes)[`${name}/${wordsMark}`] = collection.search.from.join(' ');
    for (const [table, { group, sums = {} }] of Object.entries(collection.totals))
      totals[`${name}/${table}`] = [...group, '+', ...Object.keys(sums).sort()].join(' ');
  }
  return { key: 'shape', indexes, totals, segments };
}
