/**
 * The arithmetic of a pipeline's summary, over rows of totals: those of the store, of a projection, or one for each deal that a page gives. Pure.
 */
import type { TotalRow } from '@crm-elements/data';
import { sumMoney, type MoneySum, type Stage } from '@crm-elements/schema';

/** How many deals, and what they come to. */
export interface DealSum {
  readonly count: number;
  /** The exact sum of each currency. */
  readonly sums: readonly MoneySum[];
  /** Deals whose value is not known: they are in `count`, and in no sum. */
  readonly unvalued: number;
}

/** A mean, and over how many it was taken; `ms` is undefined over none. */
export interface MeanTime {
  readonly ms: number | undefined;
  readonly count: number;
}

/** A stage, and the deals in it. */
export interface StageFigures {
  readonly stage: Pick<Stage, 'id' | 'name' | 'kind'>;
  /** The deals name a stage that there is not. */
  readonly unmapped: boolean;
  readonly deals: DealSum;
  /** Of all deals of the pipeline, 0 to 1. */
  readonly share: number;
}

/** Adds rows up. A row without a currency stands for deals whose value is not known. */
export function sumRows(rows: readonly TotalRow[]): DealSum {
  const count = (some: readonly TotalRow[]) => some.reduce((sum, row) => sum + row.count, 0);
  const valued = rows.filter(({ group }) => typeof group['amount.currency'] === 'string');
  return {
    count: count(rows),
    sums: sumMoney(valued.map(({ group, sums }) => ({ amount: sums.amount ?? '0', currency: String(group['amount.currency']) }))),
    unvalued: count(rows) - count(valued),
  };
}

/** The rows of one value of a group. */
export const rowsWhere = (rows: readonly TotalRow[], key: string, value: string): TotalRow[] =>
  rows.filter(({ group }) => group[key] === value);

/**
 * Win rate, as sales reports define it: won ÷ (won + lost), from 0 to 1. Deals that are still open do not count: nobody knows yet how they
 * end. Undefined while none is closed.
 */
export const winRate = (won: number, lost: number): number | undefined => (won + lost > 0 ? won / (won + lost) : undefined);

/** The arithmetic mean of `count` times that come to `sumMs`, in milliseconds. @param sumMs a whole number in decimal digits */
export const meanTime = (sumMs: string, count: number): MeanTime => ({ ms: count > 0 ? Number(sumMs) / count : undefined, count });

/**
 * Mean time in each stage, by the stage's id: of all stays that are over, Σ `durationMs` ÷ number of moves out of it. Deals that stand in a
 * stage now are not counted: how long they will have stayed is not known.
 * @param rows of the stage changes' totals `byTransition`
 */
export function meanStays(rows: readonly TotalRow[]): ReadonlyMap<string, MeanTime> {
  const stays = new Map<string, { ms: bigint; count: number }>();
  for (const { group, count, sums } of rows) {
    const from = group.fromStageId;
    // A deal that was made has left no stage.
    if (typeof from !== 'string') continue;
    const known = stays.get(from) ?? { ms: 0n, count: 0 };
    stays.set(from, { ms: known.ms + BigInt(sums.durationMs ?? '0'), count: known.count + count });
  }
  return new Map([...stays].map(([id, { ms, count }]) => [id, meanTime(String(ms), count)]));
}

/** Each stage in its order, those without deals too; behind them the stages that deals name and there are not. */
export function stageFigures(rows: readonly TotalRow[], stages: readonly Stage[]): StageFigures[] {
  const known = new Set(stages.map(({ id }) => id));
  const strays = [...new Set(rows.map(({ group }) => String(group.stageId)))].filter((id) => !known.has(id));
  const { count: all } = sumRows(rows);
  return [...stages, ...strays.map((id) => ({ id, name: '', kind: 'open' as const }))].map((stage) => {
    const deals = sumRows(rowsWhere(rows, 'stageId', stage.id));
    return { stage, unmapped: !known.has(stage.id), deals, share: all > 0 ? deals.count / all : 0 };
  });
}
