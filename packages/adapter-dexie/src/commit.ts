import { type Clock, type CommitOptions, type Committed, type NormalBatch, type WriteResult } from '@crm-elements/data';
import {
  compareTuples,
  neededBy,
  planCommit,
  requireUnique,
  rowKey,
  type CommitPlan,
  type Needed,
  type UniqueClaim,
} from '@crm-elements/data/engine';
import type { CollectionModel, Model, StoredRecord } from '@crm-elements/schema';
import { addToRows } from './add-to-rows.js';
import type { Database } from './database.js';
import { StoreReplaced, staleCode } from './errors.js';
import { keyOf, startingWith, type Key } from './keys.js';
import { noteUnpacked } from './message-index/unpacked.js';
import type { ResolvedOptions } from './options.js';
import { rowMaker } from './rows.js';
import { isStale } from './state.js';
import { isSegmented, type MarkRow, type RecordRow, type StateRow } from './tables.js';
import { totalsKey } from './totals-rows.js';
import type { TableAccess, Transaction } from './transaction.js';
import { keepMark, markAhead, missingMark } from './writer-mark.js';

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

/** The makers of rows, for each collection once. */
const rowMakers = new WeakMap<CollectionModel, ReturnType<typeof rowMaker>>();

function toRow(model: CollectionModel, record: StoredRecord): RecordRow {
  let make = rowMakers.get(model);
  if (!make) rowMakers.set(model, (make = rowMaker(model)));
  return make(record);
}

/** More ids than this are looked up in one go where most of them are not there. */
const manyIds = 64;

/**
 * The rows with these keys, of which most do not exist: an import asks for thousands. So the keys that do exist in their span are read
 * first, as long as there are no more of them than were asked for.
 */
