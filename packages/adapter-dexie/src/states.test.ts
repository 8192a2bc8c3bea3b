import type { CrmError, DataAdapter } from '@crm-elements/data';
import { createFixedClock } from '@crm-elements/data/testing';
import { crmModel } from '@crm-elements/schema';
import { expect } from 'chai';
import { expectConsole } from '../../../tools/test-support.js';
import { FaultyBrowser, finished, plainIndexedDB, TestPage } from './faults.test-helper.js';
import { createDexieAdapter } from './index.js';
import { contact, refused, statesOf, until } from './waiting.test-helper.js';

/** A localStorage of one test. */
function memoryStorage(): Storage {
  const items = new Map<string, string>();
  const storage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => items.set(key, value), removeItem: (key: string) => items.delete(key) };
  return storage as unknown as Storage;
}

let stores = 0;

describe('store states', () => {
  let name: string;
  let browser: FaultyBrowser;
  const open: DataAdapter[] = [];

  const create = (options: Parameters<FaultyBrowser['create']>[0] | Record<string, unknown> = {}): DataAdapter => {
    const adapter = browser.create({ name, ...options });
    open.push(adapter);
    return adapter;
  };

  beforeEach(() => {
    name = `states-${++stores}`;
    browser = new FaultyBrowser();
  });

  afterEach(async () => {
    for (const adapter of open.splice(0)) await adapter.close();
    await createDexieAdapter({ name, page: null }).destroy();
    expect(browser.held()).to.equal(0);
  });

  describe('emptied', () => {
    it('is seen while the store is open: the instance is another, watches show what is left, a commit makes it ready', async () => {
      const adapter = create();
      await adapter.commit({ ops: [contact('a')] });
      const { instance } = adapter;
      const shown: number[] = [];
      adapter.watch({ query: { collection: 'contacts' } }, ({ page }) => shown.push(page.records.length));
      await until(() => shown.length === 1);

      await browser.wipe(name);

      await until(() => adapter.status.state === 'emptied' && shown.length === 2);
      expect(shown).to.deep.equal([1, 0]);
      expect(adapter.instance).not.to.equal(instance);
      expect((adapter.status.error as CrmError).code).to.equal('LOST');
      await adapter.commit({ ops: [contact('b')] });
      expect(adapter.status.state).to.equal('ready');
    });

    it('refuses a commit that was made for what is gone, with nothing written', async () => {
      const adapter = create();
      await adapter.commit({ ops: [contact('a')] });
      browser.disconnect(adapter, false);
      await finished(indexedDB.deleteDatabase(name));
      const error = await refused(adapter.commit({ ops: [contact('b')] }));
      expect([error.code, error.retryable]).to.deep.equal(['LOST', false]);
      expect(await adapter.get('contacts', ['a', 'b'])).to.deep.equal([undefined, undefined]);
    });

    it('is told at open where a mark in the page’s storage survived', async () => {
      const storage = memoryStorage();
      const adapter = create({ storage });
      await adapter.commit({ ops: [contact('a')] });
      await adapter.close();
      await browser.wipe(name);
      const again = create({ storage });
      await again.open();
      expect(again.status.state).to.equal('emptied');
      await again.commit({ ops: [contact('b')] });
      await again.close();
      const third = create({ storage });
      await third.open();
      expect(third.status.state).to.equal('ready');
    });

    it('is not told of a store that nobody wrote to, nor of one that was destroyed', async () => {
      const storage = memoryStorage();
      const adapter = create({ storage });
      await adapter.open();
      expect(storage.getItem(`crm-elements:${name}`)).to.equal(null);
      await adapter.close();
      await browser.wipe(name);
      const again = create({ storage });
      await again.commit({ ops: [contact('a')] });
      expect(again.status.state).to.equal('ready');
      await again.destroy();
      const third = create({ storage });
      await third.open();
      expect(third.status.state).to.equal('ready');
    });

    it('is told to other tabs by destroy()', async () => {
      const [adapter, other] = [create(), create()];
      await Promise.all([adapter.open(), other.open()]);
      await adapter.commit({ ops: [contact('a')] });
      await adapter.destroy();
      await until(() => other.status.state === 'emptied');
      expect(await other.get('contacts', ['a'])).to.deep.equal([undefined]);
    });
  });

  describe('stale', () => {
    it('makes way for newer code at once, goes on reading, and refuses writes', async () => {
      const adapter = create();
      await adapter.commit({ ops: [contact('a')] });
      const newer = create({ model: browser.newer() });
      await newer.open();
      expect(adapter.status.state).to.equal('stale');
      expect((await adapter.get('contacts', ['a']))[0]?.id).to.equal('a');
      const error = await refused(adapter.commit({ ops: [contact('b')] }));
      expect([error.code, error.retryable]).to.deep.equal(['STALE_CODE', false]);
      const blob = await refused(adapter.blob({ op: 'put', bytes: new Uint8Array([1]) }));
      expect(blob.code).to.equal('STALE_CODE');
      expect(adapter.status.state).to.equal('stale');
      expect((await newer.query({ collection: 'contacts' })).records.length).to.equal(1);
    });

    it('is over where the newer code lets older code write', async () => {
      const adapter = create();
      await adapter.open();
      const newer = create({ model: { ...crmModel, version: 2 } });
      await newer.open();
      await adapter.commit({ ops: [contact('a')] });
      expect(adapter.status.state).to.equal('ready');
      expect((await newer.get('contacts', ['a']))[0]?.id).to.equal('a');
    });
  });

  describe('blocked', () => {
    it('is said in time; closing does not wait for it', async () => {
      const release = await browser.blockOpening(name);
      const clock = createFixedClock();
      const adapter = create({ clock });
      const states = statesOf(adapter);
      const opening = refused(adapter.open());
      const reading = refused(adapter.get('contacts', ['a']));
      clock.advance(3_999);
      expect(states).to.deep.equal([]);
      clock.advance(1);
      expect(states).to.deep.equal(['blocked']);
      await adapter.close();
      expect([(await opening).code, (await reading).code]).to.deep.equal(['CLOSED', 'CLOSED']);
      release();
      await until(() => browser.held() === 0);
    });
  });

  describe('full', () => {
    it('is left by the next commit that finds room', async () => {
      const adapter = create();
      await adapter.commit({ ops: [contact('a')] });
      const release = browser.quota(adapter);
      const states = statesOf(adapter);
      const error = await refused(adapter.commit({ ops: Array.from({ length: 20 }, (_, i) => contact(`x${i}`)) }));
      expect([error.code, (error.cause as Error).name]).to.deep.equal(['QUOTA', 'QuotaExceededError']);
      expect((await adapter.query({ collection: 'contacts' })).records.length).to.equal(1);
      await adapter.commit({ ops: [{ op: 'delete', collection: 'contacts', id: 'a' }] });
      release();
      expect(states).to.deep.equal(['full', 'ready']);
    });
  });

  describe('disconnected', () => {
    it('heals three times in a minute, the fourth time only after it', async () => {
      const clock = createFixedClock();
      const adapter = create({ clock });
      await adapter.commit({ ops: [contact('a')] });
      const shown: number[] = [];
      adapter.watch({ query: { collection: 'contacts' } }, ({ page }) => shown.push(page.records.length));
      for (const told of [true, false, true]) {
        browser.disconnect(adapter, told);
        expect((await adapter.get('contacts', ['a']))[0]?.id).to.equal('a');
        expect(adapter.status.state).to.equal('ready');
      }
      browser.disconnect(adapter, true);
      const error = await refused(adapter.get('contacts', ['a']));
      expect([error.code, error.retryable, adapter.status.state]).to.deep.equal(['UNAVAILABLE', true, 'disconnected']);
      expect((await refused(adapter.commit({ ops: [contact('b')] }))).retryable).to.equal(true);

      clock.advance(60_000);
      await adapter.commit({ ops: [contact('b')] });
      expect(adapter.status.state).to.equal('ready');
      await until(() => shown.at(-1) === 2);
    });

    it('is looked into when the page is looked at again', async () => {
      const clock = createFixedClock();
      const adapter = create({ clock });
      await adapter.open();
      for (let i = 0; i < 4; i++) {
        browser.disconnect(adapter, true);
        await until(() => adapter.status.state !== 'recovering');
      }
      expect(adapter.status.state).to.equal('disconnected');
      clock.advance(60_000);
      browser.pageOf(adapter).document.dispatchEvent(new Event('visibilitychange'));
      await until(() => adapter.status.state === 'ready');
    });

    it('tells in its states what happens', async () => {
      const adapter = create();
      await adapter.open();
      const states = statesOf(adapter);
      browser.disconnect(adapter, true);
      await until(() => adapter.status.state === 'ready');
      expect(states).to.deep.equal(['disconnected', 'recovering', 'ready']);
    });

    it('tries again while the browser opens nothing, and lets calls wait for it', async () => {
      let refusals = 1;
      const factory = plainIndexedDB();
      const refusing: IDBFactory['open'] = (...args) => {
        if (connected && refusals-- > 0) throw new DOMException('The connection was closed.', 'AbortError');
        return factory.open(...args);
      };
      let connected = false;
      const adapter = create({ indexedDB: { ...factory, open: refusing } });
      await adapter.commit({ ops: [contact('a')] });
      connected = true;
      const states = statesOf(adapter);
      browser.disconnect(adapter, true);
      expect((await adapter.get('contacts', ['a']))[0]?.id).to.equal('a');
      expect(states).to.deep.equal(['disconnected', 'recovering', 'ready']);
    });

    it('stops trying when it is closed', async () => {
      const factory = plainIndexedDB();
      let connected = false;
      const refusing: IDBFactory['open'] = (...args) => {
        if (connected) throw new DOMException('The connection was closed.', 'AbortError');
        return factory.open(...args);
      };
      const adapter = create({ indexedDB: { ...factory, open: refusing } });
      await adapter.open();
      connected = true;
      browser.disconnect(adapter, true);
      await adapter.close();
      connected = false;
      await new Promise((done) => setTimeout(done, 300));
      expect(adapter.status.state).to.equal('closed');
    });

    it('writes a commit once, whichever moment the connection breaks at', async () => {
      const clock = createFixedClock();
      const adapter = create({ clock });
      await adapter.commit({ ops: [contact('a')] });
      let version = 1;
      for (let requests = 0; requests < 8; requests++) {
        // So that no heal is one too many.
        clock.advance(60_000);
        browser.disconnectAfter(adapter, requests);
        const { records } = await adapter.commit({ ops: [{ op: 'patch', collection: 'contacts', id: 'a', set: { fullName: `name ${requests}` } }] });
        expect(records[0]?.version).to.equal(++version);
        browser.forgive(adapter);
      }
      const { changes } = await adapter.changes({ limit: 1_000 });
      expect(changes.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: version }, (_, i) => i + 1));
    });
  });

  describe('memory', () => {
    const forbidden = (error: DOMException): IDBFactory => ({
      ...plainIndexedDB(),
      open: () => {
        throw error;
      },
    });

    /** What a page sees whose browser has no IndexedDB, as in some web views. */
    function withoutIndexedDB(): DataAdapter {
      const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
      Object.defineProperty(globalThis, 'indexedDB', { value: null, configurable: true });
      try {
        return createDexieAdapter({ name, page: null });
      } finally {
        if (own) Object.defineProperty(globalThis, 'indexedDB', own);
        else Reflect.deleteProperty(globalThis, 'indexedDB');
      }
    }

    it('stands in where the browser has no IndexedDB, or forbids it', async () => {
      const refusing = (reason: string) => createDexieAdapter({ name, indexedDB: forbidden(new DOMException('no', reason)), page: null });
      for (const adapter of [withoutIndexedDB(), refusing('SecurityError'), refusing('InvalidStateError')]) {
        await adapter.commit({ ops: [contact('a')] });
        expect([adapter.status.state, adapter.capabilities.persistence]).to.deep.equal(['memory', 'memory']);
        expect((await adapter.search({ collection: 'contacts', text: 'ad' })).records.length).to.equal(1);
        expect((await adapter.totals({ collection: 'contacts', totals: 'all' }))[0]?.count).to.equal(1);
        expect((await adapter.changes()).changes.length).to.equal(1);
        const counts: number[] = [];
        adapter.watch({ query: { collection: 'contacts' } }, ({ page }) => counts.push(page.records.length));
        await until(() => counts.length === 1);
        await adapter.commit({ ops: [contact('b')] });
        await until(() => counts.at(-1) === 2);
        await adapter.close();
      }
    });

    it('never takes the place of a store that only fails to open', async () => {
      expectConsole('Workaround for Chrome UnknownError');
      let broken = true;
      const factory = plainIndexedDB();
      const open: IDBFactory['open'] = (...args) => {
        if (broken) throw new DOMException('Internal error opening backing store.', 'UnknownError');
        return factory.open(...args);
      };
      const adapter = createDexieAdapter({ name, indexedDB: { ...factory, open }, page: null });
      expect((await refused(adapter.open())).code).to.equal('UNAVAILABLE');
      expect(adapter.status.state).to.equal('disconnected');
      broken = false;
      await adapter.commit({ ops: [contact('a')] });
      expect([adapter.status.state, adapter.capabilities.persistence]).to.deep.equal(['ready', 'best-effort']);
      await adapter.close();
    });
  });

  describe('busy', () => {
    /** Holds the store as a frozen page does, until the function returned is called. */
    async function hold(): Promise<() => void> {
      const request = indexedDB.open(name);
      await finished(request);
      const transaction = request.result.transaction(['_meta', 'contacts'], 'readwrite');
      let held = true;
      const keep = () => {
        if (held) transaction.objectStore('_meta').get('state').onsuccess = keep;
      };
      keep();
      return () => {
        held = false;
        request.result.close();
      };
    }

    it('is said of calls that take long, and is over with them', async () => {
      const adapter = create();
      await adapter.open();
      const states = statesOf(adapter);
      const release = await hold();
      const commit = adapter.commit({ ops: [contact('a')] });
      await until(() => states.includes('busy'));
      release();
      await commit;
      expect(states).to.deep.equal(['busy', 'ready']);
    });

    it('ends in TIMEOUT when another page does not let go, with nothing written', async () => {
      const adapter = create({ turnDeadlineMs: 200 });
      await adapter.open();
      const release = await hold();
      const error = await refused(adapter.commit({ ops: [contact('a')] }));
      expect([error.code, error.retryable]).to.deep.equal(['TIMEOUT', true]);
      expect((await refused(adapter.query({ collection: 'contacts' }))).code).to.equal('TIMEOUT');
      release();
      expect(await adapter.get('contacts', ['a'])).to.deep.equal([undefined]);
    });

    // Fails when each call that is given up makes the store look ready, though another page still holds it: a restore takes half a minute.
    it('is busy without a break for as long as another page holds it', async () => {
      const adapter = create({ turnDeadlineMs: 40 });
      await adapter.open();
      const states = statesOf(adapter);
      const release = await hold();
      for (let i = 0; i < 4; i++) expect((await refused(adapter.query({ collection: 'contacts' }))).code).to.equal('TIMEOUT');
      await new Promise((done) => setTimeout(done, 100));
      expect(states).to.deep.equal(['busy']);
      release();
      await until(() => states.length > 1);
      expect(states).to.deep.equal(['busy', 'ready']);
    });

    // Fails when the wait for another page opens the store again, or goes on, after it was closed.
    it('waits for nobody after it was closed', async () => {
      let opened = 0;
      const counting: IDBFactory = { ...plainIndexedDB(), open: (...args) => (opened++, indexedDB.open(...args)) };
      const adapter = create({ turnDeadlineMs: 40, indexedDB: counting });
      await adapter.open();
      const release = await hold();
      await refused(adapter.query({ collection: 'contacts' }));
      await adapter.close();
      await new Promise((done) => setTimeout(done, 100));
      expect([adapter.status.state, opened]).to.deep.equal(['closed', 1]);
      release();
    });
  });

  describe('the page', () => {
    it('lets go of the store when it hides, and reads everything again when it comes back', async () => {
      const [adapter, other] = [create(), create()];
      await adapter.commit({ ops: [contact('a')] });
      const shown: number[] = [];
      adapter.watch({ query: { collection: 'contacts' } }, ({ page }) => shown.push(page.records.length));
      await until(() => shown.length === 1);
      const page = browser.pageOf(adapter);

      page.dispatchEvent(new Event('pagehide'));
      expect(browser.connectionsOf(adapter).length).to.equal(0);
      await other.commit({ ops: [contact('b')] });
      page.dispatchEvent(new Event('pageshow'));

      await until(() => shown.at(-1) === 2);
      expect(adapter.status.state).to.equal('ready');
    });

    it('keeps a commit that was under way when it hid', async () => {
      const adapter = create();
      await adapter.open();
      const commit = adapter.commit({ ops: [contact('a')] });
      browser.pageOf(adapter).dispatchEvent(new Event('pagehide'));
      await commit;
      expect((await adapter.get('contacts', ['a']))[0]?.id).to.equal('a');
    });

    it('has no listener of the store after close, and never one for unload', async () => {
      const page = new TestPage();
      const adapter = create({ page });
      await adapter.open();
      expect(page.types).to.deep.equal(['pagehide', 'pageshow', 'visibilitychange']);
      await adapter.close();
      expect(page.listeners).to.equal(0);
    });
  });
});
