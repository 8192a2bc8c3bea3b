import { parseMoney, type Money } from '@crm-elements/schema';

/** Currencies to choose from, beside those that are in use. */
export const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'AED', 'SAR', 'KWD', 'INR', 'CNY'];

/** The sign before the decimals, as the language writes numbers. */
export function decimalSign(locale: string): '.' | ',' {
  const sign = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return sign === ',' ? ',' : '.';
}

/** An amount that a person typed; `null` for nothing, undefined for what is no amount. */
export function readAmount(text: string, currency: string, locale: string): Money | null | undefined {
  if (text.trim() === '') return null;
  try {
    return parseMoney(text, currency, { decimal: decimalSign(locale) });
  } catch {
    return undefined;
  }
}

/** An amount as one may type it. */
export const amountExample = (locale: string): string => new Intl.NumberFormat(locale, { useGrouping: false }).format(1250);
