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

/** The key of the photo that a contact is made with. */
const photoOf = (operation: Operation): string | undefined =>
  operation.op === 'create' && operation.collection === 'contacts' ? (operation.record['photo'] as string | undefined) : undefined;

/**
 * Writes what an import was planned to write, in chunks, so that the page stays usable, and it can be seen how far it is, cancelled and gone on with: the same call with the
 * same plan writes what is missing and nothing twice. After a reload, plan again with the same `seed` and `at`. A deal is written together with its history; a photo is in
 * the store before the contact that it is of.
 * @returns how many records are in the store
 * @throws CrmError of the chunk that was not written (ABORTED by the signal, QUOTA …), with the progress as its `data`
 */
export const importRecords = (
  { adapter, actor }: CrmClient,
  { id, operations, photos }: ImportPlan,
  { signal, onProgress }: ImportRecordsOptions = {},
): Promise<ChunkProgress> =>
  commitInChunks(adapter, operations, {
    token: `import:${id}`,
    startsGroup,
    origin: 'import',
    by: actor,
    beforeChunk: async (chunk) => {
      for (const operation of chunk) {
        const photo = photos.get(photoOf(operation) ?? '');
        if (photo) await adapter.blob({ op: 'put', ...photo, ...(signal && { signal }) });
      }
    },
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
