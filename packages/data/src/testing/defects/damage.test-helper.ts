import type { Clock } from '../../clock.js';
import type { DataAdapter, Page, Query } from '../../contract.js';
import { createMemoryAdapter } from '../../memory/memory-adapter.js';
import { ForwardAdapter } from '../../wrappers/forward-adapter.js';
import { reportAdapterConformance } from '../conformance/run.js';

export interface MakeOptions {
  name: string;
  clock: Clock;
}

/** What all adapters over one store of a damaged kind know together. */
export type Shared = Map<string, unknown>;

/** A mistake that an adapter's author might make. */
export interface Defect {
  name: string;
  /** The assertions that have to notice it. */
  caughtBy: readonly string[];
  make: (options: MakeOptions, shared: Shared) => DataAdapter;
}

type Damage = (inner: DataAdapter, shared: Shared, options: MakeOptions) => Partial<DataAdapter> & { watching?: number };

/** A memory adapter some of whose methods are replaced. */
export const damaged = (name: string, caughtBy: readonly string[], damage: Damage): Defect => ({
  name,
  caughtBy,
  make: (options, shared) => {
    const inner = createMemoryAdapter(options);
    const adapter = new ForwardAdapter(inner);
    Object.defineProperties(adapter, Object.getOwnPropertyDescriptors(damage(inner, shared, options)));
    return adapter;
  },
});

/** A change of what queries answer. */
export const damagedPage = (name: string, caughtBy: readonly string[], change: (page: Page, query: Query) => Page): Defect =>
  damaged(name, caughtBy, (inner) => ({ query: async (query, options) => change(await inner.query(query, options), query) }));

/** A change of what queries ask. */
export const damagedQuery = (name: string, caughtBy: readonly string[], change: (query: Query) => Query): Defect =>
  damaged(name, caughtBy, (inner) => ({ query: (query, options) => inner.query(typeof query === 'object' && query ? change(query) : query, options) }));

export const recall = <T>(shared: Shared, key: string, fresh: () => T): T => {
  if (!shared.has(key)) shared.set(key, fresh());
  return shared.get(key) as T;
};

/** The assertions that should have noticed the defect and did not. */
export async function missedBy({ caughtBy, make }: Defect): Promise<string[]> {
  const stores = new Map<string, Shared>();
  const create = (options: MakeOptions) => make(options, recall(stores as Shared, options.name, () => new Map()) as Shared);
  const results = await reportAdapterConformance({ name: 'damaged', create, only: ['1', ...caughtBy], many: 2_000, runs: 2, patience: 400 });
  return results.filter(({ error, title }) => !error && caughtBy.includes(title.split(' ')[0]!)).map(({ title }) => title);
}
