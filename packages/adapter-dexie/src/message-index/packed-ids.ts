/** The ids of a segment's records, in rows of their own: a search needs those of its first matches only. */
import type { PackedIdsRow, SegmentRow } from '../tables.js';
import { itemOf, join } from './joined.js';

/** Ids in one row. */
const partSize = 500;

export function makeIdRows([collection, segment]: SegmentRow['k'], ids: readonly string[]): PackedIdsRow[] {
  return Array.from({ length: Math.ceil(ids.length / partSize) }, (_, part) => {
    const { text, ends } = join(ids.slice(part * partSize, (part + 1) * partSize));
    return { k: [collection, segment, part], ids: text, idEnds: ends };
  });
}

/** The keys of the rows with the ids of these places. */
export function idKeys([collection, segment]: SegmentRow['k'], places: readonly number[]): PackedIdsRow['k'][] {
  const parts = new Set(places.map((place) => Math.floor(place / partSize)));
  return [...parts].map((part) => [collection, segment, part]);
}

/** The ids of these places, given the rows that have them. */
export function idsAt(rows: readonly PackedIdsRow[], places: readonly number[]): string[] {
  const byPart = new Map(rows.map((row) => [row.k[2], row]));
  return places.map((place) => {
    const { ids, idEnds } = byPart.get(Math.floor(place / partSize))!;
    return itemOf(ids, idEnds, place % partSize);
  });
}

/** All ids in such a row. */
export const allIds = ({ ids, idEnds }: PackedIdsRow): string[] => Array.from(idEnds, (_, i) => itemOf(ids, idEnds, i));
