import { createIdSource, type Json, type OutboxEntry } from '@crm-elements/schema';
import { systemClock, type Clock } from '../clock.js';
import type { DataAdapter, Subscription } from '../contract.js';
import { CrmError, invalid } from '../errors.js';
import { systemRandom } from '../random.js';
import type { Locks } from '../tabs.js';
import { backOff, Drain } from './drain.js';
import { OutboxEntries, queueQuery, type OutboxChange } from './entries.js';
import { leaseExclusive, lockExclusive, type Exclusive } from './exclusive.js';

/** A command to deliver. */
export interface OutboxCommand {
  /** The command's id, made by whoever gives it: however often it is enqueued or sent, it has one effect. */
  id: string;
  /** Commands of one queue arrive in order. Not needed where the outbox has a `queueOf`. */
  queue?: string;
  name: string;
  payload: Json;
}

export interface OutboxOptions {
  /** An adapter over `deviceModel`, shared by the tabs of this device. It stays open when the outbox stops. */
  store: DataAdapter;
  /**
   * Delivers a command and resolves when it has had its effect for good. A receiver that gets an id again has to answer as it did the first
   * time, and to do nothing. Rejecting with a `CrmError` that refuses the command itself (VALIDATION, FORBIDDEN, NOT_FOUND …) marks it as
   * failed; any other means "not now" and it is tried again.
   */
  deliver(entry: OutboxEntry, context: { signal: AbortSignal }): Promise<void>;
  clock?: Clock;
  random?: () => number;
  /** `navigator.locks` in a browser. Without it a lease in the store lets one tab at a time deliver. */
  locks?: Locks;
  /** The queue of a command that names none. */
  queueOf?: (command: OutboxCommand) => string;
  /** Hears of each step that this tab makes with a command. */
  onChange?: (change: OutboxChange) => void;
  /** The longest wait of the first retry, in milliseconds: 1,000. */
  baseMs?: number;
  /** The longest wait of any retry, in milliseconds: 60,000. */
  capMs?: number;
  /** A delivery is given up after so many milliseconds, and tried again: 60,000. */
  timeoutMs?: number;
  /** How long a tab that is gone keeps others from delivering where there are no locks, in milliseconds: 6,000. */
  leaseMs?: number;
}

export interface Outbox {
  /**
   * Resolves when the browser has the command for good; only then may the text leave the composer.
   * @throws CrmError when it could not be kept: nothing was, and the caller still has the command
   */
  enqueue(command: OutboxCommand): Promise<void>;
  /** What waits, in order. An entry in the state `sending` may be one whose tab is gone. */
  entries(queue?: string): Promise<OutboxEntry[]>;
  /** What waits, now and after each change by any tab. */
  live(listener: (entries: OutboxEntry[]) => void, options?: { queue?: string; onError?: (error: Error) => void }): Subscription;
  /** Tries a failed command again, or a waiting one at once. @returns whether it was still there */
  retry(id: string): Promise<boolean>;
  /**
   * Changes what a command says, and tries it again if it had failed. @returns whether it was still there
   * @throws CrmError CONFLICT when it may have arrived already as it was: it is being sent, or a try had no answer
   */
  edit(id: string, payload: Json): Promise<boolean>;
  /** Gives a command up. One that was tried may have arrived. @returns whether it was still there @throws CrmError CONFLICT while it is being sent */
  discard(id: string): Promise<boolean>;
  /** Delivers what is due, now and from now on, one tab at a time. */
  start(): void;
  /** Ends that. What is being sent is broken off and stays. Resolves when nothing is at work any more. */
  stop(): Promise<void>;
  /** Delivers once what is due. Resolves also when some of it could not be delivered; see `entries()`. @throws CrmError when the store fails */
  drain(): Promise<void>;
  /** Forgets the waits between retries: the connection is back. */
  wake(): void;
}

const beingSent = (id: string) => new CrmError('CONFLICT', 'This is being sent. Wait until it has arrived or failed.', { data: { id } });

class DeviceOutbox implements Outbox {
  readonly #store: DataAdapter;
  readonly #entries: OutboxEntries;
  readonly #drain: Drain;
  readonly #exclusive: Exclusive;
  readonly #clock: Clock;
  readonly #waits: { baseMs: number; capMs: number; random: () => number };
  readonly #queueOf: OutboxOptions['queueOf'];
  readonly #listener: OutboxOptions['onChange'];
  #end = new AbortController();
  #started = false;
  #watch: Subscription | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #storeFailures = 0;
  #cancelTimer: (() => void) | undefined;
  #lastAdded: Promise<unknown> = Promise.resolve();

