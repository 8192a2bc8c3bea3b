import type { Model, StoredRecord } from '@crm-elements/schema';
import type { Page, Subscription, TotalRow, WatchResult, WatchTarget } from './contract.js';
import type { RecordWrite } from './engine/commit.js';
import { matches, normaliseQuery, type NormalQuery } from './engine/query.js';
import { isWanted, normaliseTotals, TotalsDelta, type NormalTotalsQuery } from './engine/totals.js';
import { toCrmError } from './errors.js';

/** What a commit touched. Records are given where they are known, so that watches it does not concern need not read again. */
export interface Touched {
  writes?: readonly RecordWrite[];
  /** Collection → ids, where only that is known. */
  ids?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a watch read: the result and the last commit that it contains. */
export type Snapshot = { page: Page; seq: number } | { records: (StoredRecord | undefined)[]; seq: number } | { rows: TotalRow[]; seq: number };

type Read = (target: WatchTarget) => Promise<Snapshot>;

/** A watch that cannot keep up still shows something this often, in milliseconds. */
const longestSilence = 250;

const marks = (records: readonly (StoredRecord | undefined)[]) => records.map((record) => record && [record.id, record.version]);

/** Two results with the same mark show the same. */
function markOf(snapshot: Snapshot): string {
  if ('page' in snapshot) return JSON.stringify([marks(snapshot.page.records), snapshot.page.next, snapshot.page.previous]);
  if ('records' in snapshot) return JSON.stringify(marks(snapshot.records));
  return JSON.stringify(snapshot.rows);
}

/** Tells which commits concern a target. */
interface Concern {
  collection: string;
  concerns(write: RecordWrite): boolean;
  /** Whether it may be concerned by a write of which only the id is known. */
  concernsId(id: string): boolean;
}

function concernOf(model: Model, target: WatchTarget): Concern {
  if ('ids' in target) {
    const ids = new Set(target.ids.ids);
    return { collection: target.ids.collection, concerns: ({ id }) => ids.has(id), concernsId: (id) => ids.has(id) };
  }
  if ('totals' in target) {
    const query: NormalTotalsQuery = normaliseTotals(model, target.totals);
    return {
      collection: query.collection,
      concernsId: () => true,
      concerns: ({ collection, before, after }) => {
        const delta = new TotalsDelta(model);
        delta.change(collection, before, after);
        return [...delta.rows.values()].some((row) => row.totals === query.totals && isWanted(query, row.group));
      },
    };
  }
  const query: NormalQuery = normaliseQuery(model, target.query);
  const isIn = (record: StoredRecord | undefined) => record !== undefined && matches(query.model, query.where, record);
  return { collection: query.collection, concernsId: () => true, concerns: ({ before, after }) => isIn(before) || isIn(after) };
}

class Watch {
  readonly #read: () => Promise<Snapshot>;
  readonly #listener: (snapshot: Snapshot) => void;
  readonly #onError: (error: Error) => void;
  readonly #now: () => number;
  #running = false;
  #dirty = false;
  #ended = false;
  #failed = false;
  /** A commit is known to concern it: its result is told even when it comes out the same, so that the listener knows how far it goes. */
  #concerned = false;
  #shown: { mark: string; seq: number } | undefined;

  constructor(read: () => Promise<Snapshot>, listener: (snapshot: Snapshot) => void, onError: (error: Error) => void, now: () => number) {
    this.#read = read;
    this.#listener = listener;
    this.#onError = onError;
    this.#now = now;
  }

  end(): void {
    this.#ended = true;
  }

  refresh(concerned = false): void {
    this.#dirty = true;
    this.#concerned ||= concerned;
    if (!this.#running) void this.#run();
  }

  /** Reads again if the last time failed. */
  retry(): void {
    if (this.#failed) this.refresh();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let since = this.#now();
    // The first result too arrives after `watch()` has returned.
    await Promise.resolve();
    while (this.#dirty && !this.#ended) {
      this.#dirty = false;
      try {
        const snapshot = await this.#read();
        this.#failed = false;
        // A commit came while reading: its result is the one to show, unless too much time goes by.
        if (this.#ended || (this.#dirty && Math.abs(this.#now() - since) < longestSilence)) continue;
        this.#show(snapshot);
      } catch (error) {
        if (!this.#ended) this.#report(error);
      }
      since = this.#now();
    }
    this.#running = false;
  }

  #show(snapshot: Snapshot): void {
    const { seq } = snapshot;
    const mark = markOf(snapshot);
    const further = this.#concerned && seq > (this.#shown?.seq ?? -1);
    this.#concerned = false;
    if (mark === this.#shown?.mark && !further) return;
    this.#shown = { mark, seq };
    this.#listener(snapshot);
  }

  #report(error: unknown): void {
    this.#failed = true;
    try {
      this.#onError(toCrmError(error));
    } catch (thrown) {
      console.error('crm-elements: an error listener of a watch threw', thrown);
    }
  }
}

/** The watches of one adapter: each is read again after the commits that concern it, and shown when something changed. */
export class WatchHub {
  readonly #watches = new Map<Watch, Concern>();
  readonly #model: Model;
  readonly #read: Read;
  readonly #now: () => number;

  constructor(model: Model, read: Read, now: () => number) {
    this.#model = model;
    this.#read = read;
    this.#now = now;
  }

  get size(): number {
    return this.#watches.size;
  }

  add<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    const concern = concernOf(this.#model, target);
    const report = onError ?? ((error: Error) => console.error('crm-elements: a watch failed', error));
    const watch = new Watch(() => this.#read(target), listener as (snapshot: Snapshot) => void, report, this.#now);
    this.#watches.set(watch, concern);
    watch.refresh();
    return {
      unsubscribe: () => {
        watch.end();
        this.#watches.delete(watch);
      },
    };
  }

  /** Reads those watches again that the commit concerns. */
  commit({ writes, ids }: Touched): void {
    for (const [watch, concern] of this.#watches) {
      const known = writes?.some((write) => write.collection === concern.collection && concern.concerns(write)) ?? false;
      if (known || [...(ids?.get(concern.collection) ?? [])].some((id) => concern.concernsId(id))) watch.refresh(known);
    }
  }

  /** Reads those watches again that could not be read: the store is open now. */
  retry(): void {
    for (const watch of this.#watches.keys()) watch.retry();
  }

  /** Reads all watches again. */
  refreshAll(): void {
    for (const watch of this.#watches.keys()) watch.refresh();
  }

  /** Ends all watches, without a word to their listeners. */
  end(): void {
    for (const watch of this.#watches.keys()) watch.end();
    this.#watches.clear();
  }
}
