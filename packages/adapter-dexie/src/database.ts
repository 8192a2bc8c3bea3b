import { CrmError, type CommitOptions } from '@crm-elements/data';
import type { Model } from '@crm-elements/schema';
import type { Dexie as DexieType } from 'dexie';
import { sharedDeadline } from './deadlines.js';
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

function makeDexie({ name, model, stores, indexedDB, IDBKeyRange }: DatabaseOptions): DexieType {
  // Never opened by a call on its own: what is behind a lost connection is looked at first.
  const dexie = new Dexie(name, { addons: [], autoOpen: false, cache: 'disabled', indexedDB, IDBKeyRange });
  dexie.version(databaseVersion(model)).stores(stores);
  return dexie;
}

/**
 * An open database. Dexie declares, opens and upgrades it; transactions are the browser's own, not `dexie.transaction()`, for three
 * reasons: no zone, so `globalThis.Promise` stays the page's own at all times; a durability for each transaction; and a closed
 * connection is an error here, where Dexie would open the database again without a word, even an emptied one. It is faster, too.
 */
export class Database {
  readonly #dexie: DexieType;
  readonly #options: DatabaseOptions;
  readonly #turnDeadline: ReturnType<typeof sharedDeadline>;
  readonly #timedOut = new WeakSet<IDBTransaction>();
  /** Writes of this page that had their first answer and are under way. */
  readonly #writing = new Set<IDBTransaction>();
  #native: IDBDatabase | undefined;
  #closed = false;
  /** Called when it closes; waits for nothing, as the page may be about to go. */
  beforeClose: ((isLeft: boolean) => void) | undefined;

  /** Use {@link Database.open}. */
  constructor(dexie: DexieType, options: DatabaseOptions) {
    this.#dexie = dexie;
    this.#options = options;
    this.#turnDeadline = sharedDeadline(options.turnDeadlineMs);
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
    database.#native = dexie.backendDB();
    database.#native.addEventListener('close', () => {
      if (database.#closed) return;
      database.close();
      events.lost(new ConnectionLost('The connection to the database is closed.'));
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
    return this.#native!.transaction(tables as string[], mode, { durability });
  }

  /** Reads several tables as they stand at one moment. */
  async read<T>(tables: readonly string[], work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const native = this.#begin(tables, 'readonly');
    try {
      return await this.#inTurn(native, work);
    } catch (error) {
      throw this.#reason(native, error);
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
    const cancel = () => end(native, 'abort');
    signal?.addEventListener('abort', cancel);
    const workAndComplete = async (transaction: Transaction) => {
      const result = await work(transaction);
      // Said, and not left to be noticed: it is sooner over, and a page that is frozen now holds nothing.
      end(native, 'commit');
      await completed;
      return result;
    };
    try {
      return await this.#inTurn(native, workAndComplete);
    } catch (error) {
      end(native, 'abort');
      // Not before it is over: whoever hears of the error may look at once. What never had its turn wrote nothing.
      if (!this.#timedOut.has(native)) await completed.catch(() => undefined);
      if (signal?.aborted) throw new CrmError('ABORTED', 'The call was cancelled. Nothing was written.', { cause: signal.reason });
      throw this.#reason(native, error);
    } finally {
      this.#writing.delete(native);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * Does the work, and gives it up where another page keeps its transaction waiting for too long: a frozen one may hold the store, and nothing would ever be said.
   * In real time, whatever clock dates the records: an hour that is skipped holds nobody up. Said by a promise that rejects, as Firefox tells of an abort only when the transaction's turn has come.
   */
  #inTurn<T>(native: IDBTransaction, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let stopWaiting = () => {};
      const wait = () => {
        stopWaiting = this.#turnDeadline(() => {
          // A long write of this page itself is no reason.
          if (this.#writing.size > 0) return wait();
          this.#timedOut.add(native);
          end(native, 'abort');
          reject(aborted());
        });
      };
      const hasCome = () => {
        stopWaiting();
        if (native.mode === 'readwrite') this.#writing.add(native);
      };
      wait();
      // The first answer to any of its requests, seen on its way down.
      native.addEventListener('success', hasCome, { capture: true, once: true });
      work(new Transaction(native, this.#options))
        .finally(() => stopWaiting())
        .then(resolve, reject);
    });
  }

  /** What a transaction failed of: the browser knows better than the requests that fell with it. */
  #reason(native: IDBTransaction, error: unknown): unknown {
    if (this.#timedOut.has(native)) {
      return new CrmError(
        'TIMEOUT',
        'Another window of this site holds the store open and does not let go. Nothing was written. Close the other windows, or reload them.',
        { cause: error },
      );
    }
    if (error instanceof CrmError) return error;
    if (this.#closed && !isNamed(error, 'QuotaExceededError'))
      return new ConnectionLost('The connection to the database is closed.', { cause: error });
    return native.error ?? error;
  }
}

const aborted = () => new DOMException('It was aborted.', 'AbortError');

function completion(native: IDBTransaction): Promise<void> {
  const completed = new Promise<void>((resolve, reject) => {
    native.addEventListener('complete', () => resolve());
    native.addEventListener('abort', () => reject(native.error ?? aborted()));
  });
  // It may fail while the work in it still goes on; whoever does the work asks later.
  completed.catch(() => undefined);
  return completed;
}

/** Ends a transaction, unless it is over already. */
function end(native: IDBTransaction, how: 'commit' | 'abort'): void {
  try {
    native[how]();
  } catch {
    // One way or the other, it is.
  }
}
