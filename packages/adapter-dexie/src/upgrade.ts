/** Brings rows up to date that older code wrote. Loaded when a store is opened that needs it. */
import type { Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import { staleCode } from './errors.js';
import { rebuildTotals } from './rebuild-totals.js';
import { putRecords } from './rows.js';
import { hasGrown, isStale, missingFrom, type Prepared } from './state.js';
import { indexAnew } from './message-index/index-anew.js';
import { layout, layoutOf, type ShapeRow, type StateRow } from './tables.js';

const collectionsOf = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.slice(0, name.indexOf('/'))))];

/** Rows written anew in one transaction. Others get their turn in between. */
const step = 300;

/** Works the index keys out anew for all rows of a collection. Done twice it does no harm, so an interrupted one is simply done again. */
async function rewriteRows(database: Database, model: Model, collection: string): Promise<void> {
  const declared = model.collections[collection]!;
  for (let after: string | undefined; ;) {
    const from = after;
    const last: string | undefined = await database.write(layoutOf(collection, declared).tables, {}, async (transaction) => {
      const records = transaction.records(collection);
      const rows = await records.rows(from === undefined ? undefined : { lower: from, lowerOpen: true, upperOpen: false }, { limit: step });
      putRecords(
        transaction,
        collection,
        declared,
        rows.map(({ r }) => ({ after: r })),
      );
      return rows.length < step ? undefined : rows.at(-1)!.id;
    });
    if (last === undefined) return;
    after = last;
  }
}

/** Changes the store's state and what is known of its rows. @throws CrmError STALE_CODE where the store was emptied meanwhile */
function changeState(
  database: Database,
  change: (state: StateRow, present: ShapeRow | undefined) => [StateRow, ShapeRow | undefined],
): Promise<[StateRow, ShapeRow | undefined]> {
  return database.write(['_meta'], {}, async (transaction) => {
    const meta = transaction.system('_meta');
    const [state, present] = (await meta.getMany(['state', 'shape'])) as [StateRow | undefined, ShapeRow | undefined];
    if (!state) throw staleCode();
    const [next, shape] = change(state, present);
    meta.put(shape ? [next, shape] : [next]);
    return [next, shape];
  });
}

/** Changes are additive: older code can go on reading. */
export async function upgrade(database: Database, model: Model, shape: ShapeRow): Promise<Prepared> {
  // Older code does not keep what is new here, so it has to stop writing before anything is changed, even where the model would let it.
  const [claimed, present] = await changeState(database, (state, old) => {
    if (isStale(state, model)) return [state, old];
    const minimumWriter = Math.max(model.minimumWriter, state.minimumWriter, hasGrown(shape, old) ? model.version : 0);
    return [{ ...state, minimumWriter, layout: Math.max(state.layout, layout) }, old];
  });
  if (isStale(claimed, model)) return { state: claimed, stale: true };
  for (const collection of collectionsOf(missingFrom(shape.indexes, present?.indexes))) await rewriteRows(database, model, collection);
  for (const collection of collectionsOf(missingFrom(shape.totals, present?.totals))) await rebuildTotals(database, model, collection);
  for (const collection of collectionsOf(missingFrom(shape.segments!, present?.segments)))
    await indexAnew(database, collection, claimed.seq);
  const [state] = await changeState(database, (now, old) => [
    { ...now, model: Math.max(now.model, model.version) },
    {
      key: 'shape',
      indexes: { ...old?.indexes, ...shape.indexes },
      totals: { ...old?.totals, ...shape.totals },
      segments: { ...old?.segments, ...shape.segments },
    },
  ]);
  return { state, stale: false };
}
