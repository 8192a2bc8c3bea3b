import { expect } from 'chai';
import fc from 'fast-check';
import { isRank, rankBetween, ranksBetween, rerank } from './rank.js';
import { propertyRuns } from '../../../tools/test-support.js';

const rises = (ranks: readonly string[]) => ranks.every((rank, index) => index === 0 || ranks[index - 1]! < rank);

describe('rankBetween', () => {
  it('is first, before, after and between', () => {
    const first = rankBetween(null, null);
    expect(rankBetween(null, first) < first).to.equal(true);
    expect(rankBetween(first, null) > first).to.equal(true);
    const second = rankBetween(first, null);
    const between = rankBetween(first, second);
    expect([first, between, second]).to.satisfy(rises);
  });

  it('keeps any order of inserts, compared as text', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 1000 }), { maxLength: 150 }), (places) => {
      const ranks: string[] = [];
      for (const place of places) {
        const index = place % (ranks.length + 1);
        ranks.splice(index, 0, rankBetween(ranks[index - 1] ?? null, ranks[index] ?? null));
      }
      expect(ranks).to.satisfy(rises);
      expect(ranks).to.deep.equal([...ranks].sort());
    }), { numRuns: propertyRuns(100) });
  });

  it('stays short when records are put at an end, and usable when 1,000 go into the same gap', () => {
    let last: string | null = null;
    for (let count = 0; count < 10_000; count += 1) last = rankBetween(last, null);
    expect(last!.length).to.be.at.most(4);
    let after = 'a1';
    for (let count = 0; count < 1000; count += 1) after = rankBetween('a0', after);
    expect(isRank(after)).to.equal(true);
  });

  it('refuses equal ranks, which two tabs can make, and says what to do', () => {
    expect(() => rankBetween('a1', 'a1')).to.throw(RangeError, 'rerank them');
  });

  it('refuses inverted ranks: the library would silently swap them', () => {
    expect(() => rankBetween('a2', 'a1')).to.throw(RangeError, 'does not stand before');
  });

  for (const other of ['', 'a', 'a00', '7', 'hello world', 'a1 ', 'ä1', 'a1-', `a0${'z'.repeat(200_000)}`, 'A00000000000000000000000000', 'bx']) {
    it(`refuses ${JSON.stringify(other.slice(0, 30))} (${other.length}) as no rank`, () => {
      expect(isRank(other)).to.equal(false);
      expect(() => rankBetween(other, null)).to.throw(RangeError, 'made by rankBetween').with.property('message').that.has.length.below(120);
      expect(() => rankBetween(null, other)).to.throw(RangeError, 'made by rankBetween');
    });
  }
});

describe('ranksBetween', () => {
  it('gives so many ranks in order, inside the ends', () => {
    const ranks = ranksBetween('a0', 'a1', 100);
    expect(['a0', ...ranks, 'a1']).to.have.length(102).and.to.satisfy(rises);
    expect(Math.max(...ranks.map((rank) => rank.length))).to.be.at.most(4);
    expect(ranksBetween(null, null, 3)).to.deep.equal(['a0', 'a1', 'a2']);
    expect(ranksBetween('a0', null, 0)).to.deep.equal([]);
  });

  it('refuses no count, equal and inverted ends', () => {
    for (const count of [-1, 1.5, Number.NaN, Infinity]) expect(() => ranksBetween(null, null, count)).to.throw(RangeError, 'whole number');
    expect(() => ranksBetween('a1', 'a1', 2)).to.throw(RangeError);
    expect(() => ranksBetween('a2', 'a1', 0)).to.throw(RangeError);
  });
});

describe('rerank', () => {
  it('leaves what is in order', () => expect(rerank(['a0', 'a1', 'a2'])).to.deep.equal(['a0', 'a1', 'a2']));
  it('takes none at all', () => expect(rerank([])).to.deep.equal([]));

  it('spreads a run of equal ranks between its neighbours, which keep theirs', () => {
    const ranks = rerank(['a0', 'a1', 'a1', 'a1', 'a2']);
    expect(ranks).to.satisfy(rises);
    expect(ranks[0]).to.equal('a0');
    expect(ranks[1]).to.equal('a1');
    expect(ranks[4]).to.equal('a2');
  });

  it('places a new record between two equal ranks', () => {
    const ranks = rerank(['a1', '', 'a1']);
    expect(ranks).to.satisfy(rises);
    expect(ranks[0]).to.equal('a1');
  });

  it('gives ranks to all when none is usable', () => {
    expect(rerank(['x', 'hello world', '7'])).to.satisfy(rises).and.satisfy((ranks: string[]) => ranks.every(isRank));
  });

  it('always rises, keeps the length, and changes no more than it must', () => {
    const rank = fc.oneof(fc.constantFrom('a0', 'a1', 'a1', 'a2', 'a0V', 'Zz'), fc.constantFrom('', 'zz', '!'), fc.string({ maxLength: 3 }));
    /** The greatest number of usable ranks that can stay, by trying all. */
    const mostKept = (ranks: readonly string[]): number => {
      let most = 0;
      for (let set = 0; set < 2 ** ranks.length; set += 1) {
        const kept = ranks.filter((_, index) => set & (2 ** index));
        if (kept.length > most && kept.every(isRank) && rises(kept)) most = kept.length;
      }
      return most;
    };
    fc.assert(fc.property(fc.array(rank, { maxLength: 8 }), (ranks) => {
      const result = rerank(ranks);
      expect(result).to.have.length(ranks.length);
      expect(result).to.satisfy(rises);
      expect(result.every(isRank)).to.equal(true);
      expect(result.filter((made, index) => made === ranks[index]).length).to.be.at.least(mostKept(ranks));
      expect(rerank(result)).to.deep.equal(result);
    }), { numRuns: propertyRuns(150) });
  });

  it('does not change the list it is given', () => {
    const run = Object.freeze(['a1', 'a1']) as string[];
    expect(rerank(run)).to.satisfy(rises);
  });
});
