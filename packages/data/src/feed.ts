import type { Change, ChangePage } from './contract.js';
import { decodeToken, encodeToken } from './engine/cursor.js';
import { invalid } from './errors.js';

/** The cursor of the change feed: the instance of the store and the last commit seen. */
export const feedCursor = (instance: string, seq: number): string => encodeToken(['changes', instance, seq]);

/**
 * The commit after which to go on, or `reset` when the cursor comes from a store that was emptied since.
 * @throws CrmError VALIDATION when it is no cursor of a change feed.
 */
export function readFeedCursor(instance: string, cursor: string | undefined): number | 'reset' | undefined {
  if (cursor === undefined) return undefined;
  const parts = decodeToken(cursor);
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== 'changes' || !Number.isInteger(parts[2])) {
    throw invalid('after', 'This is no cursor of the change feed. Start again without one.');
  }
  return parts[1] === instance ? (parts[2] as number) : 'reset';
}

/** Changes are kept for this many operations, and for {@link feedMaxAgeMs}. */
export const feedMaxOperations = 50_000;
/** Seven days. */
export const feedMaxAgeMs = 7 * 24 * 60 * 60 * 1_000;

/** A page of the feed. @param changes those behind the cursor, one more than asked for where there is more */
export function feedPage(instance: string, changes: readonly Change[], limit: number, from: number): ChangePage {
  const taken = changes.slice(0, limit);
  return { changes: [...taken], next: feedCursor(instance, taken.at(-1)?.seq ?? from), more: changes.length > limit };
}
