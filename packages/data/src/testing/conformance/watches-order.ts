import type { DataAdapter, Query } from '../../contract.js';
import { equal, ok } from './assert.js';
import type { Assertion, Kit } from './kit.js';

const countOf = (record: Record<string, unknown> | undefined) => (record?.['custom'] as { count: number } | undefined)?.count ?? 0;

/** A record with a number in it, the watch of it, and a commit that sets the number. */
async function counted(kit: Kit, adapter: DataAdapter) {
  const { collection } = kit.subject;
  const create = kit.create({ custom: { count: 0 } });
  const { id } = create.record;
  await adapter.commit({ ops: [create] });
  const target = { ids: { collection, ids: [id] } };
  const set = (count: number, by = adapter) => by.commit({ ops: [{ op: 'patch', collection, id, set: { 'custom.count': count } }] });
  return { target, set };
}

export const watchesOrder: Assertion[] = [
  {
    number: '69',
    title: 'results come in commit order',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const watch = kit.watch(adapter, target);
      const rows = kit.watch(adapter, { query: { collection: kit.subject.collection } });
      for (let i = 1; i <= 30; i++) {
        const committing = set(i);
        if (i % 5 === 0) await committing;
      }
      await watch.until(({ records: [record] }) => countOf(record) === 30, 'the last commit');
      await rows.until(({ page }) => countOf(page.records[0]) === 30, 'the last commit in the query');
      for (const results of [watch.results.map(({ records, seq }) => [countOf(records[0]), seq]), rows.results.map(({ page, seq }) => [countOf(page.records[0]), seq])]) {
        equal(results, [...results].sort((a, b) => a[0]! - b[0]!), 'the numbers that were shown, one after the other');
        equal(results, [...results].sort((a, b) => a[1]! - b[1]!), 'the places of the commits that were shown');
      }
    },
  },
  {
    number: '70',
    title: 'a listener that throws hurts no other',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const thrower = kit.watch(adapter, target, () => {
        throw new Error('from a listener');
      });
      const watch = kit.watch(adapter, target);
      await watch.until(() => true, 'the first result');
      for (const count of [1, 2]) {
        await set(count);
        await watch.until(({ records: [record] }) => countOf(record) === count, 'the result beside a listener that throws');
      }
      await kit.until(() => countOf(thrower.last?.records[0]) === 2, 'the next result of the listener that throws');
    },
  },
  {
    number: '71',
    title: 'writing inside a listener neither loops nor locks',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const writes: Promise<unknown>[] = [];
      const watch = kit.watch(adapter, target, ({ records: [record] }) => {
        if (countOf(record) < 5) writes.push(set(countOf(record) + 1));
      });
      await watch.until(({ records: [record] }) => countOf(record) === 5, 'what the listener wrote');
      await Promise.all(writes);
      await set(6);
      await watch.until(({ records: [record] }) => countOf(record) === 6, 'a further commit');
      ok(watch.results.length <= 7, `each write gives one result, not ${watch.results.length} for 6`);
    },
  },
  {
    number: '72',
    title: 'unsubscribing inside a listener: nothing is called afterwards',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const leaving = kit.watch(adapter, target, () => leaving.unsubscribe());
      const before = kit.watch(adapter, target);
      before.unsubscribe();
      const watch = kit.watch(adapter, target);
      await watch.until(() => true, 'the first result');
      await kit.until(() => leaving.results.length > 0, 'the first result of the one that leaves');
      const racing = kit.watch(adapter, target);
      await racing.until(() => true, 'the first result of the one that races');
      const committing = set(1);
      racing.unsubscribe();
      await committing;
      await watch.until(({ records: [record] }) => countOf(record) === 1, 'the result');
      await set(2);
      await watch.until(({ records: [record] }) => countOf(record) === 2, 'the next result');
      equal([leaving, before, racing].map(({ results }) => results.length), [1, 0, 1], 'results of those that had left');
      leaving.unsubscribe();
    },
  },
  {
    number: '73',
    title: '1,000 subscriptions leave no listener',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const watching = () => (adapter as { watching?: number }).watching ?? 0;
      let calls = 0;
      const subscriptions = Array.from({ length: 1_000 }, (_, i) =>
        adapter.watch(i % 2 ? target : { query: { collection: kit.subject.collection } }, () => calls++));
      await kit.until(() => calls === 1_000, 'the first results');
      for (const subscription of subscriptions) subscription.unsubscribe();
      equal(watching(), 0, 'watches that are on');
      const watch = kit.watch(adapter, target);
      await set(1);
      await watch.until(({ records: [record] }) => countOf(record) === 1, 'the result of the one that is left');
      equal(calls, 1_000, 'calls after unsubscribing');
      watch.unsubscribe();
      equal(watching(), 0, 'watches that are on in the end');
    },
  },
  {
    number: '74',
    title: '500 commits in a burst coalesce, and the last state is right',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const watch = kit.watch(adapter, target);
      await watch.until(() => true, 'the first result');
      await Promise.all(Array.from({ length: 500 }, (_, i) => set(i + 1)));
      await watch.until(({ records: [record] }) => countOf(record) === 500, 'the last state');
      ok(watch.results.length <= 250, `a burst of 500 gave ${watch.results.length} results`);
    },
  },
  {
    number: '75',
    title: "another tab's commit arrives",
    gate: 'crossTab',
    run: async (kit) => {
      const { collection } = kit.subject;
      const [adapter, other] = [await kit.open(), await kit.open()];
      const { target, set } = await counted(kit, adapter);
      const watch = kit.watch(adapter, target);
      const query: Query = { collection, limit: 5 };
      const list = kit.watch(adapter, { query });
      const rows = adapter.capabilities.totals === 'exact' ? kit.watch(adapter, { totals: { collection, totals: 'all' } }) : undefined;
      await Promise.all([watch, list].map((one) => one.until(() => true, 'the first result')));
      await rows?.until(() => true, 'the first result of the totals');
      await set(1, other);
      await watch.until(({ records: [record] }) => countOf(record) === 1, "another tab's patch");
      await other.commit({ ops: [kit.create()] });
      await list.until(({ page }) => page.records.length === 2, "another tab's create");
      await rows?.until(({ rows: [all] }) => all?.count === 2, "another tab's create in the totals");
      const gone = list.last!.page.records[0]!.id;
      await other.commit({ ops: [{ op: 'delete', collection, id: gone }] });
      await list.until(({ page }) => page.records.length === 1, "another tab's delete");
    },
    gap: async (kit) => {
      const [adapter, other] = [await kit.open(), await kit.open()];
      const { target, set } = await counted(kit, adapter);
      const watch = kit.watch(adapter, target);
      await watch.until(() => true, 'the first result');
      await set(1, other);
      const { target: own, set: setOwn } = await counted(kit, adapter);
      const later = kit.watch(adapter, own);
      await setOwn(1);
      await later.until(({ records: [record] }) => countOf(record) === 1, 'a result of its own commit');
      equal(watch.results.length, 1, 'results of a watch that only another tab concerned: it declares that it does not see those');
    },
  },
  {
    number: '75b',
    title: 'a signal reaches the listeners of its topic in other tabs, and not its sender',
    gate: 'signals',
    run: async (kit) => {
      const [adapter, other] = [await kit.open(), await kit.open()];
      const heard: unknown[] = [];
      adapter.onSignal!('composing', (payload) => heard.push(['own', payload]));
      other.onSignal!('elsewhere', (payload) => heard.push(['topic', payload]));
      const gone = other.onSignal!('composing', (payload) => heard.push(['gone', payload]));
      gone.unsubscribe();
      other.onSignal!('composing', (payload) => heard.push(['other', payload]));
      for (const ticketId of ['t1', 't2']) adapter.signal!('composing', { ticketId });
      await kit.until(() => heard.length >= 2, 'the signals');
      equal(heard, [['other', { ticketId: 't1' }], ['other', { ticketId: 't2' }]], 'what was heard');
    },
  },
  {
    number: '76',
    title: 'after loss and reopen the watches go on',
    hook: 'disconnect',
    run: async (kit) => {
      const adapter = await kit.open();
      const { target, set } = await counted(kit, adapter);
      const watch = kit.watch(adapter, target);
      await watch.until(() => true, 'the first result');
      for (const count of [1, 2]) {
        await kit.faults.disconnect!(adapter);
        await kit.until(async () => {
          kit.clock.skip(1_000);
          return set(count).then(() => true, () => false);
        }, 'a commit after the connection was lost');
        await kit.until(() => countOf(watch.last?.records[0]) === count, 'the result after it');
      }
    },
  },
];
