import { isCalendarDate, isInstant } from '@crm-elements/schema';

const basic = /^(\d{4})(\d{2})(\d{2})(?=[T\s]|$)/i;
const extended = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=[T\s]|$)/i;
const time = /^[T\s](\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d{1,9}))?\s?(?:Z|([+-])(\d{2}):?(\d{2})?)?$/i;

/** A date with something missing: `--0203`, `---03`, `1996`, `1996-04` (RFC 6350, 4.3.1; ISO 8601:2000, truncated). */
const partial = /^(?:--\d{2}(?:-?\d{2})?|---\d{2}|\d{4}(?:-\d{2})?)(?=[T\s]|$)/i;

function dateAt(text: string): string | undefined {
  const [, year, month, day] = basic.exec(text) ?? extended.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

/**
 * A birthday as `YYYY-MM-DD`, from every way to write a date (RFC 6350, 4.3; RFC 2426, 3.1.5; vCard 2.1). A time and a zone behind it are left out: the
 * day is the one that was written.
 * @param omittedYear The year that stands for none (Apple writes 1604).
 */
export function readBirthday(text: string, omittedYear?: string): { date: string } | { isPartial: boolean } {
  const date = dateAt(text);
  if (date === undefined) return { isPartial: partial.test(text) };
  return omittedYear !== undefined && date.startsWith(`${omittedYear}-`) ? { isPartial: true } : { date };
}

/** A moment (RFC 6350, 4.3.5; RFC 2426, 3.6.4) as records keep it. A day alone is its beginning, and a time without a zone is in UTC. */
export function readTimestamp(text: string): string | undefined {
  const date = dateAt(text);
  const rest = text.replace(basic, '').replace(extended, '');
  if (date === undefined) return undefined;
  const [found, hours, minutes, seconds = '00', fraction = '', sign, zoneHours = '0', zoneMinutes = '0'] = time.exec(rest) ?? [];
  if (found === undefined && rest.trim() !== '') return undefined;
  const written =
    found === undefined ? `${date}T00:00:00.000Z` : `${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  if (!isInstant(written)) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const moment = new Date(Date.parse(written) - offset * 60_000).toISOString();
  return isInstant(moment) ? moment : undefined;
}
