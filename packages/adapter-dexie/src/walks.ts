/** Reads that walk through records, loaded when first asked for: scans, and the search by words. */
import type { NormalQuery, Page, ReadResult, SearchQuery } from '@crm-elements/data';
import { leadingToken, scanPage, searchPage } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import type { KeyRange } from './keys.js';
import { findInSegments } from './message-index/find.js';
import { maxWordLength } from './rows.js';
import { recordsOf, seqOf, tablesFor } from './snapshot.js';
import { isSegmented } from './tables.js';

/** The page of a query that no index serves. */
export function scanRecords(database: Database, query: NormalQuery, seq: boolean): Promise<ReadResult<Page>> {
  const { collection } = query;
  return database.read(tablesFor(collection, seq), async (transaction) => {
    const [last, rows] = await Promise.all([seqOf(transaction, seq), transaction.records(collection).rows()]);
    return { value: scanPage(query, recordsOf(rows)), ...last };
  });
}

function wordRange(word: string, begins: boolean): KeyRange {
  const known = word.slice(0, maxWordLength);
  if (!begins && known === word) return { lower: known, upper: known, lowerOpen: false, upperOpen: false };
  // Words hold letters and digits only, and U+FFFF is neither.
  return { lower: known, upper: `${known}\uffff`, lowerOpen: false, upperOpen: false };
}

/** Looks the rarest word up, and tests the records that have it for all of them. */
export function findByWords(database: Database, model: Model, query: SearchQuery): Promise<Page> {
  const { collection } = query;
  const declared = model.collections[collection]!;
  if (isSegmented(declared)) return findInSegments(database, model, query);
  const leading = leadingToken(query.text);
  if (!leading) return Promise.resolve(searchPage(declared, query, []));
  return database.read([collection], async (transaction) => {
    const rows = await transaction.records(collection).rows(wordRange(leading.word, leading.begins), { index: 'words' });
    // A record stands at each of its words.
    const found = new Map(rows.map(({ id, r }) => [id, r]));
    return searchPage(declared, query, found.values());
  });
}
