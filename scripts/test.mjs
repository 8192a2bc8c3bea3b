// npm test: every check of the workspace, one step after another, and one line at the end. `--deep` is the long run: what is
// long, and the same tests with more of everything. `--only node,browser [parts of file names…]` runs some steps.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bin, mocha, run } from './run.mjs';

const { values, positionals: patterns } = parseArgs({
  allowPositionals: true,
  options: { deep: { type: 'boolean', default: false }, only: { type: 'string' } },
});

// Before tools/test-files.mjs is loaded, which reads it.
process.env.CRM_DEEP = values.deep ? '1' : '';
// One zone with summer time and one language for Node and the browser, so that a test of dates means the same on every machine.
process.env.TZ = 'Europe/Berlin';
process.env.LANG = process.env.LC_ALL = 'en_US.UTF-8';
process.env.STORYBOOK_DISABLE_TELEMETRY = '1';
const { testFiles } = await import('../tools/test-files.mjs');
const { writeManifest } = await import('./manifest.mjs');

const script = (name, ...args) => [process.execPath, [`scripts/${name}.mjs`, ...args]];

/** `place`: the step runs the test files of that place, and fails without one. `when`: the one run that it is for. */
const steps = [
  { name: 'types', when: 'short', command: () => [bin('tsc'), ['-p', 'tsconfig.json']] },
  { name: 'lint', when: 'short', command: () => script('lint', ...patterns) },
  { name: 'tools', when: 'short', command: () => mocha(['tools/self-test/*.test.mjs']) },
  { name: 'node', place: 'node', command: (files) => mocha(files, values.deep ? 120_000 : undefined) },
  { name: 'browser', place: 'browser', command: (files) => [bin('wtr'), files] },
  { name: 'examples', place: 'e2e', command: (files) => script('test-examples', ...files) },
  { name: 'snippets', when: 'short', command: () => script('test-snippets') },
  { name: 'packages', when: 'short', command: () => script('check-packages') },
  { name: 'size', when: 'short', command: () => script('size') },
  { name: 'stories', when: 'short', command: () => script('test-stories') },
];

const only = values.only?.split(',');
const unknown = only?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
if (unknown.length) {
  console.error(`No step is called ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

// Storybook's pages and the types of their programs are made of it.
await writeManifest();

let passed = 0;
let failed = 0;
const times = [];

/** A step that counts prints "N passed, N failed"; any other counts as one. Returns whether it failed. */
function count(text, code) {
  const lines = [...text.matchAll(/^(\d+) passed, (\d+) failed/gm)];
  const failures = lines.reduce((sum, line) => sum + Number(line[2]), 0);
  passed += lines.reduce((sum, line) => sum + Number(line[1]), 0);
  failed += failures;
  if (!lines.length && code === 0) passed++;
  // A step can break down without a test that failed.
  if (code !== 0 && !failures) failed++;
  return code !== 0 || failures > 0;
}

/** Far above what a step takes: it is for a test in an endless loop. */
const stepTimeout = (values.deep ? 45 : 15) * 60_000;
const runningTest = join(tmpdir(), `crm-running-test-${process.pid}`);

async function runStep({ place, command }) {
  const files = place && testFiles(place, patterns);
  if (files && !files.length) {
    console.log('There is no test file for this step.');
    return { code: 1, text: '' };
  }
  const start = performance.now();
  const result = await run(...command(files), { capture: true, timeout: stepTimeout, env: { CRM_RUNNING_TEST: runningTest } });
  if (performance.now() - start >= stepTimeout && existsSync(runningTest))
    console.log(`The test that ran then: ${readFileSync(runningTest, 'utf8')}`);
  rmSync(runningTest, { force: true });
  return result;
}

const begin = performance.now();
const kind = values.deep ? 'deep' : 'short';
for (const step of steps.filter(({ name, when = kind }) => (only ? only.includes(name) : when === kind))) {
  const start = performance.now();
  console.log(`\n== ${step.name}`);
  const { code, text } = await runStep(step);
  const bad = count(text, code);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  times.push(`${bad ? 'FAILED' : 'ok    '} ${seconds.padStart(7)} s  ${step.name}`);
  console.log(`== ${step.name}: ${bad ? 'FAILED' : 'ok'} in ${seconds} s`);
}

console.log(`\n${times.join('\n')}\n       ${((performance.now() - begin) / 1000).toFixed(1).padStart(7)} s  in all\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
