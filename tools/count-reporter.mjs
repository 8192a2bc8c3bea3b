import { relative } from 'node:path';

/** So many of the slowest files are named. */
const slowest = 10;

/**
 * Closes a run in browsers with one plain line, names the slowest files and each test that was skipped or failed, and takes a file without a
 * test as failed.
 */
export function countReporter() {
  return {
    stop({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const lines = [];
      const seconds = new Map();
      const walk = (suite, file, path) => {
        for (const test of suite.tests) {
          count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
          seconds.set(file, (seconds.get(file) ?? 0) + (test.duration ?? 0) / 1_000);
          if (test.skipped) lines.push(`skipped: ${test.name}`);
          else if (!test.passed) lines.push(`not ok ${[file, ...path, test.name].join(' ')}`);
        }
        for (const child of suite.suites) walk(child, file, [...path, child.name]);
      };
      for (const session of sessions) {
        const before = { ...count };
        const file = relative(process.cwd(), session.testFile);
        if (session.testResults) walk(session.testResults, file, []);
        const ran = count.passed + count.failed + count.skipped > before.passed + before.failed + before.skipped;
        // Hooks, imports and whole pages fail too, without any test that failed.
        if ((!session.passed || !ran) && count.failed === before.failed) {
          count.failed++;
          lines.push(`not ok ${file}${ran ? '' : ': no test ran'}`);
        }
      }
      for (const [file, time] of [...seconds].sort(([, a], [, b]) => b - a).slice(0, slowest))
        lines.push(`  ${time.toFixed(1).padStart(6)} s  ${file}`);
      lines.push(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`);
      // The other reporters still print after this, so the lines wait for the end of the process.
      process.on('exit', () => {
        process.stdout.write(`\n${lines.join('\n')}\n`);
        if (count.failed || !count.passed) process.exitCode = 1;
      });
    },
  };
}
