import type { Actor, Json, Model, Scalar, StoredRecord } from '@crm-elements/schema';

export type { StoredRecord };

/** What an adapter can do. What it cannot, it says here, and the call is refused with UNSUPPORTED. */
export interface AdapterCapabilities {
  /** `device`: only this browser reads what is written. `shared`: others read it too. */
  reach: 'device' | 'shared';
  /** How long records stay: until the page or the session ends, as long as the browser has room, or for good. */
  persistence: 'memory' | 'session' | 'best-effort' | 'durable';
  /** Watches also see what other tabs or adapters over the same store commit. They share its records in any case. */
  crossTab: boolean;
  /** `search()` is there. */
  search: boolean;
  /** `exact`: `totals()` is there. */
  totals: 'exact' | 'none';
  /** `keyset`: a cursor is a place, so nothing is skipped or doubled while others insert. `offset`: a cursor is a count. */
  paging: 'keyset' | 'offset';
  /** `blob()` is there. */
  blobs: boolean;
  /** `changes()` is there. */
  changes: boolean;
  /** `signal()` and `onSignal()` are there. */
  signals: boolean;
  /** `restore()` is there. */
  restore: boolean;
  /** Operations in one commit, at most. */
  maxBatch: number;
  /** Bytes in one blob, at most. 0 without blobs. */
  maxBlobBytes: number;
}

export const storeStates = [
  'opening', 'ready', 'busy', 'memory', 'disconnected', 'recovering', 'blocked', 'full', 'stale', 'emptied', 'closed',
] as const;
export type StoreState = (typeof storeStates)[number];

/** How the store is. Each state is one that people can be told of. */
export interface AdapterStatus {
  state: StoreState;
  /** Why, where a fault is behind it. */
  error?: Error;
}

/** A test of one field. A plain value means `{ eq: value }`; `null` finds missing values too. */
export type Condition =
  | Scalar
  | { eq: Scalar }
  | { in: readonly Scalar[] }
  | { gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar }
  /** Strings that begin so, by code unit. */
  | { prefix: string }
  /** Fields with several values, such as `tags`: one of them is this. */
  | { has: Scalar };

export interface SortKey {
  by: string;
  direction?: 'asc' | 'desc';
}

/**
 * Records of one collection. All conditions hold. Order is by the sort keys, then by id in the direction of the last of them. Values of
 * different types sort: missing and `null`, numbers, `false`, `true`, strings by code unit.
 */
export interface Query {
  collection: string;
  where?: Readonly<Record<string, Condition>>;
  /** Two keys at most. Without any: the field of a range or prefix, else the id. */
  sort?: readonly SortKey[];
  /** 1 to 1,000; 50 when not given. */
  limit?: number;
  /** A page's `next`: go on behind it. */
  after?: string;
  /** A page's `previous`: the page in front of it. */
  before?: string;
  /** Skip so many, 50,000 at most; for jumps of a scrollbar only. Not together with a cursor. Behind the end there is no `previous`. */
  offset?: number;
}

export interface ReadOptions {
  signal?: AbortSignal;
}

export interface QueryOptions extends ReadOptions {
  /** Read everything where no index serves the query, instead of refusing it as UNINDEXED. */
  scan?: boolean;
}

export interface Page<R = StoredRecord> {
  records: R[];
  /** A cursor, exactly when there is more behind. */
  next?: string;
  /** A cursor, exactly when there is more in front. */
  previous?: string;
}

/** Words that all have to be found, the last one as the beginning of a word. */
export interface SearchQuery {
  collection: string;
  text: string;
  where?: Readonly<Record<string, Condition>>;
  limit?: number;
  after?: string;
}

/** Counts and sums of the groups of one declared totals table. */
export interface TotalsQuery {
  collection: string;
  /** The name of the declared totals; `all` counts the whole collection. */
  totals: string;
  /** Groups to take: a value, or several, for some of the group keys. */
  where?: Readonly<Record<string, Scalar | { in: readonly Scalar[] }>>;
  /** Add the groups up by these keys only; all of them when not given. */
  by?: readonly string[];
}

export interface TotalRow {
  group: Record<string, Scalar>;
  count: number;
  /** Exact integers as decimal strings. */
  sums: Record<string, string>;
}

/** A record to make. The store sets `version`, `updatedAt` and, where it is missing, `createdAt`. */
export interface CreateOperation {
  op: 'create';
  collection: string;
  record: { id: string; [field: string]: Json | undefined };
  /** Field → counter: the field gets the counter's next value inside the transaction, from 1, without gap or repeat. */
  assign?: Readonly<Record<string, string>>;
}

