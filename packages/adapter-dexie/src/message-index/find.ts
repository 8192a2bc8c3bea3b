/** The search in texts that are packed into segments, and in those that are not packed yet. */
import type { Page, SearchQuery } from '@crm-elements/data';
import {
  matchOf,
  normaliseQuery,
  normaliseSearch,
  pageOfMatches,
  planQuery,
  searchPage,
  type Match,
  type NormalSearch,
  type ReadPlan,
} from '@crm-elements/data/engine';
import type { Model, StoredRecord } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { keyRange, startingWith, type KeyRange } from '../keys.js';
import type { PostingsRow, SegmentRow } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { instantOf, LoadedIndex } from './loaded.js';
import { Candidates, type Candidate, type Run } from './candidates.js';
import { blockOf, compareTexts, placesOf } from './segment.js';

/** Words that are looked up; of more than these the records are asked. */
const maxLookups = 8;

/** Records read at once where many candidates turn out to be none. */
const maxRead = 1_000;

/** The words to look up: the last one, which may be the beginning of a word, and the longest of the others. */
function lookups({ words }: NormalSearch): { whole: string[]; last: string } {
  const whole = [...new Set(words.slice(0, -1))].sort((a, b) => b.length - a.length).slice(0, maxLookups - 1);
  return { whole, last: words.at(-1)! };
}

/** All blocks with words that begin so. */
function blocksBeginning(collection: string, start: string): KeyRange {
  const block = blockOf(start);
  if (block.length === 2) return startingWith([collection, block]);
  // Words hold letters and digits only, and U+FFFF is neither.
  return { lower: [collection, block], upper: [collection, `${block}\uffff`], lowerOpen: false, upperOpen: false };
}

function bySegment(rows: readonly PostingsRow[]): Map<string, PostingsRow[]> {
  const groups = new Map<string, PostingsRow[]>();
  for (const row of rows) {
    const group = groups.get(row.k[2]);
    if (group) group.push(row);
    else groups.set(row.k[2], [row]);
  }
  return groups;
}

/** The postings of the words, each by segment. */
interface Postings {
  whole: readonly string[];
  /** Of each of the whole words. */
  others: readonly Map<string, PostingsRow[]>[];
  last: string;
  /** Of all words that the last one may begin. */
  begun: Map<string, PostingsRow[]>;
}

async function readPostings(transaction: Transaction, search: NormalSearch, collection: string): Promise<Postings> {
  const { whole, last } = lookups(search);
  const postings = transaction.system('_postings');
  const read = async (range: KeyRange) => bySegment(await postings.rows(range));
  const [begun, others] = await Promise.all([
    read(blocksBeginning(collection, last)),
    Promise.all(whole.map((word) => read(startingWith([collection, blockOf(word)])))),
  ]);
  return { whole, others, last, begun };
}

/** Finds in each segment the places whose texts have all of the words, as two runs: with the last word whole, and with its beginning. */
function packedRuns({ whole, others, last, begun }: Postings, search: NormalSearch, segments: readonly SegmentRow[]): Run[] {
  const best = 2 * search.words.length;
  return segments.flatMap(({ k: [, id], ids, at }) => {
    /** How many of the words a text has, as far as it had all before. */
    const met = new Uint8Array(ids.length);
    for (const [i, word] of whole.entries()) {
      for (const row of others[i]!.get(id) ?? [])
        for (const places of placesOf(row, (own) => own === word)) for (const place of places) if (met[place] === i) met[place] = i + 1;
    }
    const wholes: number[] = [];
    const beginnings: number[] = [];
    const rows = begun.get(id) ?? [];
    const take = (into: number[], isWanted: (word: string) => boolean) => {
      for (const row of rows) {
        for (const places of placesOf(row, isWanted)) {
          for (const place of places) {
            if (met[place] !== whole.length) continue;
            met[place] = maxLookups;
            into.push(place);
          }
        }
      }
    };
    take(wholes, (word) => word === last);
    take(beginnings, (word) => word !== last && word.startsWith(last));
    beginnings.sort((a, b) => a - b);
    return [
      { score: best, ids, at, places: wholes },
      { score: best - 1, ids, at, places: beginnings },
    ].filter(({ places }) => places.length > 0);
  });
}

