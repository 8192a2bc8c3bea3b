import { CrmError, systemClock, wait, type AdapterStatus, type Clock, type Locks } from '@crm-elements/data';
import { Database, type DatabaseOptions } from './database.js';
import { ConnectionLost, mapStoreError, StorageBlocked, staleCode, unavailable } from './errors.js';
import { loadSeldom } from './load-seldom.js';
import { prepare } from './prepare.js';
import type { SentinelStorage } from './sentinel.js';
import type { Prepared } from './state.js';
import type { StateRow } from './tables.js';

export interface ConnectionOptions extends DatabaseOptions {
  clock: Clock;
  /** Milliseconds after which a database that does not open is said to be blocked. */
  openDeadlineMs: number;
  locks: Locks | undefined;
  storage: SentinelStorage | undefined;
  /** Where it is not said, writer-mark.ts knows. */
  renewsLog: boolean | undefined;
}

/** Who is told of what happens to the connection. */
export interface ConnectionEvents {
  status(status: AdapterStatus): void;
  /** The store was opened, for the first time or again. `replaced`: it is not the one that was open before. */
  opened(state: StateRow, how: { again: boolean; replaced: boolean; stale: boolean }): void;
}

/** Lost connections are replaced this often within {@link healWindowMs}; then somebody has to look. */
const maxHeals = 3;
const healWindowMs = 60_000;
/** Between the tries of one heal. */
const healDelaysMs = [200, 1_000];

