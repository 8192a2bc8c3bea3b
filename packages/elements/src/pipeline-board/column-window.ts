import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import type { LoadedColumn } from './pipeline-board.types.js';

/** Deals that are loaded of a column at a time. */
const windowSize = 60;
/** How near to an end of it may be shown before it is moved on. */
const margin = 12;
/** What stores skip, at most (`Query.offset`). */
const furthest = 50_000;

const none: ReadonlySet<string> = new Set();

interface Handlers {
  /** The loaded part is another than before. */
  changed: () => void;
  /** How many deals the stage holds, if the store keeps count. */
  total: () => number | undefined;
}

/**
 * The part of one stage's deals that is in sight, kept live: however long the column is, one watch over a few dozen deals. It moves on when
 * the person scrolls; what was loaded before stays until the new part is there.
 */
export class ColumnWindow {
  readonly stageId: string;
  readonly #client: CrmClient;
  readonly #handlers: Handlers;
  #running: AbortController | undefined;
  /** What is asked for. */
  #wanted = 0;
  #deals: readonly Deal[] = [];
  #offset = 0;
  #hasNext = false;
  #pending = none;
  #state: 'loading' | 'ready' | 'error' = 'loading';
  #error: CrmError | undefined;
  #loaded: LoadedColumn = { offset: 0, deals: [], count: 0, atEnd: false, pending: none };

  constructor(client: CrmClient, stageId: string, handlers: Handlers) {
    this.#client = client;
    this.stageId = stageId;
    this.#handlers = handlers;
    this.#start();
  }

  get state(): 'loading' | 'ready' | 'error' {
    return this.#state;
  }

  get error(): CrmError | undefined {
    return this.#error;
  }

  get loaded(): LoadedColumn {
    const end = this.#offset + this.#deals.length;
    const atEnd = !this.#hasNext && this.#state === 'ready';
    const total = this.#handlers.total();
    // At its end what is loaded knows best; in the middle the totals do, and without them only that there is more.
    const count = atEnd ? end : Math.max(end, total ?? (this.#hasNext ? end + margin : end));
    const next: LoadedColumn = {
      offset: this.#offset,
      deals: this.#deals,
      count: Math.min(count, 2 * furthest),
      atEnd,
      pending: this.#pending,
    };
    // The same object as long as nothing is different, so that the column has nothing to render.
    if ((Object.keys(next) as (keyof LoadedColumn)[]).some((key) => next[key] !== this.#loaded[key])) this.#loaded = next;
    return this.#loaded;
  }

  /** Says which part of the column is in sight. */
  show(first: number, last: number): void {
    const end = this.#wanted + windowSize;
    const reachesStart = this.#wanted === 0 || first >= this.#wanted + margin;
    const reachesEnd = last <= end - margin || (!this.#hasNext && this.#offset === this.#wanted);
    if (reachesStart && reachesEnd) return;
    const middle = Math.floor((first + last) / 2);
    const wanted = Math.max(0, Math.floor((middle - windowSize / 2) / 10) * 10);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#start();
  }

  retry(): void {
    this.#state = 'loading';
    this.#start();
  }

  /** Stops watching, and keeps what is loaded. */
  pause(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  resume(): void {
    if (!this.#running) this.#start();
  }

  #start(): void {
    this.#running?.abort();
    const { signal } = (this.#running = new AbortController());
    const wanted = this.#wanted;
    const total = this.#handlers.total() ?? 0;
    // What lies far down is counted from the end.
    const fromEnd = wanted > furthest - windowSize ? Math.max(0, total - wanted - windowSize) : undefined;
    const onError = (thrown: unknown) => {
      if (signal.aborted) return;
      this.#state = 'error';
      this.#error = toCrmError(thrown);
      this.#handlers.changed();
    };
    try {
      this.#client.deals.live(
        {
          where: { stageId: this.stageId },
          sort: [{ by: 'rank', direction: fromEnd === undefined ? 'asc' : 'desc' }],
          limit: windowSize,
          offset: Math.min(fromEnd ?? wanted, furthest),
        },
        ({ records, next, pending }) => {
          if (signal.aborted) return;
          this.#deals = fromEnd === undefined ? records : records.toReversed();
          this.#offset = fromEnd === undefined ? wanted : Math.max(0, (this.#handlers.total() ?? total) - fromEnd - records.length);
          this.#hasNext = fromEnd === undefined ? next !== undefined : fromEnd > 0;
          this.#pending = pending;
          this.#state = 'ready';
          this.#error = undefined;
          this.#handlers.changed();
        },
        { signal, onError },
      );
    } catch (error) {
      onError(error);
    }
  }
}
