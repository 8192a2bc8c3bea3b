import { parseMoney, type Money } from '@crm-elements/schema';

const symbols = new Map(
  Object.entries({ '€': 'EUR', '£': 'GBP', '¥': 'JPY', '￥': 'JPY', US$: 'USD', R$: 'BRL', A$: 'AUD', C$: 'CAD', '₹': 'INR', '₽': 'RUB', '₩': 'KRW', '₺': 'TRY', zł: 'PLN', '₴': 'UAH', '₫': 'VND', '₪': 'ILS', $: 'USD' }),
); // prettier-ignore

/** Currencies whose people write `$` alone. */
const dollars = new Set(['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'SGD', 'HKD', 'ARS', 'CLP', 'COP', 'TWD']);

const named =
  /^([+\-−(]?)\s*(US\$|R\$|A\$|C\$|[€£¥￥₹₽₩₺₴₫₪$]|[A-Za-z]{3}(?![A-Za-z]))?\s*([^A-Za-z€£¥￥₹₽₩₺₴₫₪$]*?)\s*(US\$|R\$|A\$|C\$|[€£¥￥₹₽₩₺₴₫₪$]|zł|[A-Za-z]{3})?(\)?)$/u;

const maxText = 100;

/** The figures of an amount, and the currency that the text itself names. */
export function splitAmount(text: string): { figures: string; sign: string | undefined } | undefined {
  const [found, minus = '', before, figures = '', behind, closing] = text.length > maxText ? [] : (named.exec(text.trim()) ?? []);
  if (found === undefined || (minus === '(') !== (closing === ')') || (before !== undefined && behind !== undefined)) return undefined;
  return { figures: `${minus === '' || minus === '+' ? '' : '-'}${figures}`, sign: before ?? behind };
}

/** @param usual the currency of the column, which a `$` may stand for */
export function currencyOf(sign: string, usual: string | undefined): string | undefined {
  if (sign === '$' && usual !== undefined && dollars.has(usual)) return usual;
  return symbols.get(sign) ?? (/^[A-Za-z]{3}$/.test(sign) ? sign.toUpperCase() : undefined);
}

/**
 * The exact amount that a text names, `no-currency` where nothing says of what, `no-money` for what is none. `1.234,50 €`, `USD 5`, `(12.00)` for what is owed.
 * @param usual the currency where the text names none
 */
export function readMoney(text: string, decimal: '.' | ',', usual: string | undefined): Money | 'no-money' | 'no-currency' {
  const amount = splitAmount(text);
  if (!amount || !/\p{Nd}/u.test(amount.figures)) return 'no-money';
  const currency = amount.sign === undefined ? usual : currencyOf(amount.sign, usual);
  if (currency === undefined) return 'no-currency';
  try {
    return parseMoney(amount.figures, currency, { decimal });
  } catch {
    return 'no-money';
  }
}

/** A number that has at most so many decimals, counted in their units: `12,5` with 2 is 1250. Exact. */
export function readScaled(text: string, decimal: '.' | ',', decimals: 0 | 2): number | undefined {
  try {
    // Yen have no decimals and euros two, by which their reader counts.
    return parseMoney(text, decimals === 0 ? 'JPY' : 'EUR', { decimal }).amount;
  } catch {
    return undefined;
  }
}

/** Any decimal number, for fields that hold numbers as JSON has them. */
export function readNumber(text: string, decimal: '.' | ','): number | undefined {
  const grouping = decimal === '.' ? /[,\s'’]/g : /[.\s'’]/g;
  const plain = text.trim().replace(grouping, '').replace(decimal, '.');
  return plain.length <= maxText && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
