import { systemClock } from '@crm-elements/data';
import { expect } from 'chai';
import { sharedDeadline } from './deadlines.js';

describe('a shared deadline', () => {
  const after = systemClock.after.bind(systemClock);
  /** Timers that were set and did not go off yet. */
  let timers: { ms: number; call: () => void }[];
  let deadline: ReturnType<typeof sharedDeadline>;
  let called: string[];

  beforeEach(() => {
    timers = [];
    called = [];
    systemClock.after = (ms, call) => {
      timers.push({ ms, call });
      return () => expect.fail('A shared timer is not cleared.');
    };
    deadline = sharedDeadline(1_000);
  });

  afterEach(() => {
    systemClock.after = after;
  });

  const begin = (name: string) => deadline(() => called.push(name));

  /** Lets so many timers go off. @returns the milliseconds that this took */
  function pass(count: number): number {
    let took = 0;
    for (let i = 0; i < count; i++) {
      const { ms, call } = timers.shift()!;
      took += ms;
      call();
    }
    return took;
  }

  // Fails when it comes too early for a call that begins just before a tick, or not at all.
  it('comes once, and never early', () => {
    begin('first');
    const untilThird = pass(3);
    begin('second');
    pass(1);
    expect(called).to.deep.equal([]);
    pass(1);
    expect(called).to.deep.equal(['first']);
    const sinceThird = pass(2);
    expect(called).to.deep.equal(['first']);
    pass(1);
    expect(called).to.deep.equal(['first', 'second']);
    // The tick behind which one begins may follow it at once, and does not count.
    expect([untilThird, sinceThird + 500]).to.deep.equal([750, 1_000]);
  });

  // Fails when each call takes a timer of its own, or the timer goes on for nobody.
  it('takes one timer, which ends with the last call that waits', () => {
    const stops = ['a', 'b', 'c'].map(begin);
    expect(timers).to.have.length(1);
    stops.forEach((stop) => stop());
    pass(1);
    expect([timers, called]).to.deep.equal([[], []]);
    begin('d');
    pass(5);
    expect([timers, called]).to.deep.equal([[], ['d']]);
  });

  // Fails when what is called cannot prevent another call of the same moment, or begin to wait anew.
  it('can be prevented and begun by what it calls', () => {
    const stops: (() => void)[] = [];
    deadline(() => {
      stops.forEach((stop) => stop());
      begin('anew');
    });
    stops.push(begin('prevented'));
    pass(5);
    expect(called).to.deep.equal([]);
    pass(5);
    expect(called).to.deep.equal(['anew']);
  });
});
