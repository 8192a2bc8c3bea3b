import { addDays, toInstant } from '@crm-elements/schema';

/** A stretch of time as the cast is written with: `2d 3h 20m`. Weeks are `w`. */
export type Span = string;

const minute = 60_000;
const units: Readonly<Record<string, number>> = { w: 7 * 24 * 60 * minute, d: 24 * 60 * minute, h: 60 * minute, m: minute };

/** @throws RangeError for what is no stretch of time. */
export function spanMs(span: Span): number {
  if (!/^\d+[wdhm]( \d+[wdhm])*$/.test(span)) throw new RangeError(`Write a stretch of time such as "2d 3h", not "${span}".`);
  return span.split(' ').reduce((sum, part) => sum + Number(part.slice(0, -1)) * (units[part.slice(-1)] ?? 0), 0);
}

/**
 * Moments and days seen from now. Moments are elapsed time before now, not times of a wall clock: so they keep their order and stay in
 * the past at every hour of the day and across summer time.
 */
export interface Calendar {
  now: string;
  /** So long before now. */
  ago: (span: Span) => string;
  /** So long after now. */
  ahead: (span: Span) => string;
  /** The date so many days from today (UTC); negative is earlier. */
  day: (days: number) => string;
}

export function calendarFrom(now: number): Calendar {
  const instant = toInstant(now);
  return {
    now: instant,
    ago: (span) => toInstant(now - spanMs(span)),
    ahead: (span) => toInstant(now + spanMs(span)),
    day: (days) => addDays(instant.slice(0, 10), days),
  };
}
