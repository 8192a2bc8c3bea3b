import { expect } from 'chai';
import type { DataAdapter, Operation } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFaultyAdapter, createFixedClock, createOperation, type FaultRule } from '../testing/index.js';
import { commitInChunks, type ChunkOptions, type ChunkProgress } from './commit-in-chunks.js';

const opsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => createOperation('contacts', { id: `c${String(i).padStart(4, '0')}`, fullName: 'Ada' }));
const inStore = async (adapter: DataAdapter) =>
  (await adapter.query({ collection: 'contacts', limit: 1_000 })).records.map(({ id, version }) => `${id} ${version}`);
const expected = (count: number) => opsOf(count).map(({ record }) => `${record.id} 1`);
const options: ChunkOptions = { token: 'import-1', chunkSize: 10, rest: () => Promise.resolve() };

async function refused(work: Promise<unknown>): Promise<CrmError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CrmError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('commits in chunks', () => {
  let adapter: DataAdapter;

  beforeEach(() => {
    adapter = createMemoryAdapter();
  });

  afterEach(() => adapter.close());

  const faulty = (...rules: FaultRule[]) => createFaultyAdapter(adapter, { seed: 1, rules, clock: createFixedClock() });

  // Fails when a chunk is left out, taken twice, or larger than it may be.
  it('write all, in order, and tell how far they are', async () => {
    const told: ChunkProgress[] = [];

    const result = await commitInChunks(adapter, opsOf(25), { ...options, onProgress: (progress) => told.push(progress) });

    expect(result).to.deep.equal({ committed: 25, repeated: 0, total: 25 });
    expect(told.map(({ committed }) => committed)).to.deep.equal([10, 20, 25]);
    expect(await inStore(adapter)).to.deep.equal(expected(25));
    expect((await adapter.changes()).changes.map(({ operations }) => operations.length)).to.deep.equal([10, 10, 5]);
  });

  // Fails when what belongs together lies across two chunks, or a group that is longer than a chunk is never written.
  it('keep together what begins no group', async () => {
    const heads = new Set(['c0000', 'c0004', 'c0009', 'c0011', 'c0024']);
    const startsGroup = (operation: Operation) => operation.op === 'create' && heads.has(operation.record.id);
    expect((await commitInChunks(adapter, opsOf(30), { ...options, startsGroup })).committed).to.equal(30);
    expect((await adapter.changes()).changes.map(({ operations }) => operations.length)).to.deep.equal([9, 2, 13, 6]);
    expect(await inStore(adapter)).to.deep.equal(expected(30));
  });

  // Fails when a chunk is committed before what its records name is stored, or although that failed.
  it('store what records name before the chunk they are in', async () => {
    const told: [first: string, inStore: number][] = [];
    const beforeChunk = async (operations: readonly Operation[]) => {
      const [first] = operations;
      if (first?.op === 'create') told.push([first.record.id, (await inStore(adapter)).length]);
      if (told.length === 3) throw new CrmError('QUOTA', 'The disk is full.');
    };
    const { code, data } = await refused(commitInChunks(adapter, opsOf(25), { ...options, beforeChunk }));
    expect(told).to.deep.equal([['c0000', 0], ['c0010', 10], ['c0020', 20]]); // prettier-ignore
    expect([code, data]).to.deep.equal(['QUOTA', { committed: 20, repeated: 0, total: 25 }]);
    expect(await inStore(adapter)).to.deep.equal(expected(20));
  });

  // Fails when the default is another one than the documentation says, or there is no rest between chunks.
  it('take 300 at a time, and rest in between', async () => {
    let rests = 0;

    await commitInChunks(adapter, opsOf(700), { token: 'large', rest: () => Promise.resolve(void rests++) });

    expect((await adapter.changes()).changes.map(({ operations }) => operations.length)).to.deep.equal([300, 300, 100]);
    expect(rests).to.equal(2);
  });

  // Fails when the page is not let go of by itself, or never comes back.
  it('rest until the page is idle where nothing else is said', async () => {
    expect((await commitInChunks(adapter, opsOf(25), { token: 'idle', chunkSize: 10 })).committed).to.equal(25);
  });

  // Fails when a cancelled work goes on, or tells of more or less than is in the store.
  it('stop where they are cancelled, and tell exactly what is there', async () => {
    const cancel = new AbortController();

    const error = await refused(
      commitInChunks(adapter, opsOf(50), {
        ...options,
        signal: cancel.signal,
        onProgress: ({ committed }) => committed === 20 && cancel.abort(),
      }),
    );

    expect(error.code).to.equal('ABORTED');
    expect(error.data).to.deep.equal({ committed: 20, repeated: 0, total: 50 });
    expect(await inStore(adapter)).to.deep.equal(expected(20));
  });

  // Fails when a cancellation in the middle of a commit leaves it open whether that one happened.
  it('tell exactly what is there when they are cancelled while a chunk is being written', async () => {
    for (let after = 0; after < 12; after++) {
      const cancel = new AbortController();
      const own = createMemoryAdapter();
      const work = refused(commitInChunks(own, opsOf(400), { ...options, signal: cancel.signal }));
      for (let i = 0; i < after * 4; i++) await Promise.resolve();
      cancel.abort();

      const { code, data } = await work;

      expect(code).to.equal('ABORTED');
      expect(await inStore(own)).to.deep.equal(expected((data as unknown as ChunkProgress).committed));
      await own.close();
    }
  });

  // Fails when resuming writes something twice, or leaves out what the cancelled work did not reach.
  it('go on where they were cancelled', async () => {
    const cancel = new AbortController();
    await refused(
      commitInChunks(adapter, opsOf(50), {
        ...options,
        signal: cancel.signal,
        onProgress: ({ committed }) => committed === 30 && cancel.abort(),
      }),
    );

    const result = await commitInChunks(adapter, opsOf(50), options);

    expect(result).to.deep.equal({ committed: 50, repeated: 30, total: 50 });
    expect(await inStore(adapter)).to.deep.equal(expected(50));
  });

  // Fails when a chunk that was written, and whose answer was lost, is written again or given up for lost.
  it('go on behind a kill, whether or not its chunk was written', async () => {
    for (const fault of ['fail-before', 'fail-after'] as const) {
      const own = createMemoryAdapter();
      const killed = createFaultyAdapter(own, {
        seed: 1,
        rules: [{ on: 'commit', fault, at: 3, error: 'INTERNAL' }],
        clock: createFixedClock(),
      });
      const { data } = await refused(commitInChunks(killed, opsOf(50), options));
      expect(data).to.deep.equal({ committed: 20, repeated: 0, total: 50 });

      const result = await commitInChunks(own, opsOf(50), options);

      expect(result.repeated).to.equal(fault === 'fail-after' ? 30 : 20);
      expect(await inStore(own)).to.deep.equal(expected(50));
      await own.close();
    }
  });

  // Fails when a connection that breaks for a moment ends a long work.
  it('send a chunk again whose answer was lost', async () => {
    const clock = createFixedClock();
    const work = commitInChunks(faulty({ on: 'commit', fault: 'fail-after', at: 2 }), opsOf(30), { ...options, clock });
    for (let i = 0; i < 200; i++) await Promise.resolve();
    clock.advance(1_000);

    expect(await work).to.deep.equal({ committed: 30, repeated: 0, total: 30 });
    expect(await inStore(adapter)).to.deep.equal(expected(30));
  });

  // Fails when what is wrong with a record is not told, or the chunks in front of it are lost.
  it('tell what is wrong, and keep what is there', async () => {
    const ops = opsOf(30);
    ops[15]!.record['fullName'] = 7;

    const error = await refused(commitInChunks(adapter, ops, options));

    expect([error.code, error.field, error.data]).to.deep.equal(['VALIDATION', 'fullName', { committed: 10, repeated: 0, total: 30 }]);
    expect(await inStore(adapter)).to.deep.equal(expected(10));
  });

  // Fails when a chunk may be larger than the store takes.
  it('refuse a chunk size that no commit takes', async () => {
    for (const chunkSize of [0, 1.5, adapter.capabilities.maxBatch + 1]) {
      expect((await refused(commitInChunks(adapter, opsOf(1), { ...options, chunkSize }))).field).to.equal('chunkSize');
    }
  });
});
