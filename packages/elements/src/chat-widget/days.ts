import type { chat } from '../i18n/en/chat.js';
import type { Localizer } from '../internal/locale.js';

const two = (value: number) => String(value).padStart(2, '0');

/** The calendar day of a moment where the visitor is, `YYYY-MM-DD`. */
export function dayOf(at: string | number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Today", "Yesterday", or the date. */
export function dayName(day: string, localizer: Localizer<typeof chat>, now = Date.now()): string {
  if (day === dayOf(now)) return localizer.t('today');
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayOf(yesterday.getTime())) return localizer.t('yesterday');
  return localizer.date(day, day.slice(0, 4) === dayOf(now).slice(0, 4) ? 'longDay' : 'day');
}
