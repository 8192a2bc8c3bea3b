import { instantMs } from './calendar-date.js';
import { readPath } from './model.js';
import type { NewRecord } from './record-input.js';
import type { Deal, Stage } from './records/sales.js';

/** Why a move is refused. */
export const moveRefusalCodes = ['REQUIRED_FIELDS', 'TRANSITION', 'WIP_LIMIT', 'LOST_REASON'] as const;
export type MoveRefusalCode = (typeof moveRefusalCodes)[number];

/** One reason, for people (`message`, in English) and for programs. */
export interface MoveRefusal {
  code: MoveRefusalCode;
  /** A sentence that says what to do. */
  message: string;
  /** `REQUIRED_FIELDS`: the deal's fields that are empty. */
  fields?: readonly string[];
  /** `TRANSITION`: the stages that the deal may move to instead. */
  allowedNext?: readonly string[];
  /** `WIP_LIMIT`: how many deals the stage may hold. */
  limit?: number;
}

/** What to tell while the move is made: a soft limit is passed. */
export type MoveWarning = MoveRefusal & { code: 'WIP_LIMIT' };

export type MoveGate = { allowed: true; warnings: MoveWarning[] } | { allowed: false; refusals: MoveRefusal[] };

export type GatedDeal = Pick<Deal, 'stageId'> & Partial<Deal>;
export type GatingStage = Pick<Stage, 'id' | 'name' | 'kind' | 'requiredFields'> & Partial<Pick<Stage, 'allowedNext' | 'wipLimit' | 'wipHard'>>;

export interface MoveDealGateInput {
  deal: GatedDeal;
  /** The stage that the deal stands in; `null` or missing where that is not known any more: such a deal may move anywhere. */
  from?: GatingStage | null | undefined;
  to: GatingStage;
  /** How many deals stand in the target before the move. */
  countInTarget: number;
  /** The reason that comes with a move to a lost stage. */
  lostReason?: string | null | undefined;
  /** Whether a move to a lost stage must have a reason. Default false. */
  requireLostReason?: boolean | undefined;
}

/** Missing, `null`, an empty list, or a text without a visible character. 0 and false are values. */
const isEmpty = (value: unknown): boolean => value == null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

function refusalsOf({ deal, from, to, countInTarget, lostReason, requireLostReason = false }: MoveDealGateInput): MoveRefusal[] {
  const refusals: MoveRefusal[] = [];
  const arriving = isEmpty(lostReason) ? deal : { ...deal, lostReason };

  const allowedNext = from?.allowedNext;
  if (allowedNext && !allowedNext.includes(to.id)) {
    refusals.push({ code: 'TRANSITION', allowedNext, message: `Choose another stage: deals do not move from "${from.name}" to "${to.name}".` });
  }
  const fields = to.requiredFields.filter((field) => isEmpty(readPath(arriving, field)));
  if (fields.length > 0) refusals.push({ code: 'REQUIRED_FIELDS', fields, message: `Fill in what "${to.name}" asks for first: ${fields.join(', ')}.` });
  if (to.wipLimit != null && to.wipHard && countInTarget >= to.wipLimit) {
    refusals.push({ code: 'WIP_LIMIT', limit: to.wipLimit, message: `Move a deal out of "${to.name}" first: it holds ${to.wipLimit} at most.` });
  }
  if (to.kind === 'lost' && requireLostReason && isEmpty(arriving.lostReason)) {
    refusals.push({ code: 'LOST_REASON', message: 'Say why the deal was lost.' });
  }
  return refusals;
}

/**
 * Whether a deal may move to a stage: the one gate for drag, keyboard, menu, bulk and API. Refused are a move that the present stage's
 * `allowedNext` does not name, one that leaves `requiredFields` of the target empty (`custom.<key>` names a custom field), one over
 * the target's hard `wipLimit`, and one to a lost stage without a reason where that is asked for. All reasons come at once. A soft limit only
 * warns. A move within the same stage is never refused.
 */
