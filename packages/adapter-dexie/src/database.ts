import { CrmError, systemClock, type CommitOptions } from '@crm-elements/data';
import type { Model } from '@crm-elements/schema';
import type { Dexie as DexieType } from 'dexie';
import { Dexie } from './dexie.js';
import { ConnectionLost, isBlockedStorage, isNamed, StorageBlocked } from './errors.js';
import { databaseVersion } from './tables.js';
import { Transaction, type Idb } from './transaction.js';

export interface DatabaseOptions extends Idb {
  name: string;
  model: Model;
  /** The tables, in Dexie's notation. */
  stores: Record<string, string>;
  /** Milliseconds that a transaction waits for its turn before it is given up. */
  turnDeadlineMs: number;
}

export interface DatabaseEvents {
  /** Another page wants a newer version (`null`: to delete the database). This connection is closed already. */
  versionChange(version: number | null): void;
  /** The browser closed the connection. */
  lost(error: Error): void;
}

/** Parts of Dexie that are of no use here and cost time on each write: live queries and their broadcast, the cache, hooks. */
const unused = ['Observability', 'Cache', 'HooksMiddleware', 'VirtualIndexMiddleware'];

function makeDexie({ name, model, stores, indexedDB, IDBKeyRange }: DatabaseOptions): DexieType {
  // Never opened by a call on its own: what is behind a lost connection is looked at first.
  const dexie = new Dexie(name, { addons: [], autoOpen: false, cache: 'disabled', indexedDB, IDBKeyRange });
  for (const part of unused) dexie.unuse({ stack: 'dbcore', name: part });
  dexie.version(databaseVersion(model)).stores(stores);
  return dexie;
}

/**
 * An open database. Dexie declares, opens and upgrades it; transactions go through its DBCore, not through `dexie.transaction()`, for three
 * reasons: no zone, so `globalThis.Promise` stays the page's own at all times; a durability for each transaction; and a closed
 * connection is an error here, where Dexie would open the database again without a word, even an emptied one. It is faster, too.
 */
export class Database {
  readonly #dexie: DexieType;
  readonly #options: DatabaseOptions;
  readonly #timedOut = new WeakSet<IDBTransaction>();
  /** Writes of this page that had their first answer and are under way. */
  readonly #writing = new Set<IDBTransaction>();
  #closed = false;
  /** Called when it closes; waits for nothing, as the page may be about to go. */
  beforeClose: ((isLeft: boolean) => void) | undefined;

  /** Use {@link Database.open}. */
  constructor(dexie: DexieType, options: DatabaseOptions) {
    this.#dexie = dexie;
    this.#options = options;
  }

