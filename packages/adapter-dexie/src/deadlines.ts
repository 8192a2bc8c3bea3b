import { systemClock } from '@crm-elements/data';

/** A deadline comes with so many ticks of the shared timer; the first may follow at once. */
const ticks = 5;

/**
 * A deadline that hardly any call lives to see. All that wait for it share one timer of the browser's: to set and clear one for each call
 * took longer than all else that a short read does in the page.
 * @returns what begins to wait: calls once after so many milliseconds, or up to a quarter of them later; the function returned prevents it
 */
export function sharedDeadline(ms: number): (call: () => void) => () => void {
  const waiting = new Map<() => void, number>();
  let isTicking = false;
  const tick = () => {
    isTicking = waiting.size > 0;
    if (!isTicking) return;
    systemClock.after(ms / (ticks - 1), () => {
      for (const [call, left] of [...waiting]) {
        if (left > 1) waiting.set(call, left - 1);
        else if (waiting.delete(call)) call();
      }
      tick();
    });
  };
  return (call) => {
    waiting.set(call, ticks);
    if (!isTicking) tick();
    return () => void waiting.delete(call);
  };
}
