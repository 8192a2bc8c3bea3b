import { expect } from 'chai';
import type { BaseAdapter } from '../base-adapter.js';
import { createClient, type CrmClient } from '../client/client.js';
import type {
  AdapterCapabilities,
  AdapterStatus,
  ChangePage,
  ChangesOptions,
  Committed,
  DataAdapter,
  Page,
  Query,
  Subscription,
} from '../contract.js';
import { CrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createFixedClock, type FixedClock } from '../testing/index.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { FeedReader } from './feed-reader.js';
import type { FilteredQuery } from './filtered.types.js';
import { exact, look, settled } from './look.test-helper.js';

const day = 24 * 60 * 60 * 1_000;
const vip: FilteredQuery = { where: [{ field: 'tags', is: { has: 'vip' } }], sort: [{ by: 'name' }] };

/** A gate that calls wait at while it is shut. */
class Gate {
  isShut = false;
  waiting = 0;

  async pass(): Promise<void> {
    this.waiting++;
    await settled(() => !this.isShut, 'the gate');
    this.waiting--;
  }
}

/** Its feed answers when it may. */
class SlowFeed extends ForwardAdapter {
  readonly gate = new Gate();
  resets = 0;

  override async changes(options?: ChangesOptions): Promise<ChangePage> {
    await this.gate.pass();
    const page = await super.changes(options);
    if (page.reset) this.resets++;
    return page;
  }
}

/** A store without a feed. */
class Feedless extends ForwardAdapter {
  readonly gate = new Gate();
  readonly commits = new Gate();
  readonly reads: Query[] = [];
  readonly #listeners = new Set<(status: AdapterStatus) => void>();
  paging: AdapterCapabilities['paging'] = 'keyset';
  /** In the place of the store's own, when set. */
  otherInstance: string | undefined;

  override get capabilities(): AdapterCapabilities {
    return { ...super.capabilities, changes: false, totals: 'none', paging: this.paging };
  }

  override get instance(): string {
    return this.otherInstance ?? super.instance;
  }

  override changes(): Promise<ChangePage> {
    return Promise.reject(new CrmError('UNSUPPORTED', 'There is no feed.'));
  }

  override async query(query: Query): Promise<Page> {
    this.reads.push(query);
    const page = await super.query(query);
    await this.gate.pass();
    return page;
  }

  override async commit(...args: Parameters<DataAdapter['commit']>): Promise<Committed> {
    await this.commits.pass();
    return super.commit(...args);
  }

