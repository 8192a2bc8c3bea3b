import { type Clock, type CommitOptions, type Committed, type NormalBatch, type WriteResult } from '@crm-elements/data';
import { neededBy, planCommit, requireUnique, rowKey, type CommitPlan, type Needed, type UniqueClaim } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import { addToRows } from './add-to-rows.js';
import type { Database } from './database.js';
import { StoreReplaced, staleCode } from './errors.js';
import { keyOf, startingWith, type Key } from './keys.js';
import { loadSeldom } from './load-seldom.js';
import { noteUnpacked } from './message-index/unpacked.js';
import type { ResolvedOptions } from './options.js';
import { putRecords, removeRecords, type Written } from './rows.js';
import { isStale } from './state.js';
import { isSegmented, layoutOf, type MarkRow, type RecordRow, type StateRow } from './tables.js';
import { totalsKey } from './totals-rows.js';
import type { TableAccess, Transaction } from './transaction.js';
import { keepMark, missingMark } from './writer-mark.js';

/** What an adapter's commits have in common. */
export interface Writer {
  model: Model;
  clock: Clock;
  /** Tells this adapter's commits in the feed from those of others. */
  id: string;
  options: ResolvedOptions;
}

/** One try of a commit, so that it can be told afterwards what became of it. */
export interface Attempt {
  instance: string;
  /** Set once everything is handed to the browser: from here on only the store knows whether it happened. */
  plan?: CommitPlan;
}

/** More operations than this make a batch a large one. */
const manyOperations = 64;

type LargeBatch = typeof import('./large-batch.js');

/** The rows with these keys, by the keys' texts. */
async function findRows<Row>(table: TableAccess<Row>, keys: readonly Key[], large: LargeBatch | undefined): Promise<Map<string, Row>> {
  const wanted = large ? await large.existingOf(table, keys) : keys;
  const rows = await table.getMany(wanted);
  const found = new Map<string, Row>();
  rows.forEach((row, i) => {
    if (row) found.set(String(wanted[i]!), row);
  });
  return found;
}

/** What stands in the store, as far as the batch needs it. */
interface Loaded {
  records: Map<string, Map<string, RecordRow>>;
  tombstones: Map<string, number>;
  counters: Map<string, number>;
  counts: Map<string, number>;
}

async function load(transaction: Transaction, needed: Needed, ops: NormalBatch['ops'], large: LargeBatch | undefined): Promise<Loaded> {
  const loaded: Loaded = { records: new Map(), tombstones: new Map(), counters: new Map(), counts: new Map() };
  const work: Promise<void>[] = [];
  for (const [collection, ids] of needed.records) {
    const found = findRows(transaction.records(collection), [...ids], large);
    work.push(found.then((rows) => void loaded.records.set(collection, rows)));
  }
  const created = ops.flatMap((operation) => (operation.op === 'create' ? [[operation.collection, operation.record.id]] : []));
  if (created.length > 0) {
    const found = findRows(transaction.system('_tombstones'), created, large);
    work.push(found.then((rows) => rows.forEach(({ version }, key) => loaded.tombstones.set(key, version))));
  }
  if (needed.counters.size > 0) {
    const names = [...needed.counters];
    work.push(
      transaction
        .system('_counters')
        .getMany(names)
        .then((rows) => rows.forEach((row, i) => loaded.counters.set(names[i]!, row?.value ?? 0))),
    );
  }
  if (needed.totals.length > 0) {
    const keys = needed.totals.map(({ collection, totals, group }) => totalsKey(collection, totals, group));
    const keep = ({ collection, totals, group }: Needed['totals'][number], count = 0) =>
      loaded.counts.set(rowKey(collection, totals, group), count);
    work.push(
      transaction
        .system('_totals')
        .getMany(keys)
        .then((rows) => rows.forEach((row, i) => keep(needed.totals[i]!, row?.count))),
    );
  }
  await Promise.all(work);
  return loaded;
}

/** Who holds the places that the plan claims in unique indexes. */
async function holdersOf(
  transaction: Transaction,
  { collections }: Model,
  { claims }: CommitPlan,
  doubtful: ReadonlySet<UniqueClaim> | undefined,
): Promise<string[][]> {
  const holders = async (claim: UniqueClaim) => {
    const { collection, index, key } = claim;
    if (doubtful && !doubtful.has(claim)) return [];
    const { table, name } = layoutOf(collection, collections[collection]!).indexes[index]!;
    return (await transaction.table(table).keys(startingWith(key.map(keyOf)), { index: name })) as string[];
  };
  return Promise.all(claims.map(holders));
}

function tablesFor(model: Model, batch: NormalBatch, { counters }: Needed): string[] {
  const tables = new Set([
    '_meta',
    '_changes',
    '_totals',
    ...batch.ops.flatMap(({ collection }) => layoutOf(collection, model.collections[collection]!).tables),
  ]);
  if (batch.ops.some(({ op }) => op === 'create' || op === 'delete')) tables.add('_tombstones');
  if (batch.ops.some(({ collection }) => isSegmented(model.collections[collection]!))) tables.add('_unpacked');
  if (counters.size > 0) tables.add('_counters');
  if (batch.dedupe !== undefined) tables.add('_dedupe');
  return [...tables];
}

