import { html, type TemplateResult } from 'lit';
import { briefcase } from '../internal/icons.js';
import { emptyView, errorView, skeletonLines } from '../internal/parts/views.js';
import type { PanelData } from './panel-data.js';
import type { DealLocalizer } from './render-card.js';

/** What stands in place of the deal while there is none to show. */
export function renderPanelState(
  state: PanelData['state'],
  { t }: DealLocalizer,
  error: { text: string | undefined; retry: () => void },
): TemplateResult {
  if (state === 'error') {
    const actions = html`<button type="button" class="button" @click=${error.retry}>${t('retry')}</button>`;
    return html`<slot name="error">${errorView({ title: t('error.title'), text: error.text, actions })}</slot>`;
  }
  if (state === 'empty')
    return html`<slot name="empty">${emptyView({ title: t('dealMissing'), text: t('dealMissingText'), picture: briefcase })}</slot>`;
  return html`<slot name="loading"
    ><div class="waiting" role="status" aria-label=${t('loading')}>${skeletonLines(60, 25, 80, 60, 80, 40)}</div></slot
  >`;
}
