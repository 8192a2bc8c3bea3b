import type { CsvTable } from './csv.types.js';
import { dayAndMonth, readDate } from './dates.js';
import { currencyOf, splitAmount } from './figures.js';
import type { CsvFormats, DateOrder } from './mapping.types.js';

const sampleValues = 500;

/** Cells with content of a column, taken from the whole of it. */
export function sampleOf({ rows }: CsvTable, column: number): string[] {
  const values: string[] = [];
  // An odd step, so that a file whose rows repeat in pairs is not seen by half.
  const step = Math.max(1, Math.floor(rows.length / sampleValues)) | 1;
  for (let row = 0; row < rows.length && values.length < sampleValues; row += step) {
    const value = (rows[row]![column] ?? '').trim();
    if (value !== '') values.push(value);
  }
  return values;
}

/** @returns `unclear` where no day is above 12 and the sign between does not tell */
function dateOrder(values: readonly string[]): { date?: DateOrder; isUnclear: boolean } {
  const dates = values.flatMap((value) => dayAndMonth(value) ?? []);
  if (dates.length === 0) return { isUnclear: false, ...(values.some((value) => readDate(value, 'ymd') !== undefined) && { date: 'ymd' }) };
  const dayFirst = dates.filter(({ first, second }) => first > 12 && second <= 12).length;
  const monthFirst = dates.filter(({ first, second }) => second > 12 && first <= 12).length;
  // With points the day stands first wherever they are used.
  const isPointed = dates.every(({ separator }) => separator === '.');
  if (dayFirst === 0 && monthFirst === 0) return { date: 'dmy', isUnclear: !isPointed };
  return { date: monthFirst > dayFirst ? 'mdy' : 'dmy', isUnclear: dayFirst > 0 && monthFirst > 0 };
}

/** The sign that must begin the decimals of a figure; `either` where it may as well group digits. */
function decimalOf(figures: string): '.' | ',' | 'either' | undefined {
  const signs: string[] = figures.match(/[.,]/g) ?? [];
  const last = signs.at(-1) as '.' | ',' | undefined;
  if (last === undefined) return undefined;
  const other = last === '.' ? ',' : '.';
  if (signs.includes(other)) return last;
  // Several of the same group digits, so that the other one begins the decimals.
  if (signs.length > 1) return other;
  const behind = figures.slice(figures.lastIndexOf(last) + 1);
  const inFront = figures.slice(0, figures.lastIndexOf(last)).replace(/\D/g, '');
  return /^\d{3}$/.test(behind) && inFront.length <= 3 && inFront !== '' && !/^0+$/.test(inFront) ? 'either' : last;
}

function decimalSign(amounts: readonly { figures: string }[]): { decimal?: '.' | ','; isUnclear: boolean } {
  const votes = { '.': 0, ',': 0, either: 0 };
  let first: string | undefined;
  for (const { figures } of amounts) {
    const vote = decimalOf(figures);
    if (vote !== undefined) votes[vote]++;
    if (vote === 'either') first ??= figures;
  }
  if (votes['.'] + votes[','] > 0) return { decimal: votes[','] > votes['.'] ? ',' : '.', isUnclear: votes['.'] > 0 && votes[','] > 0 };
  if (first === undefined) return { isUnclear: false };
  // `1,234` and `1.234` alone: more likely groups of digits.
  return { decimal: first.includes(',') ? '.' : ',', isUnclear: true };
}

function currencyOfAll(amounts: readonly { sign: string | undefined }[]): string | undefined {
  const named = new Set(amounts.flatMap(({ sign }) => (sign === undefined ? [] : (currencyOf(sign, undefined) ?? []))));
  return named.size === 1 ? [...named][0] : undefined;
}

/**
 * How a column writes dates, figures and money, as far as its cells tell. What they leave open stands in `unclear`, beside the likelier reading: a person
 * decides by changing the one and taking away the other.
 */
export function guessFormats(table: CsvTable, column: number): CsvFormats {
  const values = sampleOf(table, column);
  const { date, isUnclear: dateIsUnclear } = dateOrder(values);
  const amounts = date === undefined ? values.flatMap((value) => splitAmount(value) ?? []).filter(({ figures }) => /\d/.test(figures)) : [];
  const { decimal, isUnclear: decimalIsUnclear } = decimalSign(amounts);
  const currency = currencyOfAll(amounts);
  const unclear = [...(dateIsUnclear ? (['date'] as const) : []), ...(decimalIsUnclear ? (['decimal'] as const) : [])];
  return { ...(date && { date }), ...(decimal && { decimal }), ...(currency && { currency }), ...(unclear.length > 0 && { unclear }) };
}
