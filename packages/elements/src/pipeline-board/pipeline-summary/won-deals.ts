/** What deals that are won tell: how long it took to win them, and in which month that was. */
import type { DerivedValue, FilteredQuery, TotalRow } from '@crm-elements/data';
import { sumMoney, type Deal } from '@crm-elements/schema';
import { meanTime, sumRows, type DealSum, type MeanTime } from './figures.js';

type WonDeal = Pick<Deal, 'status' | 'createdAt' | 'closedAt'>;

/**
 * The time to win a deal, or sales cycle: from its beginning (`createdAt`, which an import sets to the beginning that a file tells) to its
 * close (`closedAt`), in milliseconds. `null` for deals that are not won, and where one of the two is not known: a close before the beginning
 * is that of a deal that was written down when all was over.
 */
export function timeToWin({ status, createdAt, closedAt }: WonDeal): number | null {
  if (status !== 'won' || closedAt == null) return null;
  const ms = Date.parse(closedAt) - Date.parse(createdAt);
  return ms >= 0 ? ms : null;
}

/** The month in which a deal was won, as `2026-11`, of universal time: everybody sees the same sums, wherever they are. */
export const monthWon = ({ status, closedAt }: WonDeal): string | null =>
  status === 'won' && closedAt != null ? closedAt.slice(0, 7) : null;

const of =
  <Value>(value: (deal: WonDeal) => Value) =>
  (record: Parameters<DerivedValue>[0]): Value =>
    value(record as unknown as Deal);

/** What `filtered` works out of each deal. Made once: that is how it is known again. */
export const wonValues = {
  month: of(monthWon),
  timeToWin: of(timeToWin),
  timed: of((deal) => (timeToWin(deal) === null ? null : 1)),
} satisfies Readonly<Record<string, DerivedValue>>;

/** All won deals of a pipeline by month and currency. No totals of a store tell when deals began and ended: each deal is looked at. */
export const wonQuery = (pipelineId: string): FilteredQuery => ({
  where: [
    { field: 'pipelineId', is: pipelineId },
    { field: 'status', is: 'won' },
  ],
  totals: 'byStatus',
  by: ['month', 'amount.currency'],
  derived: wonValues,
  sums: ['timeToWin', 'timed'],
  window: { offset: 0, limit: 1 },
});

/** The deals that were won in a month. */
export interface WonMonth extends DealSum {
  /** `2026-11`; `null` where it is not known. */
  readonly month: string | null;
}

export interface WonDeals {
  readonly timeToWin: MeanTime;
  /** Won deals whose beginning or close is not known: they are left out of the mean. */
  readonly untimed: number;
  /** Those in which something was won, in their order; the unknown one first. */
  readonly months: readonly WonMonth[];
}

/** @param rows of won deals by month and currency, with the sums of {@link wonValues} */
export function wonDeals(rows: readonly TotalRow[]): WonDeals {
  const sum = (name: string) => rows.reduce((all, { sums }) => all + BigInt(sums[name] ?? '0'), 0n);
  const timed = Number(sum('timed'));
  const byMonth = new Map<string | null, TotalRow[]>();
  for (const row of rows) {
    const month = row.group.month as string | null;
    byMonth.set(month, [...(byMonth.get(month) ?? []), row]);
  }
  return {
    timeToWin: meanTime(String(sum('timeToWin')), timed),
    untimed: sumRows(rows).count - timed,
    months: [...byMonth].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)).map(([month, own]) => ({ month, ...sumRows(own) })),
  };
}

/** So many months are shown one by one. */
const shownMonths = 12;

const monthsBefore = (month: string, count: number): string => {
  const [year, inYear] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, inYear - 1 - count, 1)).toISOString().slice(0, 7);
};

/** Months as they are shown: one after the other without a gap, and what lies outside of them, so that nothing is left out. */
export interface MonthsShown {
  readonly months: readonly (WonMonth & { readonly month: string })[];
  readonly earlier: DealSum | undefined;
  readonly later: DealSum | undefined;
  readonly unknown: DealSum | undefined;
}

const addUp = (some: readonly DealSum[]): DealSum => ({
  count: some.reduce((sum, { count }) => sum + count, 0),
  sums: sumMoney(some.flatMap(({ sums }) => sums)),
  unvalued: some.reduce((sum, { unvalued }) => sum + unvalued, 0),
});

/** The twelve months up to the present one; where nothing was won in them, those up to the last in which something was. @param present as `2026-11` */
export function monthsShown(won: WonDeals, present: string): MonthsShown {
  const known = won.months.filter((each): each is WonMonth & { month: string } => each.month !== null);
  const last = known.findLast(({ month }) => month <= present)?.month ?? present;
  const end = last > monthsBefore(present, shownMonths) ? present : last;
  const months = Array.from({ length: shownMonths }, (_, i) => monthsBefore(end, shownMonths - 1 - i));
  const together = (some: readonly WonMonth[]) => (some.length > 0 ? addUp(some) : undefined);
  return {
    months: months.map((month) => known.find((each) => each.month === month) ?? { month, ...addUp([]) }),
    earlier: together(known.filter(({ month }) => month < months[0]!)),
    later: together(known.filter(({ month }) => month > end)),
    unknown: won.months.find(({ month }) => month === null),
  };
}
