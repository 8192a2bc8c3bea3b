import type { StoredRecord } from '@crm-elements/schema';
import type { Page } from './contract.js';
import { finishPage } from './engine/plan.js';
import { comparePositions, matches, positionOf, type NormalQuery } from './engine/query.js';
import type { Touched } from './watch-hub.js';

/** More changes than this are read again. */
const maxFollowed = 100;

/** A record as it stands now. `before` is missing where that is all that is known. */
interface RecordChange {
  id: string;
  before?: StoredRecord | undefined;
  after: StoredRecord | undefined;
}

/** What changed in a collection, where all of it is known. */
function changesIn(collection: string, { writes, records }: Touched): readonly RecordChange[] | undefined {
  if (writes) return writes.filter((write) => write.collection === collection);
  const changed = records?.get(collection);
  return changed && [...changed].map(([id, after]) => ({ id, after }));
}

/**
 * The first page of a query after a commit that follows it at once, without asking the store; the same page where nothing in it changed.
 * `undefined` where only the store knows: when a record from behind the page moves up into it, or whether any is left there.
 */
export function pageAfter(query: NormalQuery, page: Page, touched: Touched): Page | undefined {
  const changes = changesIn(query.collection, touched);
  if (!changes || changes.length > maxFollowed) return undefined;
  const { limit } = query;
  const fits = (record: StoredRecord | undefined) => record !== undefined && matches(query.model, query.where, record);
  const records = [...page.records];
  let more = page.next !== undefined;
  /** Of those behind the page one may have gone; since then one has come. */
  let left = false;
  let joined = false;
  let same = true;
  for (const change of changes) {
    const { id, after } = change;
    const at = records.findIndex((record) => record.id === id);
    if (at >= 0) {
      records.splice(at, 1);
      same = false;
    } else if (more && (!('before' in change) || fits(change.before))) {
      left = true;
      joined = false;
    }
    if (!after || !fits(after)) continue;
    const position = positionOf(query, after);
    const found = records.findIndex((record) => comparePositions(query, positionOf(query, record), position) > 0);
    if (found < 0 && more) {
      joined = true;
      continue;
    }
    same = false;
    records.splice(found < 0 ? records.length : found, 0, after);
    if (records.length <= limit) continue;
    records.pop();
    more = joined = true;
  }
  if (more && (records.length < limit || (left && !joined))) return undefined;
  return same ? page : finishPage(query, records, more, false);
}
