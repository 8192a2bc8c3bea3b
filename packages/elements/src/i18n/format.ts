import type { Message } from './messages.js';

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const leftToRight = /(?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}])\p{L}/u;

/** Keeps a text that runs the other way from turning its surroundings around (Unicode TR 9: first strong isolate). */
export function isolate(text: string, direction: 'ltr' | 'rtl'): string {
  return (direction === 'ltr' ? rightToLeft : leftToRight).test(text) ? `\u2068${text}\u2069` : text;
}

const languagesFromTheRight = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'ha-arab',
  'he',
  'ks',
  'ku-arab',
  'nqo',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
]);

/** The direction in which a language is written. @param locale BCP 47 */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return languagesFromTheRight.has(locale.toLowerCase().split('-')[0]!) ? 'rtl' : 'ltr';
}

const cache = new Map<string, unknown>();

/** One formatter for each locale and set of options: making one costs far more than using it. */
export function cached<T>(kind: string, locale: string, options: object | undefined, make: () => T): T {
  const key = `${kind}|${locale}|${options ? JSON.stringify(options) : ''}`;
  let found = cache.get(key) as T | undefined;
  if (!found) cache.set(key, (found = make()));
  return found;
}

/** The arm of a message for a count, with its names filled in. Numbers are written as the locale does. */
export function fill(message: Message, values: Readonly<Record<string, string | number>>, locale: string): string {
  const direction = directionOf(locale);
  let text: string;
  if (typeof message === 'string') text = message;
  else {
    const rules = cached('plural', locale, undefined, () => new Intl.PluralRules(locale));
    text = message[rules.select(Number(values.count))] ?? message.other;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return cached('number', locale, undefined, () => new Intl.NumberFormat(locale)).format(value);
    return isolate(value, direction);
  });
}
