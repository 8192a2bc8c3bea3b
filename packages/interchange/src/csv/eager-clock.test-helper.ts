import type { Clock } from '@crm-elements/data';

/** A clock by which every look ends a slice. */
export interface EagerClock extends Clock {
  /** How often the page had its turn. */
  readonly pauses: number;
}

/** @param onPause called in each turn of the page, with its number from 1 */
export function createEagerClock(onPause?: (pause: number) => void): EagerClock {
  let time = 0;
  let pauses = 0;
  return {
    now: () => (time += 1_000),
    after: (_ms, call) => {
      pauses++;
      onPause?.(pauses);
      queueMicrotask(call);
      return () => undefined;
    },
    get pauses() {
      return pauses;
    },
  };
}
