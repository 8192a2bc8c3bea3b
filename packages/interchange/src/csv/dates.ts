import { isCalendarDate, toInstant } from '@crm-elements/schema';
import type { DateOrder } from './mapping.types.js';

const yearFirst = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)/;
const yearLast = /^(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/;
const compact = /^(\d{4})(\d\d)(\d\d)$/;
const timeOfDay =
  /^(?:[T,]|,?\s)\s?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:\s?([AaPp])\.?[Mm]\.?)?\s?(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?$/;

/** The numbers of a date whose year stands behind, in the order in which they stand; for telling the order. */
export function dayAndMonth(text: string): { first: number; second: number; separator: string } | undefined {
  const [, first, separator = '', second] = yearLast.exec(text.trim()) ?? [];
  return first === undefined ? undefined : { first: Number(first), second: Number(second), separator };
}

const asDate = (year: string, month: string, day: string): string | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
};

/** The date that a text begins with, and what follows it. */
function leadingDate(text: string, order: DateOrder): { date: string; rest: string } | undefined {
  const found = yearFirst.exec(text) ?? compact.exec(text) ?? yearLast.exec(text);
  if (!found) return undefined;
  const [whole, first = '', second = '', third = '', last = ''] = found;
  const rest = text.slice(whole.length);
  let date: string | undefined;
  if (compact.test(whole)) date = asDate(first, second, third);
  else if (first.length === 4) date = asDate(first, third, last);
  else date = order === 'mdy' ? asDate(last, first, third) : asDate(last, third, first);
  return date === undefined ? undefined : { date, rest };
}

/** Minutes ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3).replace(':', '') || '0'];
  return (zone.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** A moment in UTC; a time without a zone is taken for UTC, a date alone for its midnight. `undefined` for what is none. */
export function readMoment(text: string, order: DateOrder): string | undefined {
  const { date, rest = '' } = leadingDate(text.trim(), order) ?? {};
  if (date === undefined) return undefined;
  if (rest === '') return `${date}T00:00:00.000Z`;
  const [found, hour = '', minute = '', second = '0', fraction = '', half, zone] = timeOfDay.exec(rest) ?? [];
  if (found === undefined || Number(hour) > (half === undefined ? 23 : 12) || Number(minute) > 59 || Number(second) > 59) return undefined;
  const time = ((hourOf(Number(hour), half) * 60 + Number(minute) - offsetOf(zone)) * 60 + Number(second)) * 1_000;
  try {
    return toInstant(Date.parse(`${date}T00:00:00.000Z`) + time + Number(fraction.slice(0, 3).padEnd(3, '0')));
  } catch {
    return undefined;
  }
}

/** A calendar date as it is written, without regard to zones; a time behind it is left out. `undefined` for what is none. */
export function readDate(text: string, order: DateOrder): string | undefined {
  const { date, rest = '' } = leadingDate(text.trim(), order) ?? {};
  return rest === '' || timeOfDay.test(rest) ? date : undefined;
}
