// Builds the Storybook and runs every story in headless Chromium: its play function with a real keyboard, axe, and nothing on the console;
// light and left to right, then, by the toolbar of the same page, dark, compact and right to left. At the end each part and slot that the
// manifest names has been seen. The deep run (CRM_DEEP) looks at forced colours, 320 px and a pseudo-locale instead.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, findBrowser } from './browser.mjs';
import { writeManifest } from './manifest.mjs';
import { bin, root, run } from './run.mjs';
import { hasProperties, listen, watchLooks, widthOf } from './story-page.mjs';
import { findUntranslated, wordsOfPeople } from './story-texts.mjs';

const deep = Boolean(process.env.CRM_DEEP);
/** Parts of stories' ids, to run some of them. */
const patterns = process.argv.slice(2);
const folder = join(root, 'storybook-static');
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const screen = { width: 1280, height: 800 };
const plain = { theme: 'light', direction: 'ltr', density: 'comfortable', locale: 'en', brand: 'default' };

/**
 * How a story is shown after the first time. `prepare` changes the page, `check` looks at it beyond axe. `fresh`: it is loaded anew, and its
 * play function, which knows English names, comes as far as it comes.
 */
const appearances = deep
  ? [
      {
        name: 'forced colours',
        globals: plain,
        prepare: (page) => page.emulateMedia({ forcedColors: 'active' }),
        check: findUnseenStates,
      },
      {
        name: '320 px',
        globals: plain,
        async prepare(page) {
          await page.emulateMedia({ forcedColors: 'none' });
          await page.setViewportSize({ width: 320, height: 640 });
        },
        check: findOverflow,
      },
      {
        name: 'en-XA',
        fresh: true,
        globals: { ...plain, locale: 'en-XA' },
        prepare: (page) => page.setViewportSize(screen),
        check: async (page) => findUntranslated(await page.evaluate(() => globalThis.storyTexts()), await people),
      },
    ]
  : [
      {
        name: 'dark, right to left, compact',
        globals: { ...plain, theme: 'dark', direction: 'rtl', density: 'compact' },
        plays: true,
        check: findLoose,
      },
    ];
const people = deep ? wordsOfPeople() : undefined;

const manifest = await writeManifest();
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
const troubles = ['playFunctionThrewException', 'unhandledErrorsWhilePlaying'];

async function findOverflow(page) {
  const width = await page.evaluate(widthOf);
  return width > 320 ? [`the page is ${width} px wide`] : [];
}

/** With the colours of the system alone: the focus, at as many stops as a person would walk, and what is selected, pressed or current. */
async function findUnseenStates(page) {
  const stops = new Map();
  for (let stop = 0; stop < 16; stop++) {
    await page.keyboard.press('Tab');
    const { name, visible } = await page.evaluate(() => globalThis.storyFocus());
    if (name) stops.set(name, visible);
  }
  const hidden = [...stops].filter(([, visible]) => !visible).map(([name]) => `the focus on ${name} cannot be seen`);
  return [...hidden, ...(await page.evaluate(() => globalThis.storySame()))];
}

async function findLoose(page, { globals }) {
  const tags = await page.evaluate((density) => globalThis.storyLoose(density), globals.density);
  return tags.map((tag) => `<${tag}> did not get the density of the toolbar`);
}

/** What one ending of a story complains about. */
function complaintsOf({ name, text, status, reports }) {
  if (name !== 'storyFinished') return [`${name}: ${text}`];
  const found = reports
    .filter((report) => report.status === 'failed')
    .flatMap(({ type, violations }) => (violations.length ? violations : ['failed']).map((line) => `${type}: ${line}`));
  const checked = reports.some(({ type }) => type === 'a11y');
  return [...found, ...(checked ? [] : ['axe did not run']), ...(status === 'error' && !found.length ? ['it ended with an error'] : [])];
}

const seen = new Set();
/** The chat says where its messages go as long as there is no server: on this page that is meant. */
const expected = /^crm-elements: the chat writes to this browser’s own store/;

