import { html, nothing, type TemplateResult } from 'lit';
import type { storeData } from '../../i18n/en/store-data.js';
import type { Localizer } from '../../internal/locale.js';
import { kinds, sumOf, type KindCounts } from './kinds.js';

export type DataLocalizer = Localizer<typeof storeData>;

/** Kinds with their numbers, without those of which there is nothing. */
export const renderCounts = ({ t, number }: BoundLocalizer, counts: KindCounts, total = false): TemplateResult =>
  html`<dl class="counts">
    ${kinds.map((kind) =>
      counts[kind]
        ? html`<div>
            <dt>${t(`kind.${kind}`)}</dt>
            <dd class="numeric">${number(counts[kind])}</dd>
          </div>`
        : nothing,
    )}
    ${
      total
        ? html`<div class="total">
            <dt>${t('holds.total')}</dt>
            <dd class="numeric">${number(sumOf(counts))}</dd>
          </div>`
        : nothing
    }
  </dl>`;

/** What functions that render texts and numbers are given. */
export interface BoundLocalizer extends Pick<DataLocalizer, 't'> {
  number: DataLocalizer['number'];
}

export const bound = (localizer: DataLocalizer): BoundLocalizer => ({
  t: localizer.t,
  number: (value, options) => localizer.number(value, options),
});

/** Kinds beside each other: what is here, and what would come in its place. */
export const renderComparison = ({ t, number }: BoundLocalizer, here: KindCounts | undefined, there: KindCounts): TemplateResult =>
  html`<table class="comparison">
    <thead>
      <tr>
        <th scope="col">${t('restore.what')}</th>
        ${here ? html`<th scope="col" class="amount">${t('restore.here')}</th>` : nothing}
        <th scope="col" class="amount">${t('restore.there')}</th>
      </tr>
    </thead>
    <tbody>
      ${kinds.map((kind) =>
        here?.[kind] || there[kind]
          ? html`<tr>
              <th scope="row">${t(`kind.${kind}`)}</th>
              ${here ? html`<td class="amount numeric">${kind === 'files' ? '–' : number(here[kind] ?? 0)}</td>` : nothing}
              <td class="amount numeric">${number(there[kind] ?? 0)}</td>
            </tr>`
          : nothing,
      )}
    </tbody>
  </table>`;
