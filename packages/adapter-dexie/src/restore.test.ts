import type { CrmError, DataAdapter, RestoreContent, StoredRecord } from '@crm-elements/data';
import { recount } from '@crm-elements/data/engine';
import { createOperation, generateRecords } from '@crm-elements/data/testing';
import { crmModel, newId, type Model } from '@crm-elements/schema';
import { expect } from 'chai';
import { FaultyBrowser } from './faults.test-helper.js';
import type { SentinelStorage } from './sentinel.js';
import { contact, refused, statesOf, until } from './waiting.test-helper.js';

const moment = '2026-01-02T03:04:05.000Z';

/** Records as a store that they were once written to would export them. */
function generated(seed: number): RestoreContent {
  const records: Record<string, StoredRecord[]> = {};
  const counts = { contacts: 120, deals: 60, messages: 90 };
  for (const { collection, record, assign = {} } of [...generateRecords({ seed, counts })].flat()) {
    const list = (records[collection] ??= []);
    const counted = Object.fromEntries(Object.keys(assign).map((field) => [field, list.length + 1]));
    list.push({ ...record, ...counted, version: 4, createdAt: moment, updatedAt: moment });
  }
  return { records };
}

const idsIn = (content: RestoreContent, collection: string) => content.records[collection]!.map(({ id }) => id).sort();

