// A dot a test, the failures, the slowest tests, a line for each that failed, and the closing line that the other scripts count.
const { writeFileSync } = require('node:fs');
const { relative, sep } = require('node:path');
const { reporters, Runner } = require('mocha');

const { EVENT_TEST_BEGIN, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_RUN_END } = Runner.constants;

module.exports = class CountReporter extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const times = [];
    const failed = [];
    // A test that never gives way can be ended from outside only: whoever does reads here which one it was.
    const { CRM_RUNNING_TEST } = process.env;
    if (CRM_RUNNING_TEST) runner.on(EVENT_TEST_BEGIN, (test) => writeFileSync(CRM_RUNNING_TEST, test.fullTitle()));
    runner.on(EVENT_TEST_END, (test) => times.push({ seconds: (test.duration ?? 0) / 1_000, title: test.fullTitle() }));
    runner.on(EVENT_TEST_FAIL, (test) =>
      failed.push(
        `${relative(process.cwd(), test.file ?? '')
          .split(sep)
          .join('/')} ${test.fullTitle()}`.trim(),
      ),
    );
    runner.once(EVENT_RUN_END, () => {
      const slow = times.filter(({ seconds }) => seconds > 2).sort((a, b) => b.seconds - a.seconds);
      for (const { seconds, title } of slow.slice(0, 10)) console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${title}`);
      for (const title of failed) console.log(`not ok ${title}`);
      const { passes, failures, pending } = this.stats;
      console.log(`\n${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ''}`);
    });
  }
};
