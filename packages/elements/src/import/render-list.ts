import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import type { ImportView } from './import-view.js';

/** Entries of a list that are shown at first, and how many more each time. */
const atFirst = 10;
const step = 100;

interface ListOptions<Entry> {
  /** Names it among the lists of a step. */
  key: string;
  /** What it is called, for its file and its button. */
  title: string;
  entries: readonly Entry[];
  render: (entry: Entry) => TemplateResult;
  /** As a file: its headings, and a row for each entry. */
  headings?: readonly string[];
  row?: (entry: Entry) => readonly (string | number)[];
}

/** A list of which the beginning is shown: how long it is stands below, with the rest one press away, and all of it as a file. */
export function renderList<Entry>(
  view: ImportView,
  { key, title, entries, render, headings, row }: ListOptions<Entry>,
): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  const { t } = view.localizer;
  const shown = Math.min(Math.max(view.shownOf(key), atFirst), entries.length);
  const rest = entries.length - shown;
  return html`<ul class="list" part="list">
      ${entries.slice(0, shown).map(render)}
    </ul>
    <p class="more">
      ${rest > 0 ? html`<span class="numeric">${t('list.shown', { shown, count: entries.length })}</span>` : nothing}
      ${
        rest > 0
          ? html`<button type="button" class="button small" @click=${() => view.showMore(key, shown + step)}>
              ${t('list.more', { count: Math.min(step, rest) })}
            </button>`
          : nothing
      }
      ${
        headings && row
          ? html`<button
              type="button"
              class="button small quiet"
              aria-label=${t('list.downloadName', { list: title })}
              @click=${() => view.download(title, headings, entries.map(row))}
            >
              ${icon(download)}${t('list.download')}
            </button>`
          : nothing
      }
    </p>`;
}
