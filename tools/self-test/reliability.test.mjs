// docs/reliability.md promises, and names a test for each promise: there has to be such a test.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..', '..');
const rows = readFileSync(join(root, 'docs/reliability.md'), 'utf8')
  .split(/\r?\n/)
  .filter((line) => /^\| .+ \|$/.test(line) && !line.startsWith('| fault |'));

describe('docs/reliability.md', () => {
  it('has a row for each fault', () => {
    expect(rows.length).to.be.at.least(20);
  });

  for (const row of rows) {
    const [fault, , , test] = row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim());
    const [, file, title] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
    // Fails when a test is renamed or removed and the page still rests on it.
    it(`names a test of: ${fault}`, () => {
      expect(file, `no "file: title" in ${test}`).to.be.a('string');
      expect(existsSync(join(root, file)), `${file} exists`).to.equal(true);
      // A title in the source may stand in either quotes, an apostrophe escaped.
      const source = readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
      expect(source.includes(title), `${file} has a test "${title}"`).to.equal(true);
    });
  }
});
