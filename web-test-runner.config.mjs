import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserArgs, findBrowser } from './scripts/browser.mjs';
import { countReporter } from './tools/count-reporter.mjs';
import { deep, testFiles } from './tools/test-files.mjs';
import { dexieAsModule, environmentOfBundlers, guardTests, policyOfTestPages, serveSharedData } from './tools/wtr-plugins.mjs';

const root = import.meta.dirname;

export default {
  rootDir: root,
  files: testFiles('browser'),
  nodeResolve: { exportConditions: ['@crm-elements/source', 'development'] },
  concurrency: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: deep ? 1_200_000 : 90_000,
  testFramework: { config: { timeout: deep ? 120_000 : 10_000 } },
  browsers: [
    chromeLauncher({
      // A context for each page: no shared IndexedDB between parallel files, and no background tab.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
      launchOptions: { executablePath: findBrowser(), args: browserArgs },
    }),
  ],
  // Pages are used again for the next file, so each starts by emptying its storage.
  testRunnerHtml: (framework) => `<!doctype html>
<html lang="en" data-deep="${deep}"><head><meta charset="utf-8"><title>Test</title></head><body><script type="module">
globalThis.litIssuedWarnings = new Set(['dev-mode']);
for (const { name } of await indexedDB.databases()) {
  await new Promise((done) => { const q = indexedDB.deleteDatabase(name); q.onsuccess = q.onerror = q.onblocked = done; });
}
localStorage.clear(); sessionStorage.clear();
await import('${framework}');
</script></body></html>`,
  middleware: [policyOfTestPages, serveSharedData],
  plugins: [dexieAsModule(), environmentOfBundlers(), guardTests(), esbuildPlugin({ ts: true, tsconfig: `${root}/tsconfig.base.json`, target: 'es2022' })],
  reporters: [defaultReporter({ reportTestProgress: !process.env.CI }), countReporter()],
};
