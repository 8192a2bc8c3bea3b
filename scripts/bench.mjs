// npm run bench -- data|filter|search|contacts|board [--quick] [--records n] [--only text] [--profile]: paired benchmarks in headless Chromium. What counts is
// the ratio to the baseline of the same run; milliseconds are this machine's. `data` fails where something is over its mark, any other one with `--check`.
// `--only` leaves out scenarios (of the board: boards) without that text in their name, `--profile` shows where the time of ours goes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build, defaultClientConditions, preview } from 'vite';
import { runBoardSuite } from './bench-board.mjs';
import { browserArgs, findBrowser } from './browser.mjs';
import { root } from './run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    records: { type: 'string' },
    only: { type: 'string' },
  },
});
const suite = positionals[0] ?? 'data';
const records = Number(values.records ?? (values.quick ? 10_000 : 100_000));

const home = join(root, 'packages', 'benchmarks');
const results = join(home, 'results');
mkdirSync(results, { recursive: true });
const at = new Date().toISOString();
const stamp = at.replaceAll(/[:.]/g, '-');
const config = {
  root: home,
  configFile: false,
  logLevel: 'error',
  resolve: {
    conditions: ['@crm-elements/source', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
  },
  // In a profile, functions keep their names.
  build: { target: 'es2022', outDir: join(home, 'dist'), emptyOutDir: true, minify: !values.profile },
  // An isolated page has a clock of 5 µs, any other one of 100 µs.
  preview: {
    host: '127.0.0.1',
    port: 4273,
    headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
  },
};

await build(config);
const server = await preview(config);
// A profile on disk: in a private one Chromium keeps IndexedDB in memory.
const profile = mkdtempSync(join(tmpdir(), 'crm-bench-'));
const context = await chromium.launchPersistentContext(profile, { executablePath: findBrowser(), args: browserArgs });
const ms = (value) => `${value.toFixed(value < 10 ? 3 : 0)} ms`.padStart(11);
const isOver = ({ ratio, p50, atMost, atMostMs }) => (atMost != null && ratio > atMost) || (atMostMs != null && p50 > atMostMs);
const markOf = ({ atMost, atMostMs }) => (atMostMs != null ? `${atMostMs} ms` : atMost != null ? `${atMost.toFixed(2)}×` : '');

async function runInPage(url) {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => {
    if (message.type() === 'log') console.log(`  ${message.text()}`);
  });
  const session = await context.newCDPSession(page);
  await page.exposeFunction('heapAfterCollection', async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  });
  // Not before the stores are full: what is to be seen is what is timed.
  await page.exposeFunction('beforeTiming', async () => {
    if (!values.profile) return;
    await session.send('Profiler.enable');
    await session.send('Profiler.start');
  });
  await page.goto(url);
  const names = await page.evaluate(() => globalThis.suiteNames);
  if (!names.includes(suite)) throw new Error(`There is no suite "${suite}", only: ${[...names, 'board'].join(', ')}`);
  // What is behind another tab draws once a second.
  if (suite === 'data') {
    const otherTab = await context.newPage();
    await otherTab.goto(url);
    await otherTab.evaluate(() => globalThis.otherTab());
  }
  const rows = await page.evaluate(
    ([name, options]) => globalThis.runSuite(name, options),
    [suite, { records, quick: values.quick, only: values.only }],
  );
  if (values.profile) writeProfile(suite, (await session.send('Profiler.stop')).profile);
  const heap = await page.evaluate(() => globalThis.heapAfterCollection());
  const width = Math.max(...rows.map(({ scenario }) => scenario.length)) + 2;
  console.log(
    `\n${'scenario'.padEnd(width)}${'variant'.padEnd(24)}${'p50'.padStart(11)}${'p95'.padStart(11)}   ratio   at p95   ours, at most`,
  );
  for (const row of rows) {
    const ratios = `${row.ratio.toFixed(2).padStart(7)}×${row.ratioP95.toFixed(2).padStart(8)}×`;
    const mark = `${markOf(row).padStart(16)}${isOver(row) ? '  over' : ''}`;
    console.log(`${row.scenario.padEnd(width)}${row.variant.padEnd(24)}${ms(row.p50)}${ms(row.p95)}${ratios}${mark}`);
  }
  console.log(`heap after collection: ${(heap / 1e6).toFixed(1)} MB`);
  return { rows, heap };
}

const writeProfile = (name, profile) => writeFileSync(join(results, `${stamp}-${name}.cpuprofile`), JSON.stringify(profile));

let outcome;
let version;
try {
  version = context.browser()?.version();
  console.log(`${suite}, Chromium ${version}, ${cpus().length} × ${cpus()[0].model}`);
  const [url] = server.resolvedUrls.local;
  outcome =
    suite === 'board'
      ? await runBoardSuite({ context, url, quick: values.quick, only: values.only, ...(values.profile && { write: writeProfile }) })
      : await runInPage(url);
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}

const machine = { chromium: version, node: process.version, cpu: cpus()[0].model, cores: cpus().length };
const file = join(results, `${suite}-${stamp}.json`);
writeFileSync(
  file,
  `${JSON.stringify({ suite, at, ...(suite !== 'board' && { records }), quick: values.quick, ...machine, ...outcome }, null, 2)}\n`,
);
console.log(`\nwritten to ${file}`);
if (values.check || suite === 'data') {
  const over = outcome.rows
    .filter(isOver)
    .map(({ scenario, variant, ratio, atMost }) => `${scenario}: ${variant}: ${ratio.toFixed(2)}, at most ${atMost}`);
  const failures = [...over, ...(outcome.missing ?? [])];
  for (const failure of failures) console.log(`over: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
