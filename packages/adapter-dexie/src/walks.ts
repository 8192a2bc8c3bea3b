/** Reads that walk through records, loaded when first asked for: scans, and the search by words. */
import type { NormalQuery, Page, ReadResult, SearchQuery } from '@crm-elements/data';
import { scanPage, searchPage, wordsToFind } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import type { KeyRange } from './keys.js';
import { findInSegments, type ReadPage } from './message-index/find.js';
import { maxWordLength } from './rows.js';
import { recordsOf, seqOf, tablesFor } from './snapshot.js';
import { isSegmented, layoutOf, type RecordRow } from './tables.js';

/** The page of a query that no index serves. */
export function scanRecords(database: Database, query: NormalQuery, seq: boolean): Promise<ReadResult<Page>> {
  const { collection } = query;
  return database.read(tablesFor([collection], seq), async (transaction) => {
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

/** Looks the words up, and tests the records that have all of them for how well they do. */
export function findByWords(database: Database, model: Model, query: SearchQuery, readPage: ReadPage): Promise<Page> {
  const { collection } = query;
  const declared = model.collections[collection]!;
  if (isSegmented(declared)) return findInSegments(database, model, query, readPage);
  const words = wordsToFind(query.text);
  if (words.length === 0) return Promise.resolve(searchPage(declared, query, []));
  const { tables } = layoutOf(collection, declared);
  return database.read(tables, async (transaction) => {
    const keys = transaction.table(tables[1]!);
    const found = await Promise.all(
      words.map(async ({ word, begins }) => new Set((await keys.keys(wordRange(word, begins), { index: 'words' })) as string[])),
    );
    const [fewest, ...others] = found.sort((a, b) => a.size - b.size);
    const ids = [...fewest!].filter((id) => others.every((other) => other.has(id)));
    const rows = (await transaction.records(collection).getMany(ids)) as RecordRow[];
    return searchPage(declared, query, recordsOf(rows));
  });
}
