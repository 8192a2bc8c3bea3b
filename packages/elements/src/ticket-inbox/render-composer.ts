import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { send, stickyNote, x } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import type { ComposerFile } from './composer-files.js';
import type { Suggestion } from './composer-suggestions.js';
import type { Writing } from './draft-keeper.js';
import { fileSize } from './render-entry.js';
import type { InboxLocalizer } from './ticket-actions.js';

/** Reply or private note. */
export const renderModes = ({ t }: InboxLocalizer, chosen: Writing, onChoose: (writing: Writing) => void): TemplateResult =>
  html`<div class="modes" role="group" aria-label=${t('mode')}>
    ${(['reply', 'note'] as const).map(
      (writing) =>
        html`<button
          type="button"
          class="mode ${writing}"
          aria-pressed=${writing === chosen ? 'true' : 'false'}
          @click=${() => onChoose(writing)}
        >
          ${icon(writing === 'note' ? stickyNote : send)}${t(`mode.${writing}`)}
        </button>`,
    )}
    ${chosen === 'note' ? html`<span class="note-hint">${t('noteHint')}</span>` : nothing}
  </div>`;

/** Responses or colleagues to insert. @param active the index of the one that Enter takes */
export function renderSuggestions(
  { t }: InboxLocalizer,
  suggestions: readonly Suggestion[] | undefined,
  active: number,
  onTake: (suggestion: Suggestion) => void,
): TemplateResult | typeof nothing {
  if (!suggestions) return nothing;
  if (suggestions.length === 0) return html`<div class="suggestions"><p class="hint none">${t('cannedNone')}</p></div>`;
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label=${t('canned')}>
    ${suggestions.map(
      (suggestion, i) =>
        html`<li
          id="suggestion-${i}"
          role="option"
          class="suggestion"
          aria-selected=${i === active ? 'true' : 'false'}
          @pointerdown=${(event: Event) => event.preventDefault()}
          @click=${() => onTake(suggestion)}
        >
          <bdi class="suggestion-label">${suggestion.label}</bdi><bdi class="hint truncate">${suggestion.hint}</bdi>
        </li>`,
    )}
  </ul>`;
}

/** The files that go with a reply. */
export function renderComposerFiles(
  localizer: InboxLocalizer,
  files: readonly ComposerFile[],
  onRemove: (key: number) => void,
): TemplateResult | typeof nothing {
  const { t } = localizer;
  if (files.length === 0) return nothing;
  return html`<ul class="chips" role="list">
    ${repeat(
      files,
      ({ key }) => key,
      ({ key, name, size, stored }) =>
        html`<li class="chip ${stored ? '' : 'loading'}">
          <bdi class="truncate">${name}</bdi>
          <span class="hint numeric"
            >${stored ? html`<data value=${size}>${fileSize(localizer, size)}</data>` : t('attaching', { name })}</span
          >
          <button type="button" class="chip-remove" aria-label=${t('attachRemove', { name })} @click=${() => onRemove(key)}>
            ${icon(x)}
          </button>
        </li>`,
    )}
  </ul>`;
}
