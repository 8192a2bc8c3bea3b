import { html, nothing, type TemplateResult } from 'lit';
import type { PersonSummary, ReadExport } from './interchange.js';
import { sumOf, type KindCounts } from './kinds.js';
import { bound, renderComparison, renderCounts, type DataLocalizer } from './render-counts.js';

/** What is asked before something goes for good. */
export type Question =
  | { kind: 'restore'; file: string; read: ReadExport }
  | { kind: 'person'; contactId: string; name: string; summary: PersonSummary }
  | { kind: 'all' };

interface Asking {
  localizer: DataLocalizer;
  question: Question | undefined;
  here: KindCounts | undefined;
  database: string;
  isSure: boolean;
  /** It was said that the box has to be ticked. */
  isReminded: boolean;
  setSure: (isSure: boolean) => void;
  exportFirst: () => void;
  go: () => void;
  close: () => void;
}

interface Words {
  heading: string;
  go: string;
  body: TemplateResult;
  /** What has to be confirmed by a tick. */
  needsTick?: true;
}

function restoreWords({ localizer, here }: Asking, { header }: ReadExport): Words {
  const { t } = localizer;
  const isEmpty = here !== undefined && sumOf(here) === 0;
  const made = t('restore.made', { when: localizer.date(header.exportedAt, 'moment'), database: header.database });
  return {
    heading: t('restore.heading'),
    go: t(isEmpty ? 'restore.goEmpty' : 'restore.go'),
    body: html`<p dir="auto" class="made">${made}</p>
      ${renderComparison(bound(localizer), here, { ...header.counts, files: header.files })}
      <p class=${isEmpty ? '' : 'grave'}>${t(isEmpty ? 'restore.meansEmpty' : 'restore.means')}</p>`,
  };
}

function personWords({ localizer }: Asking, name: string, { counts, shared }: PersonSummary): Words {
  const { t } = localizer;
  return {
    heading: t('erase.heading', { name }),
    go: t('erase.go'),
    needsTick: true,
    body: html`<p class="grave">${t('erase.means')}</p>
      <p class="sub">${t('erase.goes')}</p>
      ${renderCounts(bound(localizer), counts)}
      ${
        sumOf(shared) > 0
          ? html`<p class="sub">${t('erase.stays')}</p>
              ${renderCounts(bound(localizer), shared)}`
          : nothing
      }
      <p class="hint">${t('erase.device')}</p>`,
  };
}

function allWords({ localizer, here, database, exportFirst }: Asking): Words {
  const { t } = localizer;
  return {
    heading: t('all.heading'),
    go: t('all.go'),
    needsTick: true,
    body: html`<p class="grave" dir="auto">${t('all.means', { count: here ? sumOf(here) : 0, database })}</p>
      <p class="line">
        <span>${t('all.backup')}</span>
        <button type="button" class="button small" @click=${exportFirst}>${t('all.export')}</button>
      </p>`,
  };
}

function wordsOf(asking: Asking, question: Question): Words {
  if (question.kind === 'restore') return restoreWords(asking, question.read);
  if (question.kind === 'person') return personWords(asking, question.name, question.summary);
  return allWords(asking);
}

/** The question that stands before something goes for good, with all that goes. The harmless answer comes first. */
export function renderQuestion(asking: Asking): TemplateResult {
  const { localizer, question, isSure, isReminded, setSure, go, close } = asking;
  const { t } = localizer;
  const words = question && wordsOf(asking, question);
  const isReady = !words?.needsTick || isSure;
  return html`<crm-dialog
    alert
    ?open=${words !== undefined}
    heading=${words?.heading ?? ''}
    close-label=${t('close')}
    @crm-dialog-close=${close}
  >
    <div class="question">
      ${words?.body ?? nothing}
      ${
        words?.needsTick
          ? html`<div class="field">
              <label class="tick">
                <input
                  type="checkbox"
                  class="checkbox"
                  aria-invalid=${isReminded ? 'true' : 'false'}
                  aria-describedby=${isReminded ? 'reminder' : nothing}
                  .checked=${isSure}
                  @change=${(event: Event) => setSure((event.target as HTMLInputElement).checked)}
                />${t('erase.confirm')}
              </label>
              ${isReminded ? html`<span class="field-error" id="reminder">${t('erase.confirmFirst')}</span>` : nothing}
            </div>`
          : nothing
      }
    </div>
    <button slot="footer" type="button" class="button keep" @click=${close}>${t('cancel')}</button>
    <button slot="footer" type="button" class="button danger primary go" aria-disabled=${isReady ? 'false' : 'true'} @click=${go}>
      ${words?.go ?? ''}
    </button>
  </crm-dialog>`;
}
