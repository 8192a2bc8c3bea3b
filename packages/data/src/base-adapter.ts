import type { Json, Model, StoredRecord } from '@crm-elements/schema';
import { instantOf, systemClock, type Clock } from './clock.js';
import type {
  AdapterCapabilities,
  AdapterStatus,
  Batch,
  BlobOperation,
  BlobResult,
  ChangePage,
  ChangesOptions,
  CommitOptions,
  Committed,
  DataAdapter,
  Page,
  Query,
  QueryOptions,
  ReadOptions,
  RestoreContent,
  RestoreOptions,
  SearchQuery,
  Subscription,
  TotalRow,
  TotalsQuery,
  WatchResult,
  WatchTarget,
} from './contract.js';
import { copyJson, normaliseBatch, requireId, type NormalBatch } from './engine/batch.js';
import { collectionOf, normaliseQuery, normaliseWhere, type NormalQuery } from './engine/query.js';
import { normaliseTotals, type NormalTotalsQuery } from './engine/totals.js';
import { CrmError, invalid, toCrmError } from './errors.js';
import { WatchHub, type Snapshot, type Touched } from './watch-hub.js';

export interface BaseAdapterOptions {
  /** The name of the store. The same name is the same store. */
  name: string;
  model: Model;
  clock?: Clock;
}

/** What a read found, and the last commit that it contains where the store can tell. */
export interface ReadResult<T> {
  value: T;
  seq?: number;
}

/** What a commit did, and what it touched where the store knows the records. */
export interface WriteResult {
  committed: Committed;
  touched?: Touched;
}

const refuseAborted = (signal: AbortSignal | undefined) => {
  if (signal?.aborted) throw new CrmError('ABORTED', 'The call was cancelled.', { cause: signal.reason });
};

/**
 * What all adapters have in common: input is checked and copied, calls wait for open and are refused after close, errors become
 * `CrmError`s, results are watched. An adapter implements the few protected methods that talk to its store.
 */
export abstract class BaseAdapter implements DataAdapter {
  readonly name: string;
  readonly model: Model;
  protected readonly clock: Clock;
  abstract readonly capabilities: AdapterCapabilities;

  readonly #statusListeners = new Set<(status: AdapterStatus) => void>();
  readonly #hub: WatchHub;
  #inFlight = 0;
  #whenIdle: (() => void) | undefined;
  #isOpen = false;
  #status: AdapterStatus = { state: 'opening' };
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #instance = '';
  /** The last commit known of; for stores that do not tell. */
  #seq = 0;

