import type { DealPlace } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import type { LoadedColumn, Placement } from './pipeline-board.types.js';

/** The index among the loaded deals at which a place lies; undefined when it lies outside of what is loaded. */
export function placeIndex(
  { deals, offset, atEnd }: Pick<LoadedColumn, 'deals' | 'offset' | 'atEnd'>,
  place: DealPlace,
): number | undefined {
  if (place === 'top') return offset === 0 ? 0 : undefined;
  if (place === 'bottom') return atEnd ? deals.length : undefined;
  const neighbour = 'before' in place ? place.before : place.after;
  const index = deals.findIndex(({ id }) => id === neighbour);
  if (index < 0) return undefined;
  return 'before' in place ? index : index + 1;
}

/** A column with deals shown where they are going to be, or where they are held, instead of where the store has them. */
export function arrange(column: LoadedColumn, stageId: string, placements: Iterable<Placement>): LoadedColumn {
  let { deals, count } = column;
  const pending = new Set(column.pending);
  let changed = false;
  for (const { deal, stageId: target, place, lock } of placements) {
    const present = deals.findIndex(({ id }) => id === deal.id);
    if (present < 0 && target !== stageId) continue;
    changed = true;
    const rest = deals.filter(({ id }) => id !== deal.id);
    if (present >= 0) count--;
    deals = rest;
    if (target !== stageId) continue;
    count++;
    if (!lock) pending.add(deal.id);
    const index = placeIndex({ ...column, deals }, place);
    // A neighbour that is gone meanwhile: the deal stays where it was rather than vanish.
    const at = index ?? (present >= 0 ? Math.min(present, rest.length) : undefined);
    if (at !== undefined) deals = [...rest.slice(0, at), deal, ...rest.slice(at)];
  }
  return changed ? { ...column, deals, count, pending } : column;
}

/** The place before or after its neighbours that a deal has in a list: what puts it back there. */
export function placeOf(deals: readonly Deal[], index: number): DealPlace {
  const next = deals[index + 1];
  if (next) return { before: next.id };
  const previous = deals[index - 1];
  return previous ? { after: previous.id } : 'bottom';
}

/** Where a drop lands: before the entry with this key, or behind the last one that is loaded; the dragged deal itself does not count. */
export function dropPlace({ deals, offset, atEnd }: LoadedColumn, dealId: string, before: string | undefined, index: number): DealPlace {
  const at = before === undefined ? Math.min(Math.max(index - offset, 0), deals.length) : deals.findIndex(({ id }) => id === before);
  const next = deals.slice(Math.max(at, 0)).find(({ id }) => id !== dealId);
  if (next && at >= 0) return { before: next.id };
  const last = deals.findLast(({ id }) => id !== dealId);
  if (!last) return 'bottom';
  return atEnd && at >= 0 ? 'bottom' : { after: last.id };
}
