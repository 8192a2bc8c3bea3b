import { expect } from 'chai';
import fc from 'fast-check';
import { graphemes } from './graphemes.js';
import { avatarHue, displayName, formatName, initials, parseName } from './names.js';
import type { PersonName } from './records/contact.js';
import { propertyRuns } from '../../../tools/test-support.js';

const words = (text: string) => text.split(/[\s\p{Z}]+/u).filter(Boolean);

describe('formatName', () => {
  const cases: readonly (readonly [PersonName, string])[] = [
    [{}, ''], [{ given: 'Ada' }, 'Ada'], [{ prefix: 'Dr.', given: 'Jane', additional: 'A.', family: 'Doe', suffix: 'Jr.' }, 'Dr. Jane A. Doe Jr.'],
    [{ given: ' ', family: ' Doe ' }, 'Doe'], [{ given: '小明', family: '王' }, '王小明'], [{ given: '민수', family: '김' }, '김민수'], [{ given: 'Ming', family: '王' }, 'Ming 王'],
    [{ prefix: 'Dr.', given: '小明', family: '王' }, 'Dr. 王小明'], [{ given: '小明' }, '小明'], [{ given: 'محمد', family: 'علي' }, 'محمد علي'],
  ];
  for (const [name, text] of cases) it(`writes ${JSON.stringify(name)} as ${JSON.stringify(text)}`, () => expect(formatName(name)).to.equal(text));
});

describe('parseName', () => {
  const cases: readonly (readonly [string, PersonName])[] = [
    ['', {}], ['   ', {}], ['Ada', { given: 'Ada' }], ['Ada Lovelace', { given: 'Ada', family: 'Lovelace' }], ['Ada King Lovelace', { given: 'Ada', additional: 'King', family: 'Lovelace' }],
    ['Dr. Jane Doe, Jr.', { prefix: 'Dr.', given: 'Jane', family: 'Doe', suffix: 'Jr.' }], ['Prof. Dr. Max Planck', { prefix: 'Prof. Dr.', given: 'Max', family: 'Planck' }],
    ['Doe, Jane', { given: 'Jane', family: 'Doe' }], ['van der Berg, Dr. Jan Pieter', { prefix: 'Dr.', given: 'Jan', additional: 'Pieter', family: 'van der Berg' }],
    ['Jan van der Berg', { given: 'Jan', family: 'van der Berg' }], ['María de la Cruz', { given: 'María', family: 'de la Cruz' }], ['Martin Luther King Jr', { given: 'Martin', additional: 'Luther', family: 'King', suffix: 'Jr' }],
    ['Van Morrison', { given: 'Van', family: 'Morrison' }], ['Dr.', { given: 'Dr.' }], ['王小明', { given: '王小明' }], [' Ada\u00a0 Lovelace\t', { given: 'Ada', family: 'Lovelace' }], ['Doe, MD', { given: 'Doe', suffix: 'MD' }], [',', {}], [', Jane', { given: 'Jane' }],
  ];
  for (const [text, name] of cases) it(`takes ${JSON.stringify(text)} apart`, () => expect(parseName(text)).to.deep.equal(name));

  it('loses no word, and no part is empty', () => {
    const word = fc.oneof(fc.constantFrom('Dr.', 'van', 'de', 'Jr.', 'Ada', 'García', 'محمد', '👩‍💻', ',', 'Sr', 'III'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }));
    fc.assert(fc.property(fc.array(word, { maxLength: 7 }), (list) => {
      const text = list.join(' ');
      const name = parseName(text);
      const parts = Object.values(name);
      expect(parts.every((part) => part.trim() !== '')).to.equal(true);
      expect(parts.flatMap(words).sort()).to.deep.equal(words(text.replaceAll(',', ' ')).sort());
    }), { numRuns: propertyRuns(300) });
  });

  // Fails when the time grows with the square of the words, or so many of them are no arguments of a call any more.
  it('takes time in proportion to the text, titles and nothing else', () => {
    const times = (count: number) => [`${'Mr '.repeat(count)}Doe`, `Doe ${'Jr '.repeat(count)}`, `Doe, ${'Jr '.repeat(count)}`, `Doe, ${'Dr '.repeat(count)}Jane`].map((text) => {
      const took = Array.from({ length: 3 }, () => {
        const start = performance.now();
        expect(Object.values(parseName(text)).join(' ').length).to.be.greaterThan(2 * count);
        return performance.now() - start;
      });
      return Math.min(...took);
    });
    const [few, many] = [times(20_000), times(320_000)];
    // Sixteen times as many words: 256 times as long, if it were quadratic.
    for (const [i, took] of many.entries()) expect(took / Math.max(few[i]!, 1)).to.be.below(64);
  });
});

