import { chromeLauncher } from '@web/test-runner-chrome';
import { browserArgs, findBrowser } from './scripts/browser.mjs';
import { deep } from './tools/test-files.mjs';
import { wtrConfig } from './tools/wtr-config.mjs';

export default wtrConfig({
  engine: 'chromium',
  inFull: deep ? [''] : [],
  // Most of a test is waiting: three pages keep two processors half busy.
  concurrency: 3,
  launcher: chromeLauncher({
    // A context for each page: no shared IndexedDB between parallel files, and no background tab.
    createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    launchOptions: { executablePath: findBrowser(), args: browserArgs },
  }),
});
