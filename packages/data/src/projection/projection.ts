import type { StoredRecord } from '@crm-elements/schema';
import type { OverlayView, PendingChange } from '../client/overlay.js';
import type { Page, Subscription } from '../contract.js';
import { toCrmError, type CrmError } from '../errors.js';
import type { Facet } from './facets.js';
import { FeedReader } from './feed-reader.js';
import { FilteredView, type CompiledQuery } from './filtered-view.js';
import type { ProjectionContext } from './projection-context.js';
import { ResidentRows } from './resident-rows.js';
import { Slices } from './slices.js';

/** Records that are read at a time by their ids. */
const batchSize = 500;
/** How long a projection that nobody uses is kept: people turn filters off and on. */
const releaseMs = 30_000;
/** What may succeed when tried again is tried again after this. */
const retryMs = 1_000;

/** Whoever looks at a view. */
export interface ProjectionUser {
  readonly query: CompiledQuery;
  /** Records are being read; there is no view until `ready`. */
  counting(done: number, total: number | undefined): void;
  ready(view: FilteredView): void;
  /** Records of the view have changed. */
  changed(): void;
  failed(error: CrmError): void;
}

/**
 * What filters look at of all records of a collection, kept in memory and current: read page by page in slices, then from the feed, with
 * this client's pending changes laid over it. One for all views of a client. It does one thing after the other; the only thing that comes
 * in between are pending changes.
 */
export class Projection implements OverlayView {
  readonly #context: ProjectionContext;
  readonly #release: () => void;
  readonly #users = new Map<ProjectionUser, FilteredView | undefined>();
  readonly #subscriptions: Subscription[];
  readonly #stopViewing: () => void;
  /** Records to read again: what was laid over them is gone, or they changed while they were read. */
  readonly #dirty = new Set<string>();
  readonly #feed: FeedReader;
  #rows = new ResidentRows();
  #isLoaded = false;
  /** The last commits that the watch and the feed told of, and the last one that the rows contain. */
  #heard: number | undefined;
  #told = 0;
  #seq = 0;
  #hasNews = false;
  #isRunning = false;
  #isDue = false;
  /** Rows must not change at this moment: a view is being filled from them. */
  #isFilling = false;
  #ended = false;
  #cancelTimer: () => void = () => undefined;

  /** @param release called when nobody has used it for a while, or the store was closed */
  constructor(context: ProjectionContext, release: () => void) {
    const { adapter, collection, overlay } = context;
    this.#context = context;
    this.#release = release;
    this.#feed = new FeedReader(adapter, collection);
    this.#subscriptions = [
      // One record is enough: what is wanted is to be told of each commit.
      adapter.watch(
        { query: { collection, limit: 1 } },
        ({ seq }) => this.#hear(seq),
        (error) => this.#fail(error),
      ),
      adapter.onStatus(({ state }) => {
        if (state === 'closed') this.#end();
        else if (this.#heard !== undefined) this.#hear(this.#heard);
      }),
    ];
    this.#stopViewing = overlay.add(this);
  }

  add(user: ProjectionUser): void {
    this.#cancelTimer();
    this.#users.set(user, undefined);
    user.counting(0, undefined);
    this.#wake();
  }

