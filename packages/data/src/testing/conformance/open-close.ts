import type { CreateOperation, DataAdapter } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit } from './kit.js';

/** One call of each method that the adapter's capabilities offer. */
export function callsOf(kit: Kit, adapter: DataAdapter): [string, () => Promise<unknown>][] {
  const { collection } = kit.subject;
  const { totals, search, changes, blobs } = adapter.capabilities;
  const calls: [string, () => Promise<unknown>, unknown][] = [
    ['get', () => adapter.get(collection, ['none']), true],
    ['query', () => adapter.query({ collection }), true],
    ['commit', () => adapter.commit({ ops: [kit.create()] }), true],
    ['totals', () => adapter.totals({ collection, totals: 'all' }), totals === 'exact'],
    ['search', () => adapter.search({ collection, text: 'a' }), search && kit.model.collections[collection]?.search],
    ['changes', () => adapter.changes(), changes],
    ['blob', () => adapter.blob({ op: 'get', key: '0'.repeat(64) }), blobs],
  ];
  return calls.flatMap(([name, call, offered]) => (offered ? [[name, call] as [string, () => Promise<unknown>]] : []));
}

/** Everything of a store that can be seen from outside, for comparing. */
async function visible(kit: Kit, adapter: DataAdapter): Promise<unknown> {
  const { collection } = kit.subject;
  return {
    records: await kit.all(adapter, { collection }),
    totals: adapter.capabilities.totals === 'exact' ? await adapter.totals({ collection, totals: 'all' }) : [],
    changes: adapter.capabilities.changes ? (await adapter.changes()).changes : [],
  };
}

