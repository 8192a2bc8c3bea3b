import { later } from '../later.js';

/** Loads what a client needs to write. */
export const loadWriting = later(() => import('./writing.js'));

/** Loads the commands beside those that write messages. */
export const loadCommands = async () => (await loadWriting()).loadCommands();

let hasLooked = false;

/** What writes is loaded behind the first records that are shown: a page whose network then goes away can still write. */
export function loadBehindFirstLook(): void {
  if (hasLooked) return;
  hasLooked = true;
  loadWriting().catch(() => undefined);
}
