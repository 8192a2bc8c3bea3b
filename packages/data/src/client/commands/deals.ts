import { dealStartChange, moveDealChanges, moveDealGate, ranksBetween, type Deal, type Json, type MoveRefusal, type RecordInput, type Stage, type StoredRecord } from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { applyPatch } from '../../engine/batch.js';
import { CrmError, invalid, type ErrorIssue } from '../../errors.js';
import { patchOperation, recordsAfter, type CommandContext, type CommandOptions } from '../context.js';
import { createOperation } from '../creation.js';
import { dealMoveFields } from '../deal-moves.js';
import type { RecordPatch } from '../repository.js';
import type { Reader } from '../write.js';
import type { Draft } from '../writer.js';

/** Where in a stage: at an end, or beside another deal of it. */
export type DealPlace = 'top' | 'bottom' | { before: string } | { after: string };

export type CreateDealInput = Omit<RecordInput<'deals'>, 'rank' | 'stageEnteredAt' | 'status' | 'pipelineId'> & {
  stageId: string;
  /** Default: `bottom`. */
  place?: DealPlace;
};

export interface MoveDealInput {
  dealId: string;
  toStageId: string;
  /** Default: where it is when the stage stays, else `bottom`. */
  place?: DealPlace;
  /** Why a deal was lost. */
  lostReason?: string;
  /** Further fields, such as those that the stage asks for: the rules see the deal with them, and they are written in the same commit. */
  fields?: RecordPatch<'deals'>;
}

export interface RefusedMove {
  dealId: string;
  refusals: readonly MoveRefusal[];
}

export interface MoveDealsOptions extends CommandOptions {
  /** Move the others instead of none when a rule refuses some. */
  skipRefused?: boolean;
  /** A move into a lost stage needs a reason. */
  requireLostReason?: boolean;
}

const inRankOrder = [{ by: 'rank' }] as const;
const againstRankOrder = [{ by: 'rank', direction: 'desc' }] as const;

async function dealsOf(reader: Reader, query: { where: Record<string, string | object>; descending?: boolean; limit: number }): Promise<Deal[]> {
  const { where, descending = false, limit } = query;
  const page = await reader.adapter.query({ collection: 'deals', where: where, sort: descending ? againstRankOrder : inRankOrder, limit });
  return page.records as unknown as Deal[];
}

/** Two deals that others stand between, by rank and then by id. */
interface Gap {
  low: string | null;
  high: string | null;
  /** Deals of equal rank around the place: they are ranked anew in the same commit, those before the place and those behind it. */
  before: Deal[];
  behind: Deal[];
}

async function gapAtEnd(reader: Reader, stageId: string, end: 'top' | 'bottom', moving: ReadonlySet<string>): Promise<Gap> {
  const limit = Math.min(moving.size + 1, 1_000);
  const [edge] = (await dealsOf(reader, { where: { stageId }, descending: end === 'bottom', limit })).filter(({ id }) => !moving.has(id));
  const rank = edge?.rank ?? null;
  return { low: end === 'bottom' ? rank : null, high: end === 'top' ? rank : null, before: [], behind: [] };
}

async function gapBeside(reader: Reader, stageId: string, neighbourId: string, side: 'before' | 'after', moving: ReadonlySet<string>): Promise<Gap> {
  const neighbour = await reader.require('deals', neighbourId);
  if (neighbour.stageId !== stageId) return gapAtEnd(reader, stageId, 'bottom', moving);
  const { rank } = neighbour;
  const limit = Math.min(moving.size + 1, 1_000);
  const stay = (deals: Deal[]) => deals.filter(({ id }) => !moving.has(id));
  const [ties, below, above] = await Promise.all([
    dealsOf(reader, { where: { stageId, rank: { gte: rank, lte: rank } }, limit: 1_000 }).then(stay),
    dealsOf(reader, { where: { stageId, rank: { lt: rank } }, descending: true, limit }).then(stay),
    dealsOf(reader, { where: { stageId, rank: { gt: rank } }, limit }).then(stay),
  ]);
  const place = ties.findIndex(({ id }) => id === neighbourId) + (side === 'after' ? 1 : 0);
  const low = below[0]?.rank ?? null;
  const high = above[0]?.rank ?? null;
  if (ties.length > 1) return { low, high, before: ties.slice(0, Math.max(0, place)), behind: ties.slice(Math.max(0, place)) };
  return side === 'after' ? { low: rank, high, before: [], behind: [] } : { low, high: rank, before: [], behind: [] };
}

