import type { DataAdapter, Operation, Query, WatchResult } from '../../contract.js';
import { equal, ok, refused } from './assert.js';
import type { Assertion, Kit, Recorder } from './kit.js';
import { pause } from './kit-clock.js';

/** A field of the kit's first collection that an index begins with, and the index's next field, which sorts. */
const grouped = (kit: Kit) => (kit.subject.collection === 'contacts' ? { field: 'ownerId', by: 'nameKey' } : { field: 'queue', by: 'seq' });

/** The watch of one group, and operations that concern it or another. */
function group(kit: Kit) {
  const { collection } = kit.subject;
  const { field, by } = grouped(kit);
  const query: Query = { collection, where: { [field]: 'mine' }, sort: [{ by }] };
  return {
    collection, field, query,
    mine: (overrides = {}) => kit.create({ ...overrides, [field]: 'mine' }),
    other: (overrides = {}) => kit.create({ ...overrides, [field]: 'other' }),
    move: (id: string, to: string): Operation => ({ op: 'patch', collection, id, set: { [field]: to } }),
  };
}

/** The totals that are grouped by that field. */
const totalsOf = (field: string) => (field === 'ownerId' ? 'byOwner' : 'byQueue');

const idsOf = ({ page }: WatchResult<{ query: Query }>) => page.records.map(({ id }) => id);

/** A further commit that concerns the watch, seen: whatever was on its way before has arrived. */
async function settle(kit: Kit, adapter: DataAdapter, watch: Recorder<{ query: Query }>): Promise<string> {
  const last = group(kit).mine();
  await adapter.commit({ ops: [last] });
  await watch.until((result) => idsOf(result).includes(last.record.id), 'the last commit');
  return last.record.id;
}

