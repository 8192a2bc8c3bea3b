import { ok, refused } from './assert.js';
import type { Gate, Kit } from './kit.js';

/** What holds instead where a capability is missing. A gate that is not named: its assertions run, and have to fail. */
export const gaps: Partial<Record<Gate, (kit: Kit) => Promise<void>>> = {
  totals: async (kit) => {
    const adapter = await kit.open();
    const { collection } = kit.subject;
    const query = { collection, totals: 'all' };
    await refused(() => adapter.totals(query), 'UNSUPPORTED', 'totals()');
    await kit.refusedWatch(adapter, { totals: query }, 'UNSUPPORTED');
    await refused(() => adapter.commit({ ops: [{ op: 'check', collection, totals: 'all', group: {}, below: 5 }] }), 'UNSUPPORTED', 'a check of totals');
  },
  search: async (kit) => {
    const adapter = await kit.open();
    await refused(() => adapter.search({ collection: kit.subject.collection, text: 'ada' }), 'UNSUPPORTED', 'search()');
  },
  changes: async (kit) => {
    const adapter = await kit.open();
    await refused(() => adapter.changes(), 'UNSUPPORTED', 'changes()');
  },
  blobs: async (kit) => {
    const adapter = await kit.open();
    await refused(() => adapter.blob({ op: 'put', bytes: new Uint8Array(1) }), 'UNSUPPORTED', 'blob()');
    await refused(() => adapter.blob({ op: 'get', key: '0'.repeat(64) }), 'UNSUPPORTED', 'blob()');
  },
  restore: async (kit) => {
    const adapter = await kit.open();
    await refused(() => adapter.restore({ records: {} }), 'UNSUPPORTED', 'restore()');
  },
  signals: async (kit) => {
    const adapter = await kit.open();
    if (adapter.signal) await refused(() => adapter.signal?.('composing', {}), 'UNSUPPORTED', 'signal()');
    ok(!adapter.onSignal || !adapter.signal, 'the adapter has signals that its capabilities do not declare');
  },
};
