import type { OutboxEntry } from '@crm-elements/schema';
import { instantOf, type Clock } from '../clock.js';
import { CrmError, toCrmError, type CrmErrorCode } from '../errors.js';
import type { EntryPatch, OutboxChange, OutboxEntries } from './entries.js';

export interface DrainOptions {
  entries: OutboxEntries;
  deliver: (entry: OutboxEntry, context: { signal: AbortSignal }) => Promise<void>;
  clock: Clock;
  random: () => number;
  /** The longest wait of the first retry, doubled with each further one, in milliseconds. */
  baseMs: number;
  /** The longest wait of any retry, in milliseconds. */
  capMs: number;
  /** A delivery that takes longer counts as failed, in milliseconds. */
  timeoutMs: number;
  onChange(change: OutboxChange): void;
}

/** The receiver has refused the command itself: it would refuse it again. All else is a state of the way there, and passes. */
const refusals: ReadonlySet<CrmErrorCode> = new Set([
  'VALIDATION',
  'NOT_FOUND',
  'CONSTRAINT',
  'GATE_REFUSED',
  'UNINDEXED',
  'UNSUPPORTED',
  'FORBIDDEN',
  'INTERNAL',
]);

const isFinal = (error: CrmError) => !error.retryable && (refusals.has(error.code) || error.code === 'CONFLICT');

/** Exponential, with full jitter: anything from none to the longest wait, so that many devices do not come back at once. */
export function backOff(attempts: number, { baseMs, capMs, random }: Pick<DrainOptions, 'baseMs' | 'capMs' | 'random'>): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempts - 1, 30)));
}

type Outcome = 'delivered' | 'stopped' | CrmError;

/** Delivers what is due, each queue in its order and all queues side by side. To be run by one tab at a time. */
export class Drain {
  readonly #options: DrainOptions;
  readonly #active = new Map<string, Promise<void>>();
  /** What was begun on a full device, without a mark in the store; `true`: the receiver has it, and there was no room even to remove it. */
  readonly #unmarked = new Map<string, boolean>();
  #woken = false;
  #again = false;
  #wake: (() => void) | undefined;

  constructor(options: DrainOptions) {
    this.#options = options;
  }

  /** There may be more to do than was last read. */
  notify(): void {
    this.#again = true;
    this.#wake?.();
  }

  /** Forget the waits: what made the tries fail is likely over. */
  forgetWaits(): void {
    this.#woken = true;
    this.notify();
  }

  /** Whether this tab has begun to deliver a command that the store shows as waiting. */
  hasBegun(id: string): boolean {
    return this.#unmarked.has(id);
  }

  /** Whether this tab is sending a command at this moment that the store shows as waiting. */
  isSending({ id, queue }: OutboxEntry): boolean {
    return this.hasBegun(id) && this.#active.has(queue);
  }

  /** There was nothing to do: a call to forget waits is done with. */
  rest(): void {
    this.#woken = false;
  }

