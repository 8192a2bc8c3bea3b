import { html, nothing, type TemplateResult } from 'lit';
import type { ImportView } from './import-view.js';

function renderStart({ session, localizer, readonly, act }: ImportView): TemplateResult {
  const { prepared, preparing, problem } = session;
  const count = prepared?.plan.operations.length ?? 0;
  const waits = preparing !== undefined || !!problem || readonly || count === 0;
  return html`<button
    type="button"
    class="button primary start"
    aria-disabled=${waits ? 'true' : nothing}
    @click=${() => !readonly && act.start()}
  >
    ${localizer.t('preview.start', { count })}
  </button>`;
}

/**
 * The ways on and back.
 * @param note why one did not get on
 */
export function renderFooter(view: ImportView, note: string): TemplateResult | typeof nothing {
  const { session, localizer, readonly, act } = view;
  const { t } = localizer;
  const { step, files } = session;
  if (step === 'run' || step === 'report' || (step === 'choose' && files.length === 0)) return nothing;
  return html`<footer class="foot">
    ${note ? html`<p class="field-error">${note}</p>` : nothing}
    ${step === 'choose' ? nothing : html`<button type="button" class="button" @click=${act.back}>${t('back')}</button>`}
    ${
      step === 'preview'
        ? renderStart(view)
        : html`<button type="button" class="button primary next" ?disabled=${readonly} @click=${act.next}>${t('next')}</button>`
    }
  </footer>`;
}
