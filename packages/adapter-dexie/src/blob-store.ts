import type { Clock } from '@crm-elements/data';
import type { Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import { StoreReplaced, staleCode } from './errors.js';
import { isStale } from './state.js';
import type { StateRow } from './tables.js';
import type { Transaction } from './transaction.js';

export interface BlobStore {
  database: Database;
  model: Model;
  clock: Clock;
  instance: string;
}

/** @throws for a store that is not the one that was opened, or that newer code writes to */
export async function requireWritable(transaction: Transaction, { model, instance }: BlobStore): Promise<void> {
  const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
  if (state?.instance !== instance) throw new StoreReplaced('The database is not the one that was opened.');
  if (isStale(state, model)) throw staleCode();
}