  override onStatus(listener: (status: AdapterStatus) => void): Subscription {
    this.#listeners.add(listener);
    return { unsubscribe: () => void this.#listeners.delete(listener) };
  }

  say(state: AdapterStatus['state']): void {
    for (const listener of [...this.#listeners]) listener({ state });
  }
}

describe('filtered records, and how they hear of what is new', () => {
  let clock: FixedClock;
  let store: BaseAdapter;
  /** Writes without looking. */
  let writer: CrmClient;

  const createDeals = (names: readonly string[], tags = ['vip']) =>
    writer.createDeals(names.map((name) => ({ name, stageId: 'new', tags })));

  beforeEach(async () => {
    clock = createFixedClock();
    store = createMemoryAdapter({ name: `news-${Math.random()}`, clock });
    writer = createClient(store, { clock });
    await writer.createPipeline({ id: 'sales', name: 'Sales', currency: 'EUR', stages: [{ id: 'new', name: 'New' }] });
  });

  afterEach(() => store.destroy().catch(() => undefined));

  const clientOver = (adapter: DataAdapter) => createClient(adapter, { clock });

  describe('from a feed', () => {
    // Fails when rows stay as they were where the feed no longer reaches back to them.
    it('are read anew when it was trimmed behind their back', async () => {
      const [first, second] = await createDeals(['One', 'Two', 'Three']);
      const adapter = new SlowFeed(store);
      const shown = look(clientOver(adapter), vip);
      await exact(shown, 3);
      adapter.gate.isShut = true;
      await writer.deals.update(first!.id, { tags: [] });
      await writer.deals.remove(second!.id);
      await settled(() => adapter.gate.waiting > 0, 'the feed to be asked');
      clock.advance(8 * day);
      await createDeals(['Four', 'Five']);
      // Reading the feed is what trims it.
      await store.changes();
      adapter.gate.isShut = false;
      await settled(() => shown.names.join() === 'Five,Four,Three', 'what is there now');
      expect(adapter.resets).to.equal(1);
      await createDeals(['Six']);
      await exact(shown, 4);
      expect(adapter.resets).to.equal(1);
    });

    // Fails when a commit that its beginning stepped over never counts as told, so that pending changes of it are kept.
    it('have been told, at the feed’s end, of all that was heard of', async () => {
      await createDeals(['One']);
      await createDeals(['Two']);
      const reader = new FeedReader(store, 'deals');
      await reader.begin(1);
      expect(await reader.read(3)).to.deep.equal({ ids: new Set(), seq: 3, more: false });
    });
  });

  describe('from a store without a feed', () => {
    // Fails when a commit to such a store is not looked for, or everything is counted anew for each.
    it('follow what others commit, and keep what is shown meanwhile', async () => {
      const deals = await createDeals(['One', 'Two', 'Three']);
      const shown = look(clientOver(new Feedless(store)), vip);
      await exact(shown, 3);
      const counted = shown.results.filter(({ state }) => state === 'counting').length;
      await writer.deals.update(deals[0]!.id, { name: 'Zero' });
      await settled(() => shown.names.join() === 'Three,Two,Zero', 'another name');
      await writer.deals.remove(deals[1]!.id);
      await exact(shown, 2);
      await createDeals(['Four']);
      await exact(shown, 3);
      expect(shown.names).to.deep.equal(['Four', 'Three', 'Zero']);
      expect(shown.results.filter(({ state }) => state === 'counting')).to.have.length(counted);
    });

    // Fails when what is committed during the first reading is forgotten.
    it('hear of what was committed while they were read', async () => {
      const [deal] = await createDeals(['One', 'Two']);
      const adapter = new Feedless(store);
      adapter.gate.isShut = true;
      const shown = look(clientOver(adapter), vip);
      await settled(() => adapter.gate.waiting > 0, 'the first page');
      await writer.deals.remove(deal!.id);
      adapter.gate.isShut = false;
      await exact(shown, 1);
    });

    // Fails when a record is taken for gone because a page of counts left it out.
    it('lose none that a page left out because others went meanwhile', async () => {
      await createDeals(Array.from({ length: 600 }, (_, i) => `Deal ${String(i).padStart(3, '0')}`));
      const adapter = new Feedless(store);
      adapter.paging = 'offset';
      const shown = look(clientOver(adapter), { ...vip, window: { offset: 0, limit: 1_000 } });
      await exact(shown, 600);
      const ids = shown.last!.groups[0]!.records.map(({ id }) => id).sort();
      // Pages by count, over what is there when each is asked for.
      adapter.query = async (query) => {
        const offset = Number(query.after ?? 0);
        const { records, next } = await store.query({ collection: 'deals', limit: query.limit!, offset });
        if (offset === 0) await store.commit({ ops: ids.slice(0, 5).map((id) => ({ op: 'delete', collection: 'deals', id })) });
        return { records, ...(next !== undefined && { next: String(offset + records.length) }) };
      };
      const least = { count: 600 };
      const watching = setInterval(() => (least.count = Math.min(least.count, shown.last!.count)), 0);
      await writer.deals.update(ids[599]!, { nextStep: 'Call' });
      await exact(shown, 595);
      clearInterval(watching);
      expect(least.count).to.equal(595);
    });

    // Fails when this client's own change stays pending after the store has it, or goes while others are read.
    it('show this client’s own change at once, and all the time', async () => {
      const [first] = await createDeals(['One', 'Two']);
      const adapter = new Feedless(store);
      const own = clientOver(adapter);
      const shown = look(own, vip);
      await exact(shown, 2);
      adapter.commits.isShut = true;
      const creating = own.createDeal({ name: 'Three', stageId: 'new', tags: ['vip'] });
      await exact(shown, 3);
      const from = shown.results.length;
      await writer.deals.remove(first!.id);
      await exact(shown, 2);
      adapter.commits.isShut = false;
      await creating;
      await settled(() => shown.last!.pending.size === 0, 'none pending');
      expect(new Set(shown.results.slice(from).map(({ count }) => count))).to.deep.equal(new Set([2]));
    });

    // Fails when the rows of another store pass for its own because their versions are the same.
    it('are read anew when it is another store', async () => {
      await createDeals(['One', 'Two']);
      const adapter = new Feedless(store);
      const shown = look(clientOver(adapter), vip);
      await exact(shown, 2);
      const from = shown.results.length;
      adapter.otherInstance = 'another';
      adapter.say('emptied');
      await settled(() => shown.results.slice(from).some(({ state }) => state === 'counting'), 'counting');
      await exact(shown, 2);
    });

    // Fails when a store that reading makes busy is read for ever.
    it('are not read again because the store was slow', async () => {
      await createDeals(['One', 'Two']);
      const adapter = new Feedless(store);
      const shown = look(clientOver(adapter), vip);
      await exact(shown, 2);
      const { length } = adapter.reads;
      adapter.say('busy');
      adapter.say('ready');
      await new Promise((done) => setTimeout(done, 10));
      expect(adapter.reads).to.have.length(length);
      adapter.say('disconnected');
      adapter.say('ready');
      await settled(() => adapter.reads.length > length, 'reading again');
    });

    // Fails when everything is read for each commit though nobody looks any more.
    it('are let go with the first commit that nobody looks at', async () => {
      await createDeals(['One']);
      const adapter = new Feedless(store);
      const own = clientOver(adapter);
      const shown = look(own, vip);
      await exact(shown, 1);
      shown.subscription.unsubscribe();
      const { length } = adapter.reads;
      await createDeals(['Two']);
      await settled(() => store.watching === 0, 'the end of the watch');
      expect(adapter.reads).to.have.length(length);
      const again = look(own, vip);
      await exact(again, 2);
    });
  });
});
