import { crmModel, type StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { expectConsole } from '../../../tools/test-support.js';
import { BaseAdapter, type ReadResult, type WriteResult } from './base-adapter.js';
import type { AdapterCapabilities, Page } from './contract.js';
import { applyPatch } from './engine/batch.js';
import { CrmError } from './errors.js';
import { createFixedClock, createOperation, type FixedClock } from './testing/index.js';

const tasks = async (count = 5) => {
  for (let i = 0; i < count; i++) await new Promise<void>((done) => setTimeout(done));
};
const codeOf = (call: Promise<unknown>) => call.then(() => 'none', (error: unknown) => (error instanceof CrmError ? error.code : 'other'));

/** The least that an adapter can be: one record, no totals, no changes; what touches what, it does not know. */
class Least extends BaseAdapter {
  readonly capabilities: AdapterCapabilities = {
    reach: 'device', persistence: 'memory', crossTab: false, search: false, totals: 'none', paging: 'keyset', blobs: false, changes: false, signals: false, restore: false,
    maxBatch: 5, maxBlobBytes: 0,
  };
  record: StoredRecord | undefined;
  calls: string[] = [];
  /** What a method does before it does its work. */
  before: (call: string) => Promise<void> | void = () => undefined;

  constructor(clock: FixedClock = createFixedClock()) {
    super({ name: 'least', model: crmModel, clock });
  }

  async #step<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    await this.before(call);
    return work();
  }

  protected override openStore(): Promise<{ instance: string }> {
    return this.#step('open', () => ({ instance: 'one' }));
  }

  protected override readRecords(_: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>> {
    return this.#step('get', () => ({ value: ids.map((id) => (this.record?.id === id ? { ...this.record } : undefined)) }));
  }

  protected override readPage(): Promise<ReadResult<Page>> {
    return this.#step('query', () => ({ value: { records: this.record ? [{ ...this.record }] : [] } }));
  }

  protected override writeBatch({ ops: [operation], at }: Parameters<BaseAdapter['commit']>[0]): Promise<WriteResult> {
    return this.#step('commit', () => {
      const version = (this.record?.version ?? 0) + 1;
      if (operation?.op === 'create') this.record = { ...operation.record, createdAt: at!, updatedAt: at!, version };
      if (operation?.op === 'patch') this.record = { ...applyPatch(this.record!, operation), version };
      return { committed: { seq: version, records: [this.record ?? null], repeated: false } };
    });
  }

  protected override closeStore(): Promise<void> {
    return this.#step('close', () => undefined);
  }

  protected override destroyStore(): Promise<void> {
    return this.#step('destroy', () => undefined);
  }

  say(error: Error): void {
    this.setStatus({ state: 'disconnected', error });
  }
}

const contact = (id = 'a') => ({ ops: [createOperation('contacts', { id })] });
const rename = (fullName: string) => ({ ops: [{ op: 'patch' as const, collection: 'contacts', id: 'a', set: { fullName } }] });
const target = { ids: { collection: 'contacts', ids: ['a'] } };

