/** Blocks of words as they lie in the store, and how a word is looked up in one. */
import type { PostingsRow } from '../tables.js';
import { itemOf, join, startOf } from './joined.js';
import { behind } from './loaded-segment.js';
import { partitionPoint } from './partition-point.js';

/** A word, and the places of the texts that have it. */
export type Posting = readonly [word: string, places: readonly number[]];

/** @param postings in the order of their words */
export function makePostings(k: PostingsRow['k'], postings: readonly Posting[]): PostingsRow {
  const { text, ends } = join(postings.map(([word]) => word));
  let end = 0;
  const placeEnds = Uint32Array.from(postings, ([, places]) => (end += places.length));
  const places = new Uint16Array(end);
  postings.forEach(([, own], i) => places.set(own, startOf(placeEnds, i)));
  return { k, words: text, wordEnds: ends, places, placeEnds };
}

const wordOf = ({ words, wordEnds }: PostingsRow, i: number): string => itemOf(words, wordEnds, i);

/** All words, in order. */
export const allWords = (row: PostingsRow): string[] => Array.from(row.wordEnds, (_, i) => wordOf(row, i));

/** The places of all words from one up to another one, which does not count. Those of several words are in no order. */
const placesBetween = ({ places, placeEnds }: PostingsRow, from: number, to: number): Uint16Array =>
  places.subarray(startOf(placeEnds, from), startOf(placeEnds, to));

/** The places of a word, rising. */
export function placesOf(row: PostingsRow, word: string): Uint16Array {
  const { length } = row.wordEnds;
  const i = partitionPoint(length, (other) => wordOf(row, other) < word);
  return placesBetween(row, i, i < length && wordOf(row, i) === word ? i + 1 : i);
}

/** The places of all words that begin so and are longer, in no order. */
export function placesBeginning(row: PostingsRow, start: string): Uint16Array {
  const { length } = row.wordEnds;
  const from = partitionPoint(length, (i) => wordOf(row, i) <= start);
  return placesBetween(
    row,
    from,
    partitionPoint(length, (i) => wordOf(row, i) <= behind(start)),
  );
}
