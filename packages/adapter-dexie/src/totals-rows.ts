import type { TotalsRow } from '@crm-elements/data';
import { hashOf } from '@crm-elements/data/engine';
import type { Scalar } from '@crm-elements/schema';
import { keyOf, startingWith, type Key } from './keys.js';
import type { StateRow, TotalsKeptRow } from './tables.js';
import type { Transaction } from './transaction.js';

export const totalsKey = (collection: string, totals: string, group: readonly Scalar[]): Key[] => [collection, totals, ...group.map(keyOf)];

export const checkName = (collection: string, totals: string): string => `${collection}/${totals}`;

export const totalsRow = ({ k, group, count, sums }: TotalsKeptRow): TotalsRow => ({ collection: k[0] as string, totals: k[1] as string, group, count, sums });

/** What a kept row adds to its table's check sum. Sums without a value count as zero. */
export function checkOf({ group, count, sums }: TotalsKeptRow): number {
  let text = JSON.stringify([group, count]);
  for (const name of Object.keys(sums).sort()) if (sums[name] !== 0n) text += `${name}${sums[name]}`;
  return hashOf(text);
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
