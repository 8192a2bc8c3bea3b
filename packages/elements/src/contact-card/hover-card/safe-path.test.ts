import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../../tools/test-support.js';
import { isOnTheWay } from './safe-path.js';

const below = { left: 0, top: 100, right: 300, bottom: 300 };

describe('isOnTheWay', () => {
  for (const [what, from, point, wanted] of [
    ['straight down to a box below', { x: 50, y: 90 }, { x: 50, y: 95 }, true],
    ['aslant to its far corner', { x: 10, y: 90 }, { x: 150, y: 95 }, true],
    ['along above it', { x: 50, y: 90 }, { x: 200, y: 90 }, false],
    ['away from it', { x: 50, y: 90 }, { x: 50, y: 60 }, false],
    ['in it', { x: 50, y: 90 }, { x: 200, y: 200 }, true],
    ['past it, on the other side', { x: 50, y: 90 }, { x: 50, y: 320 }, false],
    ['up to a box above', { x: 150, y: 320 }, { x: 150, y: 310 }, true],
    ['from beside it', { x: -80, y: 150 }, { x: -40, y: 170 }, true],
    ['from beside it, away', { x: -80, y: 150 }, { x: -120, y: 150 }, false],
  ] as const) {
    it(`${wanted ? 'takes' : 'does not take'} a pointer for one on its way: ${what}`, () => {
      // Fails when a side of the way is left out, or the way is taken for the whole half of the page on which the box lies.
      expect(isOnTheWay(from, point, below)).to.equal(wanted);
    });
  }

  it('holds for every straight way from anywhere outside to anywhere inside', () => {
    // Fails when the hull of the way lacks a triangle for some place of the pointer.
    const outside = fc.record({ x: fc.integer({ min: -900, max: 1_200 }), y: fc.integer({ min: -900, max: 1_200 }) });
    const inside = fc.record({
      x: fc.integer({ min: below.left, max: below.right }),
      y: fc.integer({ min: below.top, max: below.bottom }),
    });
    fc.assert(
      fc.property(outside, inside, fc.integer({ min: 1, max: 7 }), (from, to, eighths) => {
        // Eighths of whole numbers are exact, so that what lies on an edge is not just beside it.
        const part = eighths / 8;
        const point = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        expect(isOnTheWay(from, point, below)).to.equal(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
