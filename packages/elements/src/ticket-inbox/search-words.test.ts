import { tokens } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { meetsWords, snippetOf } from './search-words.js';

const marked = (text: string, search: string) =>
  snippetOf(text, tokens(search))
    .map(({ text: piece, sought }) => (sought ? `[${piece}]` : piece))
    .join('');
const plain = (text: string, search: string) =>
  snippetOf(text, tokens(search))
    .map((piece) => piece.text)
    .join('');

/** Words of several scripts, with what disturbs: accents, marks, ideographs, characters that do not show. */
const word = fc.constantFrom(
  'refund',
  'Refunds',
  'Łódź',
  'Straße',
  '返金',
  'カード',
  'कृपया',
  'مرحبا',
  'e\u0301tat',
  'Rech\u00adnung',
  'ＷＩＤＥ',
);
const between = fc.oneof(fc.constantFrom(' ', '\n', '—', '😀', '🏳️‍🌈', ', '), fc.string({ unit: 'binary', maxLength: 8 }));
const textsOf = (space: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(word, space), { minLength: 1, maxLength: 60 }).map((parts) => parts.flat().join(''));
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('what is shown of a text that was found', () => {
  const cases: readonly (readonly [text: string, search: string, shown: string])[] = [
    ['Where is my refund?', 'refund', 'Where is my [refund]?'],
    ['Refunds take a week.', 'refund', '[Refunds] take a week.'],
    ['Where is my refund?', 'my ref', 'Where is [my] [refund]?'],
    ['refundable refund', 'refund my', 'refundable [refund]'],
    ['Nach Łódź in die Straße', 'lodz STRASSE', 'Nach [Łódź] in die [Straße]'],
    ['Die Rech\u00adnung fehlt', 'rechnung', 'Die [Rech\u00adnung] fehlt'],
    ['全額返金してください', '返金', '全額[返][金]してください'],
    ['one\n\n  two\tthree', 'two', 'one [two] three'],
    ['', 'x', ''],
  ];
  for (const [text, search, shown] of cases) {
    it(`marks "${search}" in "${text.replace(/\s+/g, ' ')}"`, () => {
      // Fails when words are looked for otherwise than the store's search does, or marked where they do not stand.
      expect(marked(text, search)).to.equal(shown);
    });
  }

  it('is a line around the words, wherever in a long text they stand', () => {
    // Fails when the line begins at the beginning of the text, or is as long as the text.
    const shown = marked(`${'before '.repeat(200)}my refund ${'after '.repeat(200)}`, 'refund');
    expect(shown).to.match(/^…before .* my \[refund\] after .*…$/);
    expect(shown.length).to.be.lessThan(170);
  });

  it('is where most of the words stand together', () => {
    // Fails when the first word alone decides.
    expect(marked(`A card was sent. ${'Something else. '.repeat(40)}The refund to my card came.`, 'card refund')).to.match(
      /\[refund\] to my \[card\]/,
    );
  });

  it('marks what was searched for, in any script', () => {
    // Fails when a word that the search finds is not found again in the text.
    fc.assert(
      fc.property(textsOf(fc.constantFrom(' ', '\n', '—', '😀')), fc.nat(200), fc.integer({ min: 1, max: 8 }), (text, at, length) => {
        const all = tokens(text);
        const search = tokens([...all[at % all.length]!].slice(0, length).join(''));
        expect(meetsWords([text], search)).to.equal(true);
        expect(snippetOf(text, search).some(({ sought }) => sought)).to.equal(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('shows a part of the text as it stands there, and no half characters', () => {
    // Fails when something is left out between the pieces, or a pair of code units is cut.
    fc.assert(
      fc.property(textsOf(between), word, (text, search) => {
        const shown = plain(text, search);
        expect(text.replace(/\s+/gu, ' ')).to.include(shown.replace(/^…|…$/g, ''));
        expect(shown.length).to.be.at.most(162);
        if (!halfCharacter.test(text)) expect(halfCharacter.test(shown)).to.equal(false);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('takes as long as the text has characters, whatever they are', () => {
    // Fails when a hostile text is read again and again: a hundred times as much then takes ten thousand times as long.
    const hostile = (n: number) => [
      `${'refund '.repeat(n)}`,
      'a\u0301'.repeat(n * 3),
      'r'.repeat(n * 7),
      '返'.repeat(n * 7),
      '-'.repeat(n * 7),
    ];
    const time = (n: number) => {
      const start = performance.now();
      for (const text of hostile(n)) snippetOf(text, ['refund', 'r']);
      return performance.now() - start;
    };
    time(200);
    expect(time(20_000) / Math.max(time(2_000), 1)).to.be.lessThan(100);
  });
});

describe('whether texts meet words', () => {
  it('is answered as the store answers it', () => {
    // Fails when a word may be missing, any word but the last may be a beginning, or the words must stand in one text.
    const meets = (search: string, ...of: string[]) => meetsWords(of, tokens(search));
    expect(meets('broken lamp', 'Broken', 'lamps')).to.equal(true);
    expect(meets('brok lamp', 'Broken lamp')).to.equal(false);
    expect(meets('broken chair', 'Broken lamp')).to.equal(false);
    expect(meets('lamp lamp', 'lamp')).to.equal(true);
    expect(meets('!?', 'lamp!?')).to.equal(false);
  });
});
