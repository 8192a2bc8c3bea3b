import type { CustomField } from '@crm-elements/schema';
import { plainWords } from './choices.js';
import type { CsvTable } from './csv.types.js';
import { guessFormats, sampleOf } from './guess-formats.js';
import { entityWords } from './heading-words.js';
import type { ColumnMapping, CsvCollection, CsvMapping } from './mapping.types.js';
import { csvCollections } from './mapping.types.js';
import { matchHeading } from './match-heading.js';
import { isCountry, looksLike, shapeTarget } from './value-shapes.js';
import { targetOf, type CsvTarget } from './targets.js';

export interface GuessMappingOptions<Name extends CsvCollection> {
  collection: Name;
  customFields?: readonly CustomField[] | undefined;
}

/** Kinds of which several columns may fill one field; names of one related record are compared. */
const shared: ReadonlySet<string> = new Set(['email', 'phone', 'url', 'social', 'texts', 'domains', 'note', 'label']);

const formatted: ReadonlySet<string> = new Set(['date', 'moment', 'close-date', 'began', 'money', 'whole', 'percent', 'number']);

interface Guess {
  target: string;
  confidence: number;
}

/** A heading whose column holds something else is worth nothing where values tell. */
function guessByHeading(
  table: CsvTable,
  column: number,
  { collection, customFields = [] }: GuessMappingOptions<CsvCollection>,
): Guess | undefined {
  const match = matchHeading(table.columns[column]!, collection, customFields);
  const target = match && targetOf(collection, match.target, customFields);
  if (!match || !target) return undefined;
  const values = sampleOf(table, column);
  if (!looksLike(target.kind, values)) return undefined;
  // "Location" may be either.
  if (target.part === 'locality' && isCountry(values)) return { target: match.target.replace('.locality', '.country'), confidence: 0.7 };
  return match;
}

function guessByValues(table: CsvTable, column: number, collection: CsvCollection): Guess | undefined {
  const target = shapeTarget(sampleOf(table, column), collection);
  return target === undefined ? undefined : { target, confidence: 0.5 };
}

/** Headings that mean something else beside others: an honorific beside a job title, the family name beside the given one. */
function settleNames(guesses: (Guess | undefined)[], columns: readonly string[]): void {
  const words = columns.map(plainWords);
  const has = (target: string) => guesses.some((guess) => guess?.target === target);
  guesses.forEach((guess, index) => {
    const isAnother = guesses.some((other, at) => at !== index && other?.target === 'jobTitle');
    if (guess?.target === 'jobTitle' && words[index] === 'title' && isAnother) guesses[index] = { target: 'name.prefix', confidence: 0.8 };
    if (guess?.target === 'fullName' && words[index] === 'name' && words.includes('vorname') && !has('name.family')) {
      guesses[index] = { target: 'name.family', confidence: 0.9 };
    }
  });
}

/** Google says in one column of what kind the contact points of the next are: `E-mail 1 - Label` beside `E-mail 1 - Value`. */
function findLabels(columns: readonly string[], guesses: readonly (Guess | undefined)[]): Map<number, number> {
  const stem = (heading: string, ends: RegExp) => (ends.test(heading) ? heading.replace(ends, '') : undefined);
  const labels = new Map<string, number>();
  columns.forEach((heading, index) => {
    const found = stem(heading, /\s-\s(?:type|label)$/i);
    if (found !== undefined) labels.set(found, index);
  });
  const labelOf = new Map<number, number>();
  columns.forEach((heading, index) => {
    const label = labels.get(stem(heading, /\s-\s[^-]*$/) ?? '');
    if (label !== undefined && label !== index && /^(?:emails|phones|urls|addresses)/.test(guesses[index]?.target ?? ''))
      labelOf.set(index, label);
  });
  return labelOf;
}

/** Columns that go to a field which another column fills better go nowhere. */
function settleRivals(guesses: (Guess | undefined)[], targets: readonly (CsvTarget | undefined)[]): void {
  const best = new Map<string, number>();
  guesses.forEach((guess, index) => {
    if (!guess || shared.has(targets[index]?.kind ?? '') || targets[index]?.label === 'name') return;
    const rival = best.get(guess.target);
    if (rival === undefined) best.set(guess.target, index);
    else if (guess.confidence > guesses[rival]!.confidence) {
      guesses[rival] = undefined;
      best.set(guess.target, index);
    } else guesses[index] = undefined;
  });
}

/** What becomes of each column, as far as headings and cells tell; for a person to correct. */
export function guessMapping<Name extends CsvCollection>(table: CsvTable, options: GuessMappingOptions<Name>): CsvMapping<Name> {
  const { collection, customFields } = options;
  const { columns } = table;
  const guesses = columns.map((_, column) => guessByHeading(table, column, options));
  settleNames(guesses, columns);
  const labelOf = findLabels(columns, guesses);
  for (const label of labelOf.values()) guesses[label] = { target: 'label', confidence: 0.9 };
  guesses.forEach((guess, column) => {
    if (!guess) guesses[column] = guessByValues(table, column, collection);
  });
  const targets = guesses.map((guess) => guess && targetOf(collection, guess.target, customFields));
  settleRivals(guesses, targets);
  return {
    collection,
    columns: columns.map((heading, column): ColumnMapping => {
      const guess = guesses[column];
      const label = labelOf.get(column);
      return {
        column,
        heading,
        target: guess?.target ?? null,
        confidence: guess?.confidence ?? 0,
        ...(guess && formatted.has(targets[column]?.kind ?? '') && { formats: guessFormats(table, column) }),
        ...(label !== undefined && { labelFrom: label }),
      };
    }),
  };
}

/** Fields that tell a collection from the others. */
const characteristic: Readonly<Record<CsvCollection, RegExp>> = {
  contacts: /^(?:name\.|emails|birthday|jobTitle|socials|lifecycleStage)/,
  companies: /^(?:industry|employees|annualRevenue|domains|legalName|parentId)/,
  deals: /^(?:amount|stageId|pipelineId|closeDate|expectedCloseDate|closedAt|probabilityOverride|lostReason|lineItems)/,
  agents: /^(?:active|avatar)/,
  products: /^(?:price|sku|category)/,
};

/** Whether the first heading names a record of the collection: `account`, `opportunity_id`, `Product Name`. */
const namesEntity = (heading: string, collection: CsvCollection): boolean => {
  const words = plainWords(heading);
  return entityWords[collection].some((entity) => [entity, `${entity} id`, `${entity} name`].includes(words));
};

/**
 * What the rows of a file are, by its headings and cells.
 * @returns with how much surer that is than the next best, 0 to 1
 */
export function guessCollection(
  table: CsvTable,
  customFields: readonly CustomField[] = [],
): { collection: CsvCollection; confidence: number } {
  const scores = csvCollections.map((collection) => {
    const { columns } = guessMapping(table, { collection, customFields });
    const score = columns.reduce((sum, { target, confidence }) => {
      if (target === null || target === 'key') return sum;
      return sum + confidence * (characteristic[collection].test(target) ? 2 : 1);
    }, 0);
    return { collection, score: score + (namesEntity(table.columns[0] ?? '', collection) ? 2 : 0) };
  });
  const [best, next] = scores.sort((a, b) => b.score - a.score);
  return { collection: best!.collection, confidence: best!.score > 0 ? (best!.score - next!.score) / best!.score : 0 };
}
