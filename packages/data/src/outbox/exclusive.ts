import { wait, type Clock } from '../clock.js';
import type { DataAdapter, StoredRecord } from '../contract.js';
import { toCrmError } from '../errors.js';
import type { Locks } from '../tabs.js';

/**
 * Runs work in one tab at a time. The work's signal ends it: because `end` did, or because another tab has taken over. Resolves without
 * having run the work when `end` came first.
 */
export type Exclusive = (work: (signal: AbortSignal) => Promise<void>, end: AbortSignal) => Promise<void>;

/** By a Web Lock: the browser frees it when its tab is gone, whatever became of the tab. */
export function lockExclusive(locks: Locks, name: string): Exclusive {
  return async (work, end) => {
    let entered = false;
    try {
      await locks.request(name, { signal: end }, () => {
        entered = true;
        return work(end);
      });
    } catch (error) {
      if (entered || !end.aborted) throw error;
    }
  };
}

export interface LeaseOptions {
  store: DataAdapter;
  clock: Clock;
  /** Names this tab. */
  owner: string;
  /** A lease that was not renewed for so long is free, in milliseconds. */
  leaseMs: number;
}

const collection = 'values';
const leaseId = 'outbox.lease';

const isTaken = (error: unknown) => ['CONFLICT', 'NOT_FOUND'].includes(toCrmError(error).code);
const isFull = (error: unknown) => toCrmError(error).code === 'QUOTA';

/** One holding of the lease: renewed until it is released, or lost to another tab. */
class Holding {
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  #version: number;
  #beats = 0;
  #silentMs = 0;
  #cancel: (() => void) | undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(options: LeaseOptions, version: number) {
    this.#options = options;
    this.#version = version;
    this.#schedule();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  #schedule(): void {
    const { clock, leaseMs } = this.#options;
    const pause = leaseMs / 3;
    this.#cancel = clock.after(pause, () => {
      this.#silentMs += pause;
      this.#beating = this.#beat();
    });
  }

  async #beat(): Promise<void> {
    const { store, owner, leaseMs } = this.#options;
    try {
      const { records } = await store.commit({
        ops: [{ op: 'patch', collection, id: leaseId, set: { value: { owner, beat: ++this.#beats } }, ifVersion: this.#version }],
      });
      this.#version = records[0]!.version;
      this.#silentMs = 0;
    } catch (error) {
      // While the store is away nobody else can take the lease either; but a tab that sees the store may. On a full device none can.
      if (isTaken(error) || (this.#silentMs >= leaseMs && !isFull(error))) this.#lost.abort();
    }
    if (!this.#lost.signal.aborted && this.#cancel) this.#schedule();
  }

  async release(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    await this.#beating;
    if (this.#lost.signal.aborted) return;
    try {
      await this.#options.store.commit({ ops: [{ op: 'delete', collection, id: leaseId, ifVersion: this.#version }] });
    } catch {
      // Whoever comes next waits until it has run out.
    }
  }
}

/**
 * By a row in the device's store, where there are no Web Locks (pages without HTTPS). Whether a lease has run out is told by its version
 * standing still for `leaseMs` of one's own waiting, never by comparing clocks, so that a clock that jumps changes nothing. A tab that was
 * frozen and wakes up beside its successor does no harm: both write an entry against the version they know, and a command sent twice has
 * one effect. For the same reason a device without room for the lease works without one, once nobody seems to hold it: what waits would
 * otherwise wait for room.
 */
export function leaseExclusive(options: LeaseOptions): Exclusive {
  const { store, clock, owner, leaseMs } = options;
  const value = { owner, beat: 0 };

  const take = async (present: StoredRecord | undefined): Promise<number | 'full' | undefined> => {
    try {
      const { records } = await store.commit({
        ops: [
          present
            ? { op: 'patch', collection, id: leaseId, set: { value }, ifVersion: present.version }
            : { op: 'create', collection, record: { id: leaseId, value } },
        ],
      });
      return records[0]!.version;
    } catch (error) {
      if (isTaken(error)) return undefined;
      if (isFull(error)) return 'full';
      throw error;
    }
  };

  const acquire = async (end: AbortSignal): Promise<Holding | 'full' | undefined> => {
    let seen: number | undefined;
    let stillMs = 0;
    while (!end.aborted) {
      const [present] = await store.get(collection, [leaseId]);
      if (present?.version !== seen) stillMs = 0;
      seen = present?.version;
      if (!present || stillMs >= leaseMs) {
        const taken = await take(present);
        if (taken === 'full') return taken;
        if (taken !== undefined) return new Holding(options, taken);
        continue;
      }
      const pause = leaseMs / 6;
      await wait(clock, pause, end);
      stillMs += pause;
    }
    return undefined;
  };

  return async (work, end) => {
    const holding = await acquire(end);
    if (!holding) return;
    if (holding === 'full') return work(end);
    const either = new AbortController();
    const stop = () => either.abort();
    end.addEventListener('abort', stop);
    holding.lost.addEventListener('abort', stop);
    if (end.aborted) stop();
    try {
      await work(either.signal);
    } finally {
      end.removeEventListener('abort', stop);
      await holding.release();
    }
  };
}
