import { expect } from 'chai';
import fc from 'fast-check';
import { graphemes } from './graphemes.js';
import { compareMessages, messagePreview, normaliseMarks } from './messages.js';
import { type TextMark } from './records/common.js';
import { markTypes } from './records/values.js';
import { propertyRuns } from '../../../tools/test-support.js';

describe('compareMessages', () => {
  it('goes by seq, then by id, whatever the clocks said', () => {
    const messages = [
      { id: 'd', sentAt: '2026-01-01T00:00:00.000Z' }, { id: 'c', seq: 2, sentAt: '2020-01-01T00:00:00.000Z' }, { id: 'b', seq: 10, sentAt: '2019-01-01T00:00:00.000Z' },
      { id: 'a', seq: 2, sentAt: '2030-01-01T00:00:00.000Z' }, { id: 'A', seq: null },
    ];
    expect(messages.sort(compareMessages).map(({ id }) => id)).to.deep.equal(['a', 'c', 'b', 'A', 'd']);
  });

  it('is an order: the same from any start', () => {
    const message = fc.record({ id: fc.string({ maxLength: 3 }), seq: fc.option(fc.nat({ max: 5 }), { nil: undefined }) });
    fc.assert(fc.property(fc.uniqueArray(message, { selector: ({ id }) => id, maxLength: 20 }), (messages) => {
      expect([...messages].reverse().sort(compareMessages)).to.deep.equal([...messages].sort(compareMessages));
    }), { numRuns: propertyRuns(100) });
    expect(compareMessages({ id: 'a' }, { id: 'a' })).to.equal(0);
  });
});

describe('normaliseMarks', () => {
  const bold = (start: number, end: number): TextMark => ({ type: 'bold', start, end });

  it('clamps to the text and drops what is empty or turned round', () => {
    expect(normaliseMarks('hello', [bold(-3, 2), bold(4, 99), bold(3, 3), bold(9, 12), bold(3, 1), bold(Number.NaN, Number.NaN)])).to.deep.equal([bold(0, 2), bold(4, 5)]);
  });

  it('does not cut a character of two code units: the mark takes all of it', () => {
    expect(normaliseMarks('a😀b', [bold(2, 3)])).to.deep.equal([bold(1, 3)]);
    expect(normaliseMarks('a😀b', [bold(1, 2)])).to.deep.equal([bold(1, 3)]);
  });

  it('joins bold that touches or overlaps, not links', () => {
    const links: TextMark[] = [{ type: 'link', start: 0, end: 3, href: 'a' }, { type: 'link', start: 3, end: 5, href: 'b' }];
    expect(normaliseMarks('hello', [bold(2, 4), bold(0, 2), bold(3, 5), ...links])).to.deep.equal([bold(0, 5), ...links]);
  });

  it('sorts by start, the longer first, and keeps what else a mark carries', () => {
    const mention = { type: 'mention', start: 0, end: 2, id: 'x', extra: 1 } as TextMark;
    expect(normaliseMarks('hello', [bold(3, 4), mention, { type: 'italic', start: 0, end: 5 }])).to.deep.equal([{ type: 'italic', start: 0, end: 5 }, mention, bold(3, 4)]);
  });

  it('covers the same characters, in one way only, and leaves its input alone', () => {
    const mark = fc.record({ type: fc.constantFrom(...markTypes), start: fc.integer({ min: -2, max: 14 }), end: fc.integer({ min: -2, max: 14 }) });
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '😀', '\u0301', '\ud800'), maxLength: 10 });
    fc.assert(fc.property(text, fc.array(mark, { maxLength: 8 }), (of, marks) => {
      const result = normaliseMarks(of, Object.freeze(marks.map(Object.freeze)) as TextMark[]);
      expect(normaliseMarks(of, result)).to.deep.equal(result);
      expect(normaliseMarks(of, [...marks].reverse())).to.have.deep.members(result);
      for (const { start, end } of result) {
        expect(0 <= start && start < end && end <= of.length).to.equal(true);
        for (const edge of [start, end]) expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(of.slice(edge - 1, edge + 1)), 'an edge inside a pair').to.equal(false);
      }
      const covered = (list: readonly TextMark[], type: string, index: number) => list.some((one) => one.type === type && one.start <= index && index < one.end);
      for (const type of markTypes) for (let index = 0; index < of.length; index += 1) if (covered(marks, type, index)) expect(covered(result, type, index)).to.equal(true);
    }), { numRuns: propertyRuns(300) });
  });

  it('takes 100,000 marks: in quadratic time the test would run out of its own', () => {
    const marks = Array.from({ length: 100_000 }, (_, index) => bold(100_000 - index, 100_001 - index));
    expect(normaliseMarks('a'.repeat(100_001), marks)).to.deep.equal([bold(1, 100_001)]);
  });
});

describe('messagePreview', () => {
  it('is the text on one line', () => expect(messagePreview('  Hello\r\n\n  world\t! ')).to.equal('Hello world !'));
  it('is cut with an ellipsis that counts', () => {
    expect(messagePreview('abcdef', 6)).to.equal('abcdef');
    expect(messagePreview('abcdef', 5)).to.equal('abcd…');
    expect(messagePreview('abc def', 5)).to.equal('abc…');
    expect(messagePreview('abcdef', 1)).to.equal('…');
  });
  it('does not cut a character', () => {
    expect(messagePreview('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).to.equal('👩‍👩‍👧…');
    expect(messagePreview('e\u0301e\u0301e\u0301', 3)).to.equal('e\u0301e\u0301e\u0301');
    expect(messagePreview('🇪🇸🇫🇷🇩🇪', 2)).to.equal('🇪🇸…');
  });
  it('says that there is more after a great gap', () => expect(messagePreview(`a${' '.repeat(100_000)}b`, 10)).to.equal('a…'));

  it('has at most so many characters, and no heap of marks', () => {
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\n', '\u0301', '👩‍👩‍👧', '🇪'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (text, length) => {
      const preview = messagePreview(text, length);
      // Cutting a heap may leave a character that joins the one before: never more than the length.
      expect([...graphemes(preview)].length).to.be.at.most(length);
      expect(preview).not.to.match(/[\n\r\t]/);
      if (!preview.endsWith('…')) expect(preview).to.equal(text.trim().replace(/\s+/gu, ' '));
    }), { numRuns: propertyRuns(300) });
    expect(messagePreview(`a${'\u0300'.repeat(100_000)}`, 10).length).to.be.at.most(40);
  });
});
