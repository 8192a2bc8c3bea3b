import { expect } from 'chai';
import { createFixedClock } from './fixed-clock.js';

describe('fixed clock', () => {
  it('stands still until it is told to go on, and can be set', () => {
    const clock = createFixedClock(1_000);
    expect(clock.now()).to.equal(1_000);
    clock.advance(250);
    expect(clock.now()).to.equal(1_250);
    clock.set(5);
    expect(clock.now()).to.equal(5);
    expect(new Date(createFixedClock().now()).toISOString()).to.equal('2026-01-05T09:00:00.000Z');
  });

  it('calls what is due in the order of its moments, at those moments', () => {
    const clock = createFixedClock(0);
    const calls: [string, number][] = [];
    const note = (name: string) => () => calls.push([name, clock.now()]);
    clock.after(30, note('c'));
    clock.after(10, note('a'));
    clock.after(10, note('b'));
    clock.after(31, note('later'));
    clock.advance(30);
    expect(calls).to.deep.equal([['a', 10], ['b', 10], ['c', 30]]);
    expect([clock.now(), clock.waiting]).to.deep.equal([30, 1]);
  });

  it('calls what a call asked for within the time that passes, and nothing that was cancelled', () => {
    const clock = createFixedClock(0);
    const calls: number[] = [];
    const again = () => {
      calls.push(clock.now());
      clock.after(10, again);
    };
    clock.after(10, again);
    const cancel = clock.after(15, () => calls.push(-1));
    clock.after(12, cancel);
    clock.advance(35);
    expect(calls).to.deep.equal([10, 20, 30]);
  });

  it('lets a setting pass no time', () => {
    const clock = createFixedClock(0);
    const calls: number[] = [];
    clock.after(10, () => calls.push(clock.now()));
    clock.set(1_000_000);
    expect(calls).to.deep.equal([]);
    clock.advance(10);
    expect(calls).to.deep.equal([1_000_010]);
  });
});
