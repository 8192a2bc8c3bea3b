import { html, nothing, type TemplateResult } from 'lit';
import type { DealSum } from './figures.js';
import type { SummaryFigures } from './summary-data.js';
import { duration, moneyLines, moneyText, percent, type SummaryLocalizer } from './summary-texts.js';
import type { WonDeals } from './won-deals.js';

interface Tile {
  readonly name: string;
  /** What the tile says; undefined until it is exact. */
  readonly value: unknown;
  /** What belongs to it, a line each. */
  readonly lines?: readonly unknown[];
}

const renderTile = ({ name, value, lines = [] }: Tile, localizer: SummaryLocalizer): TemplateResult =>
  html`<div class="tile" part="figure">
    <dt>${name}</dt>
    <dd class="value numeric">${value ?? html`<span class="counting">${localizer.t('counting')}</span>`}</dd>
    ${lines.filter((line) => line !== nothing).map((line) => html`<dd class="line numeric">${line}</dd>`)}
  </div>`;

const valueLine = ({ sums }: DealSum, localizer: SummaryLocalizer) =>
  sums.length > 0 ? html`<span class="sum">${moneyLines(sums, localizer)}</span>` : nothing;

function openTile({ open, weighted }: SummaryFigures, localizer: SummaryLocalizer): Tile {
  const { t } = localizer;
  return {
    name: t('open'),
    value: localizer.number(open.count),
    lines: [
      valueLine(open, localizer),
      weighted.length > 0
        ? html`<span title=${t('weightedHint')}>${t('weighted', { sum: moneyText(weighted, localizer) })}</span>`
        : nothing,
      open.unvalued > 0 ? t('openUnvalued', { count: open.unvalued }) : nothing,
    ],
  };
}

function wonTile({ won }: SummaryFigures, localizer: SummaryLocalizer): Tile {
  return {
    name: localizer.t('won'),
    value: localizer.number(won.count),
    lines: [valueLine(won, localizer), won.unvalued > 0 ? localizer.t('wonUnvalued', { count: won.unvalued }) : nothing],
  };
}

function rateTile({ won, lost, winRate }: SummaryFigures, localizer: SummaryLocalizer): Tile {
  const { t } = localizer;
  const count = won.count + lost.count;
  return {
    name: t('winRate'),
    value: winRate === undefined ? '–' : percent(winRate, 2, localizer),
    lines: [count > 0 ? t('ofClosed', { won: localizer.number(won.count), count }) : t('noneClosed')],
  };
}

function timeTile({ won }: SummaryFigures, history: WonDeals | undefined, localizer: SummaryLocalizer): Tile {
  const { t } = localizer;
  const name = t('timeToWin');
  if (won.count === 0) return { name, value: '–', lines: [t('noneWon')] };
  if (!history) return { name, value: undefined };
  const { timeToWin, untimed } = history;
  return {
    name,
    value: timeToWin.ms === undefined ? '–' : duration(timeToWin.ms, 2, localizer),
    lines: [
      timeToWin.count > 0 ? t('fromBeginning', { count: timeToWin.count }) : nothing,
      untimed > 0 ? t('untimed', { count: untimed }) : nothing,
    ],
  };
}

/** The figures that answer "how are we doing?" */
export function renderTiles(figures: SummaryFigures | undefined, won: WonDeals | undefined, localizer: SummaryLocalizer): TemplateResult {
  const { t } = localizer;
  const tiles: readonly Tile[] = figures
    ? [
        openTile(figures, localizer),
        wonTile(figures, localizer),
        { name: t('lost'), value: localizer.number(figures.lost.count) },
        rateTile(figures, localizer),
        timeTile(figures, won, localizer),
      ]
    : (['open', 'won', 'lost', 'winRate', 'timeToWin'] as const).map((name) => ({ name: t(name), value: undefined }));
  return html`<dl class="tiles" part="figures">${tiles.map((tile) => renderTile(tile, localizer))}</dl>`;
}
