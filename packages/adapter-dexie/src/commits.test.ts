import type { DataAdapter, Operation } from '@crm-elements/data';
import { createFixedClock, createOperation } from '@crm-elements/data/testing';
import { newId, type Contact } from '@crm-elements/schema';
import { expect } from 'chai';
import { Dexie } from './dexie.js';
import { finished, plainIndexedDB } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';
import { contact, refused, until } from './waiting.test-helper.js';

const day = 24 * 60 * 60 * 1_000;

/** Everything in some tables of a database. */
async function tablesOf(name: string, tables: readonly string[]): Promise<Record<string, { [field: string]: unknown }[]>> {
  const request = indexedDB.open(name);
  await finished(request);
  const transaction = request.result.transaction(tables as string[]);
  const all = tables.map((table) => transaction.objectStore(table).getAll());
  await Promise.all(all.map(finished));
  request.result.close();
  return Object.fromEntries(tables.map((table, i) => [table, all[i]!.result as { [field: string]: unknown }[]]));
}

describe('commits', () => {
  let name: string;
  const clock = createFixedClock();
  let adapter: DataAdapter;

  beforeEach(async () => {
    name = `commits-${newId()}`;
    adapter = createDexieAdapter({ name, clock, page: null });
    await adapter.open();
  });

  afterEach(async () => {
    await adapter.close();
    await finished(indexedDB.deleteDatabase(name));
  });

  it('leave the page’s Promise alone at all times, and call no listener within Dexie’s zone', async () => {
    const own = globalThis.Promise;
    const then = Object.getOwnPropertyDescriptor(own.prototype, 'then')!.value as unknown;
    const seen = new Set<unknown>();
    const look = () => {
      seen.add(globalThis.Promise);
      seen.add(Object.getOwnPropertyDescriptor(own.prototype, 'then')!.value);
      seen.add(Dexie.currentTransaction);
    };
    // What else the page does while the store works: tasks, and microtasks between any two of ours.
    let looking = true;
    const steps = async () => {
      while (looking) {
        for (let i = 0; i < 50; i++) {
          look();
          await own.resolve();
        }
        await new own((done) => setTimeout(done));
      }
    };
    const page = steps();
    let shown = 0;
    const other = createDexieAdapter({ name, clock, page: null });
    for (const store of [adapter, other]) {
      store.onStatus(look);
      store.onSignal!('composing', look);
      store.watch({ query: { collection: 'contacts' } }, () => {
        look();
        shown++;
      });
    }
    for (let i = 0; i < 20; i++) {
      await adapter.commit({ ops: [contact(`c${i}`)] });
      look();
      await other.query({ collection: 'contacts' });
      look();
    }
    adapter.signal!('composing', {});
    await refused(adapter.commit({ ops: [contact('c1')] }));
    look();
    await until(() => shown > 2);
    looking = false;
    await page;
    await other.close();
    expect([...seen]).to.have.members([own, then, null]);
  });

  it('look up none of the many records that they make', async () => {
    const make = (from: number, count: number): Operation[] => Array.from({ length: count }, (_, i) => contact(`m${String(from + i).padStart(5, '0')}`));
    await adapter.commit({ ops: make(0, 200) });
    await adapter.commit({ ops: make(200, 200) });
    const error = await refused(adapter.commit({ ops: make(390, 200) }));
    expect([error.code, error.conflicts[0]?.id]).to.deep.equal(['CONFLICT', 'm00390']);
    await adapter.commit({ ops: make(0, 100).map((operation) => ({ op: 'delete', collection: 'contacts', id: (operation as { record: { id: string } }).record.id })) });
    const { records } = await adapter.commit({ ops: make(50, 50).concat(make(500, 100)) });
    expect([records[0]?.version, records.at(-1)?.version]).to.deep.equal([2, 1]);
    expect((await tablesOf(name, ['_tombstones']))['_tombstones']!.length).to.equal(50);
  });

  // Fails when a batch of many takes the kept rows of others for its own, misses some, or stops where there are more of them than it asks for.
  it('add to the totals that stand there, in a batch of many', async () => {
    const tagged = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        createOperation('contacts', { id: `t${from}-${i}`, tags: [`tag-${from + i}`], ownerId: i % 2 ? `o${i % 7}` : null }),
      );
    const deals = Array.from({ length: 3 }, (_, i) => createOperation('deals', { id: `d${i}`, stageId: `s${i}` }));
    // Looked at once, they are not counted anew where they are wrong.
    for (const totals of ['byTag', 'byOwner']) await adapter.totals({ collection: 'contacts', totals });
    // The rows of one collection first, then some of them beside many others, then those of two collections.
    for (const ops of [tagged(0, 100), tagged(50, 100), tagged(150, 400), tagged(100, 70), [...tagged(20, 100), ...deals]])
      await adapter.commit({ ops });
    const { records } = await adapter.query({ collection: 'contacts', limit: 1_000 });
    for (const [totals, groupsOf] of [
      ['byTag', ({ tags }: Contact) => tags],
      ['byOwner', ({ ownerId }: Contact) => [ownerId ?? null]],
    ] as const) {
      const counts = new Map<unknown, number>();
      for (const group of records.flatMap((record) => groupsOf(record as unknown as Contact))) counts.set(group, (counts.get(group) ?? 0) + 1);
      const rows = await adapter.totals({ collection: 'contacts', totals });
      expect(new Map(rows.map(({ group, count }) => [Object.values(group)[0], count]))).to.deep.equal(counts);
    }
    expect((await adapter.totals({ collection: 'deals', totals: 'all' }))[0]?.count).to.equal(3);
  });

  it('hold unique indexes in a batch of many', async () => {
    const response = (i: number) => createOperation('cannedResponses', { id: `r${i}`, shortCode: `code-${String(i).padStart(4, '0')}` });
    await adapter.commit({ ops: Array.from({ length: 150 }, (_, i) => response(i)) });
    const error = await refused(adapter.commit({ ops: Array.from({ length: 150 }, (_, i) => createOperation('cannedResponses', { id: `s${i}`, shortCode: `code-${String(149 + i).padStart(4, '0')}` })) }));
    expect([error.code, error.field]).to.deep.equal(['CONSTRAINT', 'shortCode']);
    await adapter.commit({ ops: Array.from({ length: 150 }, (_, i) => response(1_000 + i)) });
  });

  it('keep the change feed for seven days, and tokens for ninety', async () => {
    for (let i = 0; i < 30; i++) await adapter.commit({ ops: [contact(`a${i}`)], dedupe: `token-a${i}` });
    clock.advance(8 * day);
    for (let i = 0; i < 40; i++) await adapter.commit({ ops: [contact(`b${i}`)], dedupe: `token-b${i}` });
    let tables = await tablesOf(name, ['_changes', '_dedupe']);
    expect([tables['_changes']![0]!['seq'], tables['_dedupe']!.length]).to.deep.equal([31, 70]);
    clock.advance(91 * day);
    for (let i = 0; i < 64; i++) await adapter.commit({ ops: [contact(`c${i}`)], dedupe: `token-c${i}` });
    tables = await tablesOf(name, ['_changes', '_dedupe', '_meta']);
    expect(tables['_dedupe']!.every(({ token }) => !String(token).startsWith('token-a'))).to.equal(true);
    expect(tables['_meta']!.find(({ key }) => key === 'state')?.['kept']).to.equal(tables['_changes']!.length);
  });

  it('keep no row of totals that counts nothing', async () => {
    await adapter.commit({ ops: [createOperation('contacts', { id: 'a', ownerId: 'one', tags: ['x', 'y'] })] });
    await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'a', set: { ownerId: 'two', tags: [] } }] });
    const groups = async () => ((await tablesOf(name, ['_totals']))['_totals'] as unknown as { k: unknown[]; group: unknown[] }[]).map(({ k, group }) => [k[1], ...group]);
    expect(await groups()).to.have.deep.members([['all'], ['byLifecycle', 'lead'], ['byOwner', 'two'], ['byTag', null]]);
    await adapter.commit({ ops: [{ op: 'delete', collection: 'contacts', id: 'a' }] });
    expect(await groups()).to.deep.equal([]);
  });

  it('find totals out that were falsified, also before a check of them', async () => {
    await adapter.commit({ ops: Array.from({ length: 5 }, (_, i) => createOperation('contacts', { id: `c${i}`, ownerId: 'one' })) });
    await adapter.close();
    const request = indexedDB.open(name);
    await finished(request);
    const transaction = request.result.transaction('_totals', 'readwrite');
    const rows = transaction.objectStore('_totals');
    rows.put({ k: ['contacts', 'byOwner', 'one'], group: ['one'], count: 1, sums: {} });
    await new Promise((done) => transaction.addEventListener('complete', done));
    request.result.close();
    adapter = createDexieAdapter({ name, clock, page: null });
    const check: Operation = { op: 'check', collection: 'contacts', totals: 'byOwner', group: { ownerId: 'one' }, below: 4 };
    expect((await refused(adapter.commit({ ops: [check] }))).code).to.equal('CONSTRAINT');
    expect((await adapter.totals({ collection: 'contacts', totals: 'byOwner' }))[0]?.count).to.equal(5);
  });

  it('find by words that are longer than what is indexed of them', async () => {
    const long = 'x'.repeat(80);
    await adapter.commit({ ops: [contact('a', `${long}a`), contact('b', `${long}b`), contact('c', 'x'.repeat(64))] });
    const found = async (text: string) => (await adapter.search({ collection: 'contacts', text })).records.map(({ id }) => id).sort();
    expect(await found(`${long}a`)).to.deep.equal(['a']);
    expect(await found(`${long}b y`)).to.deep.equal([]);
    expect(await found('x'.repeat(64))).to.deep.equal(['a', 'b', 'c']);
    expect(await found(`${'x'.repeat(64)} ${long}b`)).to.deep.equal([]);
  });

  it('are on the disk before they are done where that is asked for', async () => {
    const asked: unknown[] = [];
    const spying: IDBFactory = {
      ...plainIndexedDB(),
      open: (...args) => {
        const opening = indexedDB.open(...args);
        opening.addEventListener('success', () => {
          const begin = opening.result.transaction.bind(opening.result);
          opening.result.transaction = (tables, mode, options) => {
            if (mode === 'readwrite') asked.push(options?.durability);
            return begin(tables, mode, options);
          };
        });
        return opening;
      },
    };
    const strict = createDexieAdapter({ name, clock, indexedDB: spying, page: null });
    await strict.commit({ ops: [contact('a')] }, { durability: 'strict' });
    await strict.commit({ ops: [contact('b')] }, { durability: 'relaxed' });
    await strict.commit({ ops: [contact('c')] });
    await strict.close();
    expect(asked).to.deep.equal(['strict', 'relaxed', 'default']);
  });
});
