import { crmModel, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { propertyRuns } from '../../../../tools/test-support.js';
import type { DataAdapter, Operation, Query, TotalsQuery } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock, createOperation, createRandom, type Random } from '../testing/index.js';
import { createNamespacedAdapter } from './namespaced-adapter.js';
import { namespacedModel } from './namespaced-model.js';

const model = namespacedModel(crmModel);
const clock = createFixedClock();

async function refusal(call: () => unknown): Promise<CrmError> {
  try {
    await call();
  } catch (error) {
    return error as CrmError;
  }
  throw new Error('It was not refused.');
}

/** What nobody but its own namespace may meet. */
const contact = (id: string, secret: string, more = {}) => createOperation('contacts', { id, fullName: secret, tags: ['vip'], emails: [{ value: 'a@b.c', key: 'a@b.c' }], ...more });

describe('namespaced adapter', () => {
  let name: string;
  let stores = 0;
  let opened: DataAdapter[];
  const tenant = (namespace: string): DataAdapter => {
    const adapter = createNamespacedAdapter(createMemoryAdapter({ name, model, clock }), namespace);
    opened.push(adapter);
    return adapter;
  };
  beforeEach(() => {
    name = `namespaces-${++stores}`;
    opened = [];
  });
  afterEach(async () => {
    for (const adapter of opened) await adapter.close();
  });

  it('refuses a store that keeps no namespaces apart, and a name that is none', async () => {
    expect((await refusal(() => createNamespacedAdapter(createMemoryAdapter(), 'a'))).code).to.equal('UNSUPPORTED');
    for (const bad of ['', 'a:b', 'ä', 'x'.repeat(33), 5 as unknown as string]) expect((await refusal(() => tenant(bad))).field).to.equal('namespace');
  });

  it('shows its model as it was given', () => {
    expect(tenant('a').model).to.equal(crmModel);
  });

  it('keeps the same id apart in every kind of read', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    await a.commit({ ops: [contact('1', 'Alpha'), contact('2', 'Alpha')], dedupe: 'once' });
    const other = await b.commit({ ops: [contact('1', 'Beta')], dedupe: 'once' });
    expect(other.repeated).to.equal(false);
    const names = (records: readonly (StoredRecord | undefined)[]) => records.map((record) => record && `${record.id} ${record.fullName as string}`);
    expect(names(await b.get('contacts', ['1', '2', 'a:1', 'b:1']))).to.deep.equal(['1 Beta', undefined, undefined, undefined]);
    for (const query of [
      {}, { where: { id: '1' } }, { where: { id: { in: ['1', '2', 'a:1'] } } }, { where: { id: { gte: '0' } } }, { where: { id: { lt: 'z' } } }, { where: { id: { prefix: '' } } },
      { sort: [{ by: 'nameKey' }] }, { where: { tags: { has: 'vip' } }, sort: [{ by: 'nameKey' }] }, { where: { contactKey: 'a@b.c' }, sort: [{ by: 'nameKey' }] },
      { sort: [{ by: 'id', direction: 'desc' }] },
    ] as Omit<Query, 'collection'>[]) {
      expect(names((await b.query({ collection: 'contacts', ...query })).records), JSON.stringify(query)).to.deep.equal(['1 Beta']);
    }
    expect(names((await b.query({ collection: 'contacts', where: { fullName: 'Alpha' } }, { scan: true })).records)).to.deep.equal([]);
    expect(names((await b.search({ collection: 'contacts', text: 'alpha' })).records)).to.deep.equal([]);
    expect(names((await b.search({ collection: 'contacts', text: 'beta' })).records)).to.deep.equal(['1 Beta']);
    expect(await b.totals({ collection: 'contacts', totals: 'all' })).to.deep.equal([{ group: {}, count: 1, sums: {} }]);
    expect(await b.totals({ collection: 'contacts', totals: 'byTag', where: { tags: 'vip' } })).to.deep.equal([{ group: { tags: 'vip' }, count: 1, sums: {} }]);
    expect((await b.changes()).changes.flatMap(({ operations }) => operations.map(({ id }) => id))).to.deep.equal(['1']);
  });

  it('changes nothing of another', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    await a.commit({ ops: [contact('1', 'Alpha')] });
    expect((await refusal(() => b.commit({ ops: [{ op: 'patch', collection: 'contacts', id: '1', set: { fullName: 'x' } }] }))).code).to.equal('NOT_FOUND');
    await b.commit({ ops: [{ op: 'delete', collection: 'contacts', id: '1' }, { op: 'check', collection: 'contacts', id: '1', absent: true }] });
    expect((await a.get('contacts', ['1']))[0]!.fullName).to.equal('Alpha');
  });

  it('counts, checks totals and keeps unique values by namespace', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    const ticket = (id: string) => createOperation('tickets', { id });
    const below: Operation = { op: 'check', collection: 'tickets', totals: 'all', group: {}, below: 2 };
    for (const adapter of [a, b]) {
      const { records } = await adapter.commit({ ops: [below, ticket('1'), below, ticket('2')] });
      expect(records.map((record) => record?.number)).to.deep.equal([undefined, 1, undefined, 2]);
      const full = await refusal(() => adapter.commit({ ops: [below, ticket('3')] }));
      expect(full.code).to.equal('CONSTRAINT');
      expect((full.data as { group: unknown }).group).to.deep.equal({});
      await adapter.commit({ ops: [createOperation('cannedResponses', { id: 'c', shortCode: 'hi' })] });
      const twice = await refusal(() => adapter.commit({ ops: [createOperation('cannedResponses', { id: 'd', shortCode: 'hi' })] }));
      expect([twice.code, twice.field, twice.message.includes('$')]).to.deep.equal(['CONSTRAINT', 'shortCode', false]);
    }
  });

  it('tells errors in its own words', async () => {
    const a = tenant('a');
    await a.commit({ ops: [contact('1', 'Alpha')] });
    const conflict = await refusal(() => a.commit({ ops: [contact('1', 'Alpha')] }));
    expect(conflict.conflicts[0]).to.deep.include({ id: '1' });
    expect(conflict.conflicts[0]!.current!.id).to.equal('1');
    expect(conflict.message).not.to.include('a:1');
    const missing = await refusal(() => a.commit({ ops: [{ op: 'patch', collection: 'contacts', id: '9', set: { fullName: 'x' } }] }));
    expect([missing.data, missing.message.includes('a:9')]).to.deep.equal([{ id: '9' }, false]);
    const unindexed = await refusal(() => a.query({ collection: 'contacts', sort: [{ by: 'jobTitle' }] }));
    expect([unindexed.code, unindexed.message.includes('$')]).to.deep.equal(['UNINDEXED', false]);
    expect((await refusal(() => a.get('contacts', ['x'.repeat(127)]))).message).to.include('1 to 126 characters');
    expect((await refusal(() => a.query({ collection: 'contacts', where: { $namespace: 'b' } }))).code).to.equal('VALIDATION');
  });

  it('takes only its own cursors', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    for (const adapter of [a, b]) await adapter.commit({ ops: [contact('1', 'x'), contact('2', 'x'), contact('3', 'x')] });
    const query: Query = { collection: 'contacts', limit: 1 };
    const first = await a.query(query);
    expect((await a.query({ ...query, after: first.next! })).records.map(({ id }) => id)).to.deep.equal(['2']);
    expect((await refusal(() => b.query({ ...query, after: first.next! }))).code).to.equal('VALIDATION');
    const feed = await a.changes();
    expect((await refusal(() => b.changes({ after: feed.next }))).code).to.equal('VALIDATION');
    expect((await a.changes({ after: feed.next })).changes).to.deep.equal([]);
  });

  it('reads on behind many changes of others', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    for (let i = 0; i < 30; i++) await b.commit({ ops: [contact(`${i}`, 'Beta')] });
    await a.commit({ ops: [contact('1', 'Alpha')] });
    const page = await a.changes({ limit: 3 });
    expect(page.changes.map(({ operations }) => operations[0]!.id)).to.deep.equal(['1']);
  });

  it('does not stir for the commits of others, and carries no signals over', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    await a.commit({ ops: [contact('1', 'Alpha')] });
    const results: unknown[] = [];
    const heard: unknown[] = [];
    a.watch({ query: { collection: 'contacts' } }, ({ page }) => results.push(page.records.map(({ id, fullName }) => [id, fullName])));
    a.watch({ ids: { collection: 'contacts', ids: ['1'] } }, ({ records }) => results.push(records.map((record) => record?.id)));
    a.watch({ totals: { collection: 'contacts', totals: 'all' } }, ({ rows }) => results.push(rows));
    a.onSignal!('typing', (payload) => heard.push(payload));
    const expected = [[['1', 'Alpha']], ['1'], [{ group: {}, count: 1, sums: {} }]];
    const turn = () => new Promise((done) => setTimeout(done, 5));
    await turn();
    expect(results).to.have.deep.members(expected);
    await b.commit({ ops: [contact('1', 'Beta')] });
    b.signal!('typing', 'b');
    await turn();
    expect(results).to.have.deep.members(expected);
    expect(heard).to.deep.equal([]);
    const second = tenant('a');
    await second.open();
    second.signal!('typing', 'a');
    await turn();
    expect(heard).to.deep.equal(['a']);
  });

  it('destroys its own records and leaves those of others', async () => {
    const [a, b] = [tenant('a'), tenant('b')];
    for (const adapter of [a, b]) {
      await adapter.commit({ ops: [...Array.from({ length: 600 }, (_, i) => contact(`${i}`, 'x')), createOperation('activities', { id: '1' })] });
    }
    await a.destroy();
    expect((await refusal(() => a.get('contacts', ['1']))).code).to.equal('CLOSED');
    const again = tenant('a');
    expect(await again.totals({ collection: 'contacts', totals: 'all' })).to.deep.equal([]);
    expect((await again.query({ collection: 'activities' })).records).to.deep.equal([]);
    expect((await b.totals({ collection: 'contacts', totals: 'all' }))[0]!.count).to.equal(600);
  });

  it('is, for each of several namespaces, as if it were alone', async () => {
    const act = (random: Random, i: number): Operation => {
      const id = `${random.below(6)}`;
      const fields = { fullName: random.pick(['Ann', 'Bea', 'Ada']), tags: random.some(['x', 'y', 'z']), ownerId: random.pick([null, 'o1', 'o2']) };
      return random.pick<Operation>([
        contact(id, fields.fullName, fields),
        { op: 'patch', collection: 'contacts', id, set: fields },
        { op: 'delete', collection: 'contacts', id },
        createOperation('messages', { id: `m${i}`, ticketId: `t${random.below(2)}` }),
      ]);
    };
    const queries: Query[] = [
      { collection: 'contacts', sort: [{ by: 'nameKey', direction: 'desc' }], limit: 2 }, { collection: 'contacts', where: { tags: 'x' }, sort: [{ by: 'nameKey' }] },
      { collection: 'contacts', where: { ownerId: null }, sort: [{ by: 'nameKey' }] }, { collection: 'messages', where: { ticketId: 't1' }, sort: [{ by: 'seq' }], limit: 3 },
    ];
    const totals: TotalsQuery[] = [
      { collection: 'contacts', totals: 'all' }, { collection: 'contacts', totals: 'byTag' }, { collection: 'contacts', totals: 'byOwner', where: { ownerId: { in: [null, 'o1'] } } },
      { collection: 'messages', totals: 'byTicket', by: ['direction'] },
    ];
    const show = async (adapter: DataAdapter) => ({
      pages: await Promise.all(queries.map(async (query) => {
        const { records, next } = await adapter.query(query);
        const behind = next === undefined ? undefined : (await adapter.query({ ...query, after: next })).records;
        return { records, behind };
      })),
      totals: (await Promise.all(totals.map((query) => adapter.totals(query)))).map((rows) => rows.map((row) => JSON.stringify(row)).sort()),
      changes: (await adapter.changes({ limit: 1_000 })).changes.map(({ operations }) => operations).filter((operations) => operations.length > 0),
    });
    for (let seed = 1; seed <= propertyRuns(20); seed++) {
      name = `namespaces-alone-${seed}`;
      const random = createRandom(seed);
      const pairs = ['a', 'ab', 'b'].map((namespace) => [tenant(namespace), createMemoryAdapter({ clock })] as const);
      for (let i = 0; i < 60; i++) {
        const pair = random.pick(pairs);
        const ops = Array.from({ length: random.between(1, 3) }, (_, n) => act(random, i * 10 + n));
        const [one, other] = await Promise.all(pair.map((adapter) => adapter.commit({ ops }).then(({ records }) => records, ({ code, message }: CrmError) => [code, message])));
        expect(one, `seed ${seed}, step ${i}`).to.deep.equal(other);
      }
      for (const [shared, alone] of pairs) expect(await show(shared), `seed ${seed}`).to.deep.equal(await show(alone));
    }
  });
});
