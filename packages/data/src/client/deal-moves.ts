import { moveDealChanges, type Deal, type StoredRecord } from '@crm-elements/schema';
import type { CreateOperation } from '../contract.js';
import type { FieldChange } from './changes.js';
import { createOperation } from './creation.js';
import type { Reader } from './write.js';

/** The fields that a move between stages sets together. */
export const dealMoveFields: ReadonlySet<string> = new Set(['pipelineId', 'stageId', 'status', 'closedAt', 'lostReason', 'stageEnteredAt']);

/** Fields that a move sets too, but that others may have changed since without contradicting it. */
export const dealPlaceFields: ReadonlySet<string> = new Set(['rank', 'lastActivityAt']);

/** The log entry for a deal that goes back to the stage it came from. */
export async function stageChangeBack(
  reader: Reader,
  current: StoredRecord,
  held: readonly FieldChange[],
  context: { newId: () => string; now: () => string; byId: string },
): Promise<CreateOperation> {
  const deal = current as unknown as Deal;
  const before = (path: string) => held.find((field) => field.path === path)?.before as string | undefined;
  const id = before('stageId')!;
  const stage = await reader.find('stages', id);
  const to = stage ?? { id, pipelineId: before('pipelineId') ?? deal.pipelineId, kind: 'open' as const, probability: 0 };
  const { stageChange } = moveDealChanges({ deal, to, rank: deal.rank, at: context.now(), byId: context.byId });
  return createOperation(context, 'stageChanges', stageChange!);
}
