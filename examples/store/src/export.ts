import { CrmError, type DataAdapter, type StoredRecord } from '@crm-elements/data';
import { announce } from './announcer.js';
import { byId } from './dom.js';
import { Job, type Progress } from './jobs.js';
import type { Session } from './session.js';
import { bytes, numbers, records } from './words.js';

const pageSize = 1_000;

/** The first line of an export. The lines behind it are `{ collection, record }`, then `{ file, mediaType, base64 }`. */
interface ExportHeader {
  format: 'crm-elements-export';
  formatVersion: 1;
  modelVersion: number;
  database: string;
  exportedAt: string;
  /** Records in this file, by collection. */
  counts: Record<string, number>;
  files: number;
}

export interface Exported {
  blob: Blob;
  header: ExportHeader;
  records: number;
  /** Files that an attachment names and the store does not have. */
  missing: number;
}

function base64(content: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < content.length; i += 0x8000) text += String.fromCharCode(...content.subarray(i, i + 0x8000));
  return btoa(text);
}

async function countAll(adapter: DataAdapter): Promise<number> {
  const totals = await Promise.all(Object.keys(adapter.model.collections).map((collection) => adapter.totals({ collection, totals: 'all' })));
  return totals.reduce((sum, [row]) => sum + (row?.count ?? 0), 0);
}

async function* pagesOf(adapter: DataAdapter, collection: string, signal: AbortSignal): AsyncGenerator<StoredRecord[]> {
  let after: string | undefined;
  do {
    const page = await adapter.query({ collection, limit: pageSize, ...(after !== undefined && { after }) }, { signal });
    if (page.records.length > 0) yield page.records;
    after = page.next;
  } while (after !== undefined);
}

/** Everything in the store as JSON lines, page by page, so that only one page at a time is held as text. */
export async function exportLines(adapter: DataAdapter, database: string, progress: Progress, signal: AbortSignal): Promise<Exported> {
  const parts: Blob[] = [];
  const counts: Record<string, number> = {};
  const keys = new Set<string>();
  let done = 0;
  let total = await countAll(adapter);
  for (const collection of Object.keys(adapter.model.collections)) {
    let count = 0;
    for await (const page of pagesOf(adapter, collection, signal)) {
      if (collection === 'attachments') for (const { blob } of page) if (typeof blob === 'string') keys.add(blob);
      parts.push(new Blob([page.map((record) => `${JSON.stringify({ collection, record })}\n`).join('')]));
      count += page.length;
      done += page.length;
      // Others may write meanwhile.
      total = Math.max(total, done);
      progress(done, total, `${numbers(done)} of ${records(total)}`);
      if (signal.aborted) throw new CrmError('ABORTED', 'The export was cancelled.');
    }
    if (count > 0) counts[collection] = count;
  }
  let files = 0;
  if (adapter.capabilities.blobs) {
    for (const key of keys) {
      if (signal.aborted) throw new CrmError('ABORTED', 'The export was cancelled.');
      const file = await adapter.blob({ op: 'get', key });
      if (!file) continue;
      parts.push(new Blob([`${JSON.stringify({ file: key, mediaType: file.mediaType, base64: base64(file.bytes) })}\n`]));
      files++;
      progress(done, total, `${records(done)}, and ${numbers(files)} of ${numbers(keys.size)} files`);
    }
  }
  const header: ExportHeader = {
    format: 'crm-elements-export', formatVersion: 1, modelVersion: adapter.model.version, database, exportedAt: new Date().toISOString(), counts, files,
  };
  const blob = new Blob([`${JSON.stringify(header)}\n`, ...parts], { type: 'application/x-ndjson' });
  return { blob, header, records: done, missing: keys.size - files };
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function wireExport(session: Session): void {
  const job = new Job('export', 'export');
  byId('export-start', HTMLButtonElement).addEventListener('click', () => {
    void job.run(async (progress, signal) => {
      announce('Export started.');
      const { adapter, database } = session;
      try {
        await adapter.open();
        const { instance } = adapter;
        const { blob, header, records: done, missing } = await exportLines(adapter, database, progress, signal);
        const total = Math.max(done, await countAll(adapter));
        if (adapter.instance !== instance) return { tone: 'warning', text: 'The store was emptied during the export. No file was made.' };
        const name = `${database.replace(/[^\w.-]+/g, '-')}-${header.exportedAt.slice(0, 19).replace(/[T:]/g, '-')}.jsonl`;
        download(blob, name);
        const notes = [
          header.files > 0 ? ` With ${numbers(header.files)} files.` : '',
          missing > 0 ? ` ${numbers(missing)} files are not in the store.` : '',
          total > done ? ' The others came meanwhile: export again to have them.' : '',
        ];
        return { tone: 'success', text: `${numbers(done)} of ${records(total)} exported to ${name}, ${bytes(blob.size)}.${notes.join('')}` };
      } catch (error) {
        if (signal.aborted) return { tone: 'info', text: 'Export cancelled. No file was made.' };
        throw error;
      }
    });
  });
}