  constructor({ name, model, clock = systemClock }: BaseAdapterOptions) {
    this.name = name;
    this.model = model;
    this.clock = clock;
    this.#hub = new WatchHub(
      model,
      (target) => this.#readTarget(target),
      () => clock.now(),
    );
  }

  /** Opens the store and tells its instance: the same as long as it holds what was put in. */
  protected abstract openStore(signal: AbortSignal | undefined): Promise<{ instance: string }>;
  protected abstract readRecords(collection: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>>;
  /** `seq`: the result is shown with its `seq`, so it is worth reading at the same moment. */
  protected abstract readPage(query: NormalQuery, options: { scan: boolean; seq: boolean }): Promise<ReadResult<Page>>;
  /** Writes all of the batch or nothing; resolves once the store has it for good. `signal` cancels it as long as it has not happened. */
  protected abstract writeBatch(batch: NormalBatch, options: CommitOptions): Promise<WriteResult>;
  /** Lets go of the store. Nothing is in flight any more. */
  protected abstract closeStore(): Promise<void>;
  /** Removes all that the store holds, and lets go of it. Also called when the store would not open. */
  protected abstract destroyStore(): Promise<void>;

  protected readTotals(_query: NormalTotalsQuery, _options: { seq: boolean }): Promise<ReadResult<TotalRow[]>> {
    return Promise.reject(this.unsupported('keep totals'));
  }

  protected findRecords(_query: SearchQuery & { limit: number }): Promise<Page> {
    return Promise.reject(this.unsupported('search'));
  }

  protected readChanges(_options: { after: string | undefined; limit: number }): Promise<ChangePage> {
    return Promise.reject(this.unsupported('list changes'));
  }

  protected runBlob(_operation: BlobOperation): Promise<unknown> {
    return Promise.reject(this.unsupported('keep files'));
  }

  /**
   * Puts the content in the place of all that the store holds, or changes nothing. The store is another instance then, and its `seq` goes on
   * above the one before. Begins with the engine's `requireRestorable`, which is not called here: most pages never load it.
   */
  protected restoreStore(_content: RestoreContent, _options: RestoreOptions): Promise<{ instance: string; seq: number }> {
    return Promise.reject(this.unsupported('be restored'));
  }

  /** An error of the store as a `CrmError`; extended by adapters that know their store's errors. */
  protected mapError(error: unknown): CrmError {
    return toCrmError(error);
  }

  protected unsupported(what: string): CrmError {
    return new CrmError('UNSUPPORTED', `The adapter "${this.name}" cannot ${what}. Its capabilities say so; ask them first.`);
  }

  get status(): AdapterStatus {
    return this.#status;
  }

  get instance(): string {
    return this.#instance;
  }

  onStatus(listener: (status: AdapterStatus) => void): Subscription {
    const own = (status: AdapterStatus) => listener(status);
    this.#statusListeners.add(own);
    return { unsubscribe: () => void this.#statusListeners.delete(own) };
  }

  /** Tells the listeners, outside of whatever the store is doing. A listener that throws hurts no other. */
  protected setStatus(status: AdapterStatus): void {
    // What is closed stays so, whatever its store still has to say.
    if (this.#status.state === 'closed' || (status.state === this.#status.state && status.error === this.#status.error)) return;
    this.#status = status;
    for (const listener of [...this.#statusListeners]) {
      try {
        listener(status);
      } catch (error) {
        console.error('crm-elements: a status listener threw', error);
      }
    }
  }

  /** The store's instance changed: it was emptied from outside, or restored. */
  protected setInstance(instance: string): void {
    this.#instance = instance;
  }

  async open({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
    for (;;) {
      if (this.#closing) throw this.#closedError();
      refuseAborted(signal);
      const own = !this.#opening;
      const opening = (this.#opening ??= this.#open(signal));
      try {
        await opening;
        return;
      } catch (error) {
        // Somebody else's signal ends their call, not this one.
        if (own || !(error instanceof CrmError) || error.code !== 'ABORTED') throw error;
      }
    }
  }

  async #open(signal: AbortSignal | undefined): Promise<void> {
    try {
      this.setStatus({ state: 'opening' });
      const { instance } = await this.openStore(signal);
      if (signal?.aborted) {
        await this.closeStore();
        refuseAborted(signal);
      }
      this.#instance = instance;
      this.#isOpen = true;
      if (this.#status.state === 'opening' || this.#status.state === 'blocked') this.setStatus({ state: 'ready' });
      this.#hub.retry();
    } catch (thrown) {
      // The next call tries again.
      this.#opening = undefined;
      const error = this.mapError(thrown);
      if (this.#status.state === 'opening' && error.code !== 'ABORTED') this.setStatus({ state: 'disconnected', error });
      throw error;
    }
  }

  #closedError(): CrmError {
    return new CrmError('CLOSED', `The store "${this.name}" is closed. Make a new adapter to go on.`);
  }

  /** Runs a call once the store is open, and maps what it throws. */
  async #call<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw this.#closedError();
    this.#inFlight++;
    try {
      refuseAborted(signal);
      if (!this.#isOpen) {
        await this.open();
        refuseAborted(signal);
      }
      return await work();
    } catch (error) {
      throw this.mapError(error);
    } finally {
      if (--this.#inFlight === 0) this.#whenIdle?.();
    }
  }

  async get(collection: string, ids: readonly string[], { signal }: ReadOptions = {}): Promise<(StoredRecord | undefined)[]> {
    collectionOf(this.model, collection);
    const wanted = requireIds(ids);
    return this.#call(signal, async () => (wanted.length === 0 ? [] : (await this.readRecords(collection, wanted)).value));
  }

  async query(query: Query, { signal, scan = false }: QueryOptions = {}): Promise<Page> {
    const normal = normaliseQuery(this.model, query);
    return (await this.#call(signal, () => this.readPage(normal, { scan, seq: false }))).value;
  }

  async search(query: SearchQuery, { signal }: ReadOptions = {}): Promise<Page> {
    if (!this.capabilities.search) throw this.unsupported('search');
    if (typeof query !== 'object' || query === null)
      throw invalid('query', 'Give the query as an object that names a collection and a text.');
    const { collection, text, where, limit = 50 } = query;
    if (!collectionOf(this.model, collection).search)
      throw new CrmError('UNSUPPORTED', `"${collection}" is not searched by words.`, { collection });
    if (typeof text !== 'string') throw invalid('text', 'Give the words to find as a text.');
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw invalid('limit', 'Give "limit" a whole number from 1 to 1000.');
    normaliseWhere(where);
    return this.#call(signal, () => this.findRecords({ ...query, limit }));
  }

  async totals(query: TotalsQuery, { signal }: ReadOptions = {}): Promise<TotalRow[]> {
    const normal = normaliseTotals(this.model, query);
    if (this.capabilities.totals === 'none') throw this.unsupported('keep totals');
    return (await this.#call(signal, () => this.readTotals(normal, { seq: false }))).value;
  }

  async commit(batch: Batch, options: CommitOptions = {}): Promise<Committed> {
    const normal = normaliseBatch(this.model, batch, this.capabilities.maxBatch, () => instantOf(this.clock.now()));
    if (this.capabilities.totals === 'none' && normal.ops.some((operation) => 'totals' in operation))
      throw this.unsupported('check totals');
    return this.#call(options.signal, async () => {
      const { committed, touched } = await this.writeBatch(normal, options);
      this.#seq = Math.max(this.#seq, committed.seq);
      if (!committed.repeated) this.announce(touched ?? { ids: idsOf(normal) }, committed.seq);
      return committed;
    });
  }

  /** Tells the watches of a commit: this adapter's own, or one that it heard of. */
  protected announce(touched: Touched, seq = 0): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#hub.commit(touched, seq);
  }

  /**
   * Reads all watches again: after the store was away, or emptied.
   * @param replacedAt the last commit of a store that stands in the place of another: records may differ though their versions are the same
   */
  protected refreshWatches(replacedAt?: number): void {
    this.#seq = Math.max(this.#seq, replacedAt ?? 0);
    this.#hub.refreshAll(replacedAt !== undefined);
  }

  /** The collections for which {@link Touched.records} spare watches reading again. */
  protected get watchedCollections(): string[] {
    return this.#hub.collections;
  }

  /** The number of watches that are on. */
  get watching(): number {
    return this.#hub.size;
  }

  watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    if (this.#closing) throw this.#closedError();
    if ('totals' in target && this.capabilities.totals === 'none') throw this.unsupported('keep totals');
    if ('ids' in target) {
      collectionOf(this.model, target.ids.collection);
      requireIds(target.ids.ids);
    }
    // The caller may change the target afterwards; the watch stays as it is.
    return this.#hub.add(copyJson(target), listener, onError);
  }

  async #readTarget(target: WatchTarget): Promise<Snapshot> {
    return this.#call(undefined, async () => {
      const known = this.#seq;
      if ('query' in target) {
        const { value, seq = known } = await this.readPage(normaliseQuery(this.model, target.query), { scan: false, seq: true });
        return { page: value, seq };
      }
      if ('ids' in target) {
        const { value, seq = known } = await this.readRecords(target.ids.collection, target.ids.ids);
        return { records: value, seq };
      }
      const { value, seq = known } = await this.readTotals(normaliseTotals(this.model, target.totals), { seq: true });
      return { rows: value, seq };
    });
  }

  async changes({ after, limit = 100, signal }: ChangesOptions = {}): Promise<ChangePage> {
    if (!this.capabilities.changes) throw this.unsupported('list changes');
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw invalid('limit', 'Give "limit" a whole number from 1 to 1000.');
    return this.#call(signal, () => this.readChanges({ after, limit }));
  }

  async blob<Op extends BlobOperation>(operation: Op): Promise<BlobResult<Op>> {
    if (!this.capabilities.blobs) throw this.unsupported('keep files');
    if (!['put', 'get', 'collect'].includes(operation?.op)) throw invalid('op', 'An operation on blobs is one of: put, get, collect.');
    if (operation.op === 'get') requireId(operation.key, 'key');
    if (operation.op === 'put') {
      const { maxBlobBytes } = this.capabilities;
      if (!(operation.bytes instanceof Uint8Array)) throw invalid('bytes', 'Give the bytes of the file as a Uint8Array.');
      if (operation.bytes.byteLength > maxBlobBytes) {
        throw invalid('bytes', `A file has ${maxBlobBytes} bytes at most; this one has ${operation.bytes.byteLength}.`, {
          data: { maxBlobBytes },
        });
      }
    }
    const signal = operation.op === 'put' ? operation.signal : undefined;
    // The caller may write to the bytes again as soon as this returns.
    const own = operation.op === 'put' ? { ...operation, bytes: operation.bytes.slice() } : operation;
    return this.#call(signal, () => this.runBlob(own)) as Promise<BlobResult<Op>>;
  }

  async restore(content: RestoreContent, options: RestoreOptions = {}): Promise<void> {
    const { instance, seq } = await this.#call(options.signal, () => this.restoreStore(content, options));
    this.setInstance(instance);
    this.refreshWatches(seq);
  }

  signal?(topic: string, payload: Json): void;
  onSignal?(topic: string, listener: (payload: Json) => void): Subscription;

  async close(): Promise<void> {
    this.#closing ??= this.#end(async () => {
      if (this.#opening) await this.closeStore();
    });
    await this.#closing;
  }

  async destroy(): Promise<void> {
    if (this.#closing) {
      await this.#closing;
      throw this.#closedError();
    }
    // Opened first, so that the store is there to tell other tabs.
    void this.open().catch(() => undefined);
    this.#closing = this.#end(() => this.destroyStore());
    await this.#closing;
  }

  async #end(finish: () => Promise<void>): Promise<void> {
    this.#hub.end();
    if (this.#inFlight > 0) await new Promise<void>((done) => (this.#whenIdle = done));
    try {
      await this.#opening;
    } catch {
      // It never opened: the call that opened it was told.
    }
    try {
      await finish();
    } catch (error) {
      throw this.mapError(error);
    } finally {
      this.setStatus({ state: 'closed' });
      this.#statusListeners.clear();
    }
  }
}

function requireIds(ids: unknown): string[] {
  if (!Array.isArray(ids)) throw invalid('ids', 'Give the ids as a list.');
  return ids.map((id) => requireId(id));
}

function idsOf(batch: NormalBatch): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const operation of batch.ops) {
    if (operation.op === 'check') continue;
    const id = operation.op === 'create' ? operation.record.id : operation.id;
    ids.set(operation.collection, (ids.get(operation.collection) ?? new Set()).add(id));
  }
  return ids;
}
