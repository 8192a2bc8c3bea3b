/** The chat on a device that is really full: the browser refuses, no stand-in does. See docs/reliability.md. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { newContext, openExample } from '../../tools/page-support.js';

/** The database of the examples, see `demo-store/`. */
const demoDatabase = 'mothwick';

/** Far above what is promised, as machines differ. */
const soon = 20_000;

/** Writes what does not compress into a database of its own, in ever smaller pieces, until the browser takes no more. */
const fillUp = (page: Page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open('filler');
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true });
    await new Promise((done) => (opening.onsuccess = done));
    for (const size of [1_000_000, 50_000, 2_000, 200]) {
      for (let isKept = true; isKept;) {
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
        const transaction = opening.result.transaction('rows', 'readwrite');
        transaction.objectStore('rows').put(bytes);
        isKept = await new Promise<boolean>((done) => {
          transaction.oncomplete = () => done(true);
          transaction.onabort = () => done(false);
        });
      }
    }
    opening.result.close();
  });

const makeRoom = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        indexedDB.deleteDatabase('filler').onsuccess = done;
      }),
  );

/** How often a message stands in the store that agents read. */
const arrivals = (page: Page, text: string) =>
  page.evaluate(
    async ([database, wanted]) => {
      // Looking into one that is not there would make it.
      if (!(await indexedDB.databases()).some(({ name }) => name === database)) return 0;
      const opening = indexedDB.open(database!);
      await new Promise((done) => (opening.onsuccess = done));
      const reading = opening.result.transaction('messages').objectStore('messages').getAll() as IDBRequest<{ r: { text: string } }[]>;
      await new Promise((done) => (reading.onsuccess = done));
      opening.result.close();
      return reading.result.filter(({ r }) => r.text === wanted).length;
    },
    [demoDatabase, text],
  );

describe('the chat of the shop on a full device', function () {
  this.timeout(120_000);

  // Fails when the text is gone with the message that could not be kept, when nothing is said, or when it arrives twice, or not at all, once there is room.
  it('keeps what was typed, says so, and sends it once when there is room again', async () => {
    const context = await newContext();
    const page = await openExample('shop/', context);
    const session = await context.newCDPSession(page);
    // Before the chat opens its store: the browser looks at a new limit only now and then.
    const { origin } = new URL(page.url());
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000_000 });
    await page.reload();
    const chat = page.locator('crm-chat-widget');
    await chat.getByRole('button', { name: /chat/i }).first().click();
    const box = page.getByRole('textbox', { name: 'Message', exact: true });
    const start = page.getByRole('button', { name: 'Send us a message' });
    await box.or(start).first().waitFor({ timeout: soon });
    if (await start.isVisible()) await start.click();
    await box.fill('Hello');
    await box.press('Enter');
    await expectArrivals(page, 'Hello');

    await fillUp(page);
    const text = `My lamp flickers: ${'0123456789'.repeat(300)}`;
    await box.fill(text);
    for (let i = 0; i < 3; i++) {
      await box.press('Enter');
      await page.getByText('Your text is still here').first().waitFor({ timeout: soon });
      expect(await box.inputValue()).to.equal(text);
    }
    expect(await arrivals(page, text)).to.equal(0);

    await makeRoom(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await box.press('Enter');
    await expectArrivals(page, text);
    expect(await box.inputValue()).to.equal('');
    // What still waited would be sent now.
    await page.reload();
    await chat.getByRole('button', { name: /chat/i }).first().click();
    await page.getByRole('log').getByText('My lamp flickers').first().waitFor({ timeout: soon });
    expect(await arrivals(page, text)).to.equal(1);
  });
});

async function expectArrivals(page: Page, text: string): Promise<void> {
  for (const end = Date.now() + soon; (await arrivals(page, text)) === 0 && Date.now() < end; await page.waitForTimeout(100));
  expect(await arrivals(page, text)).to.equal(1);
}