/** A change of what it names only. Names are fields or, inside plain objects, dotted paths (`custom.size`). */
export interface PatchOperation {
  op: 'patch';
  collection: string;
  id: string;
  set?: Readonly<Record<string, Json>>;
  unset?: readonly string[];
  /** Values to add to a list unless they are in it. */
  add?: Readonly<Record<string, readonly Json[]>>;
  /** Values to take out of a list. */
  remove?: Readonly<Record<string, readonly Json[]>>;
  /** Write only if this is still the record's version; otherwise CONFLICT. */
  ifVersion?: number;
}

/** A record to remove. Removing what is not there does nothing. */
export interface DeleteOperation {
  op: 'delete';
  collection: string;
  id: string;
  ifVersion?: number;
}

/** A condition on the whole commit. It is tested as things stand at its place in the batch. */
export type CheckOperation =
  | { op: 'check'; collection: string; id: string; ifVersion: number }
  | { op: 'check'; collection: string; id: string; absent: true }
  | { op: 'check'; collection: string; totals: string; group: Readonly<Record<string, Scalar>>; below: number };

export type Operation = CreateOperation | PatchOperation | DeleteOperation | CheckOperation;

/** Operations that happen together or not at all. */
export interface Batch {
  ops: readonly Operation[];
  /** A second commit with the same token does nothing and returns what the first did, whatever its operations. A commit that failed leaves the token free. */
  dedupe?: string;
  /**
   * `seq` says that nobody looks at the result's `records`: a store may leave them out, at once and when the token is used again, and then
   * keeps them for no token. `records` when not given.
   */
  returns?: 'records' | 'seq';
  /** Which device or process writes; it stands in the changes. */
  origin?: string;
  /** Who writes; it stands in the changes. */
  by?: Actor;
  /** Stands in the changes as it is. */
  meta?: Json;
  /** The moment of the write, which becomes `updatedAt`; the adapter's clock when not given. Nothing is ordered by it. */
  at?: string;
}

export interface CommitOptions {
  /** Cancels the commit as long as it has not happened. Afterwards it has no effect. */
  signal?: AbortSignal;
  /** `strict` asks the browser to have it on the disk before the commit is done. */
  durability?: 'strict' | 'relaxed';
}

export interface Committed {
  /** Place of this commit among all of this store's. */
  seq: number;
  /** One entry an operation: the record as that operation left it, `null` for deletes and checks. It may be empty where the batch asked for the `seq` alone. */
  records: (StoredRecord | null)[];
  /** The token had been used: nothing was written now. */
  repeated: boolean;
}

export type WatchTarget =
  | { query: Query }
  | { ids: { collection: string; ids: readonly string[] } }
  | { totals: TotalsQuery };

/** What a watch gives: what the target's read gives, and `seq`, the last commit that it contains. */
export type WatchResult<T extends WatchTarget> = T extends { query: Query }
  ? { page: Page; seq: number }
  : T extends { ids: unknown }
    ? { records: (StoredRecord | undefined)[]; seq: number }
    : { rows: TotalRow[]; seq: number };

export interface Subscription {
  /** Nothing is called afterwards. */
  unsubscribe(): void;
}

export interface ChangedRecord {
  op: 'create' | 'patch' | 'delete';
  collection: string;
  id: string;
  version: number;
  /** The top-level fields that a patch named. */
  fields?: string[];
}

/** One commit, as the feed has it. */
export interface Change {
  seq: number;
  at: string;
  origin?: string;
  by?: Actor;
  meta?: Json;
  operations: ChangedRecord[];
}

export interface ChangesOptions extends ReadOptions {
  /** A page's `next`; from the oldest kept when not given. */
  after?: string;
  /** Commits, 1 to 1,000; 100 when not given. */
  limit?: number;
}

export interface ChangePage {
  changes: Change[];
  /** Where to go on, also at the end. */
  next: string;
  /** There are further changes already. */
  more: boolean;
  /** What stood behind the cursor is no longer kept: read everything anew, then go on from `next`. */
  reset?: true;
}

export type BlobOperation =
  /** Bytes that are there already are kept once, and count as put now. */
  | { op: 'put'; bytes: Uint8Array; mediaType?: string; signal?: AbortSignal }
  | { op: 'get'; key: string }
  /** Removes blobs that nothing names (no attachment, photo of a contact, logo or avatar, in the trash neither) and that are older than `minAgeMs` (24 hours when not given); of `keys`, where they are given, whatever their age. */
  | { op: 'collect'; minAgeMs?: number; keys?: readonly string[] };

