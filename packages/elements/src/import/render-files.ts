import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { fileText, users, x } from '../internal/icons.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import type { ChosenFile } from './import.types.js';
import type { ImportView, StepsLocalizer } from './import-view.js';
import { mostBytes } from './read-file.js';

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

function delimiterText({ t }: StepsLocalizer, sign: string): string {
  const name = Object.hasOwn(delimiterNames, sign) ? delimiterNames[sign as keyof typeof delimiterNames] : undefined;
  return name ? t(`delimiter.${name}`) : t('delimiter.other', { sign });
}

/** What a file was taken for, or why it is not taken. */
export function describeFile({ localizer, explain }: Pick<ImportView, 'localizer' | 'explain'>, { content }: ChosenFile): string {
  const { t } = localizer;
  switch (content.kind) {
    case 'reading':
      return t('file.reading', { percent: content.total > 0 ? Math.round((100 * content.done) / content.total) : 0 });
    case 'csv': {
      const { table, mapping } = content;
      const known = [t('file.rows', { count: table.rows.length }), t('csvBy', { delimiter: delimiterText(localizer, table.delimiter) })];
      return [t(`of.${mapping.collection}`), ...known, table.encoding?.toUpperCase() ?? t('encoding.text')].join(' · ');
    }
    case 'cards':
      return [t('of.contacts'), t('file.cards', { count: content.contacts.length })].join(' · ');
    case 'backup':
      return t('file.backup');
    case 'refused':
      if (content.reason === 'large') return t('refused.large', { size: mostBytes / 1024 ** 2 });
      if (content.reason === 'failed') return t('refused.failed', { reason: content.error ? explain(content.error) : '' });
      return t(`refused.${content.reason}`);
  }
}

function renderFile(view: ImportView, file: ChosenFile): TemplateResult {
  const { t } = view.localizer;
  const { kind } = file.content;
  const isRefused = kind === 'refused' || kind === 'backup';
  return html`<li class="file ${isRefused ? 'refused' : ''}" part="file">
    <span class="file-picture">${icon(kind === 'cards' ? users : fileText)}</span>
    <span class="lines">
      <bdi class="file-name truncate" title=${file.name}>${file.name}</bdi>
      <span class="muted">${describeFile(view, file)}</span>
      ${
        kind === 'reading'
          ? html`<progress
              aria-label=${t('file.readingName', { file: file.name })}
              max=${file.content.kind === 'reading' ? file.content.total || 1 : 1}
              value=${file.content.kind === 'reading' ? file.content.done : 1}
            ></progress>`
          : nothing
      }
    </span>
    <button
      type="button"
      class="button quiet icon-only"
      aria-label=${t('file.remove', { file: file.name })}
      ?disabled=${view.readonly}
      @click=${() => view.act.remove(file.id)}
    >
      ${icon(x)}
    </button>
  </li>`;
}

/** The files that were chosen, each with what it was taken for. */
export function renderFiles(view: ImportView): TemplateResult | typeof nothing {
  const { session, localizer, level } = view;
  if (session.files.length === 0) return nothing;
  return html`${heading(level + 1, localizer.t('files.title'), { className: 'subtitle' })}
    <ul class="files" part="files">
      ${repeat(
        session.files,
        ({ id }) => id,
        (file) => renderFile(view, file),
      )}
    </ul>
    ${view.missing === 'files' ? html`<p class="field-error" role="alert">${localizer.t(session.isReading ? 'next.reading' : 'next.none')}</p>` : nothing}`;
}

/** That an import of before was not brought to its end, and how it can be. */
export function renderKept({ session, localizer, level, readonly, act }: ImportView): TemplateResult | typeof nothing {
  const { kept } = session;
  if (!kept || readonly) return nothing;
  const { t } = localizer;
  return html`<div class="notice" part="notice">
    ${heading(level + 1, t('kept.title'), { className: 'notice-title' })}
    <p>
      ${t('kept.text', {
        date: localizer.date(kept.at, 'moment'),
        total: kept.total,
        files: localizer.list(kept.files.map(({ name }) => name)),
      })}
    </p>
    <p>${t(session.canGoOn ? 'kept.same' : 'kept.choose')}</p>
    <div class="actions">
      <button type="button" class="button quiet" @click=${act.forgetKept}>${t('kept.forget')}</button>
      ${session.canGoOn ? html`<button type="button" class="button primary" @click=${act.goOnWithKept}>${t('kept.go')}</button>` : nothing}
    </div>
  </div>`;
}