function findGap(reader: Reader, stageId: string, place: DealPlace, moving: ReadonlySet<string>): Promise<Gap> {
  if (typeof place === 'string') return gapAtEnd(reader, stageId, place, moving);
  return 'before' in place ? gapBeside(reader, stageId, place.before, 'before', moving) : gapBeside(reader, stageId, place.after, 'after', moving);
}

/** Ranks for deals that are put at one place together, and the new ranks of equal neighbours. */
function ranksIn({ low, high, before, behind }: Gap, count: number): { ranks: string[]; reranked: Operation[] } {
  const all = ranksBetween(low, high, before.length + count + behind.length);
  const around = [...before, ...behind];
  const ranks = all.splice(before.length, count);
  return { ranks, reranked: around.map(({ id }, i) => patchOperation('deals', id, { rank: all[i] })) };
}

/** How many deals a stage holds. Without totals they are counted as far as a limit needs it. */
async function countDeals({ adapter }: CommandContext, stage: Stage): Promise<number> {
  if (stage.wipLimit == null) return 0;
  if (adapter.capabilities.totals === 'exact') {
    const [row] = await adapter.totals({ collection: 'deals', totals: 'byStageOnly', where: { pipelineId: stage.pipelineId, stageId: stage.id }, by: [] });
    return row?.count ?? 0;
  }
  const { records } = await adapter.query({ collection: 'deals', where: { stageId: stage.id }, sort: inRankOrder, limit: Math.min(stage.wipLimit + 1, 1_000) });
  return records.length;
}

/** Makes deals. @throws CrmError NOT_FOUND for a stage that there is not. */
export async function createDeals(context: CommandContext, inputs: readonly CreateDealInput[], { commandId }: CommandOptions = {}): Promise<Deal[]> {
  const made = inputs.map((input) => ({ ...input, id: input.id ?? context.newId() }));
  const { writes } = await context.writer.run('createDeal', made.map(({ id }) => `deals/${id}`), async (reader) => {
    await reader.load('stages', made.map(({ stageId }) => stageId));
    const ops: Operation[] = [];
    for (const group of groupBy(made, ({ stageId, place = 'bottom' }) => JSON.stringify([stageId, place]))) {
      const { stageId, place = 'bottom' } = group[0]!;
      const { ranks, reranked } = ranksIn(await findGap(reader, stageId, place, new Set()), group.length);
      ops.push(...reranked);
      for (const [i, { place: _place, ...input }] of group.entries()) ops.push(...(await createDeal(context, reader, input, ranks[i]!)));
    }
    return { ops, pinned: true, ...(commandId !== undefined && { dedupe: commandId }) };
  });
  return recordsAfter<Deal>(writes, 'deals', made.map(({ id }) => id));
}

async function createDeal(context: CommandContext, reader: Reader, input: Omit<CreateDealInput, 'place'>, rank: string): Promise<Operation[]> {
  const at = context.now();
  const stage = await reader.require('stages', input.stageId);
  const closed = stage.kind === 'open' ? {} : { closedAt: input.closedAt ?? at };
  const operation = createOperation(context, 'deals', {
    ...input,
    ...closed,
    pipelineId: stage.pipelineId,
    rank,
    status: stage.kind,
    stageEnteredAt: at,
  });
  const deal = operation.record as unknown as Deal;
  const change = dealStartChange({ deal, to: stage, at, byId: context.actor.id });
  return [operation, createOperation(context, 'stageChanges', change)];
}

/** Fields that a move sets itself. */
const ownFields: ReadonlySet<string> = new Set([...dealMoveFields, 'rank']);

/** The deal as it is once the fields are written that come with its move. */
function withFields(deal: Deal, fields: RecordPatch<'deals'> | undefined): Deal {
  if (!fields) return deal;
  const own = Object.keys(fields).find((path) => ownFields.has(path));
  if (own !== undefined) throw invalid(own, `"${own}" is set by the move itself; give it beside the fields.`, { collection: 'deals' });
  return applyPatch(deal as unknown as StoredRecord, patchOperation('deals', deal.id, fields)) as unknown as Deal;
}

interface PlannedMove {
  input: MoveDealInput;
  deal: Deal;
  to: Stage;
  place: DealPlace | undefined;
}

