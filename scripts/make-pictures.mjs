// npm run pictures: makes the pictures of the README from the running page, so that they show what is there.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { browserArgs, findBrowser } from './browser.mjs';
import { root } from './run.mjs';

const pictures = join(root, 'docs/pictures');
mkdirSync(pictures, { recursive: true });

const server = await createServer({ configFile: join(root, 'vite.config.ts'), server: { port: 0 }, logLevel: 'warn' });
await server.listen();
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 760 }, colorScheme: 'light', locale: 'en' });
  await page.goto(new URL('store/', server.resolvedUrls.local[0]).href);
  await page.waitForSelector('#status[data-state=ready]');
  await page.check('input[name=size][value="1000"]');
  await page.click('#fill-start');
  await page.waitForSelector('#fill-outcome:not([hidden])', { timeout: 120_000 });
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.screenshot({ path: join(pictures, 'store.png') });
  console.log('docs/pictures/store.png');
} finally {
  await browser.close();
  await server.close();
}
