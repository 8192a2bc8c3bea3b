import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crmModel } from '@crm-elements/schema';
import { expect } from 'chai';
import type { BrowserContextOptions } from 'playwright-core';
import { createServer } from 'vite';
import { newContext, openExample } from '../../tools/page-support.js';
import {
  accessible,
  exact,
  fill,
  fits,
  focused,
  hears,
  listen,
  number,
  openStore,
  outcome,
  ready,
  shownCounts,
  shows,
  startFill,
  storedIds,
  tabTo,
  type Counts,
} from './store-page.test-helper.js';

describe("the examples' start page", () => {
  it('leads to the store page, and is accessible in light, dark and narrow', async () => {
    const page = await openExample('');
    await accessible(page, 'light');
    await page.selectOption('select[name=theme]', 'dark');
    await accessible(page, 'dark');
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, '320 px');

    await page.click('text=What is in this browser');

    await ready(page);
  });
});

describe('"What is in this browser"', () => {
  it('is ready, and says that it is empty', async () => {
    const page = await openStore();

    expect(await page.textContent('#status-name')).to.equal('Ready');
    expect(await page.textContent('#all-count')).to.equal('0');
    expect(await page.textContent('#all-where')).to.match(/^The store is empty\./);
    expect(await page.isVisible('#changes-empty')).to.equal(true);
    await page.waitForFunction(() => /% of the .+ allowed$/.test(document.querySelector('#quota')!.textContent));
    await exact(page);
  });

  it('asks nothing of any other origin', async () => {
    const page = await openExample('');
    const own = new URL(page.url()).origin;
    const elsewhere: string[] = [];
    page.context().on('request', (request) => {
      if (!request.url().startsWith(own) && !request.url().startsWith('blob:')) elsewhere.push(request.url());
    });
    const store = await openStore('store/', page);

    await fill(store, 100);
    await store.click('#export-start');
    await outcome(store, 'export');

    expect(elsewhere).to.deep.equal([]);
  });

  it('fills with 1,000 records: exact against a recount, measured, listed, announced', async () => {
    const page = await openStore();
    await listen(page);

    expect(await fill(page, 1_000)).to.match(/^1,000 records written in /);

    await shows(page, 1_000);
    await exact(page);
    await page.waitForFunction(() => /^[\d.,]+ [kM]B$/.test(document.querySelector('#sum-bytes')!.textContent));
    await page.waitForSelector('#changes tr');
    const origins = await page.$$eval('#changes tr', (rows) => rows.map((row) => row.lastElementChild!.textContent));
    expect(new Set(origins)).to.deep.equal(new Set(['This window']));
    expect(origins.length).to.be.at.most(20);
    await hears(page, 'Filling with 1,000 records.');
    await hears(page, '1,000 records written in ');
  });

  it("takes a figure of one's own, and says what is wrong with one that is none", async () => {
    const page = await openStore();
    await page.check('input[name=size][value=own]');
    await page.fill('#own-size', 'many');
    await page.click('#fill-start');
    expect(await page.textContent('#own-error')).to.equal('Write a whole number from 1 to 1,000,000.');
    expect([await focused(page), await page.getAttribute('#own-size', 'aria-invalid')]).to.deep.equal(['own-size', 'true']);
    await accessible(page, 'with the error');

    await page.fill('#own-size', '1 37');
    await page.keyboard.press('Enter');

    expect(await outcome(page, 'fill')).to.match(/^137 records written/);
    await shows(page, 137);
    await exact(page);
  });

  it('shows in one window what another writes, and empties all when one erases', async () => {
    const one = await openStore();
    const other = await openStore('store/', one);

    // Whoever acts is in front; the other follows behind, as a hidden window.
    await one.bringToFront();
    await fill(one, 1_000);
    await shows(other, 1_000);
    expect(await shownCounts(other)).to.deep.equal(await shownCounts(one));
    await other.waitForFunction(() => document.querySelector('#changes tr td:last-child')?.textContent.startsWith('window-'));
    await other.bringToFront();
    await fill(other, 100);
    await shows(one, 1_100);

    await one.bringToFront();
    await one.click('#erase-start');
    await one.click('#erase-go');
    expect(await outcome(one, 'erase')).to.equal('1,100 records erased. The store is empty and goes on.');
    await Promise.all([shows(one, 0), shows(other, 0)]);
    await exact(one);

    await other.bringToFront();
    await fill(other, 100);
    await shows(one, 100);
    await one.bringToFront();
    await fill(one, 100);
    await shows(other, 200);
    await exact(other);
  });

  it('keeps the records over a reload, and each database for itself', async () => {
    const page = await openStore('store/?database=other');
    await fill(page, 100);
    const second = await openStore('store/', page);
    expect(await second.textContent('#all-count')).to.equal('0');
    await fill(second, 1_000);
    const before = await shownCounts(second);

    await Promise.all([page.reload(), second.reload()]);

    await Promise.all([shows(page, 100), shows(second, 1_000)]);
    expect(await shownCounts(second)).to.deep.equal(before);
    expect(await page.textContent('#database')).to.equal('other');
    await exact(second);
  });

  it('cancels a fill: what was written stays, and it says how much', async () => {
    const page = await openStore();
    await startFill(page, 100_000);
    await page.waitForFunction(() => /^[\d,]+ of 100,000$/.test(document.querySelector('#fill-figures')!.textContent));
    await accessible(page, 'while filling');
    await page.click('#erase-start', { force: true });
    expect(await page.isVisible('#erase')).to.equal(false);
    expect(await outcome(page, 'erase')).to.equal('Wait until the fill is done, or cancel it.');

    await page.click('#fill-cancel');

    const text = await outcome(page, 'fill');
    expect(text).to.match(/^Cancelled\. [\d,]+ of 100,000 records were written and stay\.$/);
    const count = number(text!.split(' of ')[0]!);
    expect(count).to.be.within(1, 99_999);
    await shows(page, count);
    await exact(page);
  });

  it('stops a fill when another window erases, and says so', async () => {
    const one = await openStore();
    const other = await openStore('store/', one);
    await startFill(one, 100_000);
    await other.waitForFunction(() => document.querySelector('#all-count')!.textContent.length >= 4);
    await other.bringToFront();
    await other.click('#erase-start');
    await other.click('#erase-go');
    await outcome(other, 'erase');

    expect(await outcome(one, 'fill')).to.match(
      /^Stopped: the store was emptied or restored after [\d,]+ of 100,000 records\.|^The (browser emptied the store|store is not the one)/,
    );

    await one.bringToFront();
    await one.click('#erase-start');
    await one.click('#erase-go');
    await outcome(one, 'erase');
    await Promise.all([shows(one, 0), shows(other, 0)]);
    await exact(one);
  });

  it('says when the browser has no more room: what is there stays, and erasing makes room', async () => {
    // A page that opens no store by itself.
    const page = await openExample('shop/');
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    // Before the store is opened: the browser looks at a new limit only now and then.
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3_000_000 });
    await page.goto(new URL('../store/', page.url()).href);
    await ready(page);
    await listen(page);

    expect(await fill(page, 10_000)).to.match(/^Stopped after [\d,]+ of 10,000 records, which stay\. The browser has no room left/);

    expect(await page.textContent('#status-name')).to.equal('Full');
    await hears(page, 'Store: Full.');
    await exact(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await page.click('#erase-start');
    await page.click('#erase-go');
    await outcome(page, 'erase');
    await shows(page, 0);
    expect(await page.textContent('#status-name')).to.equal('Ready');
  });

  it('works in memory where the browser allows no storage, and says what that means', async () => {
    const context = await newContext();
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Not in this window.', 'SecurityError');
      };
    });
    const page = await openExample('store/', context);
    await page.waitForSelector('#status[data-state=memory]');
    expect(await page.textContent('#status-do')).to.match(/^Export them before .+ The browser said: Not in this window\.$/);
    expect(await page.textContent('#kept')).to.equal('No');

    await fill(page, 1_000);
    await shows(page, 1_000);
    await page.click('#export-start');
    expect(await outcome(page, 'export')).to.match(/^1,000 of 1,000 records exported/);
    await accessible(page, 'in memory');
  });

  it('exports every record, in lines that are JSON, under a header that counts them', async () => {
    const page = await openStore();
    await fill(page, 1_000);

    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-start')]);

    expect(download.suggestedFilename()).to.match(/^crm-elements-[\d-]+\.jsonl$/);
    const [header, ...lines] = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { counts: Counts; collection: string; record: { id: string; version: number } });
    expect(header).to.include({ format: 'crm-elements-export', modelVersion: crmModel.version, database: 'crm-elements' });
    const exported: Record<string, string[]> = {};
    for (const { collection, record } of lines) (exported[collection] ??= []).push(record.id);
    const stored = await storedIds(page);
    const filled = Object.entries(await shownCounts(page)).filter(([, count]) => count > 0);
    expect(header!.counts).to.deep.equal(Object.fromEntries(filled));
    expect(exported).to.deep.equal(Object.fromEntries(filled.map(([collection]) => [collection, stored[collection]])));
    expect(await outcome(page, 'export')).to.match(/^1,000 of 1,000 records exported to crm-elements-/);
  });

  it('is filled and erased by the keyboard alone, and never erased by accident', async () => {
    const page = await openStore();
    await tabTo(page, '1000');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).to.equal('100');
    await tabTo(page, 'fill-start');
    await page.keyboard.press('Enter');
    await outcome(page, 'fill');
    await shows(page, 100);
    expect(await focused(page)).to.equal('fill-start');

    await tabTo(page, 'erase-start');
    await page.keyboard.press('Enter');
    expect(await focused(page), 'the harmless answer first').to.equal('erase-keep');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect([await focused(page), await page.isVisible('#erase'), await page.textContent('#all-count')]).to.deep.equal([
      'erase-start',
      false,
      '100',
    ]);

    await page.keyboard.press('Enter');
    await tabTo(page, 'erase-go');
    await page.keyboard.press('Enter');
    await outcome(page, 'erase');
    await shows(page, 0);
    expect(await focused(page)).to.equal('erase-start');
  });

  it('says when the records were removed from outside, and goes on', async () => {
    const page = await openStore();
    await fill(page, 100);
    await listen(page);
    const session = await page.context().newCDPSession(page);

    await session.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'indexeddb' });

    await page.waitForSelector('#status[data-state=emptied]');
    await hears(page, 'Store: Emptied.');
    await accessible(page, 'emptied');
    await shows(page, 0);
    await fill(page, 100);
    await shows(page, 100);
    await exact(page);
  });

  it('is accessible and fits in light and dark, ltr and rtl, wide and narrow, more contrast and forced colours', async () => {
    const page = await openStore();
    await accessible(page, 'empty');
    await fill(page, 1_000);
    await page.waitForSelector('#changes tr');
    await page.waitForFunction(() => !document.body.textContent.includes('measuring…'));
    const looks: ({ where: string; asking?: true; dir?: 'rtl'; width?: number } & Pick<
      BrowserContextOptions,
      'colorScheme' | 'forcedColors' | 'contrast'
    >)[] = [
      { where: 'light, ltr', asking: true },
      { where: 'dark, rtl', asking: true, colorScheme: 'dark', dir: 'rtl' },
      { where: 'light, rtl, 360 px', asking: true, dir: 'rtl', width: 360 },
      { where: 'dark, ltr, 360 px', colorScheme: 'dark', width: 360 },
      { where: '320 px', width: 320 },
      { where: 'more contrast', contrast: 'more' },
      { where: 'forced colours', forcedColors: 'active' },
      { where: 'forced colours, dark, rtl', asking: true, forcedColors: 'active', colorScheme: 'dark', dir: 'rtl' },
    ];
    for (const {
      where,
      asking,
      dir = 'ltr',
      width = 1280,
      colorScheme = 'light',
      forcedColors = 'none',
      contrast = 'no-preference',
    } of looks) {
      await page.emulateMedia({ colorScheme, forcedColors, contrast });
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate((value) => void (document.documentElement.dir = value), dir);
      await fits(page, where);
      await accessible(page, where);
      if (!asking) continue;
      await page.click('#erase-start');
      await accessible(page, `${where}, asking`);
      await page.keyboard.press('Escape');
    }
  });

  it('works from its sources too, as npm start serves it', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    // Beside an `npm start` that may be running, and without its reload when somebody saves a file.
    const server = await createServer({
      configFile: `${root}vite.config.ts`,
      cacheDir: `${root}node_modules/.cache/vite-e2e`,
      logLevel: 'error',
      server: { port: 0, watch: null },
    });
    await server.listen();
    try {
      const page = await (await newContext()).newPage();
      await page.goto(new URL('store/', server.resolvedUrls!.local[0]).href);
      await ready(page);
      await fill(page, 100);
      await shows(page, 100);
      await exact(page);
      // Before the server: Vite's client would look for it, by means that the policy forbids.
      await page.close();
    } finally {
      await server.close();
    }
  });
});
