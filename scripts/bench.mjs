// npm run bench -- data|board [--quick] [--records n] [--only text] [--profile]: paired benchmarks in headless Chromium. What counts is
// the ratio to the baseline of the same run; milliseconds are this machine's. `--check` fails where a ratio is over its mark.
// Of the board: `--only` leaves out boards without that text in their name, `--profile` shows where the time of ours goes.
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
const isOver = ({ ratio, atMost }) => atMost !== null && ratio > atMost;

async function runInPage(url) {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => console.log(`  ${message.text()}`));
  await page.goto(url);
  const names = await page.evaluate(() => globalThis.suiteNames);
  if (!names.includes(suite)) throw new Error(`There is no suite "${suite}", only: ${[...names, 'board'].join(', ')}`);
  const rows = await page.evaluate(([name, options]) => globalThis.runSuite(name, options), [suite, { records, quick: values.quick }]);
  console.log(`\n${'scenario'.padEnd(24)}${'variant'.padEnd(16)}${'p50'.padStart(11)}${'p95'.padStart(11)}   ratio  at most`);
  for (const row of rows) {
    const mark = row.atMost === null ? '' : `${row.atMost.toFixed(2).padStart(7)}×${isOver(row) ? '  over' : ''}`;
    console.log(
      `${row.scenario.padEnd(24)}${row.variant.padEnd(16)}${ms(row.p50)}${ms(row.p95)}${row.ratio.toFixed(2).padStart(7)}×${mark}`,
    );
  }
  return { rows };
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
  `${JSON.stringify({ suite, at, ...(suite === 'data' && { records }), quick: values.quick, ...machine, ...outcome }, null, 2)}\n`,
);
console.log(`\nwritten to ${file}`);
if (values.check) {
  const over = outcome.rows
    .filter(isOver)
    .map(({ scenario, variant, ratio, atMost }) => `${scenario}: ${variant}: ${ratio.toFixed(2)}, at most ${atMost}`);
  const failures = [...over, ...(outcome.missing ?? [])];
  for (const failure of failures) console.log(`over: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
