import type { StoredRecord } from '@crm-elements/schema';
import type { OverlayView, PendingChange } from '../client/overlay.js';
import type { StoreState, Subscription } from '../contract.js';
import { toCrmError } from '../errors.js';
import { ComparingReader } from './comparing-reader.js';
import { readEveryRecord } from './every-record.js';
import type { Facet } from './facets.js';
import { FeedReader } from './feed-reader.js';
import type { NewsReader } from './news.js';
import type { ProjectionContext } from './projection-context.js';
import { ProjectionUsers, type ProjectionUser } from './projection-users.js';
import { ResidentRows } from './resident-rows.js';
import { Slices } from './slices.js';

/** Records that are read at a time by their ids. */
const batchSize = 500;
/** How often those who wait are told how far it is. */
const progressMs = 100;
/** How long a projection that nobody uses is kept: people turn filters off and on. */
const releaseMs = 30_000;
/** What may succeed when tried again is tried again after this. */
const retryMs = 1_000;

/**
 * What filters look at of all records of a collection, kept in memory and current: read page by page in slices, then from the feed, with
 * this client's pending changes laid over it. One for all views of a client. It does one thing after the other; the only thing that comes
 * in between are pending changes.
 */
export class Projection implements OverlayView {
  readonly #context: ProjectionContext;
  readonly #release: () => void;
  readonly #users = new ProjectionUsers();
  readonly #subscriptions: Subscription[];
  readonly #stopViewing: () => void;
  /** Records to read again: what was laid over them is gone, or they changed while they were read. */
  readonly #dirty = new Set<string>();
  readonly #news: NewsReader;
  #rows = new ResidentRows();
  #isLoaded = false;
  /** The last commits that the watch and the news told of, and the last one that the rows contain. */
  #heard: number | undefined;
  #told = 0;
  #seq = 0;
  #hasNews = false;
  #isBusy = false;
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
    this.#news = adapter.capabilities.changes ? new FeedReader(adapter, collection) : new ComparingReader(context, () => this.#rows);
    this.#subscriptions = [
      // One record is enough: what is wanted is to be told of each commit.
      adapter.watch(
        { query: { collection, limit: 1 } },
        ({ seq }) => this.#hear(seq),
        (error) => this.#fail(error),
      ),
      adapter.onStatus(({ state }) => this.#takeStatus(state)),
    ];
    this.#stopViewing = overlay.add(this);
  }

  add(user: ProjectionUser): void {
    this.#cancelTimer();
    this.#users.add(user);
    this.#wake();
  }

  remove(user: ProjectionUser): void {
    if (!this.#users.has(user)) return;
    const view = this.#users.remove(user);
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

  #takeStatus(state: StoreState): void {
    const wasBusy = this.#isBusy;
    this.#isBusy = state === 'busy';
    if (state === 'closed') this.#end();
    // A store that is slow has no news, and reading all of it makes it slow.
    else if (this.#heard !== undefined && !wasBusy && !this.#isBusy) this.#hear(this.#heard);
  }

  #fail(thrown: unknown): void {
    if (this.#ended) return;
    const error = toCrmError(thrown);
    if (error.retryable && this.#users.size > 0) {
      this.#cancelTimer();
      this.#cancelTimer = this.#context.clock.after(retryMs, () => this.#wake());
    }
    this.#users.tellFailed(error);
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
      const { waiting } = this.#users;
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
    for (const { query } of this.#users.all()) for (const facet of query.facets) if (!columns.has(facet)) columns.add(facet);
    await this.#news.begin(seq);
    const isComplete = await this.#readAll(
      (record) => this.#rows.load(record),
      () => this.#users.size > 0,
    );
    if (!isComplete || this.#ended) return;
    this.#isLoaded = true;
    this.#hasNews ||= adapter.capabilities.changes;
    this.refresh();
  }

  /** Hands all records out, and tells those who wait how far it is. @returns whether it came to the end */
  async #readAll(take: (record: StoredRecord) => void, isWanted: () => boolean): Promise<boolean> {
    const { adapter, collection, clock } = this.#context;
    const total =
      adapter.capabilities.totals === 'exact' ? ((await adapter.totals({ collection, totals: 'all' }))[0]?.count ?? 0) : undefined;
    let done = 0;
    let toldAt = -Infinity;
    return readEveryRecord(this.#context, (records) => {
      if (this.#ended || !isWanted()) return false;
      records.forEach(take);
      done += records.length;
      if (clock.now() - toldAt < progressMs) return true;
      toldAt = clock.now();
      this.#users.tellProgress(done, total === undefined ? undefined : Math.max(total, done));
      return true;
    });
  }

  /** Everything is read anew: nobody can tell any more what happened. */
  #startOver(): void {
    this.#isLoaded = false;
    this.#users.takeViews();
  }

  /** Finds out which records have changed. */
  async #catchUp(): Promise<void> {
    const { changes } = this.#context.adapter.capabilities;
    // For nobody, everything would be read.
    if (!changes && this.#users.size === 0) return this.#end();
    this.#hasNews = false;
    try {
      const news = await this.#news.read(this.#heard!);
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
    if (touched.size > 0) this.#users.tellChanged(touched);
  }

  async #fillView(user: ProjectionUser): Promise<void> {
    const { query } = user;
    const missing = query.facets.filter((facet) => !this.#rows.columns.has(facet));
    this.#isFilling = true;
    try {
      if (missing.length > 0 && !(await this.#extend(missing, () => this.#users.has(user)))) return;
      const view = await this.#rows.addView(query, new Slices(this.#context.clock));
      if (!this.#users.has(user) || this.#ended) return this.#rows.removeView(view);
      this.#users.give(user, view);
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
      isComplete = await this.#readAll((record) => this.#rows.extend(record, facets), isWanted);
      // Those that changed meanwhile, or show what the store does not have.
      if (isComplete) await this.#readRecords(this.#rows.unfilled(facets));
    } finally {
      if (!isComplete) for (const facet of facets) this.#rows.columns.drop(facet);
    }
    return isComplete;
  }
}
