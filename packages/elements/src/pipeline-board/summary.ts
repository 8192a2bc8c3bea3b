import type { TotalRow } from '@crm-elements/data';
import { sumMoney, weightedValue, type Deal, type Stage } from '@crm-elements/schema';
import type { StageSummary } from './pipeline-board.types.js';

type Probable = Pick<Stage, 'id' | 'probability'>;

const nothing: StageSummary = { count: 0, sums: [], weighted: [] };

/** The heads of the columns from the store's exact totals `byStage`. Stages without deals have no row. */
export function summariesOf(rows: readonly TotalRow[], stages: readonly Probable[]): Map<string, StageSummary> {
  const byStage = new Map<string, TotalRow[]>();
  for (const row of rows) {
    const id = String(row.group.stageId);
    byStage.set(id, [...(byStage.get(id) ?? []), row]);
  }
  const probabilities = new Map(stages.map(({ id, probability }) => [id, probability]));
  const summaries = new Map<string, StageSummary>(stages.map(({ id }) => [id, nothing]));
  for (const [id, own] of byStage) {
    summaries.set(id, {
      count: own.reduce((sum, { count }) => sum + count, 0),
      sums: sumMoney(
        own.flatMap(({ group, sums }) =>
          typeof group['amount.currency'] === 'string' ? { amount: sums.amount ?? '0', currency: group['amount.currency'] } : [],
        ),
      ),
      weighted: weightedValue(own, (stageId) => probabilities.get(stageId)),
    });
  }
  return summaries;
}

/** A row of totals for one deal, so that sums over deals and sums of the store are one arithmetic. */
export function rowOf({ stageId, status, amount, probabilityOverride }: Deal): TotalRow {
  const value = String(amount?.amount ?? 0);
  const own = probabilityOverride != null;
  return {
    group: { stageId, status, 'amount.currency': amount?.currency ?? null },
    count: 1,
    sums: {
      amount: value,
      amountAtStageProbability: own ? '0' : value,
      weightedOverrides: own ? String(BigInt(value) * BigInt(probabilityOverride)) : '0',
    },
  };
}

/** The head of a column from the deals themselves, for boards whose deals are all at hand. */
export function summaryOf(deals: readonly Deal[], stage: Probable | undefined): StageSummary {
  return {
    count: deals.length,
    sums: sumMoney(deals.map(({ amount }) => amount)),
    weighted: weightedValue(
      deals.map((deal) => ({ ...rowOf(deal), group: { ...rowOf(deal).group, stageId: stage?.id ?? deal.stageId } })),
      (id) => (id === stage?.id ? stage.probability : undefined),
    ),
  };
}

/** What several columns hold together. */
export function sumOf(summaries: Iterable<StageSummary>): StageSummary {
  const all = [...summaries];
  return {
    count: all.every(({ count }) => count !== undefined) ? all.reduce((sum, { count }) => sum + count!, 0) : undefined,
    sums: sumMoney(all.flatMap(({ sums }) => sums)),
    weighted: sumMoney(all.flatMap(({ weighted }) => weighted)),
  };
}
