import type { DataAdapter, Operation, Query, StoredRecord } from '@crm-elements/data';
import { createRandom } from '@crm-elements/data/testing';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { propertyRuns } from '../../../tools/test-support.js';
import { FaultyBrowser } from './faults.test-helper.js';
import { ReadRecorder } from './read-recorder.test-helper.js';
import { contact, until } from './waiting.test-helper.js';

const byName = (limit: number): Query => ({ collection: 'contacts', sort: [{ by: 'nameKey' }], limit });
const rename = (id: string, fullName: string): Operation => ({ op: 'patch', collection: 'contacts', id, set: { fullName } });

describe('watches that follow commits', () => {
  let name: string;
  let browser: FaultyBrowser;
  let one: DataAdapter;
  let other: DataAdapter;
  let reads: ReadRecorder;

  beforeEach(async () => {
    name = `follows-${newId()}`;
    browser = new FaultyBrowser();
    reads = new ReadRecorder();
    [one, other] = [browser.create({ name }), browser.create({ name, indexedDB: reads.indexedDB })];
    await one.commit({ ops: ['ada', 'ben', 'cleo', 'dora'].map((id) => contact(id, id)) });
    await other.open();
  });

  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await browser.wipe(name);
  });

  /** A watch, with what it has shown last. */
  async function watch(adapter: DataAdapter, query: Query): Promise<{ shown: StoredRecord[]; more: boolean; seq: number }> {
    const last = { shown: [] as StoredRecord[], more: false, seq: -1 };
    adapter.watch({ query }, ({ page, seq }) => Object.assign(last, { shown: page.records, more: page.next !== undefined, seq }));
    await until(() => last.seq >= 0);
    return last;
  }

  const ids = ({ shown }: { shown: readonly StoredRecord[] }) => shown.map(({ id }) => id);

  // Fails when each commit of this tab has the list read again.
  it('read nothing for a commit of their own tab', async () => {
    const list = await watch(other, byName(3));
    const { seq } = await other.commit({ ops: [rename('ben', 'bea')] });
    await until(() => list.seq >= seq);
    reads.tables = [];

    const committed = await other.commit({ ops: [rename('cleo', 'aaron')] });
    await until(() => list.seq >= committed.seq);

    expect(ids(list)).to.deep.equal(['cleo', 'ada', 'ben']);
    expect(list.more).to.equal(true);
    expect(reads.tables).to.deep.equal([]);
  });

  // Fails when another tab's commit is looked up first, and the list read in a second transaction.
  it('read once for a commit of another tab', async () => {
    const list = await watch(other, byName(3));
    const { seq } = await one.commit({ ops: [rename('ben', 'bea')] });
    await until(() => list.seq >= seq);
    reads.tables = [];

    const committed = await one.commit({ ops: [rename('cleo', 'aaron')] });
    await until(() => list.seq >= committed.seq);

    expect(ids(list)).to.deep.equal(['cleo', 'ada', 'ben']);
    expect(reads.tables).to.deep.equal([['_changes', '_meta', 'contacts']]);
  });

  // Fails when what a listener does to its result is shown to it again.
  it('keep what they show apart from what listeners do to it', async () => {
    const list = await watch(one, byName(3));
    const { seq } = await one.commit({ ops: [rename('ben', 'bea')] });
    await until(() => list.seq >= seq);
    for (const record of list.shown) Object.assign(record, { id: 'changed', fullName: 'changed' });

    const committed = await one.commit({ ops: [rename('cleo', 'aaron')] });
    await until(() => list.seq >= committed.seq);

    expect(ids(list)).to.deep.equal(['cleo', 'ada', 'ben']);
  });

  // Fails when following and reading, in two tabs that write at once, end in another list than the store has.
  it('show what the store holds, whoever writes what', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = createRandom(seed);
    const queries = [
      byName(3),
      byName(50),
      { collection: 'contacts', where: { ownerId: 'o1' }, sort: [{ by: 'nameKey', direction: 'desc' as const }], limit: 2 },
    ];
    const lists = await Promise.all(
      [one, other].flatMap((adapter) => queries.map(async (query) => ({ adapter, query, last: await watch(adapter, query) }))),
    );
    const step = (): Operation => {
      const id = `id${random.below(12)}`;
      const values = { fullName: `${random.pick(['a', 'b', 'c', 'd'])} ${id}`, ownerId: `o${random.below(2)}` };
      if (random.below(3) === 0) return { op: 'delete', collection: 'contacts', id };
      return random.below(2) === 0
        ? { ...contact(id), record: { ...contact(id).record, ...values } }
        : { op: 'patch', collection: 'contacts', id, set: values };
    };
    for (let round = 0; round < propertyRuns(15); round++) {
      // What cannot be (a record made twice, or changed while it is not there) is refused, and changes nothing.
      const writes = Array.from({ length: 4 }, () =>
        random
          .pick([one, other])
          .commit({ ops: [step()] })
          .catch(() => undefined),
      );
      await Promise.all(writes);
      if (random.below(2) === 0) await new Promise((done) => setTimeout(done, random.below(4)));
    }
    for (const { adapter, query, last } of lists) {
      const page = await adapter.query(query);
      const marks = (records: readonly StoredRecord[]) => records.map(({ id, version }) => `${id} ${version}`).join();
      await until(() => marks(last.shown) === marks(page.records) && last.more === (page.next !== undefined)).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${marks(last.shown)} is shown, and the store has ${marks(page.records)}`, { cause: error });
      });
    }
  });
});
