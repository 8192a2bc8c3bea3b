import {
  BaseAdapter,
  CrmError,
  later,
  type AdapterCapabilities,
  type BlobOperation,
  type ChangePage,
  type CommitOptions,
  type CrmErrorCode,
  type NormalBatch,
  type NormalQuery,
  type NormalTotalsQuery,
  type Page,
  type ReadResult,
  type RestoreContent,
  type RestoreOptions,
  type SearchQuery,
  type StoreState,
  type Subscription,
  type TotalRow,
  type WriteResult,
} from '@crm-elements/data';
import type { MemoryAdapter } from '@crm-elements/data/memory';
import { newId, type Json, type StoredRecord } from '@crm-elements/schema';
import type { Writer } from './commit.js';
import { Connection } from './connection.js';
import type { Database } from './database.js';
import { sharedDeadline } from './deadlines.js';
import { emptied, isLost, mapStoreError, staleCode, StorageBlocked, StoreReplaced } from './errors.js';
import { Follower } from './follower.js';
import type { Heard } from './heard.js';
import { loadSeldom } from './load-seldom.js';
import type { ResolvedOptions } from './options.js';
import { listenToPage } from './page.js';
import { getPage, getRecords, getTotals } from './reads.js';
import { Sentinel } from './sentinel.js';
import { Tabs } from './tabs.js';
import type { StateRow } from './tables.js';
import { checkName, isSound } from './totals-rows.js';

/** The largest blob, in bytes. */
const maxBlobBytes = 25 * 1024 * 1024;

/** Every so many commits, what is too old goes. */
const tidyEvery = 64;

/** What writes, and hears of what others wrote, is loaded beside the first look, and not for it: a page whose network then goes away can still write. */
const loadCommit = later(() => import('./writing.js'));

/** A call that takes longer makes the store `busy`. */
const busyAfterMs = 1_000;

/** Errors that are a state of the whole store. */
const tellingCodes: Partial<Record<CrmErrorCode, StoreState>> = { QUOTA: 'full', STALE_CODE: 'stale' };

/** States that are over when the store is open again. */
const restored: ReadonlySet<StoreState> = new Set(['blocked', 'disconnected', 'recovering', 'stale']);

/** Records in IndexedDB. */
export class DexieAdapter extends BaseAdapter {
  readonly #options: ResolvedOptions;
  readonly #writer: Writer;
  readonly #connection: Connection;
  readonly #follower: Follower;
  readonly #sentinel: Sentinel;
  /** What makes the store busy: calls that take long, and the wait for a turn. */
  readonly #slow = new Set<object>();
  readonly #turn = {};
  readonly #busyDeadline = sharedDeadline(busyAfterMs);
  readonly #soundTotals = new Map<string, Promise<void>>();
  readonly #tabs = new Tabs({ hint: () => this.#follower.look() });
  #stopListening: (() => void) | undefined;
  /** Stands in where the browser allows no storage. */
  #memory: MemoryAdapter | undefined;
  #stale = false;
  #packing = false;
  /** Ends what goes on in the background. */
  readonly #ending = new AbortController();

