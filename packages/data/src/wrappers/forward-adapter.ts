import type { Json, Model } from '@crm-elements/schema';
import type {
  AdapterCapabilities, AdapterStatus, Batch, BlobOperation, BlobResult, ChangePage, ChangesOptions, CommitOptions, Committed, DataAdapter, Page,
  Query, QueryOptions, ReadOptions, RestoreContent, RestoreOptions, SearchQuery, StoredRecord, Subscription, TotalRow, TotalsQuery, WatchResult, WatchTarget,
} from '../contract.js';
import { CrmError } from '../errors.js';

/** Looks at what a caller gave. What cannot be read as the contract says is refused as VALIDATION. */
export function reading<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (error instanceof CrmError) throw error;
    throw new CrmError('VALIDATION', 'Something was given that is not of the kind that the call takes. See the types of DataAdapter.', { cause: error });
  }
}

/** Hands every call on to another adapter. Wrappers extend it and change what concerns them. */
export class ForwardAdapter implements DataAdapter {
  protected readonly inner: DataAdapter;
  readonly signal?: (topic: string, payload: Json) => void;
  readonly onSignal?: (topic: string, listener: (payload: Json) => void) => Subscription;
  readonly forgetDeleted?: () => Promise<void>;

  constructor(inner: DataAdapter) {
    this.inner = inner;
    if (inner.forgetDeleted) this.forgetDeleted = () => inner.forgetDeleted!();
    // Whether an adapter has signals is told by these methods being there.
    if (inner.signal) this.signal = (topic, payload) => inner.signal!(this.topic(topic), payload);
    if (inner.onSignal) this.onSignal = (topic, listener) => inner.onSignal!(this.topic(topic), listener);
  }

  /** The inner adapter's name for a topic. */
  protected topic(topic: string): string {
    return topic;
  }

  get name(): string {
    return this.inner.name;
  }

  get model(): Model {
    return this.inner.model;
  }

  get capabilities(): AdapterCapabilities {
    return this.inner.capabilities;
  }

  get status(): AdapterStatus {
    return this.inner.status;
  }

  get instance(): string {
    return this.inner.instance;
  }

  onStatus(listener: (status: AdapterStatus) => void): Subscription {
    return this.inner.onStatus(listener);
  }

  open(options?: { signal?: AbortSignal }): Promise<void> {
    return this.inner.open(options);
  }

  get(collection: string, ids: readonly string[], options?: ReadOptions): Promise<(StoredRecord | undefined)[]> {
    return this.inner.get(collection, ids, options);
  }

  query(query: Query, options?: QueryOptions): Promise<Page> {
    return this.inner.query(query, options);
  }

  search(query: SearchQuery, options?: ReadOptions): Promise<Page> {
    return this.inner.search(query, options);
  }

  totals(query: TotalsQuery, options?: ReadOptions): Promise<TotalRow[]> {
    return this.inner.totals(query, options);
  }

  commit(batch: Batch, options?: CommitOptions): Promise<Committed> {
    return this.inner.commit(batch, options);
  }

  watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    return this.inner.watch(target, listener, onError);
  }

  changes(options?: ChangesOptions): Promise<ChangePage> {
    return this.inner.changes(options);
  }

  blob<Op extends BlobOperation>(operation: Op): Promise<BlobResult<Op>> {
    return this.inner.blob(operation);
  }

  restore(content: RestoreContent, options?: RestoreOptions): Promise<void> {
    return this.inner.restore(content, options);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  destroy(): Promise<void> {
    return this.inner.destroy();
  }
}
