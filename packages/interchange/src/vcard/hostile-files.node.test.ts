import { expect } from 'chai';
import { performance } from 'node:perf_hooks';
import { deep } from '../../../../tools/test-support.js';
import { parseVCards } from './parse-vcards.js';

const head = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana\n';
const old = 'BEGIN:VCARD\nVERSION:2.1\nFN:Ana\n';
const times = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length));

/** Files of about so many characters that a careless reader takes quadratic time for, or more memory than there is. */
const files: readonly (readonly [string, (size: number) => string | Uint8Array])[] = [
  ['a line without a colon', (size) => head + times('x', size)],
  ['a long text', (size) => `${head}NOTE:${times('x', size)}`],
  ['a long name', (size) => `BEGIN:VCARD\nFN:${times('mr ', size)}`],
  ['a long name of suffixes', (size) => `BEGIN:VCARD\nFN:x ${times('jr ', size)}`],
  ['a long address', (size) => `${head}EMAIL:${times('a@', size)}\nURL:${times('a:', size)}\nSOCIALPROFILE:${times('http:', size)}`],
  [
    'long numbers',
    (size) => `${head}TEL:${times('1 ', size)}\nTEL:tel:${times(';ext=', size)}\nBDAY:${times('1', size)}\nREV:${times('19850412T', size)}`,
  ],
  ['long zones', (size) => `${head}TZ:${times('a/', size)}`],
  ['folds', (size) => `${head}NOTE:${times('\r\n x', size)}`],
  ['empty folds', (size) => `${head}NOTE:${times('\n ', size)}`],
  ['folds of 2.1', (size) => `${old}NOTE:${times('\n\t', size)}`],
  ['soft line breaks', (size) => `${old}NOTE;QUOTED-PRINTABLE:${times('=\n', size)}`],
  ['escaped bytes', (size) => `${old}NOTE;QUOTED-PRINTABLE:${times('=41', size)}`],
  ['escaped bytes in no encoding', (size) => `${old}NOTE;QUOTED-PRINTABLE:${times('=FFé', size)}`],
  ['stray equals signs', (size) => `${old}NOTE;QUOTED-PRINTABLE:${times('=', size)}x`],
  ['quotes', (size) => `${head}TEL;X="${times('"', size)}:1`],
  ['a quote without an end', (size) => `${head}TEL;X="${times(';:,', size)}`],
  ['quotes in many lines', (size) => head + times('TEL;X=":1\n', size)],
  ['parameters', (size) => `${head}TEL${times(';A', size)}:1`],
  ['named parameters', (size) => `${head}TEL${times(';A=1', size)}:1`],
  ['different parameters', (size) => `${head}TEL${Array.from({ length: size / 8 }, (_, i) => `;A${i}=1`).join('')}:1`],
  ['types', (size) => `${head}TEL;TYPE=${times('a,', size)}:1`],
  ['carets', (size) => `${head}TEL;X=${times('^', size)}:1`],
  ['components', (size) => `${head}N:${times(';', size)}\nADR:${times(',', size)}\nORG:${times('a;', size)}`],
  ['escapes', (size) => `${head}NOTE:${times('\\', size)}\nN:${times('\\;', size)}`],
  ['tags', (size) => `${head}CATEGORIES:${times('a,', size)}`],
  ['lines of tags', (size) => head + times(`CATEGORIES:${times('a,', 400)}\n`, size)],
  ['lines of nicknames', (size) => head + times(`NICKNAME:${times('a,', 400)}\n`, size)],
  ['lines of profiles', (size) => head + times('IMPP:a:b\n', size)],
  ['numbers', (size) => head + times('TEL:1\n', size)],
  ['labels', (size) => head + times('i.X-ABLabel:x\ni.TEL:1\n', size)],
  ['groups', (size) => head + Array.from({ length: size / 30 }, (_, i) => `i${i}.X-ABLabel:x\ni${i}.TEL:1\n`).join('')],
  ['properties of no use', (size) => head + Array.from({ length: size / 10 }, (_, i) => `X-${i}:1\n`).join('')],
  ['lines without a name', (size) => head + times(':\n', size)],
  ['empty lines', (size) => head + times('\n', size)],
  ['carriage returns', (size) => head + times('\r', size)],
  ['spaces', (size) => times(' ', size) + head + times(' ', size)],
  ['lines of spaces', (size) => times('   \n', size) + head],
  ['indented lines', (size) => times(' ', size / 2) + head + times('\n NOTE', size / 2)],
  ['lines outside', (size) => times('x\n', size)],
  ['beginnings', (size) => times('BEGIN:VCARD\n', size)],
  ['ends', (size) => times('END:VCARD\n', size)],
  ['nested cards', (size) => head + times('AGENT:\nBEGIN:VCARD\n', size)],
  ['cards', (size) => times(`${head}END:VCARD\n`, size)],
  ['base64', (size) => `${head}PHOTO;ENCODING=b:${times('AAAA', size)}`],
  ['lines of base64', (size) => `${old}PHOTO;ENCODING=BASE64:\n${times('AAAA\n', size)}`],
  ['no base64', (size) => `${head}PHOTO;ENCODING=b:${times('!', size)}`],
  ['data without a comma', (size) => `${head}PHOTO:data:${times(';base64', size)}`],
  ['bytes of no encoding', (size) => new Uint8Array(size).fill(0xff)],
  ['cards of no encoding', (size) => Uint8Array.from(times(`${head}TITLE:\xff\nEND:VCARD\n`, size), (char) => char.charCodeAt(0))],
  ['bytes of zero', (size) => new Uint8Array(size)],
];

/** These are tried in greater length in the short run too. */
const usual = new Set(['a line without a colon', 'a long text', 'folds', 'soft line breaks', 'quotes', 'a quote without an end', 'cards']);

/** The quickest of a few readings, in milliseconds: what else the machine does makes a reading slower, never quicker. */
function timeOf(file: string | Uint8Array, goodEnough = 0): number {
  let least = Infinity;
  for (let reading = 0; reading < 4 && least > goodEnough; reading += 1) {
    const start = performance.now();
    parseVCards(file);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

describe('parseVCards: hostile files', () => {
  for (const [name, make] of files) {
    // Fails when reading takes quadratic time: twenty times the length would take four hundred times as long. Or when it throws.
    it(`takes linear time for ${name}`, function () {
      this.timeout(60_000);
      const large = deep ? 5_000_000 : usual.has(name) ? 2_000_000 : 500_000;
      const [less, more] = [make(large / 20), make(large)];
      // What is too quick to be told apart from a pause of the machine counts as three milliseconds.
      const most = 120 * Math.max(timeOf(less), 3);
      expect(timeOf(more, most)).to.be.below(most);
    });
  }
});