/** Keeps a database open: opens it, closes it when others need that, and opens it again when the browser lost it. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #database: Database | undefined;
  #opening: Promise<Database> | undefined;
  #instance: string | undefined;
  #heals: number[] = [];
  /** Why there is no connection, where that is a fault. */
  #fault: Error | undefined;
  /** Stops what is being opened. */
  #stop = new AbortController();

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** The instance that was last found; calls hold it against what they meet. */
  get instance(): string {
    return this.#instance ?? '';
  }

  /** The open database; opens it where it is not. @throws what opening it did, or UNAVAILABLE after too many tries */
  async get(signal?: AbortSignal): Promise<Database> {
    if (this.#database && !this.#database.closed) return this.#database;
    if (!this.#opening) {
      if (this.#fault && !this.#mayHeal()) throw unavailable(this.#fault);
      const opening = this.#open(signal);
      this.#opening = opening;
      const done = () => {
        if (this.#opening === opening) this.#opening = undefined;
      };
      opening.then(done, done);
    }
    return this.#opening;
  }

  async #open(signal: AbortSignal | undefined): Promise<Database> {
    const again = this.#instance !== undefined;
    const stop = this.#stop.signal;
    for (const delayMs of [...healDelaysMs, undefined]) {
      if (this.#fault && again) this.#events.status({ state: 'recovering', error: this.#fault });
      try {
        return await this.#openOnce(signal ? AbortSignal.any([signal, stop]) : stop, again);
      } catch (error) {
        const stopped = error instanceof CrmError && (error.code === 'CLOSED' || error.code === 'ABORTED');
        // A page that had to make way at once had a connection, too.
        const mayRetry = (again || error instanceof ConnectionLost) && !stopped && delayMs !== undefined && this.#mayHeal();
        if (!mayRetry) {
          if (!stopped) this.#fail(error);
          throw error;
        }
        // What broke the connection may still be going on: a browser that clears its data opens none meanwhile.
        await wait(systemClock, delayMs, stop);
      }
    }
    throw unavailable(this.#fault);
  }

  async #openOnce(signal: AbortSignal, again: boolean): Promise<Database> {
    const stopWaiting = this.#sayWhenBlocked();
    const opened = Database.open(this.#options, {
      versionChange: (version) => this.#makeWay(version),
      lost: (error) => this.lost(error),
    }).finally(stopWaiting);
    const prepared = opened.then((database) => this.#prepare(database));
    try {
      const { database, state, stale } = await unlessAborted(prepared, signal, ({ database: late }) => late.close());
      const replaced = again && this.#instance !== state.instance;
      this.#database = database;
      this.#instance = state.instance;
      this.#fault = undefined;
      this.#events.opened(state, { again, replaced, stale });
      return database;
    } finally {
      stopWaiting();
    }
  }

  #sayWhenBlocked(): () => void {
    const { clock, openDeadlineMs } = this.#options;
    return clock.after(openDeadlineMs, () => {
      const error = new CrmError(
        'BLOCKED',
        'Another window of this site holds the store open and does not let go. Close the other windows, or reload them.',
      );
      this.#events.status({ state: 'blocked', error });
    });
  }

  async #prepare(database: Database): Promise<Prepared & { database: Database }> {
    try {
      const { keys, ...prepared } = await prepare(database, this.#options.model);
      // Beside state and shape there are marks. Where it cannot be done, as on a full device, they are there for the next time.
      if (keys.length > 2 && !prepared.stale)
        await loadSeldom()
          .then(({ renewLog }) => renewLog(database, keys, this.#options))
          .catch(() => undefined);
      return { database, ...prepared };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (error instanceof StorageBlocked) return;
    const cause = error instanceof Error ? error : new ConnectionLost(String(error));
    this.#fault = cause;
    this.#events.status({ state: 'disconnected', error: mapStoreError(cause) });
  }

  #mayHeal(): boolean {
    const now = this.#options.clock.now();
    // A clock that was set back makes no heal a later one.
    this.#heals = this.#heals.filter((at) => Math.abs(now - at) < healWindowMs);
    if (this.#heals.length >= maxHeals) return false;
    this.#heals.push(now);
    return true;
  }

  /** The connection is gone: opens another one, unless it was told of before. */
  lost(error: Error, database = this.#database): void {
    if (!database || database !== this.#database) return;
    this.#drop();
    this.#fail(error);
    this.#reopen();
  }

  /** The database is not the one that was opened. */
  replaced(database: Database): void {
    if (database !== this.#database) return;
    this.#drop();
    this.#reopen();
  }

  #makeWay(version: number | null): void {
    this.#drop();
    if (version !== null) this.#events.status({ state: 'stale', error: staleCode() });
    // It was deleted: what is there now is found out by opening it.
    else this.#reopen();
  }

  /** @param isLeft the page goes, or needs it no more */
  #drop(isLeft = false): void {
    this.#database?.close(isLeft);
    this.#database = undefined;
  }

  #reopen(): void {
    this.get().catch(() => undefined);
  }

  /** Closes the connection; the next call opens it again. For pages that go into the back/forward cache. */
  pause(): void {
    this.#drop(true);
  }

  /** Tries once more where the connection was given up. */
  probe(): void {
    if (this.#fault && !this.#opening) this.#reopen();
  }

  /** Closes the connection, also one that is still being opened. */
  close(): void {
    this.#stop.abort(new CrmError('CLOSED', 'The store was closed before it opened.'));
    this.#stop = new AbortController();
    this.#fault = undefined;
    this.#drop(true);
  }

  /** Deletes the database, once all other pages have let go of it. */
  async delete(): Promise<void> {
    const database = await this.get();
    this.#database = undefined;
    const stopWaiting = this.#sayWhenBlocked();
    await database.delete().finally(stopWaiting);
  }
}

/** The result, or the reason of the signal where that fires first; a result that comes later is handed to `discard`. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, discard: (late: T) => void): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(
        signal.reason instanceof CrmError
          ? signal.reason
          : new CrmError('ABORTED', 'Opening the store was cancelled.', { cause: signal.reason }),
      );
    signal.addEventListener('abort', fail);
    if (signal.aborted) fail();
  });
  try {
    return await Promise.race([aborted, work]);
  } catch (error) {
    if (signal.aborted) work.then(discard, () => undefined);
    throw error;
  }
}
