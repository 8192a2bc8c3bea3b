import { relative } from 'node:path';

/** Closes a run in browsers with one plain line, names each test that was skipped and each file that failed, and takes a file without a test as failed. */
export function countReporter() {
  return {
    stop({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const lines = [];
      const walk = (suite) => {
        for (const test of suite.tests) {
          count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
          if (test.skipped) lines.push(`skipped: ${test.name}`);
        }
        for (const child of suite.suites) walk(child);
      };
      for (const session of sessions) {
        const before = { ...count };
        if (session.testResults) walk(session.testResults);
        const ran = count.passed + count.failed + count.skipped > before.passed + before.failed + before.skipped;
        // Hooks, imports and whole pages fail too, without any test that failed.
        if ((!session.passed || !ran) && count.failed === before.failed) count.failed++;
        if (count.failed > before.failed) lines.push(`${relative(process.cwd(), session.testFile)}: failed${ran ? '' : ', no test ran'}`);
      }
      lines.push(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`);
      // The other reporters still print after this, so the lines wait for the end of the process.
      process.on('exit', () => {
        process.stdout.write(`\n${lines.join('\n')}\n`);
        if (count.failed || !count.passed) process.exitCode = 1;
      });
    },
  };
}
