import { CrmError, type NormalQuery, type NormalTotalsQuery, type Page, type ReadResult, type SearchQuery, type TotalRow } from '@crm-elements/data';
import { assemblePage, assembleTotals, leadingToken, planQuery, scanPage, searchPage, type IndexRange, type ReadPlan } from '@crm-elements/data/engine';
import type { Model, StoredRecord } from '@crm-elements/schema';
import type { Database } from './database.js';
import { keyRange, startingWith, type KeyRange } from './keys.js';
import { maxWordLength, type RecordRow, type StateRow } from './tables.js';
import { totalsKey, totalsRow } from './totals-rows.js';
import type { Transaction } from './transaction.js';

const recordsOf = (rows: readonly RecordRow[]): StoredRecord[] => rows.map(({ r }) => r);

/** The last commit that this transaction sees, where the read is shown with it. */
async function seqOf(transaction: Transaction, wanted: boolean): Promise<{ seq?: number }> {
  if (!wanted) return {};
  const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
  return { seq: state?.seq ?? 0 };
}

const tablesFor = (table: string, seq: boolean) => (seq ? [table, '_meta'] : [table]);

export function getRecords(database: Database, collection: string, ids: readonly string[]): Promise<ReadResult<(StoredRecord | undefined)[]>> {
  return database.read([collection], async (transaction) => {
    const rows = await transaction.records(collection).getMany(ids);
    return { value: rows.map((row) => row?.r) };
  });
}

function planOf(query: NormalQuery, scan: boolean): ReadPlan | undefined {
  try {
    return planQuery(query);
  } catch (error) {
    if (scan && error instanceof CrmError && error.code === 'UNINDEXED') return undefined;
    throw error;
  }
}

/** The page, what lies on its other side, and the last commit that it contains, all from one moment. */
export function getPage(database: Database, query: NormalQuery, { scan, seq }: { scan: boolean; seq: boolean }): Promise<ReadResult<Page>> {
  const { collection } = query;
  const plan = planOf(query, scan);
  return database.read(tablesFor(collection, seq), async (transaction) => {
    const records = transaction.records(collection);
    const readRange = async (range: IndexRange): Promise<StoredRecord[]> => {
      const { index, limit, reverse, offset } = range;
      return recordsOf(await records.rows(keyRange(range), { ...(index !== 'id' && { index }), limit, reverse, offset }));
    };
    if (!plan) {
      const [last, all] = await Promise.all([seqOf(transaction, seq), records.rows()]);
      return { value: scanPage(query, recordsOf(all)), ...last };
    }
    const [last, runs, probes] = await Promise.all([seqOf(transaction, seq), Promise.all(plan.ranges.map(readRange)), Promise.all(plan.probes.map(readRange))]);
    return { value: assemblePage(query, plan, runs, probes), ...last };
  });
}

export function getTotals(database: Database, query: NormalTotalsQuery, { seq }: { seq: boolean }): Promise<ReadResult<TotalRow[]>> {
  const { collection, totals, prefix, model } = query;
  return database.read(tablesFor('_totals', seq), async (transaction) => {
    const table = transaction.system('_totals');
    const key = totalsKey(collection, totals, prefix);
    const wanted = prefix.length === model.group.length ? table.getMany([key]) : table.rows(startingWith(key));
    const [last, rows] = await Promise.all([seqOf(transaction, seq), wanted]);
    return { value: assembleTotals(query, rows.flatMap((row) => (row ? [totalsRow(row)] : []))), ...last };
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
  const leading = leadingToken(query.text);
  if (!leading) return Promise.resolve(searchPage(declared, query, []));
  return database.read([collection], async (transaction) => {
    const rows = await transaction.records(collection).rows(wordRange(leading.word, leading.begins), { index: 'words' });
    // A record stands at each of its words.
    const found = new Map(rows.map(({ id, r }) => [id, r]));
    return searchPage(declared, query, found.values());
  });
}
