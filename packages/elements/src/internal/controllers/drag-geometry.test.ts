import { expect } from 'chai';
import { edge, entryAfter, fastest, holds, overlap, ramp, scrollSpeed, type Box, type EntryBox } from './drag-geometry.js';

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });

describe('drag geometry', () => {
  it('holds points from its first edge on, and not its last', () => {
    // Fails when a point on the edge of two boxes is in both, or in none.
    const b = box(10, 10, 10, 10);
    expect([holds(b, { x: 10, y: 10 }), holds(b, { x: 20, y: 15 }), holds(b, { x: 15, y: 9 })]).to.deep.equal([true, false, false]);
  });

  it('finds what two boxes share', () => {
    // Fails when the shared box is too large, or there is one where they only touch.
    expect(overlap(box(0, 0, 10, 10), box(5, 6, 10, 10))).to.deep.equal(box(5, 6, 5, 4));
    expect(overlap(box(0, 0, 10, 10), box(10, 0, 10, 10))).to.equal(undefined);
  });

  describe('entryAfter', () => {
    const column: EntryBox[] = [0, 1, 2].map((index) => ({ index, box: box(0, index * 100, 200, 90) }));
    const row: EntryBox[] = [0, 1, 2].map((index) => ({ index, box: box(index * 100, 0, 90, 50) }));
    const mirrored: EntryBox[] = [0, 1, 2].map((index) => ({ index, box: box(300 - index * 100, 0, 90, 50) }));
    const cases: [string, EntryBox[], number, number, 'block' | 'inline', boolean, number | undefined][] = [
      ['above the first', column, 0, -50, 'block', false, 0],
      ['in the upper half', column, 0, 44, 'block', false, 0],
      ['in the lower half', column, 0, 46, 'block', false, 1],
      ['in the gap', column, 0, 95, 'block', false, 1],
      ['below all', column, 0, 500, 'block', false, undefined],
      ['of none', [], 0, 0, 'block', false, undefined],
      ['in a row', row, 146, 0, 'inline', false, 2],
      ['right to left, before the first', mirrored, 380, 0, 'inline', true, 0],
      ['right to left, after the first', mirrored, 310, 0, 'inline', true, 1],
      ['right to left, after all', mirrored, 10, 0, 'inline', true, undefined],
    ];
    for (const [name, entries, x, y, axis, rtl, index] of cases) {
      // Fails when an edge of an entry decides instead of its middle, the other axis is read, or a mirrored row runs left to right.
      it(name, () => expect(entryAfter(entries, { x, y }, axis, rtl)?.index).to.equal(index));
    }
  });

  describe('scrollSpeed', () => {
    // Fails when a pointer far from both edges counts as near one once it has rested there for long.
    it('is nothing in the middle', () => expect(scrollSpeed(300, 0, 600, 5_000)).to.equal(0));

    it('has the direction of the edge', () => {
      // Fails when it scrolls away from the pointer.
      expect(scrollSpeed(10, 0, 600, 0)).to.be.lessThan(0);
      expect(scrollSpeed(590, 0, 600, 0)).to.be.greaterThan(0);
    });

    it('grows towards the edge and with time, up to its limit', () => {
      // Fails when it jumps at once, or has no limit.
      const speeds = [edge, edge / 2, 0, -20].map((at) => -scrollSpeed(at, 0, 600, ramp));
      expect(speeds[0]).to.equal(0);
      expect(speeds[1]).to.be.greaterThan(0).and.lessThan(speeds[2]!);
      expect(speeds[2]).to.equal(fastest);
      expect(speeds[3]).to.equal(fastest);
      expect(scrollSpeed(0, 0, 600, 0)).to.equal(-fastest / 4);
    });

    // Fails when an edge keeps its full width in a list that is too small for two of them.
    it('keeps a middle in a small list', () => expect(scrollSpeed(40, 0, 80, ramp)).to.equal(0));
  });
});
