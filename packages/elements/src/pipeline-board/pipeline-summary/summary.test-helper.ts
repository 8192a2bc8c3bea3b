import type { CreateOperation, CrmClient } from '@crm-elements/data';
import { makeRecord, money, ranksBetween, type Deal, type Pipeline, type Stage } from '@crm-elements/schema';
import '../../define/pipeline-summary.js';
import { deepQueryAll } from '../../internal/testing/texts.test-helper.js';
import { fill, until } from '../board.test-helper.js';
import type { CrmPipelineSummary } from './pipeline-summary.js';

/** When deals began and were won: two in one month, one in another, one whose beginning nobody wrote down. */
const wins = [
  { id: 'w1', began: '2026-02-01', won: '2026-03-03', amount: money(100_000, 'EUR') },
  { id: 'w2', began: '2026-02-01', won: '2026-03-13', amount: money(5_000, 'USD') },
  { id: 'w3', began: '2026-04-01', won: '2026-04-21', amount: null },
  { id: 'w4', began: '2026-09-01', won: '2026-04-22', amount: money(50_000, 'EUR') },
] as const;

const at = (date: string) => `${date}T09:00:00.000Z`;

const losses = [1, 2].map((n) => ({ id: `l${n}`, began: '2026-01-01', closed: '2026-05-01', amount: null, status: 'lost' as const }));

/** Deals that are closed: four won, two lost. */
const closedDeals = [...wins.map(({ won, ...deal }) => ({ ...deal, closed: won, status: 'won' as const })), ...losses].map(
  ({ id, began, closed, amount, status }, i, { length }) => ({
    ...makeRecord('deals', {
      name: id,
      stageId: status,
      pipelineId: 'sales',
      status,
      rank: ranksBetween(null, null, length)[i]!,
      stageEnteredAt: at(closed),
      amount,
    }),
    id,
    createdAt: at(began),
    closedAt: at(closed),
  }),
);

/** Six open deals in two of six stages, and those that are closed. */
export async function fillSummary(client: CrmClient): Promise<void> {
  await fill(client);
  const ops = closedDeals.map((record): CreateOperation => ({ op: 'create', collection: 'deals', record }));
  await client.adapter.commit({ ops });
}

/** All that a page holds itself. */
export async function plainSummary(client: CrmClient): Promise<{ pipeline: Pipeline; stages: Stage[]; deals: Deal[] }> {
  const [pipeline] = (await client.pipelines.list()).records;
  const [{ records: stages }, { records: deals }] = await Promise.all([
    client.stages.list({ where: { pipelineId: 'sales' }, sort: [{ by: 'order' }] }),
    client.deals.list({ limit: 1_000 }),
  ]);
  return { pipeline: pipeline!, stages, deals };
}

const text = (element: HTMLElement): string => element.innerText.replace(/\s+/g, ' ').trim();

/** What each tile says, by its name. */
export const tilesOf = (summary: CrmPipelineSummary): Record<string, string> =>
  Object.fromEntries(
    deepQueryAll(summary, '[part~=figure]').map((tile) => [
      text(tile.querySelector('dt')!),
      [...tile.querySelectorAll('dd')].map(text).join(' | '),
    ]),
  );

/** The rows of a chart: what stands in each of their cells. */
export const rowsOf = (summary: CrmPipelineSummary, chart: 'stages' | 'months'): string[] =>
  deepQueryAll(summary, `table[aria-labelledby=${chart}] tbody tr`).map((row) =>
    [...row.children].map((cell) => text(cell as HTMLElement)).join(' | '),
  );

/** Waits until all figures are exact. */
export async function exact(summary: CrmPipelineSummary): Promise<void> {
  await until(() => summary.matches(':state(ready)') && !summary.matches(':state(counting)'), 'exact figures');
  await summary.updateComplete;
}
