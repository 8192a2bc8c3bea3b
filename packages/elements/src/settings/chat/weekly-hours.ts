/** The hours of a week, as they are edited. */
import type { ChatHours } from '../../chat-widget/chat.types.js';

export type Interval = ChatHours['weekly'][number];

export const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a day is called. @param day 1 is Monday */
export const dayName = (day: Interval['day'], locale: string): string =>
  // The first of January 2024 was a Monday.
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

/** Monday to Friday, nine to five, where this browser is. */
export const usualHours = (): ChatHours => ({
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  weekly: days.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' })),
});

/** By the day, and by the hour in it. */
export const sortedWeekly = (weekly: readonly Interval[]): Interval[] =>
  [...weekly].sort((a, b) => a.day - b.day || (a.from < b.from ? -1 : 1));

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const isTime = (text: string) => text === '24:00' || clock.test(text);

/** The first interval that is none, or lies over another of its day. */
export function wrongInterval(weekly: readonly Interval[]): Interval | undefined {
  return weekly.find(
    (one) =>
      !isTime(one.from) ||
      !isTime(one.to) ||
      one.from >= one.to ||
      weekly.some((other) => other !== one && other.day === one.day && other.from <= one.from && one.from < other.to),
  );
}

/** Hours that a day may be offered: nine to five, else what is left of it behind the last. */
export function offerInterval(weekly: readonly Interval[], day: Interval['day']): Interval | undefined {
  const own = weekly.filter((one) => one.day === day);
  if (own.length === 0) return { day, from: '09:00', to: '17:00' };
  const last = own
    .map(({ to }) => to)
    .sort()
    .at(-1)!;
  const hour = Number(last.slice(0, 2)) + 1;
  return hour < 23
    ? { day, from: `${String(hour).padStart(2, '0')}:00`, to: `${String(Math.min(hour + 3, 23)).padStart(2, '0')}:00` }
    : undefined;
}

export const addInterval = (weekly: readonly Interval[], day: Interval['day']): Interval[] => {
  const offered = offerInterval(weekly, day);
  return offered ? sortedWeekly([...weekly, offered]) : [...weekly];
};
