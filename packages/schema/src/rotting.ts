import { isInstant, toInstant } from './calendar-date.js';
import type { Deal, Stage } from './records/sales.js';

type RottingDeal = Pick<Deal, 'status' | 'stageEnteredAt' | 'lastActivityAt'>;
type RottingStage = Pick<Stage, 'kind' | 'rotAfterDays' | 'rotBasis'>;

const dayMs = 86_400_000;
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The moment from which a deal is rotting: `rotAfterDays` times 24 hours after its last activity or after it entered the stage, as the
 * stage's `rotBasis` says. A deal without any activity counts from entering the stage, never from when the record was made. `null`
 * when it never rots: the stage says no days, or the deal or the stage is closed.
 */
export function rottingSince(deal: RottingDeal, stage: RottingStage): string | null {
  if (deal.status !== 'open' || stage.kind !== 'open' || stage.rotAfterDays == null) return null;
  const from = stage.rotBasis === 'lastActivity' ? (deal.lastActivityAt ?? deal.stageEnteredAt) : deal.stageEnteredAt;
  const since = isInstant(from) ? Date.parse(from) + stage.rotAfterDays * dayMs : Number.NaN;
  return since <= lastMoment ? toInstant(since) : null;
}

/** Whether a deal is rotting at a moment ({@link rottingSince}). */
export function isRotting(deal: RottingDeal, stage: RottingStage, now: string): boolean {
  const since = rottingSince(deal, stage);
  return since !== null && since <= now;
}
