import type { Filter } from '@crm-elements/data';
import { toInstant, type Stage } from '@crm-elements/schema';
import type { DealSearch } from './filtered-deals.js';

const dayMs = 86_400_000;

/** Deals of a stage in which nothing has happened for longer than it allows: what `isRotting` tells of one deal. */
function rottingIn({ id, rotAfterDays, rotBasis }: Stage, now: string): Filter {
  const is = { lte: toInstant(Date.parse(now) - rotAfterDays! * dayMs) };
  const entered: Filter = { field: 'stageEnteredAt', is };
  const idle: Filter = { any: [{ field: 'lastActivityAt', is }, { all: [{ field: 'lastActivityAt', is: null }, entered] }] };
  return { all: [{ field: 'stageId', is: id }, rotBasis === 'lastActivity' ? idle : entered] };
}

/** What a deal has to meet to be shown: what `matchesFilter` tells of one that is at hand. */
export function dealConditions({ pipelineId, filter, stages, context: { today, now } }: DealSearch): Filter[] {
  const { text = '', ownerId, tag = '', late, rotting, where = [] } = filter;
  const conditions: Filter[] = [{ field: 'pipelineId', is: pipelineId }, ...where];
  if (ownerId !== undefined) conditions.push({ field: 'ownerId', is: ownerId });
  if (tag !== '') conditions.push({ field: 'tags', is: { has: tag } });
  if (late || rotting) conditions.push({ field: 'status', is: 'open' });
  if (late) conditions.push({ field: 'expectedCloseDate', is: { lt: today } });
  if (text.trim() !== '') conditions.push({ words: text });
  if (rotting) {
    const rotten = stages.filter(({ kind, rotAfterDays }) => kind === 'open' && rotAfterDays != null);
    // The moment by the minute, so that the question stays the same one for as long.
    conditions.push({ any: rotten.map((stage) => rottingIn(stage, `${now.slice(0, 17)}00.000Z`)) });
  }
  return conditions;
}
