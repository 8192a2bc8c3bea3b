import { crmModel, type Json, type Model, type StoredRecord } from '@crm-elements/schema';
import { BaseAdapter, type ReadResult, type WriteResult } from '../base-adapter.js';
import { blobHolders, blobNamedBy } from '../blob-names.js';
import { sha256 } from '../blobs.js';
import { systemClock, type Clock } from '../clock.js';
import type { AdapterCapabilities, BlobOperation, ChangePage, CommitOptions, Page, RestoreContent, RestoreOptions, SearchQuery, StoreState, Subscription, TotalRow } from '../contract.js';
import type { NormalBatch } from '../engine/batch.js';
import { copyJson, requireJson } from '../engine/batch.js';
import type { NormalQuery } from '../engine/query.js';
import { requireRestorable, restoreBegins, restoreCancelled } from '../engine/restore.js';
import { assembleTotals, type NormalTotalsQuery } from '../engine/totals.js';
import { CrmError } from '../errors.js';
import { feedCursor, feedMaxAgeMs, feedMaxOperations, feedPage, readFeedCursor } from '../feed.js';
import { searchPage } from '../search.js';
import { MemoryStore } from './memory-store.js';

export interface MemoryAdapterOptions {
  /** Adapters of one name share their records for as long as the page lives. Without a name the store is this adapter's alone. */
  name?: string;
  model?: Model;
  clock?: Clock;
}

const stores = new Map<string, MemoryStore>();
let unnamed = 0;

/** The largest blob, in bytes. */
const maxBlobBytes = 25 * 1024 * 1024;

/** Its reads and writes can also be called by an adapter that has nothing better to stand on: where the browser allows no storage. */
export class MemoryAdapter extends BaseAdapter {
  readonly capabilities: AdapterCapabilities = {
    reach: 'device', persistence: 'memory', crossTab: true, search: true, totals: 'exact', paging: 'keyset', blobs: true, changes: true, signals: true, restore: true,
    maxBatch: 20_000, maxBlobBytes,
  };
  readonly #isNamed: boolean;
  #store!: MemoryStore;
  #stopListening: (() => void) | undefined;

  constructor({ name, model = crmModel, clock = systemClock }: MemoryAdapterOptions) {
    super({ name: name ?? `memory-${++unnamed}`, model, clock });
    this.#isNamed = name !== undefined;
  }

