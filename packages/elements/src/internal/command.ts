import { toCrmError, type CrmError } from '@crm-elements/data';
import type { CrmCommandEvent } from '../events/crm-event.js';
import { CrmErrorEvent } from '../events/crm-error-event.js';

/** How a command went. */
export type Outcome<T> = { done: T } | { vetoed: true } | { failed: CrmError };

/**
 * Runs one command of a person: the page is asked first, then the client or the page itself does it, and the end is told by an event.
 * Nothing is thrown: a failure is dispatched as `crm-error` and handed back, for the element to show.
 * @param command its name for `crm-error`, such as `deal-move`
 * @param after makes the event that tells that it is done
 */
export async function runCommand<T>(
  host: EventTarget,
  {
    command,
    before,
    run,
    after,
  }: { command: string; before?: CrmCommandEvent<unknown>; run: () => Promise<T>; after?: (result: T) => Event },
): Promise<Outcome<T>> {
  if (before && !host.dispatchEvent(before)) return { vetoed: true };
  try {
    const response = before?.takeResponse();
    const result = response ? ((await response) as T) : await run();
    if (after) host.dispatchEvent(after(result));
    return { done: result };
  } catch (thrown) {
    const error = toCrmError(thrown);
    host.dispatchEvent(new CrmErrorEvent(error, command));
    return { failed: error };
  }
}