  static async open(options: DatabaseOptions, events: DatabaseEvents): Promise<Database> {
    const dexie = makeDexie(options);
    const database = new Database(dexie, options);
    // `false` keeps Dexie from closing and warning by itself.
    dexie.on('versionchange', (event) => {
      database.close();
      events.versionChange(event.newVersion);
      return false;
    });
    dexie.on('blocked', () => false);
    try {
      await dexie.open();
    } catch (error) {
      if (isBlockedStorage(error)) throw new StorageBlocked('The browser allows this page no storage.', { cause: error });
      throw error;
    }
    // The browser's own event: Dexie's is also fired when Dexie closes, as it does for pages that go into the back/forward cache.
    (dexie.backendDB() as IDBDatabase | null)?.addEventListener('close', () => {
      if (database.#closed) return;
      database.close();
      events.lost(new ConnectionLost('The browser closed the connection to the database.'));
    });
    return database;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** @param isLeft the page goes, or needs it no more */
  close(isLeft = false): void {
    this.beforeClose?.(isLeft);
    this.#closed = true;
    this.#dexie.close();
  }

  /** Deletes the database. Waits until all other connections are closed. */
  async delete(): Promise<void> {
    this.beforeClose?.(false);
    this.#closed = true;
    await this.#dexie.delete();
  }

  #begin(
    tables: readonly string[],
    mode: 'readonly' | 'readwrite',
    durability: 'strict' | 'relaxed' | 'default' = 'default',
  ): IDBTransaction {
    if (this.#closed) throw new ConnectionLost('The connection to the database is closed.');
    const names = [...new Set(tables)];
    return this.#dexie.core.transaction(names, mode, { durability }) as IDBTransaction;
  }

  /** Reads several tables as they stand at one moment. */
  async read<T>(tables: readonly string[], work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const native = this.#begin(tables, 'readonly');
    const { tooLong, stopWaiting } = this.#limitWaiting(native);
    try {
      return await Promise.race([work(new Transaction(this.#dexie.core, native, this.#options)), tooLong]);
    } catch (error) {
      throw this.#reason(native, error);
    } finally {
      stopWaiting();
    }
  }

  /**
   * Writes several tables at once, or none of them: resolves when the browser has completed the transaction, and rejects when `work` does.
   * A `signal` ends it as long as it is not complete.
   */
  async write<T>(
    tables: readonly string[],
    { signal, durability }: CommitOptions,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const native = this.#begin(tables, 'readwrite', durability);
    const completed = completion(native);
    const { tooLong, stopWaiting } = this.#limitWaiting(native);
    native.addEventListener('success', () => this.#writing.add(native), { capture: true, once: true });
    const cancel = () => abort(native);
    signal?.addEventListener('abort', cancel);
    try {
      const result = await Promise.race([work(new Transaction(this.#dexie.core, native, this.#options)), tooLong]);
      // Said, and not left to be noticed: it is sooner over, and a page that is frozen now holds nothing.
      finish(native);
      await completed;
      return result;
    } catch (error) {
      abort(native);
      // Not before it is over: whoever hears of the error may look at once. What never had its turn wrote nothing.
      if (!this.#timedOut.has(native)) await completed.catch(() => undefined);
      if (signal?.aborted) throw new CrmError('ABORTED', 'The call was cancelled. Nothing was written.', { cause: signal.reason });
      throw this.#reason(native, error);
    } finally {
      this.#writing.delete(native);
      signal?.removeEventListener('abort', cancel);
      stopWaiting();
    }
  }

  /**
   * Gives a transaction up that another page keeps waiting for too long: a frozen one may hold the store, and nothing would ever be said.
   * In real time, whatever clock dates the records: an hour that is skipped holds nobody up. Said by a promise that rejects, as Firefox tells of an abort only when the transaction's turn has come.
   */
  #limitWaiting(native: IDBTransaction): { tooLong: Promise<never>; stopWaiting: () => void } {
    let stop = () => {};
    const tooLong = new Promise<never>((_resolve, reject) => {
      const wait = () => {
        stop = systemClock.after(this.#options.turnDeadlineMs, () => {
          // A long write of this page itself is no reason.
          if (this.#writing.size > 0) return wait();
          this.#timedOut.add(native);
          abort(native);
          reject(new DOMException('Its turn did not come.', 'AbortError'));
        });
      };
      wait();
    });
    const stopWaiting = () => stop();
    // The first answer to any of its requests, seen on its way down.
    native.addEventListener('success', stopWaiting, { capture: true, once: true });
    return { tooLong, stopWaiting };
  }

  /** What a transaction failed of: the browser knows better than the requests that fell with it. */
  #reason(native: IDBTransaction, error: unknown): unknown {
    if (this.#timedOut.has(native)) {
      return new CrmError(
        'TIMEOUT',
        'Another page holds the store and does not let go. Nothing was written. Close other windows of this site, or try again.',
        { cause: error },
      );
    }
    if (error instanceof CrmError) return error;
    if (this.#closed && !isNamed(error, 'QuotaExceededError'))
      return new ConnectionLost('The connection to the database was closed during a call.', { cause: error });
    return native.error ?? error;
  }
}

function completion(native: IDBTransaction): Promise<void> {
  const completed = new Promise<void>((resolve, reject) => {
    native.addEventListener('complete', () => resolve());
    native.addEventListener('abort', () => reject(native.error ?? new DOMException('The transaction was aborted.', 'AbortError')));
  });
  // It may fail while the work in it still goes on; whoever does the work asks later.
  completed.catch(() => undefined);
  return completed;
}

function finish(native: IDBTransaction): void {
  try {
    native.commit();
  } catch {
    // It is over already, one way or the other.
  }
}

function abort(native: IDBTransaction): void {
  try {
    native.abort();
  } catch {
    // It is over already.
  }
}