/** A page with everything that a story could complain about. */
async function openPage(browser) {
  const context = await browser.newContext({ viewport: screen, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  let complaints = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // Chromium says so where a dialog's first field has the focus already.
    if (message.text().startsWith('Autofocus processing was blocked')) return;
    if (!expected.test(message.text())) complaints.push(`console.${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) complaints.push(`it asked for ${request.url()}`);
  });
  await page.exposeFunction('storyKeyboard', ({ press, type }) => (press ? page.keyboard.press(press) : page.keyboard.type(type)));
  await page.addInitScript(listen, { endings, troubles });
  if (deep) await page.addInitScript(watchLooks);
  return { page, take: () => complaints.splice(0), close: () => context.close() };
}

/** Waits for the next ending of the story, and says what it complains about. */
async function ending(page) {
  const ended = page.waitForFunction((names) => globalThis.storyHeard.some(({ name }) => names.includes(name)), endings, {
    timeout: 30_000,
  });
  const late = await ended.then(
    () => [],
    (error) => [`it did not end: ${error.message}`],
  );
  const heard = await page.evaluate(() => globalThis.storyHeard.splice(0));
  return [...late, ...heard.flatMap(complaintsOf)];
}

const addressOf = (id, globals) =>
  `${base}/iframe.html?id=${id}&viewMode=story&globals=${Object.entries(globals)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}`;

const emit = (page, event, payload) =>
  page.evaluate(([name, content]) => globalThis.__STORYBOOK_ADDONS_CHANNEL__.emit(name, content), [event, payload]);

/** One story in all its appearances, one after the other in one page: gives `[appearance, complaints]`. */
async function* runStory({ page, take }, { id, tags }) {
  await page.setViewportSize(screen);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.goto(addressOf(id, plain));
  const first = await ending(page);
  yield ['light, left to right', [...take(), ...first]];
  for (const appearance of appearances) {
    await appearance.prepare?.(page);
    if (appearance.fresh) await page.goto(addressOf(id, appearance.globals));
    else await emit(page, 'updateGlobals', { globals: appearance.globals });
    const complaints = await ending(page);
    if (appearance.fresh) {
      const kept = complaints.filter((complaint) => complaint.startsWith('a11y'));
      complaints.splice(0, Infinity, ...kept);
      take();
    }
    if (appearance.plays && tags.includes('play-fn')) {
      await emit(page, 'forceRemount', { storyId: id });
      complaints.push(...(await ending(page)));
    }
    complaints.push(...((await appearance.check?.(page, appearance)) ?? []));
    yield [appearance.name, [...take(), ...complaints]];
  }
  for (const name of await page.evaluate(() => globalThis.storyLook())) seen.add(name);
}

/** A page of documentation: it is drawn, and has something to say of the element's properties. */
async function* runDocs({ page, take }, { id }) {
  await page.goto(`${base}/iframe.html?id=${id}&viewMode=docs`);
  const complaints = await page
    .waitForFunction(hasProperties, undefined, {
      timeout: 30_000,
    })
    .then(
      () => [],
      (error) => [`there is no table of properties: ${error.message}`],
    );
  yield ['documentation', [...take(), ...complaints]];
}

/** What is there for ten seconds after an act alone: the tests of the elements show that it is. */
const fleeting = new Set(['toast']);

/** What the manifest names and no story has shown. */
function findUnseen() {
  return manifest.modules
    .flatMap(({ declarations }) => declarations)
    .flatMap(({ tagName, cssParts = [], slots = [] }) => [
      ...cssParts.filter(({ name }) => !fleeting.has(name)).map(({ name }) => `${tagName} part ${name}`),
      ...slots.map(({ name }) => `${tagName} slot ${name}`),
    ])
    .filter((name) => !seen.has(name));
}

let passed = 0;
let failed = 0;
/** One line of what may be a page long. */
const brief = (text) =>
  text
    .trim()
    .split(/\n\s*(?:\n|at )/)[0]
    .replace(/\s+/g, ' ')
    .slice(0, 900);
const report = (name, complaints, seconds) => {
  if (complaints.length) failed++;
  else passed++;
  console.log(
    `${complaints.length ? 'not ok' : 'ok'} ${name}${seconds}${[...new Set(complaints.map(brief))].map((line) => `\n    ${line}`).join('')}`,
  );
};

const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
try {
  const { entries } = await (await fetch(`${base}/index.json`)).json();
  const queue = Object.values(entries).filter(
    ({ id, tags, type }) =>
      !tags.includes('!test') && (type === 'story' || !deep) && (!patterns.length || patterns.some((part) => id.includes(part))),
  );
  const work = async () => {
    const stage = await openPage(browser);
    for (let next; (next = queue.shift());) {
      let start = performance.now();
      for await (const [appearance, complaints] of (next.type === 'docs' ? runDocs : runStory)(stage, next)) {
        report(`${next.id}: ${appearance}`, complaints, ` (${((performance.now() - start) / 1_000).toFixed(1)} s)`);
        start = performance.now();
      }
    }
    await stage.close();
  };
  await Promise.all([work(), work()]);
  if (!deep && !patterns.length) report('every part and slot of the manifest is in some story', findUnseen(), '');
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
