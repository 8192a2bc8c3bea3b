// npm test: every check of the workspace, one step after another, and one line at the end. `--deep` is the long run: what is
// long, and the same tests with more of everything. `--only node,browser [parts of file names…]` runs some steps.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findFirefox, findWebKit } from './browser.mjs';
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

/** The browser tests in another engine; where that is not installed, the step is skipped. */
const engine = (name, find, when) => ({
  name,
  when,
  place: name,
  skipped: () => !find() && 'it is not installed: "node scripts/setup.mjs --engines" does that, or says how',
  command: (files) => [bin('wtr'), ['--config', `web-test-runner.${name}.config.mjs`, ...files]],
});

/**
 * `place`: the step runs the test files of that place, and fails without one. `when`: the one run that it is for; `by name`: in neither. `skipped`: why it
 * cannot run on this machine, which is no failure. `light`: it keeps one processor busy, so that two of them run side by side, the longest
 * first; what drives a browser has the machine to itself.
 */
const steps = [
  { name: 'node', place: 'node', light: true, command: (files) => mocha(files, values.deep ? 120_000 : undefined) },
  { name: 'lint', when: 'short', light: true, command: () => script('lint', ...patterns) },
  { name: 'packages', when: 'deep', light: true, command: () => script('check-packages') },
  { name: 'tools', when: 'short', light: true, command: () => mocha(['tools/self-test/*.test.mjs']) },
  { name: 'types', when: 'short', light: true, command: () => [bin('tsc'), ['-p', 'tsconfig.json']] },
  { name: 'snippets', when: 'short', light: true, command: () => script('test-snippets') },
  { name: 'size', when: 'short', light: true, command: () => script('size') },
  { name: 'browser', place: 'browser', command: (files) => [bin('wtr'), files] },
  { name: 'examples', place: 'e2e', command: (files) => script('test-examples', ...files) },
  { name: 'stories', command: () => script('test-stories') },
  engine('firefox', findFirefox, 'deep'),
  // Its driver loses a page now and then.
  engine('webkit', findWebKit, 'by name'),
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
const notOk = [];
const times = [];

/** So few failures are looked at once more, in the whole run. */
const mostUnstable = 2;
const unstable = [];

/**
 * Where nobody sits in front of it, what failed in a browser is run once more by itself: a page's timing depends on what else the machine
 * does. What passes then is named as unstable, and is to be mended. A property that was refuted stays so: the next run draws other values.
 * @param count how many failed; where fewer are named, something else broke down
 * @returns whether all that failed passed then
 */
async function runAgain({ name, place, command }, text, count) {
  const failures = [...text.matchAll(/^not ok (\S+\.test\.ts) .+/gm)];
  if (!process.env.CI || place === 'node' || /Property failed after/.test(text)) return false;
  if (failures.length !== count || unstable.length + failures.length > mostUnstable) return false;
  console.log(`\n== ${name}, once more what failed`);
  const files = [...new Set(failures.map(([, file]) => file))];
  const again = await run(...command(files), { capture: true, timeout: stepTimeout });
  if (again.code !== 0) return false;
  unstable.push(...failures.map(([line]) => line.replace('not ok', `unstable ${name}:`)));
  return true;
}

/** A step that counts prints "N passed, N failed", and "not ok" before the name of what failed; any other counts as one. Returns whether it failed. */
async function count(step, text, code) {
  const { name } = step;
  const lines = [...text.matchAll(/^(\d+) passed, (\d+) failed/gm)];
  const failures = lines.reduce((sum, line) => sum + Number(line[2]), 0);
  passed += lines.reduce((sum, line) => sum + Number(line[1]), 0);
  if (failures > 0 && (await runAgain(step, text, failures))) {
    passed += failures;
    return false;
  }
  for (const [, title] of text.matchAll(/^not ok (.+)/gm)) notOk.push(`not ok ${name}: ${title}`);
  failed += failures;
  if (!lines.length && code === 0) passed++;
  // A step can break down without a test that failed.
  if (code !== 0 && !failures) failed++;
  return code !== 0 || failures > 0;
}

/** Far above what a step takes: it is for a test in an endless loop. */
const stepTimeout = (values.deep ? 45 : 15) * 60_000;

/** Runs a step's command. `quiet`: nothing is shown before it has ended. */
async function runCommand({ name, place, command }, quiet) {
  const files = place && testFiles(place, patterns);
  if (files && !files.length) {
    console.log('There is no test file for this step.');
    return { code: 1, text: '' };
  }
  const runningTest = join(tmpdir(), `crm-running-test-${process.pid}-${name}`);
  const start = performance.now();
  const result = await run(...command(files), { capture: true, quiet, timeout: stepTimeout, env: { CRM_RUNNING_TEST: runningTest } });
  if (performance.now() - start >= stepTimeout && existsSync(runningTest))
    console.log(`The test that ran then: ${readFileSync(runningTest, 'utf8')}`);
  rmSync(runningTest, { force: true });
  return result;
}

async function runStep(step, { quiet = false } = {}) {
  const { name } = step;
  const start = performance.now();
  const reason = step.skipped?.();
  if (reason) {
    console.log(`\n== ${name}: skipped, because ${reason}`);
    times.push(`skipped            ${name}: ${reason}`);
    return;
  }
  if (!quiet) console.log(`\n== ${name}`);
  const { code, text } = await runCommand(step, quiet);
  if (quiet) console.log(`\n== ${name}\n${text}`);
  const bad = await count(step, text, code);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  times.push(`${bad ? 'FAILED' : 'ok    '} ${seconds.padStart(7)} s  ${name}`);
  console.log(`== ${name}: ${bad ? 'FAILED' : 'ok'} in ${seconds} s`);
}

const begin = performance.now();
const kind = values.deep ? 'deep' : 'short';
const chosen = steps.filter(({ name, when = kind }) => (only ? only.includes(name) : when === kind));
const light = chosen.filter((step) => step.light);
const quiet = light.length > 1;
const lane = async () => {
  for (let step = light.shift(); step; step = light.shift()) await runStep(step, { quiet });
};
await Promise.all([lane(), lane()]);
for (const step of chosen.filter((one) => !one.light)) await runStep(step);

console.log(`\n${times.join('\n')}\n       ${((performance.now() - begin) / 1000).toFixed(1).padStart(7)} s  in all\n`);
// Once more where they are found: a long run is looked at from its end.
for (const line of [...unstable, ...notOk]) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
