import { CrmError, type DataAdapter } from '@crm-elements/data';
import { blobNamedBy } from '@crm-elements/data/engine';
import { pagesOf } from '../pages.js';
import { toBase64 } from './base64.js';

/** The first line of an export. The lines behind it are `{ collection, record }`, then `{ file, mediaType, base64 }`. */
export interface ExportHeader {
  format: 'crm-elements-export';
  formatVersion: 1;
  modelVersion: number;
  /** The name of the store. */
  database: string;
  exportedAt: string;
  /** Records in this file, by collection. */
  counts: Record<string, number>;
  files: number;
}

export interface ExportProgress {
  records: number;
  /** Records in the store, as far as is known: others may write meanwhile. */
  totalRecords: number;
  files: number;
  totalFiles: number;
}

export interface ExportOptions {
  signal?: AbortSignal;
  /** Called after each page and each file. */
  onProgress?: (progress: ExportProgress) => void;
  /** Milliseconds since 1970, for `exportedAt`. Default: the present. */
  now?: () => number;
}

export interface Exported {
  /** JSON lines in UTF-8, with `\n` behind each. */
  blob: Blob;
  header: ExportHeader;
  records: number;
  /** Files that an attachment names and the store does not have. */
  missing: number;
}

const line = (content: unknown): string => `${JSON.stringify(content)}\n`;

async function countAll(adapter: DataAdapter): Promise<number> {
  if (adapter.capabilities.totals === 'none') return 0;
  const totals = await Promise.all(
    Object.keys(adapter.model.collections).map((collection) => adapter.totals({ collection, totals: 'all' })),
  );
  return totals.reduce((sum, [row]) => sum + (row?.count ?? 0), 0);
}

function requireGoOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CrmError('ABORTED', 'The export was cancelled.');
}

/**
 * Everything in a store, as one file of JSON lines. Only one page of records is held as text at a time. Records that others write meanwhile
 * may be in it or not; a store that was emptied meanwhile makes no file.
 * @throws CrmError ABORTED by the signal, LOST when the store was emptied meanwhile, and what the adapter throws when it cannot be read
 */
export async function exportRecords(adapter: DataAdapter, { signal, onProgress, now = Date.now }: ExportOptions = {}): Promise<Exported> {
  await adapter.open();
  const { instance } = adapter;
  const parts: Blob[] = [];
  const counts: Record<string, number> = {};
  const keys = new Set<string>();
  const progress: ExportProgress = { records: 0, totalRecords: await countAll(adapter), files: 0, totalFiles: 0 };
  for (const collection of Object.keys(adapter.model.collections)) {
    for await (const page of pagesOf(adapter, { collection }, signal)) {
      for (const record of page) {
        const key = blobNamedBy(collection, record);
        if (key !== undefined) keys.add(key);
      }
      parts.push(new Blob([page.map((record) => line({ collection, record })).join('')]));
      counts[collection] = (counts[collection] ?? 0) + page.length;
      progress.records += page.length;
      progress.totalRecords = Math.max(progress.totalRecords, progress.records);
      onProgress?.({ ...progress });
      requireGoOn(signal);
    }
  }
  progress.totalFiles = adapter.capabilities.blobs ? keys.size : 0;
  for (const key of progress.totalFiles ? keys : []) {
    requireGoOn(signal);
    const file = await adapter.blob({ op: 'get', key });
    if (!file) continue;
    parts.push(new Blob([line({ file: key, mediaType: file.mediaType, base64: toBase64(file.bytes) })]));
    progress.files++;
    onProgress?.({ ...progress });
  }
  requireGoOn(signal);
  if (adapter.instance !== instance) throw new CrmError('LOST', 'The store was emptied during the export. No file was made.');
  const header: ExportHeader = {
    format: 'crm-elements-export',
    formatVersion: 1,
    modelVersion: adapter.model.version,
    database: adapter.name,
    exportedAt: new Date(now()).toISOString(),
    counts,
    files: progress.files,
  };
  const blob = new Blob([line(header), ...parts], { type: 'application/x-ndjson' });
  return { blob, header, records: progress.records, missing: keys.size - progress.files };
}

/** What to call the file: the store's name and the moment, in characters that every file system takes. */
export const exportFileName = ({ database, exportedAt }: ExportHeader): string =>
  `${database.replace(/[^\w.-]+/g, '-')}-${exportedAt.slice(0, 19).replace(/[T:]/g, '-')}.jsonl`;
