import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  accessible,
  exact,
  fill,
  fits,
  focused,
  hears,
  listen,
  openStore,
  outcome,
  shownCounts,
  shows,
  storedIds,
} from './store-page.test-helper.js';

interface Export {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

async function exported(page: Page): Promise<Export> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export-start')]);
  await outcome(page, 'export');
  return { name: download.suggestedFilename(), mimeType: 'application/x-ndjson', buffer: readFileSync(await download.path()) };
}

/** Chooses a file as a person does. */
async function choose(page: Page, file: Export): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('#restore-start')]);
  await chooser.setFiles(file);
}

async function erase(page: Page): Promise<void> {
  await page.click('#erase-start');
  await page.click('#erase-go');
  await outcome(page, 'erase');
  await shows(page, 0);
}

describe('restoring an export', () => {
  // Fails when a record is missing or another after it, when nothing is asked before, or when a second window goes on showing what was there.
  it('brings everything back that was erased, in all windows, after it has said what and from when', async () => {
    const page = await openStore();
    await fill(page, 1_000);
    await shows(page, 1_000);
    const [counts, ids, file] = [await shownCounts(page), await storedIds(page), await exported(page)];
    await erase(page);
    const other = await openStore('store/', page);
    await fill(other, 100);
    await shows(page, 100);
    await page.bringToFront();
    await listen(page);

    await choose(page, file);
    await page.waitForSelector('#restore[open]');
    expect(await page.textContent('#restore-holds')).to.match(
      /^Made on \w+ \d+, \d{4} at \d\d:\d\d from the database “crm-elements”: 1,000 records\.$/,
    );
    expect(await page.textContent('#restore-means')).to.match(
      /^It takes the place of 100 records in the database “crm-elements”, in all windows/,
    );
    await page.click('#restore-go');

    expect(await outcome(page, 'restore')).to.equal(`1,000 records restored from “${file.name}”.`);
    await hears(page, 'Checking the file.');
    await hears(page, '1,000 records restored');
    await Promise.all([shows(page, 1_000), shows(other, 1_000)]);
    expect(await shownCounts(other)).to.deep.equal(counts);
    await exact(page);
    const restored = await storedIds(page);
    for (const collection of Object.keys(counts)) expect(restored[collection], collection).to.deep.equal(ids[collection]);
    for (const window of [page, other]) expect(await window.textContent('#status-name')).to.equal('Ready');
    await other.bringToFront();
    await fill(other, 100);
    await Promise.all([shows(page, 1_100), shows(other, 1_100)]);
    await exact(other);
  });

  // Fails when a broken file changes anything, or is not told line by line.
  it('leaves everything as it is for a file that is broken, and says which lines are', async () => {
    const page = await openStore();
    await fill(page, 100);
    await shows(page, 100);
    const file = await exported(page);
    const before = await storedIds(page);
    const lines = file.buffer.toString().split('\n');
    const broken = [
      ...lines.slice(0, 3),
      lines[3]!.slice(0, 40),
      lines[4]!.replace('"version":1', '"version":0'),
      ...lines.slice(5, 50),
    ].join('\n');
    await listen(page);

    await choose(page, { ...file, name: '<b>broken</b>.jsonl', buffer: Buffer.from(broken) });

    expect(await outcome(page, 'restore')).to.match(
      /^“<b>broken<\/b>\.jsonl” cannot be restored: \d+ lines are not right\. Nothing was changed\.$/,
    );
    const told = await page.$$eval('#restore-refused li', (items) => items.map(({ textContent }) => textContent));
    expect(told.slice(0, 2)).to.satisfy(
      ([json, record]: string[]) => /^Line 4: It is no JSON/.test(json!) && /^Line 5: \w+, version: /.test(record!),
    );
    expect(told.some((line) => line.includes('cut short'))).to.equal(true);
    await hears(page, '“<b>broken');
    expect(await storedIds(page)).to.deep.equal(before);
    await accessible(page, 'a refused file');
    await page.setViewportSize({ width: 360, height: 700 });
    await fits(page, 'a refused file, 360 px');

    await choose(page, { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir or Madam') });
    await page.waitForFunction(() => document.querySelector('#restore-outcome')!.textContent.startsWith('“letter.txt”'));
    expect(await page.textContent('#restore-refused')).to.match(/^Line 1: This is no export of CRM Elements\./);
  });

  // Fails when the keyboard does not reach it, when the harmless answer is not the first, or when a no is taken for a yes.
  it('is done and refused by the keyboard alone', async () => {
    const page = await openStore();
    await fill(page, 100);
    const file = await exported(page);
    await fill(page, 1_000);
    await shows(page, 1_100);
    // As long as somebody listens no real chooser opens, however soon the key follows.
    page.on('filechooser', () => undefined);
    const press = async () => {
      await page.focus('#restore-start');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles(file);
      await page.waitForSelector('#restore[open]');
    };
    for (const no of ['Enter', 'Escape']) {
      await press();
      expect(await focused(page), 'the harmless answer first').to.equal('restore-keep');
      await accessible(page, 'the question');
      await page.keyboard.press(no);
      expect(await outcome(page, 'restore')).to.equal('Cancelled. Nothing was changed.');
      expect(await focused(page)).to.equal('restore-start');
    }
    await shows(page, 1_100);

    await press();
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('restore-go');
    await page.keyboard.press('Enter');

    expect(await outcome(page, 'restore')).to.match(/^100 records restored/);
    await shows(page, 100);
    expect(await focused(page)).to.equal('restore-start');
    await exact(page);
  });

  // Fails when a restore that is cancelled half-way leaves half of it.
  it('can be cancelled while it writes: everything stays as it was', async () => {
    const page = await openStore();
    await fill(page, 10_000);
    await shows(page, 10_000);
    const file = await exported(page);
    await erase(page);
    await fill(page, 100);
    const before = await storedIds(page);

    await choose(page, file);
    await page.waitForSelector('#restore[open]');
    await page.evaluate(() => {
      const figures = document.querySelector('#restore-figures')!;
      new MutationObserver(() => {
        if (/^[1-9][\d,]* of 10,000 records/.test(figures.textContent)) document.querySelector<HTMLElement>('#restore-cancel')!.click();
      }).observe(figures, { childList: true, characterData: true, subtree: true });
    });
    await page.click('#restore-go');

    expect(await outcome(page, 'restore')).to.equal('Cancelled. Nothing was changed.');
    expect(await storedIds(page)).to.deep.equal(before);
    await exact(page);
  });
});
