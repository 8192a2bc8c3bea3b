import type { CrmClient, DealPlace } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import { placeIndex } from './arrange.js';
import type { BoardColumn, BoardData } from './board-data.js';
import type { Position } from './pipeline-board.types.js';

/** How many deals a column shows: those that fit the filter, or all of the stage. */
export const sizeOf = ({ loaded, summary, collapsed }: BoardColumn): number => (collapsed ? (summary.count ?? 0) : loaded.count);

/** Where a deal stands in its column. */
export function positionOf(data: BoardData, deal: Deal): Position | undefined {
  const found = data.find(deal.id);
  return found && { at: found.index + 1, of: sizeOf(found.column) };
}

/** Where a deal would stand at a place of a stage. */
export function positionAt(data: BoardData, deal: Deal, stageId: string, place: DealPlace): Position | undefined {
  const column = data.column(stageId);
  if (!column) return undefined;
  const { loaded } = column;
  const deals = loaded.deals.filter(({ id }) => id !== deal.id);
  const of = sizeOf(column) - (data.find(deal.id)?.column.stage.id === stageId ? 1 : 0) + 1;
  if (place === 'top') return { at: 1, of };
  if (place === 'bottom') return { at: of, of };
  const index = placeIndex({ ...loaded, deals }, place);
  return index === undefined ? undefined : { at: loaded.offset + index + 1, of };
}

/** The place that is the so-manieth of a stage, counted from 1 without the deal itself. */
export async function placeAt(
  data: BoardData,
  client: CrmClient | undefined,
  deal: Deal,
  stageId: string,
  position: number,
): Promise<DealPlace> {
  const column = data.column(stageId);
  const own = data.find(deal.id);
  const inSame = own?.column.stage.id === stageId;
  const others = (column ? sizeOf(column) : 0) - (inSame ? 1 : 0);
  if (position <= 1) return 'top';
  if (position > others) return 'bottom';
  // The deal that is to stand behind it; the moving one is not counted.
  const index = inSame && own.index < position ? position : position - 1;
  const { offset, deals } = column!.loaded;
  const known = deals[index - offset];
  if (known) return { before: known.id };
  const page = await client?.deals.list({ where: { stageId }, sort: [{ by: 'rank' }], offset: Math.min(index, 50_000), limit: 1 });
  const [found] = page?.records ?? [];
  return found ? { before: found.id } : 'bottom';
}