export type BlobResult<Op extends BlobOperation = BlobOperation> = Op extends { op: 'put' }
  ? { key: string; size: number }
  : Op extends { op: 'get' }
    ? { key: string; size: number; mediaType: string; bytes: Uint8Array } | undefined
    : { removed: number };

/** All that a store is to hold. It is taken as it is, not copied: leave it alone until the call is done. */
export interface RestoreContent {
  /** Collection → records, with their `version`, `createdAt` and `updatedAt`. Collections that are not named will be empty. */
  records: Readonly<Record<string, readonly StoredRecord[]>>;
  files?: readonly RestoredFile[];
}

/** A file that comes back under the key that attachments know it by. */
export interface RestoredFile {
  key: string;
  mediaType: string;
  bytes: Uint8Array;
}

export interface RestoreProgress {
  records: number;
  totalRecords: number;
  files: number;
  totalFiles: number;
}

export interface RestoreOptions {
  /** Cancels the call as long as it has not happened. Nothing is changed then. */
  signal?: AbortSignal;
  /** Called now and then. What it throws ends the call, with nothing changed. */
  onProgress?: (progress: RestoreProgress) => void;
}

/** What is not worth storing, such as "is typing". Plain JSON of a few hundred bytes; delivery is not promised. */
export interface Signal {
  topic: string;
  payload: Json;
}

/**
 * Where records are kept. Plain JSON in and out; everything that goes wrong is a `CrmError`. Extend `BaseAdapter` instead of writing
 * all of it: it validates, waits for open, maps errors and offers a `watch`. `runAdapterConformance` tells whether an adapter keeps to it.
 */
export interface DataAdapter {
  readonly name: string;
  readonly model: Model;
  readonly capabilities: AdapterCapabilities;
  readonly status: AdapterStatus;
  /** Stays the same as long as the store holds what was put in; changes when it was emptied from outside, or restored. Empty before open. */
  readonly instance: string;
  onStatus(listener: (status: AdapterStatus) => void): Subscription;
  /** Opens the store, once; calls made before it is done wait for it. */
  open(options?: { signal?: AbortSignal }): Promise<void>;
  /** Many at once, in the order asked for, doubles kept, `undefined` where there is none. */
  get(collection: string, ids: readonly string[], options?: ReadOptions): Promise<(StoredRecord | undefined)[]>;
  query(query: Query, options?: QueryOptions): Promise<Page>;
  search(query: SearchQuery, options?: ReadOptions): Promise<Page>;
  /** In the order of their groups; groups without records have no row. */
  totals(query: TotalsQuery, options?: ReadOptions): Promise<TotalRow[]>;
  /** Resolves when the store has completed the transaction, never before. */
  commit(batch: Batch, options?: CommitOptions): Promise<Committed>;
  /**
   * The present result first, then the new one after each commit that changed it, in the order of the commits. A commit that concerns the
   * target and leaves its result as it was may give it again, with its `seq`; commits that follow each other closely may share one result.
   * Throws at once for what can never be (VALIDATION, UNSUPPORTED, CLOSED). `onError` is told of all else, also of what the listener
   * throws, and the watch goes on.
   */
  watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription;
  changes(options?: ChangesOptions): Promise<ChangePage>;
  blob<Op extends BlobOperation>(operation: Op): Promise<BlobResult<Op>>;
  /**
   * Puts `content` in the place of everything that the store holds, all or nothing. It is then another `instance`: watches show what is
   * there now, in all tabs, cursors of the changes get a `reset`, and commits that were under way are refused as LOST. Counters never go
   * back, so that no number is given out twice.
   */
  restore(content: RestoreContent, options?: RestoreOptions): Promise<void>;
  /**
   * Leaves no content of deleted records in what the store keeps beside its records: in the index of their words, and in the results of
   * commits that had a token. Without it that goes by itself, later. Their ids and versions stay, so that what is made again under an id is newer.
   * Stores that keep nothing of the kind leave it out.
   */
  forgetDeleted?(): Promise<void>;
  signal?(topic: string, payload: Json): void;
  onSignal?(topic: string, listener: (payload: Json) => void): Subscription;
  /** Waits for commits in flight, ends all watches. A second call does nothing. */
  close(): Promise<void>;
  /** Removes records, blobs and all else that it stored, and closes. Other tabs are told: their status changes. */
  destroy(): Promise<void>;
}
