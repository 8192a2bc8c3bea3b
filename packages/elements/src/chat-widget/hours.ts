import { cached } from '../i18n/format.js';
import type { ChatHours } from './chat.types.js';

const minutesOf = (time: string): number => {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string;
  /** 1 is Monday. */
  day: number;
  /** Minutes since midnight. */
  minutes: number;
}

/** A moment on the wall of a time zone. */
function localTime(at: number, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)!.value;
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return { date, day: new Date(`${date}T00:00:00Z`).getUTCDay() || 7, minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Nobody is away longer than the weekly hours and a holiday season tell. */
const daysAhead = 30;

/**
 * Whether somebody answers at a moment, and when next if not. Hours that cannot be read count as open, so that a slip of the page closes no
 * chat.
 * @param at milliseconds since 1970
 * @returns `opensAt` in milliseconds since 1970, when it is within 30 days
 */
export function openness({ timeZone, weekly, holidays = [] }: ChatHours, at: number): { open: boolean; opensAt?: number } {
  let now: LocalTime;
  try {
    now = localTime(at, timeZone);
  } catch {
    return { open: true };
  }
  const intervals = weekly
    .map(({ day, from, to }) => ({ day, from: minutesOf(from), to: minutesOf(to) }))
    .filter(({ from, to }) => from < to);
  if (intervals.length === 0) return { open: weekly.length > 0 };
  const closed = new Set(holidays);
  const isOpen = !closed.has(now.date) && intervals.some(({ day, from, to }) => day === now.day && from <= now.minutes && now.minutes < to);
  if (isOpen) return { open: true };

  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    // Noon of the day: an hour more or less for summer time stays within it.
    const noon = at + (12 * 60 - now.minutes) * minuteMs + ahead * dayMs;
    const { date, day } = localTime(noon, timeZone);
    if (closed.has(date)) continue;
    const next = intervals.filter((one) => one.day === day && (ahead > 0 || one.from > now.minutes)).sort((a, b) => a.from - b.from)[0];
    if (next) return { open: false, opensAt: momentOf(noon, next.from, timeZone) };
  }
  return { open: false };
}

/** The moment at which a time zone's wall shows a time, on the day of another moment. */
function momentOf(near: number, minutes: number, timeZone: string): number {
  const wall = localTime(near, timeZone);
  const guess = near + (minutes - wall.minutes) * minuteMs;
  // Where the clocks changed in between it is an hour off.
  const off = minutes - localTime(guess, timeZone).minutes;
  return Math.floor((guess + off * minuteMs) / minuteMs) * minuteMs;
}

/** "9:00 AM", or "Monday at 9:00 AM" when that is another day, as the visitor's own clock shows it. */
export function openingText(opensAt: number, now: number, locale: string): string {
  const isToday = new Date(opensAt).toDateString() === new Date(now).toDateString();
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', ...(!isToday && { weekday: 'long' as const }) };
  return cached('date', locale, options, () => new Intl.DateTimeFormat(locale, options)).format(opensAt);
}
