import { expect } from 'chai';
import { directionOf, fill, isolate } from './format.js';
import { pseudo } from './pseudo.js';

describe('fill', () => {
  it('fills names in', () => {
    // Fails when a name in braces is not recognised, or only the first of a text is filled in.
    expect(fill('Move {deal} to {stage}', { deal: 'Acme', stage: 'Won' }, 'en')).to.equal('Move Acme to Won');
  });
  it('writes numbers as the locale does', () => {
    // Fails when a number is put into the text as JavaScript writes it.
    expect(fill('{count} deals', { count: 1234 }, 'de')).to.equal('1.234 deals');
  });
  it('takes the arm of the count', () => {
    // Fails when the arm is picked by "more than one", so that 0 is in the singular.
    const message = { one: '{count} deal', other: '{count} deals' };
    expect([0, 1, 2].map((count) => fill(message, { count }, 'en'))).to.deep.equal(['0 deals', '1 deal', '2 deals']);
  });
  it('knows the six arms of Arabic', () => {
    // Fails when the arm is chosen by hand or by the rules of another language, such as those that were cached first.
    const message = { zero: 'z', one: '1', two: '2', few: 'f', many: 'm', other: 'o' };
    expect([0, 1, 2, 3, 11, 100].map((count) => fill(message, { count }, 'ar'))).to.deep.equal(['z', '1', '2', 'f', 'm', 'o']);
  });
  it('falls back to "other"', () => {
    // Fails when a translation without the arm of a count has no text for it.
    expect(fill({ other: '{count} x' }, { count: 1 }, 'en')).to.equal('1 x');
  });
  it('does not fill in what a value says', () => {
    // Fails when names are filled in one after the other, so that one in what people wrote is filled in too.
    expect(fill('{a} {b}', { a: '{b}', b: 'x' }, 'en')).to.equal('{b} x');
  });
  it('keeps a name that it has no value for', () => {
    // Fails when a value that is missing reads "undefined" or leaves a gap.
    expect(fill('{a}', {}, 'en')).to.equal('{a}');
  });
  it('isolates what runs the other way, and only that', () => {
    // Fails when a name turns the text around it, or every text carries marks.
    expect(fill('To {name}.', { name: 'ليلى' }, 'en')).to.equal('To \u2068ليلى\u2069.');
    expect(fill('إلى {name}.', { name: 'Ana' }, 'ar')).to.equal('إلى \u2068Ana\u2069.');
    expect(isolate('Ana', 'ltr')).to.equal('Ana');
  });
});

describe('directionOf', () => {
  for (const [locale, direction] of [
    ['en', 'ltr'],
    ['ar-EG', 'rtl'],
    ['he', 'rtl'],
    ['FA', 'rtl'],
    ['de-AT', 'ltr'],
    ['ar-XB', 'rtl'],
  ] as const) {
    it(`${locale}: ${direction}`, () => {
      // Fails when the region or the case of a tag counts, or a language leaves the list of those written from the right.
      expect(directionOf(locale)).to.equal(direction);
    });
  }
});

describe('pseudo-locales', () => {
  it('mark and lengthen, and leave names alone', () => {
    // Fails when a text of ours carries no mark, or a name is changed.
    const text = pseudo('Move {deal}', 'en-XA') as string;
    expect(text)
      .to.match(/^⟦.*⟧$/)
      .and.to.include('{deal}');
    expect(text.length).to.be.greaterThan('Move {deal}'.length);
  });
  it('turn words around', () => {
    // Fails when the braces of a name are turned too, or an override is not ended with its word.
    expect(pseudo('Move {deal}', 'ar-XB')).to.equal('\u202EMove\u202C {deal}');
  });
  it('change each arm', () => {
    // Fails when a plural message loses arms, so that counts in a pseudo-locale all read alike.
    expect(Object.keys(pseudo({ one: 'a', other: 'b' }, 'en-XA'))).to.deep.equal(['one', 'other']);
  });
});
