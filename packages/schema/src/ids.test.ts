import { expect } from 'chai';
import fc from 'fast-check';
import { createIdSource, isUuid, newId } from './ids.js';
import { propertyRuns } from '../../../tools/test-support.js';

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The time that a UUIDv7 carries, in milliseconds. */
const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('createIdSource', () => {
  it('lays out time, counter and random part as RFC 9562 does', () => {
    // The example of its appendix A.6 with the first counter bit cleared, as starts are drawn from the lower half of the range.
    const numbers = [(0x4c3 * 2 ** 30 + 0x18c4dc0c) / 2 ** 41, 0x0c07398f / 2 ** 32];
    const source = createIdSource({ now: () => 1_645_557_742_000, random: () => numbers.shift() ?? 0 });
    expect(source()).to.equal('017f22e2-79b0-74c3-98c4-dc0c0c07398f');
  });

  it('carries the clock’s milliseconds', () => {
    const source = createIdSource({ now: () => 1_795_000_000_123.9, random: () => 0.5 });
    expect(timeOf(source())).to.equal(1_795_000_000_123);
  });

  it('gives the same ids from the same seed', () => {
    const source = () => createIdSource({ now: () => 1000, random: () => 0.25 });
    const [one, other] = [source(), source()];
    expect([one(), one(), one()]).to.deep.equal([other(), other(), other()]);
  });

  it('rises strictly when the clock stands still, goes back or jumps', () => {
    // Without the counter a clock that stands still gives ids in the order of their random parts.
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(1000), fc.integer({ min: 0, max: 5000 }), fc.double({ min: 0, max: 2 ** 49, noNaN: true }), fc.constant(2 ** 48)), { minLength: 2, maxLength: 200 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (times, numbers) => {
          let tick = 0;
          const source = createIdSource({ now: () => times[tick++] ?? 0, random: () => Number(numbers.next().value) });
          const ids = times.map(() => source());
          for (let index = 1; index < ids.length; index += 1) expect(ids[index]! > ids[index - 1]!, `${ids[index - 1]} < ${ids[index]}`).to.equal(true);
          for (const id of ids) expect(id).to.match(version7);
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  it('rises from the highest start too', () => {
    const source = createIdSource({ now: () => 7, random: () => 1 - 2 ** -53 });
    const first = source();
    expect(first).to.match(version7);
    expect(source() > first).to.equal(true);
  });

  it('goes on with a clock that gives no number', () => {
    const times = [5, Number.NaN, -3, Infinity, 6];
    const source = createIdSource({ now: () => times.shift() ?? 0, random: () => 0 });
    const ids = Array.from({ length: 5 }, source);
    expect(ids).to.deep.equal([...ids].sort());
    for (const id of ids) expect(id).to.match(version7);
  });
});

describe('newId', () => {
  it('makes ids of today that rise and never repeat', () => {
    const before = Date.now();
    const ids = Array.from({ length: 10_000 }, newId);
    expect(ids).to.deep.equal([...ids].sort());
    expect(new Set(ids).size).to.equal(ids.length);
    expect(timeOf(ids[0]!)).to.be.at.least(before - 1).and.at.most(Date.now());
  });

  it('draws the random part from everywhere in its range', () => {
    // Fails when the pool of random numbers is not filled again, or when a digit never changes.
    const tails = Array.from({ length: 2000 }, () => newId().slice(-8));
    expect(new Set(tails).size).to.be.above(1990);
    for (let digit = 0; digit < 8; digit += 1) expect(new Set(tails.map((tail) => tail[digit])).size).to.equal(16);
  });
});

describe('isUuid', () => {
  it('tells UUIDs from other values', () => {
    expect(isUuid('0190163d-8694-739b-aea5-966c26f8ad91')).to.equal(true);
    expect(isUuid('0190163D-8694-439B-AEA5-966C26F8AD91')).to.equal(true);
    for (const other of ['', '0190163d8694739baea5966c26f8ad91', '0190163d-8694-739b-aea5-966c26f8ad9', '0190163d-8694-739b-aea5-966c26f8ad91\n', 'g190163d-8694-739b-aea5-966c26f8ad91', 7, null, undefined]) {
      expect(isUuid(other), String(other)).to.equal(false);
    }
  });
});
