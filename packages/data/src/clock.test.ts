import { expect } from 'chai';
import { systemClock, wait } from './clock.js';
import { createFixedClock } from './testing/index.js';

describe('wait', () => {
  it('ends when its time is over, and not before', async () => {
    const clock = createFixedClock();
    let over = false;
    const waiting = wait(clock, 1_000, new AbortController().signal).then(() => (over = true));
    clock.advance(999);
    await Promise.resolve();
    expect(over).to.equal(false);
    clock.advance(1);
    await waiting;
  });

  it('ends with its signal, and at once where that has fired', async () => {
    const stop = new AbortController();
    const waiting = wait(systemClock, 60_000, stop.signal);
    stop.abort();
    await waiting;
    await wait(systemClock, 60_000, stop.signal);
  });
});
