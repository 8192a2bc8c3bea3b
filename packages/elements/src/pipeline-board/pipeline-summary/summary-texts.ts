import type { MoneySum } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';
import type { summary } from '../../i18n/en/summary.js';
import { cached } from '../../i18n/format.js';
import type { Localizer } from '../../internal/locale.js';
import { shortMoney } from '../render-card.js';

export type SummaryLocalizer = Localizer<typeof summary>;

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** A time in the largest unit of which it has at least one: "51.78 days", "3.5 hours". @param digits behind the decimal sign */
export function duration(ms: number, digits: 1 | 2, localizer: SummaryLocalizer): TemplateResult {
  const { unit, ms: length } = units.find((each) => ms >= each.ms) ?? units[2];
  const text = localizer.number(ms / length, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return html`<time datetime="PT${Math.round(ms / 1_000)}S">${text}</time>`;
}

/** @param value 0 to 1 */
export const percent = (value: number, digits: 0 | 1 | 2, localizer: SummaryLocalizer): string =>
  localizer.number(value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A sum for each currency, each in a line that is not broken. */
export const moneyLines = (sums: readonly MoneySum[], localizer: SummaryLocalizer): TemplateResult[] =>
  sums.map((sum) => html`<span class="money">${shortMoney(sum, localizer.locale)}</span>`);

export const moneyText = (sums: readonly MoneySum[], localizer: SummaryLocalizer): string =>
  sums.map((sum) => shortMoney(sum, localizer.locale)).join(' + ');

const monthStyle = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;

/** @param month as `2026-11` */
export function monthName(month: string, { locale }: SummaryLocalizer): TemplateResult {
  const format = cached('date', locale, monthStyle, () => new Intl.DateTimeFormat(locale, monthStyle));
  return html`<time datetime=${month}>${format.format(new Date(`${month}-01`))}</time>`;
}
