import type { Message } from './messages.js';

/** Locales that are made of the English texts, to see what is not translated, too long or turned the wrong way. */
export type PseudoLocale = 'en-XA' | 'ar-XB';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ǫ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
};

/** About 40 % longer, as German or Finnish would be, between the marks ⟦ and ⟧. */
function long(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-z]/g, (found) => accents[found] ?? found);
  return `⟦${accented}${' ~'.repeat(Math.ceil(text.length / 6))}⟧`;
}

/** Each word between an override and its end, so that Latin letters run from right to left. */
const turned = (text: string) => text.replace(/\{\w+\}|[A-Za-z]+/g, (found) => (found.startsWith('{') ? found : `\u202E${found}\u202C`));

/** An English text as a pseudo-locale shows it. */
export function pseudo(message: Message, locale: PseudoLocale): Message {
  const change = locale === 'en-XA' ? long : turned;
  if (typeof message === 'string') return change(message);
  return Object.fromEntries(Object.entries(message).map(([arm, text]) => [arm, change(text)])) as Message;
}
