import type { Model, StoredRecord } from '@crm-elements/schema';
import type { Page, Subscription, TotalRow, WatchResult, WatchTarget } from './contract.js';
import { copyJson } from './engine/batch.js';
import type { RecordWrite } from './engine/commit.js';
import { matches, normaliseQuery, type NormalQuery } from './engine/query.js';
import { isWanted, normaliseTotals, TotalsDelta, type NormalTotalsQuery } from './engine/totals.js';
import { toCrmError } from './errors.js';
import { namespaceField } from './wrappers/namespaced-model.js';
import { later } from './later.js';

/** What a commit touched. Records are given where they are known, so that watches it does not concern need not read again. */
export interface Touched {
  writes?: readonly RecordWrite[];
  /** Collection → ids, where only that is known. */
  ids?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Collection → id → the record as it stands now: all that changed behind the commit `from`, of the collections named here. */
  records?: ReadonlyMap<string, ReadonlyMap<string, StoredRecord | undefined>>;
  /** `writes` or `records` are all that happened behind this commit. Given by stores whose reads tell their `seq`, and by no others. */
  from?: number;
}

/** What a watch read: the result and the last commit that it contains. */
export type Snapshot =
  { page: Page; seq: number } | { records: (StoredRecord | undefined)[]; seq: number } | { rows: TotalRow[]; seq: number };

type Read = (target: WatchTarget) => Promise<Snapshot>;

/** What follows commits without reading again. Until it is there, or without a network to load it, all is read again. */
const loadWindow = later(() => import('./watch-window.js'));

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
  /** Every write to the collection concerns it, so that nothing of the record has to be known. */
  isWide: boolean;
  /** The query, where its page is one that changes can be followed in. */
  window?: NormalQuery;
}

function concernOf(model: Model, target: WatchTarget): Concern {
  if ('ids' in target) {
    const ids = new Set(target.ids.ids);
    return { collection: target.ids.collection, concerns: ({ id }) => ids.has(id), concernsId: (id) => ids.has(id), isWide: false };
  }
  if ('totals' in target) {
    const query: NormalTotalsQuery = normaliseTotals(model, target.totals);
    return {
      collection: query.collection,
      concernsId: () => true,
      isWide: false,
      concerns: ({ collection, before, after }) => {
        const delta = new TotalsDelta(model);
        delta.change(collection, before, after);
        return [...delta.rows.values()].some((row) => row.totals === query.totals && isWanted(query, row.group));
      },
    };
  }
  const query: NormalQuery = normaliseQuery(model, target.query);
  const isIn = (record: StoredRecord | undefined) => record !== undefined && matches(query.model, query.where, record);
  const isWide = query.where.every(({ field }) => field === namespaceField);
  const concern = {
    collection: query.collection,
    concernsId: () => true,
    isWide,
    concerns: ({ before, after }: RecordWrite) => isIn(before) || isIn(after),
  };
  return query.cursor || query.offset > 0 ? concern : { ...concern, window: query };
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
  /** What was shown last, for no eyes but ours, and how far it goes: a commit that follows it at once is followed without reading. */
  #held: { page: Page; seq: number } | undefined;
  readonly #canFollow: boolean;
  /** It goes further than what was shown. */
  #followed = false;

  constructor(
    read: () => Promise<Snapshot>,
    listener: (snapshot: Snapshot) => void,
    onError: (error: Error) => void,
    now: () => number,
    canFollow: boolean,
  ) {
    this.#read = read;
    this.#listener = listener;
    this.#onError = onError;
    this.#now = now;
    this.#canFollow = canFollow;
  }

  end(): void {
    this.#ended = true;
  }

  refresh(concerned = false): void {
    this.#dirty = true;
    this.#held = undefined;
    this.#concerned ||= concerned;
    if (!this.#running) void this.#run();
  }

  /** Goes on from what it holds to a commit, where it holds what stood behind the commit `from`. @returns whether it could */
  follow(from: number, seq: number, concerned: boolean, pageAfter: (page: Page) => Page | undefined): boolean {
    const held = this.#held;
    if (!held || held.seq < from) return false;
    if (held.seq < seq) {
      const page = pageAfter(held.page);
      if (!page) return false;
      this.#followed ||= page !== held.page;
      this.#held = { page, seq };
    }
    this.#concerned ||= concerned;
    this.#followed ||= concerned;
    if (this.#followed && !this.#running) void this.#run();
    return true;
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
    while ((this.#dirty || this.#followed) && !this.#ended) {
      this.#followed = false;
      const held = this.#dirty ? undefined : this.#held;
      this.#dirty = false;
      this.#held = held;
      try {
        const snapshot = held ?? (await this.#read());
        this.#failed = false;
        // A commit came while reading: its result is the one to show, unless too much time goes by.
        if (this.#ended || (this.#dirty && Math.abs(this.#now() - since) < longestSilence)) continue;
        // What a listener gets is its own to change.
        if (this.#canFollow) this.#held = copyJson(snapshot) as { page: Page; seq: number };
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
    // A commit that came while this was read is told of with the next result.
    this.#concerned &&= this.#dirty;
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
  #window: Awaited<ReturnType<typeof loadWindow>> | undefined;

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
    const watch = new Watch(
      () => this.#read(target),
      listener as (snapshot: Snapshot) => void,
      report,
      this.#now,
      concern.window !== undefined,
    );
    this.#watches.set(watch, concern);
    watch.refresh();
    return {
      unsubscribe: () => {
        watch.end();
        this.#watches.delete(watch);
      },
    };
  }

  /** The collections whose changed records spare watches reading again. */
  get collections(): string[] {
    return [...new Set([...this.#watches.values()].flatMap(({ window }) => window?.collection ?? []))];
  }

  /** Takes those watches on that the commit concerns: by what it touched where that is enough, else they are read again. */
  commit(touched: Touched, seq: number): void {
    const { writes, ids, records, from } = touched;
    if (from !== undefined && !this.#window)
      loadWindow().then(
        (window) => (this.#window = window),
        () => undefined,
      );
    for (const [watch, concern] of this.#watches) {
      const { window } = concern;
      const { collection, isWide } = concern;
      const isTouched = (ids?.get(collection)?.size ?? records?.get(collection)?.size ?? 0) > 0;
      const known = (isWide && isTouched) || (writes?.some((write) => write.collection === collection && concern.concerns(write)) ?? false);
      if (
        from !== undefined &&
        window &&
        this.#window &&
        watch.follow(from, seq, known, (page) => this.#window!.pageAfter(window, page, touched))
      )
        continue;
      if (known || [...(ids?.get(concern.collection) ?? [])].some((id) => concern.concernsId(id))) watch.refresh(known);
    }
  }

  /** Reads those watches again that could not be read: the store is open now. */
  retry(): void {
    for (const watch of this.#watches.keys()) watch.retry();
  }

  /** Reads all watches again. `replaced`: the result of each is told, whatever it is. */
  refreshAll(replaced = false): void {
    for (const [watch, { isWide }] of this.#watches) watch.refresh(isWide || replaced);
  }

  /** Ends all watches, without a word to their listeners. */
  end(): void {
    for (const watch of this.#watches.keys()) watch.end();
    this.#watches.clear();
  }
}
