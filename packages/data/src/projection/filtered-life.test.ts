import { expect } from 'chai';
import type { BaseAdapter } from '../base-adapter.js';
import { createClient, type CrmClient } from '../client/client.js';
import type { DataAdapter, Query } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFaultyAdapter, createFixedClock, createOperation, type FixedClock } from '../testing/index.js';
import type { Filter, FilteredQuery } from './filtered.types.js';
import { exact, look, settled } from './look.test-helper.js';

/** Calls of `query`, counted, each of which takes some time of the clock. */
function slowReads(inner: DataAdapter, clock: FixedClock, ms: number): { adapter: DataAdapter; reads: Query[] } {
  const reads: Query[] = [];
  const adapter = new Proxy(inner, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== 'query') return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
      return (query: Query) => {
        reads.push(query);
        clock.set(clock.now() + ms);
        return target.query(query);
      };
    },
  });
  return { adapter, reads };
}

describe('filtered records, from the first reading to the last look', () => {
  const vip: FilteredQuery = { where: [{ field: 'tags', is: { has: 'vip' } }] };
  let clock: FixedClock;
  let store: BaseAdapter;
  let client: CrmClient;

  const createDeals = (names: readonly string[], tags: string[] = []) =>
    client.createDeals(names.map((name) => ({ name, stageId: 'new', tags })));

  const fillStore = () =>
    store.commit({
      ops: Array.from({ length: 2_500 }, (_, i) => createOperation('deals', { name: `Deal ${i}`, stageId: 'new', tags: ['vip'] })),
    });

  beforeEach(async () => {
    clock = createFixedClock();
    store = createMemoryAdapter({ name: `filtered-${Math.random()}`, clock });
    client = createClient(store, { clock });
    await client.createPipeline({
      id: 'sales',
      name: 'Sales',
      currency: 'EUR',
      stages: [
        { id: 'new', name: 'New' },
        { id: 'won', name: 'Won', kind: 'won' },
      ],
    });
  });

  afterEach(() => store.destroy().catch(() => undefined));

  // Fails when reading does not stop for the page after each slice, or progress is not told, or told with every page.
  it('are read in slices, with progress, and are exact then', async () => {
    await fillStore();
    const { adapter } = slowReads(store, clock, 20);
    const shown = look(createClient(adapter, { clock }), vip);
    let slices = 0;
    await settled(() => {
      if (clock.waiting > 0) slices++;
      clock.advance(0);
      return shown.last?.state === 'exact';
    }, 'exact');
    const progress = shown.results.filter(({ state }) => state === 'counting').map((result) => result.progress);
    expect(progress.slice(0, 2)).to.deep.equal([
      { done: 0, total: undefined },
      { done: 250, total: 2_500 },
    ]);
    expect(progress.map(({ done }) => done)).to.deep.equal([...new Set(progress.map(({ done }) => done))].sort((a, b) => a - b));
    expect(progress.length).to.be.within(3, 5);
    expect(slices).to.be.at.least(2);
    expect([shown.last!.count, shown.last!.groups[0]!.records.length]).to.deep.equal([2_500, 50]);
  });

  // Fails when reading goes on for nobody, or an aborted call still tells its listener.
  it('stop being read when the signal fires, and begin again for the next', async () => {
    await fillStore();
    const { adapter, reads } = slowReads(store, clock, 20);
    const slow = createClient(adapter, { clock });
    const controller = new AbortController();
    const shown = look(slow, vip, controller.signal);
    await settled(() => clock.waiting > 0, 'a first slice');
    controller.abort();
    const told = shown.results.length;
    for (let i = 0; i < 20; i++) {
      clock.advance(0);
      await new Promise((done) => setTimeout(done, 1));
    }
    expect(reads.length).to.be.at.most(4);
    expect([shown.results.length, shown.last?.state]).to.deep.equal([told, 'counting']);
    const again = look(slow, vip);
    await settled(() => {
      clock.advance(0);
      return again.last?.state === 'exact';
    }, 'exact');
    expect(again.last!.count).to.equal(2_500);
    expect(look(slow, vip, controller.signal).results).to.have.length(0);
  });

  // Fails when each view reads for itself, or a view that needs further fields makes the others wait.
  it('are read once for many views, and once more for fields that are new', async () => {
    await createDeals(['One', 'Two'], ['vip']);
    const { adapter, reads } = slowReads(store, clock, 0);
    const shared = createClient(adapter, { clock });
    const views = [look(shared, vip), look(shared, { where: [{ not: vip.where![0]! }] }), look(shared, { ...vip, group: ['tags'] })];
    await Promise.all([exact(views[0]!, 2), exact(views[1]!, 0), exact(views[2]!, 2)]);
    expect(reads).to.have.length(1);
    const told = views[0]!.results.length;
    const further = look(shared, { where: [{ field: 'name', is: { contains: 'TW' } }] });
    await exact(further, 1);
    expect([reads.length, views[0]!.results.length, further.names]).to.deep.equal([2, told, ['Two']]);
  });

  // Fails when the projection does not follow the feed, or a window keeps records that changed.
  it('follow what another client commits, also beside what is filtered for', async () => {
    await createDeals(['One', 'Two'], ['vip']);
    const other = createClient(createMemoryAdapter({ name: store.name, clock }), { clock });
    const shown = look(other, { ...vip, sort: [{ by: 'rank' }] });
    await exact(shown, 2);
    const [first] = shown.last!.groups[0]!.records;
    await client.deals.update(first!.id, { nextStep: 'Call' });
    await settled(() => shown.last!.groups[0]!.records[0]!.nextStep === 'Call', 'the next step');
    await client.deals.remove(first!.id);
    await exact(shown, 1);
    await client.deals.restore(first!.id);
    await exact(shown, 2);
  });

  // Fails when pending changes are not laid over the rows, or stay after their commit failed.
  it('show this client’s own change before it is committed, and take it back when that fails', async () => {
    await createDeals(['One', 'Two']);
    const [deal] = (await client.deals.list()).records;
    let isHeld = true;
    const faulty = createFaultyAdapter(store, { seed: 1, rules: [{ on: 'commit', chance: 1, fault: 'fail-before' }] });
    const held = new Proxy(faulty, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== 'commit') return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        return async (...args: Parameters<DataAdapter['commit']>) => {
          await settled(() => !isHeld, 'release');
          return target.commit(...args);
        };
      },
    });
    const own = createClient(held, { clock });
    const shown = look(own, vip);
    await exact(shown, 0);
    const failing = own.deals.update(deal!.id, { tags: ['vip'] }).then(
      () => 'done',
      () => 'failed',
    );
    await exact(shown, 1);
    expect([shown.names, [...shown.last!.pending]]).to.deep.equal([[deal!.name], [deal!.id]]);
    isHeld = false;
    expect(await failing).to.equal('failed');
    await exact(shown, 0);
  });

  // Fails when a row counts as read again though what was laid over it went while others were read.
  it('show a record again whose removal failed while many rows were read again', async () => {
    await store.commit({
      ops: Array.from({ length: 502 }, (_, i) => createOperation('deals', { id: `deal-${i}`, name: `Deal ${i}`, stageId: 'new' })),
    });
    const faulty = createFaultyAdapter(store, { seed: 1, rules: [{ on: 'commit', chance: 1, fault: 'fail-before' }] });
    const held = { commits: true, reads: true, isReading: false };
    const adapter = new Proxy(faulty, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'commit')
          return async (...args: Parameters<DataAdapter['commit']>) => {
            await settled(() => !held.commits, 'the commit');
            return target.commit(...args);
          };
        if (key === 'get')
          return async (...[collection, ids]: Parameters<DataAdapter['get']>) => {
            // The second and last part of what is read again.
            held.isReading ||= ids.length === 2;
            if (ids.length === 2) await settled(() => !held.reads, 'the read');
            return target.get(collection, ids);
          };
        return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
      },
    });
    const own = createClient(adapter, { clock });
    const shown = look(own, {});
    await exact(shown, 502);
    await store.commit({
      ops: Array.from({ length: 502 }, (_, i) => ({ op: 'patch', collection: 'deals', id: `deal-${i}`, set: { nextStep: 'Call' } })),
    });
    await settled(() => held.isReading, 'reading');
    const failing = own.deals.remove('deal-0').then(
      () => 'done',
      () => 'failed',
    );
    await exact(shown, 501);
    held.commits = false;
    expect(await failing).to.equal('failed');
    held.reads = false;
    await exact(shown, 502);
  });

  // Fails when rows of the store before stay after it was emptied.
  it('are read anew when the store was emptied', async () => {
    await createDeals(['One', 'Two'], ['vip']);
    const other = createMemoryAdapter({ name: store.name, clock });
    const shown = look(createClient(other, { clock }), vip);
    await exact(shown, 2);
    await store.destroy();
    await settled(() => shown.results.slice(-2).some(({ state }) => state === 'counting'), 'counting');
    await exact(shown, 0);
    await other.close();
  });

  // Fails when a projection outlives its users for good, or ends at once, so that the next filter reads everything again.
  it('let go of what was read when nobody has looked for half a minute', async () => {
    await createDeals(['One'], ['vip']);
    const before = store.watching;
    const shown = look(client, vip);
    await exact(shown, 1);
    expect(store.watching).to.equal(before + 1);
    shown.subscription.unsubscribe();
    await settled(() => clock.waiting > 0, 'the end of the last look');
    clock.advance(29_000);
    expect(store.watching).to.equal(before + 1);
    clock.advance(1_001);
    expect(store.watching).to.equal(before);
    const again = look(client, vip);
    await exact(again, 1);
    again.subscription.unsubscribe();
    await client.close();
    expect(clock.waiting).to.equal(0);
  });

  // Fails when windows of several lists are one.
  it('have a window for each list, which can be moved', async () => {
    await createDeals(['a', 'b', 'c', 'd'], ['vip']);
    const shown = look(client, { ...vip, sort: [{ by: 'name' }], group: ['stageId'], window: { offset: 0, limit: 2 } });
    await exact(shown, 4);
    expect(shown.names).to.deep.equal(['a', 'b']);
    shown.subscription.show(['new'], { offset: 3, limit: 5 });
    await settled(() => shown.names.join() === 'd', 'the last one');
    expect(shown.last!.groups[0]).to.include({ count: 4, offset: 3 });
    shown.subscription.show(['new'], { offset: -1, limit: 5 });
    await settled(() => shown.errors.length === 1, 'an error');
    expect(shown.errors[0]).to.include({ code: 'VALIDATION', field: 'offset' });
  });

  const wrong: [string, unknown, string][] = [
    ['a field that there is not', { field: 'ownre', is: 'ana' }, 'ownre'],
    ['no test', { field: 'ownerId' }, 'ownerId'],
    ['a test that there is not', { field: 'ownerId', is: { like: 'a' } }, 'ownerId'],
    ['contains without a text', { field: 'name', is: { contains: 3 } }, 'name'],
    ['empty without an answer', { field: 'name', is: { empty: 'yes' } }, 'name'],
    ['bounds of two types', { not: { all: [{ field: 'custom.size', is: { gt: 1, lt: 'L' } }] } }, 'custom.size'],
    ['words that are none', { words: 3 }, 'words'],
    ['no filter at all', null, 'where'],
    ['a nest without end', Array.from({ length: 30 }).reduce<Filter>((inner) => ({ not: inner }), { all: [] }), 'where'],
  ];
  for (const [what, where, field] of wrong) {
    // Fails when what is not right is taken, or named after something else.
    it(`refuse ${what}, and say where`, async () => {
      const shown = look(client, { where: [where as Filter] });
      await settled(() => shown.errors.length > 0, 'an error');
      expect(shown.errors[0]).to.include({ code: 'VALIDATION', field });
      expect(shown.results).to.have.length(0);
    });
  }

  // Fails when a customer's client hands out what staff filter.
  it('are refused to customers', () => {
    const visitor = createClient(store, { actor: { kind: 'contact', id: 'ana' }, clock });
    expect(() => look(visitor, vip))
      .to.throw()
      .with.property('code', 'FORBIDDEN');
  });
});
