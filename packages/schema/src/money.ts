import type { Money } from './records/common.js';
import { readDecimalDigits, type DecimalSign } from './decimal-digits.js';

/** Digits after the decimal sign, where they are not two (ISO 4217, list one). */
const exponents = new Map<string, number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/**
 * How many decimal digits a currency has: the exponent of its minor unit by ISO 4217, 2 for a currency that is not in the table.
 * Throws a RangeError for what is not three capital letters.
 */
export function currencyExponent(currency: string): number {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) throw new RangeError('Write the currency as its three capital letters, such as EUR.');
  return exponents.get(currency) ?? 2;
}

/**
 * An amount of money: `money(1999, 'EUR')` is € 19.99, `money(1999, 'JPY')` is ¥ 1999.
 * @param amount In minor units, a whole number up to ±(2^53 − 1).
 * @param currency ISO 4217, three capital letters.
 * @throws RangeError for anything else: fractions of a minor unit are rounded by who knows how.
 */
export function money(amount: number, currency: string): Money {
  currencyExponent(currency);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Give the amount in minor units, as a whole number of at most ${Number.MAX_SAFE_INTEGER}.`);
  // Not −0, which would not come back the same.
  return { amount: amount + 0 === 0 ? 0 : amount, currency };
}

/** An amount in minor units that may be too large for a record: a sum, as the totals of a store give it. */
export interface MoneySum {
  /** A whole number, in decimal digits. */
  amount: string;
  currency: string;
}

/** Money of a record or of a sum. */
export type AnyMoney = Money | MoneySum;

/** The amount as a decimal text in major units, with a point and all digits of the currency: `19.99`, `-0.05`, `1999` (JPY). Exact. */
export function decimalText({ amount, currency }: AnyMoney): string {
  const exponent = currencyExponent(currency);
  const minor = BigInt(amount);
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${minor < 0n ? '-' : ''}${whole}${exponent > 0 ? `.${digits.slice(-exponent)}` : ''}`;
}

export interface ParseMoneyOptions {
  /** What stands before the decimals. Default `.`; with `,` the point groups digits. */
  decimal?: DecimalSign;
}

/**
 * The exact amount that a decimal text names: digits, maybe a sign, maybe in groups (`1,234,567.89`, `1 234 567,89`, `12,34,567`), digits
 * of any script. No floating-point number is involved. What could be read in two ways is refused rather than guessed: a group that
 * does not end in three digits before the decimals, more decimals than the currency has.
 * @throws RangeError with a sentence for the person who typed it.
 */
export function parseMoney(text: string, currency: string, { decimal = '.' }: ParseMoneyOptions = {}): Money {
  const exponent = currencyExponent(currency);
  const example = decimalText({ amount: '123456', currency }).replace('.', decimal);
  const digits = readDecimalDigits(text, decimal);
  if (!digits) throw new RangeError(`Write the amount in digits, such as ${example}.`);
  const { sign, whole, decimals } = digits;
  if (decimals.length > exponent) {
    throw new RangeError(exponent === 0 ? `${currency} has no decimals: write a whole number, such as ${example}.` : `${currency} has ${exponent} decimals: write the amount such as ${example}.`);
  }
  const amount = Number(`${sign}0${whole}${decimals.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(amount)) throw new RangeError('The amount is too large to be kept exactly: write a smaller one.');
  return money(amount, currency);
}

/** How money is written: the part of `Intl.NumberFormatOptions` that makes sense for it. */
export type FormatMoneyOptions = Pick<
  Intl.NumberFormatOptions,
  'currencyDisplay' | 'currencySign' | 'signDisplay' | 'notation' | 'compactDisplay' | 'useGrouping' | 'minimumFractionDigits' | 'maximumFractionDigits'
> & { trailingZeroDisplay?: 'auto' | 'stripIfInteger' };

const formats = new Map<string, Intl.NumberFormat>();
const keptFormats = 200;

function moneyFormat(locale: string | undefined, currency: string, options: FormatMoneyOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, currency, options]);
  const kept = formats.get(key);
  if (kept) return kept;
  const digits = currencyExponent(currency);
  const compact = options.notation !== undefined && options.notation !== 'standard';
  const format = new Intl.NumberFormat(locale, {
    style: 'currency', currency, ...(!compact && { minimumFractionDigits: digits, maximumFractionDigits: digits }), ...options,
  });
  if (formats.size >= keptFormats) formats.clear();
  formats.set(key, format);
  return format;
}

/**
 * Money as people of a locale write it, with the decimals of ISO 4217. Exact for amounts of any size: the formatter is given decimal
 * digits, not a floating-point number.
 * @param locale BCP 47. Default: the environment's.
 * @param options `{ notation: 'compact' }` writes € 1.2M; see `Intl.NumberFormat`.
 * @throws RangeError for a currency or a locale that is none.
 */
export function formatMoney(value: AnyMoney, locale?: string, options: FormatMoneyOptions = {}): string {
  return moneyFormat(locale, value.currency, options).format(decimalText(value) as Intl.StringNumericLiteral);
}

/** The exact sum of each currency, in the order of the currencies' codes. What has no amount adds nothing and names no currency. */
export function sumMoney(values: Iterable<AnyMoney | null | undefined>): MoneySum[] {
  const sums = new Map<string, bigint>();
  for (const value of values) if (value) sums.set(value.currency, (sums.get(value.currency) ?? 0n) + BigInt(value.amount));
  return inOrder(sums);
}

const inOrder = (sums: ReadonlyMap<string, bigint>): MoneySum[] =>
  [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ currency, amount: String(amount) }));

/** A row of the deals' totals `byStage`: a group and its exact sums. */
export interface StageTotals {
  group: Readonly<Record<string, string | number | boolean | null>>;
  sums: Readonly<Record<string, string>>;
}

/** Divided by 10,000 and rounded to a whole number, halves away from zero. */
const fromBasisPoints = (value: bigint): bigint => {
  const size = value < 0n ? -value : value;
  const rounded = (size + 5_000n) / 10_000n;
  return value < 0n ? -rounded : rounded;
};

/**
 * What deals are worth by their chances: Σ(amount · probability) of each currency, exact until it is rounded once at the end to minor
 * units, halves away from zero. Worked out from rows of the totals `byStage`, whatever number of deals they stand for.
 * @param probabilityOf A stage's probability in basis points. Deals in a stage that is not known count only where they have their own.
 */
export function weightedValue(rows: Iterable<StageTotals>, probabilityOf: (stageId: string) => number | undefined): MoneySum[] {
  const sums = new Map<string, bigint>();
  for (const { group, sums: { amountAtStageProbability = '0', weightedOverrides = '0' } } of rows) {
    const currency = group['amount.currency'];
    if (typeof currency !== 'string') continue;
    const probability = BigInt(probabilityOf(String(group.stageId)) ?? 0);
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountAtStageProbability) * probability + BigInt(weightedOverrides));
  }
  return inOrder(new Map([...sums].map(([currency, sum]) => [currency, fromBasisPoints(sum)])));
}
