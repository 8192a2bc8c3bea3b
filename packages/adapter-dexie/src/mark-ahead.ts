import type { Writer } from './commit.js';
import type { Database } from './database.js';
import { keepMark, missingMark } from './writer-mark.js';

/** Leaves the mark before a write that takes so long that the page may well be killed in the midst of it. */
export async function markAhead(database: Database, writer: Writer): Promise<void> {
  const mark = missingMark(database, writer);
  if (!mark) return;
  await database.write(['_meta'], {}, (transaction) => {
    transaction.system('_meta').put([mark]);
    return Promise.resolve();
  });
  keepMark(database, mark, writer);
}