describe('displayName', () => {
  const contact = { fullName: 'Ada Lovelace', name: { given: 'A.' }, emails: [{ value: 'Ada@x.org', key: 'ada@x.org' }], phones: [{ raw: '+44 20' }] };
  const company = { name: 'Engines Ltd' };

  it('falls back from name to e-mail to phone to company to a label', () => {
    expect(displayName(contact, company)).to.equal('Ada Lovelace');
    expect(displayName({ ...contact, fullName: ' ' }, company)).to.equal('A.');
    expect(displayName({ ...contact, fullName: '', name: {} }, company)).to.equal('Ada@x.org');
    expect(displayName({ fullName: '', name: {}, emails: [], phones: contact.phones }, company)).to.equal('+44 20');
    expect(displayName({ emails: [{ value: ' ', key: '' }] }, company)).to.equal('Engines Ltd');
    expect(displayName({}, null)).to.equal('Unnamed contact');
    expect(displayName({}, { name: '' }, 'Contacto sin nombre')).to.equal('Contacto sin nombre');
  });

  it('prefers the primary address', () => {
    expect(displayName({ emails: [{ value: 'a@x', key: 'a@x' }, { value: 'b@x', key: 'b@x', primary: true }] })).to.equal('b@x');
  });

  for (const blank of ['\u200b\u200b', '\u3000', '\u2060\ufeff', '\u00ad', '\u0000\u0007', '\u202e', '\u3164']) {
    it(`takes ${JSON.stringify(blank)} for no name: nobody could see it`, () => expect(displayName({ fullName: blank }, company)).to.equal('Engines Ltd'));
  }

  it('is never empty', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (fullName, value) => {
      expect(displayName({ fullName, emails: [{ value, key: '' }] })).not.to.equal('');
    }), { numRuns: propertyRuns(200) });
  });
});

describe('initials', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Ada Lovelace', 'AL'], ['ada king lovelace', 'AL'], ['Ada', 'A'], ['', ''], ['   ', ''], ['---', ''], ['Dr. Jane Doe, Jr.', 'JD'], ['Doe, Jane', 'JD'], ['Jan van der Berg', 'JB'], ['ada@x.org', 'A'],
    ['“Ada” (Lovelace)', 'AL'], ['3M Company', '3C'], ['éa ñu', 'ÉÑ'], ['e\u0301a n\u0303u', 'E\u0301N\u0303'], ['👩‍👩‍👧 Family', '👩‍👩‍👧F'], ['🇪🇸 España', '🇪🇸E'], ['👍🏽', '👍🏽'], ['𝒜da 𐐀x', '𝒜𐐀'],
    ['王小明', '王'], ['山田 太郎', '山太'], ['김 민수', '김민'], ['한국', '한'], ['नमस्ते दुनिया', 'नदु'], ['شركة', 'ش'], ['محمد علي', 'م\u200cع'], ['דוד לוי', 'דל'], ['ßa', 'SS'],
  ];
  for (const [text, expected] of cases) it(`of ${JSON.stringify(text)} are ${JSON.stringify(expected)}`, () => expect(initials(text)).to.equal(expected));

  it('are at most two characters as people see them, whatever the text, and never half a one', () => {
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\u0301', '\u200d', '👩', '🏽', '🇪'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 30 }), (text) => {
      const made = initials(text);
      // Capitals of one letter may be two (ß, ŉ, ligatures).
      expect([...graphemes(made)].length).to.be.at.most(6);
      expect(made).not.to.match(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    }), { numRuns: propertyRuns(300) });
  });

  it('stay small for a heap of marks, and long texts do not hold them up', () => {
    // Quadratic time runs out of the test's.
    for (const text of [`a${'\u0300'.repeat(100_000)}`, 'a'.repeat(100_000), 'a '.repeat(50_000), ' '.repeat(100_000), ','.repeat(100_000), '-'.repeat(100_000)]) {
      expect(initials(text).length).to.be.at.most(64);
      parseName(text);
      displayName({ fullName: text });
    }
  });
});

describe('avatarHue', () => {
  it('is always the same for an id', () => {
    // Written down once: another value would repaint everybody's avatars.
    expect(['', 'a', 'contact-1', '0190163d-8694-739b-aea5-966c26f8ad91'].map(avatarHue)).to.deep.equal([1, 4, 5, 2]);
  });

  it('uses all twelve hues about equally', () => {
    const counts = Array.from({ length: 12 }, () => 0);
    for (let id = 0; id < 12_000; id += 1) counts[avatarHue(`contact-${id}`)]! += 1;
    expect(Math.min(...counts)).to.be.above(800);
    expect(Math.max(...counts)).to.be.below(1200);
  });
});
