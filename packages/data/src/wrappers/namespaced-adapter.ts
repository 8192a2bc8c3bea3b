import { maxIdLength, type Json, type Model, type Scalar } from '@crm-elements/schema';
import type {
  AdapterCapabilities, Batch, Change, ChangePage, ChangesOptions, CheckOperation, CommitOptions, Committed, Condition, DataAdapter, Operation, Page, Query, QueryOptions,
  ReadOptions, SearchQuery, StoredRecord, Subscription, TotalRow, TotalsQuery, WatchResult, WatchTarget,
} from '../contract.js';
import { requireId } from '../engine/batch.js';
import { normaliseQuery, normaliseWhere, unindexed } from '../engine/query.js';
import { normaliseTotals } from '../engine/totals.js';
import { CrmError, invalid, toCrmError } from '../errors.js';
import { ForwardAdapter, reading } from './forward-adapter.js';
import { namespaceEnd, namespaceField, originalModel } from './namespaced-model.js';

type Where = Readonly<Record<string, Condition>>;

const maxNamespace = 32;

class NamespacedAdapter extends ForwardAdapter {
  readonly #namespace: string;
  /** What all of this namespace's ids begin with. */
  readonly #head: string;
  /** The first text behind all that begin so. */
  readonly #end: string;
  readonly #model: Model;

  constructor(inner: DataAdapter, namespace: string) {
    super(inner);
    if (typeof namespace !== 'string' || !/^[A-Za-z0-9_-]+$/.test(namespace) || namespace.length > maxNamespace) {
      throw invalid('namespace', `A namespace has 1 to ${maxNamespace} letters, digits, _ or -.`);
    }
    const model = originalModel(inner.model);
    if (!model) {
      throw new CrmError('UNSUPPORTED', `The store "${inner.name}" keeps no namespaces apart. Open it with { model: namespacedModel(crmModel) }.`);
    }
    this.#model = model;
    this.#namespace = namespace;
    this.#head = namespace + namespaceEnd;
    this.#end = namespace + String.fromCharCode(namespaceEnd.charCodeAt(0) + 1);
  }

  override get model(): Model {
    return this.#model;
  }

  override get capabilities(): AdapterCapabilities {
    return { ...this.inner.capabilities, restore: false };
  }

  protected override topic(topic: string): string {
    return this.#head + topic;
  }

