// Builds the Storybook and runs every story in headless Chromium, light and left to right, then dark and right to left:
// its play function, axe, and nothing on the console.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, findBrowser } from './browser.mjs';
import { bin, root, run } from './run.mjs';

const folder = join(root, 'storybook-static');
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const appearances = ['theme:light;direction:ltr', 'theme:dark;direction:rtl'];

const built = await run(bin('storybook'), ['build', '--quiet', '--disable-telemetry', '-o', folder, '--loglevel', 'error'], {
  capture: true,
  quiet: true,
});
if (built.code !== 0) {
  console.log(built.text);
  process.exit(built.code);
}

const server = createServer((request, response) => void serve(request, response));
async function serve(request, response) {
  // Browsers ask for it by themselves.
  if (request.url === '/favicon.ico') return response.writeHead(204).end();
  const path = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  try {
    if (!path.startsWith(folder + sep)) throw new Error('outside');
    const body = await readFile(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${server.address().port}`;

const endings = ['storyFinished', 'storyErrored', 'storyThrewException', 'storyMissing'];

/** Runs in the page, before Storybook: keeps what it says on its channel, in a form that can leave the page. */
function listen(names) {
  const events = (globalThis.storyEvents = []);
  const plain = (key, value) => {
    if (value instanceof Error) return { message: value.message };
    if (key === 'nodes') return value.map((node) => node.html);
    return value;
  };
  let channel;
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      for (const name of names)
        channel.on(name, (payload) => events.push({ name, payload: JSON.parse(JSON.stringify(payload ?? null, plain)) }));
    },
  });
}

/** What one story's events complain about. */
function complaintsOf({ name, payload }) {
  if (name !== 'storyFinished') return [`${name}: ${payload?.message ?? payload?.description ?? JSON.stringify(payload)}`];
  const reports = (payload.reporters ?? []).filter(({ status }) => status === 'failed');
  const found = reports.flatMap(({ type, result }) =>
    (result?.violations ?? [{ id: 'failed', nodes: [] }]).map(({ id, nodes }) => `${type}: ${id} ${nodes.join(' ')}`),
  );
  const checked = (payload.reporters ?? []).some(({ type }) => type === 'a11y');
  return [
    ...found,
    ...(checked ? [] : ['axe did not run']),
    ...(payload.status === 'error' && !found.length ? ['it ended with an error'] : []),
  ];
}

async function runStory(browser, id, globals) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`console.${message.type()}: ${message.text()} ${message.location().url}`);
  });
  await page.addInitScript(listen, [...endings, 'playFunctionThrewException', 'unhandledErrorsWhilePlaying']);
  await page.goto(`${base}/iframe.html?id=${id}&viewMode=story&globals=${globals}`);
  const ended = page.waitForFunction((names) => globalThis.storyEvents.some(({ name }) => names.includes(name)), endings, {
    timeout: 30_000,
  });
  await ended.catch((error) => complaints.push(`it did not end: ${error.message}`));
  const events = await page.evaluate(() => globalThis.storyEvents);
  await context.close();
  return [...complaints, ...events.flatMap(complaintsOf)];
}

let passed = 0;
let failed = 0;
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
try {
  const { entries } = await (await fetch(`${base}/index.json`)).json();
  const queue = Object.values(entries)
    .filter(({ type, tags }) => type === 'story' && !tags.includes('!test'))
    .flatMap(({ id }) => appearances.map((globals) => ({ id, globals })));
  const work = async () => {
    for (let next; (next = queue.shift());) {
      const complaints = await runStory(browser, next.id, next.globals);
      if (complaints.length) failed++;
      else passed++;
      console.log(`${complaints.length ? 'not ok' : 'ok'} ${next.id} ${next.globals}${complaints.map((line) => `\n    ${line}`).join('')}`);
    }
  };
  await Promise.all([work(), work()]);
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
