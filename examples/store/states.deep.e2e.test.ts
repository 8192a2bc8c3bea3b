/** What goes wrong with a browser's storage, brought about in a real one: what people see, and what is kept. See docs/reliability.md. */
import { expect } from 'chai';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { newContext } from '../../tools/page-support.js';
import { openFaultPage, openStorePage, Profile, serveFaultPage, waitForState, type FaultServer } from './fault-page.test-helper.js';

const until = (page: Page, state: string) => page.waitForFunction((wanted) => faultPage.store.status.state === wanted, state);

describe('faults of the browser’s storage', function () {
  this.timeout(120_000);
  let server: FaultServer;
  let context: BrowserContext;
  let profile: Profile | undefined;

  const cdp = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

  before(async () => {
    server = await serveFaultPage();
  });
  beforeEach(async () => {
    context = await newContext();
  });
  afterEach(async () => {
    await profile?.remove();
    profile = undefined;
  });
  after(() => server.close());

  // Fails when half a batch is kept, when reading stops too, or when room is not noticed.
  it('full: a batch that has no room leaves nothing, reading goes on, and room makes it ready again', async () => {
    // Before the store is opened: the browser looks at a new limit only now and then.
    const session = await cdp(await context.newPage());
    await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 3_000_000 });
    const page = await openFaultPage(context, server.origin);

    // Little by little, as disks fill up: what a large refused batch had taken counts until the browser has cleared it away.
    const kept: string[] = [];
    let refused: string | undefined;
    for (let i = 10; refused === undefined && i < 100; i++) {
      const batch = [`${i}-a`, `${i}-b`];
      refused = await page.evaluate((ids) => faultPage.refusal(faultPage.write(ids, 60_000)), batch);
      if (refused === undefined) kept.push(...batch);
    }
    expect(refused).to.equal('QUOTA');
    expect(kept.length).to.be.greaterThan(2);
    expect(await page.evaluate(() => faultPage.store.status.state)).to.equal('full');
    expect(await page.evaluate(() => faultPage.ids())).to.deep.equal(kept);

    await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
    await page.evaluate(async (id) => {
      await faultPage.store.commit({ ops: [{ op: 'delete', collection: 'contacts', id }] });
      await faultPage.write(['later']);
    }, kept.shift()!);
    await until(page, 'ready');
    expect(await page.evaluate(() => faultPage.ids())).to.deep.equal([...kept, 'later']);
  });

  // Fails when an emptied store passes for the one before, or when a page that has it open says nothing.
  it('emptied: data that is cleared under an open store is told in all windows, and the store goes on', async () => {
    const page = await openFaultPage(context, server.origin);
    await page.evaluate(() => faultPage.write(['a']));
    const seen = await openStorePage(context, server.origin);
    await waitForState(seen, 'ready');
    const before = await page.evaluate(() => faultPage.store.instance);

    await (await cdp(page)).send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: 'indexeddb' });

    await waitForState(seen, 'emptied');
    await until(page, 'emptied');
    expect(await page.evaluate(() => faultPage.store.instance)).not.to.equal(before);
    await page.evaluate(() => faultPage.write(['b']));
    await until(page, 'ready');
    expect(await page.evaluate(() => faultPage.ids())).to.deep.equal(['b']);
  });

  // Fails when older code keeps newer code waiting, goes on writing, or stops reading.
  it('stale: a window with older code makes way for newer code at once, goes on reading, writes nothing and offers to reload', async () => {
    const seen = await openStorePage(context, server.origin);
    await waitForState(seen, 'ready');
    const old = await openFaultPage(context, server.origin);
    await old.evaluate(() => faultPage.write(['a']));

    const newer = await openFaultPage(context, server.origin, '?code=newer');
    await newer.evaluate(() => faultPage.write(['b']));

    expect(await newer.evaluate(() => faultPage.states)).not.to.include('blocked');
    await waitForState(seen, 'stale');
    expect(await seen.isVisible('#status-act')).to.equal(true);
    expect(await old.evaluate(() => faultPage.ids())).to.deep.equal(['a', 'b']);
    expect(await old.evaluate(() => faultPage.refusal(faultPage.write(['c'])))).to.equal('STALE_CODE');
    // Code that was cached, opened after the upgrade.
    const late = await openFaultPage(context, server.origin);
    expect(await late.evaluate(() => faultPage.ids())).to.deep.equal(['a', 'b']);
    expect(await late.evaluate(() => faultPage.refusal(faultPage.write(['c'])))).to.equal('STALE_CODE');
    expect(await late.evaluate(() => faultPage.store.status.state)).to.equal('stale');
  });

  // Fails when a write waits without a word, or for ever, for a window that the browser has put to sleep.
  it('busy: a frozen window that holds the store is told of within two seconds and given up after five, and no write is lost', async () => {
    const page = await openFaultPage(context, server.origin);
    await page.evaluate(() => faultPage.write(['a']));
    const seen = await openStorePage(context, server.origin);
    await waitForState(seen, 'ready');
    const holder = await openFaultPage(context, server.origin);
    await holder.evaluate(() => faultPage.hold());
    await (await cdp(holder)).send('Page.setWebLifecycleState', { state: 'frozen' });

    const writing = page.evaluate(() => faultPage.refusal(faultPage.write(['b'])));
    await until(page, 'busy');
    expect(await writing).to.equal('TIMEOUT');

    await holder.close();
    await page.evaluate(() => faultPage.write(['b']));
    await until(page, 'ready');
    expect(await page.evaluate(() => faultPage.ids())).to.deep.equal(['a', 'b']);
  });

  // Fails when a lost connection is not replaced, is replaced for ever, or when the fourth loss leaves nothing to press.
  it('disconnected: a connection that is lost heals three times; after the fourth the state stays, with a way to try again', async () => {
    await context.addInitScript(() => {
      const connections = ((globalThis as unknown as { connections: Set<IDBDatabase> }).connections = new Set());
      const prototype = IDBDatabase.prototype as unknown as { transaction: (this: IDBDatabase, ...args: unknown[]) => IDBTransaction };
      const begin = prototype.transaction;
      prototype.transaction = function (...args) {
        connections.add(this);
        return begin.apply(this, args);
      };
    });
    const page = await openStorePage(context, server.origin);
    await waitForState(page, 'ready');
    const writer = await openFaultPage(context, server.origin);
    const lose = (from: Page) =>
      from.evaluate(() => {
        for (const connection of (globalThis as unknown as { connections: Set<IDBDatabase> }).connections) connection.close();
      });
    for (let i = 1; i <= 3; i++) {
      await lose(page);
      await lose(writer);
      await writer.evaluate((id) => faultPage.write([id]), `written-${i}`);
      expect(await writer.evaluate(() => faultPage.store.status.state)).to.equal('ready');
      await page.waitForFunction((count) => document.querySelector('[data-collection=contacts] td')!.textContent === String(count), i);
      await waitForState(page, 'ready');
    }
    expect(await writer.evaluate(() => faultPage.states.filter((state) => state === 'recovering').length)).to.equal(3);

    await lose(writer);
    expect(await writer.evaluate(() => faultPage.refusal(faultPage.write(['written-4'])))).to.equal('UNAVAILABLE');
    expect(await writer.evaluate(() => faultPage.store.status.state)).to.equal('disconnected');
    await lose(page);
    await page.click('#fill-start');
    await waitForState(page, 'disconnected');
    expect(await page.textContent('#status-act')).to.equal('Reload the page');
    await page.click('#status-act');
    await waitForState(page, 'ready');
    await page.waitForFunction(() => document.querySelector('[data-collection=contacts] td')!.textContent === '3');
  });

  // Fails when a page without storage breaks, or when it pretends to keep what it cannot.
  it('memory: a page that the browser allows no storage works, and says that nothing is kept', async () => {
    const page = await openFaultPage(context, server.origin);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.src = location.href;
      document.body.append(frame);
    });
    const handle = await page.waitForSelector('iframe');
    const frame = (await handle.contentFrame())!;
    await frame.waitForFunction(() => 'faultPage' in globalThis);

    await frame.evaluate(() => faultPage.write(['a']));

    expect(await frame.evaluate(() => faultPage.ids())).to.deep.equal(['a']);
    expect(await frame.evaluate(() => [faultPage.store.status.state, faultPage.store.capabilities.persistence])).to.deep.equal([
      'memory',
      'memory',
    ]);
    expect(await page.evaluate(() => faultPage.ids())).to.deep.equal([]);
  });

  // Fails when a message of another window makes the browser drop the cached page, or when a page that comes back shows what was there when it left, hears nothing or cannot write any more.
  it('back/forward cache: a page that comes back, though another window wrote, reads anew, hears and writes', async () => {
    profile = new Profile();
    const own = await profile.launch(['--enable-features=BackForwardCache']);
    const page = await openFaultPage(own, server.origin);
    await page.evaluate(() => {
      const shown: string[][] = ((globalThis as unknown as { shown: string[][] }).shown = []);
      faultPage.store.watch({ query: { collection: 'contacts', sort: [{ by: 'nameKey' }] } }, (result) =>
        shown.push(result.page.records.map(({ id }) => id)),
      );
      addEventListener('pageshow', ({ persisted }) => ((globalThis as unknown as { persisted: boolean }).persisted = persisted));
    });
    const shows = (ids: string) =>
      page.waitForFunction((wanted) => (globalThis as unknown as { shown: string[][] }).shown.at(-1)!.join() === wanted, ids);
    await page.evaluate(() => faultPage.write(['a']));
    const other = await openFaultPage(own, server.origin);
    await page.goto(`${server.origin}/store/?database=other`);
    await other.evaluate(() => faultPage.write(['b']));
    await other.evaluate(() => faultPage.store.signal!('composing', 'x'));

    await page.goBack({ waitUntil: 'commit' });

    await page.waitForFunction(() => (globalThis as unknown as { persisted?: boolean }).persisted === true);
    await shows('a,b');
    await other.evaluate(() => faultPage.write(['c']));
    await shows('a,b,c');
    await page.evaluate(() => faultPage.write(['d']));
    expect(await other.evaluate(() => faultPage.ids())).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  // Fails when a message is lost, doubled or overtaken because the page that sends it dies.
  it('a killed renderer: 100 messages that were given arrive once each, in order', async () => {
    const page = await openFaultPage(context, server.origin);
    const texts = Array.from({ length: 100 }, (_, i) => `message ${i}`);
    await page.evaluate(async (all) => {
      const outbox = await faultPage.outbox();
      await Promise.all(
        all.map((text, i) =>
          outbox.enqueue({
            id: `m${i}`,
            queue: 'conversation',
            name: i === 0 ? 'start' : 'send',
            payload: { conversationId: 'conversation', text },
          }),
        ),
      );
      outbox.start();
    }, texts);
    await page.evaluate(async () => {
      while ((await faultPage.delivered()).length < 10) await new Promise((done) => setTimeout(done, 5));
    });
    const crashed = page.waitForEvent('crash');
    (await cdp(page)).send('Page.crash').catch(() => undefined);
    await crashed;

    const again = await openFaultPage(context, server.origin);
    const arrived = await again.evaluate(async () => (await faultPage.delivered()).length);
    expect(arrived, 'killed in the middle of it').to.be.within(10, 99);
    await again.evaluate(async () => {
      const outbox = await faultPage.outbox();
      outbox.start();
      while ((await outbox.entries()).length > 0) await new Promise((done) => setTimeout(done, 50));
    });
    expect(await again.evaluate(() => faultPage.delivered())).to.deep.equal(texts);
  });
});