  override async get(collection: string, ids: readonly string[], options?: ReadOptions): Promise<(StoredRecord | undefined)[]> {
    const found = await this.#told(this.inner.get(collection, reading(() => ids.map((id) => this.#in(id))), options));
    return found.map((record) => this.#record(record));
  }

  override async query(query: Query, options?: QueryOptions): Promise<Page> {
    return this.#page(await this.#told(this.inner.query(reading(() => this.#query(query)), options), query));
  }

  override async search(query: SearchQuery, options?: ReadOptions): Promise<Page> {
    const own = reading(() => ({ ...query, where: { ...this.#where(query.where), [namespaceField]: this.#namespace }, ...this.#cursor('after', query.after) }));
    return this.#page(await this.#told(this.inner.search(own, options)));
  }

  override async totals(query: TotalsQuery, options?: ReadOptions): Promise<TotalRow[]> {
    return this.#told(this.inner.totals(reading(() => this.#totals(query)), options));
  }

  override async commit(batch: Batch, options?: CommitOptions): Promise<Committed> {
    const own = reading(() => ({
      ...batch,
      ops: batch.ops.map((operation) => this.#operation(operation)),
      ...(batch.dedupe !== undefined && { dedupe: this.#in(batch.dedupe, 'dedupe') }),
    }));
    const committed = await this.#told(this.inner.commit(own, options));
    return { ...committed, records: committed.records.map((record) => this.#record(record)) };
  }

  override watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    return reading(() => this.#watch(target, listener, onError));
  }

  #watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void): Subscription {
    const report = onError && ((error: Error) => onError(this.#error(error, 'query' in target ? target.query : undefined)));
    if ('totals' in target) return this.inner.watch({ totals: this.#totals(target.totals) }, listener as (result: WatchResult<{ totals: TotalsQuery }>) => void, report);
    if ('query' in target) {
      const own = ({ page, seq }: WatchResult<{ query: Query }>) => listener({ page: this.#page(page), seq } as WatchResult<T>);
      return this.inner.watch({ query: this.#query(target.query) }, own, report);
    }
    const ids = { collection: target.ids.collection, ids: target.ids.ids.map((id) => this.#in(id)) };
    const own = ({ records, seq }: WatchResult<{ ids: typeof ids }>) => listener({ records: records.map((record) => this.#record(record)), seq } as WatchResult<T>);
    return this.inner.watch({ ids }, own, report);
  }

  override async changes(options: ChangesOptions = {}): Promise<ChangePage> {
    let after = this.#cursor('after', options.after).after;
    for (;;) {
      const page = await this.#told(this.inner.changes({ ...options, after }));
      const changes = page.changes.flatMap((change) => this.#change(change));
      // A page of others' commits alone says nothing; there is more to read.
      if (changes.length > 0 || !page.more) return { ...page, changes, next: this.#head + page.next };
      after = page.next;
    }
  }

  /** The others' records would go, too. */
  override restore(): Promise<void> {
    return Promise.reject(new CrmError('UNSUPPORTED', 'A namespace cannot be restored by itself: a store is replaced as a whole.'));
  }

  /**
   * Removes the records of this namespace, and closes. Counters, dedupe tokens and the versions of deleted records stay, as a store
   * gives them up only as a whole; unused files go when they are next collected.
   */
  override async destroy(): Promise<void> {
    const chunk = Math.min(500, this.capabilities.maxBatch);
    for (const collection of Object.keys(this.#model.collections)) {
      for (;;) {
        const { records } = await this.#told(this.inner.query({ collection, where: { id: { prefix: this.#head } }, limit: chunk }));
        if (records.length === 0) break;
        await this.#told(this.inner.commit({ ops: records.map(({ id }) => ({ op: 'delete', collection, id })) }));
      }
    }
    await this.inner.close();
  }

  /** An id or token as the shared store has it. */
  #in(id: string, field = 'id'): string {
    requireId(id, field);
    const most = maxIdLength - this.#head.length;
    if (id.length > most) throw invalid(field, `In the namespace "${this.#namespace}" an id is a text of 1 to ${most} characters.`);
    return this.#head + id;
  }

  #counter(name: string): string {
    // What names no counter, the store refuses.
    return typeof name === 'string' && name !== '' ? this.#head + name : name;
  }

  #out(id: string): string {
    return id.startsWith(this.#head) ? id.slice(this.#head.length) : id;
  }

  #record<R extends StoredRecord | null | undefined>(record: R): R {
    return record ? { ...record, id: this.#out(record.id) } : record;
  }

  #page({ records, next, previous }: Page): Page {
    return {
      records: records.map((record) => this.#record(record)),
      ...(next !== undefined && { next: this.#head + next }),
      ...(previous !== undefined && { previous: this.#head + previous }),
    };
  }

  /** A cursor as the shared store gave it. */
  #cursor<Field extends 'after' | 'before'>(field: Field, cursor: string | undefined): Partial<Record<Field, string>> {
    if (cursor === undefined) return {};
    if (typeof cursor !== 'string' || !cursor.startsWith(this.#head)) throw invalid(field, 'This cursor belongs to another query. Start again without one.');
    return { [field]: cursor.slice(this.#head.length) } as Record<Field, string>;
  }

  #query(query: Query): Query {
    // Whatever is wrong is told in the words of the query that was asked; cursors are the shared store's to read.
    const { after, before, ...rest } = query;
    normaliseQuery(this.#model, rest);
    const where = this.#where(rest.where);
    const inIdOrder = (rest.sort ?? []).every(({ by }) => by === 'id');
    const byId = Object.keys(where).length === 0 && inIdOrder;
    const onlyId = Object.keys(where).join() === 'id' && inIdOrder;
    return {
      ...rest,
      // The records by id are one stretch, which needs no other index.
      where: byId ? { id: { prefix: this.#head } } : onlyId ? where : { ...where, [namespaceField]: this.#namespace },
      ...this.#cursor('after', after),
      ...this.#cursor('before', before),
    };
  }

  #where(where: Where | undefined): Where {
    normaliseWhere(where);
    const given = Object.entries(where ?? {}).filter(([, condition]) => condition !== undefined);
    return Object.fromEntries(
      given.map(([field, condition]) => {
        if (field === namespaceField) throw invalid(field, `"${field}" is not a field.`);
        return [field, field === 'id' ? this.#idCondition(condition) : condition];
      }),
    );
  }

  #idCondition(condition: Condition): Condition {
    const own = (value: Scalar) => (typeof value === 'string' ? this.#head + value : value);
    if (condition === null || typeof condition !== 'object') return own(condition);
    if ('eq' in condition) return { eq: own(condition.eq) };
    if ('has' in condition) return { has: own(condition.has) };
    if ('in' in condition) return { in: condition.in.map(own) };
    if ('prefix' in condition) return { prefix: this.#head + condition.prefix };
    const { gt, gte, lt, lte } = condition;
    // Bounds that are no texts find no id, here as there.
    if ([gt, gte, lt, lte].some((bound) => bound !== undefined && typeof bound !== 'string')) return condition;
    const lower = gt !== undefined ? { gt: own(gt) } : { gte: gte === undefined ? this.#head : own(gte) };
    const upper = lte !== undefined ? { lte: own(lte) } : { lt: lt === undefined ? this.#end : own(lt) };
    return { ...lower, ...upper };
  }

  #totals(query: TotalsQuery): TotalsQuery {
    const { by } = normaliseTotals(this.#model, query);
    return { ...query, by, where: { ...query.where, [namespaceField]: this.#namespace } };
  }

  #operation(operation: Operation): Operation {
    // What is no operation at all, the store refuses.
    if (typeof operation !== 'object' || operation === null) return operation;
    switch (operation.op) {
      case 'create': {
        const { record, assign } = operation;
        if (typeof record !== 'object' || record === null) return operation;
        return {
          ...operation,
          record: { ...record, id: this.#in(record.id) },
          ...(assign && { assign: Object.fromEntries(Object.entries(assign).map(([field, counter]) => [field, this.#counter(counter)])) }),
        };
      }
      case 'patch':
      case 'delete':
        return { ...operation, id: this.#in(operation.id) };
      case 'check':
        return this.#check(operation);
      default:
        return operation;
    }
  }

  #check(operation: CheckOperation): CheckOperation {
    if ('totals' in operation) return { ...operation, group: { ...operation.group, [namespaceField]: this.#namespace } };
    return { ...operation, id: this.#in(operation.id) };
  }

  /** A commit as this namespace sees it, if it does. */
  #change(change: Change): Change[] {
    const operations = change.operations.filter(({ id }) => id.startsWith(this.#head)).map((operation) => ({ ...operation, id: this.#out(operation.id) }));
    return operations.length > 0 ? [{ ...change, operations }] : [];
  }

  async #told<T>(call: Promise<T>, query?: Query): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw this.#error(error, query);
    }
  }

  /** The error as it would read with this namespace alone. */
  #error(thrown: unknown, query?: Query): CrmError {
    const error = toCrmError(thrown);
    if (error.code === 'UNINDEXED' && query) return unindexed(normaliseQuery(this.#model, { ...query, after: undefined, before: undefined }));
    const { code, retryable, collection } = error;
    const ids = [...error.conflicts.map(({ id }) => id), ...this.#idsIn(error.data)];
    const marks = [[`${namespaceField} ${JSON.stringify(this.#namespace)} and `, ''], ...ids.map((id) => [id, this.#out(id)])] as [string, string][];
    const reworded = (text: string) => marks.reduce((words, [from, to]) => words.replaceAll(from, to), text);
    return new CrmError(code, reworded(error.message), {
      retryable,
      ...(error.cause !== undefined && { cause: error.cause }),
      issues: error.issues.map((issue) => ({ ...issue, message: reworded(issue.message) })),
      conflicts: error.conflicts.map(({ current, id, ...rest }) => ({ ...rest, id: this.#out(id), current: this.#record(current) })),
      ...(collection !== undefined && { collection }),
      ...(error.data !== undefined && { data: this.#data(error.data) }),
    });
  }

  #idsIn(data: Json | undefined): string[] {
    const id = data !== null && typeof data === 'object' && !Array.isArray(data) ? data.id : undefined;
    return typeof id === 'string' ? [id] : [];
  }

  #data(data: Json): Json {
    if (data === null || typeof data !== 'object' || Array.isArray(data)) return data;
    const { id, group, ...rest } = data;
    const { [namespaceField]: _, ...own } = (group ?? {}) as { [key: string]: Json };
    return { ...rest, ...(id !== undefined && { id: typeof id === 'string' ? this.#out(id) : id }), ...(group !== undefined && { group: own }) };
  }
}

/**
 * One namespace (a tenant, an instance) of a store that several share: ids, counters, dedupe tokens, cursors and signals are its own, and
 * no read, total, search, watch or change shows another's records. The adapter underneath has to be opened with {@link namespacedModel},
 * so that indexes and totals are separate in the store. Files alone are shared: they are found by the hash of what is in them.
 * Ids are shorter by the length of the namespace and one. `close()` closes the adapter underneath: give each namespace its own.
 * @param namespace 1 to 32 letters, digits, `_` or `-`
 */
export const createNamespacedAdapter = (adapter: DataAdapter, namespace: string): DataAdapter => new NamespacedAdapter(adapter, namespace);
