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
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', locale: 'en' });
  await page.goto(server.resolvedUrls.local[0]);
  const shop = page.frameLocator('#shop');
  const office = page.frameLocator('#office');
  await office.locator('crm-ticket-inbox').getByRole('row').nth(1).waitFor({ timeout: 60_000 });
  await shop.locator('crm-chat-widget').getByRole('button').first().click();
  const message = shop.getByRole('textbox', { name: 'Message', exact: true });
  await message.waitFor({ timeout: 60_000 });
  await message.fill('Hello! Does the Heron come with a longer cord?');
  await message.press('Enter');
  const row = office.getByRole('row').filter({ hasText: 'Does the Heron' }).first();
  await row.getByText('Does the Heron').first().click();
  const reply = office.locator('crm-ticket-thread').getByRole('textbox').first();
  await reply.fill('It does: two metres or three. Shall I send you both prices?');
  await reply.press('Enter');
  await shop.getByText('two metres or three').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(pictures, 'live.png') });
  console.log('docs/pictures/live.png');
} finally {
  await browser.close();
  await server.close();
}
