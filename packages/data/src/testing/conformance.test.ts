import { expect } from 'chai';
import type { AdapterCapabilities, DataAdapter } from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import type { MakeOptions } from './defects/damage.test-helper.js';
import { reportAdapterConformance, runAdapterConformance } from './index.js';

const unsupported = () => Promise.reject(new CrmError('UNSUPPORTED', 'This adapter cannot.'));

const poor: Partial<AdapterCapabilities> = { totals: 'none', search: false, changes: false, blobs: false, signals: false, restore: false };

/** A memory adapter that says that it can less. Whether that is true is another matter. */
class Declaring extends ForwardAdapter {
  readonly #less: Partial<AdapterCapabilities>;

  constructor(options: MakeOptions, less: Partial<AdapterCapabilities>) {
    super(createMemoryAdapter(options));
    this.#less = less;
  }

  override get capabilities(): AdapterCapabilities {
    return { ...super.capabilities, ...this.#less };
  }
}

/** It really can less. */
class Poor extends Declaring {
  override readonly totals = unsupported;
  override readonly search = unsupported;
  override readonly changes = unsupported;
  override readonly blob = unsupported;
  override readonly restore = unsupported;
  override readonly signal = undefined as never;
  override readonly onSignal = undefined as never;

  override commit(...args: Parameters<DataAdapter['commit']>) {
    return args[0]?.ops?.some?.((operation) => operation && 'totals' in operation) ? unsupported() : super.commit(...args);
  }

  override watch: DataAdapter['watch'] = (target, listener, onError) => {
    if ('totals' in target) throw new CrmError('UNSUPPORTED', 'This adapter keeps no totals.');
    return this.inner.watch(target, listener, onError);
  };
}

const failed = async (options: Omit<Parameters<typeof runAdapterConformance>[0], 'test'>) =>
  (await reportAdapterConformance({ patience: 300, ...options })).filter(({ error }) => error).map(({ title }) => title.split(' ')[0]);

const memory = (options: MakeOptions) => createMemoryAdapter(options);

describe('the conformance kit', () => {
  describe('passes an adapter whose declared gaps are there', () => {
    runAdapterConformance({ name: 'poor', create: (options) => new Poor(options, poor), test: it, runs: 1 });
  });

  it('fails an adapter that can what it declares it cannot', async () => {
    const create = (options: MakeOptions) => new Declaring(options, { ...poor, paging: 'offset', crossTab: false });
    const only = ['49', '50', '56', '56b', '56c', '56d', '57', '59', '61d', '75', '75b', '77', '84', '88', '88b'];
    expect(await failed({ name: 'modest', create, only })).to.deep.equal(only);
  });

  it('runs what is expected to fail, and fails when it does not', async () => {
    expect(await failed({ name: 'memory', create: memory, only: ['13'], expect: { 13: 'fails' } })).to.deep.equal(['13']);
    const damaged = (options: MakeOptions) => Object.assign(memory(options), { get: unsupported });
    expect(await failed({ name: 'damaged', create: damaged, only: ['13'], expect: { 13: 'fails' } })).to.deep.equal([]);
    const [result] = await reportAdapterConformance({ name: 'memory', create: memory, only: ['13'], expect: { 13: 'fails' } });
    expect((result!.error as Error).message).to.include('remove it');
  });

  it('refuses numbers that are no assertions', () => {
    const run = (more: object) => () => runAdapterConformance({ name: 'memory', create: memory, test: () => undefined, ...more });
    expect(run({ expect: { 95: 'fails' } })).to.throw('95');
    expect(run({ only: ['zero'] })).to.throw('zero');
    expect(run({ expect: { 92: 'fails' } })).to.throw('92');
  });

  it('says in a title what it leaves out, and leaves nothing else out', () => {
    const titles: string[] = [];
    runAdapterConformance({ name: 'memory', create: memory, test: (title) => titles.push(title) });
    const numbers = titles.map((title) => title.split(' ')[0]!);
    expect(titles.at(-1)).to.match(/^left out: 10 \(no hook "blockOpening"\), .*12 in part \(no hook "wipe"\)/);
    const leftOut = [...titles.at(-1)!.matchAll(/(\d+[a-z]?) \(no hook/g)].map(([, number]) => number!);
    const all = [...Array.from({ length: 94 }, (_, i) => String(i + 1)), '56b', '56c', '56d', '61b', '61c', '61d', '61e', '75b', '86b', ...[...'bcdefghi'].map((letter) => `88${letter}`)];
    expect([...numbers.slice(0, -1), ...leftOut].sort()).to.deep.equal(all.sort());
  });

  it('tells the seed of what failed, and gives the same data for the same seed', async () => {
    const seen: string[] = [];
    const create = (options: MakeOptions) => {
      const adapter = memory(options);
      const commit = adapter.commit.bind(adapter);
      return Object.assign(adapter, {
        commit: (...args: Parameters<typeof commit>) => {
          seen.push(JSON.stringify(args[0].ops));
          return commit(...args);
        },
        totals: unsupported,
      });
    };
    const run = async (seed: number) => {
      seen.length = 0;
      const [result] = await reportAdapterConformance({ name: 'memory', create, only: ['57'], seed });
      expect((result!.error as Error).message).to.include(`seed ${seed}`);
      return seen.join();
    };
    expect(await run(3)).to.equal(await run(3));
    expect(await run(3)).not.to.equal(await run(4));
  });
});
