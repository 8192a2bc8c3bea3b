/** The store that the shop and the back office share in this browser, with the sample company in it, and ways to break it. */
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import type { DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import { loadSampleCompany } from '@crm-elements/sample-company';

/** The name of the IndexedDB database. */
export const demoDatabase = 'mothwick';

/** What can be wrong with a page's way to the store. */
export type Trouble = 'none' | 'offline' | 'full' | 'slow';

const everything = ['get', 'query', 'search', 'totals', 'commit', 'changes', 'blob', 'watch'] as const;

const rulesOf: Readonly<Record<Trouble, readonly FaultRule[]>> = {
  none: [],
  offline: [{ on: ['get', 'query', 'search', 'totals', 'commit', 'changes', 'blob'], fault: 'fail-before', error: 'OFFLINE' }],
  full: [{ on: ['commit', 'blob'], fault: 'fail-before', error: 'QUOTA' }],
  slow: [{ on: everything, fault: 'delay', ms: 2_000 }],
};

export interface DemoStore {
  readonly adapter: DataAdapter;
  /** From now on the page's way to the store has this trouble. The store itself is as it was. */
  trouble(kind: Trouble): void;
}

/**
 * Opens the store, and puts the sample company into it the first time.
 * @param name opens another store instead, which begins empty
 */
export async function openDemoStore(name: string | null = null): Promise<DemoStore> {
  const store = createDexieAdapter({ name: name === null ? demoDatabase : `${demoDatabase}-${name}` });
  if (name === null) await loadSampleCompany(store, { now: Date.now() });
  const rules: FaultRule[] = [];
  return {
    adapter: createFaultyAdapter(store, { seed: 1, rules }),
    trouble: (kind) => void rules.splice(0, rules.length, ...rulesOf[kind]),
  };
}

/** What the start page reaches in the pages that it frames. */
export interface DemoWindow extends Window {
  mothwick?: Pick<DemoStore, 'trouble'>;
}
