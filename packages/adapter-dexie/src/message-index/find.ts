/** The search in texts that are packed into segments, and in those that are not packed yet. */
import type { NormalQuery, Page, SearchQuery } from '@crm-elements/data';
import {
  matchOf,
  normaliseQuery,
  normaliseSearch,
  pageOfMatches,
  planQuery,
  searchPage,
  type Match,
  type NormalSearch,
} from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import type { Database } from '../database.js';
import { startingWith } from '../keys.js';
import type { Transaction } from '../transaction.js';
import { instantOf, LoadedIndex } from './loaded.js';
import { Candidates, compareCandidates, type Candidate } from './candidates.js';
import { packedRuns } from './packed.js';

/** Records read at once where many candidates turn out to be none. */
const maxRead = 1_000;

/** The matches among the texts that are not packed yet, read as they are. */
async function unpackedCandidates(
  transaction: Transaction,
  loaded: LoadedIndex,
  search: NormalSearch,
  collection: string,
  from: Candidate | undefined,
): Promise<Candidate[]> {
  const rows = await transaction.system('_unpacked').rows(startingWith([collection]));
  const found = await loaded.matching(transaction, search, rows);
  return from ? found.filter((text) => compareCandidates(text, from) > 0) : found;
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
    const batch = await candidates.take(size);
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

/** How a page of records is read along an index. */
export type ReadPage = (query: NormalQuery) => Promise<Page>;

/** The query for all records that meet the conditions along a declared index, where one serves some of them. */
function queryAlongIndex(model: Model, { collection, where = {} }: SearchQuery): NormalQuery | undefined {
  for (const { keys } of Object.values(model.collections[collection]!.indexes)) {
    const own = keys.filter((key) => where[key] !== undefined);
    if (own.length === 0) continue;
    const sort = keys.filter((key) => !own.includes(key)).map((by) => ({ by }));
    const conditions = Object.fromEntries(own.map((key) => [key, where[key]!]));
    try {
      const query = normaliseQuery(model, { collection, where: conditions, sort, limit: maxAlongIndex });
      planQuery(query);
      return query;
    } catch {
      // Another index may serve.
    }
  }
  return undefined;
}

async function findByWords(database: Database, search: NormalSearch, collection: string): Promise<Page> {
  const loaded = LoadedIndex.of(database);
  return database.read([collection, '_unpacked', '_segments', '_packedIds', '_postings'], async (transaction) => {
    const from = search.from && { score: search.from.values[0] as number, at: instantOf(search.from.values[1]), id: search.from.id };
    const [segments, unpacked] = await Promise.all([
      loaded.segments(transaction, collection),
      unpackedCandidates(transaction, loaded, search, collection, from),
    ]);
    const packed = packedRuns({ transaction, loaded }, search, segments, from);
    return pageOfMatches(search, await readMatches(transaction, search, collection, new Candidates(unpacked, packed)));
  });
}

/** The page of a search in a collection whose texts are packed into segments. What it says of a record is true when it is read. */
export async function findInSegments(database: Database, model: Model, query: SearchQuery, readPage: ReadPage): Promise<Page> {
  const { collection } = query;
  const declared = model.collections[collection]!;
  const search = normaliseSearch(declared, query);
  if (search.words.length === 0) return { records: [] };
  const along = queryAlongIndex(model, query);
  const few = along && (await readPage(along));
  return few && few.next === undefined ? searchPage(declared, query, few.records) : findByWords(database, search, collection);
}
