/** Work in slices, between which the page gets its turn. */
import { systemClock, wait } from '@crm-elements/data';

/** Steps follow each other for so many milliseconds, then the page gets its turn. */
const sliceMs = 10;

/** Waits until the page has nothing to do, or has been busy for long. */
function idle(signal: AbortSignal): Promise<void> {
  if (typeof requestIdleCallback === 'undefined') return wait(systemClock, 0, signal);
  return new Promise((resolve) => {
    const done = () => {
      cancelIdleCallback(handle);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const handle = requestIdleCallback(done, { timeout: 100 });
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** Makes what is called between the steps of a work: it waits for the page where the slice is over. A signal ends all waiting. */
export function slices(signal: AbortSignal): () => Promise<void> {
  let begun = systemClock.now();
  return async () => {
    if (Math.abs(systemClock.now() - begun) < sliceMs) return;
    await idle(signal);
    begun = systemClock.now();
  };
}
