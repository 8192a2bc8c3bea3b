import { expect } from 'chai';
import type { DataAdapter, Page, Query } from '../contract.js';
import type { AdapterCapabilities } from '../contract.js';
import { Overlay } from '../client/overlay.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock, createOperation, createRandom } from '../testing/index.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { readEveryRecord } from './every-record.js';

/** Answers each query after some other ones were asked, in an order that the seed decides. */
class Unhurried extends ForwardAdapter {
  readonly queries: Query[] = [];
  /** Reads that wait for their answer, at most. */
  atOnce = 0;
  paging: AdapterCapabilities['paging'] = 'keyset';
  readonly #random;
  #waiting = 0;

  constructor(inner: DataAdapter, seed: number) {
    super(inner);
    this.#random = createRandom(seed);
  }

  override get capabilities(): AdapterCapabilities {
    return { ...super.capabilities, paging: this.paging };
  }

  override async query(query: Query): Promise<Page> {
    this.queries.push(query);
    this.atOnce = Math.max(this.atOnce, ++this.#waiting);
    for (let turns = this.#random.below(40); turns > 0; turns--) await Promise.resolve();
    try {
      return await super.query(query);
    } finally {
      this.#waiting--;
    }
  }
}

const idOf = (number: number) => `deal-${String(number).padStart(5, '0')}`;

describe('reading every record', () => {
  const seed = 20_261_123;
  let store: DataAdapter;

  async function fill(count: number): Promise<Unhurried> {
    store = createMemoryAdapter({ name: `every-${Math.random()}` });
    const ops = Array.from({ length: count }, (_, i) => createOperation('deals', { id: idOf(i), name: `Deal ${i}`, stageId: 'new' }));
    if (ops.length > 0) await store.commit({ ops });
    return new Unhurried(store, seed);
  }

  async function idsOf(
    adapter: DataAdapter,
    each: (ids: string[]) => boolean | void = () => true,
  ): Promise<{ ids: string[]; isComplete: boolean }> {
    const ids: string[] = [];
    const context = { adapter, overlay: new Overlay(), clock: createFixedClock(), collection: 'deals' };
    const isComplete = await readEveryRecord(context, (records) => {
      for (const { id } of records) ids.push(id);
      return each(ids);
    });
    return { ids, isComplete };
  }

  afterEach(() => store.destroy());

  // Fails when the ends pass each other, stop before they meet, or hand out what both of them read.
  it('gives each once, wherever its ends meet', async () => {
    for (const count of [0, 1, 249, 250, 251, 499, 500, 501, 749, 750, 751, 1_000, 1_300]) {
      const adapter = await fill(count);
      const { ids, isComplete } = await idsOf(adapter);
      expect(ids, `${count} of seed ${seed}`).to.have.length(count);
      expect([...ids].sort(), `${count} of seed ${seed}`).to.deep.equal(Array.from({ length: count }, (_, i) => idOf(i)));
      expect(isComplete).to.equal(true);
      if (count < 1_300) await store.destroy();
    }
  });

  // Fails when the store has nothing to read while a page is looked at.
  it('reads at both ends at once', async () => {
    const adapter = await fill(2_000);
    await idsOf(adapter);
    expect(adapter.atOnce).to.equal(2);
  });

  // Fails when pages are counted from both ends of a store whose cursors are counts.
  it('reads from one end where a cursor is a count', async () => {
    const adapter = await fill(1_300);
    adapter.paging = 'offset';
    expect((await idsOf(adapter)).ids).to.have.length(1_300);
    expect(new Set(adapter.queries.map(({ sort }) => sort![0]!.direction))).to.deep.equal(new Set(['asc']));
  });

  // Fails when a record that nobody touched is left out because others come, change and go.
  it('gives every record that stays, whatever happens to the others', async () => {
    const random = createRandom(seed);
    const adapter = await fill(2_000);
    let made = 2_000;
    const pending: Promise<unknown>[] = [];
    const { ids } = await idsOf(adapter, () => {
      const gone = Array.from({ length: 20 }, () => idOf(2 * random.below(1_000)));
      const come = Array.from({ length: 20 }, () =>
        createOperation('deals', { id: `${idOf(random.below(2_000))}-${made++}`, name: 'New', stageId: 'new' }),
      );
      pending.push(store.commit({ ops: [...gone.map((id) => ({ op: 'delete' as const, collection: 'deals', id })), ...come] }));
    });
    await Promise.all(pending);
    const found = new Set(ids);
    const missing = Array.from({ length: 1_000 }, (_, i) => idOf(2 * i + 1)).filter((id) => !found.has(id));
    expect(missing, `seed ${seed}`).to.deep.equal([]);
    expect(found.size, `seed ${seed}`).to.equal(ids.length);
  });

  // Fails when pages are asked for that nobody wants any more.
  it('ends where it is told to', async () => {
    const adapter = await fill(2_000);
    const { ids, isComplete } = await idsOf(adapter, () => false);
    expect([ids.length, isComplete]).to.deep.equal([250, false]);
    expect(adapter.queries.length).to.be.at.most(3);
  });
});
