import { newId, type Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import { loadSeldom } from './load-seldom.js';
import { hasGrown, isStale, type Prepared } from './state.js';
import { layout, shapeOf, type ShapeRow, type StateRow } from './tables.js';

type Found = [StateRow | undefined, ShapeRow | undefined];

/** Makes the state of a new database, unless another page was faster. */
function create(database: Database, model: Model, shape: ShapeRow): Promise<Found> {
  return database.write(['_meta'], {}, async (transaction) => {
    const meta = transaction.system('_meta');
    const found = (await meta.getMany(['state', 'shape'])) as Found;
    if (found[0]) return found;
    const state: StateRow = { key: 'state', instance: newId(), seq: 0, model: model.version, minimumWriter: model.minimumWriter, layout, kept: 0, checks: {} };
    meta.put([state, shape]);
    return [state, shape];
  });
}

/** Reads the state of an opened database, and the keys of all that is said about it; makes it where there is none, and brings rows up to date that older code wrote. */
export async function prepare(database: Database, model: Model): Promise<Prepared & { keys: string[] }> {
  const shape = shapeOf(model);
  const [found, keys] = await database.read(['_meta'], (transaction) => {
    const meta = transaction.system('_meta');
    return Promise.all([meta.getMany(['state', 'shape']) as Promise<Found>, meta.keys() as Promise<string[]>]);
  });
  const [state, present] = found[0] ? found : await create(database, model, shape);
  const stale = isStale(state!, model);
  if (stale || (present && state!.model >= model.version && !hasGrown(shape, present))) return { state: state!, stale, keys };
  const { upgrade } = await loadSeldom();
  return { ...(await upgrade(database, model, shape)), keys };
}
