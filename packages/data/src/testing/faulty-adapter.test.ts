import { expect } from 'chai';
import type { DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFaultyAdapter, createFixedClock, createOperation, runAdapterConformance, type FaultKind, type FaultRule } from './index.js';

const codeOf = (call: Promise<unknown>) => call.then(() => 'none', (error: unknown) => (error instanceof CrmError ? error.code : 'other'));
const contact = (id: string) => createOperation('contacts', { id });
const ids = async (adapter: DataAdapter) => (await adapter.query({ collection: 'contacts' })).records.map(({ id }) => id);
const tasks = () => new Promise<void>((done) => setTimeout(done, 5));

describe('faulty adapter', () => {
  const make = (rules: FaultRule[], clock = createFixedClock(), seed = 1) => {
    const store = createMemoryAdapter({ clock });
    return { store, clock, faulty: createFaultyAdapter(store, { seed, rules, clock }) };
  };

  it('fails before: nothing happened', async () => {
    const { store, faulty } = make([{ on: 'commit', fault: 'fail-before', error: 'QUOTA' }]);
    expect(await codeOf(faulty.commit({ ops: [contact('a')] }))).to.equal('QUOTA');
    expect(await ids(store)).to.deep.equal([]);
    expect(faulty.injected['fail-before']).to.equal(1);
  });

  // Fails when a restore is not among the calls that go wrong.
  it('fails a restore: the store is as it was', async () => {
    const { store, faulty } = make([{ on: 'restore', fault: 'fail-before', error: 'QUOTA' }]);
    await store.commit({ ops: [contact('a')] });
    expect(await codeOf(faulty.restore({ records: {} }))).to.equal('QUOTA');
    expect(await ids(store)).to.deep.equal(['a']);
    faulty.heal();
    await faulty.restore({ records: {} });
    expect(await ids(store)).to.deep.equal([]);
  });

  it('fails after: it happened and the answer is lost', async () => {
    const { store, faulty } = make([{ on: 'commit', fault: 'fail-after' }]);
    const error = await faulty.commit({ ops: [contact('a')] }).catch((thrown: CrmError) => thrown);
    expect(error).to.include({ code: 'UNAVAILABLE', retryable: true });
    expect(await ids(store)).to.deep.equal(['a']);
  });

  it('repeats: it arrives twice, and the first answer is given', async () => {
    const { store, faulty } = make([{ on: 'commit', fault: 'repeat' }]);
    await faulty.commit({ ops: [contact('a')] });
    const { records } = await faulty.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'a', set: { fullName: 'B' } }] });
    expect(records[0]?.version).to.equal(2);
    expect((await store.get('contacts', ['a']))[0]?.version).to.equal(3);
  });

  it('delays by its clock, and takes the arguments as they were', async () => {
    const { store, clock, faulty } = make([{ on: 'commit', fault: 'delay', ms: 500 }]);
    const ops = [contact('a')];
    const committing = faulty.commit({ ops });
    ops[0] = contact('b');
    await tasks();
    expect(await ids(store)).to.deep.equal([]);
    clock.advance(500);
    await committing;
    expect(await ids(store)).to.deep.equal(['a']);
  });

  it('hangs until it is closed', async () => {
    const { faulty } = make([{ on: ['query', 'open'], fault: 'hang' }]);
    const hanging = Promise.all([codeOf(faulty.query({ collection: 'contacts' })), codeOf(faulty.open())]);
    await tasks();
    await faulty.close();
    expect(await hanging).to.deep.equal(['CLOSED', 'CLOSED']);
    expect(faulty.injected.hang).to.equal(2);
  });

  it('chooses calls by place and number, by every so-manieth, and by the first rule that applies', async () => {
    const { faulty } = make([
      { on: 'get', at: [1, 3], fault: 'fail-before', error: 'OFFLINE' },
      { on: ['get', 'query'], every: 3, fault: 'fail-before', error: 'TIMEOUT' },
    ]);
    const gets: string[] = [];
    for (let i = 0; i < 7; i++) gets.push(await codeOf(faulty.get('contacts', ['a'])));
    expect(gets).to.deep.equal(['OFFLINE', 'none', 'OFFLINE', 'none', 'none', 'TIMEOUT', 'none']);
    const queries: string[] = [];
    for (let i = 0; i < 3; i++) queries.push(await codeOf(faulty.query({ collection: 'contacts' })));
    expect(queries).to.deep.equal(['none', 'none', 'TIMEOUT']);
  });

  it('gives the same faults for the same seed, others for another, and none once healed', async () => {
    const history = async (seed: number) => {
      const { faulty } = make([{ on: 'get', chance: 0.4, fault: 'fail-before' }], createFixedClock(), seed);
      const codes: string[] = [];
      for (let i = 0; i < 30; i++) codes.push(await codeOf(faulty.get('contacts', ['a'])));
      expect(codes.filter((code) => code !== 'none')).to.have.length(faulty.injected['fail-before']);
      faulty.heal();
      for (let i = 0; i < 30; i++) await faulty.get('contacts', ['a']);
      return codes.join();
    };
    expect(await history(7)).to.equal(await history(7));
    expect(await history(7)).not.to.equal(await history(8));
  });

  it('loses, delays, doubles and ends the results of watches', async () => {
    const shown = async (fault: FaultKind) => {
      const { store, clock, faulty } = make([{ on: 'watch', at: 2, fault, ms: 100 }]);
      const told: (number | string)[] = [];
      faulty.watch({ query: { collection: 'contacts' } }, ({ page }) => told.push(page.records.length), ({ name }) => told.push(name));
      for (const id of ['a', 'b', 'c']) {
        await tasks();
        await store.commit({ ops: [contact(id)] });
      }
      await tasks();
      const before = told.length;
      clock.advance(100);
      return [...told.slice(0, before), ...(before < told.length ? ['later'] : []), ...told.slice(before)];
    };
    expect(await shown('fail-before')).to.deep.equal([0, 'CrmError', 2, 3]);
    expect(await shown('fail-after')).to.deep.equal([0, 1, 'CrmError', 2, 3]);
    expect(await shown('repeat')).to.deep.equal([0, 1, 1, 2, 3]);
    expect(await shown('delay')).to.deep.equal([0, 'later', 1, 2, 3]);
    expect(await shown('hang')).to.deep.equal([0]);
  });

  describe('is the adapter beneath it where the only fault is that reads arrive twice', () => {
    runAdapterConformance({
      name: 'faulty',
      create: ({ name, clock }) =>
        createFaultyAdapter(createMemoryAdapter({ name, clock }), {
          seed: 5,
          clock,
          rules: [{ on: ['get', 'query', 'search', 'totals', 'changes'], chance: 0.1, fault: 'repeat' }],
        }),
      test: it,
    });
  });
});
