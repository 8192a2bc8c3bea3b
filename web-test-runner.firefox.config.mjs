import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { findFirefox } from './scripts/browser.mjs';
import { likeChromium } from './tools/firefox-page.mjs';
import { conformanceKit, wtrConfig } from './tools/wtr-config.mjs';

export default wtrConfig({
  engine: 'firefox',
  inFull: conformanceKit,
  // The launcher drives whatever puppeteer does: here Firefox, by WebDriver BiDi.
  launcher: chromeLauncher({
    puppeteer,
    createPage: async ({ browser }) => likeChromium(await (await browser.createBrowserContext()).newPage()),
    launchOptions: { browser: 'firefox', executablePath: findFirefox() },
  }),
});
