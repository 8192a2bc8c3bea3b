import { tokens, type CustomField } from '@crm-elements/schema';
import { plainWords } from './choices.js';
import { entityWords, headingWords, labelWords } from './heading-words.js';
import type { CsvCollection } from './mapping.types.js';

export interface HeadingMatch {
  target: string;
  /** 0 to 1. */
  confidence: number;
}

const targets = new Map<CsvCollection, ReadonlyMap<string, string>>();

/** The targets of a collection by the words for them; the first one that a word was given for holds. */
function targetsByWords(collection: CsvCollection): ReadonlyMap<string, string> {
  let known = targets.get(collection) as Map<string, string> | undefined;
  if (known) return known;
  known = new Map();
  for (const [target, words] of Object.entries(headingWords[collection])) {
    for (const word of words.split('|')) if (!known.has(word)) known.set(word, target);
  }
  targets.set(collection, known);
  return known;
}

/** The words without those for the kind of record, in front of them or, where nothing is left, as they are. */
function withoutEntity(words: string, collection: CsvCollection): string {
  const entity = entityWords[collection].find((name) => words === name || words.startsWith(`${name} `));
  if (entity === undefined) return words;
  return words === entity ? 'name' : withoutEntity(words.slice(entity.length + 1), collection);
}

const withLabel = (target: string, label: string): string => {
  const [field = '', part] = target.split('.');
  return `${field}[${label}]${part === undefined ? '' : `.${part}`}`;
};

const labelled = /^(?:emails|phones|urls|addresses)(?:\.|$)/;

const isNumber = (word: string): boolean => /^\d+$/.test(word);

/** Words of Google's headings that say only that the column holds the thing itself. */
const fillers = new Set(['value', 'number']);

/** Kinds of numbers that say more than where the thing stands: a fax at work is a fax. */
const strongLabels = new Set(['mobile', 'fax', 'pager']);

/** A heading of a contact point: `Business Phone 2`, `E-mail 1 - Value`, `email_work`. */
function matchContactPoint(words: string, known: ReadonlyMap<string, string>): string | undefined {
  const whole = known.get(words);
  if (whole?.startsWith('addresses.')) return withLabel(whole, '');
  const all = words.split(' ');
  const numbers = all.filter(isNumber);
  const plain = all.filter((word) => !isNumber(word));
  const labels = plain.filter((word) => labelWords.has(word));
  const label = labels.find((word) => strongLabels.has(labelWords.get(word)!)) ?? labels[0];
  const essential = plain.filter((word) => !fillers.has(word));
  const candidates = [plain, essential, essential.filter((word) => !labels.includes(word)), label === undefined ? [] : [label]];
  for (const candidate of candidates) {
    const target = known.get(candidate.join(' ')) ?? (candidate[0] === 'address' ? known.get(candidate.slice(1).join(' ')) : undefined);
    if (target === undefined || !labelled.test(target)) continue;
    const kind = label === undefined ? undefined : labelWords.get(label);
    // Parts of two addresses are kept apart by their number.
    if (target.startsWith('addresses')) return withLabel(target, kind ?? numbers[0] ?? '');
    return kind === undefined ? target : withLabel(target, kind);
  }
  return undefined;
}

/** Where a column goes by its heading; `undefined` where the heading says nothing. */
export function matchHeading(heading: string, collection: CsvCollection, customFields: readonly CustomField[]): HeadingMatch | undefined {
  const words = plainWords(heading);
  const custom = customFields.find(
    ({ object, key, label }) => object === collection && [plainWords(label), plainWords(key)].includes(words),
  );
  if (custom && words !== '') return { target: `custom.${custom.key}`, confidence: 1 };

  const known = targetsByWords(collection);
  const unnumbered = words.split(' ').filter((word) => !isNumber(word)).join(' '); // prettier-ignore
  const attempts = [
    [tokens(heading).join(' '), 1],
    [words, 1],
    [unnumbered, 0.9],
    [withoutEntity(words, collection), 0.9],
  ] as const;
  for (const [text, confidence] of attempts) {
    const target = text === '' ? undefined : (matchContactPoint(text, known) ?? known.get(text));
    if (target !== undefined) return { target, confidence };
  }
  return undefined;
}
