import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns, sharedData } from '../../../../tools/test-support.js';
import { neutralise, neutralMark, restore } from './neutralise.js';

/** What matters to the scheme, so that short texts meet all of it. */
const hostile = fc.string({
  unit: fc.constantFrom(
    ...["'", '\u2060', neutralMark, '=', '+', '-', '@', '＝', '"', ',', ';', '|', '\t', '\r', '\n', ' ', '\ufeff', '\0', 'a', '1'],
  ),
  maxLength: 12,
});

describe('neutralise', () => {
  // Fails when a lead-in of a formula stays at the beginning of a cell, of a line in it, or behind a delimiter.
  it('leaves no lead-in where a spreadsheet could take it for a formula', async function () {
    const text = await sharedData('security/csv-injection.json');
    if (text === undefined) return this.skip();
    const cells = JSON.parse(text) as string[];
    expect(cells.length).to.be.greaterThan(40);
    for (const cell of cells) {
      const written = neutralise(cell);
      for (const piece of written.split(/[\r\n\t,;|]/))
        expect(/^["\s\p{Z}\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(piece), JSON.stringify(cell)).to.equal(false);
      expect(/^[\t\r\n]/.test(written), JSON.stringify(cell)).to.equal(false);
      expect(restore(written)).to.equal(cell);
    }
  });

  // Fails when a text of the list is not told for a formula, or when a harmless one is touched.
  it('marks what could be a formula and nothing else', () => {
    const marked = ['=1', '  =1', '\u00a0+1', '\ufeff-1', '"@a', '\tx', '\rx', '\nx', 'a\n=1', 'a;=1', '\u200b＝1', '-12.50', '+49 30 1'];
    for (const cell of marked) expect(neutralise(cell), JSON.stringify(cell)).to.include(neutralMark);
    const plain = ['', 'a', '1-955-371-0847 x371', 'a=b', 'a@b.example', '2026-11-23', "'=1", "O'Neil", 'a, b', '%0A=1+1', 'a\tb', '(1)'];
    for (const cell of plain) expect(neutralise(cell), JSON.stringify(cell)).to.equal(cell);
  });

  // Fails when a text comes back changed: a mark that stood there before, several of them, a mark that was not needed.
  it('is undone exactly, whatever the text held', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (cell) => {
        expect(restore(neutralise(cell))).to.equal(cell);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  // Fails when a cell of a file that others wrote is taken for ours.
  it('does not touch the apostrophes of others', () => {
    for (const cell of ["'=1", "'+49", "'@a", "''=1", "a\n'=1", "' =1", "'\u2060a", "\u2060'=1"]) expect(restore(cell)).to.equal(cell);
  });

  // Fails when the time grows with the square of the length: the test then takes minutes.
  it('takes long cells in time that is in proportion to their length', () => {
    for (const cell of [' '.repeat(1e6) + '=', `${' '.repeat(999)},`.repeat(1e3) + '=', neutralMark.repeat(5e5), '\n-'.repeat(3e5)]) {
      expect(restore(neutralise(cell)) === cell).to.equal(true);
    }
  });
});
