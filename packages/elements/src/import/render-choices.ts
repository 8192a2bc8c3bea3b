import { html, nothing, type TemplateResult } from 'lit';
import { currencies } from '../internal/amounts.js';
import { heading } from '../internal/parts/heading.js';
import type { ImportView } from './import-view.js';
import { relationOf } from './mapping-needs.js';

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

function renderPipeline({ session, localizer: { t }, readonly, missing }: ImportView): TemplateResult {
  const { pipeline } = session.choices;
  const newName = pipeline && 'name' in pipeline ? pipeline.name : undefined;
  // Without any pipeline the first one is made.
  const isNew = newName !== undefined || session.pipelines.length === 0;
  const choose = (id: string) => session.choose({ pipeline: id === '' ? { name: '' } : { id } });
  return html`${
    session.pipelines.length > 0
      ? html`<label class="field"
          ><span class="label">${t('choices.pipeline')}</span
          ><select class="input" name="pipeline" ?disabled=${readonly} @change=${(event: Event) => choose(valueOf(event))}>
            ${session.pipelines.map(
              ({ id, name }) =>
                html`<option dir="auto" value=${id} .selected=${pipeline !== null && 'id' in pipeline && pipeline.id === id}>
                  ${name}
                </option>`,
            )}
            <option value="" .selected=${isNew}>${t('choices.pipelineNew')}</option>
          </select></label
        >`
      : nothing
  }
  ${
    isNew
      ? html`<label class="field"
          ><span class="label">${t('choices.pipelineName')}</span
          ><input
            class="input"
            name="pipeline-name"
            dir="auto"
            maxlength="100"
            autocomplete="off"
            ?disabled=${readonly}
            .value=${newName ?? t('choices.pipelineDefault')}
            aria-invalid=${missing === 'pipeline' ? 'true' : nothing}
            aria-describedby=${missing === 'pipeline' ? 'pipeline-error' : nothing}
            @input=${(event: Event) => session.choose({ pipeline: { name: valueOf(event) } })}
          />${missing === 'pipeline' ? html`<span class="field-error" id="pipeline-error" role="alert">${t('choices.pipelineMissing')}</span>` : nothing}</label
        >`
      : nothing
  }`;
}

function renderCurrency({ session, localizer: { t }, readonly, missing }: ImportView): TemplateResult {
  const { currency } = session.choices;
  const all = [...new Set([...currencies, ...(currency ? [currency] : [])])];
  return html`<label class="field"
    ><span class="label">${t('choices.currency')}</span
    ><select
      class="input"
      name="currency"
      ?disabled=${readonly}
      aria-invalid=${missing === 'currency' ? 'true' : nothing}
      aria-describedby=${missing === 'currency' ? 'currency-error' : nothing}
      @change=${(event: Event) => session.choose({ currency: valueOf(event) })}
    >
      <option value="" .selected=${currency === ''}>${t('choices.currencyChoose')}</option>
      ${all.map((code) => html`<option value=${code} .selected=${code === currency}>${code}</option>`)}</select
    >${missing === 'currency' ? html`<span class="field-error" id="currency-error" role="alert">${t('choices.currencyMissing')}</span>` : nothing}</label
  >`;
}

/** What holds for all files: where deals go, in which currency amounts are, and whether companies are made. */
export function renderChoices(view: ImportView): TemplateResult | typeof nothing {
  const { session, localizer, level, readonly } = view;
  const namesCompanies = session.csvFiles.some(({ content }) =>
    content.mapping.columns.some(({ target }) => relationOf(target)?.field === 'companyId'),
  );
  if (!session.hasDeals && !session.needsCurrency && !namesCompanies) return nothing;
  return html`<section class="card" part="choices" aria-labelledby="choices">
    ${heading(level + 1, localizer.t('choices.title'), { id: 'choices', className: 'subtitle' })}
    <div class="choices">
      ${session.hasDeals ? renderPipeline(view) : nothing} ${session.needsCurrency ? renderCurrency(view) : nothing}
    </div>
    ${
      namesCompanies
        ? html`<label class="check"
            ><input
              type="checkbox"
              class="checkbox"
              name="companies"
              ?disabled=${readonly}
              .checked=${session.choices.unknownCompanies === 'make'}
              @change=${(event: Event) => session.choose({ unknownCompanies: (event.target as HTMLInputElement).checked ? 'make' : 'leave' })}
            /><span>${localizer.t('choices.companies')}</span></label
          >`
        : nothing
    }
  </section>`;
}
