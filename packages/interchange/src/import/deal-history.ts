import { dealStartChange, moveDealChanges, type Deal, type NewRecord, type Stage } from '@crm-elements/schema';

/** When a deal began and ended, as far as that is known. */
interface Dates {
  began?: string | undefined;
  /** The moment of the import: what is not known happened then. */
  at: string;
  byId: string;
}

/** A deal as it is written, and the stage changes that it went through. */
export interface DealWithHistory {
  deal: Deal;
  changes: NewRecord<'stageChanges'>[];
}

/**
 * The history of a deal from what files tell of it: a beginning and an end. A deal that is closed began in `working`, the stage in which deals of the same file are worked
 * on; its time there is that from its beginning to its end. Where the beginning is not known, or lies behind the end, it stands in its stage from the end on.
 */
export function withHistory(deal: Deal, stage: Stage, working: Stage | undefined, { began, at, byId }: Dates): DealWithHistory {
  const isClosed = stage.kind !== 'open';
  const ended = isClosed ? (deal.closedAt ?? at) : undefined;
  const placed = {
    ...deal,
    stageId: stage.id,
    pipelineId: stage.pipelineId,
    status: stage.kind,
    ...(began !== undefined && { createdAt: began }),
    // A deal that is open has no end.
    ...((ended !== undefined || deal.closedAt != null) && { closedAt: ended ?? null }),
  };
  if (ended === undefined || !working || began === undefined || began > ended) {
    const from = ended ?? began ?? at;
    const entered = { ...placed, stageEnteredAt: from };
    return { deal: entered, changes: [dealStartChange({ deal: entered, to: stage, at: from, byId })] };
  }
  const started: Deal = { ...placed, stageId: working.id, status: 'open', closedAt: null, stageEnteredAt: began };
  const { stageChange } = moveDealChanges({ deal: started, to: stage, rank: deal.rank, at: ended, byId, lostReason: deal.lostReason });
  return {
    deal: { ...placed, stageEnteredAt: ended },
    changes: [dealStartChange({ deal: started, to: working, at: began, byId }), stageChange!],
  };
}
