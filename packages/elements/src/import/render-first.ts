import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '@crm-elements/schema';
import type { FirstRecord } from './first-records.js';
import type { ImportView } from './import-view.js';

/** The first records, as they would be. */
export function renderFirst({ localizer }: ImportView, first: readonly FirstRecord[], title: string): TemplateResult | typeof nothing {
  if (first.length === 0) return nothing;
  return html`<p class="label" id="first">${title}</p>
    <ul class="list" aria-labelledby="first">
      ${first.map(
        ({ name, facts, amount }) =>
          html`<li>
            <bdi class="strong">${name}</bdi>
            ${amount ? html`<data class="numeric" value=${amount.amount}>${formatMoney(amount, localizer.locale)}</data>` : nothing}
            <span class="muted">${facts.map((fact, i) => html`${i > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</span>
          </li>`,
      )}
    </ul>`;
}
