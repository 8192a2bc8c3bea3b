import { newId, type Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import { staleCode } from './errors.js';
import { layout, rowMaker, shapeOf, type ShapeRow, type StateRow } from './tables.js';
import { rebuildTotals } from './totals-rows.js';

/** Whether this code may only read the store. */
export const isStale = (state: StateRow, model: Model): boolean => state.minimumWriter > model.version || state.layout > layout;

const missingFrom = (wanted: Record<string, string>, present: Record<string, string> = {}): string[] =>
  Object.keys(wanted).filter((name) => wanted[name] !== present[name]);

const collectionsOf = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.slice(0, name.indexOf('/'))))];

/** Rows written anew in one transaction. Others get their turn in between. */
const step = 300;

/** Works the index keys out anew for all rows of a collection. Done twice it does no harm, so an interrupted one is simply done again. */
async function rewriteRows(database: Database, model: Model, collection: string): Promise<void> {
  const toRow = rowMaker(model.collections[collection]!);
  for (let after: string | undefined; ; ) {
    const from = after;
    const last: string | undefined = await database.write([collection], {}, async (transaction) => {
      const records = transaction.records(collection);
      const rows = await records.rows(from === undefined ? undefined : { lower: from, lowerOpen: true, upperOpen: false }, { limit: step });
      records.put(rows.map(({ r }) => toRow(r)));
      return rows.length < step ? undefined : rows.at(-1)!.id;
    });
    if (last === undefined) return;
    after = last;
  }
}

interface Claimed {
  state: StateRow;
  /** What the rows have; everything where there were none. */
  present: ShapeRow | undefined;
  fresh: boolean;
}

/** Makes the state of a new database, or lets an older one's know of the newer code, before anything is changed. */
function claim(database: Database, model: Model, shape: ShapeRow): Promise<Claimed> {
  return database.write(['_meta'], {}, async (transaction) => {
    const meta = transaction.system('_meta');
    const [found, present] = (await meta.getMany(['state', 'shape'])) as [StateRow | undefined, ShapeRow | undefined];
    if (found && isStale(found, model)) return { state: found, present, fresh: false };
    // Older code does not keep what is new here, so it has to stop writing even where the model would let it.
    const grown = missingFrom(shape.indexes, present?.indexes).length + missingFrom(shape.totals, present?.totals).length > 0;
    const minimumWriter = Math.max(model.minimumWriter, found?.minimumWriter ?? 0, found && grown ? model.version : 0);
    const fresh: StateRow = { key: 'state', instance: newId(), seq: 0, model: model.version, minimumWriter, layout, kept: 0, checks: {} };
    const state = found ? { ...found, minimumWriter, layout: Math.max(found.layout, layout) } : fresh;
    meta.put(found ? [state] : [state, shape]);
    return { state, present: found ? present : shape, fresh: !found };
  });
}

/** What stands in the store when it is opened. */
export interface Prepared {
  state: StateRow;
  /** This code is older than the store: it may read. */
  stale: boolean;
}

/**
 * Reads the state of an opened database; makes it where there is none, and brings rows up to date that older code wrote. Changes are
 * additive: older code can go on reading.
 */
export async function prepare(database: Database, model: Model): Promise<Prepared> {
  const shape = shapeOf(model);
  const read = () => database.read(['_meta'], (transaction) => transaction.system('_meta').getMany(['state', 'shape'])) as Promise<[StateRow | undefined, ShapeRow | undefined]>;
  const [state, present] = await read();
  if (state && isStale(state, model)) return { state, stale: true };
  if (state && present && state.model >= model.version && missingFrom(shape.indexes, present.indexes).length + missingFrom(shape.totals, present.totals).length === 0) {
    return { state, stale: false };
  }
  const claimed = await claim(database, model, shape);
  const stale = isStale(claimed.state, model);
  if (stale || claimed.fresh) return { state: claimed.state, stale };
  const oldCollections = collectionsOf(missingFrom(shape.indexes, claimed.present?.indexes));
  for (const collection of oldCollections) await rewriteRows(database, model, collection);
  for (const collection of collectionsOf(missingFrom(shape.totals, claimed.present?.totals))) await rebuildTotals(database, model, collection);
  return database.write(['_meta'], {}, async (transaction) => {
    const meta = transaction.system('_meta');
    const [now, old] = (await meta.getMany(['state', 'shape'])) as [StateRow | undefined, ShapeRow | undefined];
    if (!now) throw staleCode();
    const ready = { ...now, model: Math.max(now.model, model.version) };
    meta.put([ready, { key: 'shape', indexes: { ...old?.indexes, ...shape.indexes }, totals: { ...old?.totals, ...shape.totals } }]);
    return { state: ready, stale: false };
  });
}
