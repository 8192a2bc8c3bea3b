/** The page "What is in this browser", as its end-to-end tests use it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openExample } from '../../tools/page-support.js';

export type Counts = Record<string, number>;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const number = (text: string | null) => Number(text?.replaceAll(/\D/g, ''));
const written = (count: number) => count.toLocaleString('en');

/** Waits until the page has read its store. */
export const ready = async (page: Page) => {
  await page.waitForSelector('#status[data-state=ready]');
  await page.waitForFunction(() => document.querySelector('#all-count')!.textContent !== '–');
};

export async function openStore(path = 'store/', first?: Page): Promise<Page> {
  const page = await openExample(path, first?.context());
  await ready(page);
  return page;
}

export const shows = (page: Page, count: number) =>
  page.waitForFunction((wanted) => document.querySelector('#all-count')!.textContent === wanted, written(count));
export const outcome = async (page: Page, of: 'fill' | 'export' | 'restore' | 'erase') =>
  (await page.waitForSelector(`#${of}-outcome:not([hidden])`)).textContent();

export async function startFill(page: Page, size: number): Promise<void> {
  await page.check(`input[name=size][value="${size}"]`);
  await page.click('#fill-start');
}

export async function fill(page: Page, size: number): Promise<string | null> {
  await startFill(page, size);
  return outcome(page, 'fill');
}

/** What the table of collections says. */
export const shownCounts = (page: Page): Promise<Counts> =>
  page.$$eval('#collections tr', (rows) =>
    Object.fromEntries(rows.map((row) => [row.getAttribute('data-collection')!, Number(row.children[1]!.textContent.replaceAll(',', ''))])),
  );

/** The ids in each table of the browser's database, read past all code of ours. */
export const storedIds = (page: Page, database = 'crm-elements'): Promise<Record<string, string[]>> =>
  page.evaluate(
    (name) =>
      new Promise((done, fail) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => fail(opening.error!);
        opening.onsuccess = () => {
          const db = opening.result;
          const keys: Record<string, string[]> = {};
          const transaction = db.transaction([...db.objectStoreNames], 'readonly');
          for (const table of db.objectStoreNames) {
            const reading = transaction.objectStore(table).getAllKeys();
            reading.onsuccess = () => (keys[table] = reading.result as string[]);
          }
          transaction.oncomplete = () => {
            db.close();
            done(keys);
          };
        };
      }),
    database,
  );

/** The counts shown are those of a recount. */
export async function exact(page: Page): Promise<void> {
  const shown = await shownCounts(page);
  const ids = await storedIds(page);
  expect(shown).to.deep.equal(Object.fromEntries(Object.keys(shown).map((collection) => [collection, ids[collection]!.length])));
  expect(number(await page.textContent('#all-count'))).to.equal(Object.values(shown).reduce((sum, count) => sum + count, 0));
}

export async function accessible(page: Page, where: string): Promise<void> {
  // Colours in the middle of a transition are nobody's.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    // Rules of WCAG 2.2 are off where nobody asks for them.
    return (await axe.run({ rules: { 'target-size': { enabled: true } } })).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
  expect(violations, where).to.deep.equal([]);
}

export const fits = async (page: Page, where: string) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${where}: pixels beyond the edge`).to.be.at.most(0);

export const focused = (page: Page) =>
  page.evaluate(() => document.activeElement!.id || (document.activeElement as HTMLInputElement).value);

/** Presses Tab until the focus is there; each place on the way shows its ring. */
export async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    const [name, ring] = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement;
      return [at.id || at.value, getComputedStyle(at.matches('.segments input') ? at.nextElementSibling! : at).outlineStyle];
    });
    expect(ring, `the focus ring at ${name}`).to.equal('solid');
    if (name === wanted) return;
  }
  throw new Error(`Tab does not lead to ${wanted}.`);
}

/** Gathers what is said to those who hear the page. */
export const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: string[] = ((window as unknown as { heard: string[] }).heard = []);
    new MutationObserver((records) => {
      for (const { target } of records) if (target.textContent) heard.push(target.textContent);
    }).observe(document.querySelector('#announcer')!, { childList: true, subtree: true });
  });
export const hears = (page: Page, beginning: string) =>
  page.waitForFunction((text) => (window as unknown as { heard: string[] }).heard.some((said) => said.startsWith(text)), beginning);
