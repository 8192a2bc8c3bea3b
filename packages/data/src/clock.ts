/** Where the time comes from. Passed in, so that whole histories can be replayed. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls once after so many milliseconds; the function returned prevents it. */
  after(ms: number, call: () => void): () => void;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after so many milliseconds, or as soon as the signal fires. */
export const wait = (clock: Clock, ms: number, end: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = () => {
      cancel();
      end.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    end.addEventListener('abort', finish);
    if (end.aborted) finish();
  });

/** A moment as records write it. */
export const instantOf = (ms: number): string => new Date(ms).toISOString();
