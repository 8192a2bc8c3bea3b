import { compareScalars } from '@crm-elements/data/engine';
import type { Scalar } from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../tools/test-support.js';
import { keyOf } from './keys.js';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
/** Texts as records may hold them, lone surrogates included. */
const text = fc.oneof(fc.string({ unit: 'binary', size: 'max', maxLength: 200 }), fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 }).map((codes) => String.fromCharCode(...codes)));
const scalar: fc.Arbitrary<Scalar> = fc.oneof(fc.constantFrom(null, false, true, '', 0, -Number.MAX_VALUE, Number.MAX_VALUE, Number.MIN_VALUE), number, text);

describe('keys', () => {
  it('sort as values do', () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        expect(indexedDB.cmp(keyOf(a), keyOf(b))).to.equal(Math.sign(compareScalars(a, b)));
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it('are taken by the browser for every value', () => {
    fc.assert(
      fc.property(scalar, (value) => {
        expect(() => IDBKeyRange.only([keyOf(value), 'id'])).not.to.throw();
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
