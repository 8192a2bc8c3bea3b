import type { DataAdapter, Locks, StoredRecord } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { FaultyBrowser, finished } from './faults.test-helper.js';
import type { SentinelStorage } from './sentinel.js';
import { contact, refused } from './waiting.test-helper.js';

/** What holds locks, as a browser does for its pages, and can let go of all of them as when it is killed. */
class TestLocks implements Locks {
  readonly #held = new Set<string>();

  async request<T>(name: string, _options: object, work: (lock: unknown) => Promise<T> | T): Promise<T> {
    this.#held.add(name);
    try {
      return await work({});
    } finally {
      this.#held.delete(name);
    }
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.#held].map((name) => ({ name })) });
  }

  kill(): void {
    this.#held.clear();
  }
}

const storageOf = (values: Map<string, string>): SentinelStorage => ({
  getItem: (key) => values.get(key) ?? null,
  setItem: (key, value) => void values.set(key, value),
  removeItem: (key) => void values.delete(key),
});

const moment = '2026-01-02T03:04:05.000Z';

async function look<T>(name: string, table: string, work: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(name);
  await finished(opening);
  const request = work(opening.result.transaction(table).objectStore(table));
  await finished(request);
  opening.result.close();
  return request.result;
}

const stored = (id: string): StoredRecord => ({ ...contact(id).record, version: 1, createdAt: moment, updatedAt: moment });

const marksIn = async (name: string): Promise<number> =>
  ((await look(name, '_meta', (rows) => rows.getAllKeys())) as string[]).filter((key) => key.startsWith('writer:')).length;

describe('a store whose page was killed', () => {
  let name: string;
  let locks: TestLocks;
  let browser: FaultyBrowser;
  let first: DataAdapter;
  /** What stands in the storage of the pages. */
  let storage: Map<string, string>;
  const open = async (): Promise<DataAdapter> => {
    const adapter = browser.create({ name, locks, storage: storageOf(storage), renewsLog: true });
    await adapter.open();
    return adapter;
  };
  /** Bytes that were written to the table in which the log is renewed. */
  let filled: number;

  beforeEach(async () => {
    name = `renew-${newId()}`;
    locks = new TestLocks();
    browser = new FaultyBrowser();
    filled = 0;
    storage = new Map();
    const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!;
    const put = real.value as (this: IDBObjectStore, ...values: unknown[]) => IDBRequest<IDBValidKey>;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: { bytes?: Uint8Array }, ...key) {
      if (this.name === '_blobBytes') filled += value.bytes!.length;
      return put.call(this, value, ...key);
    };
    restorePut = () => void Object.defineProperty(IDBObjectStore.prototype, 'put', real);
    first = await open();
  });
  let restorePut: () => void;

  afterEach(async () => {
    restorePut();
    await first.close();
  });

  // Fails when pages that only read are taken for such that wrote, or when the mark is no part of the first commit.
  it('is told by the mark of that page, which its first commit left', async () => {
    expect(await marksIn(name)).to.equal(0);
    await first.commit({ ops: [contact('one')] });
    await first.commit({ ops: [contact('two')] });
    expect(await marksIn(name)).to.equal(1);
  });

  // Fails when the log is not filled beyond the 4 MB behind which a new one begins, when that stays in the store, or with the mark.
  it('gets a new log before it is used, and nothing of that stays', async () => {
    await first.commit({ ops: [contact('one')] });
    locks.kill();
    const second = await open();
    expect(filled).to.be.greaterThan(4 * 1024 * 1024);
    expect(await marksIn(name)).to.equal(0);
    expect(await look(name, '_blobBytes', (rows) => rows.count())).to.equal(0);
    expect(second.status.state).to.equal('ready');
    expect((await second.get('contacts', ['one']))[0]?.id).to.equal('one');
    await second.close();
  });

  // Fails when a second window is taken for a browser that starts again.
  it('is not what a page meets whose neighbour still writes', async () => {
    await first.commit({ ops: [contact('one')] });
    const second = await open();
    expect(filled).to.equal(0);
    expect(await marksIn(name)).to.equal(1);
    await second.close();
  });

  // Fails when the mark comes with what was interrupted, and so goes with it.
  for (const [what, write] of [
    ['an import', () => first.commit({ ops: Array.from({ length: 100 }, (_, i) => contact(`c${i}`)) })],
    ['a restore', () => first.restore({ records: { contacts: Array.from({ length: 100 }, (_, i) => stored(`c${i}`)) } })],
  ] as const) {
    it(`is told by the mark, though it was killed in the midst of ${what}`, async () => {
      const release = browser.quota(first);
      expect((await refused(write())).code).to.equal('QUOTA');
      release();
      expect(await marksIn(name)).to.equal(1);
    });
  }

  // Fails when a page that goes in order leaves its mark, or when one that comes back from the cache writes without.
  it('is not what a page leaves that goes, and a page that comes back marks it again', async () => {
    await first.commit({ ops: [contact('one')] });
    browser.pageOf(first).dispatchEvent(new Event('pagehide'));
    await (await open()).close();
    expect([filled, await marksIn(name), storage.size]).to.deep.equal([0, 0, 1]);
    browser.pageOf(first).dispatchEvent(new Event('pageshow'));
    await first.commit({ ops: [contact('two')] });
    expect(await marksIn(name)).to.equal(1);
    locks.kill();
    await (await open()).close();
    expect(filled).to.be.greaterThan(0);
  });

  // Fails when a device without room for a new log keeps the store from opening.
  it('opens without one where there is no room', async () => {
    await first.commit({ ops: [contact('one')] });
    locks.kill();
    const second = browser.create({ name, locks, storage: storageOf(storage), renewsLog: true });
    browser.quota(second);
    await second.open();
    expect(second.status.state).to.equal('ready');
    expect(await marksIn(name)).to.equal(1);
    await second.close();
  });

  // Fails when erasing leaves what tells of a page in its storage.
  it('leaves nothing behind where it was erased', async () => {
    await first.commit({ ops: [contact('one')] });
    const second = await open();
    await second.commit({ ops: [contact('two')] });
    await second.destroy();
    await first.close();
    expect([...storage.keys()].filter((key) => key.includes('writer:'))).to.deep.equal([]);
    expect((await locks.query()).held).to.have.length(0);
  });

  // Fails when stores are marked that nobody would look after.
  it('is not looked for where it has nothing to fear', async () => {
    const other = browser.create({ name, locks, storage: storageOf(storage), renewsLog: false });
    await other.commit({ ops: [contact('one')] });
    expect(await marksIn(name)).to.equal(0);
    await other.close();
  });
});
