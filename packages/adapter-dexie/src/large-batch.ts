/**
 * What spares a large batch, as those of an import are, thousands of reads that find nothing. Loaded with the first one; without it such
 * a batch only takes longer.
 */
import type { TotalsRow } from '@crm-elements/data';
import { compareTuples, rowKey, type UniqueClaim } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import { keyOf, startingWith, type Key } from './keys.js';
import { layoutOf, type TotalsKeptRow } from './tables.js';
import { totalsRow } from './totals-rows.js';
import type { TableAccess, Transaction } from './transaction.js';

/** Fewer than this are looked up one by one. */
const many = 64;

/**
 * Those of these keys that exist, where few do: the keys in their span are read, as long as there are no more of them than were asked for.
 * Keys are texts, or lists of them.
 */
export async function existingOf(table: TableAccess<unknown>, keys: readonly Key[]): Promise<readonly Key[]> {
  if (keys.length <= many) return keys;
  const sorted = [...keys].sort((a, b) => (String(a) < String(b) ? -1 : 1));
  const span = { lower: sorted[0]!, upper: sorted.at(-1)!, lowerOpen: false, upperOpen: false };
  const present = await table.keys(span, { limit: keys.length + 1 });
  if (present.length > keys.length) return keys;
  const existing = new Set(present.map(String));
  return keys.filter((key) => existing.has(String(key)));
}

/**
 * The kept rows that these changes are added to, in their order: read in one look where they make up at least half of the rows of their
 * collection.
 */
export async function keptRowsOf(
  table: TableAccess<TotalsKeptRow>,
  changes: readonly TotalsRow[],
  keys: readonly Key[],
): Promise<readonly (TotalsKeptRow | undefined)[]> {
  const collection = changes[0]?.collection ?? '';
  if (changes.length <= many || changes.some((change) => change.collection !== collection)) return table.getMany(keys);
  const limit = changes.length * 2 + 1;
  const rows = (await table.rows(startingWith([collection]), { limit })).map((row) => [row, totalsRow(row)] as const);
  if (rows.length === limit) return table.getMany(keys);
  const nameOf = ({ totals, group }: TotalsRow) => rowKey(collection, totals, group);
  const found = new Map(rows.map(([row, kept]) => [nameOf(kept), row]));
  return changes.map((change) => found.get(nameOf(change)));
}

/** Whether anybody holds a place from the least to the greatest of these claims, of one index: new numbers lie behind all others. */
async function isTaken(transaction: Transaction, { collections }: Model, claims: readonly UniqueClaim[]): Promise<boolean> {
  const { collection, index } = claims[0]!;
  const { table, name } = layoutOf(collection, collections[collection]!).indexes[index]!;
  const keys = claims.map(({ key }) => key).sort(compareTuples);
  const from = startingWith(keys[0]!.map(keyOf));
  const to = startingWith(keys.at(-1)!.map(keyOf));
  return (await transaction.table(table).keys({ ...from, upper: to.upper! }, { index: name, limit: 1 })).length > 0;
}

/** The claims without those of which one look tells that nobody holds their places. */
export async function doubtfulOf(transaction: Transaction, model: Model, claims: readonly UniqueClaim[]): Promise<Set<UniqueClaim>> {
  const nameOf = ({ collection, index }: UniqueClaim) => `${collection}/${index}`;
  const doubtful = new Set(claims);
  for (const name of new Set(claims.map(nameOf))) {
    const own = claims.filter((claim) => nameOf(claim) === name);
    if (own.length > many && !(await isTaken(transaction, model, own))) for (const claim of own) doubtful.delete(claim);
  }
  return doubtful;
}
