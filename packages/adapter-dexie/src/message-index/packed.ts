/** The search in texts that are packed into segments. */
import type { NormalSearch } from '@crm-elements/data/engine';
import type { PostingsRow } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { compareCandidates, type Candidate, type UnreadRun } from './candidates.js';
import type { LoadedIndex } from './loaded.js';
import type { LoadedSegment } from './loaded-segment.js';
import { idKeys, idsAt } from './packed-ids.js';
import { placesBeginning, placesOf } from './postings.js';

/** Words that are looked up; of more than these the records are asked. */
const maxLookups = 8;

/** Matches of a segment whose ids are read at once: about a page of them. */
const idsAtOnce = 64;

/** What is looked up: the last word, which may be the beginning of a word, and the longest of the others. */
interface Lookups {
  others: readonly string[];
  last: string;
}

function lookupsOf({ words }: NormalSearch): Lookups {
  const others = [...new Set(words.slice(0, -1))].sort((a, b) => b.length - a.length).slice(0, maxLookups - 1);
  return { others, last: words.at(-1)! };
}

/** What a search reads with. */
interface Reading {
  transaction: Transaction;
  loaded: LoadedIndex;
}

/** Places, rising. */
type Places = Uint16Array | readonly number[];

/** The places that are in both lists. */
function common(some: Places, others: Places): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < some.length && j < others.length; i++) {
    while (j < others.length && others[j]! < some[i]!) j++;
    if (others[j] === some[i]) both.push(some[i]!);
  }
  return both;
}

/** The search in one segment. */
class SegmentSearch {
  readonly #segment: LoadedSegment;
  readonly #lookups: Lookups;
  readonly #reading: Reading;
  #withOthers: Promise<Places | undefined> | undefined;

  constructor(segment: LoadedSegment, lookups: Lookups, reading: Reading) {
    this.#segment = segment;
    this.#lookups = lookups;
    this.#reading = reading;
  }

  /** The places of the texts that have all of the words. */
  async wholes(): Promise<number[]> {
    const [others, own] = await Promise.all([this.#others(), this.#having(this.#lookups.last)]);
    return others ? common(others, own) : [...own];
  }

  /** The places of those that have the last word only as a beginning. */
  async beginnings(): Promise<number[]> {
    const { last } = this.#lookups;
    const others = await this.#others();
    if (others?.length === 0) return [];
    const [wholes, blocks] = await Promise.all([this.#having(last), this.#blocks(this.#segment.blocksBeginning(last))]);
    const begun = new Uint8Array(this.#segment.size);
    for (const block of blocks) for (const place of placesBeginning(block, last)) begun[place] = 1;
    for (const place of wholes) begun[place] = 0;
    const places: number[] = [];
    for (let place = begun.indexOf(1); place >= 0; place = begun.indexOf(1, place + 1)) places.push(place);
    return others ? common(others, places) : places;
  }

  /** The places of the texts that have all of the other words; `undefined` where there are no other words. */
  #others(): Promise<Places | undefined> {
    this.#withOthers ??= Promise.all(this.#lookups.others.map((word) => this.#having(word))).then((lists) =>
      lists.length > 0 ? lists.reduce(common) : undefined,
    );
    return this.#withOthers;
  }

  /** The places of the texts that have a word. */
  async #having(word: string): Promise<Places> {
    const [block] = await this.#blocks(this.#segment.blockWith(word));
    return block ? placesOf(block, word) : [];
  }

  #blocks(keys: readonly PostingsRow['k'][]): Promise<PostingsRow[]> {
    const { loaded, transaction } = this.#reading;
    return loaded.rows.read(transaction, '_postings', keys);
  }
}

/** Those of the places that a page may begin with, the oldest first: what came on the pages before it is left out. */
function left(places: readonly number[], score: number, at: ArrayLike<number>, from: Candidate | undefined): readonly number[] {
  if (!from || score < from.score) return places;
  return places.slice(0, places.findLastIndex((place) => at[place]! <= from.at) + 1);
}

/** The matches of a segment in these places, read from the newest on. */
function runOf(
  segment: LoadedSegment,
  score: number,
  places: readonly number[],
  from: Candidate | undefined,
  reading: Reading,
): UnreadRun | undefined {
  const { at, key } = segment;
  const newest = places.at(-1);
  if (newest === undefined) return undefined;
  return {
    score,
    newest: at[newest]!,
    async read() {
      const own = places.slice(-idsAtOnce);
      const rows = await reading.loaded.rows.read(reading.transaction, '_packedIds', idKeys(key, own));
      const candidates = idsAt(rows, own).map((id, i) => ({ score, at: at[own[i]!]!, id }));
      return {
        candidates: from ? candidates.filter((candidate) => compareCandidates(candidate, from) > 0) : candidates,
        rest: runOf(segment, score, places.slice(0, -idsAtOnce), from, reading),
      };
    },
  };
}

/** Two runs for each segment: the texts with the last word whole, and those with its beginning. */
export function packedRuns(
  reading: Reading,
  search: NormalSearch,
  segments: readonly LoadedSegment[],
  from: Candidate | undefined,
): UnreadRun[] {
  const lookups = lookupsOf(search);
  const best = 2 * search.words.length;
  return segments.flatMap((segment) => {
    const { at } = segment;
    const own = new SegmentSearch(segment, lookups, reading);
    const unread = (score: number, find: () => Promise<number[]>): UnreadRun[] => {
      if (from && (score > from.score || (score === from.score && at[0]! > from.at))) return [];
      return [
        {
          score,
          newest: at.at(-1)!,
          async read() {
            const run = runOf(segment, score, left(await find(), score, at, from), from, reading);
            return run ? run.read() : { candidates: [], rest: undefined };
          },
        },
      ];
    };
    return [...unread(best, () => own.wholes()), ...unread(best - 1, () => own.beginnings())];
  });
}