  constructor(options: OutboxOptions) {
    const {
      store,
      clock = systemClock,
      random = systemRandom,
      locks,
      baseMs = 1_000,
      capMs = 60_000,
      timeoutMs = 60_000,
      leaseMs = 6_000,
    } = options;
    this.#store = store;
    this.#clock = clock;
    this.#waits = { baseMs, capMs, random };
    this.#queueOf = options.queueOf;
    this.#listener = options.onChange;
    this.#entries = new OutboxEntries(store);
    const owner = createIdSource({ now: () => clock.now(), random })();
    this.#exclusive = locks ? lockExclusive(locks, `crm-elements:${store.name}:outbox`) : leaseExclusive({ store, clock, owner, leaseMs });
    const deliver: OutboxOptions['deliver'] = (entry, context) => options.deliver(entry, context);
    this.#drain = new Drain({
      entries: this.#entries,
      deliver,
      clock,
      random,
      baseMs,
      capMs,
      timeoutMs,
      onChange: (change) => this.#tell(change),
    });
  }

  async enqueue(command: OutboxCommand): Promise<void> {
    const { id, name, payload } = command;
    const queue = command.queue ?? this.#queueOf?.(command);
    if (queue === undefined) throw invalid('queue', 'Name the queue of the command.');
    // One after the other, so that commands stand in the order in which they were given.
    const added = this.#lastAdded.then(() => this.#entries.add({ id, queue, name, payload }));
    this.#lastAdded = added.catch(() => undefined);
    await added;
    this.#kick();
  }

  entries(queue?: string): Promise<OutboxEntry[]> {
    return this.#entries.all(queue);
  }

  live(listener: (entries: OutboxEntry[]) => void, options?: { queue?: string; onError?: (error: Error) => void }): Subscription {
    return this.#entries.live(listener, options);
  }

  async retry(id: string): Promise<boolean> {
    const entry = await this.#entries.change(id, ({ state, nextAttemptAt }) => {
      if (state === 'failed') return { state: 'queued', attempts: 0, nextAttemptAt: null, error: null };
      return state === 'queued' && nextAttemptAt != null ? { nextAttemptAt: null } : undefined;
    });
    this.#kick();
    return entry !== undefined;
  }

  async edit(id: string, payload: Json): Promise<boolean> {
    const entry = await this.#entries.change(id, ({ state, attempts }) => {
      // A refused command had no effect. After a try without an answer the receiver may hold the command, and would keep it as it was.
      if (state !== 'failed' && (attempts > 0 || this.#drain.hasBegun(id))) {
        throw new CrmError('CONFLICT', 'This may have arrived already, so it can no longer be changed. Send a correction instead.', {
          retryable: false,
          data: { id },
        });
      }
      return { payload, state: 'queued', attempts: 0, nextAttemptAt: null, error: null };
    });
    this.#kick();
    return entry !== undefined;
  }

  async discard(id: string): Promise<boolean> {
    const entry = await this.#entries.change(id, (waiting) => {
      if (waiting.state === 'sending' || this.#drain.isSending(waiting)) throw beingSent(id);
      return 'remove';
    });
    if (entry) this.#tell({ entry, state: 'discarded' });
    this.#kick();
    return entry !== undefined;
  }

  start(): void {
    if (this.#started) return;
    // Other tabs' commands too. A watch that fails is no loss: what this tab enqueues is seen without it, and the next run reads all.
    this.#watch = this.#store.watch(
      { query: queueQuery() },
      ({ page }) => this.#look(page.records as unknown as OutboxEntry[]),
      () => undefined,
    );
    this.#started = true;
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#watch?.unsubscribe();
    this.#watch = undefined;
    this.#cancelTimer?.();
    this.#end.abort();
    try {
      await this.#running;
    } catch {
      // Whoever waits for that run is told.
    }
    this.#end = new AbortController();
  }

  drain(): Promise<void> {
    this.#again = true;
    this.#drain.notify();
    return (this.#running ??= this.#run());
  }

  wake(): void {
    this.#drain.forgetWaits();
    this.#kick();
  }

  /** Has a look at the outbox soon, when it is on. */
  #kick(): void {
    if (!this.#started) return;
    this.#cancelTimer?.();
    // What fails is tried again by itself.
    this.drain().catch(() => undefined);
  }

  #look(entries: readonly OutboxEntry[]): void {
    if (this.#running) this.#drain.notify();
    else if (this.#drain.nextIn(entries) === 0) this.#kick();
    else this.#planFrom(entries);
  }

  /** After a run: when to look again. */
  async #planNext(failed: boolean): Promise<void> {
    try {
      if (!failed) {
        const entries = await this.#entries.all();
        this.#storeFailures = 0;
        return this.#planFrom(entries);
      }
    } catch {
      // As if the run had failed.
    }
    if (!this.#running) this.#schedule(backOff(++this.#storeFailures, this.#waits));
  }

  #planFrom(entries: readonly OutboxEntry[]): void {
    const wait = this.#drain.nextIn(entries);
    if (wait !== undefined && !this.#running) this.#schedule(wait);
  }

  #schedule(ms: number): void {
    this.#cancelTimer?.();
    if (this.#started) this.#cancelTimer = this.#clock.after(ms, () => this.#kick());
  }

  /** Runs as long as somebody asked since. Whether one is running is settled in the same step as its end, so that no call falls between. */
  async #run(): Promise<void> {
    const { signal } = this.#end;
    let failed = true;
    try {
      while (this.#again && !signal.aborted) {
        this.#again = false;
        if (this.#drain.nextIn(await this.#entries.all()) === 0) await this.#exclusive((end) => this.#drain.run(end), signal);
        // Nothing is due: other tabs are left alone.
        else this.#drain.rest();
      }
      failed = false;
    } finally {
      this.#running = undefined;
      if (this.#started) void this.#planNext(failed);
    }
  }

  #tell(change: OutboxChange): void {
    try {
      this.#listener?.(change);
    } catch (error) {
      console.error('crm-elements: a listener of the outbox threw', error);
    }
  }
}

/**
 * Commands that wait on this device until the workspace has taken them. Nothing is lost: a command is in the store before it counts as
 * given, and leaves it only after it was delivered. Nothing is doubled: whatever is sent again carries the same id. The commands of
 * one queue arrive in order; one that was refused stops its own queue, and no other, until a person retries, edits or discards it.
 */
export const createOutbox = (options: OutboxOptions): Outbox => new DeviceOutbox(options);
