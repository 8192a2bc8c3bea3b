import type { Scalar } from '@crm-elements/schema';
import { expect } from 'chai';
import { propertyRuns } from '../../../../tools/test-support.js';
import { compareTuples } from '../engine/fields.js';
import { createRandom, type Random } from '../testing/index.js';
import { SortedIndex } from './sorted-index.js';

const values: Scalar[] = [null, -1, 0, 2, false, true, '', 'a', 'b'];
const keyOf = (random: Random, id: number): Scalar[] => [random.pick(values), random.pick(values), `id${id}`];

describe('sorted index', () => {
  it('holds what was added and not removed, and reads any range of it like a sorted list', () => {
    for (let seed = 1; seed <= propertyRuns(30); seed++) {
      const random = createRandom(seed);
      const index = new SortedIndex();
      let keys: Scalar[][] = [];
      for (let step = 0; step < 6; step++) {
        const removed = random.some(keys, 20);
        const added = Array.from({ length: random.pick([0, 3, 90]) }, (_, i) => keyOf(random, step * 1_000 + i));
        index.change(removed, added);
        keys = [...keys.filter((key) => !removed.includes(key)), ...added].sort(compareTuples);
        const [low, high] = [keyOf(random, 0).slice(0, random.below(4)), keyOf(random, 9_999).slice(0, random.below(4))];
        const [lower, upper] = [{ values: low, open: random.chance(0.5) }, { values: high, open: random.chance(0.5) }];
        const begins = (key: Scalar[], bound: Scalar[]) => compareTuples(key.slice(0, bound.length), bound);
        const inside = keys.filter((key) => {
          const [fromLow, fromHigh] = [begins(key, low), begins(key, high)];
          return (lower.open ? fromLow > 0 : fromLow >= 0) && (upper.open ? fromHigh < 0 : fromHigh <= 0);
        });
        const [limit, offset, reverse] = [random.pick([1, 5, 1_000]), random.pick([0, 0, 2]), random.chance(0.5)];
        const ids = inside.map((key) => key.at(-1));
        const expected = (reverse ? ids.reverse() : ids).slice(offset, offset + limit);
        expect(index.read({ index: 'x', lower, upper, limit, offset, reverse }), `seed ${seed}, step ${step}`).to.deep.equal(expected);
      }
    }
  });

  it('reads to the end of one type of values', () => {
    const index = new SortedIndex();
    index.change([], values.map((value, i) => [value, `id${i}`]));
    const read = (type: 'number' | 'boolean' | 'string') => {
      const bound = { values: [], open: false, type };
      return index.read({ index: 'x', lower: bound, upper: bound, limit: 100, offset: 0, reverse: false }).map((id) => values[Number(id.slice(2))]);
    };
    expect([read('number'), read('boolean'), read('string')]).to.deep.equal([[-1, 0, 2], [false, true], ['', 'a', 'b']]);
  });
});
