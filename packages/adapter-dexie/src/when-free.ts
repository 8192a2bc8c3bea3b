import type { Connection } from './connection.js';
import { mapStoreError } from './errors.js';

/** Resolves when another page no longer holds the store for longer than a call waits, or the signal fires. */
export async function whenFree(connection: Connection, signal: AbortSignal): Promise<void> {
  const isHeld = async (): Promise<boolean> => {
    try {
      const database = await connection.get();
      await database.read(['_meta'], (transaction) => transaction.system('_meta').get('state'));
      return false;
    } catch (error) {
      return mapStoreError(error).code === 'TIMEOUT';
    }
  };
  while (!signal.aborted && (await isHeld()));
}
