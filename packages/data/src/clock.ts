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

/** A moment as records write it. */
export const instantOf = (ms: number): string => new Date(ms).toISOString();