/** The same of the texts that are not packed yet, read as they are. */
async function unpackedRuns(transaction: Transaction, loaded: LoadedIndex, search: NormalSearch, collection: string): Promise<Run[]> {
  const rows = await transaction.system('_unpacked').rows(startingWith([collection]));
  const found = (await loaded.matching(transaction, search, rows)).sort((a, b) => compareTexts(b, a));
  const ids = found.map(({ id }) => id);
  const at = found.map((text) => text.at);
  return [...new Set(found.map(({ score }) => score))].map((score) => ({
    score,
    ids,
    at,
    places: found.flatMap((text, i) => (text.score === score ? [i] : [])),
  }));
}

/** The record of a candidate, where it still is what the index says: otherwise what it is now stands elsewhere in the index. */
function verified(search: NormalSearch, { score, at }: Candidate, match: Match | undefined): match is Match {
  return match !== undefined && match.position.values[0] === score && instantOf(match.position.values[1]) === at;
}

/** Reads the candidates, the best first, until the page is full. */
async function readMatches(transaction: Transaction, search: NormalSearch, collection: string, candidates: Candidates): Promise<Match[]> {
  const records = transaction.records(collection);
  const found = new Map<string, Match>();
  for (let size = search.limit + 1; found.size <= search.limit; size = Math.min(size * 2, maxRead)) {
    const batch = candidates.take(size);
    if (batch.length === 0) break;
    const rows = await records.getMany(batch.map(({ id }) => id));
    for (const [i, candidate] of batch.entries()) {
      const record = rows[i]?.r;
      const match = record && matchOf(search, record);
      if (verified(search, candidate, match)) found.set(candidate.id, match);
    }
  }
  return [...found.values()];
}

/** As many records are read along an index before the words are looked up: a ticket's messages, say. */
const maxAlongIndex = 200;

/** What reads all records that meet the conditions along a declared index, where one serves some of them. */
function planAlongIndex(model: Model, { collection, where = {} }: SearchQuery): ReadPlan | undefined {
  for (const { keys } of Object.values(model.collections[collection]!.indexes)) {
    const own = keys.filter((key) => where[key] !== undefined);
    if (own.length === 0) continue;
    const sort = keys.filter((key) => !own.includes(key)).map((by) => ({ by }));
    try {
      return planQuery(
        normaliseQuery(model, { collection, where: Object.fromEntries(own.map((key) => [key, where[key]!])), sort, limit: maxAlongIndex }),
      );
    } catch {
      // Another index may serve.
    }
  }
  return undefined;
}

/** The records that a plan reads; `undefined` where they are many. */
async function readAlongIndex(database: Database, collection: string, { ranges }: ReadPlan): Promise<StoredRecord[] | undefined> {
  const rows = await database.read([collection], (transaction) => {
    const records = transaction.records(collection);
    return Promise.all(
      ranges.map((range) =>
        records.rows(keyRange(range), { ...(range.index !== 'id' && { index: range.index }), limit: maxAlongIndex + 1 }),
      ),
    );
  });
  const found = new Map(rows.flat().map(({ id, r }) => [id, r]));
  return found.size > maxAlongIndex ? undefined : [...found.values()];
}

async function findByWords(database: Database, search: NormalSearch, collection: string): Promise<Page> {
  const loaded = LoadedIndex.of(database);
  return database.read([collection, '_unpacked', '_segments', '_postings'], async (transaction) => {
    const [segments, postings, unpacked] = await Promise.all([
      loaded.segments(transaction, collection),
      readPostings(transaction, search, collection),
      unpackedRuns(transaction, loaded, search, collection),
    ]);
    const packed = packedRuns(postings, search, segments);
    const from = search.from && { score: search.from.values[0] as number, at: instantOf(search.from.values[1]), id: search.from.id };
    return pageOfMatches(search, await readMatches(transaction, search, collection, new Candidates([...packed, ...unpacked], from)));
  });
}

/** The page of a search in a collection whose texts are packed into segments. What it says of a record is true when it is read. */
export async function findInSegments(database: Database, model: Model, query: SearchQuery): Promise<Page> {
  const { collection } = query;
  const declared = model.collections[collection]!;
  const search = normaliseSearch(declared, query);
  if (search.words.length === 0) return { records: [] };
  const plan = planAlongIndex(model, query);
  const few = plan && (await readAlongIndex(database, collection, plan));
  return few ? searchPage(declared, query, few) : findByWords(database, search, collection);
}
