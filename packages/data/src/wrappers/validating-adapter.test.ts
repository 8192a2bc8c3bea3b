import type { StoredRecord } from '@crm-elements/schema';
import { expect } from 'chai';
import { expectConsole } from '../../../../tools/test-support.js';
import type { DataAdapter, Page, WatchResult, WatchTarget } from '../contract.js';
import type { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createOperation } from '../testing/index.js';
import { ForwardAdapter } from './forward-adapter.js';
import { createValidatingAdapter, type InvalidRecord, type ValidatingOptions } from './validating-adapter.js';

/** A store that hands out contacts without their name list, whatever it was given. */
class BadStore extends ForwardAdapter {
  #spoil<R>(record: R): R {
    return record && (record as unknown as StoredRecord).id === 'bad' ? { ...record, tags: 'none', version: (record as unknown as StoredRecord).version } : record;
  }
  #page = (page: Page) => ({ ...page, records: page.records.map((record) => this.#spoil(record)) });

  override async get(...args: Parameters<ForwardAdapter['get']>) {
    return (await super.get(...args)).map((record) => this.#spoil(record));
  }
  override async query(...args: Parameters<ForwardAdapter['query']>) {
    return this.#page(await super.query(...args));
  }
  override async search(...args: Parameters<ForwardAdapter['search']>) {
    return this.#page(await super.search(...args));
  }
  override async commit(...args: Parameters<ForwardAdapter['commit']>) {
    const committed = await super.commit(...args);
    return { ...committed, records: committed.records.map((record) => this.#spoil(record)) };
  }
  override watch<T extends WatchTarget>(target: T, listener: (result: WatchResult<T>) => void, onError?: (error: Error) => void) {
    return super.watch(
      target,
      (result) => {
        const { page, records } = result as { page?: Page; records?: (StoredRecord | undefined)[] };
        listener({ ...result, ...(page && { page: this.#page(page) }), ...(records && { records: records.map((record) => this.#spoil(record)) }) });
      },
      onError,
    );
  }
}

describe('validating adapter', () => {
  let inner: DataAdapter;
  let found: InvalidRecord[];
  beforeEach(async () => {
    found = [];
    inner = createMemoryAdapter();
    await inner.commit({ ops: [createOperation('contacts', { id: 'bad', fullName: 'Bad' }), createOperation('contacts', { id: 'good', fullName: 'Good' })] });
  });
  afterEach(() => inner.close());
  const wrap = (options: ValidatingOptions = {}) => createValidatingAdapter(new BadStore(inner), { onInvalid: (invalid) => found.push(invalid), ...options });
  const refusal = async (call: () => Promise<unknown>) => call().then(() => undefined, (error: unknown) => error as CrmError);

  const reads: Record<string, (adapter: DataAdapter) => Promise<readonly unknown[]>> = {
    get: (adapter) => adapter.get('contacts', ['good', 'bad', 'none']),
    query: async (adapter) => (await adapter.query({ collection: 'contacts' })).records,
    search: async (adapter) => (await adapter.search({ collection: 'contacts', text: 'b' })).records,
  };
  for (const [name, read] of Object.entries(reads)) {
    it(`reports what ${name} hands out wrongly, and hands it out`, async () => {
      const records = await read(wrap());
      expect(records).to.deep.include({ ...(await inner.get('contacts', ['bad']))[0], tags: 'none' });
      expect(found.map(({ collection, record, issues }) => [collection, record.id, issues[0]!.field])).to.deep.equal([['contacts', 'bad', 'tags']]);
    });

    it(`refuses in strict mode what ${name} hands out wrongly`, async () => {
      const error = await refusal(() => read(wrap({ strict: true })));
      expect([error?.code, error?.field, found.length]).to.deep.equal(['VALIDATION', 'tags', 1]);
    });
  }

  it('reports each state of a record once', async () => {
    const adapter = wrap();
    for (let i = 0; i < 3; i++) await adapter.get('contacts', ['bad']);
    expect(found.length).to.equal(1);
    await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'bad', set: { fullName: 'Worse' } }] });
    await adapter.get('contacts', ['bad']);
    expect(found.map(({ record }) => record.version)).to.deep.equal([1, 2]);
  });

  it('reports what a commit returns and does not refuse it: it is written', async () => {
    const { records } = await wrap({ strict: true }).commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'bad', set: { fullName: 'Worse' } }] });
    expect([records.length, found.length]).to.deep.equal([1, 1]);
    expect((await inner.get('contacts', ['bad']))[0]!.fullName).to.equal('Worse');
  });

  for (const target of [{ query: { collection: 'contacts' } }, { ids: { collection: 'contacts', ids: ['bad', 'none'] } }] satisfies WatchTarget[]) {
    it(`watches ${Object.keys(target).join()}: reported, and refused in strict mode`, async () => {
      const seen: unknown[] = [];
      const errors: CrmError[] = [];
      const watches = [false, true].map((strict) => wrap({ strict }).watch(target as WatchTarget, (result) => seen.push(result), (error) => errors.push(error as CrmError)));
      await new Promise((done) => setTimeout(done, 5));
      expect([seen.length, errors.map(({ code }) => code), found.length]).to.deep.equal([1, ['VALIDATION'], 2]);
      for (const watch of watches) watch.unsubscribe();
    });
  }

  it('finds what is no plain JSON', async () => {
    class Dates extends ForwardAdapter {
      override async get(...args: Parameters<ForwardAdapter['get']>) {
        return (await super.get(...args)).map((record) => record && ({ ...record, custom: { at: new Date(0) } } as unknown as StoredRecord));
      }
    }
    await createValidatingAdapter(new Dates(inner), { onInvalid: (invalid) => found.push(invalid) }).get('contacts', ['good']);
    expect(found[0]!.issues[0]).to.deep.include({ path: 'custom.at', code: 'unstorable' });
  });

  it('refuses input that the store beneath would take', async () => {
    let asked = 0;
    const careless = new Proxy(inner, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return () => {
          asked++;
          return Promise.resolve([]);
        };
      },
    });
    const adapter = createValidatingAdapter(careless);
    const calls: (() => Promise<unknown>)[] = [
      () => adapter.get('contacts', ['']),
      () => adapter.get('nothing', ['1']),
      () => adapter.query({ collection: 'contacts', limit: 0 }),
      () => adapter.query({ collection: 'contacts', after: 'a', before: 'b' }),
      () => adapter.search({ collection: 'contacts', text: 'a', where: { ownerId: undefined as never, tags: {} as never } }),
      () => adapter.totals({ collection: 'contacts', totals: 'none' }),
      () => adapter.commit({ ops: [createOperation('contacts', { tags: 'x' as never })] }),
      () => adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: '1', set: { version: 3 } }] }),
      () => adapter.restore({ records: { contacts: [{ id: 'x' } as never] } }),
    ];
    for (const call of calls) expect((await refusal(call))?.code).to.equal('VALIDATION');
    expect(asked).to.equal(0);
  });

  it('lets the store choose the moment of a commit', async () => {
    const { records } = await createValidatingAdapter(inner).commit({ ops: [createOperation('contacts', { id: 'x' })] });
    expect(records[0]!.updatedAt > '2020').to.equal(true);
    const given = await createValidatingAdapter(inner).commit({ ops: [createOperation('contacts', { id: 'y' })], at: '2001-01-01T00:00:00.000Z' });
    expect(given.records[0]!.updatedAt).to.equal('2001-01-01T00:00:00.000Z');
  });

  it('says it in the console when nobody listens, and survives a listener that throws', async () => {
    expectConsole(/bad.*contacts.*tags/);
    await createValidatingAdapter(new BadStore(inner)).get('contacts', ['bad']);
    expectConsole(/onInvalid threw/);
    const records = await wrap({
      onInvalid: () => {
        throw new Error('mine');
      },
    }).get('contacts', ['bad']);
    expect(records.length).to.equal(1);
  });
});
