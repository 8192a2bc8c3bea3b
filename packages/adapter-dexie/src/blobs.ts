/** Files, apart from the records. Loaded with the first one. */
import { CrmError, type BlobOperation, type Clock } from '@crm-elements/data';
import { sha256 } from '@crm-elements/data/engine';
import type { Model } from '@crm-elements/schema';
import type { Database } from './database.js';
import { StoreReplaced, staleCode } from './errors.js';
import { startingWith } from './keys.js';
import { isStale } from './state.js';
import { layoutOf, type BlobRow, type IndexPlace, type StateRow } from './tables.js';
import type { Transaction } from './transaction.js';

const day = 24 * 60 * 60 * 1_000;

export interface BlobStore {
  database: Database;
  model: Model;
  clock: Clock;
  instance: string;
}

type Put = Extract<BlobOperation, { op: 'put' }>;

/** The index that tells which blobs attachments name; models without attachments have none. */
function attachmentsByBlob({ collections: { attachments } }: Model): IndexPlace | undefined {
  return attachments && layoutOf('attachments', attachments).indexes['byBlob'];
}

async function requireWritable(transaction: Transaction, { model, instance }: BlobStore): Promise<void> {
  const state = (await transaction.system('_meta').get('state')) as StateRow | undefined;
  if (state?.instance !== instance) throw new StoreReplaced('The database is not the one that was opened.');
  if (isStale(state, model)) throw staleCode();
}

async function putBlob(
  store: BlobStore,
  { bytes, mediaType = 'application/octet-stream', signal }: Put,
): Promise<{ key: string; size: number }> {
  const key = await sha256(bytes);
  if (signal?.aborted) throw new CrmError('ABORTED', 'The upload was cancelled. Nothing was written.', { cause: signal.reason });
  const size = bytes.byteLength;
  await store.database.write(['_blobs', '_blobBytes', '_meta'], { ...(signal && { signal }) }, async (transaction) => {
    const blobs = transaction.system('_blobs');
    const [present] = await Promise.all([blobs.get(key), requireWritable(transaction, store)]);
    // Put again, it is young again: its attachment may be on the way.
    const row: BlobRow = { key, size, mediaType: present?.mediaType ?? mediaType, at: store.clock.now() };
    blobs.put([row]);
    if (!present) transaction.system('_blobBytes').put([{ key, bytes }]);
  });
  return { key, size };
}

function getBlob({ database }: BlobStore, key: string): Promise<(Omit<BlobRow, 'at'> & { bytes: Uint8Array }) | undefined> {
  return database.read(['_blobs', '_blobBytes'], async (transaction) => {
    const [blob, content] = await Promise.all([transaction.system('_blobs').get(key), transaction.system('_blobBytes').get(key)]);
    return blob && content && { key, size: blob.size, mediaType: blob.mediaType, bytes: content.bytes };
  });
}

/** Removes blobs that no attachment names and that are old enough that none is on the way. */
async function collectBlobs(store: BlobStore, minAgeMs = day): Promise<{ removed: number }> {
  const { database, model, clock } = store;
  const named = attachmentsByBlob(model);
  const removed = await database.write(['_blobs', '_blobBytes', '_meta', ...(named ? [named.table] : [])], {}, async (transaction) => {
    const blobs = transaction.system('_blobs');
    const old = { upper: clock.now() - minAgeMs, lowerOpen: false, upperOpen: false };
    const [keys] = await Promise.all([blobs.keys(old, { index: 'at' }) as Promise<string[]>, requireWritable(transaction, store)]);
    const holdersOf = (key: string) => transaction.table(named!.table).keys(startingWith([key]), { index: named!.name, limit: 1 });
    const holders = named ? await Promise.all(keys.map(holdersOf)) : [];
    const unnamed = keys.filter((_, i) => !holders[i]?.length);
    blobs.remove(unnamed);
    transaction.system('_blobBytes').remove(unnamed);
    return unnamed.length;
  });
  return { removed };
}

export function runBlob(store: BlobStore, operation: BlobOperation): Promise<unknown> {
  switch (operation.op) {
    case 'put':
      return putBlob(store, operation);
    case 'get':
      return getBlob(store, operation.key);
    case 'collect':
      return collectBlobs(store, operation.minAgeMs);
  }
}
