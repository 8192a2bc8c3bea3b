import { CrmError, type DataAdapter, type RestoreProgress } from '@crm-elements/data';
import { readExport, type ReadExport, type ReadProgress } from './read-export.js';

/** How far a restore is: the file is checked first, then the store replaced. */
export type RestoreRecordsProgress = ({ phase: 'checking' } & ReadProgress) | ({ phase: 'restoring' } & RestoreProgress);

export interface RestoreRecordsOptions {
  signal?: AbortSignal;
  /** Called now and then. */
  onProgress?: (progress: RestoreRecordsProgress) => void;
}

/**
 * Puts an export in the place of all that a store holds, all or nothing. The file is read and checked whole before anything is touched; for a
 * question in between call `readExport`, then `adapter.restore`.
 * @throws ExportRefused with the lines that are wrong; CrmError UNSUPPORTED where the adapter cannot be restored, ABORTED by the signal, and
 * what the adapter throws. Nothing was changed then.
 */
export async function restoreRecords(
  adapter: DataAdapter,
  blob: Blob,
  { signal, onProgress }: RestoreRecordsOptions = {},
): Promise<Omit<ReadExport, 'content'>> {
  if (!adapter.capabilities.restore) throw new CrmError('UNSUPPORTED', `The store "${adapter.name}" cannot be restored from an export.`);
  const cancel = signal && { signal };
  const { header, content, records } = await readExport(adapter, blob, {
    ...cancel,
    onProgress: (progress) => onProgress?.({ phase: 'checking', ...progress }),
  });
  await adapter.restore(content, { ...cancel, onProgress: (progress) => onProgress?.({ phase: 'restoring', ...progress }) });
  return { header, records };
}