describe('restoring a Dexie store', () => {
  let name: string;
  let browser: FaultyBrowser;
  let adapters: DataAdapter[];

  const open = (options: object = {}): DataAdapter => {
    const adapter = browser.create({ name, storage: null, ...options });
    adapters.push(adapter);
    return adapter;
  };
  const idsOf = async (adapter: DataAdapter, collection = 'contacts') =>
    (await adapter.query({ collection, limit: 1_000 })).records.map(({ id }) => id);

  beforeEach(() => {
    name = `restore-${newId()}`;
    browser = new FaultyBrowser();
    adapters = [];
  });

  afterEach(async () => {
    await Promise.all(adapters.map((adapter) => adapter.close()));
    await browser.wipe(name);
  });

  // Fails when totals, their check sums or an index are those of the store before, or count a record twice.
  it('keeps totals and indexes as a recount has them', async () => {
    const content = generated(1);
    const adapter = open();
    for (const ops of generateRecords({ seed: 2, counts: { deals: 40, messages: 30 } })) await adapter.commit({ ops });
    await adapter.restore(content);
    const again = open();
    for (const [collection, records] of Object.entries(content.records)) {
      const model: Model['collections'][string] = crmModel.collections[collection as 'deals'];
      const rows = [...recount(crmModel, collection, records).rows.values()];
      for (const totals of Object.keys(model.totals)) {
        const kept = await again.totals({ collection, totals });
        expect(
          kept.reduce((sum, { count }) => sum + count, 0),
          `${collection}/${totals}`,
        ).to.equal(rows.filter((row) => row.totals === totals).reduce((sum, { count }) => sum + count, 0));
      }
    }
    expect(await idsOf(again, 'deals')).to.deep.equal(idsIn(content, 'deals'));
    const { records } = await again.query({
      collection: 'deals',
      where: { stageId: content.records['deals']![0]!['stageId'] as string },
      sort: [{ by: 'rank' }],
    });
    expect(records.length).to.be.at.least(1);
    expect(records.every((record) => idsIn(content, 'deals').includes(record.id))).to.equal(true);
  });

  // Fails when a break in the midst leaves some of the one store and some of the other.
  it('leaves the whole of one store or the other, whichever moment the connection breaks at', async () => {
    const content = generated(3);
    const first = open();
    await first.commit({ ops: [contact('ada'), contact('ben')] });
    const before = await idsOf(first);
    let broken = 0;
    for (let requests = 1; ; requests += 6) {
      const adapter = open();
      await adapter.open();
      browser.disconnectAfter(adapter, requests);
      const abort = new AbortController();
      // The second try would succeed: what is looked at is what the first one left.
      const listening = adapter.onStatus(() => abort.abort());
      const code = await adapter.restore(content, { signal: abort.signal }).then(
        () => undefined,
        (error: CrmError) => error.code,
      );
      listening.unsubscribe();
      browser.forgive(adapter);
      expect(await idsOf(open()), `broken at ${requests}`).to.deep.equal(code ? before : idsIn(content, 'contacts'));
      if (!code) break;
      expect(code).to.equal('ABORTED');
      broken++;
    }
    expect(broken, 'the times that it broke').to.be.at.least(5);
  });

  // Fails when a restore that the connection breaks under is not tried again.
  it('is done all the same where the connection breaks once', async () => {
    const content = generated(6);
    const adapter = open();
    await adapter.commit({ ops: [contact('ada')] });
    browser.disconnectAfter(adapter, 40);
    await adapter.restore(content);
    expect(await idsOf(adapter)).to.deep.equal(idsIn(content, 'contacts'));
  });

  // Fails when a restore is told as a loss, here, in another tab, or at the next visit where the mark of the old store is left.
  it('is no loss: all tabs go on in the store that was restored, and are ready', async () => {
    const values = new Map<string, string>();
    const storage: SentinelStorage = {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    };
    const [one, other] = [open({ storage }), open({ storage })];
    await one.commit({ ops: [contact('ada')] });
    await other.open();
    const states = [statesOf(one), statesOf(other)];
    const marks = new Map(values);
    await one.restore(generated(4));
    await until(() => other.instance === one.instance);
    expect(states).to.deep.equal([[], []]);
    expect([one.status.state, other.status.state]).to.deep.equal(['ready', 'ready']);
    for (const tab of [one, other]) expect((await tab.commit({ ops: [contact(newId())] })).repeated).to.equal(false);
    expect(values.get(`crm-elements:${name}`)).to.equal(one.instance);
    for (const [key, value] of marks) values.set(key, value);
    const next = open({ storage });
    await next.open();
    expect(next.status.state).to.equal('ready');
  });

  // Fails when a counter is set back to what the export's records have: their numbers would name something else.
  it('never gives out the number of a record again that was deleted for good', async () => {
    const adapter = open();
    const ticket = (id: string) => createOperation('tickets', { id });
    const { records } = await adapter.commit({ ops: ['a', 'b', 'c'].map(ticket) });
    await adapter.commit({ ops: ['b', 'c'].map((id) => ({ op: 'delete', collection: 'tickets', id })) });
    const exported = { records: { tickets: [records[0]!] } };
    for (const number of [4, 5]) {
      await adapter.restore(exported);
      expect((await adapter.commit({ ops: [ticket('new')] })).records[0]?.['number']).to.equal(number);
    }
  });

  // Fails when what a tab has read of the old store is written into the new one.
  it('refuses what a tab writes that has not heard of it', async () => {
    const deaf = { post: () => undefined, listen: () => ({ unsubscribe: () => undefined }), close: () => undefined };
    const [one, other] = [open(), open({ bus: deaf })];
    await other.commit({ ops: [contact('ada')] });
    const content = { records: { contacts: [{ ...contact('ada').record, version: 1, createdAt: moment, updatedAt: moment }] } };
    await one.restore(content);
    const patch = { op: 'patch', collection: 'contacts', id: 'ada', set: { fullName: 'From before' }, ifVersion: 1 } as const;
    expect((await refused(other.commit({ ops: [patch] }))).code).to.equal('LOST');
    expect((await one.get('contacts', ['ada']))[0]?.['fullName']).to.equal('Ada');
    await until(() => other.instance === one.instance);
    await other.commit({ ops: [patch] });
  });

  // Fails when older code takes the tables of a newer store for its own, and leaves half of it behind.
  it('is refused to code that is older than the store, though it may write', async () => {
    const newer = new FaultyBrowser({ ...crmModel, version: crmModel.version + 1 });
    const adapter = newer.create({ name, storage: null });
    await adapter.commit({ ops: [contact('ada')] });
    await adapter.close();
    const older = open();
    expect((await refused(older.restore({ records: {} }))).code).to.equal('STALE_CODE');
    expect(await idsOf(older)).to.deep.equal(['ada']);
  });

  // Fails when the browser that allows no storage has another way of restoring, or none.
  it('works where a store in memory stands in', async () => {
    const blocked = Object.assign(Object.create(null) as IDBFactory, {
      open: () => {
        throw new DOMException('The page may not.', 'SecurityError');
      },
      cmp: (a: unknown, b: unknown) => indexedDB.cmp(a, b),
    });
    const adapter = open({ indexedDB: blocked });
    await adapter.commit({ ops: [contact('ada')] });
    let shown: string[] = [];
    adapter.watch({ query: { collection: 'contacts', limit: 1_000 } }, ({ page }) => (shown = page.records.map(({ id }) => id)));
    const { instance } = adapter;
    const content = generated(5);
    await adapter.restore(content);
    await until(() => shown.length === 120);
    expect(shown.sort()).to.deep.equal(idsIn(content, 'contacts'));
    expect(adapter.instance).not.to.equal(instance);
    expect(adapter.status.state).to.equal('memory');
    expect((await adapter.commit({ ops: [createOperation('teams', { id: 'new' })] })).repeated).to.equal(false);
  });
});
