import type { Locks } from '@crm-elements/data';
import type { Writer } from './commit.js';
import type { ConnectionOptions } from './connection.js';
import type { Database } from './database.js';
import type { SentinelStorage } from './sentinel.js';
import type { MarkRow } from './tables.js';

export const markPrefix = 'writer:';

/** Where pages that write are told of: by a lock as long as they live, and by what they leave in the page's storage when they go. */
export interface MarkPlaces {
  locks: Locks;
  storage: SentinelStorage;
}

/** `undefined` where stores are not marked. Only Chromium tells of itself in this way, and only there marks are of use. */
export function markPlaces({
  locks,
  storage,
  renewsLog = 'userAgentData' in (globalThis.navigator ?? {}),
}: ConnectionOptions): MarkPlaces | undefined {
  return renewsLog && locks && storage ? { locks, storage } : undefined;
}

/** The name of a mark's lock, and the key under which its page says that it went in order. */
export const markName = ({ name }: ConnectionOptions, key: string): string => `crm-elements:${name}:${key}`;

/** What the next commit has to leave in the store, too. */
export const missingMark = (database: Database, { id, options }: Writer): MarkRow | undefined =>
  database.beforeClose || !markPlaces(options) ? undefined : { key: `${markPrefix}${id}` };

/** A commit has left the mark. When the page goes there is no time to take it out again, but to say so in its storage. */
export function keepMark(database: Database, { key }: MarkRow, { options }: Writer): void {
  const { locks, storage } = markPlaces(options)!;
  const name = markName(options, key);
  const closed = new Promise<void>((done) => {
    database.beforeClose = (isLeft) => {
      done();
      if (isLeft) attempt(() => storage.setItem(name, 'left'));
    };
  });
  attempt(() => storage.removeItem(name));
  // Without the lock, others renew the log for nothing; that is all.
  locks.request(name, {}, () => closed).catch(() => undefined);
}

/** Storage that is full is as good as none. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The next visit renews the log for nothing.
  }
}
