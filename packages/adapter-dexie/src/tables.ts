import { isMulti } from '@crm-elements/data/engine';
import type { Change, Committed } from '@crm-elements/data';
import type { CollectionModel, Json, Model, Scalar, StoredRecord } from '@crm-elements/schema';
import type { Key } from './keys.js';

/** Rises when the tables below change in a way that older code of this package must not write to. */
export const layout = 3;

/**
 * A record's row. IndexedDB indexes neither `null`, nor missing values, nor booleans, so in a field that an index names the record stands
 * here with a key in their place, and what it had beside it. Whatever else a record is found by has a row of its own: a list reads fifty
 * of these, and a write makes all index entries of a row anew.
 */
export interface RecordRow {
  id: string;
  r: StoredRecord;
  /** What fields held that have a key in their place. */
  was?: Record<string, Json>;
  /** Fields that the record does not have, and that have a key all the same. */
  missing?: string[];
  /** Keys of what no field holds as it is, under the names of {@link Layout.others}. */
  k?: Record<string, Key>;
}

/** What a record has several keys of: under the name of an index that begins with a list, its keys there, and the words that it is found by. */
export interface KeysRow {
  id: string;
  words?: string[];
  [index: string]: Key[] | string | undefined;
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
  /** `collection/words` of the collections whose words are packed into segments, and in which form. */
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
  /** They were there before, so segments may have them. */
  known?: true;
}

/** A segment of the index of texts: it is written once and never changed. Its records stand in the order of their instants, the oldest first. */
export interface SegmentRow {
  k: [collection: string, segment: string];
  /** Each record's instant, in milliseconds since 1970. */
  at: Float64Array;
  /** The first word of each of the segment's blocks, separated by spaces. */
  firsts: string;
}

/** The ids of some of a segment's records. Chromium keeps a row of 64 kB or more in a file of its own, so there are several such rows. */
export interface PackedIdsRow {
  k: [collection: string, segment: string, part: number];
  /** One behind the other: read as a list, each would be a text of its own. */
  ids: string;
  idEnds: Uint32Array;
}

/** A block of a segment's words, which are in order within each block and from block to block, and which of the segment's records have them. */
export interface PostingsRow {
  k: [collection: string, segment: string, block: number];
  /** One behind the other. */
  words: string;
  wordEnds: Uint32Array;
  /** Places of records in the segment, word after word, and for each word rising. */
  places: Uint16Array;
  /** Where the places of each word end. */
  placeEnds: Uint32Array;
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
  _packedIds: PackedIdsRow;
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
  _packedIds: 'k',
  _postings: 'k',
};

/** Whether the words of a collection's records are packed into segments, behind the commits. */
export const isSegmented = ({ search }: CollectionModel): boolean => search?.segmented === true;

/** Whether they stand in an index that each commit writes. */
export const hasWordIndex = (collection: CollectionModel): boolean => collection.search !== undefined && !isSegmented(collection);

/** Where an index stands, and its name there. */
export interface IndexPlace {
  table: string;
  name: string;
}

/** How the records of a collection lie in the store. */
export interface Layout {
  /** Theirs, and where there are {@link KeysRow}s the table of those. */
  tables: string[];
  indexes: Record<string, IndexPlace>;
  /** Fields that indexes read in the record itself. */
  own: Set<string>;
  /** Field → name in {@link RecordRow.k}. A dot would lead into an object. */
  others: Map<string, string>;
}

const layouts = new WeakMap<CollectionModel, Layout>();

const unusable = (name: string) => new TypeError(`The store cannot use the name ${name}.`);

/** @throws TypeError for a name that this store uses for itself */
export function layoutOf(name: string, collection: CollectionModel): Layout {
  const known = layouts.get(collection);
  // One declaration may serve several collections.
  if (known?.tables[0] === name) return known;

  if (/^_|\W/.test(name)) throw unusable(name);
  const keysTable = `_keys_${name}`;
  const layout: Layout = { tables: [name], indexes: {}, own: new Set(), others: new Map() };
  const { own, others } = layout;
  const pathOf = (field: string): string => {
    if (collection.computed[field] || field.includes('.') || isMulti(collection, field)) {
      others.set(field, field.replaceAll('.', '$'));
      return `k.${others.get(field)}`;
    }
    own.add(field);
    return `r.${field}`;
  };
  for (const [index, { keys }] of Object.entries(collection.indexes)) {
    if (/^(id|words)$|\W/.test(index) || /[^\w.]/.test(keys.join(''))) throw unusable(`${name}.${index}`);
    const isBeside = isMulti(collection, keys[0]!);
    if (isBeside) layout.tables[1] = keysTable;
    layout.indexes[index] = isBeside ? { table: keysTable, name: index } : { table: name, name: `[${keys.map(pathOf).join('+')}]` };
  }
  if (hasWordIndex(collection)) layout.tables[1] = keysTable;
  layouts.set(collection, layout);
  return layout;
}

/** The tables of a model in Dexie's notation. */
export function dexieStores(model: Model): Record<string, string> {
  const stores: Record<string, string> = { ...systemTables };
  for (const [name, collection] of Object.entries(model.collections)) {
    const { tables, indexes } = layoutOf(name, collection);
    for (const table of tables) {
      const names = Object.values(indexes).flatMap((place) => (place.table === table ? place.name : []));
      if (table !== name && hasWordIndex(collection)) names.push('words');
      stores[table] = ['id', ...new Set(names.map((index) => (table === name ? index : `*${index}`)))].join(', ');
    }
  }
  return stores;
}

/** Dexie's version of the database: rises with the model and with the layout. */
export const databaseVersion = (model: Model): number => model.version + layout - 1;

/** Rises when rows of the index of texts change their form: the index of a collection is then made anew. */
const segmentForm = 2;

/** The form of the rows that stand in front of each mark below: where it is another one, rows are written anew. */
const rowForm = 'k';

/** What newer code compares to see which rows lack something. A changed computation of an index takes a new name for the index. */
export function shapeOf(model: Model): ShapeRow {
  const indexes: Record<string, string> = {};
  const totals: Record<string, string> = {};
  const segments: Record<string, string> = {};
  for (const [name, collection] of Object.entries(model.collections)) {
    for (const [index, { keys }] of Object.entries(collection.indexes)) indexes[`${name}/${index}`] = [rowForm, ...keys].join(' ');
    if (collection.search) {
      const words = collection.search.from.join(' ');
      if (isSegmented(collection)) segments[`${name}/words`] = `${segmentForm}: ${words}`;
      else indexes[`${name}/words`] = `${rowForm} ${words}`;
    }
    for (const [table, { group, sums = {} }] of Object.entries(collection.totals))
      totals[`${name}/${table}`] = [...group, '+', ...Object.keys(sums).sort()].join(' ');
  }
  return { key: 'shape', indexes, totals, segments };
}
