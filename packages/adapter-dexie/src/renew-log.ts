import type { ConnectionOptions } from './connection.js';
import type { Database } from './database.js';
import { removeRange } from './remove-range.js';
import { markName, markPlaces, markPrefix } from './writer-mark.js';

const prefix = 'renew:';
/** Together more than the 4 MB behind which LevelDB begins a new log; each small enough for Chromium not to lay it apart from the log. */
const rows = 160;
const rowBytes = 32 * 1024;

/**
 * Lets Chromium begin a new log for its databases, after a page that wrote was killed.
 *
 * Chromium keeps IndexedDB in LevelDB and goes on in the log that it finds. Killed between the head and the body of an entry it leaves half
 * of one; the next run writes on behind that, and the run after next reads a wrong check sum there, at which Chromium deletes all databases
 * of the origin. What is written before a log is full is therefore in danger once a browser was killed. So this fills the log, and
 * takes what it filled it with away again.
 * @param keys of the rows about the store itself: the marks of pages that are gone go with it
 */
export async function renewLog(database: Database, keys: readonly string[], options: ConnectionOptions): Promise<void> {
  const places = markPlaces(options);
  if (!places) return;
  const { held = [] } = (await places.locks.query?.()) ?? {};
  const living = new Set(held.map(({ name }) => name));
  const gone = keys.filter((key) => key.startsWith(markPrefix) && !living.has(markName(options, key)));
  if (gone.length === 0) return;
  const isKilled = (key: string) => places.storage.getItem(markName(options, key)) === null;
  if (gone.some(isKilled)) await fillLog(database);
  await database.write(['_blobBytes', '_meta'], {}, (transaction) => {
    removeRange(transaction, '_blobBytes', { lower: prefix, upper: `${prefix}\uffff`, lowerOpen: false, upperOpen: false });
    transaction.system('_meta').remove(gone);
    return Promise.resolve();
  });
  for (const key of gone) places.storage.removeItem(markName(options, key));
}

function fillLog(database: Database): Promise<void> {
  return database.write(['_blobBytes'], {}, (transaction) => {
    transaction.system('_blobBytes').put(
      Array.from({ length: rows }, (_, i) => ({
        key: `${prefix}${i}`,
        // At random, as what repeats itself is compressed.
        bytes: crypto.getRandomValues(new Uint8Array(rowBytes)),
      })),
    );
    return Promise.resolve();
  });
}
