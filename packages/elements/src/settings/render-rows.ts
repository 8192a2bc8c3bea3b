/** The rows of a section: what is set up, and what can be done with each. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { settingsForms } from '../i18n/en/settings-forms.js';
import { arrowDown, arrowUp, pencil, trash } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';

export interface Row {
  readonly id: string;
  readonly name: string;
  /** Stands before the name. */
  readonly mark?: unknown;
  /** Beside the name: badges. */
  readonly badges?: unknown;
  /** In a second line. */
  readonly more?: unknown;
  /** In place of the row: its form. */
  readonly form?: unknown;
  /** Buttons before those that all rows have. */
  readonly actions?: unknown;
  readonly off?: boolean;
}

interface Rows {
  readonly localizer: Localizer<typeof settingsForms>;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly readonly: boolean;
  readonly edit?: (id: string) => void;
  readonly remove?: (id: string) => void;
  /** They have an order: to which place, from 0. */
  readonly move?: (id: string, to: number) => void;
}

/** A button with a picture, and what it does as its name. */
export const iconButton = (
  label: string,
  picture: string,
  run: (event: Event) => void,
  { className = '', off = false }: { className?: string; off?: boolean } = {},
): TemplateResult =>
  html`<button
    type="button"
    class="button quiet icon-only ${className}"
    aria-label=${label}
    title=${label}
    aria-disabled=${off ? 'true' : nothing}
    @click=${(event: Event) => !off && run(event)}
  >
    ${icon(picture)}
  </button>`;

/** Moves a row and keeps the focus on the button that did it, or on the other one where that has come to its end. */
function moveBy(
  event: Event,
  step: -1 | 1,
  { at, rows, move }: { at: number; rows: readonly Row[]; move: (id: string, to: number) => void },
) {
  const to = at + step;
  if (to < 0 || to >= rows.length) return;
  const { id } = rows[at]!;
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  const pressed = (event.target as Element).closest('.up, .down')?.classList;
  move(id, to);
  requestAnimationFrame(() => {
    const row = root.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const wanted = pressed?.contains('up') || (!pressed && step < 0) ? ['.up', '.down'] : ['.down', '.up'];
    wanted
      .map((name) => row?.querySelector<HTMLElement>(`${name}:not([aria-disabled])`))
      .find(Boolean)
      ?.focus();
  });
}

export function renderRows({ localizer, label, rows, readonly, edit, remove, move }: Rows): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const { t } = localizer;
  const ordered = move && rows.length > 1 ? move : undefined;
  const onKey = (event: KeyboardEvent, at: number) => {
    if (!ordered || readonly || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    moveBy(event, event.key === 'ArrowUp' ? -1 : 1, { at, rows, move: ordered });
  };
  const renderRow = (row: Row, at: number) => {
    const { id, name } = row;
    if (row.form !== undefined && row.form !== nothing) return html`<li class="row open" data-id=${id}>${row.form}</li>`;
    return html`<li class="row ${row.off ? 'off' : ''}" data-id=${id} @keydown=${(event: KeyboardEvent) => onKey(event, at)}>
      ${row.mark ?? nothing}
      <div class="row-text">
        <div class="row-line"><bdi class="row-name">${name}</bdi>${row.badges ?? nothing}</div>
        ${row.more ? html`<div class="row-more">${row.more}</div>` : nothing}
      </div>
      ${
        readonly
          ? nothing
          : html`<div class="row-actions">
              ${row.actions ?? nothing}
              ${
                ordered
                  ? html`${iconButton(t('moveUp', { name }), arrowUp, (event) => moveBy(event, -1, { at, rows, move: ordered }), { className: 'up', off: at === 0 })}
                    ${iconButton(t('moveDown', { name }), arrowDown, (event) => moveBy(event, 1, { at, rows, move: ordered }), { className: 'down', off: at === rows.length - 1 })}`
                  : nothing
              }
              ${edit ? iconButton(t('edit', { name }), pencil, () => edit(id), { className: 'edit' }) : nothing}
              ${remove ? iconButton(t('remove', { name }), trash, () => remove(id), { className: 'remove' }) : nothing}
            </div>`
      }
    </li>`;
  };
  return html`<ol class="rows" role="list" aria-label=${label}>
    ${repeat(rows, ({ id }) => id, renderRow)}
  </ol>`;
}
