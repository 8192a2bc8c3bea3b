import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../tools/test-support.js';
import { nameLikeness, nameWords } from './close-names.js';

/** What `findDuplicates` takes for one person. */
const close = 0.75;

const samePerson: [string, string][] = [
  ['Ana Díaz', 'Ana Díaz'],
  ['Ana Díaz', 'ANA DIAZ'],
  ['Ana Díaz', 'Díaz, Ana'],
  ['Ana Díaz', 'Diaz Ana'],
  ['Ana Díaz', 'Ana Daíz'],
  ['Ana María Díaz', 'Ana Díaz'],
  ['Ana Díaz', 'Ana Díaz García'],
  ['Dr. Ana Díaz', 'Ana Díaz'],
  ['Ana Díaz, PhD', 'Ms Ana Díaz'],
  ['A. Díaz', 'Ana Díaz'],
  ['John Smith', 'Jon Smith'],
  ['John Smith', 'John Smiht'],
  ['Katharina Schneider', 'Katarina Schneider'],
  ['Łukasz Żółć', 'Lukasz Zolc'],
  ['Jürgen Straße', 'JURGEN STRASSE'],
  ['Ludwig van Beethoven', 'Ludwig Beethoven'],
  ["Sinéad O'Connor", 'Sinead O’Connor'],
  ['Jean-Luc Picard', 'Jean Luc Picard'],
  ['Ａｎａ　Ｄｉａｚ', 'Ana Diaz'],
  ['Bo Li', 'Li Bo'],
  ['山田太郎', '山田太郎'],
  ['山田太郎', '山田 太郎'],
  ['김철수', '김철수'],
  ['Владимир Петров', 'Владимир Пётров'],
  ['Ελένη Παππά', 'Ελενη Παππα'],
  ['محمد علي', 'علي محمد'],
  ['प्रिया शर्मा', 'प्रिया शर्मा'],
];

const twoPeople: [string, string][] = [
  ['Ana Díaz', 'Ana Gómez'],
  ['Ana Díaz', 'Eva Díaz'],
  ['Ana María Díaz López', 'Ana María Díaz Gómez'],
  ['Ana Díaz', 'Ana'],
  ['Ana', 'Ana'],
  ['Díaz', 'Díaz'],
  ['John Smith', 'Jane Smith'],
  ['John Smith', 'John Smithers'],
  ['Peter Müller', 'Petra Müller'],
  ['Jan de Vries', 'Jan de Boer'],
  ['Jan de Vries', 'Piet de Vries'],
  ['Bo Li', 'Bo Lu'],
  ['Jon Smyth', 'John Smith'],
  ['Katharina Schneider', 'Kathrina Schnieder'],
  ['A. B.', 'Anna Berg'],
  ['J. Smith', 'P. Smith'],
  ['Kim Lee', 'Tim Lee'],
  ['Max Mustermann', 'Erika Mustermann'],
  ['山田太郎', '山田花子'],
  ['山', '山'],
  ['김철수', '김영수'],
  ['Mr John Smith', 'Mr John Black'],
  ['', ''],
  ['', 'Ana Díaz'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['Dr.', 'Dr.'],
];

describe('nameLikeness', () => {
  // Fails when case, accents, titles, the order of words, a slip of the pen or a missing middle name make two people of one.
  for (const [one, other] of samePerson) {
    it(`takes "${one}" and "${other}" for one person`, () => expect(nameLikeness(one, other)).to.be.at.least(close));
  }

  // Fails when people who share a name in part, or have names that are nearly alike but are others, are taken for one.
  for (const [one, other] of twoPeople) {
    it(`takes "${one}" and "${other}" for two`, () => expect(nameLikeness(one, other)).to.be.below(close));
  }

  // Fails when which of the two is given first matters, when a name is not most like itself, or when it leaves 0 to 1.
  it('is the same both ways, between 0 and 1, for any two texts', () => {
    const text = fc.oneof(
      fc.constantFrom(...samePerson.flat(), ...twoPeople.flat()),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        const likeness = nameLikeness(one, other);
        expect(likeness).to.be.within(0, 1);
        expect(nameLikeness(other, one)).to.be.closeTo(likeness, 1e-9);
        expect(nameLikeness(one, one)).to.be.at.least(likeness - 1e-9);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  // Fails when a long text takes more than its beginning to compare.
  it('looks at the beginning of long texts only', () => {
    expect(nameWords('ab '.repeat(100_000)).length).to.be.at.most(8);
    expect(nameLikeness('a'.repeat(200_000), 'b'.repeat(200_000))).to.equal(0);
  });
});
