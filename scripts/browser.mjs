import { existsSync } from 'node:fs';

const firstOf = (paths) => paths.find((path) => path && existsSync(path));
const programs = process.env.PROGRAMFILES ?? 'C:\\Program Files';

/** Finds the Chromium or Chrome to test with, or undefined. `CHROME_PATH` wins over the usual places. */
export function findBrowser() {
  return firstOf([
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    `${programs}\\Google\\Chrome\\Application\\chrome.exe`,
  ]);
}

/** Finds a Firefox, or undefined. `FIREFOX_PATH` wins over the usual places. */
export function findFirefox() {
  return firstOf([
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    `${programs}\\Mozilla Firefox\\firefox.exe`,
  ]);
}

/** Finds what WebKit is tested with, or undefined: its driver, its small browser, and a display that nobody sees. */
export function findWebKit() {
  const driver = firstOf(['/usr/bin/WebKitWebDriver']);
  const display = firstOf(['/usr/bin/Xvfb']);
  const browser = firstOf(['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`));
  return driver && display && browser ? { driver, display, browser } : undefined;
}

/** The engines beside Chromium: what finds each, and Debian's packages of it. */
export const engines = [
  { name: 'Firefox', find: findFirefox, packages: ['firefox-esr'] },
  { name: 'WebKit', find: findWebKit, packages: ['webkit2gtk-driver', 'xvfb'] },
];

/** Root may not use Chromium's sandbox (a container's usual user); the rest keeps a run quiet and off the network. */
export const browserArgs = [
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
