import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findWebKit } from './scripts/browser.mjs';
import { startWebKitDriver, withPage } from './tools/webkit-driver.mjs';
import { conformanceKit, wtrConfig } from './tools/wtr-config.mjs';

const webkit = findWebKit();

export default wtrConfig({
  engine: 'webkit',
  inFull: conformanceKit,
  launcher: withPage(
    webdriverLauncher({
      hostname: '127.0.0.1',
      port: await startWebKitDriver(webkit),
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: webkit.browser, args: ['--automation'] },
      },
    }),
  ),
});