export function moveDealGate(input: MoveDealGateInput): MoveGate {
  const { deal, to, countInTarget } = input;
  if (deal.stageId === to.id) return { allowed: true, warnings: [] };
  const refusals = refusalsOf(input);
  if (refusals.length > 0) return { allowed: false, refusals };
  const overLimit = to.wipLimit != null && countInTarget >= to.wipLimit;
  return {
    allowed: true,
    warnings: overLimit
      ? [{ code: 'WIP_LIMIT', limit: to.wipLimit as number, message: `"${to.name}" holds more than ${String(to.wipLimit)} deals now: finish some before more come in.` }]
      : [],
  };
}

type MovedFields = 'stageId' | 'pipelineId' | 'rank' | 'status' | 'closedAt' | 'lostReason' | 'stageEnteredAt' | 'lastActivityAt';
export type DealMovePatch = Partial<Pick<Deal, MovedFields>> & { rank: string };

export type MovingDeal = Pick<Deal, 'id' | 'stageId' | 'pipelineId' | 'status' | 'stageEnteredAt' | 'amount'> &
  Partial<Pick<Deal, 'probabilityOverride' | 'closedAt' | 'lostReason' | 'lastActivityAt'>>;
export type TargetStage = Pick<Stage, 'id' | 'pipelineId' | 'kind' | 'probability'>;

export interface MoveDealInput {
  deal: MovingDeal;
  /** Not read: the deal itself says where it stands. Taken so that one input serves the gate and the move. */
  from?: Pick<Stage, 'id'> | null | undefined;
  to: TargetStage;
  /** The place in the target column. */
  rank: string;
  /** When it happens. */
  at: string;
  byId?: string | null | undefined;
  lostReason?: string | null | undefined;
}

/** What a move writes: the deal's patch, and the stage change, or `null` for a move within a stage. */
export interface DealMove {
  patch: DealMovePatch;
  stageChange: NewRecord<'stageChanges'> | null;
}

/** The later of two moments. UTC instants of one format compare as text. */
const later = (known: string | null | undefined, at: string) => (known != null && known > at ? known : at);

/** Time in the stage that is left, in milliseconds; 0 where the clock was set back. */
const timeSince = (entered: string, at: string) => Math.max(0, instantMs(at) - instantMs(entered));

/**
 * What an allowed move changes. `status` follows the stage's kind; a move to a won or lost stage sets `closedAt`, a move back to an open one
 * clears it and `lostReason`. Within a stage only the rank changes and there is no stage change. The stage change carries the deal's
 * own probability, else the stage's.
 * @throws RangeError when `at` or the deal's `stageEnteredAt` is no moment.
 */
export function moveDealChanges({ deal, to, rank, at, byId, lostReason }: MoveDealInput): DealMove {
  if (deal.stageId === to.id) return { patch: { rank }, stageChange: null };
  const reason = to.kind === 'lost' ? (isEmpty(lostReason) ? deal.lostReason : lostReason) : null;
  const closedAt = to.kind === 'open' ? null : to.kind === deal.status ? (deal.closedAt ?? at) : at;
  return {
    patch: {
      rank,
      stageId: to.id,
      stageEnteredAt: at,
      lastActivityAt: later(deal.lastActivityAt, at),
      ...(to.pipelineId !== deal.pipelineId && { pipelineId: to.pipelineId }),
      ...(to.kind !== deal.status && { status: to.kind }),
      ...(closedAt !== (deal.closedAt ?? null) && { closedAt }),
      ...((reason ?? null) !== (deal.lostReason ?? null) && { lostReason: reason ?? null }),
    },
    stageChange: {
      dealId: deal.id,
      pipelineId: to.pipelineId,
      fromStageId: deal.stageId,
      toStageId: to.id,
      at,
      durationMs: timeSince(deal.stageEnteredAt, at),
      amount: deal.amount && { ...deal.amount },
      probability: deal.probabilityOverride ?? to.probability,
      ...(byId != null && { byId }),
    },
  };
}

/** The stage change that stands for a deal's making: from no stage, after no time. */
export function dealStartChange({ deal, to, at, byId }: Omit<MoveDealInput, 'rank' | 'lostReason'>): NewRecord<'stageChanges'> {
  return {
    dealId: deal.id,
    pipelineId: to.pipelineId,
    fromStageId: null,
    toStageId: to.id,
    at,
    durationMs: 0,
    amount: deal.amount && { ...deal.amount },
    probability: deal.probabilityOverride ?? to.probability,
    ...(byId != null && { byId }),
  };
}
