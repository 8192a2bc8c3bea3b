import type { MoneySum } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { DealSum, MeanTime, StageFigures } from './figures.js';
import { renderBars, type Bar } from './render-bars.js';
import { duration, moneyLines, monthName, percent, type SummaryLocalizer } from './summary-texts.js';
import { monthsShown, type WonDeals } from './won-deals.js';

const none = '–';

/** What deals come to, and how many of them say nothing of it. */
const valueCell = ({ count, sums, unvalued }: DealSum, localizer: SummaryLocalizer): unknown =>
  count === 0
    ? none
    : html`${moneyLines(sums, localizer)}${unvalued > 0 ? html`<span class="unvalued">${localizer.t('unvalued', { count: unvalued })}</span>` : nothing}`;

interface StageChart {
  readonly stages: readonly StageFigures[];
  /** `null`: nothing tells how long deals stay. */
  readonly stays: ReadonlyMap<string, MeanTime> | null | undefined;
  readonly headingLevel: number;
  readonly localizer: SummaryLocalizer;
}

function stayCell({ stage }: StageFigures, stays: ReadonlyMap<string, MeanTime> | undefined, localizer: SummaryLocalizer): unknown {
  const { t } = localizer;
  // Deals come to rest in the last stages.
  if (stage.kind !== 'open') return none;
  if (!stays) return html`<span class="counting">${t('counting')}</span>`;
  const stay = stays.get(stage.id);
  return stay?.ms === undefined ? none : html`<span title=${t('stays', { count: stay.count })}>${duration(stay.ms, 1, localizer)}</span>`;
}

/** How many deals stand in each stage, of the pipeline's first to its last. */
export function renderStages({ stages, stays, headingLevel, localizer }: StageChart): TemplateResult {
  const { t } = localizer;
  const most = Math.max(...stages.map(({ deals }) => deals.count), 1);
  const bars = stages.map((figures): Bar => {
    const { stage, unmapped, deals, share } = figures;
    return {
      name: unmapped ? t('unmapped') : html`<bdi title=${stage.name}>${stage.name}</bdi>`,
      length: deals.count / most,
      cells: [
        html`${localizer.number(deals.count)} <span class="share" title=${t('share')}>${percent(share, 1, localizer)}</span>`,
        valueCell(deals, localizer),
        ...(stays === null ? [] : [stayCell(figures, stays, localizer)]),
      ],
    };
  });
  const heads = [t('stage'), t('deals'), t('value'), ...(stays === null ? [] : [t('timeInStage')])] as const;
  return renderBars({ id: 'stages', title: t('byStage'), headingLevel, heads, bars });
}

/** The currency that bars show: the pipeline's own where something was won in it, else that of most months. */
function drawnCurrency(months: readonly DealSum[], own: string | undefined): string | undefined {
  const counts = new Map<string, number>();
  for (const { sums } of months) for (const { currency } of sums) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  if (own !== undefined && counts.has(own)) return own;
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

const amountIn = (sums: readonly MoneySum[], currency: string | undefined): number =>
  Number(sums.find((sum) => sum.currency === currency)?.amount ?? 0);

interface MonthChart {
  readonly won: WonDeals;
  /** The pipeline's. */
  readonly currency: string | undefined;
  /** As `2026-11`. */
  readonly present: string;
  readonly headingLevel: number;
  readonly localizer: SummaryLocalizer;
}

/** What was won in each month, and what was won before and after those that are shown. */
export function renderMonths({ won, currency, present, headingLevel, localizer }: MonthChart): TemplateResult {
  const { t } = localizer;
  const { months, earlier, later, unknown } = monthsShown(won, present);
  const drawn = drawnCurrency(months, currency);
  const most = Math.max(...months.map(({ sums }) => amountIn(sums, drawn)), 1);
  const row = (name: unknown, deals: DealSum, length?: number): Bar => ({
    name,
    length,
    cells: [localizer.number(deals.count), valueCell(deals, localizer)],
  });
  const rest = (name: string, deals: DealSum | undefined) => (deals ? [row(name, deals)] : []);
  const isMixed = new Set(months.flatMap(({ sums }) => sums.map((sum) => sum.currency))).size > 1;
  return renderBars({
    id: 'months',
    title: t('byMonth'),
    headingLevel,
    heads: [t('month'), t('deals'), t('value')],
    bars: [
      ...rest(t('earlier'), earlier),
      ...months.map((deals) => row(monthName(deals.month, localizer), deals, amountIn(deals.sums, drawn) / most)),
      ...rest(t('later'), later),
      ...rest(t('monthUnknown'), unknown),
    ],
    note: html`<p class="note">${isMixed && drawn !== undefined ? `${t('barsShow', { currency: drawn })} ` : ''}${t('monthHint')}</p>`,
  });
}