  /** Milliseconds until an entry may be tried; `undefined` when only a person can go on with it. */
  dueIn({ state, nextAttemptAt }: OutboxEntry): number | undefined {
    if (state === 'failed') return undefined;
    if (state === 'sending' || nextAttemptAt == null || this.#woken) return 0;
    const wait = Date.parse(nextAttemptAt) - this.#options.clock.now();
    // Nobody ever waits longer than the cap: the clock was set back since.
    return wait > this.#options.capMs ? 0 : Math.max(0, wait);
  }

  /** Milliseconds until something is due; `undefined` when nothing waits. Only the first of each queue counts. */
  nextIn(entries: readonly OutboxEntry[]): number | undefined {
    const waits = [...queuesOf(entries).values()].flatMap(([first]) => this.dueIn(first!) ?? []);
    return waits.length > 0 ? Math.min(...waits) : undefined;
  }

  /** Resolves when nothing is due any more. @throws CrmError when the device's store fails; what was not delivered is still in it. */
  async run(end: AbortSignal): Promise<void> {
    const failures: CrmError[] = [];
    const stop = () => this.notify();
    end.addEventListener('abort', stop);
    try {
      do {
        this.#again = false;
        if (!end.aborted && failures.length === 0) await this.#start(end, failures);
        if (!this.#again && this.#active.size > 0) await this.#anything();
      } while (this.#active.size > 0 || (this.#again && !end.aborted && failures.length === 0));
    } catch (error) {
      failures.push(toCrmError(error));
      await Promise.all(this.#active.values());
    } finally {
      end.removeEventListener('abort', stop);
    }
    if (failures[0] && !end.aborted) throw failures[0];
  }

  /** Resolves when a queue stops or {@link notify} is called. */
  async #anything(): Promise<void> {
    const called = new Promise<void>((done) => (this.#wake = done));
    await Promise.race([...this.#active.values(), called]);
    this.#wake = undefined;
  }

  /** Starts each queue that is due and not at work. */
  async #start(end: AbortSignal, failures: CrmError[]): Promise<void> {
    const entries = await this.#options.entries.all();
    if (this.#woken) await this.#forget(entries);
    for (const [queue, waiting] of queuesOf(entries)) {
      if (this.#active.has(queue) || this.dueIn(waiting[0]!) !== 0) continue;
      const work = this.#deliverAll(waiting, end)
        .catch((error: unknown) => void failures.push(toCrmError(error)))
        .finally(() => {
          this.#active.delete(queue);
          this.#again = true;
        });
      this.#active.set(queue, work);
    }
  }

  async #forget(entries: OutboxEntry[]): Promise<void> {
    for (const [i, entry] of entries.entries()) {
      if (entry.state !== 'queued' || entry.nextAttemptAt == null || this.#active.has(entry.queue)) continue;
      // One try is kept: it tells that the command may have arrived.
      const wanted = { nextAttemptAt: null, attempts: Math.min(1, entry.attempts) };
      const patched = await unlessFull(
        () => this.#options.entries.patch(entry, wanted),
        () => ({ ...entry, ...wanted }),
      );
      entries[i] = patched ?? entry;
    }
    this.#woken = false;
  }

  async #deliverAll(waiting: readonly OutboxEntry[], end: AbortSignal): Promise<void> {
    const { entries } = this.#options;
    let full: CrmError | undefined;
    for (const entry of waiting) {
      if (end.aborted || this.dueIn(entry) !== 0) return;
      const sending = await this.#mark(entry);
      // Somebody edited or discarded it meanwhile.
      if (!sending) return;
      const outcome = this.#unmarked.get(entry.id) ? 'delivered' : await this.#attempt(sending, end);
      if (outcome !== 'delivered') {
        const after = await entries.patch(sending, outcome === 'stopped' ? { state: 'queued' } : this.#afterFailure(sending, outcome));
        this.#unmarked.delete(entry.id);
        if (after) this.#tell(after);
        return;
      }
      const removed = await unlessFull(
        () => entries.remove(sending),
        (error) => void (full = error),
      );
      if (removed === undefined) {
        this.#unmarked.set(entry.id, true);
        continue;
      }
      this.#unmarked.delete(entry.id);
      if (!removed) return;
      this.#options.onChange({ entry: sending, state: 'delivered' });
    }
    if (full) throw full;
  }

  /**
   * Says in the store that a command is being sent; `undefined` when somebody changed it meanwhile. A device without room keeps nothing
   * back for that: the command goes as it is, and one that is sent again for want of a mark has one effect.
   */
  async #mark(entry: OutboxEntry): Promise<OutboxEntry | undefined> {
    const mark = { state: 'sending', attempts: entry.attempts + 1, nextAttemptAt: null, error: null } as const;
    const sending = await unlessFull(
      () => this.#options.entries.patch(entry, mark),
      () => {
        if (!this.hasBegun(entry.id)) this.#unmarked.set(entry.id, false);
        return { ...entry, ...mark };
      },
    );
    if (sending) this.#tell(sending);
    return sending;
  }

  #tell(entry: OutboxEntry): void {
    this.#options.onChange({ entry, state: entry.state });
  }

  #afterFailure({ attempts }: OutboxEntry, error: CrmError): EntryPatch {
    const { code, message } = error;
    if (isFinal(error)) return { state: 'failed', error: { code, message } };
    const wait = backOff(attempts, this.#options);
    return { state: 'queued', nextAttemptAt: instantOf(this.#options.clock.now() + wait), error: { code, message } };
  }

  /** One try. It ends in time, whether or not `deliver` heeds its signal. */
  #attempt(entry: OutboxEntry, end: AbortSignal): Promise<Outcome> {
    const { deliver, clock, timeoutMs } = this.#options;
    const controller = new AbortController();
    return new Promise<Outcome>((resolve) => {
      const settle = (outcome: Outcome) => {
        cancelTimer();
        end.removeEventListener('abort', stop);
        resolve(outcome);
        // Whoever did not heed it before need not go on.
        controller.abort();
      };
      const stop = () => settle('stopped');
      const cancelTimer = clock.after(timeoutMs, () =>
        settle(new CrmError('TIMEOUT', `There was no answer for ${timeoutMs / 1_000} seconds.`)),
      );
      end.addEventListener('abort', stop);
      void (async () => {
        try {
          await deliver(entry, { signal: controller.signal });
          settle('delivered');
        } catch (error) {
          settle(toCrmError(error));
        }
      })();
      if (end.aborted) stop();
    });
  }
}

/** What a write gives, or what stands in for it where the device has no room. */
async function unlessFull<T, U>(write: () => Promise<T>, otherwise: (error: CrmError) => U): Promise<T | U> {
  try {
    return await write();
  } catch (thrown) {
    const error = toCrmError(thrown);
    if (error.code !== 'QUOTA') throw error;
    return otherwise(error);
  }
}

function queuesOf(entries: readonly OutboxEntry[]): Map<string, OutboxEntry[]> {
  const queues = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const queue = queues.get(entry.queue);
    if (queue) queue.push(entry);
    else queues.set(entry.queue, [entry]);
  }
  return queues;
}
