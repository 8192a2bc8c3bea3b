/** What can be done with all of a store, or with one person of it, told as it goes. What it takes is loaded with the first of it. */
import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import { html, nothing } from 'lit';
import { exportStore } from '../../internal/export-store.js';
import { saveFile } from '../../internal/save-file.js';
import { setPreference } from '../workspace-preference.js';
import { shareWords } from './byte-words.js';
import type { JobOutcome, Tell } from './data-job.js';
import { loadInterchange, type ExportRefused, type PersonProgress, type PersonSummary, type ReadExport } from './interchange.js';
import { sumOf } from './kinds.js';
import { readMentions, renderMentions } from './mentions.js';
import { bound, renderCounts, type DataLocalizer } from './render-counts.js';

/** What the work needs to be done and to be told. */
interface WorkContext {
  client: CrmClient;
  localizer: DataLocalizer;
  explain: (error: CrmError) => string;
}

/** A job: what it needs, how it tells how far it is, and what stops it. */
export type Work<T> = (context: WorkContext, tell: Tell, signal: AbortSignal) => Promise<T>;

/** Gives everything to the browser to save, and notes when that was. */
export const exportEverything: Work<JobOutcome> = async ({ client, localizer }, tell, signal) => {
  const { t } = localizer;
  const { adapter } = client;
  try {
    const { name, header, missing } = await exportStore(adapter, {
      signal,
      onProgress: ({ records, totalRecords, files, totalFiles }) => {
        const isFiles = records >= totalRecords && totalFiles > 0;
        const [done, total] = isFiles ? [files, totalFiles] : [records, totalRecords];
        tell(t(isFiles ? 'export.progressFiles' : 'export.progress', { done, total }), done, total);
      },
    });
    // A store that takes nothing now, as it is full, can still be saved.
    await setPreference(client, 'backup', { at: header.exportedAt, file: name }).catch(() => null);
    const text = t('export.done', { file: name });
    return { tone: 'success', text: missing > 0 ? `${text} ${t('export.missing', { count: missing })}` : text };
  } catch (thrown) {
    if (signal.aborted) return { tone: 'info', text: t('export.stopped') };
    throw thrown;
  }
};

const isRefused = (error: unknown): error is ExportRefused => error instanceof Error && 'lines' in error && 'count' in error;

/** The lines that are wrong. Their own messages are English; what a line lacks is told by its code. */
function refusalOf({ t }: DataLocalizer, file: string, { lines, count }: ExportRefused): JobOutcome {
  return {
    tone: 'danger',
    text: t('restore.refused', { file, count }),
    more: html`${count > lines.length ? html`<p>${t('restore.first', { count: lines.length })}</p>` : nothing}
      <ul class="lines">
        ${lines.map(({ line, code }) => html`<li>${t(`line.${code}`, { line })}</li>`)}
      </ul>`,
  };
}

/** Reads a backup whole. @returns it, or why it cannot be restored */
export const readBackup =
  (file: File): Work<ReadExport | JobOutcome> =>
  async ({ client, localizer }, tell, signal) => {
    const { t } = localizer;
    try {
      const { readExport } = await loadInterchange();
      return await readExport(client.adapter, file, {
        signal,
        onProgress: ({ bytes, totalBytes }) =>
          tell(t('restore.checking', { share: shareWords(bound(localizer), bytes, totalBytes) }), bytes, totalBytes),
      });
    } catch (thrown) {
      if (isRefused(thrown)) return refusalOf(localizer, file.name, thrown);
      if (signal.aborted) return { tone: 'info', text: t('unchanged') };
      throw thrown;
    }
  };

/** Puts a backup that was read in the place of everything. */
export const restoreBackup =
  (read: ReadExport, file: string): Work<JobOutcome> =>
  async ({ client, localizer }, tell, signal) => {
    const { t } = localizer;
    try {
      await client.adapter.restore(read.content, {
        signal,
        onProgress: ({ records, totalRecords }) =>
          tell(t('restore.writing', { done: records, total: totalRecords }), records, totalRecords),
      });
      return { tone: 'success', text: t('restore.done', { count: read.records, file }) };
    } catch (thrown) {
      if (signal.aborted) return { tone: 'info', text: t('unchanged') };
      throw thrown;
    }
  };

/** Leaves an empty store, in all windows: nothing in the place of everything. */
export const eraseEverything: Work<JobOutcome> = async ({ client, localizer }) => {
  await client.adapter.restore({ records: {} });
  return { tone: 'success', text: localizer.t('all.done') };
};

/** Gives all that is stored of a person to the browser to save. */
export const exportOnePerson =
  (contactId: string): Work<JobOutcome> =>
  async ({ client, localizer }, tell, signal) => {
    const { t } = localizer;
    try {
      const { exportPerson } = await loadInterchange();
      const onProgress = ({ done, total }: PersonProgress) =>
        tell(total > 0 ? t('export.progressFiles', { done, total }) : t('person.reading'), done, total);
      const { blob, name, counts } = await exportPerson(client, contactId, { signal, onProgress });
      saveFile(name, blob);
      return { tone: 'success', text: t('person.exported', { file: name }), more: renderCounts(bound(localizer), counts) };
    } catch (thrown) {
      if (signal.aborted) return { tone: 'info', text: t('export.stopped') };
      throw thrown;
    }
  };

/** Counts what would be erased. @returns nothing when it was stopped */
export const summarize =
  (contactId: string): Work<PersonSummary | undefined> =>
  async ({ client }, _tell, signal) => {
    try {
      const { summarizePerson } = await loadInterchange();
      return await summarizePerson(client, contactId, { signal });
    } catch (thrown) {
      if (signal.aborted) return undefined;
      throw thrown;
    }
  };

/** Erases a person for good. */
export const eraseOnePerson =
  (contactId: string): Work<JobOutcome> =>
  async ({ client, localizer, explain }, tell, signal) => {
    const { t } = localizer;
    const words = bound(localizer);
    const onProgress = ({ phase, done, total }: PersonProgress) => {
      const text =
        phase === 'erasing'
          ? t('erase.progress', { share: shareWords(words, done, total) })
          : t(phase === 'reading' ? 'person.reading' : phase === 'tidying' ? 'erase.tidying' : 'erase.checking');
      tell(text, done, total);
    };
    try {
      const { erasePerson } = await loadInterchange();
      const { counts, shared, mentions } = await erasePerson(client, contactId, { signal, onProgress });
      return {
        tone: 'success',
        text: t('erase.done'),
        more: html`${renderCounts(words, counts)}
        ${
          sumOf(shared) > 0
            ? html`<p class="sub">${t('erase.stays')}</p>
                ${renderCounts(words, shared)}`
            : nothing
        }
        ${mentions.length > 0 ? renderMentions(localizer, mentions.length, await readMentions(client, mentions)) : nothing}`,
      };
    } catch (thrown) {
      if (signal.aborted) return { tone: 'info', text: t('erase.stopped') };
      const error = toCrmError(thrown);
      if (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN') throw error;
      return { tone: 'danger', text: t('erase.failed', { reason: explain(error) }) };
    }
  };
