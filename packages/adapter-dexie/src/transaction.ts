import type { Key, KeyRange } from './keys.js';
import type { RecordRow, SystemTables } from './tables.js';

/** The IndexedDB of the browser, or one that is passed in. */
export interface Idb {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
}

interface RangeOptions {
  /** An index; the primary keys when not given. */
  index?: string | undefined;
  limit?: number;
  reverse?: boolean;
}

const anyKey: KeyRange = { lowerOpen: false, upperOpen: false };

/** `getAll` and `getAllKeys` with a direction, which the types do not know yet, nor all browsers. */
type GetAll<T> = (options: { query: IDBKeyRange | null; count: number | undefined; direction: IDBCursorDirection }) => IDBRequest<T[]>;

/** One table within a transaction. */
export class TableAccess<Row> {
  readonly #transaction: Transaction;
  readonly #name: string;

  constructor(transaction: Transaction, name: string) {
    this.#transaction = transaction;
    this.#name = name;
  }

  async get(key: Key): Promise<Row | undefined> {
    return (await this.getMany([key]))[0];
  }

  /** In the order of the keys. */
  getMany(keys: readonly Key[]): Promise<(Row | undefined)[]> {
    const store = this.#store;
    return Promise.all(keys.map((key) => answerOf(store.get(key)))) as Promise<(Row | undefined)[]>;
  }

  rows(range: KeyRange = anyKey, options: RangeOptions = {}): Promise<Row[]> {
    return this.#query(range, options, true);
  }

  /** The primary keys of the rows. */
  keys(range: KeyRange = anyKey, options: RangeOptions = {}): Promise<Key[]> {
    return this.#query(range, options, false);
  }

  async #query<T>(range: KeyRange, { index, limit, reverse }: RangeOptions, values: boolean): Promise<T[]> {
    const source = this.#source(index);
    const query = this.#nativeRange(range);
    if (query === undefined) return [];
    const method = values ? 'getAll' : 'getAllKeys';
    if (!reverse) return answerOf(source[method](query, limit) as IDBRequest<T[]>);
    if ('getAllRecords' in source) return answerOf((source[method] as unknown as GetAll<T>)({ query, count: limit, direction: 'prev' }));
    const keys: Key[] = [];
    await this.walk<void>(range, { index, reverse }, (cursor, resolve) => {
      if (cursor) keys.push(cursor.primaryKey as Key);
      if (cursor && keys.length !== limit) cursor.continue();
      else resolve();
    });
    return (values ? this.getMany(keys) : keys) as T[];
  }

  /** Walks over keys only, until a step resolves; each `continue` in a step comes back to it. */
  walk<T>(
    range: KeyRange,
    { index, reverse = false }: Pick<RangeOptions, 'index' | 'reverse'>,
    step: (cursor: IDBCursor | null, resolve: (result: T) => void) => void,
  ): Promise<T> {
    const query = this.#nativeRange(range);
    if (query === undefined) return new Promise((resolve) => step(null, resolve));
    return answerOf(this.#source(index).openKeyCursor(query, reverse ? 'prev' : 'next'), step);
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

  /** `undefined` for a range that ends before it begins: IndexedDB throws on it. */
  #nativeRange({ lower, upper, lowerOpen, upperOpen }: KeyRange): IDBKeyRange | null | undefined {
    const { IDBKeyRange: Range, indexedDB } = this.#transaction.idb;
    if (lower === undefined) return upper === undefined ? null : Range.upperBound(upper, upperOpen);
    if (upper === undefined) return Range.lowerBound(lower, lowerOpen);
    const order = indexedDB.cmp(lower, upper);
    return order > 0 || (order === 0 && (lowerOpen || upperOpen)) ? undefined : Range.bound(lower, upper, lowerOpen, upperOpen);
  }

  #source(index: string | undefined): IDBObjectStore | IDBIndex {
    return index === undefined ? this.#store : this.#store.index(index);
  }

  get #store(): IDBObjectStore {
    return this.#transaction.native.objectStore(this.#name);
  }
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
  readonly idb: Idb;

  constructor(native: IDBTransaction, idb: Idb) {
    this.native = native;
    this.idb = idb;
  }

  system<Name extends keyof SystemTables>(name: Name): TableAccess<SystemTables[Name]> {
    return this.table(name);
  }

  records(collection: string): RecordAccess {
    return new RecordAccess(this, collection);
  }

  table<Row>(name: string): TableAccess<Row> {
    return new TableAccess(this, name);
  }
}

/** What a request answers; of one that answers several times, what a step resolves with. */
function answerOf<T, R = T>(
  request: IDBRequest<T>,
  step: (result: T, resolve: (result: R) => void) => void = (result, resolve) => resolve(result as unknown as R),
): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => step(request.result, resolve);
    request.onerror = () => reject(request.error!);
  });
}
