import { CrmError, type NormalQuery, type NormalTotalsQuery, type Page, type ReadResult, type TotalRow } from '@crm-elements/data';
import { assemblePage, assembleTotals, planQuery, type IndexRange, type ReadPlan } from '@crm-elements/data/engine';
import type { StoredRecord } from '@crm-elements/schema';
import type { Database } from './database.js';
import { startingWith } from './keys.js';
import { loadSeldom } from './load-seldom.js';
import { beginsAtPlace, rowsInRange } from './ranges.js';
import { recordsOf, seqOf, tablesFor } from './snapshot.js';
import { layoutOf } from './tables.js';
import { totalsKey, totalsRow } from './totals-rows.js';

export function getRecords(
  database: Database,
  collection: string,
  ids: readonly string[],
): Promise<ReadResult<(StoredRecord | undefined)[]>> {
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
export async function getPage(
  database: Database,
  query: NormalQuery,
  { scan, seq }: { scan: boolean; seq: boolean },
): Promise<ReadResult<Page>> {
  const { collection, model } = query;
  const plan = planOf(query, scan);
  if (!plan) return (await loadSeldom()).scanRecords(database, query, seq);
  // Loaded before, as a transaction waits for nothing.
  const rowsOf = plan.ranges.some((range) => beginsAtPlace(model, range)) ? (await loadSeldom()).rowsFromPlace : rowsInRange;
  const { tables, indexes } = layoutOf(collection, model);
  const reads = plan.ranges.some(({ index }) => indexes[index]?.table === tables[1]) ? tables : [collection];
  return database.read(tablesFor(reads, seq), async (transaction) => {
    const readRange = async (range: IndexRange): Promise<StoredRecord[]> => recordsOf(await rowsOf(transaction, collection, model, range));
    const [last, runs, probes] = await Promise.all([
      seqOf(transaction, seq),
      Promise.all(plan.ranges.map(readRange)),
      Promise.all(plan.probes.map(readRange)),
    ]);
    return { value: assemblePage(query, plan, runs, probes), ...last };
  });
}

export function getTotals(database: Database, query: NormalTotalsQuery, { seq }: { seq: boolean }): Promise<ReadResult<TotalRow[]>> {
  const { collection, totals, prefix, model } = query;
  return database.read(tablesFor(['_totals'], seq), async (transaction) => {
    const table = transaction.system('_totals');
    const key = totalsKey(collection, totals, prefix);
    const wanted = prefix.length === model.group.length ? table.getMany([key]) : table.rows(startingWith(key));
    const [last, rows] = await Promise.all([seqOf(transaction, seq), wanted]);
    return {
      value: assembleTotals(
        query,
        rows.flatMap((row) => (row ? [totalsRow(row)] : [])),
      ),
      ...last,
    };
  });
}
