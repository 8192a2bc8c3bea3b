import type { Deal, Stage } from '@crm-elements/schema';
import type { DealFilter } from './pipeline-board.types.js';

/** What a filter is matched against: today's date where the person is, and the moment. */
export interface FilterContext {
  readonly today: string;
  readonly now: string;
  readonly stage: (id: string) => Stage | undefined;
}

export function isFiltering({ text, ownerId, tag, late, rotting, where = [] }: DealFilter): boolean {
  return (text ?? '').trim() !== '' || ownerId !== undefined || (tag ?? '') !== '' || late === true || rotting === true || where.length > 0;
}

/** The calendar date of a moment on this device's clock. */
export function dateOf(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether an open deal should have been closed by now. */
export const isLate = ({ status, expectedCloseDate }: Deal, today: string): boolean =>
  status === 'open' && expectedCloseDate != null && expectedCloseDate < today;

/** The order of a column. */
export const byRank = (a: Deal, b: Deal): number => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Deals by their stage, each run in the order of its column. */
export function byStage(deals: Iterable<Deal>): Map<string, Deal[]> {
  const map = new Map<string, Deal[]>();
  for (const deal of deals) {
    const own = map.get(deal.stageId);
    if (own) own.push(deal);
    else map.set(deal.stageId, [deal]);
  }
  for (const own of map.values()) own.sort(byRank);
  return map;
}
