import type { DBCore, DBCoreIndex, DBCoreKeyRange, DBCoreTable } from 'dexie';
import { ConnectionLost } from './errors.js';
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
  offset?: number;
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

  async #query(range: KeyRange, { index: name, limit, reverse = false, offset = 0 }: RangeOptions, values: boolean): Promise<unknown[]> {
    if (this.#isEmpty(range)) return [];
    const { schema } = this.#table;
    const index = name === undefined ? schema.primaryKey : schema.indexes.find((candidate) => candidate.name === name)!;
    const from = offset > 0 ? await this.#skip(index, range, reverse, offset) : range;
    if (!from) return [];
    const query = { index, range: { type: rangeType, ...from } as DBCoreKeyRange };
    const { result } = await this.#table.query({
      trans: this.#trans,
      values,
      query,
      ...(limit !== undefined && { limit }),
      ...(reverse && { direction: 'prev' as const }),
    });
    return result as unknown[];
  }

  /** What is left of a range behind so many keys. One step of a cursor, whatever the number. */
  #skip(index: DBCoreIndex, range: KeyRange, reverse: boolean, offset: number): Promise<KeyRange | undefined> {
    const store = this.#store;
    const source = index.isPrimaryKey ? store : store.index(index.name!);
    return new Promise((resolve, reject) => {
      const request = source.openKeyCursor(nativeRange(this.#idb.IDBKeyRange, range), reverse ? 'prev' : 'next');
      let skipped = false;
      request.onerror = () => reject(new ConnectionLost('A cursor failed.', { cause: request.error }));
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve(undefined);
        if (skipped) return resolve(reverse ? { ...range, upper: cursor.key as Key, upperOpen: false } : { ...range, lower: cursor.key as Key, lowerOpen: false });
        skipped = true;
        cursor.advance(offset);
      };
    });
  }

  /** IndexedDB throws on a range that ends before it begins. */
  #isEmpty({ lower, upper, lowerOpen, upperOpen }: KeyRange): boolean {
    if (lower === undefined || upper === undefined) return false;
    const order = this.#idb.indexedDB.cmp(lower, upper);
    return order > 0 || (order === 0 && (lowerOpen || upperOpen));
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
  if (lower !== undefined) return upper === undefined ? Range.lowerBound(lower, lowerOpen) : Range.bound(lower, upper, lowerOpen, upperOpen);
  return upper === undefined ? null : Range.upperBound(upper, upperOpen);
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
    return new TableAccess(this.#core.table(name), this.native, this.#idb);
  }

  records(collection: string): TableAccess<RecordRow> {
    return new TableAccess(this.#core.table(collection), this.native, this.#idb);
  }
}
