import type { StoredRecord } from '@crm-elements/schema';
import type { Page } from '../contract.js';
import type { Position } from './cursor.js';
import { finishPage } from './plan.js';
import { comparePositions, matches, positionOf, type NormalQuery } from './query.js';

/** The page, from all records of the collection: for scans, and for stores that have no indexes. */
export function scanPage(query: NormalQuery, records: Iterable<StoredRecord>): Page {
  const { model, where, cursor, backwards, limit, offset } = query;
  const found: { record: StoredRecord; position: Position }[] = [];
  for (const record of records) if (matches(model, where, record)) found.push({ record, position: positionOf(query, record) });
  found.sort((a, b) => comparePositions(query, a.position, b.position));
  const page = (from: number, to: number, hasNext: boolean, hasPrevious: boolean) =>
    finishPage(query, found.slice(from, to).map(({ record }) => record), hasNext, hasPrevious);
  if (!cursor) return page(offset, offset + limit, offset + limit < found.length, offset > 0 && offset < found.length);
  // The first behind the cursor, or for the page in front the first that is not before it.
  const least = backwards === Boolean(cursor.inclusive) ? 1 : 0;
  const behind = found.findIndex(({ position }) => comparePositions(query, position, cursor) >= least);
  const edge = behind < 0 ? found.length : behind;
  const start = backwards ? Math.max(0, edge - limit) : edge;
  return page(start, backwards ? edge : edge + limit, backwards ? edge < found.length : edge + limit < found.length, start > 0);
}
