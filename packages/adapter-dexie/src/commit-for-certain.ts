import { CrmError, type CommitOptions, type NormalBatch, type WriteResult } from '@crm-elements/data';
import { commitBatch, wasCommitted, type Attempt, type Writer } from './commit.js';
import type { Connection } from './connection.js';
import type { Database } from './database.js';
import { emptied, mapStoreError, StoreReplaced } from './errors.js';

const unknownOutcome =
  'The connection to the browser’s database broke while it was writing: whether it was written is not known. Look at the record before you try again.';

/** Whose commit it is. */
export interface Committing {
  connection: Connection;
  writer: Writer;
  /** Whether an error says that the database is gone; then another connection to it is on the way. */
  isGone(error: unknown, database: Database): boolean;
}

/**
 * Commits once, also over a connection that is lost in the midst of it: what became of it is then looked up.
 * @throws what `commitBatch` does; CrmError UNAVAILABLE where what became of it cannot be known, LOST where the store was emptied meanwhile
 */
export async function commitForCertain(own: Committing, batch: NormalBatch, options: CommitOptions): Promise<WriteResult> {
  const { connection, writer } = own;
  for (let again = false; ; again = true) {
    const database = await connection.get();
    const attempt: Attempt = { instance: connection.instance };
    try {
      return await commitBatch(database, writer, batch, options, attempt);
    } catch (error) {
      if (!own.isGone(error, database) || error instanceof StoreReplaced) throw error;
      const committed = await findOut(own, attempt, batch, error);
      if (committed) return committed;
      if (again) throw error;
    }
  }
}

/** What became of a commit whose connection was lost: its result, or `undefined` when it did not happen. */
async function findOut(
  { connection, writer }: Committing,
  attempt: Attempt,
  { dedupe }: NormalBatch,
  error: unknown,
): Promise<WriteResult | undefined> {
  try {
    const database = await connection.get();
    if (connection.instance !== attempt.instance) throw emptied(error);
    const committed = await wasCommitted(database, writer, attempt);
    return committed && { committed, touched: { writes: attempt.plan!.writes } };
  } catch (other) {
    if (!attempt.plan || mapStoreError(other).code !== 'UNAVAILABLE') throw other;
    throw new CrmError('UNAVAILABLE', unknownOutcome, { cause: error, retryable: dedupe !== undefined });
  }
}
