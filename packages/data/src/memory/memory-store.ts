import { newId, type Json, type Model, type Scalar, type StoredRecord } from '@crm-elements/schema';
import type { Change, Committed, Page, RestoreContent } from '../contract.js';
import { copyJson, type NormalBatch } from '../engine/batch.js';
import { planCommit, requireUnique, type CommitPlan, type RecordWrite } from '../engine/commit.js';
import { keyTuples } from '../engine/fields.js';
import { assemblePage, planQuery, type IndexRange } from '../engine/plan.js';
import { scanPage } from '../engine/scan.js';
import type { NormalQuery } from '../engine/query.js';
import { recount } from '../engine/recount.js';
import { addRows, isEmptyRow, rowKey, type NormalTotalsQuery, type TotalsRow } from '../engine/totals.js';
import { RestoredCounters } from '../engine/restore.js';
import { withoutContent } from '../engine/forget.js';
import { CrmError } from '../errors.js';
import { SortedIndex } from './sorted-index.js';

/** What happened to the store: a commit, or all of it was removed or replaced. */
type StoreListener = (event: CommitPlan | 'emptied' | 'restored') => void;

interface Collection {
  records: Map<string, StoredRecord>;
  /** The records by id alone, and the declared indexes. */
  indexes: Map<string, SortedIndex>;
  tombstones: Map<string, number>;
}

/** Records in memory, shared by all adapters of one name. Each method is one step: nothing comes between. */
export class MemoryStore {
  instance = newId();
  readonly #model: Model;
  readonly #collections = new Map<string, Collection>();
  /** Table → first value of the group → row key, so that one ticket's or one stage's rows are found among many. */
  readonly #totals = new Map<string, Map<string, Map<string, TotalsRow>>>();
  readonly #counters = new Map<string, number>();
  readonly #dedupe = new Map<string, Committed>();
  readonly #listeners = new Set<StoreListener>();
  /** What listens for signals, one for each adapter that is open. */
  readonly receivers = new Set<(topic: string, payload: Json) => void>();
  readonly changes: Change[] = [];
  readonly blobs = new Map<string, { bytes: Uint8Array; mediaType: string; at: number }>();
  seq = 0;

  constructor(model: Model) {
    this.#model = model;
    this.#makeCollections();
  }

  #makeCollections(): void {
    for (const [name, { indexes }] of Object.entries(this.#model.collections)) {
      const own = new Map(['id', ...Object.keys(indexes)].map((index) => [index, new SortedIndex()]));
      this.#collections.set(name, { records: new Map(), indexes: own, tombstones: new Map() });
    }
  }

