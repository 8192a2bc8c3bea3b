import { deviceModel } from '@crm-elements/schema';
import { expect } from 'chai';
import { expectConsole, propertyRuns } from '../../../../tools/test-support.js';
import { createFixedClock, createOperation, runAdapterConformance } from '../testing/index.js';
import { createMemoryAdapter } from './memory-adapter.js';

describe('memory adapter', () => {
  describe('keeps to the contract', () => {
    const faults = { wipe: (name: string) => createMemoryAdapter({ name }).destroy() };
    runAdapterConformance({ name: 'memory', create: createMemoryAdapter, test: it, faults, runs: propertyRuns(5), many: propertyRuns(2_000) });
  });

  describe('keeps to the contract with the model of a device', () => {
    runAdapterConformance({ name: 'memory-device', create: (options) => createMemoryAdapter({ ...options, model: deviceModel }), test: it, model: deviceModel });
  });

  it('can all that the contract knows', () => {
    const { maxBatch, maxBlobBytes, ...capabilities } = createMemoryAdapter().capabilities;
    expect(capabilities).to.deep.equal({
      reach: 'device', persistence: 'memory', crossTab: true, search: true, totals: 'exact', paging: 'keyset', blobs: true, changes: true, signals: true, restore: true,
    });
    expect([maxBatch, maxBlobBytes]).to.deep.equal([20_000, 25 * 1024 * 1024]);
  });

  it('is a store of its own without a name, gone when it is closed', async () => {
    const [one, other] = [createMemoryAdapter(), createMemoryAdapter()];
    await one.commit({ ops: [createOperation('contacts', { id: 'a' })] });
    expect(await other.get('contacts', ['a'])).to.deep.equal([undefined]);
    await one.close();
    const again = createMemoryAdapter({ name: one.name });
    expect(await again.get('contacts', ['a'])).to.deep.equal([undefined]);
  });

  it('shows other adapters that the store was emptied, and goes on with an empty one', async () => {
    const [one, other] = [createMemoryAdapter({ name: 'emptied' }), createMemoryAdapter({ name: 'emptied' })];
    await Promise.all([one.open(), other.open()]);
    await one.commit({ ops: [createOperation('contacts', { id: 'a' })] });
    const { instance } = other;
    const counts: number[] = [];
    other.watch({ query: { collection: 'contacts' } }, ({ page }) => counts.push(page.records.length));
    await other.query({ collection: 'contacts' });
    await one.destroy();
    await other.query({ collection: 'contacts' });
    expect([other.status.state, other.instance === instance, counts]).to.deep.equal(['emptied', false, [1, 0]]);
    const third = createMemoryAdapter({ name: 'emptied' });
    await other.commit({ ops: [createOperation('contacts', { id: 'b' })] });
    expect((await third.get('contacts', ['b']))[0]?.version).to.equal(1);
    await Promise.all([other.close(), third.destroy()]);
  });

  it('keeps the changes of seven days, and no more than 50,000 operations', async () => {
    const clock = createFixedClock();
    const adapter = createMemoryAdapter({ clock, model: deviceModel });
    const value = () => ({ ops: [createOperation('values', {}, deviceModel)] });
    const start = (await adapter.changes()).next;
    await adapter.commit(value());
    const first = (await adapter.changes()).next;
    clock.advance(8 * 24 * 60 * 60 * 1_000);
    await adapter.commit(value());
    expect((await adapter.changes({ after: start })).reset).to.equal(true);
    expect((await adapter.changes({ after: first })).changes).to.have.length(1);
    for (let i = 0; i < 3; i++) await adapter.commit({ ops: Array.from({ length: 17_000 }, () => createOperation('values', {}, deviceModel)) });
    const { reset, next } = await adapter.changes({ after: first });
    expect(reset).to.equal(true);
    expect((await adapter.changes()).changes.map(({ operations }) => operations.length)).to.deep.equal([17_000, 17_000]);
    expect(await adapter.changes({ after: next })).to.deep.include({ changes: [], more: false });
  });

  it('hears signals, and says on the console when a listener of them throws', async () => {
    expectConsole('a listener of signals threw');
    const [one, other] = [createMemoryAdapter({ name: 'signals' }), createMemoryAdapter({ name: 'signals' })];
    await Promise.all([one.open(), other.open()]);
    const heard: unknown[] = [];
    other.onSignal!('composing', () => {
      throw new Error('from a listener');
    });
    other.onSignal!('composing', (payload) => heard.push(payload));
    expect(() => one.signal!('composing', { at: Number.NaN })).to.throw('finite');
    one.signal!('composing', { ticketId: 't' });
    await Promise.resolve();
    expect(heard).to.deep.equal([{ ticketId: 't' }]);
    await other.close();
    one.signal!('composing', { ticketId: 't' });
    await Promise.resolve();
    expect(heard).to.have.length(1);
    await one.destroy();
  });
});
