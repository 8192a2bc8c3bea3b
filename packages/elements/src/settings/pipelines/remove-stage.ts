import type { CrmClient } from '@crm-elements/data';
import type { Stage } from '@crm-elements/schema';

/** Deals that are moved in one step. */
const atOnce = 200;

/** How many deals a stage holds, exact. */
export async function dealsIn(client: CrmClient, { id, pipelineId }: Pick<Stage, 'id' | 'pipelineId'>): Promise<number> {
  if (client.adapter.capabilities.totals === 'exact') {
    const rows = await client.deals.totals({ totals: 'byStageOnly', where: { pipelineId, stageId: id } });
    return rows.reduce((sum, { count }) => sum + count, 0);
  }
  let count = 0;
  let after: string | undefined;
  do {
    const page = await client.deals.list({
      where: { stageId: id },
      sort: [{ by: 'rank' }],
      limit: 1_000,
      ...(after !== undefined && { after }),
    });
    count += page.records.length;
    after = page.next;
  } while (after !== undefined);
  return count;
}

/** What became of a stage: gone, with its deals moved; or still there, for those that a rule keeps in it. */
interface RemovedStage {
  readonly moved: readonly string[];
  readonly refused: number;
}

/**
 * Moves all deals of a stage to another, and removes it. The rules of the other stage hold for each deal; while one of them refuses some,
 * the stage stays.
 * @param toStageId needed only where there are deals
 */
export async function removeStage(client: CrmClient, stage: Stage, toStageId: string | undefined): Promise<RemovedStage> {
  const moved: string[] = [];
  const refused = new Set<string>();
  for (;;) {
    const { records } = await client.deals.list({ where: { stageId: stage.id }, sort: [{ by: 'rank' }], limit: atOnce + refused.size });
    const waiting = records.filter(({ id }) => !refused.has(id));
    if (waiting.length === 0 || toStageId === undefined) break;
    const result = await client.moveDeals(
      waiting.slice(0, atOnce).map(({ id }) => ({ dealId: id, toStageId })),
      { skipRefused: true },
    );
    moved.push(...result.deals.map(({ id }) => id));
    for (const { dealId } of result.refused) refused.add(dealId);
    // A page of the store has 1,000 records at most.
    if (refused.size > 800) break;
  }
  if (refused.size === 0) await client.stages.remove(stage.id);
  return { moved, refused: refused.size };
}

/** Brings a removed stage back, and the deals that were moved out of it as far as its rules let them in. */
export async function bringBack(client: CrmClient, stage: Stage, { moved, refused }: RemovedStage): Promise<void> {
  if (refused === 0) await client.stages.restore(stage.id);
  for (let from = 0; from < moved.length; from += atOnce)
    await client.moveDeals(
      moved.slice(from, from + atOnce).map((dealId) => ({ dealId, toStageId: stage.id })),
      { skipRefused: true },
    );
}