/** Moves that the rules allow, and those they refuse. */
async function gate(context: CommandContext, reader: Reader, inputs: readonly MoveDealInput[], options: MoveDealsOptions) {
  await reader.load('deals', inputs.map(({ dealId }) => dealId));
  const allowed: PlannedMove[] = [];
  const refused: RefusedMove[] = [];
  const counts = new Map<string, number>();
  for (const input of inputs) {
    const deal = withFields(await reader.require('deals', input.dealId), input.fields);
    const to = await reader.require('stages', input.toStageId);
    const from = await reader.find('stages', deal.stageId);
    const counted = counts.get(to.id) ?? (await countDeals(context, to));
    const verdict = moveDealGate({
      deal,
      from: from ?? null,
      to,
      countInTarget: counted,
      lostReason: input.lostReason,
      requireLostReason: options.requireLostReason,
    });
    if (!verdict.allowed) {
      refused.push({ dealId: deal.id, refusals: verdict.refusals });
      continue;
    }
    counts.set(to.id, counted + (deal.stageId === to.id ? 0 : 1));
    const place = input.place ?? (deal.stageId === to.id ? undefined : 'bottom');
    allowed.push({ input, deal, to, place });
  }
  return { allowed, refused };
}

function gateError(refused: readonly RefusedMove[]): CrmError {
  const issues: ErrorIssue[] = refused.flatMap(({ refusals }) =>
    refusals.flatMap(({ code, message, fields = [] }) => fields.map((field) => ({ path: field, field: field.split('.')[0]!, code, message }))),
  );
  const message = refused[0]!.refusals.map((refusal) => refusal.message).join(' ');
  return new CrmError('GATE_REFUSED', message, { collection: 'deals', issues, data: { refused: refused as unknown as Json } });
}

function moveOperations(context: CommandContext, { input, deal, to }: PlannedMove, rank: string): Operation[] {
  const { patch, stageChange } = moveDealChanges({ deal, to, rank, at: context.now(), byId: context.actor.id, lostReason: input.lostReason });
  const changed = { ...input.fields, ...(rank === deal.rank ? {} : patch) };
  if (!stageChange) return Object.keys(changed).length === 0 ? [] : [patchOperation('deals', deal.id, changed)];
  const limited = to.wipHard === true && to.wipLimit != null && context.adapter.capabilities.totals === 'exact';
  return [
    ...(limited
      ? [{ op: 'check', collection: 'deals', totals: 'byStageOnly', group: { pipelineId: to.pipelineId, stageId: to.id }, below: to.wipLimit! } as const]
      : []),
    patchOperation('deals', deal.id, { ...input.fields, ...patch }),
    createOperation(context, 'stageChanges', stageChange),
  ];
}

async function draftMoves(context: CommandContext, reader: Reader, moves: readonly PlannedMove[]): Promise<Draft> {
  const ops: Operation[] = [];
  const moving = new Set(moves.map(({ deal }) => deal.id));
  for (const group of groupBy(moves, ({ to, place }) => JSON.stringify([to.id, place]))) {
    const { to, place } = group[0]!;
    if (place === undefined) {
      ops.push(...group.flatMap((move) => moveOperations(context, move, move.deal.rank)));
      continue;
    }
    const { ranks, reranked } = ranksIn(await findGap(reader, to.id, place, moving), group.length);
    ops.push(...reranked, ...group.flatMap((move, i) => moveOperations(context, move, ranks[i]!)));
  }
  // A move within a stage is no event; a move between stages is logged by its stage change. Other fields have no other log.
  const filled = new Set(moves.flatMap(({ input, deal }) => (input.fields ? deal.id : [])));
  const moved = ops.flatMap((operation) => (operation.op === 'patch' && !filled.has(operation.id) ? `deals/${operation.id}` : []));
  return { ops, loggedElsewhere: new Set(moved) };
}

/**
 * Moves deals between and within stages, by the rules of the stages they go to, in one commit.
 * @throws CrmError GATE_REFUSED with the reasons when a rule refuses one and `skipRefused` is not set; NOT_FOUND.
 */
export async function moveDeals(context: CommandContext, inputs: readonly MoveDealInput[], options: MoveDealsOptions = {}): Promise<{ deals: Deal[]; refused: RefusedMove[] }> {
  const ids = inputs.map(({ dealId }) => dealId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw invalid('dealId', `The deal ${twice} is moved twice in one batch.`);
  let refused: RefusedMove[] = [];
  let untouched: Deal[] = [];
  const { writes } = await context.writer.run('moveDeal', ids.map((id) => `deals/${id}`), async (reader) => {
    const gated = await gate(context, reader, inputs, options);
    refused = gated.refused;
    if (refused.length > 0 && !options.skipRefused) throw gateError(refused);
    untouched = gated.allowed.map(({ deal }) => deal);
    const draft = await draftMoves(context, reader, gated.allowed);
    return { ...draft, ...(options.commandId !== undefined && { dedupe: options.commandId }) };
  });
  const moved = new Map(recordsAfter<Deal>(writes, 'deals', ids).map((deal) => [deal.id, deal]));
  return { deals: untouched.map((deal) => moved.get(deal.id) ?? deal), refused };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
