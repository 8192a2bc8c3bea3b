import { html, nothing, type TemplateResult } from 'lit';
import type { imports } from '../i18n/en/imports.js';
import { upload } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';

interface DropView {
  readonly localizer: Localizer<typeof imports>;
  readonly readonly: boolean;
  readonly dragging: boolean;
  readonly pasting: boolean;
  readonly hasFiles: boolean;
  readonly take: (files: readonly File[]) => void;
  readonly paste: (on: boolean) => void;
  readonly takeText: (text: string) => void;
}

/** A help for the dialog of the system only: what a file is, is told by its content. */
const accept = '.csv,.tsv,.tab,.txt,.vcf,.vcard,.jsonl,text/csv,text/tab-separated-values,text/vcard,text/x-vcard,text/plain';

/** As `read-file.ts` has it, which is loaded later. */
const mostMegabytes = 100;

function onChange(event: Event, take: DropView['take']): void {
  const input = event.target as HTMLInputElement;
  take([...(input.files ?? [])]);
  // The same file may be chosen again.
  input.value = '';
}

function renderPaste({ localizer: { t }, paste, takeText }: DropView): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const area = (event.target as HTMLFormElement).querySelector('textarea')!;
    area.setCustomValidity(area.value.trim() === '' ? t('paste.empty') : '');
    if (area.reportValidity()) takeText(area.value);
  };
  return html`<form class="paste-form" novalidate @submit=${submit}>
    <label class="field"
      ><span class="label">${t('paste.label')}</span
      ><textarea class="input" rows="6" dir="auto" spellcheck="false" autocomplete="off"></textarea>
    </label>
    <div class="actions">
      <button type="button" class="button" @click=${() => paste(false)}>${t('cancel')}</button>
      <button type="submit" class="button primary">${t('paste.add')}</button>
    </div>
  </form>`;
}

/** Where files come in: dropped, chosen or pasted. */
export function renderDrop(view: DropView): TemplateResult {
  const { localizer, readonly, dragging, pasting, hasFiles, take, paste } = view;
  const { t } = localizer;
  if (readonly) return html`<p class="notice" part="notice">${t('readonly')}</p>`;
  return html`${hasFiles ? nothing : html`<p class="intro">${t('intro')}</p>`}
    <div class="drop ${dragging ? 'over' : ''} ${hasFiles ? 'small' : ''}" part="drop">
      <span class="drop-picture">${icon(upload)}</span>
      <p class="drop-title">${t('drop.title')}</p>
      <p class="muted">${t('drop.text', { size: mostMegabytes })}</p>
      <div class="actions">
        <input type="file" hidden multiple accept=${accept} @change=${(event: Event) => onChange(event, take)} />
        <button
          type="button"
          class="button ${hasFiles ? '' : 'primary'} choose"
          @click=${(event: Event) => (event.currentTarget as Element).parentElement!.querySelector('input')!.click()}
        >
          ${t(hasFiles ? 'drop.more' : 'drop.choose')}
        </button>
        <button type="button" class="button paste" aria-expanded=${pasting ? 'true' : 'false'} @click=${() => paste(!pasting)}>
          ${t('drop.paste')}
        </button>
      </div>
    </div>
    ${pasting ? renderPaste(view) : nothing}`;
}
