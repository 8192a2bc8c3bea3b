import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { card } from '../i18n/en/card.js';
import { plus, star, trash } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import { newPoint, type DraftErrors, type PointDraft } from './contact-draft.js';

interface Points {
  kind: 'email' | 'phone';
  points: readonly PointDraft[];
  errors: DraftErrors;
  localizer: Localizer<typeof card>;
  change: (points: readonly PointDraft[]) => void;
}

const types = { email: ['work', 'home', 'billing', 'other'], phone: ['work', 'mobile', 'home', 'main', 'fax', 'other'] } as const;

/** The name of a kind: ours where it is one of the usual ones, otherwise as it was written. */
export function typeName(localizer: Localizer<typeof card>, type: string): string {
  return localizer.maybe(`type.${type.toLowerCase()}`) ?? type;
}

/** Focus on a row's field once it is rendered. */
const focusRow = (form: ParentNode, kind: string, row: number) =>
  requestAnimationFrame(() => form.querySelector<HTMLElement>(`#${kind}-${row}`)?.focus());

/** E-mail addresses or phone numbers as rows: what it is, its kind, whether it is the primary one. */
export function renderPoints({ kind, points, errors, localizer, change }: Points): TemplateResult {
  const t = localizer.t.bind(localizer);
  const update = (row: number, part: Partial<PointDraft>) =>
    change(points.map((point) => (point.row === row ? { ...point, ...part } : point)));
  const remove = (row: number, button: HTMLElement) => {
    const rest = points.filter((point) => point.row !== row);
    // The first takes over what the removed one was.
    change(rest.some(({ primary }) => primary) ? rest : rest.map((point, at) => ({ ...point, primary: at === 0 })));
    const group = button.closest('fieldset')!;
    requestAnimationFrame(() => group.querySelector<HTMLElement>('.add')?.focus());
  };
  const add = (button: HTMLElement) => {
    const point = newPoint(points.length === 0);
    change([...points, point]);
    focusRow(button.getRootNode() as ShadowRoot, kind, point.row);
  };
  return html`<fieldset class="points" part="form-${kind}s">
    <legend class="label">${t(`field.${kind}s`)}</legend>
    ${repeat(
      points,
      ({ row }) => row,
      ({ row, value, type, primary }, at) => {
        const n = at + 1;
        const error = errors[`${kind}s.${row}`];
        const known: readonly string[] = types[kind];
        const options = type && !known.includes(type) ? [type, ...known] : known;
        return html`<div class="point">
          <input
            class="input"
            id="${kind}-${row}"
            data-field=${at === 0 ? `${kind}s` : nothing}
            type=${kind === 'email' ? 'text' : 'tel'}
            inputmode=${kind === 'email' ? 'email' : 'tel'}
            dir="ltr"
            autocomplete="off"
            data-1p-ignore
            aria-label=${t(`${kind}.n`, { n })}
            aria-invalid=${error ? 'true' : nothing}
            aria-describedby=${error ? `${kind}-${row}-error` : nothing}
            .value=${value}
            @input=${(event: Event) => update(row, { value: (event.target as HTMLInputElement).value })}
          />
          <select
            class="input kind"
            aria-label=${t(`${kind}.typeN`, { n })}
            .value=${type}
            @change=${(event: Event) => update(row, { type: (event.target as HTMLSelectElement).value })}
          >
            <option value="" ?selected=${type === ''}>${t('type.none')}</option>
            ${options.map(
              (name) =>
                html`<option value=${name} dir=${known.includes(name) ? nothing : 'auto'} ?selected=${name === type}>
                  ${typeName(localizer, name)}
                </option>`,
            )}
          </select>
          <button
            type="button"
            class="button quiet icon-only star ${primary ? 'on' : ''}"
            aria-pressed=${primary ? 'true' : 'false'}
            aria-label=${t(`${kind}.primaryN`, { n })}
            @click=${() => change(points.map((point) => ({ ...point, primary: point.row === row })))}
          >
            ${icon(star)}
          </button>
          <button
            type="button"
            class="button quiet icon-only"
            aria-label=${t(`${kind}.removeN`, { n })}
            @click=${(event: Event) => remove(row, event.currentTarget as HTMLElement)}
          >
            ${icon(trash)}
          </button>
          ${error ? html`<span class="field-error" id="${kind}-${row}-error">${t(error)}</span>` : nothing}
        </div>`;
      },
    )}
    <button
      type="button"
      class="button small add"
      data-field=${points.length === 0 ? `${kind}s` : nothing}
      @click=${(event: Event) => add(event.currentTarget as HTMLElement)}
    >
      ${icon(plus)}${t(`${kind}.add`)}
    </button>
  </fieldset>`;
}
