/** Files, apart from the records. Loaded with the first one. */
import { CrmError, type BlobOperation } from '@crm-elements/data';
import { sha256 } from '@crm-elements/data/engine';
import { requireWritable, type BlobStore } from './blob-store.js';
import { collectBlobs } from './collect-blobs.js';
import type { BlobRow } from './tables.js';

type Put = Extract<BlobOperation, { op: 'put' }>;

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

export function runBlob(store: BlobStore, operation: BlobOperation): Promise<unknown> {
  switch (operation.op) {
    case 'put':
      return putBlob(store, operation);
    case 'get':
      return getBlob(store, operation.key);
    case 'collect':
      return collectBlobs(store, operation);
  }
}
