import type { DBCore, DBCoreKeyRange, DBCoreTable } from 'dexie';
import type { Key, KeyRange } from './keys.js';
import type { RecordRow, SystemTables } from './tables.js';

/** The IndexedDB of the browser, or one that is passed in. */
export interface Idb {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

interface RangeOptions {
  /** An index; the primary keys when not given. */
  index?: string;
  limit?: number;
  reverse?: boolean;
}

const rangeType = 2;
const anyKey: KeyRange = { lowerOpen: false, upperOpen: false };

/** One table within a transaction. */
export class TableAccess<Row> {
  readonly #table: DBCoreTable;
  readonly #trans: IDBTransaction;
  readonly #idb: Idb;

  constructor(table: DBCoreTable, trans: IDBTransaction, idb: Idb) {
    this.#table = table;
    this.#trans = trans;
    this.#idb = idb;
  }

  get(key: Key): Promise<Row | undefined> {
    return this.#table.get({ trans: this.#trans, key }) as Promise<Row | undefined>;
  }

  /** In the order of the keys. */
  getMany(keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.#table.getMany({ trans: this.#trans, keys: keys as Key[] }) as Promise<(Row | undefined)[]>;
  }

  rows(range: KeyRange = anyKey, options: RangeOptions = {}): Promise<Row[]> {
    return this.#query(range, options, true) as Promise<Row[]>;
  }

  /** The primary keys of the rows. */
  keys(range: KeyRange = anyKey, options: RangeOptions = {}): Promise<Key[]> {
    return this.#query(range, options, false) as Promise<Key[]>;
  }

  async #query(range: KeyRange, { index: name, limit, reverse = false }: RangeOptions, values: boolean): Promise<unknown[]> {
    if (this.#isEmpty(range)) return [];
    const { schema } = this.#table;
    const index = name === undefined ? schema.primaryKey : schema.indexes.find((candidate) => candidate.name === name)!;
    const query = { index, range: { type: rangeType, ...range } as DBCoreKeyRange };
    const { result } = await this.#table.query({
      trans: this.#trans,
      values,
      query,
      ...(limit !== undefined && { limit }),
      ...(reverse && { direction: 'prev' as const }),
    });
    return result as unknown[];
  }

  /** IndexedDB throws on a range that ends before it begins. */
  #isEmpty({ lower, upper, lowerOpen, upperOpen }: KeyRange): boolean {
    if (lower === undefined || upper === undefined) return false;
    const order = this.#idb.indexedDB.cmp(lower, upper);
    return order > 0 || (order === 0 && (lowerOpen || upperOpen));
  }

  /** Walks over keys only. */
  keyCursor(range: KeyRange, { index, reverse = false }: Pick<RangeOptions, 'index' | 'reverse'>): IDBRequest<IDBCursor | null> {
    const source = index === undefined ? this.#store : this.#store.index(index);
    return source.openKeyCursor(nativeRange(this.#idb.IDBKeyRange, range), reverse ? 'prev' : 'next');
  }

  /**
   * Hands rows to the browser and waits for nothing. What cannot be written ends the transaction, and so reaches whoever awaits that; an
   * answer for each row would be a task of its own.
   */
  put(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const store = this.#store;
    for (const row of rows) store.put(row);
  }

  remove(keys: readonly Key[]): void {
    if (keys.length === 0) return;
    const store = this.#store;
    for (const key of keys) store.delete(key);
  }

  removeRange(range: KeyRange): void {
    this.#store.delete(nativeRange(this.#idb.IDBKeyRange, range)!);
  }

  get #store(): IDBObjectStore {
    return this.#trans.objectStore(this.#table.name);
  }
}

function nativeRange(Range: typeof IDBKeyRange, { lower, upper, lowerOpen, upperOpen }: KeyRange): IDBKeyRange | null {
  if (lower !== undefined)
    return upper === undefined ? Range.lowerBound(lower, lowerOpen) : Range.bound(lower, upper, lowerOpen, upperOpen);
  return upper === undefined ? null : Range.upperBound(upper, upperOpen);
}

/** The row with its record as it was written. What the browser hands out is nobody else's, so it is changed in place. */
function asWritten(row: RecordRow): RecordRow {
  const { r, was, missing } = row;
  if (was) Object.assign(r, was);
  if (missing) for (const field of missing) delete r[field];
  return row;
}

/** The rows of a collection's records within a transaction. */
export class RecordAccess extends TableAccess<RecordRow> {
  override async get(key: Key): Promise<RecordRow | undefined> {
    return (await this.getMany([key]))[0];
  }

  override async getMany(keys: readonly Key[]): Promise<(RecordRow | undefined)[]> {
    return (await super.getMany(keys)).map((row) => row && asWritten(row));
  }

  override async rows(range?: KeyRange, options?: RangeOptions): Promise<RecordRow[]> {
    return (await super.rows(range, options)).map(asWritten);
  }
}

/** One native transaction. Whoever works in it awaits its requests only: anything else lets the browser end it. */
export class Transaction {
  readonly native: IDBTransaction;
  readonly #core: DBCore;
  readonly #idb: Idb;

  constructor(core: DBCore, native: IDBTransaction, idb: Idb) {
    this.#core = core;
    this.native = native;
    this.#idb = idb;
  }

  system<Name extends keyof SystemTables>(name: Name): TableAccess<SystemTables[Name]> {
    return this.table(name);
  }

  records(collection: string): RecordAccess {
    return new RecordAccess(this.#core.table(collection), this.native, this.#idb);
  }

  table<Row>(name: string): TableAccess<Row> {
    return new TableAccess(this.#core.table(name), this.native, this.#idb);
  }
}