function writeRecords(transaction: Transaction, { collections }: Model, { writes, tombstones }: CommitPlan, loaded: Loaded): void {
  const put = new Map<string, Written[]>();
  const remove = new Map<string, string[]>();
  const revived: Key[] = [];
  const listOf = <T>(lists: Map<string, T[]>, name: string) => {
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    return list;
  };
  for (const { collection, id, before, after } of writes) {
    if (!after) listOf(remove, collection).push(id);
    else {
      listOf(put, collection).push({ before, after });
      if (loaded.tombstones.size > 0 && loaded.tombstones.has(String([collection, id]))) revived.push([collection, id]);
    }
  }
  for (const [collection, written] of put) putRecords(transaction, collection, collections[collection]!, written);
  for (const [collection, ids] of remove) removeRecords(transaction, collection, collections[collection]!, ids);
  if (tombstones.length + revived.length === 0) return;
  const graves = transaction.system('_tombstones');
  graves.put(tombstones.map(({ collection, id, version }) => ({ k: [collection, id], version })));
  graves.remove(revived);
}

async function run(
  transaction: Transaction,
  writer: Writer,
  batch: NormalBatch,
  needed: Needed,
  attempt: Attempt,
  mark: MarkRow | undefined,
  large: LargeBatch | undefined,
): Promise<WriteResult> {
  const { model, clock } = writer;
  const meta = transaction.system('_meta');
  const known = batch.dedupe === undefined ? undefined : transaction.system('_dedupe').get(batch.dedupe);
  const [found, loaded, used] = await Promise.all([
    meta.get('state') as Promise<StateRow | undefined>,
    load(transaction, needed, batch.ops, large),
    known,
  ]);
  if (found?.instance !== attempt.instance) throw new StoreReplaced('The database is not the one that was opened.');
  if (isStale(found, model)) throw staleCode();
  if (used) return { committed: { ...used.result, repeated: true } };

  const plan = planCommit(
    model,
    batch,
    {
      record: (collection, id) => loaded.records.get(collection)?.get(id)?.r,
      tombstone: (collection, id) => loaded.tombstones.get(String([collection, id])),
      counter: (name) => loaded.counters.get(name) ?? 0,
      count: (collection, totals, group) => loaded.counts.get(rowKey(collection, totals, group)) ?? 0,
    },
    found.seq + 1,
  );
  const changes = [...plan.totals.rows.values()];
  const totals = transaction.system('_totals');
  const keys = changes.map(({ collection, totals: table, group }) => totalsKey(collection, table, group));
  const doubtful = large && (await large.doubtfulOf(transaction, model, plan.claims));
  const [holders, present] = await Promise.all([
    holdersOf(transaction, model, plan, doubtful),
    large ? large.keptRowsOf(totals, changes, keys) : totals.getMany(keys),
  ]);
  requireUnique(model, plan, holders);

  const at = clock.now();
  const state: StateRow = { ...found, seq: plan.change.seq, kept: found.kept + plan.change.operations.length };
  const rows = addToRows(changes, present, state.checks);
  attempt.plan = plan;
  writeRecords(transaction, model, plan, loaded);
  noteUnpacked(transaction, model, state.seq, plan.writes);
  totals.put(rows.put);
  totals.remove(rows.remove);
  if (plan.counters.size > 0) transaction.system('_counters').put([...plan.counters].map(([name, value]) => ({ name, value })));
  transaction.system('_changes').put([{ seq: state.seq, at, writer: writer.id, change: plan.change }]);
  if (batch.dedupe !== undefined) transaction.system('_dedupe').put([{ token: batch.dedupe, at, result: plan.result }]);
  meta.put(mark ? [state, mark] : [state]);
  return { committed: plan.result, touched: { writes: plan.writes, from: found.seq } };
}

/**
 * Writes a batch in one transaction, or nothing of it; resolves when the browser has completed it.
 * @throws CrmError of the plan; StoreReplaced when the database is another one than `attempt` says; what the browser reports
 */
export async function commitBatch(
  database: Database,
  writer: Writer,
  batch: NormalBatch,
  options: CommitOptions,
  attempt: Attempt,
): Promise<WriteResult> {
  const needed = neededBy(writer.model, batch);
  const large = batch.ops.length > manyOperations ? await loadSeldom().catch(() => undefined) : undefined;
  await large?.markAhead(database, writer);
  const mark = missingMark(database, writer);
  const written = await database.write(tablesFor(writer.model, batch, needed), options, (transaction) =>
    run(transaction, writer, batch, needed, attempt, mark, large),
  );
  if (mark && !written.committed.repeated) keepMark(database, mark, writer);
  return written;
}

/** Whether a commit whose end was not heard of has happened: then its change stands in the feed. */
export async function wasCommitted(database: Database, writer: Writer, { plan }: Attempt): Promise<Committed | undefined> {
  if (!plan) return undefined;
  const row = await database.read(['_changes'], (transaction) => transaction.system('_changes').get(plan.change.seq));
  return row?.writer === writer.id ? plan.result : undefined;
}
