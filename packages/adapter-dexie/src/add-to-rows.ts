/** What a commit does to the kept totals: apart from what reads them, as it is loaded with what writes. */
import type { TotalsRow } from '@crm-elements/data';
import { addRows, isEmptyRow } from '@crm-elements/data/engine';
import type { Key } from './keys.js';
import type { TotalsKeptRow } from './tables.js';
import { checkName, checkOf, totalsKey, totalsRow } from './totals-rows.js';

const rowOf = ({ collection, totals, group, count, sums }: TotalsRow): TotalsKeptRow => ({
  k: totalsKey(collection, totals, group),
  group: [...group],
  count,
  sums: { ...sums },
});

/** Adds a commit's changes to the kept rows. `present` are these rows as they stand, in the order of the changes. */
export function addToRows(
  changes: readonly TotalsRow[],
  present: readonly (TotalsKeptRow | undefined)[],
  checks: Record<string, number>,
): { put: TotalsKeptRow[]; remove: Key[][] } {
  const put: TotalsKeptRow[] = [];
  const remove: Key[][] = [];
  changes.forEach((change, i) => {
    const name = checkName(change.collection, change.totals);
    const old = present[i];
    const sum = old ? addRows(totalsRow(old), change) : change;
    const row = rowOf(sum);
    let check = (checks[name] ?? 0) - (old ? checkOf(old) : 0);
    if (!isEmptyRow(sum)) {
      check += checkOf(row);
      put.push(row);
    } else if (old) remove.push(row.k);
    checks[name] = check >>> 0;
  });
  return { put, remove };
}
