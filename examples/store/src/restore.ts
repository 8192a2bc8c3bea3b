import type { RestoreProgress } from '@crm-elements/data';
import { ExportRefused, readExport, type ReadExport } from '@crm-elements/interchange';
import { announce } from './announcer.js';
import { allRecords } from './collections.js';
import { byId, element, show } from './dom.js';
import { isBusy, Job, type Outcome } from './jobs.js';
import type { Session } from './session.js';
import { bytes, dated, files, numbers, records } from './words.js';

const start = byId('restore-start', HTMLButtonElement);
const input = byId('restore-file', HTMLInputElement);
const outcome = byId('restore-outcome', HTMLElement);
const refused = byId('restore-refused', HTMLUListElement);
const dialog = byId('restore', HTMLDialogElement);
const keep = byId('restore-keep', HTMLButtonElement);
const go = byId('restore-go', HTMLButtonElement);

const withFiles = (count: number): string => (count > 0 ? `, with ${files(count)}` : '');

const progressWords = ({ records: done, totalRecords, files: doneFiles, totalFiles }: RestoreProgress): string =>
  done < totalRecords || totalFiles === 0
    ? `${numbers(done)} of ${records(totalRecords)}`
    : `${records(done)}, and ${numbers(doneFiles)} of ${files(totalFiles)}`;

/** Asks whether to go on. Opens with the focus on the harmless answer. */
function ask({ header, records: count }: ReadExport, database: string): Promise<boolean> {
  const from = `Made on ${dated(header.exportedAt)} from the database “${header.database}”: ${records(count)}${withFiles(header.files)}.`;
  show(byId('restore-holds', HTMLElement), from);
  const { count: present } = allRecords();
  const replaced = present > 0 ? `${records(present)} in the database “${database}”` : `all that is in the database “${database}”`;
  show(byId('restore-means', HTMLElement), `It takes the place of ${replaced}, in all windows of this browser. This cannot be undone.`);
  show(go, present > 0 ? `Replace ${records(present)}` : `Restore ${records(count)}`);
  dialog.returnValue = 'keep';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'go'), { once: true });
  });
}

/** The file's own name is people's text: it stands in quotes. */
function tellRefusal(name: string, { count, lines }: ExportRefused): Outcome {
  refused.replaceChildren(...lines.map(({ line, message }) => element('li', { text: `Line ${numbers(line)}: ${message}` })));
  refused.hidden = false;
  const many = count === 1 ? '1 line is' : `${numbers(count)} lines are`;
  const first = count > lines.length ? ` These are the first ${lines.length}.` : '';
  return { tone: 'danger', text: `“${name}” cannot be restored: ${many} not right. Nothing was changed.${first}` };
}

const unchanged: Outcome = { tone: 'info', text: 'Cancelled. Nothing was changed.' };

export function wireRestore(session: Session): void {
  const job = new Job('restore', 'restore');

  const restore = (file: File) =>
    job.run(async (progress, signal) => {
      announce('Checking the file.');
      const { adapter } = session;
      try {
        const read = await readExport(adapter, file, {
          signal,
          onProgress: ({ bytes: done, totalBytes }) => progress(done, totalBytes, `Checking: ${bytes(done)} of ${bytes(totalBytes)}`),
        });
        if (!(await ask(read, session.database))) return unchanged;
        announce('Restoring.');
        await adapter.restore(read.content, {
          signal,
          onProgress: (done) => progress(done.records + done.files, done.totalRecords + done.totalFiles, progressWords(done)),
        });
        return { tone: 'success', text: `${records(read.records)} restored from “${file.name}”${withFiles(read.header.files)}.` };
      } catch (error) {
        if (error instanceof ExportRefused) return tellRefusal(file.name, error);
        if (signal.aborted) return unchanged;
        throw error;
      }
    });

  start.addEventListener('click', () => {
    if (!isBusy(outcome)) input.click();
  });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    // The same file can be chosen again.
    if (file) void restore(file).finally(() => (input.value = ''));
  });
  keep.addEventListener('click', () => dialog.close('keep'));
  go.addEventListener('click', () => dialog.close('go'));
}