describe('base adapter', () => {
  it('opens once, by the first call, and calls wait for it', async () => {
    const adapter = new Least();
    expect([adapter.instance, adapter.status.state]).to.deep.equal(['', 'opening']);
    await Promise.all([adapter.get('contacts', ['a']), adapter.query({ collection: 'contacts' }), adapter.open()]);
    expect(adapter.calls.filter((call) => call === 'open')).to.have.length(1);
    expect([adapter.calls[0], adapter.instance, adapter.status.state]).to.deep.equal(['open', 'one', 'ready']);
  });

  it('tells what open failed with as a CrmError, and tries again at the next call', async () => {
    const adapter = new Least();
    const cause = new TypeError('no such disk');
    adapter.before = () => Promise.reject(cause);
    const error = await adapter.get('contacts', ['a']).catch((thrown: CrmError) => thrown);
    expect(error).to.include({ name: 'CrmError', code: 'INTERNAL', cause });
    expect(adapter.status).to.deep.equal({ state: 'disconnected', error });
    adapter.before = () => undefined;
    expect(await adapter.get('contacts', ['a'])).to.deep.equal([undefined]);
    expect(adapter.status).to.deep.equal({ state: 'ready' });
  });

  it('lets one caller give up opening, and the others go on', async () => {
    const adapter = new Least();
    const controller = new AbortController();
    const opening = adapter.open({ signal: controller.signal });
    const others = Promise.all([adapter.open(), adapter.get('contacts', ['a'])]);
    controller.abort();
    expect(await codeOf(opening)).to.equal('ABORTED');
    await others;
    expect(adapter.calls).to.deep.equal(['open', 'close', 'open', 'get']);
  });

  it('lets go of the store only when it was open, and only when nothing is in flight', async () => {
    const never = new Least();
    await never.close();
    expect(never.calls).to.deep.equal([]);
    const adapter = new Least();
    let go: () => void = () => undefined;
    adapter.before = (call) => (call === 'commit' ? new Promise((done) => (go = done)) : undefined);
    const committing = adapter.commit(contact());
    await tasks();
    const closing = adapter.close();
    await tasks();
    expect(adapter.calls).to.deep.equal(['open', 'commit']);
    go();
    await Promise.all([committing, closing]);
    expect(adapter.calls).to.deep.equal(['open', 'commit', 'close']);
  });

  it('destroys a store that does not open, and tells what destroying failed with', async () => {
    const broken = new Least();
    broken.before = (call) => (call === 'open' ? Promise.reject(new Error('corrupt')) : undefined);
    await broken.destroy();
    expect(broken.calls).to.deep.equal(['open', 'destroy']);
    const held = new Least();
    held.before = (call) => (call === 'destroy' ? Promise.reject(new Error('held')) : undefined);
    expect(await codeOf(held.destroy())).to.equal('INTERNAL');
    expect(held.status.state).to.equal('closed');
  });

  it('tells each change of the status once, whatever one listener does, and nothing after close', async () => {
    expectConsole('a status listener threw');
    const adapter = new Least();
    const states: string[] = [];
    adapter.onStatus(() => {
      throw new Error('from a listener');
    });
    const gone = adapter.onStatus(({ state }) => states.push(`gone ${state}`));
    adapter.onStatus(({ state, error }) => states.push(error ? `${state} ${error.message}` : state));
    gone.unsubscribe();
    await adapter.open();
    const error = new Error('pulled out');
    adapter.say(error);
    adapter.say(error);
    await adapter.close();
    adapter.say(new Error('late'));
    expect(states).to.deep.equal(['ready', 'disconnected pulled out', 'closed']);
    expect(adapter.status.state).to.equal('closed');
  });

  it('refuses what its capabilities do not name', async () => {
    const adapter = new Least();
    const calls = [
      adapter.totals({ collection: 'contacts', totals: 'all' }), adapter.search({ collection: 'contacts', text: 'a' }), adapter.changes(), adapter.blob({ op: 'get', key: 'x' }),
      adapter.commit({ ops: [{ op: 'check', collection: 'contacts', totals: 'all', group: {}, below: 1 }] }),
    ];
    expect(await Promise.all(calls.map(codeOf))).to.deep.equal(Array(5).fill('UNSUPPORTED'));
    expect(() => adapter.watch({ totals: { collection: 'contacts', totals: 'all' } }, () => undefined)).to.throw('cannot keep totals');
  });

  describe('watches of a store that tells neither records nor places', () => {
    const open = async (clock = createFixedClock()) => {
      const adapter = new Least(clock);
      await adapter.commit(contact());
      const shown: unknown[] = [];
      const errors: string[] = [];
      const subscription = adapter.watch(target, ({ records: [record], seq }) => shown.push([record?.['fullName'], seq]), (error) => errors.push((error as CrmError).code));
      await tasks();
      return { adapter, clock, shown, errors, subscription };
    };

    it('show what the commits did, with the last place known of', async () => {
      const { adapter, shown } = await open();
      await adapter.commit(rename('Bo'));
      await tasks();
      expect(shown).to.deep.equal([['Ada Example', 1], ['Bo', 2]]);
    });

    it('tell of a read that failed, and go on with the next', async () => {
      const { adapter, shown, errors } = await open();
      adapter.before = (call) => (call === 'get' ? Promise.reject(new Error('broken')) : undefined);
      await adapter.commit(rename('Bo'));
      await tasks();
      adapter.before = () => undefined;
      await adapter.commit(rename('Cy'));
      await tasks();
      expect([shown.at(-1), errors]).to.deep.equal([['Cy', 3], ['INTERNAL']]);
    });

    it('are read once the store is open, when it did not open at first', async () => {
      const adapter = new Least();
      adapter.before = (call) => (call === 'open' ? Promise.reject(new Error('not yet')) : undefined);
      const told: unknown[] = [];
      adapter.watch(target, ({ records }) => told.push(records), (error) => told.push((error as CrmError).code));
      await tasks();
      adapter.before = () => undefined;
      await adapter.open();
      await tasks();
      expect(told).to.deep.equal(['INTERNAL', [undefined]]);
    });

    it('leave out what is overtaken, but are silent no longer than a quarter of a second', async () => {
      const { adapter, clock, shown } = await open();
      const read: (() => void)[] = [];
      adapter.before = (call) => (call === 'get' ? new Promise<void>((done) => read.push(done)) : undefined);
      const answer = async () => {
        for (const done of read.splice(0)) done();
        await tasks();
      };
      await adapter.commit(rename('1'));
      await tasks();
      await adapter.commit(rename('2'));
      await answer();
      expect(shown).to.have.length(1);
      await adapter.commit(rename('3'));
      clock.advance(300);
      await answer();
      expect(shown.at(-1), 'shown although a further commit came meanwhile').to.deep.equal(['3', 3]);
      await answer();
      expect(shown).to.have.length(2);
    });

    it('say a failed read on the console where nobody listens for errors', async () => {
      expectConsole('a watch failed');
      const adapter = new Least();
      adapter.before = (call) => (call === 'get' ? Promise.reject(new Error('broken')) : undefined);
      adapter.watch(target, () => undefined);
      await tasks();
      await adapter.close();
    });

    it('end when they are ended, also while they read', async () => {
      const { adapter, shown, subscription } = await open();
      let done: () => void = () => undefined;
      adapter.before = (call) => (call === 'get' ? new Promise<void>((end) => (done = end)) : undefined);
      await adapter.commit(rename('Bo'));
      await tasks();
      subscription.unsubscribe();
      done();
      await tasks();
      expect([shown.length, adapter.watching]).to.deep.equal([1, 0]);
    });
  });
});
