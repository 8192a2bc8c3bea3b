// What the browser tests have in common in every engine.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { join } from 'node:path';
import { countReporter } from './count-reporter.mjs';
import { testFiles } from './test-files.mjs';
import { dexieAsModule, environmentOfBundlers, guardTests, papaparseAsModule, policyOfTestPages, serveSharedData } from './wtr-plugins.mjs';

const root = join(import.meta.dirname, '..');

/**
 * In Firefox a scrollbar that comes or goes with what a list measures changes a size that is just being reported. It says so as an error
 * and reports it in the next frame: nothing is lost.
 */
const letResizeLoopsPass = `addEventListener('error', (event) => event.message.startsWith('ResizeObserver loop') && event.stopImmediatePropagation());
`;

/**
 * Pages are used again for the next file, so each starts by emptying its storage. What a page has no environment for stands in its
 * attributes: the engine, and whether the file is run in its long form.
 */
const testPage = (engine, inFull) => (framework) => `<!doctype html>
<html lang="en" data-engine="${engine}"><head><meta charset="utf-8"><title>Test</title></head><body><script type="module">
document.documentElement.dataset.deep = ${JSON.stringify(inFull)}.some((part) => __WTR_CONFIG__.testFile.includes(part));
${engine === 'firefox' ? letResizeLoopsPass : ''}globalThis.litIssuedWarnings = new Set(['dev-mode']);
for (const { name } of await indexedDB.databases()) {
  await new Promise((done) => { const q = indexedDB.deleteDatabase(name); q.onsuccess = q.onerror = q.onblocked = done; });
}
localStorage.clear(); sessionStorage.clear();
await import('${framework}');
</script></body></html>`;

/**
 * The runner's configuration for one engine.
 * @param {object} options
 * @param {'chromium' | 'firefox' | 'webkit'} options.engine
 * @param {unknown} options.launcher
 * @param {string[]} options.inFull parts of the names of the files that run in their long form: `['']` for all
 * @param {number} [options.concurrency] pages at the same time
 */
export function wtrConfig({ engine, launcher, inFull, concurrency = 1 }) {
  const long = inFull.length > 0;
  return {
    rootDir: root,
    files: testFiles(engine === 'chromium' ? 'browser' : engine),
    nodeResolve: { exportConditions: ['@crm-elements/source', 'development'] },
    concurrency,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    testsFinishTimeout: long ? 1_200_000 : 90_000,
    testFramework: { config: { timeout: long ? 120_000 : 10_000 } },
    browsers: [launcher],
    testRunnerHtml: testPage(engine, inFull),
    middleware: [policyOfTestPages, serveSharedData],
    plugins: [
      dexieAsModule(),
      environmentOfBundlers(),
      papaparseAsModule(),
      guardTests(),
      esbuildPlugin({ ts: true, tsconfig: `${root}/tsconfig.base.json`, target: 'es2022' }),
    ],
    reporters: [defaultReporter({ reportTestProgress: !process.env.CI }), countReporter()],
  };
}

/** The conformance kit, and the proof that it notices defects: what the other engines run in full as well. */
export const conformanceKit = ['adapter-dexie/src/conformance.', 'adapter-dexie/src/device-conformance.', 'data/src/testing/'];
