import { toCrmError } from '@crm-elements/data';
import { expect } from 'chai';
import { sharedData } from '../../../../tools/test-support.js';
import type { CsvProgress } from './csv.types.js';
import { createEagerClock } from './eager-clock.test-helper.js';
import { nameColumns } from './headings.js';
import { neutralMark } from './neutralise.js';
import { parseCsv } from './parse-csv.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codesOf = ({ issues }: { issues: readonly { code: string; line?: number }[] }) => issues.map(({ code, line }) => `${code} ${line}`);

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return toCrmError(error).code;
  }
  return 'none';
}

describe('parseCsv', () => {
  describe('csv-spectrum', () => {
    const names = [
      'comma_in_quotes', 'empty', 'empty_crlf', 'escaped_quotes', 'json', 'newlines', 'newlines_crlf', 'quotes_and_newlines', 'simple', 'simple_crlf', 'utf8',
    ]; // prettier-ignore
    for (const name of names) {
      // Fails when a cell differs from what the acid test expects.
      it(name, async function () {
        const [text, json] = await Promise.all([
          sharedData(`csv/csv-spectrum/csvs/${name}.csv`),
          sharedData(`csv/csv-spectrum/json/${name}.json`),
        ]);
        if (text === undefined || json === undefined) return this.skip();
        for (const source of [text, bytesOf(text), new Blob([text])]) {
          const { columns, rows, issues } = await parseCsv(source);
          const objects = rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index]])));
          expect(objects).to.deep.equal(JSON.parse(json));
          expect(issues).to.deep.equal([]);
        }
      });
    }
  });

  describe('encoding', () => {
    const utf16 = (text: string, littleEndian: boolean) => {
      const view = new DataView(new ArrayBuffer(text.length * 2));
      for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
      return new Uint8Array(view.buffer);
    };

    // Fails when a byte order mark is not understood, or stays in the first heading.
    it('follows the byte order mark', async () => {
      const marked = [bytesOf('\ufeffName\nJosé 😀\n'), utf16('\ufeffName\nJosé 😀\n', true), utf16('\ufeffName\nJosé 😀\n', false)];
      const tables = await Promise.all(marked.map((bytes) => parseCsv(bytes)));
      expect(tables.map(({ encoding }) => encoding)).to.deep.equal(['utf-8', 'utf-16le', 'utf-16be']);
      for (const table of tables) expect([table.columns, table.rows]).to.deep.equal([['Name'], [['José 😀']]]);
      expect((await parseCsv('\ufeffName\nA')).columns).to.deep.equal(['Name']);
    });

    // Fails when bytes that are no UTF-8 become question marks.
    it('takes what is no UTF-8 for windows-1252, and says so', async () => {
      const bytes = Uint8Array.from([...bytesOf('Name\nJos'), 0xe9, 0x20, 0x80, 0x0a]);
      const { encoding, rows, issues } = await parseCsv(bytes);
      expect([encoding, rows, issues]).to.deep.equal(['windows-1252', [['José €']], []]);
    });

    // Fails when the choice of a person is not followed, or when what cannot be read is not told.
    it('can be chosen', async () => {
      const bytes = Uint8Array.from([...bytesOf('Name\nJos'), 0xe9, 0x0a]);
      const { rows, issues } = await parseCsv(bytes, { encoding: 'utf-8' });
      expect(rows).to.deep.equal([['Jos\ufffd']]);
      expect(issues.map(({ code }) => code)).to.deep.equal(['encoding']);
      expect((await parseCsv(bytesOf('Name\né'), { encoding: 'windows-1252' })).rows).to.deep.equal([['Ã©']]);
    });

    // Fails when a character that two slices of bytes share is broken.
    it('keeps characters whole where the bytes are cut', async () => {
      const cell = `a${'😀'.repeat(600_000)}`;
      const { rows } = await parseCsv(bytesOf(`Name\n${cell}`));
      expect(rows[0]![0] === cell).to.equal(true);
    });
  });

  describe('delimiter', () => {
    // Fails when decimals with a comma, or a comma in quotes, are taken for the delimiter.
    it('is guessed', async () => {
      const texts = { ',': 'a,b\n1,2\n', ';': 'a;b\n1,5;2,5\n"x,y";3\n', '\t': 'a\tb\n1,2\t3;4\n', '|': 'a|b\n1|2\n' };
      for (const [delimiter, text] of Object.entries(texts)) {
        const table = await parseCsv(text);
        expect([table.delimiter, table.columns]).to.deep.equal([delimiter, ['a', 'b']]);
      }
      expect((await parseCsv('only\none\ncolumn')).rows).to.deep.equal([['one'], ['column']]);
    });

    // Fails when the line that Excel writes for itself becomes a heading, or lines are then counted wrong.
    it('is what a line sep= says', async () => {
      const { delimiter, columns, rows, lines } = await parseCsv('sep=;\r\na,x;b\r\n1,2;3\r\n');
      expect([delimiter, columns, rows, lines]).to.deep.equal([';', ['a,x', 'b'], [['1,2', '3']], [3]]);
    });

    // Fails when the caller's delimiter is overruled.
    it('can be chosen', async () => {
      expect((await parseCsv('a;b,c\n1;2,3', { delimiter: ';' })).columns).to.deep.equal(['a', 'b,c']);
      for (const delimiter of ['', '"', '\n', ',,']) {
        let error: unknown;
        await parseCsv('a', { delimiter }).catch((caught: unknown) => (error = caught));
        expect(error).to.be.an.instanceOf(RangeError);
      }
    });
  });

  describe('headings', () => {
    // Fails when a first row that is like the others is lost as headings, or headings over figures are taken for data.
    it('are told from data', async () => {
      const headed = ['a,b\n1,2', 'Region,2023,2024\nNorth,5,6\nSouth,7,8', 'e-mail\na@b.example', 'name,city\nAna,Lugo', 'a,b'];
      for (const text of headed) expect((await parseCsv(text)).hasHeader, text).to.equal(true);
      const bare = ['1,2\n3,4', 'Ana,ana@b.example\nBob,bob@b.example', 'Ana,2026-01-02\nBob,2026-01-03', '5,6'];
      for (const text of bare) expect((await parseCsv(text)).hasHeader, text).to.equal(false);
    });

    // Fails when the guess cannot be corrected.
    it('can be said to be there or not', async () => {
      const { columns, rows } = await parseCsv('a,b\n1,2', { header: false });
      expect([columns, rows]).to.deep.equal([['Column 1', 'Column 2'], [['a', 'b'], ['1', '2']]]); // prettier-ignore
      expect((await parseCsv('1,2\n3,4', { header: true })).columns).to.deep.equal(['1', '2']);
    });

    // Fails when two columns share a name, or when a name is made up without a word.
    it('are made different from each other, and that is said', async () => {
      const table = await parseCsv('a,,a,a (2),Column 2,a\n1,2,3,4,5,6', { header: true });
      expect(table.columns).to.deep.equal(['a', 'Column 3', 'a (3)', 'a (2)', 'Column 2', 'a (4)']);
      expect(codesOf(table)).to.deep.equal(['empty-heading 1', 'duplicate-heading 1', 'duplicate-heading 1']);
    });

    // Fails when the time grows with the square of the number of columns that are called the same: the test then takes minutes.
    it('may all be the same', () => {
      expect(nameColumns(Array<string>(60_000).fill('a'), 1, []).at(-1)).to.equal('a (60000)');
    });

    // Fails when a heading reaches the prototype of an object.
    it('may be names that objects have already', async () => {
      const { columns, rows } = await parseCsv('__proto__,constructor,toString,__proto__\n1,2,3,4');
      expect(columns).to.deep.equal(['__proto__', 'constructor', 'toString', '__proto__ (2)']);
      expect(rows).to.deep.equal([['1', '2', '3', '4']]);
    });
  });

  describe('what is uneven', () => {
    // Fails when a row is cut, filled up or left out, or when its line is wrong.
    it('is kept as it is, and told by its line', async () => {
      const table = await parseCsv('a,b\n"x\r\ny",2\n1\n1,2,3\n\n4,5\n');
      expect(table.rows).to.deep.equal([['x\r\ny', '2'], ['1'], ['1', '2', '3'], ['4', '5']]);
      expect(table.lines).to.deep.equal([2, 4, 5, 7]);
      expect(codesOf(table)).to.deep.equal(['missing-cells 4', 'extra-cells 5']);
      expect(table.issues.map(({ row }) => row)).to.deep.equal([1, 2]);
    });

    // Fails when white space is trimmed, or an empty cell of a single column is taken for no row.
    it('keeps white space and the empty cells of a single column', async () => {
      expect((await parseCsv('a,b\n 1 ,\t2\n')).rows).to.deep.equal([[' 1 ', '\t2']]);
      expect((await parseCsv('a\nx\n\ny\n')).rows).to.deep.equal([['x'], [''], ['y']]);
    });

    // Fails when the text behind an open quotation mark is lost, or nobody is told.
    it('keeps what stands behind a quotation mark that is never closed', async () => {
      const table = await parseCsv('a,b\n1,2\n3,"4\n5,6\n');
      expect(table.rows).to.deep.equal([['1', '2'], ['3', '4\n5,6\n']]); // prettier-ignore
      expect(codesOf(table)).to.deep.equal(['open-quote 3']);
    });

    // Fails when quotation marks in a cell cost text or rows.
    it('keeps stray quotation marks', async () => {
      const table = await parseCsv('a,b\n5" disk,"x"y\n1,"z"" "\n', { delimiter: ',' });
      expect(table.rows[0]![0]).to.equal('5" disk');
      expect(codesOf(table)).to.include('stray-quote 2');
    });

    // Fails when rows that end in different ways run into each other, or when a cell's own ends of lines are changed.
    it('takes line ends of every kind in one file', async () => {
      const table = await parseCsv('a,b\r\n"1\r\n2","3\n4"\n5,"6\r"\r7,8\r\n');
      expect(table.rows).to.deep.equal([['1\r\n2', '3\n4'], ['5', '6\r'], ['7', '8']]); // prettier-ignore
      expect(codesOf(table)).to.deep.equal(['line-ends undefined']);
      expect((await parseCsv('a,b\r1,"x\n"\r')).rows).to.deep.equal([['1', 'x\n']]);
      expect((await parseCsv('a,b\r\n1,"x\ny"\r\n2,3')).issues).to.deep.equal([]);
    });
  });

  describe('hostile files', () => {
    // Fails when a cell is too long for the slices it comes in.
    it('takes a cell of 10 MB', async () => {
      const cell = 'x,"\n'.repeat(2_500_000);
      const { rows, issues } = await parseCsv(`a,b\n"${cell.replaceAll('"', '""')}",2\n3,4\n`);
      expect(rows[0]![0] === cell && rows[1]![1] === '4').to.equal(true);
      expect(issues).to.deep.equal([]);
    });

    // Fails when the time grows with the square of what stands behind an open quotation mark: the test then takes minutes.
    it('takes a file that one quotation mark opens', async () => {
      for (const filling of ['x,\n', 'a"b', '" ']) {
        const text = filling.repeat(2_000_000);
        const { rows } = await parseCsv(`a,b\n"${text}`);
        expect(rows).to.have.length(1);
      }
    });

    // Fails when a NUL ends a cell.
    it('keeps NUL and other control characters', async () => {
      expect((await parseCsv('a,b\n\0x\0,\u0001\u007f\n')).rows).to.deep.equal([['\0x\0', '\u0001\u007f']]);
    });

    // Fails when an empty file throws.
    it('takes files with nothing in them', async () => {
      for (const text of ['', '\n', '\ufeff', 'sep=;\n']) expect((await parseCsv(text)).rows, JSON.stringify(text)).to.deep.equal([]);
    });

    // Fails when a row of ten million headings is told of one by one.
    it('refuses more columns than any table has', async () => {
      expect(await codeOf(parseCsv(','.repeat(16_384), { header: true }))).to.equal('VALIDATION');
      expect((await parseCsv(','.repeat(16_383), { header: true })).columns).to.have.length(16_384);
    });
  });

  describe('cells that were made harmless', () => {
    // Fails when a cell of ours stays marked, or one of others loses its apostrophe.
    it('are restored where the mark is ours', async () => {
      const { columns, rows, restored } = await parseCsv(`${neutralMark}=a,b\n${neutralMark}-1,'=1\n'+49 30,x`, { header: true });
      expect(columns).to.deep.equal(['=a', 'b']);
      expect(rows).to.deep.equal([['-1', "'=1"], ["'+49 30", 'x']]); // prettier-ignore
      expect(restored).to.equal(2);
    });

    // Fails when nobody can see what the file really holds.
    it('can be left as they stand', async () => {
      const { rows, restored } = await parseCsv(`a\n${neutralMark}-1`, { keepMarks: true });
      expect([rows, restored]).to.deep.equal([[[`${neutralMark}-1`]], 0]);
    });
  });

  describe('slices', () => {
    const text = `name,number\n${Array.from({ length: 40_000 }, (_, row) => `"Person, ${row}",${row}\n`).join('')}`;

    // Fails when more than a slice's 64 K characters are parsed without the page having its turn, or when rows get lost between slices.
    it('are bounded', async () => {
      const seen: CsvProgress[] = [];
      const clock = createEagerClock();
      const { rows, lines } = await parseCsv(text, { clock, onProgress: (progress) => seen.push(progress) });
      expect(rows.map(([, number]) => Number(number))).to.deep.equal(Array.from({ length: 40_000 }, (_, row) => row));
      expect(lines.at(-1)).to.equal(40_001);
      const steps = seen.map(({ done }, index) => done - (seen[index - 1]?.done ?? 0));
      expect(Math.max(...steps)).to.be.at.most(64 * 1024);
      expect(clock.pauses).to.be.at.least(Math.floor(text.length / (64 * 1024)));
      expect(seen.at(-1)).to.deep.equal({ done: text.length, total: text.length });
    });

    // Fails when work goes on after a cancel, or when a cancel ends otherwise than by ABORTED.
    it('stop at a cancel', async () => {
      expect(await codeOf(parseCsv(text, { signal: AbortSignal.abort() }))).to.equal('ABORTED');
      const stop = new AbortController();
      const clock = createEagerClock((pause) => pause === 3 && stop.abort());
      expect(await codeOf(parseCsv(text, { clock, signal: stop.signal }))).to.equal('ABORTED');
      expect(clock.pauses).to.equal(3);
    });
  });
});
