const dayMs = 86_400_000;
const lastDay = 2_932_896; // 9999-12-31, in days since 1970-01-01

const isDigit = (code: number) => code >= 48 && code <= 57;

const digitsAt = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 48;
  }
  return value;
};

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

const isDateAt = (text: string): boolean => {
  if (text[4] !== '-' || text[7] !== '-') return false;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/**
 * Whether a value is a calendar date that exists, as `YYYY-MM-DD` (ISO 8601, Gregorian, years 0001 to 9999).
 * `2026-02-30` is not one.
 */
export function isCalendarDate(value: unknown): value is string {
  return typeof value === 'string' && value.length === 10 && isDateAt(value);
}

/**
 * Whether a value is a moment as records keep it: UTC, ISO 8601 with milliseconds, such as `2026-11-23T09:30:00.000Z`. Unlike
 * `Date.parse`, which in some browsers takes 30 February for 2 March, it takes only days and times that exist.
 */
export function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length === 24 &&
    isDateAt(value) &&
    value[10] === 'T' && value[13] === ':' && value[16] === ':' && value[19] === '.' && value[23] === 'Z' &&
    digitsAt(value, 11, 13) < 24 && digitsAt(value, 14, 16) < 60 && digitsAt(value, 17, 19) < 60 && digitsAt(value, 20, 23) < 1000
  );
}

/**
 * The moment of a number of milliseconds since 1970, as records keep it. Fractions of a millisecond are cut off.
 * Throws a RangeError for what is no moment of the years 0001 to 9999.
 */
export function toInstant(ms: number): string {
  const date = new Date(ms);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  if (!isInstant(text)) throw new RangeError(`Give the moment in milliseconds since 1970, in the years 0001 to 9999, not ${String(ms)}.`);
  return text;
}

/** The milliseconds since 1970 of a moment. Throws a RangeError when the text is no {@link isInstant | moment}. */
export function instantMs(instant: string): number {
  if (!isInstant(instant)) throw new RangeError('Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.');
  return Date.parse(instant);
}

const dayNumber = (date: string): number => {
  if (!isCalendarDate(date)) throw new RangeError('Write the date as YYYY-MM-DD, such as 2026-11-23.');
  return Date.parse(`${date}T00:00:00.000Z`) / dayMs;
};

/** The date so many days later (earlier when negative). Throws a RangeError for no date, no whole number, or a year outside 0001 to 9999. */
export function addDays(date: string, days: number): string {
  const day = dayNumber(date) + days;
  if (!Number.isInteger(day) || day > lastDay) throw new RangeError('Add a whole number of days that stays within the years 0001 to 9999.');
  return toInstant(day * dayMs).slice(0, 10);
}

/** Days from one date to another: 1 from a day to the next, negative when `to` is earlier. Throws a RangeError for no date. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** −1, 0 or 1: a compare function for sorting, earliest first. Throws a RangeError for no date. */
export function compareDates(a: string, b: string): -1 | 0 | 1 {
  return Math.sign(daysBetween(b, a)) as -1 | 0 | 1;
}

/** The month of a date, as `YYYY-MM`. Throws a RangeError for no date. */
export function monthOf(date: string): string {
  dayNumber(date);
  return date.slice(0, 7);
}

const formats = new Map<string, Intl.DateTimeFormat>();
const keptFormats = 64;

function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept) return kept;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch (cause) {
    throw new RangeError('Give the time zone by its IANA name, such as Europe/Madrid.', { cause });
  }
  if (formats.size >= keptFormats) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/**
 * The calendar date that a clock on the wall shows at a moment in a time zone (IANA name, such as `Europe/Madrid`).
 * Throws a RangeError for an unknown zone, for no moment, or when the date falls outside the years 0001 to 9999.
 */
export function calendarDateIn(instant: string, timeZone: string): string {
  const parts = dateFormat(timeZone).formatToParts(instantMs(instant));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  // Near both ends of the range a zone's offset leads into year 0 (shown as 1 BC) or 10000.
  if (!isCalendarDate(date) || Math.abs(daysBetween(instant.slice(0, 10), date)) > 1) throw new RangeError('Give a moment within the years 0001 to 9999.');
  return date;
}
