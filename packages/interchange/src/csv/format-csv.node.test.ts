import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns, sharedData } from '../../../../tools/test-support.js';
import { csvDelimiters } from './csv.types.js';
import { csvParts, formatCsv } from './format-csv.js';
import { neutralMark } from './neutralise.js';
import { parseCsv } from './parse-csv.js';

const hostileCell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...['"', "'", neutralMark, '=', '-', '@', ',', ';', '|', '\t', '\r', '\n', '\r\n', ' ', '\ufeff', '\0', 'a', '\u2060']), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replace(/\p{Surrogate}/gu, '')),
  fc.constantFrom('', 'sep=;', 'ID', '1', '2026-01-02', 'a@b.example', '__proto__'),
); // prettier-ignore

describe('formatCsv', () => {
  // Fails when a cell that has to be quoted is not, or a row does not end in CRLF.
  it('writes RFC 4180', () => {
    const rows = [['a', 'b,c', 'd "e"'], ['f\ng', '', ' h']]; // prettier-ignore
    expect(formatCsv(rows, ['x', 'y', 'z'])).to.equal('x,y,z\r\na,"b,c","d ""e"""\r\n"f\ng",," h"\r\n');
    expect(formatCsv(rows, ['x'], { delimiter: ';', bom: true })).to.equal('\ufeffx\r\na\r\n"f\ng"\r\n');
    expect(formatCsv(rows, ['x'], { omitHeader: true })).to.equal('a\r\n"f\ng"\r\n');
    expect(formatCsv([['']], ['x'])).to.equal('x\r\n""\r\n');
  });

  // Fails when a field is not found by its path, when what is not known is written as a word, or a number is taken for a formula.
  it('writes records', () => {
    const records = [
      { name: { given: 'Ana' }, amount: -5, tags: ['a'], done: true },
      { name: { given: '=1' }, amount: null },
    ];
    const columns = [
      'name.given',
      'amount',
      { heading: 'Tags', value: ({ tags }: { tags?: string[] }) => tags?.join('; ') },
      'done',
      'constructor',
    ];
    expect(formatCsv(records, columns)).to.equal(`name.given,amount,Tags,done,constructor\r\nAna,-5,a,true,\r\n${neutralMark}=1,,,,\r\n`);
  });

  // Fails when a formula reaches a spreadsheet, in a cell or in a heading.
  it('neutralises formulas, and restores them', async function () {
    const text = await sharedData('security/csv-injection.json');
    if (text === undefined) return this.skip();
    const cells = JSON.parse(text) as string[];
    const written = formatCsv(cells.map((cell) => ['x', cell]), ['first', '=second']); // prettier-ignore
    const raw = await parseCsv(written, { keepMarks: true, header: true });
    for (const cell of [...raw.columns, ...raw.rows.flat()])
      expect(/^[\s\ufeff\u200b"]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell), JSON.stringify(cell)).to.equal(false);
    const { columns, rows, restored } = await parseCsv(written, { header: true });
    expect(columns).to.deep.equal(['first', '=second']);
    expect(rows.map(([, cell]) => cell)).to.deep.equal(cells);
    expect(restored).to.be.greaterThan(35);
    expect(formatCsv([['=1']], ['a'], { allowFormulas: true })).to.equal('a\r\n=1\r\n');
  });

  // Fails when any text comes back otherwise than it was written, with any delimiter, as text or as bytes.
  it('is read again as it was written, whatever people wrote', async () => {
    const tables = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(hostileCell, { minLength: width, maxLength: width }), { maxLength: 6 }).map((rows) => ({ width, rows })),
      );
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(...csvDelimiters), fc.boolean(), async ({ width, rows }, delimiter, bom) => {
        const headings = Array.from({ length: width }, (_, index) => `Heading ${index}`);
        const written = formatCsv(rows, headings, { delimiter, bom });
        for (const source of [written, new TextEncoder().encode(written)]) {
          const table = await parseCsv(source, { header: true });
          expect(table.rows).to.deep.equal(rows);
          expect(table.columns).to.deep.equal(headings);
          expect(table.issues).to.deep.equal([]);
        }
        const bare = await parseCsv(formatCsv(rows, headings, { delimiter, omitHeader: true }), { header: false });
        expect(bare.rows).to.deep.equal(rows);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  // Fails when a naughty string of the list is changed by being written and read.
  it('keeps naughty strings', async function () {
    const text = await sharedData('security/naughty-strings.json');
    if (text === undefined) return this.skip();
    const rows = (JSON.parse(text) as string[]).map((naughty, index) => [String(index), naughty]);
    expect((await parseCsv(formatCsv(rows, ['index', 'text']))).rows).to.deep.equal(rows);
  });

  // Fails when the parts are not the whole, or when a part holds more rows than it may.
  it('comes in parts', () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => [index, 'x']);
    const parts = [...csvParts(rows, ['a', 'b'])];
    expect(parts.map((part) => part.split('\r\n').length - 1)).to.deep.equal([501, 500, 201]);
    expect(parts.join('')).to.equal(formatCsv(rows, ['a', 'b']));
    expect([...csvParts([], ['a'], { omitHeader: true })]).to.deep.equal([]);
  });
});
