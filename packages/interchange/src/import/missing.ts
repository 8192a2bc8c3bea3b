import type { CreateOperation, DataAdapter } from '@crm-elements/data';
import type { SlicedWork } from '../csv/sliced-work.js';
import { groupBy } from './entries.js';

/** Records looked up at once. */
const lookUpSize = 500;

/** The operations without what an import of the same seed has written before. It wrote in this order: where the first is not there, none is. */
export async function missingOf(
  adapter: DataAdapter,
  all: readonly CreateOperation[],
  work: SlicedWork,
): Promise<readonly CreateOperation[]> {
  if (!all[0] || !(await adapter.get(all[0].collection, [all[0].record.id]))[0]) return all;
  const missing: CreateOperation[] = [];
  for (let i = 0; i < all.length; i += lookUpSize) {
    const some = all.slice(i, i + lookUpSize);
    const there = new Set<string>();
    for (const [collection, own] of groupBy(some, (operation) => operation.collection)) {
      const ids = own.map(({ record }) => record.id);
      for (const record of await adapter.get(collection, ids)) if (record) there.add(record.id);
    }
    missing.push(...some.filter(({ record }) => !there.has(record.id)));
    await work.pause();
  }
  return missing;
}
