import { isEmptyRow, TotalsDelta } from '@crm-elements/data/engine';
import type { TotalsRow } from '@crm-elements/data';
import type { Model, Scalar } from '@crm-elements/schema';
import type { Database } from './database.js';
import { keyOf, startingWith, type Key } from './keys.js';
import type { StateRow, TotalsKeptRow } from './tables.js';
import type { Transaction } from './transaction.js';

export const totalsKey = (collection: string, totals: string, group: readonly Scalar[]): Key[] => [collection, totals, ...group.map(keyOf)];

export const checkName = (collection: string, totals: string): string => `${collection}/${totals}`;

const rowOf = ({ collection, totals, group, count, sums }: TotalsRow): TotalsKeptRow => ({ k: totalsKey(collection, totals, group), group: [...group], count, sums: { ...sums } });

export const totalsRow = ({ k, group, count, sums }: TotalsKeptRow): TotalsRow => ({ collection: k[0] as string, totals: k[1] as string, group, count, sums });

/** What a kept row adds to its table's check sum (FNV-1a, 32 bits). Sums without a value count as zero. */
function checkOf({ group, count, sums }: TotalsKeptRow): number {
  let text = JSON.stringify([group, count]);
  for (const name of Object.keys(sums).sort()) if (sums[name] !== 0n) text += `${name}${sums[name]}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Adds a commit's changes to the kept rows. `present` are these rows as they stand, in the order of the changes. */
export function addToRows(changes: readonly TotalsRow[], present: readonly (TotalsKeptRow | undefined)[], checks: Record<string, number>): { put: TotalsKeptRow[]; remove: Key[][] } {
  const put: TotalsKeptRow[] = [];
  const remove: Key[][] = [];
  changes.forEach((change, i) => {
    const { collection, totals, group } = change;
    const name = checkName(collection, totals);
    const old = present[i];
    const row = rowOf(old ? addUp(change, old) : change);
    let check = checks[name] ?? 0;
    if (old) check -= checkOf(old);
    if (isEmptyRow({ collection, totals, group, count: row.count, sums: row.sums })) {
      if (old) remove.push(row.k);
    } else {
      check += checkOf(row);
      put.push(row);
    }
    checks[name] = check >>> 0;
  });
  return { put, remove };
}

function addUp(change: TotalsRow, { count, sums }: TotalsKeptRow): TotalsRow {
  const all: Record<string, bigint> = { ...sums };
  for (const [name, value] of Object.entries(change.sums)) all[name] = (all[name] ?? 0n) + value;
  return { ...change, count: count + change.count, sums: all };
}

/** Tables with more rows than this are taken as they are: to look through them would cost more than it is worth. */
const maxChecked = 2_000;

/** Whether a totals table's rows agree with their check sum. */
export async function isSound(transaction: Transaction, collection: string, totals: string): Promise<boolean> {
  const name = checkName(collection, totals);
  const [state, rows] = await Promise.all([
    transaction.system('_meta').get('state') as Promise<StateRow | undefined>,
    transaction.system('_totals').rows(startingWith([collection, totals]), { limit: maxChecked + 1 }),
  ]);
  if (!state || rows.length > maxChecked) return true;
  return rows.reduce((sum, row) => (sum + checkOf(row)) >>> 0, 0) === (state.checks[name] ?? 0);
}

/** Rows read at once while counting anew. */
const step = 500;

/** Counts a collection's totals anew from its records, in one transaction. */
export async function rebuildTotals(database: Database, model: Model, collection: string): Promise<void> {
  await database.write([collection, '_totals', '_meta'], {}, async (transaction) => {
    const delta = new TotalsDelta(model);
    const records = transaction.records(collection);
    let rows = await records.rows(undefined, { limit: step });
    while (rows.length > 0) {
      for (const { r } of rows) delta.change(collection, undefined, r);
      rows = await records.rows({ lower: rows.at(-1)!.id, lowerOpen: true, upperOpen: false }, { limit: step });
    }
    const meta = transaction.system('_meta');
    const state = (await meta.get('state')) as StateRow | undefined;
    if (!state) return;
    for (const table of Object.keys(model.collections[collection]!.totals)) delete state.checks[checkName(collection, table)];
    const changes = [...delta.rows.values()];
    const { put } = addToRows(changes, [], state.checks);
    const totals = transaction.system('_totals');
    totals.removeRange(startingWith([collection]));
    totals.put(put);
    meta.put([state]);
  });
}
