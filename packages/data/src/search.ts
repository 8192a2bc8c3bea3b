import { tokens, type CollectionModel, type StoredRecord } from '@crm-elements/schema';
import type { Page, SearchQuery } from './contract.js';
import { decodeCursor, encodeCursor, fingerprint, type Position } from './engine/cursor.js';
import { compareScalars, fieldValue } from './engine/fields.js';
import { matches, normaliseWhere } from './engine/query.js';

/**
 * How well a record meets the words: 0 when one is missing. A whole word counts twice what the beginning of one does, and each text
 * less than the text before it.
 */
function scoreOf(model: CollectionModel, record: StoredRecord, words: readonly string[]): number {
  const texts = model.search!.texts(record).map(tokens);
  let score = 0;
  for (const [i, word] of words.entries()) {
    const mayBegin = i === words.length - 1;
    let best = 0;
    texts.forEach((text, place) => {
      const weight = 1 / (1 + Math.min(place, 9) / 10);
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

/**
 * The page of those candidates that meet all words, the best first, then the newest. The last word may be the beginning of one. No words
 * find nothing.
 */
export function searchPage(model: CollectionModel, { collection, text, where, limit = 50, after }: SearchQuery, candidates: Iterable<StoredRecord>): Page {
  const words = tokens(text);
  const tests = normaliseWhere(where);
  const mark = fingerprint(['search', collection, words, tests]);
  const from = after === undefined ? undefined : decodeCursor(mark, after, 'after', 2);
  if (words.length === 0) return { records: [] };
  const found: { record: StoredRecord; position: Position }[] = [];
  for (const record of candidates) {
    const score = scoreOf(model, record, words);
    if (score > 0 && matches(model, tests, record)) found.push({ record, position: { values: [score, fieldValue(model, record, model.search!.recency)], id: record.id } });
  }
  const compare = (a: Position, b: Position) =>
    compareScalars(b.values[0]!, a.values[0]!) || compareScalars(b.values[1]!, a.values[1]!) || compareScalars(b.id, a.id);
  found.sort((a, b) => compare(a.position, b.position));
  const start = from ? found.findIndex(({ position }) => compare(position, from) > 0) : 0;
  const rest = start < 0 ? [] : found.slice(start);
  const taken = rest.slice(0, limit);
  return { records: taken.map(({ record }) => record), ...(rest.length > limit && { next: encodeCursor(mark, taken.at(-1)!.position) }) };
}

/** The word to look up first: the longest, as it is likely the rarest. */
export function leadingToken(text: string): { word: string; begins: boolean } | undefined {
  const words = tokens(text);
  if (words.length === 0) return undefined;
  const place = words.reduce((best, word, i) => (word.length > words[best]!.length ? i : best), 0);
  return { word: words[place]!, begins: place === words.length - 1 };
}
