// The runners must fail for what they promise to fail for: each fixture is run and has to come out as named here.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { bin, mocha, run } from '../../scripts/run.mjs';

/** What the runner has to say of each, in Node and in a browser; undefined where it has to pass. */
const said = {
  'announced.test.ts': undefined,
  'announced.e2e.test.ts': undefined,
  'console-error-late.test.ts': 'console.error: nobody announced this',
  'console-warn.test.ts': 'console.warn: nobody announced this',
  'console.e2e.test.ts': 'console.warning: nobody announced this',
  'no-test.test.ts': /^0 passed|no test ran/m,
  'policy.browser.test.ts': "violation of the page's policy: img-src",
  'policy.e2e.test.ts': "violation of the page's policy: require-trusted-types-for",
  'rejection.test.ts': 'nobody catches this',
  'trusted-types.browser.test.ts': "violation of the page's policy: require-trusted-types-for",
  'uncaught.test.ts': 'nobody catches this',
  'unsaid.test.ts': 'announced by expectConsole and not said: /never/',
};

const path = (file) => `tools/self-test/fixtures/${file}`;
const verb = (file) => (said[file] === undefined ? 'passes' : 'fails');

function says(text, file) {
  if (said[file] instanceof RegExp) expect(text).to.match(said[file]);
  else expect(text).to.include(said[file]);
}

it('every fixture of the runners has its outcome', () =>
  expect(readdirSync(join(import.meta.dirname, 'fixtures')).sort()).to.deep.equal(Object.keys(said).sort()));

describe('the runner in Node', function () {
  this.timeout(60_000);
  for (const file of Object.keys(said).filter((name) => !name.includes('.browser.'))) {
    it(`${verb(file)} ${file}`, async () => {
      const { code, text } = await run(...mocha([path(file)]), { capture: true, quiet: true });
      expect(text).to.match(/^\d+ passed, \d+ failed$/m);
      expect(code === 0, text).to.equal(said[file] === undefined);
      if (said[file]) says(text, file);
    });
  }
});

describe('the runner in a browser', function () {
  this.timeout(120_000);
  const files = Object.keys(said).filter((name) => !name.includes('.e2e.'));
  let text = '';
  let code = 0;
  before(async () => {
    ({ text, code } = await run(bin('wtr'), files.map(path), { capture: true, quiet: true }));
  });
  it('fails', () => expect(code, text).to.not.equal(0));
  for (const file of files) {
    it(`${verb(file)} ${file}`, () => {
      // The count reporter says of each test that failed which file it is in.
      expect(text.includes(`not ok ${path(file)}`), text).to.equal(said[file] !== undefined);
      if (said[file]) says(text, file);
    });
  }
});
