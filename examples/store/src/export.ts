import { toCrmError } from '@crm-elements/data';
import { exportFileName, exportRecords, type ExportProgress } from '@crm-elements/interchange';
import { announce } from './announcer.js';
import { byId } from './dom.js';
import { Job } from './jobs.js';
import type { Session } from './session.js';
import { bytes, numbers, records } from './words.js';

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const progressWords = ({ records: done, totalRecords, files, totalFiles }: ExportProgress): string =>
  totalFiles > 0
    ? `${records(done)}, and ${numbers(files)} of ${numbers(totalFiles)} files`
    : `${numbers(done)} of ${records(totalRecords)}`;

export function wireExport(session: Session): void {
  const job = new Job('export', 'export');
  byId('export-start', HTMLButtonElement).addEventListener('click', () => {
    void job.run(async (show, signal) => {
      announce('Export started.');
      const { adapter } = session;
      let total = 0;
      const onProgress = (progress: ExportProgress) => {
        total = progress.totalRecords;
        show(progress.records, total, progressWords(progress));
      };
      try {
        const { blob, header, records: done, missing } = await exportRecords(adapter, { signal, onProgress });
        const name = exportFileName(header);
        download(blob, name);
        const notes = [
          header.files > 0 ? ` With ${numbers(header.files)} files.` : '',
          missing > 0 ? ` ${numbers(missing)} files are not in the store.` : '',
          total > done ? ' The others came or went meanwhile: export again to have the present ones.' : '',
        ];
        return {
          tone: 'success',
          text: `${numbers(done)} of ${records(Math.max(done, total))} exported to ${name}, ${bytes(blob.size)}.${notes.join('')}`,
        };
      } catch (error) {
        if (signal.aborted) return { tone: 'info', text: 'Export cancelled. No file was made.' };
        if (toCrmError(error).code === 'LOST') return { tone: 'warning', text: toCrmError(error).message };
        throw error;
      }
    });
  });
}
