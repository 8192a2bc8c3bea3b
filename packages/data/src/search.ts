import { tokens, type CollectionModel, type SearchModel, type StoredRecord } from '@crm-elements/schema';
import type { Page, SearchQuery } from './contract.js';
import { decodeCursor, encodeCursor, fingerprint, type Position } from './engine/cursor.js';
import { compareScalars, fieldValue } from './engine/fields.js';
import { matches, normaliseWhere, type FieldTest } from './engine/query.js';

/** A search with everything said. */
export interface NormalSearch {
  model: CollectionModel & { search: SearchModel };
  /** The words to find, folded; none find nothing. The last one may be the beginning of a word. */
  words: readonly string[];
  where: readonly FieldTest[];
  limit: number;
  /** The page goes on behind this place. */
  from: Position | undefined;
  /** What the search's cursors carry. */
  mark: string;
}

/** A record that meets a search, and its place in the order: how well it meets the words, its instant, its id. */
export interface Match {
  record: StoredRecord;
  position: Position;
}

/** @throws CrmError VALIDATION for conditions that are none, and for the cursor of another search */
export function normaliseSearch(model: CollectionModel, { collection, text, where, limit = 50, after }: SearchQuery): NormalSearch {
  const words = tokens(text);
  const tests = normaliseWhere(where);
  const mark = fingerprint(['search', collection, words, tests]);
  const from = after === undefined ? undefined : decodeCursor(mark, after, 'after', 2);
  return { model: model as NormalSearch['model'], words, where: tests, limit, from, mark };
}

/**
 * How well texts, given as their words, meet the words asked for: 0 when one is missing. A whole word counts twice what the beginning of
 * one does, and each text less than the text before it, unless all weigh alike.
 */
export function scoreOf({ model, words }: Pick<NormalSearch, 'model' | 'words'>, texts: readonly (readonly string[])[]): number {
  let score = 0;
  for (const [i, word] of words.entries()) {
    const mayBegin = i === words.length - 1;
    let best = 0;
    texts.forEach((text, place) => {
      const weight = model.search.segmented ? 1 : 1 / (1 + Math.min(place, 9) / 10);
      for (const token of text) {
        if (token === word) best = Math.max(best, 2 * weight);
        else if (mayBegin && token.startsWith(word)) best = Math.max(best, weight);
      }
    });
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

/** The words of each text of a record. */
export const wordsOf = (model: CollectionModel, record: StoredRecord): string[][] => model.search!.texts(record).map(tokens);

/** The place of a record in a search; `undefined` for one that does not meet it. */
export function matchOf(search: NormalSearch, record: StoredRecord): Match | undefined {
  const { model, where } = search;
  const score = scoreOf(search, wordsOf(model, record));
  if (score === 0 || !matches(model, where, record)) return undefined;
  return { record, position: { values: [score, fieldValue(model, record, model.search.recency)], id: record.id } };
}

/** The order of what is found: the best first, then the newest. */
export const compareMatches = (a: Position, b: Position): number =>
  compareScalars(b.values[0]!, a.values[0]!) || compareScalars(b.values[1]!, a.values[1]!) || compareScalars(b.id, a.id);

/** The page that begins with these matches, which are in order and more than the limit where there is more to find. */
export function pageOfMatches({ limit, mark }: NormalSearch, found: readonly Match[]): Page {
  const taken = found.slice(0, limit);
  return { records: taken.map(({ record }) => record), ...(found.length > limit && { next: encodeCursor(mark, taken.at(-1)!.position) }) };
}

/** The page of those candidates that meet a search. */
export function searchPage(model: CollectionModel, query: SearchQuery, candidates: Iterable<StoredRecord>): Page {
  const search = normaliseSearch(model, query);
  const { words, from } = search;
  const found: Match[] = [];
  if (words.length > 0) {
    for (const record of candidates) {
      const match = matchOf(search, record);
      if (match && (!from || compareMatches(match.position, from) > 0)) found.push(match);
    }
  }
  found.sort((a, b) => compareMatches(a.position, b.position));
  return pageOfMatches(search, found);
}

/** Words that are looked up; of more than these the records are asked. */
const maxLookups = 8;

/** The words to look up, the longest first, as they are likely the rarest. The last one of the text may be the beginning of a word. */
export function wordsToFind(text: string): { word: string; begins: boolean }[] {
  const words = tokens(text);
  const last = words.length - 1;
  return words
    .map((word, i) => ({ word, begins: i === last }))
    .sort((a, b) => b.word.length - a.word.length)
    .slice(0, maxLookups);
}
