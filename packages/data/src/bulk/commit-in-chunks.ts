import { wait, systemClock, type Clock } from '../clock.js';
import type { Batch, CommitOptions, DataAdapter, Operation } from '../contract.js';
import { CrmError, invalid, toCrmError } from '../errors.js';

/** Operations in one chunk, where nothing else is said: some tens of milliseconds of a page's time. */
const defaultChunkSize = 300;

/** How often a chunk is sent again whose answer was lost. */
const maxRepeats = 2;
const repeatAfterMs = 200;

/** How far it is. */
export interface ChunkProgress {
  /** Operations that are in the store, counted from the first. All of them, and none behind. */
  committed: number;
  /** Of these, operations that an earlier call had committed. */
  repeated: number;
  total: number;
}

export interface ChunkOptions extends Pick<Batch, 'origin' | 'by' | 'meta' | 'at'>, Pick<CommitOptions, 'durability'> {
  /**
   * Names the work, so that it can be resumed: a second call with the same token, operations and chunk size commits what is missing and
   * nothing twice, for as long as the store remembers tokens (90 days in IndexedDB). 100 characters at most.
   */
  token: string;
  /** Operations in one commit, at most; 300 when not given. */
  chunkSize?: number;
  /** Whether an operation has nothing to do with the one before. Others are committed together with it; each one does when not given. */
  startsGroup?: (operation: Operation) => boolean;
  /**
   * Called before each chunk is committed, to store what its records name, such as files. What it throws ends the work. A chunk that an earlier
   * call had committed is not told apart, so it may be called for one again.
   */
  beforeChunk?: (operations: readonly Operation[]) => Promise<void>;
  /** Called after each chunk. What it throws ends the work, like a cancellation. */
  onProgress?: (progress: ChunkProgress) => void;
  /** Cancels the work: the chunk under way is committed or it is not, and the error tells. */
  signal?: AbortSignal;
  /** Called between two chunks, to let the page do other things; waits for the browser to be idle when not given. */
  rest?: () => Promise<void>;
  clock?: Clock;
}

type Idle = (callback: () => void, options: { timeout: number }) => number;

/** A busy page holds the work up for this long at most, in milliseconds. */
const longestRestMs = 50;

const untilIdle = () =>
  new Promise<void>((done) => {
    const { requestIdleCallback } = globalThis as { requestIdleCallback?: Idle };
    if (requestIdleCallback) requestIdleCallback(() => done(), { timeout: longestRestMs });
    else systemClock.after(0, done);
  });

const isLost = ({ code, retryable }: CrmError) => retryable && code !== 'CONFLICT';

/** Commits one work's chunks, one after the other. */
class ChunkedWork {
  readonly #adapter: DataAdapter;
  readonly #ops: readonly Operation[];
  readonly #options: ChunkOptions;
  readonly #size: number;
  #committed = 0;
  #repeated = 0;

  constructor(adapter: DataAdapter, ops: readonly Operation[], options: ChunkOptions) {
    const { chunkSize = defaultChunkSize } = options;
    const { maxBatch } = adapter.capabilities;
    if (!Number.isInteger(chunkSize) || chunkSize < 1 || chunkSize > maxBatch) {
      throw invalid('chunkSize', `Give "chunkSize" a whole number from 1 to ${maxBatch}: no commit takes more.`);
    }
    this.#adapter = adapter;
    this.#ops = ops;
    this.#options = options;
    this.#size = chunkSize;
  }

  get #progress(): ChunkProgress {
    return { committed: this.#committed, repeated: this.#repeated, total: this.#ops.length };
  }

  async run(): Promise<ChunkProgress> {
    const { onProgress, rest = untilIdle, signal } = this.#options;
    try {
      while (this.#committed < this.#ops.length) {
        if (this.#committed > 0) await rest();
        if (signal?.aborted) throw new CrmError('ABORTED', 'The work was cancelled between two chunks.', { cause: signal.reason });
        await this.#commitNext();
        onProgress?.(this.#progress);
      }
    } catch (thrown) {
      const { code, message, retryable, issues, conflicts, collection } = toCrmError(thrown);
      const data = { ...this.#progress };
      throw new CrmError(code, message, {
        cause: thrown,
        retryable,
        issues,
        conflicts,
        ...(collection !== undefined && { collection }),
        data,
      });
    }
    return this.#progress;
  }

  /** Where the chunk ends: in front of a group, however long one is. */
  #endOf(from: number): number {
    const { startsGroup = () => true } = this.#options;
    const ends = (at: number) => at >= this.#ops.length || startsGroup(this.#ops[at]!);
    let end = Math.min(from + this.#size, this.#ops.length);
    while (end > from && !ends(end)) end--;
    if (end === from) for (end = from + this.#size; !ends(end);) end++;
    return end;
  }

  async #commitNext(): Promise<void> {
    const {
      token,
      chunkSize: _,
      startsGroup: __,
      beforeChunk,
      onProgress: ___,
      rest: ____,
      signal,
      clock = systemClock,
      durability,
      ...batch
    } = this.#options;
    const from = this.#committed;
    const ops = this.#ops.slice(from, this.#endOf(from));
    await beforeChunk?.(ops);
    const dedupe = `${token}:${from}+${ops.length}`;
    for (let repeats = 0; ; repeats++) {
      try {
        const { repeated } = await this.#adapter.commit(
          { ...batch, ops, dedupe, returns: 'seq' },
          { ...(signal && { signal }), ...(durability && { durability }) },
        );
        this.#committed += ops.length;
        if (repeated && repeats === 0) this.#repeated += ops.length;
        return;
      } catch (thrown) {
        // Whether it happened may not be known; its token makes asking again safe.
        if (repeats === maxRepeats || !isLost(toCrmError(thrown)) || signal?.aborted) throw thrown;
        await wait(clock, repeatAfterMs, signal ?? new AbortController().signal);
      }
    }
  }
}

/**
 * Commits any number of operations in chunks, so that the page stays usable, and so that it can be seen how far it is, cancelled and
 * resumed. Each chunk happens as a whole or not at all; they happen in order, and all that were reported are in the store.
 * @returns what was committed
 * @throws CrmError of the chunk that was not committed (ABORTED by the signal, QUOTA, VALIDATION …) with a {@link ChunkProgress} as its
 * `data`: the chunks in front of it stay. After UNAVAILABLE or TIMEOUT the same call again settles what became of that chunk.
 */
export const commitInChunks = async (adapter: DataAdapter, ops: readonly Operation[], options: ChunkOptions): Promise<ChunkProgress> =>
  new ChunkedWork(adapter, ops, options).run();
