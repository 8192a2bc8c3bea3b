import type { Clock } from '../clock.js';

/** A clock that stands still until it is told to go on. */
export interface FixedClock extends Clock {
  /** Lets so many milliseconds pass. What was to be called meanwhile is called, in the order of its moments. */
  advance(ms: number): void;
  /** Sets the time without letting any pass, as people do who set a clock; what waits goes on waiting as long as before. */
  set(ms: number): void;
  /** Calls that wait. */
  readonly waiting: number;
}

interface Timer {
  /** Milliseconds of passed time, which `set` does not change. */
  due: number;
  call: () => void;
}

/** @param start milliseconds since 1970; 2026-01-05T09:00:00.000Z when not given, a Monday */
export function createFixedClock(start: number = Date.UTC(2026, 0, 5, 9)): FixedClock {
  let shown = start;
  let passed = 0;
  const timers = new Set<Timer>();
  const firstDue = (until: number) => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.due <= until && (!first || timer.due < first.due)) first = timer;
    return first;
  };
  const pass = (until: number) => {
    shown += until - passed;
    passed = until;
  };
  return {
    now: () => shown,
    after: (ms, call) => {
      const timer = { due: passed + Math.max(0, ms), call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (ms) => {
      const until = passed + ms;
      for (let timer = firstDue(until); timer; timer = firstDue(until)) {
        timers.delete(timer);
        pass(Math.max(passed, timer.due));
        timer.call();
      }
      pass(until);
    },
    set: (ms) => {
      shown = ms;
    },
    get waiting() {
      return timers.size;
    },
  };
}
