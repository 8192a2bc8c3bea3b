import { expect } from 'chai';
import type { TotalRow } from '@crm-elements/data';
import type { Scalar, Stage } from '@crm-elements/schema';
import { meanStays, meanTime, stageFigures, sumRows, winRate } from './figures.js';
import { monthsShown, monthWon, timeToWin, wonDeals, type WonDeals } from './won-deals.js';

const row = (group: Record<string, Scalar>, count: number, sums: Record<string, string> = {}): TotalRow => ({ group, count, sums });
const eur = (amount: string, count = 1, group: Record<string, Scalar> = {}) =>
  row({ 'amount.currency': 'EUR', ...group }, count, { amount });
const stage = (id: string): Stage => ({ id, name: id, kind: 'open' }) as Stage;

describe('the figures of a pipeline', () => {
  // Fails when currencies are added to each other, a large sum loses digits, or an unknown value counts as 0.
  it('are summed by currency, and say how many values are not known', () => {
    const rows = [
      eur('9007199254740993', 3),
      eur('1', 2),
      row({ 'amount.currency': 'JPY' }, 1, { amount: '500' }),
      row({ 'amount.currency': null }, 4),
    ];
    expect(sumRows(rows)).to.deep.equal({
      count: 10,
      sums: [
        { currency: 'EUR', amount: '9007199254740994' },
        { currency: 'JPY', amount: '500' },
      ],
      unvalued: 4,
    });
    expect(sumRows([row({ 'amount.currency': null }, 2)]).sums, 'no 0').to.deep.equal([]);
  });

  // Fails when open deals are counted among the closed, or nothing closed is 0 or not a number.
  it('have a win rate of the deals that are closed', () => {
    expect([winRate(4_238, 2_473)!.toFixed(4), winRate(0, 3), winRate(2, 0)]).to.deep.equal(['0.6315', 0, 1]);
    expect(winRate(0, 0)).to.equal(undefined);
  });

  // Fails when the mean over nothing is 0.
  it('have a mean only over something', () => {
    expect(meanTime('900', 4)).to.deep.equal({ ms: 225, count: 4 });
    expect(meanTime('0', 0)).to.deep.equal({ ms: undefined, count: 0 });
  });

  // Fails when the making of a deal counts as a stay, or moves to different stages are not taken together.
  it('tell the mean time in a stage from the moves out of it', () => {
    const stays = meanStays([
      row({ fromStageId: null, toStageId: 'a' }, 9, { durationMs: '0' }),
      row({ fromStageId: 'a', toStageId: 'b' }, 3, { durationMs: '300' }),
      row({ fromStageId: 'a', toStageId: 'c' }, 1, { durationMs: '500' }),
    ]);
    expect([...stays]).to.deep.equal([['a', { ms: 200, count: 4 }]]);
  });

  // Fails when a stage without deals is left out, or deals vanish whose stage is gone.
  it('name each stage, in their order, and stages that are gone behind them', () => {
    const figures = stageFigures([eur('5', 3, { stageId: 'b' }), eur('7', 1, { stageId: 'gone' })], [stage('a'), stage('b')]);
    expect(figures.map(({ stage: { id }, unmapped, deals, share }) => [id, unmapped, deals.count, share])).to.deep.equal([
      ['a', false, 0, 0],
      ['b', false, 3, 0.75],
      ['gone', true, 1, 0.25],
    ]);
  });
});

describe('what won deals tell', () => {
  const at = (day: string) => `${day}T10:00:00.000Z`;

  // Fails when a deal that was written down after its close is said to have taken no time.
  it('is how long they took, where both ends are known', () => {
    const won = { status: 'won', createdAt: at('2026-01-01'), closedAt: at('2026-01-11') } as const;
    expect(timeToWin(won)).to.equal(10 * 86_400_000);
    expect(timeToWin({ ...won, closedAt: null })).to.equal(null);
    expect(timeToWin({ ...won, closedAt: at('2025-12-31') })).to.equal(null);
    expect(timeToWin({ ...won, status: 'lost' })).to.equal(null);
    expect([monthWon(won), monthWon({ ...won, status: 'lost' })]).to.deep.equal(['2026-01', null]);
  });

  // Fails when deals of unknown time are in the mean, or months with several currencies fall apart.
  it('is summed over months and currencies', () => {
    const {
      timeToWin: mean,
      untimed,
      months,
    } = wonDeals([
      eur('100', 2, { month: '2026-02' }),
      { ...eur('50', 3, { month: '2026-01' }), sums: { amount: '50', timeToWin: '600', timed: '2' } },
      row({ month: '2026-01', 'amount.currency': 'USD' }, 1, { amount: '7', timeToWin: '300', timed: '1' }),
    ]);
    expect([mean, untimed]).to.deep.equal([{ ms: 300, count: 3 }, 3]);
    expect(months.map(({ month, count, sums }) => [month, count, sums.length])).to.deep.equal([
      ['2026-01', 4, 2],
      ['2026-02', 2, 1],
    ]);
  });

  const wonIn = (...months: (string | null)[]): WonDeals => wonDeals(months.map((month) => eur('1', 1, { month })));

  // Fails when a month without a deal is skipped, or deals outside of the year are left out.
  it('is shown for the last twelve months, and all before and after them together', () => {
    const { months, earlier, later, unknown } = monthsShown(wonIn(null, '2024-05', '2025-12', '2026-11', '2027-02'), '2026-11');
    expect(months.map(({ month }) => month).join(' ')).to.equal(
      '2025-12 2026-01 2026-02 2026-03 2026-04 2026-05 2026-06 2026-07 2026-08 2026-09 2026-10 2026-11',
    );
    expect(months.map(({ count }) => count).join('')).to.equal('100000000001');
    expect([earlier, later, unknown].map((each) => each?.count)).to.deep.equal([1, 1, 1]);
  });

  // Fails when an import of old deals shows twelve empty months.
  it('is shown for the last year in which something was won', () => {
    const { months, earlier, later } = monthsShown(wonIn('2016-12', '2017-12'), '2026-11');
    expect([months[0]!.month, months.at(-1)!.month, months.at(-1)!.count]).to.deep.equal(['2017-01', '2017-12', 1]);
    expect([earlier?.count, later]).to.deep.equal([1, undefined]);
  });
});