  remove(user: ProjectionUser): void {
    const view = this.#users.get(user);
    if (!this.#users.delete(user)) return;
    if (view) this.#rows.removeView(view);
    if (this.#users.size > 0 || this.#ended) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#context.clock.after(releaseMs, () => this.#end());
  }

  /** The record as it is shown though the store does not have it so. */
  pendingRecord(id: string): StoredRecord | undefined {
    return this.#rows.overlaid.get(id) ?? undefined;
  }

  /** How many records the collection has. */
  get size(): number {
    return this.#rows.columns.size;
  }

  rowId(row: number): string {
    return this.#rows.columns.idOf(row);
  }

  rowVersion(row: number): number {
    return this.#rows.columns.versionOf(row);
  }

  refresh(): void {
    if (this.#ended || this.#isFilling || !this.#isLoaded) return;
    const { overlay, collection } = this.#context;
    for (const id of this.#rows.layOver(collection, overlay.changes, this.#seq)) this.#dirty.add(id);
    this.#tellChanged();
    if (this.#dirty.size > 0) this.#wake();
  }

  needs(change: PendingChange): boolean {
    return change.isMissingFrom(this.#seq) && change.writes.some(({ collection }) => collection === this.#context.collection);
  }

  #hear(seq: number): void {
    this.#heard = seq;
    this.#hasNews = true;
    this.#wake();
  }

  #fail(thrown: unknown): void {
    if (this.#ended) return;
    const error = toCrmError(thrown);
    if (error.retryable && this.#users.size > 0) {
      this.#cancelTimer();
      this.#cancelTimer = this.#context.clock.after(retryMs, () => this.#wake());
    }
    for (const user of [...this.#users.keys()]) user.failed(error);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelTimer();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#stopViewing();
    this.#release();
  }

  #wake(): void {
    this.#isDue = true;
    if (!this.#isRunning && !this.#ended) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Several calls in a row are one piece of work.
    await Promise.resolve();
    while (this.#isDue && !this.#ended) {
      this.#isDue = false;
      try {
        while (!this.#ended && (await this.#step()));
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#isRunning = false;
  }

  /** Does what is most urgent. @returns whether there was anything to do */
  async #step(): Promise<boolean> {
    if (this.#heard === undefined) return false;
    if (!this.#isLoaded) {
      if (this.#users.size === 0) return false;
      await this.#load(this.#heard);
    } else if (this.#hasNews) await this.#catchUp();
    else if (this.#dirty.size > 0) await this.#readAgain();
    else {
      const waiting = [...this.#users].find(([, view]) => !view)?.[0];
      if (!waiting) return false;
      await this.#fillView(waiting);
    }
    return true;
  }

  /** Reads all records of the collection. Ends early when nobody waits for them any more. */
  async #load(seq: number): Promise<void> {
    const { adapter } = this.#context;
    this.#seq = seq;
    this.#told = seq;
    this.#hasNews = false;
    this.#dirty.clear();
    this.#rows = new ResidentRows();
    const { columns } = this.#rows;
    for (const { query } of this.#users.keys()) for (const facet of query.facets) if (!columns.has(facet)) columns.add(facet);
    if (adapter.capabilities.changes) await this.#feed.begin(seq);
    const take = (records: readonly StoredRecord[]) => records.forEach((record) => this.#rows.load(record));
    const isComplete = await this.#readPages(take, () => this.#users.size > 0);
    if (!isComplete || this.#ended) return;
    this.#isLoaded = true;
    this.#hasNews = adapter.capabilities.changes;
    this.refresh();
  }

  /** Hands all records out, in slices, and tells those who wait how far it is. @returns whether it came to the end */
  async #readPages(take: (records: readonly StoredRecord[]) => void, isWanted: () => boolean): Promise<boolean> {
    const { adapter, collection, clock } = this.#context;
    const total =
      adapter.capabilities.totals === 'exact' ? ((await adapter.totals({ collection, totals: 'all' }))[0]?.count ?? 0) : undefined;
    const slices = new Slices(clock);
    const read = (after?: string): Promise<Page> => adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) });
    let done = 0;
    for (let reading: Promise<Page> | undefined = read(); reading;) {
      const { records, next }: Page = await reading;
      if (this.#ended || !isWanted()) return false;
      // The store reads on while these are looked at.
      reading = next === undefined ? undefined : read(next);
      // Whoever gives up while it is under way need not hear of its failure.
      reading?.catch(() => undefined);
      take(records);
      done += records.length;
      for (const [user, view] of this.#users) if (!view) user.counting(done, total === undefined ? undefined : Math.max(total, done));
      if (slices.isOver) await slices.pause();
    }
    return true;
  }

  /** Everything is read anew: the feed no longer tells what happened, or never does. */
  #startOver(): void {
    this.#isLoaded = false;
    for (const user of this.#users.keys()) {
      this.#users.set(user, undefined);
      user.counting(0, undefined);
    }
  }

  /** Asks the feed which records have changed. */
  async #catchUp(): Promise<void> {
    if (!this.#context.adapter.capabilities.changes) return this.#startOver();
    this.#hasNews = false;
    try {
      const news = await this.#feed.read();
      if (!news) return this.#startOver();
      for (const id of news.ids) this.#dirty.add(id);
      this.#told = Math.max(this.#told, news.seq);
      this.#hasNews ||= news.more;
    } catch (error) {
      this.#hasNews = true;
      throw error;
    }
    if (this.#dirty.size === 0 && !this.#hasNews) this.#isCurrent();
  }

  async #readAgain(): Promise<void> {
    const ids = new Set(this.#dirty);
    const told = this.#told;
    // Before they are read: what is laid over one of them in between may be gone again when this has come to its end.
    this.#dirty.clear();
    try {
      await this.#readRecords(ids);
    } catch (error) {
      for (const id of ids) this.#dirty.add(id);
      throw error;
    }
    if (this.#dirty.size === 0 && told === this.#told) this.#isCurrent();
    else this.refresh();
  }

  /** The rows contain all that the feed told of: what this client laid over them may go. */
  #isCurrent(): void {
    this.#seq = Math.max(this.#seq, this.#told);
    this.#context.overlay.trim();
    this.refresh();
  }

  /** Brings rows to what the store has now. */
  async #readRecords(ids: ReadonlySet<string>): Promise<void> {
    const { adapter, collection, clock } = this.#context;
    const slices = new Slices(clock);
    const all = [...ids];
    for (let start = 0; start < all.length; start += batchSize) {
      const batch = all.slice(start, start + batchSize);
      const records = await adapter.get(collection, batch);
      if (this.#ended) return;
      batch.forEach((id, i) => this.#rows.apply(id, records[i]));
      this.#tellChanged();
      if (slices.isOver) await slices.pause();
    }
  }

  #tellChanged(): void {
    const touched = this.#rows.takeTouched();
    if (touched.size > 0) for (const [user, view] of [...this.#users]) if (view && touched.has(view)) user.changed();
  }

  async #fillView(user: ProjectionUser): Promise<void> {
    const { query } = user;
    const missing = query.facets.filter((facet) => !this.#rows.columns.has(facet));
    this.#isFilling = true;
    try {
      if (missing.length > 0 && !(await this.#extend(missing, () => this.#users.has(user)))) return;
      const view = await this.#rows.addView(query, new Slices(this.#context.clock));
      if (!this.#users.has(user) || this.#ended) return this.#rows.removeView(view);
      this.#users.set(user, view);
      user.ready(view);
    } finally {
      this.#isFilling = false;
      this.refresh();
    }
  }

  /** Reads all records once more, for facets that no view needed before. @returns whether it came to the end */
  async #extend(facets: readonly Facet[], isWanted: () => boolean): Promise<boolean> {
    for (const facet of facets) this.#rows.columns.add(facet);
    let isComplete = false;
    try {
      isComplete = await this.#readPages((records) => records.forEach((record) => this.#rows.extend(record, facets)), isWanted);
      // Those that changed meanwhile, or show what the store does not have.
      if (isComplete) await this.#readRecords(this.#rows.unfilled(facets));
    } finally {
      if (!isComplete) for (const facet of facets) this.#rows.columns.drop(facet);
    }
    return isComplete;
  }
}
