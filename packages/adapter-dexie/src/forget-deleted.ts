/** Leaves no content of deleted records in what the store keeps beside its records. Loaded with the first erasure. */
import { withoutContent } from '@crm-elements/data/engine';
import type { Database } from './database.js';
import type { KeyRange } from './keys.js';
import { packTexts, type PackOptions } from './message-index/pack.js';

/** Results looked at in one transaction: each may hold the records of a whole import. */
const step = 100;

/** All ids under which something was deleted; the tombstones of what was made again are gone. */
async function deletedIds(database: Database): Promise<Set<string>> {
  const keys = (await database.read(['_tombstones'], (transaction) => transaction.system('_tombstones').keys())) as [string, string][];
  return new Set(keys.map(([, id]) => id));
}

/** Results of commits that had a token keep no content of records that are gone. */
async function forgetResults(database: Database, signal: AbortSignal): Promise<void> {
  const gone = await deletedIds(database);
  for (let range: KeyRange | undefined; gone.size > 0;) {
    const rows = await database.write(['_dedupe'], { signal }, async (transaction) => {
      const table = transaction.system('_dedupe');
      const found = await table.rows(range, { limit: step });
      const changed = found
        .map((row) => ({ ...row, result: withoutContent(row.result, gone) }))
        .filter(({ result }, i) => result !== found[i]!.result);
      table.put(changed);
      return found;
    });
    if (rows.length < step) return;
    range = { lower: rows.at(-1)!.token, lowerOpen: true, upperOpen: false };
  }
}

/**
 * Goes through the results of commits, and writes the segments anew that have words of what is gone.
 * @param signal ends it; what was forgotten by then stays so
 */
export async function forgetDeleted(database: Database, options: PackOptions, signal: AbortSignal): Promise<void> {
  await forgetResults(database, signal);
  await packTexts(database, options, signal, 1);
}