  #clear(): void {
    this.instance = newId();
    this.#makeCollections();
    for (const part of [this.#totals, this.#dedupe, this.blobs]) part.clear();
    this.changes.length = 0;
  }

  #tell(event: Parameters<StoreListener>[0]): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Removes everything. Whoever still has the store open goes on with an empty one. */
  empty(): void {
    this.#clear();
    this.#counters.clear();
    this.seq = 0;
    this.#tell('emptied');
  }

  /** Replaces everything. @param at when the files count as put, in milliseconds since 1970 */
  restore({ records, files = [] }: RestoreContent, at: number): void {
    this.#clear();
    this.seq++;
    const counters = new RestoredCounters(this.#model);
    for (const [name, value] of this.#counters) counters.raise(name, value);
    for (const [collection, list] of Object.entries(records)) {
      this.#put(
        collection,
        list.map((after) => ({ collection, id: after.id, before: undefined, after })),
      );
      for (const record of list) counters.add(collection, record);
      for (const row of recount(this.#model, collection, list).rows.values()) this.#addToTotals(row);
    }
    for (const [name, value] of counters.values) this.#counters.set(name, value);
    for (const { key, mediaType, bytes } of files) this.blobs.set(key, { bytes: bytes.slice(), mediaType, at });
    this.#tell('restored');
  }

  /** Tells of each commit, after it. */
  listen(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Somebody has it open. */
  get isOpen(): boolean {
    return this.#listeners.size > 0;
  }

  #collection(name: string): Collection {
    return this.#collections.get(name)!;
  }

  get(collection: string, ids: readonly string[]): (StoredRecord | undefined)[] {
    const { records } = this.#collection(collection);
    return ids.map((id) => copyJson(records.get(id)));
  }

  all(collection: string): Iterable<StoredRecord> {
    return this.#collection(collection).records.values();
  }

  #readRange(collection: string, range: IndexRange): StoredRecord[] {
    const { records, indexes } = this.#collection(collection);
    return indexes.get(range.index)!.read(range).map((id) => records.get(id)!);
  }

  query(query: NormalQuery, scan: boolean): Page {
    let page: Page;
    try {
      const plan = planQuery(query);
      const read = (range: IndexRange) => this.#readRange(query.collection, range);
      page = assemblePage(query, plan, plan.ranges.map(read), plan.probes.map(read));
    } catch (error) {
      if (!scan || !(error instanceof CrmError) || error.code !== 'UNINDEXED') throw error;
      page = scanPage(query, this.all(query.collection));
    }
    return { ...page, records: page.records.map(copyJson) };
  }

  /** The rows among which the wanted ones are. */
  *totalsRows({ collection, totals, prefix, model }: NormalTotalsQuery): Iterable<TotalsRow> {
    const table = this.#totals.get(`${collection}/${totals}`);
    if (!table) return;
    const parts = prefix.length > 0 ? [table.get(firstOf(prefix))] : table.values();
    for (const part of parts) {
      if (!part) continue;
      if (prefix.length < model.group.length) yield* part.values();
      else {
        const row = part.get(rowKey(collection, totals, prefix));
        if (row) yield row;
      }
    }
  }

  #totalsRow(collection: string, totals: string, group: readonly Scalar[]): TotalsRow | undefined {
    return this.#totals.get(`${collection}/${totals}`)?.get(firstOf(group))?.get(rowKey(collection, totals, group));
  }

  commit(batch: NormalBatch): { committed: Committed; plan?: CommitPlan } {
    const known = batch.dedupe === undefined ? undefined : this.#dedupe.get(batch.dedupe);
    if (known) return { committed: { ...copyJson(known), repeated: true } };
    const plan = planCommit(
      this.#model,
      batch,
      {
        record: (collection, id) => this.#collection(collection).records.get(id),
        tombstone: (collection, id) => this.#collection(collection).tombstones.get(id),
        counter: (name) => this.#counters.get(name) ?? 0,
        count: (collection, totals, group) => this.#totalsRow(collection, totals, group)?.count ?? 0,
      },
      this.seq + 1,
    );
    requireUnique(
      this.#model,
      plan,
      plan.claims.map(({ collection, index, key }) => this.#collection(collection).indexes.get(index)!.holders(key)),
    );
    this.#apply(plan);
    if (batch.dedupe !== undefined) this.#dedupe.set(batch.dedupe, copyJson(plan.result));
    this.#tell(plan);
    return { committed: copyJson(plan.result), plan };
  }

  /** Results of commits that had a token keep no content of records that are gone. */
  forgetDeleted(): void {
    const gone = new Set([...this.#collections.values()].flatMap(({ records, tombstones }) => [...tombstones.keys()].filter((id) => !records.has(id))));
    for (const [token, result] of this.#dedupe) this.#dedupe.set(token, withoutContent(result, gone));
  }

  #apply(plan: CommitPlan): void {
    this.seq = plan.change.seq;
    for (const [name, writes] of byCollection(plan.writes)) this.#put(name, writes);
    for (const { collection, id, version } of plan.tombstones) this.#collection(collection).tombstones.set(id, version);
    for (const [name, value] of plan.counters) this.#counters.set(name, value);
    for (const row of plan.totals.rows.values()) this.#addToTotals(row);
    this.changes.push(plan.change);
  }

  #put(name: string, writes: readonly RecordWrite[]): void {
    const keysOf = (keys: readonly string[], record: StoredRecord | undefined): Scalar[][] =>
      record ? keyTuples(this.#model.collections[name]!, record, keys).map((key) => [...key, record.id]) : [];
    const { records, indexes } = this.#collection(name);
    for (const [index, sorted] of indexes) {
      const keys = index === 'id' ? [] : this.#model.collections[name]!.indexes[index]!.keys;
      sorted.change(
        writes.flatMap(({ before }) => keysOf(keys, before)),
        writes.flatMap(({ after }) => keysOf(keys, after)),
      );
    }
    for (const { id, after } of writes) {
      if (after) records.set(id, copyJson(after));
      else records.delete(id);
    }
  }

  #addToTotals(row: TotalsRow): void {
    const { collection, totals, group } = row;
    const name = `${collection}/${totals}`;
    const table = this.#totals.get(name) ?? new Map<string, Map<string, TotalsRow>>();
    const part = table.get(firstOf(group)) ?? new Map<string, TotalsRow>();
    this.#totals.set(name, table.set(firstOf(group), part));
    const key = rowKey(collection, totals, group);
    const present = part.get(key);
    const sum = present ? addRows(present, row) : row;
    if (isEmptyRow(sum)) part.delete(key);
    else part.set(key, sum);
    if (part.size === 0) table.delete(firstOf(group));
  }
}

const firstOf = (group: readonly Scalar[]): string => JSON.stringify(group[0] ?? null);

function byCollection(writes: CommitPlan['writes']): Map<string, CommitPlan['writes']> {
  const groups = new Map<string, CommitPlan['writes']>();
  for (const write of writes) {
    const group = groups.get(write.collection);
    if (group) group.push(write);
    else groups.set(write.collection, [write]);
  }
  return groups;
}