  constructor(options: ResolvedOptions) {
    const { name, model, clock, storage } = options;
    super({ name, model, clock });
    this.#options = options;
    this.#writer = { model, clock, id: newId(), options };
    this.#sentinel = new Sentinel(storage, name);
    this.#connection = new Connection(options, {
      status: (status) => this.setStatus(status),
      opened: (state, how) => this.#opened(state, how),
    });
    this.#follower = new Follower({
      read: (seq) => this.#readHeard(seq),
      heard: (heard) => (heard.all ? this.refreshWatches() : this.announce(heard, heard.seq)),
    });
  }

  get capabilities(): AdapterCapabilities {
    return {
      reach: 'device',
      persistence: this.#memory ? 'memory' : 'best-effort',
      crossTab: !this.#memory,
      search: true,
      totals: 'exact',
      paging: 'keyset',
      blobs: true,
      changes: true,
      signals: !this.#memory,
      restore: true,
      maxBatch: 20_000,
      maxBlobBytes,
    };
  }

  protected override async openStore(signal: AbortSignal | undefined): Promise<{ instance: string }> {
    try {
      await this.#connection.get(signal);
    } catch (error) {
      if (!(error instanceof StorageBlocked)) throw error;
      return this.#standInMemory(error);
    }
    this.#startListening();
    loadCommit().catch(() => undefined);
    return { instance: this.#connection.instance };
  }

  /** Only for a store that never opened, and never merged back. */
  async #standInMemory(reason: Error): Promise<{ instance: string }> {
    // Few browsers block their storage: the rest need not load what stands in for it.
    const memory = await loadSeldom();
    this.#memory = new memory.MemoryAdapter({ model: this.model, clock: this.clock });
    await this.#memory.open();
    this.setStatus({ state: 'memory', error: reason });
    return { instance: this.#memory.instance };
  }

  #startListening(): void {
    const { bus, page, name } = this.#options;
    this.#tabs.start(name, bus);
    this.#stopListening = listenToPage(page, {
      hide: () => {
        this.#tabs.pause();
        this.#connection.pause();
      },
      show: () => {
        this.#tabs.resume();
        this.#connection.probe();
        this.#follower.look();
      },
    });
  }

  #opened(state: StateRow, { again, replaced, stale }: { again: boolean; replaced: boolean; stale: boolean }): void {
    this.#stale = stale;
    this.#follower.startAt(state.seq);
    if (replaced) {
      this.#soundTotals.clear();
      this.setInstance(state.instance);
    }
    if (stale) this.setStatus({ state: 'stale', error: staleCode() });
    else if (!state.restored && (replaced || (!again && this.#sentinel.tellsOfAnother(state.instance))))
      this.setStatus({ state: 'emptied', error: emptied() });
    else if (again && restored.has(this.status.state)) this.setStatus({ state: 'ready' });
    if (again) this.refreshWatches(replaced ? state.seq : undefined);
  }

  /** An error of a call; where it concerns the whole store, its state says so. */
  #told(error: unknown): CrmError {
    const mapped = this.mapError(error);
    const state = tellingCodes[mapped.code];
    if (state && state !== this.status.state) this.setStatus({ state, error: mapped });
    return mapped;
  }

  /** Runs a call, and tells when it takes long, or what it failed of. */
  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const stop = this.#busyDeadline(() => this.#begins(stop));
    try {
      return await work();
    } catch (error) {
      const told = this.#told(error);
      if (told.code === 'TIMEOUT') void this.#awaitTurn();
      throw told;
    } finally {
      stop();
      this.#ends(stop);
    }
  }

  #begins(slow: object): void {
    this.#slow.add(slow);
    if (this.status.state === 'ready') this.setStatus({ state: 'busy' });
  }

  #ends(slow: object): void {
    if (this.#slow.delete(slow) && this.#slow.size === 0 && this.status.state === 'busy') this.setStatus({ state: 'ready' });
  }

  /** Another page holds the store for longer than a call waits: it is busy until that page lets go, not only until the call is given up. */
  async #awaitTurn(): Promise<void> {
    if (this.#slow.has(this.#turn)) return;
    this.#begins(this.#turn);
    try {
      await (await loadSeldom()).whenFree(this.#connection, this.#ending.signal);
    } catch {
      // What cannot be loaded now is as good as a store that is free: the next call finds out.
    }
    this.#ends(this.#turn);
  }

  /** Whether an error says that the database is gone; then another connection to it is on the way. */
  #isGone(error: unknown, database: Database): boolean {
    if (error instanceof StoreReplaced) this.#connection.replaced(database);
    else if (isLost(error)) this.#connection.lost(error as Error, database);
    else return false;
    return true;
  }

  /** Runs what can be done twice without harm, a second time when the connection was lost. */
  #run<T>(work: (database: Database) => Promise<T>): Promise<T> {
    return this.#timed(() => this.#twice(work));
  }

  async #twice<T>(work: (database: Database) => Promise<T>): Promise<T> {
    for (let again = false; ; again = true) {
      const database = await this.#connection.get();
      try {
        return await work(database);
      } catch (error) {
        if (!this.#isGone(error, database) || again) throw error;
      }
    }
  }

  protected override readRecords(collection: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>> {
    return this.#memory?.readRecords(collection, ids) ?? this.#run((database) => getRecords(database, collection, ids));
  }

  protected override readPage(query: NormalQuery, options: { scan: boolean; seq: boolean }): Promise<ReadResult<Page>> {
    return this.#memory?.readPage(query, options) ?? this.#run((database) => getPage(database, query, options));
  }

  protected override async readTotals(query: NormalTotalsQuery, options: { seq: boolean }): Promise<ReadResult<TotalRow[]>> {
    if (this.#memory) return this.#memory.readTotals(query);
    await this.#requireSound(query.collection, query.totals);
    return this.#run((database) => getTotals(database, query, options));
  }

  /** Looks once whether kept totals agree with their check sum, and counts them anew where they do not. */
  #requireSound(collection: string, totals: string): Promise<void> {
    const name = checkName(collection, totals);
    const known = this.#soundTotals.get(name);
    if (known) return known;
    const check = (async () => {
      const sound = await this.#run((database) =>
        database.read(['_totals', '_meta'], (transaction) => isSound(transaction, collection, totals)),
      );
      if (sound || this.#stale) return;
      const { rebuildTotals } = await loadSeldom();
      await this.#run((database) => rebuildTotals(database, this.model, collection));
    })();
    this.#soundTotals.set(name, check);
    check.catch(() => this.#soundTotals.delete(name));
    return check;
  }

  protected override async findRecords(query: SearchQuery & { limit: number }): Promise<Page> {
    if (this.#memory) return this.#memory.findRecords(query);
    const { findByWords } = await loadSeldom();
    const page = await this.#run((database) =>
      findByWords(database, this.model, query, async (along) => (await this.readPage(along, { scan: false, seq: false })).value),
    );
    this.#packSoon();
    return page;
  }

  /**
   * Packs texts for the search, as the adapter does by itself in the background where many of them wait: after large commits, now and then
   * after others, and behind a search.
   * @param least so many texts are worth it; a tenth of a segment when not given
   */
  packTexts(least?: number): Promise<void> {
    return this.#tidyUp('packTexts', least);
  }

  forgetDeleted(): Promise<void> {
    return this.#tidyUp('forgetDeleted');
  }

  /** What stands in memory has nothing to tidy up: it goes with the page. */
  async #tidyUp(work: 'packTexts' | 'forgetDeleted', least?: number): Promise<void> {
    if (this.#memory) return;
    const seldom = await loadSeldom();
    await seldom[work](await this.#connection.get(), this.#options, this.#ending.signal, least);
  }

  /** What is not packed is searched as it is, so that what fails now can wait for the next time. */
  #packSoon(): void {
    if (this.#packing) return;
    this.#packing = true;
    void this.packTexts()
      .catch(() => undefined)
      .finally(() => (this.#packing = false));
  }

  protected override async writeBatch(batch: NormalBatch, options: CommitOptions): Promise<WriteResult> {
    if (this.#memory) {
      const { committed } = await this.#memory.writeBatch(batch, options);
      return { committed };
    }
    for (const operation of batch.ops) if ('totals' in operation) await this.#requireSound(operation.collection, operation.totals);
    const { commitForCertain } = await loadCommit();
    const isGone = (error: unknown, database: Database) => this.#isGone(error, database);
    const written = await this.#timed(() =>
      commitForCertain({ connection: this.#connection, writer: this.#writer, isGone }, batch, options),
    );
    if (!written.committed.repeated) {
      this.#wasWritten();
      this.#follower.committed(written.committed.seq);
      this.#tabs.committed(written.committed.seq);
      if (written.committed.seq % tidyEvery === 0) await this.#tidy();
      if (written.committed.seq % tidyEvery === 0 || batch.ops.length >= tidyEvery) this.#packSoon();
    }
    return written;
  }

  async #tidy(): Promise<void> {
    try {
      const { tidy } = await loadSeldom();
      await this.#run((database) => tidy(database, this.clock));
    } catch {
      // What is left now goes the next time.
    }
  }

  /** There is room, and the store holds something: that of a store that was emptied is now another. */
  #wasWritten(): void {
    this.#sentinel.remember(this.#connection.instance);
    if (this.status.state === 'full' || this.status.state === 'emptied') this.setStatus({ state: 'ready' });
  }

  protected override async readChanges(options: { after: string | undefined; limit: number }): Promise<ChangePage> {
    if (this.#memory) return this.#memory.readChanges(options);
    const { readFeed } = await loadSeldom();
    return this.#run((database) => readFeed(database, this.clock, options, !this.#stale));
  }

  async #readHeard(seq: number): Promise<Heard | undefined> {
    const { readHeard } = await loadCommit();
    const database = await this.#connection.get();
    // Opening it again has read everything.
    const heard = await this.#run((current) => readHeard(current, seq, this.#writer.id, this.watchedCollections));
    if (heard && heard.instance !== this.#connection.instance) this.#connection.replaced(database);
    return heard;
  }

  protected override async runBlob(operation: BlobOperation): Promise<unknown> {
    if (this.#memory) return this.#memory.runBlob(operation);
    const { runBlob } = await loadSeldom();
    return this.#run((database) =>
      runBlob({ database, model: this.model, clock: this.clock, instance: this.#connection.instance }, operation),
    );
  }

  protected override async restoreStore(content: RestoreContent, options: RestoreOptions): Promise<{ instance: string; seq: number }> {
    if (this.#memory) return this.#memory.restoreStore(content, options);
    const { requireRestorable, restoreStore } = await loadSeldom();
    await requireRestorable(this.model, this.capabilities, content, options);
    const state = await this.#twice((database) => restoreStore(database, this.#writer, content, options)).catch((error: unknown) => {
      throw this.#told(error);
    });
    this.#tabs.committed(state.seq);
    try {
      // Opened again, as all other tabs do that meet a store in the place of theirs.
      this.#connection.replaced(await this.#connection.get());
      await this.#connection.get();
      this.#wasWritten();
      this.#packSoon();
    } catch {
      // It is restored all the same; the status says what is wrong.
    }
    return state;
  }

  override signal(topic: string, payload: Json): void {
    this.#tabs.signal(topic, payload);
  }

  override onSignal(topic: string, listener: (payload: Json) => void): Subscription {
    return this.#tabs.onSignal(topic, listener);
  }

  /** What waits for a store that does not open is told so. */
  override async close(): Promise<void> {
    if (this.status.state === 'blocked') this.#connection.close();
    await super.close();
  }

  protected override async closeStore(): Promise<void> {
    this.#ending.abort();
    this.#follower.end();
    this.#stopListening?.();
    this.#tabs.stop();
    this.#connection.close();
    await this.#memory?.close();
  }

  protected override async destroyStore(): Promise<void> {
    if (!this.#memory) {
      this.#sentinel.forget();
      await this.#connection.delete();
      this.#tabs.emptied();
    }
    await this.closeStore();
  }

  protected override mapError(error: unknown): CrmError {
    return mapStoreError(error);
  }
}
