import { existsSync } from 'node:fs';

/** Finds the Chromium or Chrome to test with, or undefined. `CHROME_PATH` wins over the usual places. */
export function findBrowser() {
  const programs = process.env.PROGRAMFILES ?? 'C:\\Program Files';
  return [
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    `${programs}\\Google\\Chrome\\Application\\chrome.exe`,
  ].find((path) => path && existsSync(path));
}

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
