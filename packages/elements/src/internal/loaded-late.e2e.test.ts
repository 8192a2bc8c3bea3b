/** Parts of the elements that are loaded behind the first rendering, on a page whose network is gone by then. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildEmbed } from '../../../../scripts/embed.mjs';
import { expectProblem, newContext } from '../../../../tools/page-support.js';

const html = `<!doctype html><html lang="en"><title>Deals</title><script type="module" src="/element.js"></script>
<crm-pipeline-board></crm-pipeline-board>
<button aria-haspopup="menu" onclick="document.querySelector('crm-menu').toggle(this)">More</button><crm-menu></crm-menu>`;

let folder: string;
let server: Server;
let address: string;

before(async function () {
  this.timeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'crm-late-'));
  await buildEmbed({
    outDir: folder,
    input: {
      element: join(import.meta.dirname, '../define/pipeline-board.ts'),
      work: join(import.meta.dirname, '../define/pipeline-board-work.ts'),
    },
  });
  server = createServer(({ url = '/' }, response) => {
    if (url === '/') return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    if (url === '/favicon.ico') return response.writeHead(204).end();
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(join(folder, url)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

after(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page on which a chunk is not to be had until `restore` is called. */
async function openWithout(chunk: string): Promise<{ page: Page; restore: () => Promise<void> }> {
  expectProblem(/ERR_FAILED/);
  const page = await (await newContext()).newPage();
  const path = new RegExp(`/${chunk}-[^/]+\\.js$`);
  await page.route(path, (route) => route.abort());
  await page.goto(address);
  return { page, restore: () => page.unroute(path) };
}

describe('what is loaded late', () => {
  // Fails when an element that cannot load the code of its store shows nothing, or does not try again.
  it('is said to be missing when it is the store, and asked for again', async () => {
    const { page, restore } = await openWithout('store');
    await page.getByRole('alert').getByText('The pipeline could not be shown').waitFor();
    await restore();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No pipeline yet').first().waitFor();
  });

  // Fails when a menu that cannot load what it shows stays open with nothing in it, keeps it to itself, or does not try again.
  it('leaves a menu closed, and is asked for again', async () => {
    const { page, restore } = await openWithout('on-top');
    const button = page.getByRole('button', { name: 'More' });
    await page.evaluate(async () => {
      await customElements.whenDefined('crm-menu');
      Object.assign(document.querySelector('crm-menu')!, { items: [{ id: 'a', label: 'Archive' }] });
      addEventListener('crm-error', (event) => (document.title = event.detail.command));
    });
    await button.click();
    await page.waitForFunction(() => document.title === 'open-menu');
    await page.locator('button[aria-haspopup=menu][aria-expanded=false]').waitFor();
    await restore();
    await button.click();
    await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
  });

  // Fails when a menu that cannot be opened leaves whoever pressed its button without a word, or says it more than once.
  it('says that a menu could not be opened', async () => {
    const { page } = await openWithout('on-top');
    await page.getByText('No pipeline yet').first().waitFor();
    const board = page.locator('crm-pipeline-board');
    await board.evaluate((element) => {
      const menu = document.querySelector<HTMLElement & { open(trigger: Element): void }>('crm-menu')!;
      element.shadowRoot!.append(menu);
      menu.open(element);
    });
    await board.getByText('Not opened: The data cannot be reached at the moment.').first().waitFor();
    await page.waitForFunction(() => {
      const { announcements } = document.querySelector('crm-pipeline-board') as unknown as { announcements: readonly string[] };
      return announcements.filter((text) => text.startsWith('Not opened:')).length === 1;
    });
  });

  // Fails when a notice that cannot be drawn yet is not seen at all, or is drawn only with the next one.
  it('shows a notice in plain words at once, and as it should be as soon as it can be had', async () => {
    const { page, restore } = await openWithout('on-top');
    await page.getByText('No pipeline yet').first().waitFor();
    const board = page.locator('crm-pipeline-board');
    await board.evaluate((element) => {
      (element as unknown as { toasts: { show(toast: object): void } }).toasts.show({ text: 'It was not saved', kind: 'danger' });
    });
    await page.getByText('It was not saved').waitFor();
    await restore();
    await board.getByRole('button', { name: 'Close' }).waitFor({ timeout: 15_000 });
  });
});
