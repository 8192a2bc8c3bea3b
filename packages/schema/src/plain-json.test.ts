import { expect } from 'chai';
import fc from 'fast-check';
import { findUnstorable, maxDepth } from './plain-json.js';
import { propertyRuns } from '../../../tools/test-support.js';

/** So many objects inside each other. */
const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

const circle: Record<string, unknown> = { a: { b: {} } };
(circle.a as Record<string, unknown>).b = circle;
const listCircle: unknown[] = [[]];
(listCircle[0] as unknown[]).push(listCircle);
const named = Object.assign([1], { extra: 1 });
class Point {
  x = 1;
}
class List extends Array<number> {}

describe('findUnstorable', () => {
  const refused: readonly (readonly [string, unknown, string, string])[] = [
    ['undefined', undefined, '', 'Leave the key out'], ['undefined in a field', { a: undefined }, 'a', 'Leave the key out'], ['undefined in a list', { a: [1, undefined] }, 'a.1', 'Leave the key out'],
    ['NaN', { a: { b: Number.NaN } }, 'a.b', 'finite'], ['Infinity', [Infinity], '0', 'finite'], ['−Infinity', [-Infinity], '0', 'finite'], ['−0', { a: -0 }, 'a', '−0'],
    ['a BigInt', { a: 1n }, 'a', 'BigInt'], ['a function', { a: () => 1 }, 'a', 'function'], ['a symbol', { a: Symbol('s') }, 'a', 'symbol'], ['a field under a symbol', { a: { [Symbol('s')]: 1 } }, 'a', 'symbol'],
    ['a Date', { a: new Date(0) }, 'a', 'toInstant'], ['a Map', { a: new Map() }, 'a', 'instance of a class'], ['an instance', { a: new Point() }, 'a', 'instance of a class'], ['a boxed text', { a: Object('x') as unknown }, 'a', 'instance of a class'],
    ['bytes', { a: new Uint8Array(1) }, 'a', 'instance of a class'], ['an error', new Error('x'), '', 'instance of a class'], ['a list of a class', { a: List.from([1]) }, 'a', 'ordinary list'], ['inherited fields', Object.create({ a: 1 }), '', 'instance of a class'],
    ['a list with gaps', { a: Object.assign([1], { 2: 2 }) }, 'a', 'gaps'], ['a long list with gaps', { a: new Array(3) }, 'a', 'gaps'], ['a list with names', { a: named }, 'a', 'named fields'],
    ['a circle', circle, 'a.b', 'circle'], ['a circle of lists', listCircle, '0.0', 'circle'],
    ['__proto__', JSON.parse('{"a":{"b":[{"__proto__":{"x":1}}]}}'), 'a.b.0.__proto__', 'reserved'], ['constructor', { constructor: 1 }, 'constructor', 'reserved'], ['prototype', { a: { prototype: null } }, 'a.prototype', 'reserved'],
    ['65 levels', nested(maxDepth + 1), '', '64'], ['10,000 levels', nested(10_000), '', '64'],
  ];
  for (const [what, value, path, reason] of refused) {
    it(`finds ${what}`, () => {
      const found = findUnstorable(value);
      expect(found?.reason).to.include(reason).and.to.match(/^[A-Z].*\.$/);
      if (path !== '') expect(found?.path).to.equal(path);
    });
  }

  const taken: readonly (readonly [string, unknown])[] = [
    ['plain values', { a: null, b: true, c: '', d: 0, e: -1.5, f: [1, [], {}], g: Number.MAX_VALUE }], ['64 levels', nested(maxDepth)], ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['names that only look reserved', { Constructor: 1, __proto: 1, hasOwnProperty: 1, toString: 1, then: 1, '': 1, 0: 1 }], ['the same object twice', [circleFree(), circleFree()]], ['halves of characters', { '\ud800': '\udc00' }],
  ];
  function circleFree() {
    const shared = { a: 1 };
    return { one: shared, two: [shared, shared] };
  }
  for (const [what, value] of taken) it(`takes ${what}`, () => expect(findUnstorable(value)).to.equal(null));

  it('takes what comes from another realm, such as a frame', () => {
    let other: JSON;
    if (typeof document === 'undefined') other = process.getBuiltinModule('node:vm').runInNewContext('JSON') as JSON;
    else {
      const frame = document.body.appendChild(document.createElement('iframe'));
      other = (frame.contentWindow as unknown as { JSON: JSON }).JSON;
    }
    expect(findUnstorable(other.parse('{"a":[{"b":1}]}'))).to.equal(null);
    expect(findUnstorable(other.parse('{"a":[{"constructor":1}]}'))).to.have.property('path', 'a.0.constructor');
  });

  it('takes all JSON, and changes nothing', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      // Reserved names are drawn too, by fast-check's liking for them; −0 does not survive JSON.
      const plain: unknown = JSON.parse(JSON.stringify(value).replace(/"(__proto__|constructor|prototype)"/g, '"name"'));
      const before = JSON.stringify(plain);
      expect(findUnstorable(plain)).to.equal(null);
      expect(JSON.stringify(plain)).to.equal(before);
    }), { numRuns: propertyRuns(300) });
  });

  it('finds nothing only where JSON and the structured clone give the same back', () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true, withTypedArray: true, withNullPrototype: true, withObjectString: true, withBoxedValues: true }), (value) => {
      if (findUnstorable(value) !== null) return;
      expect(JSON.parse(JSON.stringify(value))).to.deep.equal(structuredClone(value));
    }), { numRuns: propertyRuns(500) });
  });

  it('ends with lists that share one list that shares one list …', () => {
    let value: unknown = [];
    for (let level = 1; level < maxDepth; level += 1) value = Array.from({ length: 10 }, () => value);
    // Walked anew at each mention it would be 10^63 objects: the test would run out of time.
    expect(findUnstorable(value)).to.equal(null);
    expect(findUnstorable([value])).to.have.property('reason').that.includes('64');
  });
});
