import { systemClock, type Clock } from '../../clock.js';

/** The machine's time, which can be shifted: adapters run as they would, and a test need not wait for what is due in an hour. */
export interface KitClock extends Clock {
  /** Lets so many milliseconds seem to have passed; calls that are due by then are made. */
  skip(ms: number): void;
  /** Sets the clock forward or back without any time passing. */
  shift(ms: number): void;
  /** Calls that wait. */
  readonly waiting: number;
}

export function createKitClock(): KitClock {
  let skipped = 0;
  let shifted = 0;
  const passed = () => systemClock.now() + skipped;
  const timers = new Map<() => void, { due: number; call: () => void }>();
  return {
    now: () => passed() + shifted,
    after: (ms, call) => {
      const cancelTimer = systemClock.after(ms, () => {
        timers.delete(cancel);
        call();
      });
      const cancel = () => {
        timers.delete(cancel);
        cancelTimer();
      };
      timers.set(cancel, { due: passed() + ms, call });
      return cancel;
    },
    skip: (ms) => {
      skipped += ms;
      const due = [...timers].filter(([, timer]) => timer.due <= passed()).sort(([, a], [, b]) => a.due - b.due);
      for (const [cancel, { call }] of due) {
        if (!timers.has(cancel)) continue;
        cancel();
        call();
      }
    },
    shift: (ms) => {
      shifted += ms;
    },
    get waiting() {
      return timers.size;
    },
  };
}

/** Lets so much real time go by; 0 lets everything else have its turn. */
export const pause = (ms = 0): Promise<void> => new Promise((done) => systemClock.after(ms, done));
