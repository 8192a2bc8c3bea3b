import { isCalendarDate } from '@crm-elements/schema';
import { readDate } from './dates.js';
import { domainOf, readEmails, readPhones } from './contact-cells.js';
import { splitAmount } from './figures.js';
import type { CsvCollection } from './mapping.types.js';
import type { ValueKind } from './targets.js';

const isEmail = (value: string): boolean => readEmails(value).found.length > 0;
const isDate = (value: string): boolean => readDate(value, 'dmy') !== undefined || readDate(value, 'mdy') !== undefined;
const isFigure = (value: string): boolean => /\p{Nd}/u.test(splitAmount(value)?.figures ?? '');
const isUrl = (value: string): boolean => /^https?:\/\/\S+$/i.test(value);
/** Written as people write numbers: plain figures could be anything. */
const isWrittenPhone = (value: string): boolean =>
  /^[+(\d][\d\s().x/-]{6,}(?:\s?(?:x|ext\.?)\s?\d+)?$/i.test(value) && /[+()\s-]/.test(value) && !isDate(value) && !isCalendarDate(value);

/** At least so much of a column has to be what it is taken for. */
const share = 0.6;
const mostly = (values: readonly string[], test: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(test).length >= values.length * share;

const tests: Partial<Record<ValueKind, (value: string) => boolean>> = {
  email: isEmail,
  'plain-email': isEmail,
  phone: (value) => readPhones(value).found.length > 0,
  domains: (value) => domainOf(value) !== undefined,
  date: isDate,
  moment: isDate,
  'close-date': isDate,
  began: isDate,
  money: isFigure,
  whole: isFigure,
  percent: (value) => isFigure(value.replace('%', '')),
};

/** Whether the cells of a column can be of a kind at all; a column without content can be of any. */
export const looksLike = (kind: ValueKind, values: readonly string[]): boolean =>
  values.length === 0 || !tests[kind] || mostly(values, tests[kind]);

/** Where a column goes by its cells alone. */
export function shapeTarget(values: readonly string[], collection: CsvCollection): string | undefined {
  if (collection === 'contacts') {
    if (mostly(values, isEmail)) return 'emails';
    if (mostly(values, (value) => /linkedin\.com\/in\//i.test(value))) return 'socials[linkedin]';
    if (mostly(values, isUrl)) return 'urls';
    if (mostly(values, isWrittenPhone)) return 'phones';
  }
  if (collection === 'companies') {
    if (mostly(values, isWrittenPhone)) return 'phones';
    if (mostly(values, isUrl)) return 'domains';
  }
  if (collection === 'agents' && mostly(values, isEmail)) return 'email';
  if (collection === 'deals' && mostly(values, (value) => isFigure(value) && splitAmount(value)?.sign !== undefined)) return 'amount';
  return undefined;
}

let countries: ReadonlySet<string> | undefined;

/** The names of countries in the languages that headings are known in. */
function countryNames(): ReadonlySet<string> {
  if (countries) return countries;
  const names = new Set<string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const language of ['en', 'de', 'es', 'fr']) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const first of letters) for (const second of letters) names.add((display.of(first + second) ?? '').toLowerCase());
  }
  names.delete('');
  countries = names;
  return names;
}

export const isCountry = (values: readonly string[]): boolean => mostly(values, (value) => countryNames().has(value.toLowerCase()));
