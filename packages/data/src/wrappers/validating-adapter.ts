import { findUnstorable, validateRecord, type Issue } from '@crm-elements/schema';
import type {
  Batch, CommitOptions, Committed, DataAdapter, Page, Query, QueryOptions, ReadOptions, RestoreContent, RestoreOptions, SearchQuery, StoredRecord, Subscription, TotalRow,
  TotalsQuery, WatchResult, WatchTarget,
} from '../contract.js';
import { normaliseBatch, requireId } from '../engine/batch.js';
import { collectionOf, normaliseQuery, normaliseWhere } from '../engine/query.js';
import { requireRestorable } from '../engine/restore.js';
import { normaliseTotals } from '../engine/totals.js';
import { CrmError, invalid } from '../errors.js';
import { ForwardAdapter, reading } from './forward-adapter.js';

/** A record that a store handed out and that does not meet the schema of its collection. */
export interface InvalidRecord {
  collection: string;
  record: StoredRecord;
  issues: readonly Issue[];
}

export interface ValidatingOptions {
  /** Told of every state of a record that is not right, once; the console is, when this is not given. */
  onInvalid?: (invalid: InvalidRecord) => void;
  /** Refuse a read as VALIDATION when one of its records is not right. Without it such records are reported and handed out as they are. */
  strict?: boolean;
}

/** So many states of records are remembered as reported. */
const maxReported = 10_000;

const warn = ({ collection, record, issues }: InvalidRecord) =>
  console.warn(`crm-elements: the record ${String(record.id)} of "${collection}" is not as it should be. ${issues[0]!.path}: ${issues[0]!.message}`);

function issuesOf(model: Parameters<typeof validateRecord>[0], record: unknown): Issue[] {
  const found = findUnstorable(record);
  if (!found) return validateRecord(model, record);
  const [field = ''] = found.path.split('.');
  return [{ path: found.path, field, code: 'unstorable', message: found.reason }];
}

class ValidatingAdapter extends ForwardAdapter {
  readonly #strict: boolean;
  readonly #onInvalid: (invalid: InvalidRecord) => void;
  readonly #reported = new Set<string>();

  constructor(inner: DataAdapter, { strict = false, onInvalid = warn }: ValidatingOptions) {
    super(inner);
    this.#strict = strict;
    this.#onInvalid = onInvalid;
  }

  override async get(collection: string, ids: readonly string[], options?: ReadOptions): Promise<(StoredRecord | undefined)[]> {
    collectionOf(this.model, collection);
    reading(() => ids.map((id) => requireId(id)));
    const records = await this.inner.get(collection, ids, options);
    this.#check(collection, records);
    return records;
  }

  override async query(query: Query, options?: QueryOptions): Promise<Page> {
    this.#requireQuery(query);
    const page = await this.inner.query(query, options);
    this.#check(query.collection, page.records);
    return page;
  }

  override async search(query: SearchQuery, options?: ReadOptions): Promise<Page> {
    reading(() => collectionOf(this.model, query.collection));
    normaliseWhere(query.where);
    const page = await this.inner.search(query, options);
    this.#check(query.collection, page.records);
    return page;
  }

  override async totals(query: TotalsQuery, options?: ReadOptions): Promise<TotalRow[]> {
    reading(() => normaliseTotals(this.model, query));
    return this.inner.totals(query, options);
  }

  override async commit(batch: Batch, options?: CommitOptions): Promise<Committed> {
    // The moment is the adapter's to choose.
    const { at: _, ...checked } = reading(() => normaliseBatch(this.model, batch, this.capabilities.maxBatch, () => '2000-01-01T00:00:00.000Z'));
    const committed = await this.inner.commit({ ...checked, ...(batch.at !== undefined && { at: batch.at }) }, options);
    committed.records.forEach((record, i) => {
      // It is written: a refusal now would say that it is not.
      if (record) this.#report(checked.ops[i]!.collection, record);
    });
    return committed;
  }

  override async restore(content: RestoreContent, options: RestoreOptions = {}): Promise<void> {
    await requireRestorable(this.model, this.capabilities, content, options);
    return this.inner.restore(content, options);
  }

  override watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    const query = reading(() => ('query' in target ? target.query : undefined));
    if (query) this.#requireQuery(query);
    if ('totals' in target) return this.inner.watch(target, listener, onError);
    const collection = 'query' in target ? target.query.collection : target.ids.collection;
    const checked = (result: WatchResult<T>) => {
      const { page, records } = result as { page?: Page; records?: (StoredRecord | undefined)[] };
      try {
        this.#check(collection, page?.records ?? records ?? []);
      } catch (error) {
        if (onError) onError(error as CrmError);
        else console.error('crm-elements: a watch failed', error);
        return;
      }
      listener(result);
    };
    return this.inner.watch(target, checked, onError);
  }

  /** Checks all but the cursor, whose form is the adapter's own. */
  #requireQuery(given: Query): void {
    const { after, before, ...query } = reading(() => ({ ...given }));
    if (after !== undefined && before !== undefined) throw invalid('before', 'Give "after" or "before", not both.');
    reading(() => normaliseQuery(this.model, query));
  }

  #check(collection: string, records: readonly (StoredRecord | undefined)[]): void {
    let first: InvalidRecord | undefined;
    for (const record of records) if (record !== undefined) first ??= this.#report(collection, record);
    if (!first || !this.#strict) return;
    const { record, issues } = first;
    throw new CrmError('VALIDATION', `The store handed out the record ${String(record.id)} of "${collection}", which is not right. ${issues[0]!.path}: ${issues[0]!.message}`, {
      collection,
      issues,
    });
  }

  #report(collection: string, record: StoredRecord): InvalidRecord | undefined {
    const issues = issuesOf(this.model.collections[collection]!, record);
    if (issues.length === 0) return undefined;
    const found = { collection, record, issues };
    const state = JSON.stringify([collection, record?.id, record?.version]);
    if (this.#reported.has(state)) return found;
    if (this.#reported.size >= maxReported) this.#reported.clear();
    this.#reported.add(state);
    try {
      this.#onInvalid(found);
    } catch (error) {
      console.error('crm-elements: onInvalid threw', error);
    }
    return found;
  }
}

/**
 * The adapter with everything checked that goes in and comes out, for stores that are not known to check. Input is refused as VALIDATION.
 * A record that comes out and does not meet its schema is reported, and with `strict` the read is refused; it is never left out. What a
 * commit returns is reported only, since it has been written.
 */
export const createValidatingAdapter = (adapter: DataAdapter, options: ValidatingOptions = {}): DataAdapter => new ValidatingAdapter(adapter, options);
