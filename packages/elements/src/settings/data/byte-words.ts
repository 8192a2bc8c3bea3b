import type { BoundLocalizer } from './render-counts.js';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in decimal units, as systems show the size of a disk. */
export function byteWords({ number }: Pick<BoundLocalizer, 'number'>, count: number): string {
  const step = count < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1_000 ** step;
  const unitDisplay = step === 0 ? 'long' : 'short';
  return number(value, { style: 'unit', unit: units[step]!, unitDisplay, maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 });
}

const least = 0.001;

/** A share of a whole, with as many digits as tell something. */
export function shareWords({ number }: Pick<BoundLocalizer, 'number'>, part: number, whole: number): string {
  const share = whole > 0 ? part / whole : 1;
  const isTiny = share > 0 && share < least;
  const words = number(isTiny ? least : share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });
  return isTiny ? `< ${words}` : words;
}
