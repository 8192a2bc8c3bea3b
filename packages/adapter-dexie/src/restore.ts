/** Puts an export in the place of all that a store holds. Loaded when it is first asked for. */
import type { RestoreContent, RestoreOptions } from '@crm-elements/data';
import { restoreBegins, restoreCancelled, RestoredCounters, TotalsDelta } from '@crm-elements/data/engine';
import { newId, type Model } from '@crm-elements/schema';
import { addToRows } from './add-to-rows.js';
import type { Writer } from './commit.js';
import type { Database } from './database.js';
import { staleCode } from './errors.js';
import { noteUnpacked } from './message-index/unpacked.js';
import { putRecords } from './rows.js';
import { isStale } from './state.js';
import { dexieStores, isSegmented, layout, shapeOf, type StateRow } from './tables.js';
import type { Transaction } from './transaction.js';
import { markAhead } from './mark-ahead.js';

/** Rows handed to the browser at a time. Its answer, before the next, keeps the transaction alive and gives the page its turn. */
const step = 100;

const tablesOf = (model: Model): string[] => Object.keys(dexieStores(model));

/** Hands items over in slices; `hand` begins a request whose answer is waited for. */
async function inSlices<T>(items: readonly T[], hand: (slice: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < items.length; i += step) await hand(items.slice(i, i + step));
}

async function run(
  transaction: Transaction,
  { model, clock }: Writer,
  { records, files = [] }: RestoreContent,
  onProgress: NonNullable<RestoreOptions['onProgress']>,
): Promise<StateRow> {
  const meta = transaction.system('_meta');
  const counters = new RestoredCounters(model);
  const [found, given] = await Promise.all([meta.get('state') as Promise<StateRow | undefined>, transaction.system('_counters').rows()]);
  // Newer code may keep tables that this one does not know: what they hold would stay.
  if (found && (isStale(found, model) || found.model > model.version)) throw staleCode();
  for (const { name, value } of given) counters.raise(name, value);
  // What else stands in `_meta` is about pages that are open.
  for (const table of tablesOf(model)) if (table !== '_meta') transaction.native.objectStore(table).clear();

  const seq = (found?.seq ?? 0) + 1;
  const delta = new TotalsDelta(model);
  const progress = restoreBegins({ records, files });
  for (const [collection, list] of Object.entries(records)) {
    const table = transaction.records(collection);
    const declared = model.collections[collection]!;
    await inSlices(list, async (slice) => {
      putRecords(
        transaction,
        collection,
        declared,
        slice.map((after) => ({ after })),
      );
      for (const record of slice) {
        delta.change(collection, undefined, record);
        counters.add(collection, record);
      }
      await table.get(slice.at(-1)!.id);
      progress.records += slice.length;
      onProgress({ ...progress });
    });
    if (!isSegmented(declared)) continue;
    noteUnpacked(
      transaction,
      model,
      seq,
      list.map((after) => ({ collection, id: after.id, before: undefined, after })),
    );
  }
  const blobs = transaction.system('_blobs');
  for (const { key, mediaType, bytes } of files) {
    blobs.put([{ key, size: bytes.byteLength, mediaType, at: clock.now() }]);
    transaction.system('_blobBytes').put([{ key, bytes }]);
    await blobs.get(key);
    progress.files++;
    onProgress({ ...progress });
  }

  const checks: StateRow['checks'] = {};
  const totals = transaction.system('_totals');
  await inSlices([...delta.rows.values()], (changes) => {
    const { put } = addToRows(changes, [], checks);
    totals.put(put);
    return totals.get(put.at(-1)!.k);
  });
  // Each conversation has one.
  const counterRows = transaction.system('_counters');
  await inSlices([...counters.values], (values) => {
    counterRows.put(values.map(([name, value]) => ({ name, value })));
    return counterRows.get(values.at(-1)![0]);
  });
  const minimumWriter = Math.max(model.minimumWriter, found?.minimumWriter ?? 0);
  const state: StateRow = {
    key: 'state',
    instance: newId(),
    restored: true,
    seq,
    model: model.version,
    minimumWriter,
    layout,
    kept: 0,
    checks,
  };
  meta.put([state, shapeOf(model)]);
  return state;
}

/**
 * Replaces everything in one transaction, or nothing: a crash, a full device or a cancel leaves the store as it was.
 * @throws CrmError STALE_CODE where newer code wrote the store; what the browser reports
 */
export async function restoreStore(
  database: Database,
  writer: Writer,
  content: RestoreContent,
  { signal, onProgress = () => undefined }: RestoreOptions,
): Promise<StateRow> {
  // A transaction hears of a signal only what comes later.
  if (signal?.aborted) throw restoreCancelled(signal);
  await markAhead(database, writer);
  return database.write(tablesOf(writer.model), { durability: 'strict', ...(signal && { signal }) }, (transaction) =>
    run(transaction, writer, content, onProgress),
  );
}
