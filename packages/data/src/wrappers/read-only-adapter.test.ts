import { expect } from 'chai';
import type { Batch, BlobOperation, DataAdapter } from '../contract.js';
import type { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createOperation } from '../testing/index.js';
import { createReadOnlyAdapter } from './read-only-adapter.js';

describe('read-only adapter', () => {
  let inner: DataAdapter;
  let adapter: DataAdapter;
  beforeEach(async () => {
    inner = createMemoryAdapter();
    adapter = createReadOnlyAdapter(inner);
    await inner.commit({ ops: Array.from({ length: 5 }, (_, i) => createOperation('contacts', { id: `${i}`, fullName: `Person ${i}` })) });
  });
  afterEach(() => adapter.close());

  const refused = async (call: () => Promise<unknown>) => {
    const error = await call().then(() => undefined, (thrown: unknown) => thrown as CrmError);
    expect(error?.code).to.equal('FORBIDDEN');
    expect(error?.retryable).to.equal(false);
  };

  it('reads all that the store has', async () => {
    const { key } = await inner.blob({ op: 'put', bytes: new Uint8Array([1, 2]) });
    const reads: ((from: DataAdapter) => unknown)[] = [
      (from) => from.get('contacts', ['1', '9', '1']),
      (from) => from.query({ collection: 'contacts', limit: 2 }),
      (from) => from.search({ collection: 'contacts', text: 'person' }),
      (from) => from.totals({ collection: 'contacts', totals: 'all' }),
      (from) => from.changes(),
      (from) => from.blob({ op: 'get', key }),
      (from) => [from.name, from.model, from.capabilities, from.status, from.instance],
    ];
    for (const read of reads) expect(await read(adapter)).to.deep.equal(await read(inner));
  });

  it('watches what others commit', async () => {
    const counts: number[] = [];
    adapter.watch({ query: { collection: 'contacts' } }, ({ page }) => counts.push(page.records.length));
    await inner.commit({ ops: [createOperation('contacts')] });
    await new Promise((done) => setTimeout(done, 5));
    expect(counts.at(-1)).to.equal(6);
  });

  it('carries signals and the status', async () => {
    const heard: unknown[] = [];
    await adapter.open();
    adapter.onSignal!('typing', (payload) => heard.push(payload));
    const other = createMemoryAdapter({ name: inner.name });
    await other.open();
    other.signal!('typing', 1);
    await new Promise((done) => setTimeout(done, 5));
    expect(heard).to.deep.equal([1]);
    const states: string[] = [];
    adapter.onStatus(({ state }) => states.push(state));
    await inner.close();
    await other.close();
    expect(states).to.deep.equal(['closed']);
  });

  const writes: Record<string, Batch> = {
    'a create': { ops: [createOperation('contacts')] },
    'a patch': { ops: [{ op: 'patch', collection: 'contacts', id: '1', set: { fullName: 'x' } }] },
    'a delete': { ops: [{ op: 'delete', collection: 'contacts', id: '1' }] },
    'a check alone': { ops: [{ op: 'check', collection: 'contacts', id: '9', absent: true }] },
    'an empty batch': { ops: [] },
  };
  for (const [what, batch] of Object.entries(writes)) {
    it(`refuses ${what}`, async () => {
      const before = await inner.changes();
      await refused(() => adapter.commit(batch));
      expect(await inner.changes()).to.deep.equal(before);
    });
  }

  it('refuses to store and to collect files', async () => {
    for (const operation of [{ op: 'put', bytes: new Uint8Array([3]) }, { op: 'collect', minAgeMs: 0 }] satisfies BlobOperation[]) await refused(() => adapter.blob(operation));
  });

  // Fails when a restore reaches the store.
  it('refuses to restore an export', async () => {
    const { instance } = inner;
    await refused(() => adapter.restore({ records: {} }));
    expect(inner.instance).to.equal(instance);
  });

  // Fails when a reader can make the store forget.
  it('refuses to forget what was deleted', async () => {
    await refused(() => adapter.forgetDeleted!());
  });

  it('refuses to destroy the store', async () => {
    await refused(() => adapter.destroy());
    expect((await inner.get('contacts', ['1']))[0]).to.be.an('object');
  });
});