export const watches: Assertion[] = [
  {
    number: '62',
    title: 'the first result comes once, asynchronously, even when it is empty',
    run: async (kit) => {
      const { query, collection } = group(kit);
      const adapter = await kit.open();
      const recorder = kit.watch(adapter, { query });
      equal(recorder.results.length, 0, 'results before watch() has returned');
      equal((await recorder.until(() => true, 'the first result')).page, { records: [] }, 'the first result');
      const ids = kit.watch(adapter, { ids: { collection, ids: ['a', 'b'] } });
      equal((await ids.until(() => true, 'the first result of ids')).records, [undefined, undefined], 'the first result of ids');
      if (adapter.capabilities.totals === 'exact') {
        const rows = kit.watch(adapter, { totals: { collection, totals: 'all' } });
        equal((await rows.until(() => true, 'the first result of totals')).rows, [], 'the first result of totals');
      }
      await settle(kit, adapter, recorder);
      equal(recorder.results.length, 2, 'results after one commit');
    },
  },
  {
    number: '63',
    title: 'the result after my commit contains it',
    run: async (kit) => {
      const { query, mine, collection } = group(kit);
      const adapter = await kit.open();
      const watch = kit.watch(adapter, { query });
      const create = mine();
      const ids = kit.watch(adapter, { ids: { collection, ids: [create.record.id, 'none', create.record.id] } });
      await Promise.all([watch.until(() => true, 'the first result'), ids.until(() => true, 'the first result of ids')]);
      const before = watch.results.length;
      const { records, seq } = await adapter.commit({ ops: [create] });
      await watch.until(() => watch.results.length > before, 'a result after the commit');
      equal(watch.results[before]!.page.records, records, 'the first result after the commit');
      ok(watch.results[before]!.seq >= seq, 'it says that it contains the commit');
      const shown = await ids.until(({ records: [first] }) => first !== undefined, 'the record in the watch of ids');
      equal(shown.records, [records[0], undefined, records[0]], 'the watch of ids');
      if (adapter.capabilities.totals === 'none') return;
      const rows = kit.watch(adapter, { totals: { collection, totals: 'all' } });
      await rows.until(({ rows: [all] }) => all?.count === 1, 'the count');
      await adapter.commit({ ops: [mine()] });
      await rows.until(({ rows: [all] }) => all?.count === 2, 'the count after a further commit');
    },
  },
  {
    number: '64',
    title: 'nothing that is not committed or was undone is ever shown',
    run: async (kit) => {
      const { query, mine, collection } = group(kit);
      const adapter = await kit.open();
      const watch = kit.watch(adapter, { query: { ...query, limit: 1_000 } });
      const counts = adapter.capabilities.totals === 'exact' ? kit.watch(adapter, { totals: { collection, totals: 'all' } }) : undefined;
      const committed = new Set<string>();
      const failing: Promise<unknown>[] = [];
      for (let i = 0; i < 15; i++) {
        const [good, bad] = [mine(), mine()];
        failing.push(refused(() => adapter.commit({ ops: [bad, { op: 'patch', collection, id: 'none' }] }), 'NOT_FOUND'));
        committed.add(good.record.id);
        await adapter.commit({ ops: [good] });
        if (i % 3 === 0) await pause();
      }
      await Promise.all(failing);
      committed.add(await settle(kit, adapter, watch));
      const phantoms = watch.results.flatMap(idsOf).filter((id) => !committed.has(id));
      equal(phantoms, [], 'records that were shown and never committed');
      if (counts) {
        await counts.until(({ rows: [all] }) => all?.count === 16, 'the count');
        ok(counts.results.every(({ rows: [all] }) => (all?.count ?? 0) <= 16), 'no count was ever too high');
      }
    },
  },
  {
    number: '65',
    title: 'one commit gives at most one result',
    run: async (kit) => {
      const { query, mine, move } = group(kit);
      const adapter = await kit.open();
      const watch = kit.watch(adapter, { query: { ...query, limit: 1_000 } });
      await watch.until(() => true, 'the first result');
      for (let i = 0; i < 5; i++) {
        const creates = Array.from({ length: 4 }, () => mine());
        await adapter.commit({ ops: [...creates, move(creates[0]!.record.id, 'other'), move(creates[0]!.record.id, 'mine')] });
        await watch.until((result) => idsOf(result).length === 4 * (i + 1), 'the commit');
      }
      await settle(kit, adapter, watch);
      equal(watch.results.map((result) => idsOf(result).length), [0, 4, 8, 12, 16, 20, 21], 'what the results showed');
    },
  },
  {
    number: '66',
    title: 'an unrelated commit gives no result',
    run: async (kit) => {
      const { query, mine, other, collection, field } = group(kit);
      const adapter = await kit.open();
      const [there, elsewhere] = await kit.fill(adapter, [mine(), other()]);
      const watch = kit.watch(adapter, { query });
      const ids = kit.watch(adapter, { ids: { collection, ids: [there!.id] } });
      const rows = adapter.capabilities.totals === 'exact' ? kit.watch(adapter, { totals: { collection, totals: totalsOf(field), where: { [field]: 'mine' } } }) : undefined;
      await Promise.all([watch.until(() => true, 'the first result'), ids.until(() => true, 'the first result of ids')]);
      await rows?.until(() => true, 'the first result of totals');
      const further = Object.keys(kit.model.collections).find((name) => name !== collection && ['agents', 'values'].includes(name))!;
      await adapter.commit({ ops: [other(), { op: 'patch', collection, id: elsewhere!.id, set: { [kit.subject.text]: 'changed' } }] });
      await adapter.commit({ ops: [kit.create({}, further)] });
      await adapter.commit({ ops: [{ op: 'delete', collection, id: elsewhere!.id }, { op: 'check', collection, id: there!.id, ifVersion: 1 }] });
      await refused(() => adapter.commit({ ops: [mine(), { op: 'patch', collection, id: 'none' }] }), 'NOT_FOUND');
      await settle(kit, adapter, watch);
      equal(watch.results.length, 2, 'results of the query: the first and the last');
      await adapter.commit({ ops: [{ op: 'patch', collection, id: there!.id, set: { [kit.subject.text]: 'changed' } }] });
      await ids.until(({ records }) => records[0]?.version === 2, 'the change of the record');
      equal(ids.results.length, 2, 'results of the ids: the first and the last');
      await settle(kit, adapter, watch);
      await rows?.until((result) => result.rows[0]?.count === 3, 'the totals');
      equal(rows?.results.map((result) => result.rows[0]?.count), rows && [1, 2, 3], 'the counts of the group that were shown');
    },
  },
  {
    number: '67',
    title: 'a record enters and leaves by a patch',
    run: async (kit) => {
      const { query, other, move, collection, field } = group(kit);
      const adapter = await kit.open();
      const [record] = await kit.fill(adapter, [other()]);
      const watch = kit.watch(adapter, { query });
      await watch.until(() => true, 'the first result');
      await adapter.commit({ ops: [move(record!.id, 'mine')] });
      equal((await watch.until((result) => idsOf(result).length === 1, 'the record that enters')).page.records[0]?.version, 2, 'its version');
      await adapter.commit({ ops: [move(record!.id, 'other')] });
      await watch.until((result) => idsOf(result).length === 0, 'the record that leaves');
      if (adapter.capabilities.totals === 'none') return;
      const rows = kit.watch(adapter, { totals: { collection, totals: totalsOf(field), where: { [field]: 'mine' } } });
      await rows.until((result) => result.rows.length === 0, 'no row');
      await adapter.commit({ ops: [move(record!.id, 'mine')] });
      await rows.until((result) => result.rows[0]?.count === 1, 'a row, once a record moved into the group');
    },
  },
  {
    number: '68',
    title: 'a limited window refills after a delete',
    run: async (kit) => {
      const { query, mine, collection } = group(kit);
      const adapter = await kit.open();
      const texts = ['a', 'b', 'c', 'd', 'e'];
      await kit.fill(adapter, texts.map((text, i) => mine({ id: `w${i}`, [kit.subject.text]: text })));
      const watch = kit.watch(adapter, { query: { ...query, limit: 3 } });
      equal(idsOf(await watch.until(() => true, 'the first result')), ['w0', 'w1', 'w2'], 'the window');
      await adapter.commit({ ops: [{ op: 'delete', collection, id: 'w1' }] });
      equal(idsOf(await watch.until((result) => !idsOf(result).includes('w1'), 'the window without the record')), ['w0', 'w2', 'w3'], 'the window, refilled');
      await adapter.commit({ ops: [{ op: 'delete', collection, id: 'w4' }] });
      const last = await watch.until(({ page }) => page.next === undefined, 'that nothing is behind the window any more');
      equal(last.page.records.map(({ version }) => version), [1, 1, 1], 'the window');
    },
  },
];