export const openClose: Assertion[] = [
  {
    number: '1',
    title: 'opening a name twice shares data',
    run: async (kit) => {
      const [one, other] = [await kit.open(), await kit.open()];
      const create = kit.create();
      await one.commit({ ops: [create] });
      equal((await kit.read(other, create.record.id))?.id, create.record.id, 'the second adapter reads what the first wrote');
      const apart = await kit.open(`${kit.name}-apart`);
      equal(await kit.read(apart, create.record.id), undefined, 'another name is another store');
    },
  },
  {
    number: '2',
    title: 'calls before open wait',
    run: async (kit) => {
      const adapter = await kit.make();
      equal(adapter.status.state, 'opening', 'the state before open');
      const calls = callsOf(kit, adapter).map(([, call]) => call());
      await adapter.open();
      await Promise.all(calls);
      const late = await kit.make();
      const recorder = kit.watch(late, { query: { collection: kit.subject.collection } });
      await recorder.until(({ page }) => page.records.length === 1, 'a watch made before open');
      equal(late.status.state, 'ready', 'the state once open');
    },
  },
  {
    number: '3',
    title: 'a call after close is CLOSED',
    run: async (kit) => {
      const adapter = await kit.open();
      await adapter.close();
      equal(adapter.status.state, 'closed', 'the state after close');
      for (const [name, call] of callsOf(kit, adapter)) await refused(call, 'CLOSED', `${name}()`);
      await refused(() => adapter.get(kit.subject.collection, []), 'CLOSED', 'get() of nothing');
      await refused(() => adapter.open(), 'CLOSED', 'open()');
      await refused(() => adapter.destroy(), 'CLOSED', 'destroy()');
      await kit.refusedWatch(adapter, { query: { collection: kit.subject.collection } }, 'CLOSED');
    },
  },
  {
    number: '4',
    title: 'close is idempotent',
    run: async (kit) => {
      const adapter = await kit.open();
      await Promise.all([adapter.close(), adapter.close()]);
      await adapter.close();
      const never = await kit.make();
      await never.close();
      await never.close();
      equal([adapter.status.state, never.status.state], ['closed', 'closed'], 'the states');
    },
  },
  {
    number: '5',
    title: 'close drains commits in flight',
    run: async (kit) => {
      const adapter = await kit.open();
      const creates = Array.from({ length: 20 }, () => kit.create());
      let settled = 0;
      const commits = creates.map((create) => adapter.commit({ ops: [create] }).finally(() => settled++));
      await adapter.close();
      equal(settled, 20, 'commits that were through when close was');
      await Promise.all(commits);
      const again = await kit.open();
      const records = await again.get(kit.subject.collection, creates.map(({ record }) => record.id));
      equal(records.filter(Boolean).length, 20, 'records that are there after reopening');
    },
  },
  {
    number: '6',
    title: 'close ends watches without error',
    run: async (kit) => {
      const [adapter, other] = [await kit.open(), await kit.open()];
      const target = { query: { collection: kit.subject.collection } };
      const recorder = kit.watch(adapter, target);
      await recorder.until(() => true, 'the first result');
      const pending = kit.watch(adapter, target);
      await adapter.close();
      const seen = recorder.results.length;
      await other.commit({ ops: [kit.create()] });
      const settled = kit.watch(other, target);
      await settled.until(({ page }) => page.records.length === 1, 'the watch of the adapter that is open');
      equal(recorder.results.length, seen, 'results after close');
      equal([...recorder.errors, ...pending.errors], [], 'errors that the watches were told');
    },
  },
  {
    number: '7',
    title: 'destroy removes records, totals, changes, blobs and what was remembered',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const [adapter, witness] = [await kit.open(), await kit.open()];
      const { instance } = adapter;
      const told: string[] = [];
      witness.onStatus(({ state }) => told.push(state));
      const create = kit.create({ [text]: 'first' });
      const batch = { ops: [create, { op: 'patch' as const, collection, id: create.record.id, set: { [text]: 'second' } }], dedupe: 'once' };
      await adapter.commit(batch);
      const key = adapter.capabilities.blobs ? (await adapter.blob({ op: 'put', bytes: new Uint8Array([1, 2, 3]) })).key : '';
      await adapter.destroy();
      equal(adapter.status.state, 'closed', 'the state after destroy');
      if (witness.capabilities.crossTab) await kit.until(() => told.length > 0, 'the other tab is told');
      await witness.close();

      const again = await kit.open();
      equal(await visible(kit, again), { records: [], totals: [], changes: [] }, 'what the store shows');
      ok(again.instance !== instance, 'the instance is another');
      if (key) equal(await again.blob({ op: 'get', key }), undefined, 'the blob');
      const { records, repeated } = await again.commit(batch);
      equal([records[0]?.version, repeated], [1, false], 'the version of the record made anew, and whether its token was known');
    },
  },
  {
    number: '8',
    title: 'reopen sees all that was committed',
    run: async (kit) => {
      const { collection, text } = kit.subject;
      const adapter = await kit.open();
      const counted = (create: CreateOperation) => ({ ...create, assign: { ...create.assign, counted: 'kit.counter' } });
      const creates = Array.from({ length: 12 }, (_, i) => counted(kit.create({ [text]: `record ${i}`, custom: { i, deep: { list: [i, null, 'ü'] } } })));
      for (const create of creates) await adapter.commit({ ops: [create], origin: 'first' });
      const id = creates[0]!.record.id;
      await adapter.commit({ ops: [{ op: 'patch', collection, id, set: { 'custom.i': 100 } }, { op: 'delete', collection, id: creates[1]!.record.id }] });
      const before = await visible(kit, adapter);
      await adapter.close();
      const again = await kit.open();
      equal(await visible(kit, again), before, 'what the store shows after reopening');
      const { records } = await again.commit({ ops: [creates[1]!] });
      ok(records[0]!.version > 1, 'the versions go on where they were');
      equal(records[0]!['counted'], 13, 'the next number of a counter');
    },
  },
  {
    number: '9',
    title: 'an aborted open is ABORTED and leaks nothing',
    run: async (kit) => {
      const adapter = await kit.make();
      await refused(() => adapter.open({ signal: AbortSignal.abort() }), 'ABORTED', 'an open that was aborted before');
      const controller = new AbortController();
      const opening = adapter.open({ signal: controller.signal });
      const waiting = adapter.get(kit.subject.collection, ['none']);
      controller.abort();
      await refused(() => opening, 'ABORTED', 'an open that is aborted on the way');
      equal(await waiting, [undefined], 'a call of somebody else, who did not abort');
      await adapter.open();
      await adapter.commit({ ops: [kit.create()] });
      const other = await kit.make();
      await refused(() => other.open({ signal: AbortSignal.abort() }), 'ABORTED');
      await other.close();
      equal(kit.clock.waiting, 0, 'timers that wait');
    },
  },
  {
    number: '10',
    title: 'a blocked open says so in time, then opens',
    hook: 'blockOpening',
    run: async (kit) => {
      const release = await kit.faults.blockOpening!(kit.name);
      const adapter = await kit.make();
      const states: string[] = [];
      adapter.onStatus(({ state }) => states.push(state));
      const opening = adapter.open();
      await kit.until(() => {
        kit.clock.skip(250);
        return states.includes('blocked');
      }, 'the state "blocked"');
      await release();
      await opening;
      equal(adapter.status.state, 'ready', 'the state once the store is free');
      await adapter.commit({ ops: [kit.create()] });
    },
  },
  {
    number: '11',
    title: 'older code on a newer store is stale: it reads, and writes are STALE_CODE',
    hook: 'newerStore',
    run: async (kit) => {
      await kit.faults.newerStore!(kit.name);
      const adapter = await kit.open();
      equal(adapter.status.state, 'stale', 'the state');
      await refused(() => adapter.commit({ ops: [kit.create()] }), 'STALE_CODE', 'commit()');
      await adapter.query({ collection: kit.subject.collection });
    },
  },
  {
    number: '12',
    title: 'instance is stable over reopen, and new after the store was wiped from outside',
    partHook: 'wipe',
    run: async (kit) => {
      const adapter = await kit.make();
      equal(adapter.instance, '', 'the instance before open');
      await adapter.open();
      const { instance } = adapter;
      ok(typeof instance === 'string' && instance !== '', 'there is an instance once it is open');
      await adapter.commit({ ops: [kit.create()] });
      equal((await kit.open()).instance, instance, 'the instance in another tab');
      await adapter.close();
      const again = await kit.open();
      equal(again.instance, instance, 'the instance after reopening');
      if (!kit.faults.wipe) return;
      await kit.faults.wipe(kit.name);
      const after = await kit.open();
      ok(after.instance !== instance, 'the instance changed with the wipe');
      equal(await kit.all(after, { collection: kit.subject.collection }), [], 'what the wiped store holds');
    },
  },
];