async function findFew<Row>(
  table: TableAccess<Row>,
  keys: readonly Key[],
  compare: (a: Key, b: Key) => number,
  textOf: (key: Key) => string,
): Promise<Map<string, Row>> {
  let wanted = keys;
  if (keys.length > manyIds) {
    const lower = keys.reduce((least, key) => (compare(key, least) < 0 ? key : least));
    const upper = keys.reduce((most, key) => (compare(key, most) > 0 ? key : most));
    const present = await table.keys({ lower, upper, lowerOpen: false, upperOpen: false }, { limit: keys.length + 1 });
    if (present.length <= keys.length) {
      const existing = new Set(present.map(textOf));
      wanted = keys.filter((key) => existing.has(textOf(key)));
    }
  }
  const rows = await table.getMany(wanted);
  const found = new Map<string, Row>();
  rows.forEach((row, i) => {
    if (row) found.set(textOf(wanted[i]!), row);
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

const tombstoneText = (key: Key) => JSON.stringify(key);
const compareTexts = (a: Key, b: Key) => (a < b ? -1 : a > b ? 1 : 0);

async function loadRecords(
  transaction: Transaction,
  collection: string,
  ids: readonly string[],
  isNew: ReadonlySet<string>,
): Promise<Map<string, RecordRow>> {
  const table = transaction.records(collection);
  const old = ids.filter((id) => !isNew.has(id));
  const [rows, found] = await Promise.all([table.getMany(old), findFew(table, [...isNew], compareTexts, String)]);
  for (const row of rows) if (row) found.set(row.id, row);
  return found;
}

/** The ids that a batch makes, by collection. */
function createdBy(batch: NormalBatch): Map<string, Set<string>> {
  const created = new Map<string, Set<string>>();
  for (const operation of batch.ops) {
    if (operation.op === 'create')
      created.set(operation.collection, (created.get(operation.collection) ?? new Set()).add(operation.record.id));
  }
  return created;
}

async function load(transaction: Transaction, needed: Needed, created: ReadonlyMap<string, ReadonlySet<string>>): Promise<Loaded> {
  const none: ReadonlySet<string> = new Set();
  const loaded: Loaded = { records: new Map(), tombstones: new Map(), counters: new Map(), counts: new Map() };
  const work: Promise<void>[] = [];
  for (const [collection, ids] of needed.records) {
    work.push(
      loadRecords(transaction, collection, [...ids], created.get(collection) ?? none).then(
        (rows) => void loaded.records.set(collection, rows),
      ),
    );
  }
  for (const [collection, ids] of created) {
    const keys = [...ids].map((id) => [collection, id]);
    const compare = (a: Key, b: Key) => compareTexts((a as Key[])[1]!, (b as Key[])[1]!);
    const found = findFew(transaction.system('_tombstones'), keys, compare, tombstoneText);
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
async function holdersOf(transaction: Transaction, { claims }: CommitPlan): Promise<string[][]> {
  const free = new Set<string>();
  const placeOf = ({ collection, index }: UniqueClaim) => `${collection}/${index}`;
  for (const place of claims.length > manyIds ? new Set(claims.map(placeOf)) : []) {
    const own = claims.filter((claim) => placeOf(claim) === place);
    if (own.length > manyIds && !(await isTaken(transaction, own))) free.add(place);
  }
  const holders = async (claim: UniqueClaim) =>
    free.has(placeOf(claim))
      ? []
      : ((await transaction.records(claim.collection).keys(startingWith(claim.key.map(keyOf)), { index: claim.index })) as string[]);
  return Promise.all(claims.map(holders));
}

/** Whether anybody holds a place from the least to the greatest of these claims, of one index: new numbers lie behind all others. */
async function isTaken(transaction: Transaction, claims: readonly UniqueClaim[]): Promise<boolean> {
  const { collection, index } = claims[0]!;
  const keys = claims.map(({ key }) => key).sort(compareTuples);
  const from = startingWith(keys[0]!.map(keyOf));
  const to = startingWith(keys.at(-1)!.map(keyOf));
  return (await transaction.records(collection).keys({ ...from, upper: to.upper! }, { index, limit: 1 })).length > 0;
}

function tablesFor(model: Model, batch: NormalBatch, { counters }: Needed): string[] {
  const tables = new Set(['_meta', '_changes', '_totals', ...batch.ops.map(({ collection }) => collection)]);
  if (batch.ops.some(({ op }) => op === 'create' || op === 'delete')) tables.add('_tombstones');
  if (batch.ops.some(({ collection }) => isSegmented(model.collections[collection]!))) tables.add('_unpacked');
  if (counters.size > 0) tables.add('_counters');
  if (batch.dedupe !== undefined) tables.add('_dedupe');
  return [...tables];
}

function writeRecords(transaction: Transaction, writer: Writer, { writes, tombstones }: CommitPlan, loaded: Loaded): void {
  const put = new Map<string, RecordRow[]>();
  const remove = new Map<string, string[]>();
  const revived: Key[] = [];
  const listOf = <T>(lists: Map<string, T[]>, name: string) => {
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    return list;
  };
  for (const { collection, id, after } of writes) {
    if (!after) listOf(remove, collection).push(id);
    else {
      listOf(put, collection).push(toRow(writer.model.collections[collection]!, after));
      if (loaded.tombstones.size > 0 && loaded.tombstones.has(tombstoneText([collection, id]))) revived.push([collection, id]);
    }
  }
  for (const [collection, rows] of put) transaction.records(collection).put(rows);
  for (const [collection, ids] of remove) transaction.records(collection).remove(ids);
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
): Promise<WriteResult> {
  const { model, clock } = writer;
  const meta = transaction.system('_meta');
  const known = batch.dedupe === undefined ? undefined : transaction.system('_dedupe').get(batch.dedupe);
  const [found, loaded, used] = await Promise.all([
    meta.get('state') as Promise<StateRow | undefined>,
    load(transaction, needed, createdBy(batch)),
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
      tombstone: (collection, id) => loaded.tombstones.get(tombstoneText([collection, id])),
      counter: (name) => loaded.counters.get(name) ?? 0,
      count: (collection, totals, group) => loaded.counts.get(rowKey(collection, totals, group)) ?? 0,
    },
    found.seq + 1,
  );
  const changes = [...plan.totals.rows.values()];
  const totals = transaction.system('_totals');
  const [holders, present] = await Promise.all([
    holdersOf(transaction, plan),
    totals.getMany(changes.map(({ collection, totals: table, group }) => totalsKey(collection, table, group))),
  ]);
  requireUnique(model, plan, holders);

  const at = clock.now();
  const state: StateRow = { ...found, seq: plan.change.seq, kept: found.kept + plan.change.operations.length };
  const rows = addToRows(changes, present, state.checks);
  attempt.plan = plan;
  writeRecords(transaction, writer, plan, loaded);
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
  if (batch.ops.length > manyIds) await markAhead(database, writer);
  const mark = missingMark(database, writer);
  const written = await database.write(tablesFor(writer.model, batch, needed), options, (transaction) =>
    run(transaction, writer, batch, needed, attempt, mark),
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
