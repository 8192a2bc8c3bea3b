import { graphemes } from './graphemes.js';
import type { Contact, PersonName } from './records/contact.js';

const prefixes = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'dame', 'rev', 'hon', 'sr', 'sra', 'srta', 'don', 'doña', 'm', 'mme', 'mlle', 'herr', 'frau']);
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md', 'esq', 'mba', 'cpa', 'dds', 'rn']);
/** Words that belong to the family name that follows them. */
const particles = new Set(['van', 'von', 'de', 'del', 'della', 'der', 'den', 'da', 'das', 'do', 'dos', 'di', 'du', 'la', 'le', 'ten', 'ter', 'zu', 'zum', 'bin', 'ibn', 'al', 'el', 'st', 'san', 'y', "d'", 'mac', 'mc']);

const bare = (word: string) => word.replaceAll('.', '').toLowerCase();
const wordsOf = (text: string) => text.split(/[\s\p{Z}]+/u).filter((word) => word !== '');
const isHanOrHangul = (text: string) => /^[\p{Script=Han}\p{Script=Hangul}々]+$/u.test(text);

/** Whether a text shows nothing: white space and characters without a shape only. */
const isBlank = (text: string | null | undefined): boolean => text == null || !/[^\s\p{Z}\p{DI}\p{Cc}]/u.test(text);

/**
 * The parts of a name as one text: prefix, given, additional, family, suffix. A name written in Han or Hangul only goes family first,
 * without a space. Empty when there are no parts.
 */
export function formatName(name: PersonName): string {
  const { prefix, given, additional, family, suffix } = name;
  const parts = [given, additional, family].filter((part) => part !== undefined && !isBlank(part)).map((part) => (part ?? '').trim());
  const core = parts.length > 1 && parts.every(isHanOrHangul) && family ? [family.trim(), ...parts.slice(0, -1)].join('') : parts.join(' ');
  return [prefix, core, suffix].filter((part) => !isBlank(part)).map((part) => (part ?? '').trim()).join(' ');
}

function isSuffix(word: string): boolean {
  return suffixes.has(bare(word));
}

/**
 * The likely parts of a name written as one text: a help for filling in a form, never the truth. `Family, Given` is understood; else the
 * first word is the given name and the last the family name, with the particles before it (`van der`, `de la`). One word alone is
 * the given name. No letter is lost: {@link formatName} writes all words again.
 */
export function parseName(full: string): PersonName {
  const comma = full.indexOf(',');
  const words = wordsOf(comma < 0 ? full : full.slice(0, comma));
  const rest = comma < 0 ? [] : wordsOf(full.slice(comma + 1).replaceAll(',', ' '));

  // The last one first. A hostile text is all titles: nothing is moved for each of them.
  const suffix: string[] = [];
  const takeSuffix = (from: string[], least = 1) => {
    while (from.length > least && isSuffix(from.at(-1)!)) suffix.push(from.pop()!);
  };
  let prefix: string[] = [];
  const takePrefix = (from: string[]) => {
    let end = 0;
    while (end < from.length - 1 && prefixes.has(bare(from[end]!))) end += 1;
    prefix = prefix.concat(from.splice(0, end));
  };

  let given: string[];
  let family: string[];
  if (rest.every(isSuffix)) takeSuffix(rest, 0);
  takePrefix(words);
  if (rest.length > 0) {
    takePrefix(rest);
    takeSuffix(rest);
    family = words;
    given = rest;
  } else {
    takeSuffix(words);
    let start = words.length - 1;
    while (start > 1 && particles.has(bare(words[start - 1]!))) start -= 1;
    family = words.length > 1 ? words.slice(start) : [];
    given = words.length > 1 ? words.slice(0, start) : words;
  }

  const [first, ...additional] = given;
  const join = (part: string[]) => part.join(' ');
  return {
    ...(prefix.length > 0 && { prefix: join(prefix) }),
    ...(first !== undefined && { given: first }),
    ...(additional.length > 0 && { additional: join(additional) }),
    ...(family.length > 0 && { family: join(family) }),
    ...(suffix.length > 0 && { suffix: join(suffix.reverse()) }),
  };
}

/** What a name is told from. Every field may be missing, as in a record that is being typed. */
export type NamedContact = Partial<Pick<Contact, 'fullName' | 'name' | 'emails' | 'phones'>>;

const primary = <Point extends { primary?: boolean | undefined }>(points: readonly Point[] | undefined): Point | undefined =>
  points?.find((point) => point.primary) ?? points?.[0];

/**
 * What a contact is called where there is room for one line: the name, else the e-mail address, the telephone number, the company,
 * else a label.
 * @param unnamed The last resort, for a text in the reader's language. Default `Unnamed contact`.
 */
export function displayName(contact: NamedContact, company?: { name: string } | null, unnamed = 'Unnamed contact'): string {
  const candidates = [
    contact.fullName,
    contact.name && formatName(contact.name),
    primary(contact.emails)?.value,
    primary(contact.phones)?.raw,
    company?.name,
  ];
  return candidates.find((text): text is string => !isBlank(text))?.trim() ?? unnamed;
}

/** A letter, digit or picture: what can stand for a word. */
const isTelling = (grapheme: string) => /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(grapheme);

/** Real graphemes stay below this; a heap of combining marks does not. In UTF-16 code units. */
const maxGrapheme = 32;

function initial(word: string): string | undefined {
  for (const grapheme of graphemes(word.slice(0, 256))) {
    if (isTelling(grapheme)) return (grapheme.length > maxGrapheme ? String.fromCodePoint(grapheme.codePointAt(0)!) : grapheme).toUpperCase();
  }
  return undefined;
}

/**
 * At most two initials: of the first and the last word, titles apart, in capitals. Whole graphemes: an emoji of several parts, a letter
 * with combining marks or a syllable is never cut. A text without letters, digits or emoji has none.
 */
export function initials(text: string): string {
  const { given = '', additional = '', family = '' } = parseName(text.slice(0, 1024));
  const words = wordsOf(`${given} ${additional} ${family}`).map(initial).filter((found) => found !== undefined);
  const [first = ''] = words;
  const last = words.length > 1 ? words.at(-1)! : '';
  // Arabic letters would join into another shape: a zero width non-joiner keeps them apart.
  return /\p{Script=Arabic}$/u.test(first) && /^\p{Script=Arabic}/u.test(last) ? `${first}\u200c${last}` : first + last;
}

/** One of twelve hues, 0 to 11, always the same for an id (FNV-1a over its UTF-16 code units). */
export function avatarHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % 12;
}
