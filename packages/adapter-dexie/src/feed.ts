/** The feed as it is handed out, and its trimming. Loaded when first asked for. */
import type { ChangePage, Clock } from '@crm-elements/data';
import { feedCursor, feedMaxAgeMs, feedMaxOperations, feedPage, readFeedCursor } from '@crm-elements/data/engine';
import type { Database } from './database.js';
import { StoreReplaced } from './errors.js';
import type { StateRow } from './tables.js';
import type { Transaction } from './transaction.js';

/** Commits looked at in one step of trimming. */
const trimStep = 100;

/** A token is remembered for this long: a device may have been away before it asks again whether its command was heard. */
const dedupeMaxAgeMs = 90 * 24 * 60 * 60 * 1_000;

const isOld = (at: number, now: number) => now - at > feedMaxAgeMs;

/** Removes from the feed's beginning what is kept no longer, at most a step of it, and takes it off `state.kept`. */
async function trimFeed(transaction: Transaction, state: StateRow, now: number): Promise<boolean> {
  const changes = transaction.system('_changes');
  const oldest = await changes.rows(undefined, { limit: trimStep });
  const removed: number[] = [];
  for (const { seq, at, change } of oldest) {
    if (state.kept <= feedMaxOperations && !isOld(at, now)) break;
    removed.push(seq);
    state.kept -= change.operations.length;
  }
  changes.remove(removed);
  return removed.length === trimStep;
}

/** Forgets the oldest tokens, at most a step of them. */
async function trimDedupe(transaction: Transaction, now: number): Promise<void> {
  const table = transaction.system('_dedupe');
  const old = await table.keys({ upper: now - dedupeMaxAgeMs, lowerOpen: false, upperOpen: false }, { index: 'at', limit: trimStep });
  table.remove(old);
}

/** Removes what is kept no longer, at most a step of it. @returns whether there may be more to remove */
export function tidy(database: Database, clock: Clock): Promise<boolean> {
  return database.write(['_changes', '_dedupe', '_meta'], {}, async (transaction) => {
    const meta = transaction.system('_meta');
    const state = (await meta.get('state')) as StateRow | undefined;
    if (!state) return false;
    const now = clock.now();
    const [more] = await Promise.all([trimFeed(transaction, state, now), trimDedupe(transaction, now)]);
    meta.put([state]);
    return more;
  });
}

/** A page of the feed. With `now`: `undefined` when the feed holds what is kept no longer at that moment. */
function readPage(database: Database, after: string | undefined, limit: number, now: number | undefined): Promise<ChangePage | undefined> {
  return database.read(['_changes', '_meta'], async (transaction) => {
    const table = transaction.system('_changes');
    const [found, [oldest]] = await Promise.all([transaction.system('_meta').get('state'), table.rows(undefined, { limit: 1 })]);
    if (!found) throw new StoreReplaced('The database lost its state.');
    const state = found as StateRow;
    if (now !== undefined && oldest && (state.kept > feedMaxOperations || isOld(oldest.at, now))) return undefined;
    const from = readFeedCursor(state.instance, after) ?? (oldest?.seq ?? state.seq + 1) - 1;
    if (from === 'reset' || (after !== undefined && from < (oldest?.seq ?? state.seq + 1) - 1)) {
      return { changes: [], next: feedCursor(state.instance, state.seq), more: false, reset: true as const };
    }
    const rows = await table.rows({ lower: from, lowerOpen: true, upperOpen: false }, { limit: limit + 1 });
    return feedPage(
      state.instance,
      rows.map(({ change }) => change),
      limit,
      from,
    );
  });
}

/** A page of the feed. What is too old is removed first, unless this code may not write. */
export async function readFeed(database: Database, clock: Clock, { after, limit }: { after: string | undefined; limit: number }, mayWrite: boolean): Promise<ChangePage> {
  const page = await readPage(database, after, limit, mayWrite ? clock.now() : undefined);
  if (page) return page;
  while (await tidy(database, clock));
  return (await readPage(database, after, limit, undefined))!;
}