  protected override openStore(): Promise<{ instance: string }> {
    const store = stores.get(this.name) ?? new MemoryStore(this.model);
    stores.set(this.name, store);
    this.#store = store;
    this.#stopListening = store.listen((event) => {
      if (event === 'emptied' || event === 'restored') this.#wasReplaced(event === 'emptied' ? 'emptied' : 'ready');
      else this.announce({ writes: event.writes }, event.change.seq);
    });
    store.receivers.add(this.#receive);
    return Promise.resolve({ instance: store.instance });
  }

  /** All that the store held was removed or replaced. */
  #wasReplaced(state: StoreState): void {
    this.setInstance(this.#store.instance);
    this.setStatus({ state });
    this.refreshWatches(this.#store.seq);
  }

  override readRecords(collection: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>> {
    return Promise.resolve({ value: this.#store.get(collection, ids), seq: this.#store.seq });
  }

  override async readPage(query: NormalQuery, { scan }: { scan: boolean }): Promise<ReadResult<Page>> {
    return Promise.resolve({ value: this.#store.query(query, scan), seq: this.#store.seq });
  }

  override readTotals(query: NormalTotalsQuery): Promise<ReadResult<TotalRow[]>> {
    return Promise.resolve({ value: assembleTotals(query, this.#store.totalsRows(query)), seq: this.#store.seq });
  }

  override findRecords(query: SearchQuery): Promise<Page> {
    const page = searchPage(this.model.collections[query.collection]!, query, this.#store.all(query.collection));
    return Promise.resolve({ ...page, records: page.records.map(copyJson) });
  }

  override async writeBatch(batch: NormalBatch, { signal }: CommitOptions): Promise<WriteResult> {
    await Promise.resolve();
    if (signal?.aborted) throw new CrmError('ABORTED', 'The commit was cancelled before anything was written.', { cause: signal.reason });
    const { committed } = this.#store.commit(batch);
    // The store told this adapter too, with the records.
    return { committed, touched: {} };
  }

  override readChanges({ after, limit }: { after: string | undefined; limit: number }): Promise<ChangePage> {
    const { instance, changes, seq } = this.#store;
    const now = this.clock.now();
    let operations = changes.reduce((sum, change) => sum + change.operations.length, 0);
    while (changes[0] && (operations > feedMaxOperations || now - Date.parse(changes[0].at) > feedMaxAgeMs)) operations -= changes.shift()!.operations.length;
    const oldest = changes[0]?.seq ?? seq + 1;
    const from = readFeedCursor(instance, after) ?? oldest - 1;
    if (from === 'reset' || (after !== undefined && from < oldest - 1)) {
      return Promise.resolve({ changes: [], next: feedCursor(instance, seq), more: false, reset: true });
    }
    const start = changes.findIndex((change) => change.seq > from);
    return Promise.resolve(feedPage(instance, start < 0 ? [] : changes.slice(start, start + limit + 1).map(copyJson), limit, from));
  }

  override async runBlob(operation: BlobOperation): Promise<unknown> {
    const { blobs } = this.#store;
    if (operation.op === 'put') {
      const { bytes, signal, mediaType = 'application/octet-stream' } = operation;
      const key = await sha256(bytes);
      if (signal?.aborted) throw new CrmError('ABORTED', 'The upload was cancelled.', { cause: signal.reason });
      // Put again, it is young again: its attachment may be on the way.
      blobs.set(key, { bytes, mediaType: blobs.get(key)?.mediaType ?? mediaType, at: this.clock.now() });
      return { key, size: bytes.byteLength };
    }
    if (operation.op === 'get') {
      const blob = blobs.get(operation.key);
      return blob && { key: operation.key, size: blob.bytes.byteLength, mediaType: blob.mediaType, bytes: blob.bytes.slice() };
    }
    const { minAgeMs = 24 * 60 * 60 * 1_000, keys } = operation;
    const holders = blobHolders.filter((name) => this.model.collections[name]);
    const used = new Set(holders.flatMap((name) => Array.from(this.#store.all(name), (record) => blobNamedBy(name, record))));
    let removed = 0;
    for (const [key, { at }] of blobs) {
      if (used.has(key) || (keys ? !keys.includes(key) : this.clock.now() - at < minAgeMs)) continue;
      blobs.delete(key);
      removed++;
    }
    return { removed };
  }

  forgetDeleted(): Promise<void> {
    return this.open().then(() => this.#store.forgetDeleted());
  }

  override async restoreStore(content: RestoreContent, options: RestoreOptions): Promise<{ instance: string; seq: number }> {
    await requireRestorable(this.model, this.capabilities, content, options);
    const { signal, onProgress } = options;
    const begins = restoreBegins(content);
    onProgress?.({ ...begins, records: begins.totalRecords, files: begins.totalFiles });
    if (signal?.aborted) throw restoreCancelled(signal);
    this.#store.restore(content, this.clock.now());
    const { instance, seq } = this.#store;
    return { instance, seq };
  }

  override signal(topic: string, payload: Json): void {
    requireJson('payload', payload);
    const copy = copyJson(payload);
    for (const receive of this.#store?.receivers ?? []) if (receive !== this.#receive) queueMicrotask(() => receive(topic, copy));
  }

  readonly #topics = new Map<string, Set<(payload: Json) => void>>();
  readonly #receive = (topic: string, payload: Json) => {
    for (const listener of this.#topics.get(topic) ?? []) {
      try {
        listener(copyJson(payload));
      } catch (error) {
        console.error('crm-elements: a listener of signals threw', error);
      }
    }
  };

  override onSignal(topic: string, listener: (payload: Json) => void): Subscription {
    // Whoever listens has to be there.
    void this.open().catch(() => undefined);
    const own = (payload: Json) => listener(payload);
    this.#topics.set(topic, (this.#topics.get(topic) ?? new Set()).add(own));
    return { unsubscribe: () => void this.#topics.get(topic)?.delete(own) };
  }

  protected override closeStore(): Promise<void> {
    this.#stopListening?.();
    this.#topics.clear();
    this.#store?.receivers.delete(this.#receive);
    if (!this.#isNamed) stores.delete(this.name);
    return Promise.resolve();
  }

  protected override destroyStore(): Promise<void> {
    const store = stores.get(this.name);
    return this.closeStore().then(() => {
      store?.empty();
      if (!store?.isOpen) stores.delete(this.name);
    });
  }
}

/** Records in memory: gone with the page. For tests, stories, and where the browser allows no storage. */
export const createMemoryAdapter = (options: MemoryAdapterOptions = {}): BaseAdapter => new MemoryAdapter(options);
