import { commitInChunks, type ChunkProgress, type CrmClient, type Operation } from '@crm-elements/data';
import type { ImportPlan } from './import.types.js';

export interface ImportRecordsOptions {
  /** Cancels between two chunks: what was reported is in the store, and nothing behind it. */
  signal?: AbortSignal;
  onProgress?: (progress: ChunkProgress) => void;
}

/** What follows from a record, and is written with it or not at all. */
const followers = new Set(['stageChanges', 'notes']);
const startsGroup = ({ collection }: Operation): boolean => !followers.has(collection);

/**
 * Writes what an import was planned to write, in chunks, so that the page stays usable, and it can be seen how far it is, cancelled and gone on with: the same call with the
 * same plan writes what is missing and nothing twice. After a reload, plan again with the same `seed` and `at`. A deal is written together with its history.
 * @returns how many records are in the store
 * @throws CrmError of the chunk that was not written (ABORTED by the signal, QUOTA …), with the progress as its `data`
 */
export const importRecords = (
  client: CrmClient,
  { id, operations }: ImportPlan,
  { signal, onProgress }: ImportRecordsOptions = {},
): Promise<ChunkProgress> =>
  commitInChunks(client.adapter, operations, {
    token: `import:${id}`,
    startsGroup,
    origin: 'import',
    by: client.actor,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
