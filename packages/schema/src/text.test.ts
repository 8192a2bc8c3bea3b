import { expect } from 'chai';
import fc from 'fast-check';
import { asciiDigits } from './digits.js';
import { fold, tokens } from './text.js';
import { deep, propertyRuns } from '../../../tools/test-support.js';

const same: readonly (readonly [string, string])[] = [
  ['MÜNCHEN', 'munchen'], ['Straße', 'STRASSE'], ['ẞ', 'ss'], ['Łódź', 'lodz'], ['Søren Ærø', 'soren aero'], ['Þór', 'thor'], ['Œuvre', 'oeuvre'],
  ['İstanbul', 'istanbul'], ['Isparta', 'ısparta'], ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'], ['ΟΔΥΣΣΕΥΣ', 'Οδυσσεύσ'], ['Ｆｕｌｌ　１２', 'full 12'], ['ﬁne', 'fine'],
  ['José', 'Jose\u0301'], ['co\u00adoperate', 'cooperate'], ['a\u200db\u200e', 'ab'], ['ｶﾞ', 'ガ'], ['한글', '한글'.normalize('NFD')], ['שָׁלוֹם', 'שלום'], ['مُحَمَّد', 'محمد'],
  ['ÅNGSTRÖM', 'a\u030angstro\u0308m'], ['می‌خواهم', 'میخواهم'],
];
const different: readonly (readonly [string, string])[] = [['ガ', 'カ'], ['कमल', 'कोमल'], ['தமிழ்', 'தமழ'], ['ไม่', 'มา'], ['a', 'b'], ['1', '2'], ['ば', 'ぱ']];

describe('fold', () => {
  for (const [a, b] of same) it(`${a} is ${b}`, () => expect(fold(a)).to.equal(fold(b)));
  for (const [a, b] of different) it(`${a} is not ${b}`, () => expect(fold(a)).not.to.equal(fold(b)));

  it('changes nothing more when done twice: each character of Unicode', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      // Surrogates, and in the short run planes 3 to 13, which hold rare ideographs or nothing, and 15 and 16, which are private.
      if (code === 0xd800) code = 0xe000;
      if (!deep && code === 0x30000) code = 0xe0000;
      if (!deep && code === 0xf0000) break;
      const once = fold(String.fromCodePoint(code));
      if (fold(once) !== once) throw new Error(`U+${code.toString(16)}: ${JSON.stringify(once)}, then ${JSON.stringify(fold(once))}`);
    }
  }).timeout(20_000);

  it('changes nothing more when done twice: any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      expect(fold(fold(text))).to.equal(fold(text));
    }), { numRuns: propertyRuns(300) });
  });

  it('does not care for the normal form it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) expect(fold(text.normalize(form))).to.equal(fold(text));
    }), { numRuns: propertyRuns(300) });
  });
});

describe('tokens', () => {
  it('are stretches of letters and digits, folded', () => {
    expect(tokens('  Dr. José O’Neil-Müller, +34 600\t(Ltd.) 🎉')).to.deep.equal(['dr', 'jose', 'o', 'neil', 'muller', '34', '600', 'ltd']);
    expect(tokens('...')).to.deep.equal([]);
    expect(tokens('')).to.deep.equal([]);
  });

  it('keep the vowel signs of a word inside it', () => {
    expect(tokens('हिन्दी தமிழ்')).to.have.length(2);
  });

  it('are single characters in Chinese and Japanese, so that a part of a name is found', () => {
    expect(tokens('北京公司')).to.deep.equal(['北', '京', '公', '司']);
    expect(tokens('Sony株式会社2')).to.deep.equal(['sony', '株', '式', '会', '社', '2']);
    expect(tokens('김민수')).to.deep.equal(['김민수']);
  });
});

describe('hostile texts', () => {
  // Two marks of different classes by turns: normalising alone sorts them in quadratic time (1.9 s for 40,000 pairs, minutes for 600,000).
  const texts: readonly (readonly [string, (size: number) => string])[] = [
    ['Latin marks by turns', (size) => `a${'\u0300\u0316'.repeat(size / 2)}`],
    ['Devanagari marks by turns', (size) => `क${'\u094d\u093c'.repeat(size / 2)}`],
    ['Tibetan marks by turns', (size) => 'ཀ'.concat('\u0f74\u0f72\u0f71'.repeat(size / 3))],
    ['a long ligature', (size) => '\ufdfa'.repeat(size)],
    ['letters', (size) => 'a'.repeat(size)],
    ['separators', (size) => '-'.repeat(size)],
    ['words', (size) => 'a '.repeat(size / 2)],
    ['lone surrogates', (size) => '\ud800'.repeat(size)],
  ];

  for (const [name, make] of texts) {
    it(`are folded in linear time: ${name}`, () => {
      // In quadratic time 600,000 characters take minutes, and the test runs out of its own.
      const text = make(600_000);
      expect(fold(text).length).to.be.at.most(18 * text.length);
      expect(tokens(text).join('').length).to.be.at.most(18 * text.length);
    });
  }
});

describe('asciiDigits', () => {
  it('reads the digits of every script', () => {
    expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ०९ ９８ 𝟘𝟡 x7½')).to.equal('0123456789 09 98 09 x7½');
  });

  it('agrees with Unicode’s own values where compatibility has them, and gives ten in a row elsewhere', () => {
    for (let code = 0, row = 0; code <= 0x1ffff; code += 1) {
      const digit = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(digit)) continue;
      expect(asciiDigits(digit), code.toString(16)).to.equal(String(row % 10));
      row += 1;
    }
  });
});
