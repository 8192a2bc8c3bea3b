// npm run bench -- data [--quick] [--records n]: paired benchmarks in headless Chromium. What counts is the ratio to the baseline
// of the same run; milliseconds are this machine's. `--check` fails where a ratio is over its mark.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build, defaultClientConditions, preview } from 'vite';
import { browserArgs, findBrowser } from './browser.mjs';
import { root } from './run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, check: { type: 'boolean', default: false }, records: { type: 'string' } },
});
const suite = positionals[0] ?? 'data';
const records = Number(values.records ?? (values.quick ? 10_000 : 100_000));

const home = join(root, 'packages', 'benchmarks');
const config = {
  root: home,
  configFile: false,
  logLevel: 'error',
  resolve: {
    conditions: ['@crm-elements/source', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }],
  },
  build: { target: 'es2022', outDir: join(home, 'dist'), emptyOutDir: true },
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
let rows;
let version;
try {
  version = context.browser()?.version();
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message) => console.log(`  ${message.text()}`));
  await page.goto(server.resolvedUrls.local[0]);
  const names = await page.evaluate(() => globalThis.suiteNames);
  if (!names.includes(suite)) throw new Error(`There is no suite "${suite}", only: ${names.join(', ')}`);
  rows = await page.evaluate(([name, options]) => globalThis.runSuite(name, options), [suite, { records, quick: values.quick }]);
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}

const ms = (value) => `${value.toFixed(value < 10 ? 3 : 0)} ms`.padStart(11);
const isOver = ({ ratio, atMost }) => atMost !== null && ratio > atMost;
console.log(`\n${suite}, ${records.toLocaleString('en')} records, Chromium ${version}, ${cpus().length} × ${cpus()[0].model}\n`);
console.log(`${'scenario'.padEnd(24)}${'variant'.padEnd(16)}${'p50'.padStart(11)}${'p95'.padStart(11)}   ratio  at most`);
for (const row of rows) {
  const mark = row.atMost === null ? '' : `${row.atMost.toFixed(2).padStart(7)}×${isOver(row) ? '  over' : ''}`;
  console.log(`${row.scenario.padEnd(24)}${row.variant.padEnd(16)}${ms(row.p50)}${ms(row.p95)}${row.ratio.toFixed(2).padStart(7)}×${mark}`);
}

const results = join(home, 'results');
mkdirSync(results, { recursive: true });
const at = new Date().toISOString();
const file = join(results, `${suite}-${at.replaceAll(/[:.]/g, '-')}.json`);
writeFileSync(
  file,
  `${JSON.stringify({ suite, at, records, quick: values.quick, chromium: version, node: process.version, cpu: cpus()[0].model, cores: cpus().length, rows }, null, 2)}\n`,
);
console.log(`\nwritten to ${file}`);
if (values.check && rows.some(isOver)) process.exitCode = 1;
