import type { CrmError } from '@crm-elements/data';
import { html, type TemplateResult } from 'lit';
import { briefcase } from '../../internal/icons.js';
import { emptyView, errorView, skeletonLines } from '../../internal/parts/views.js';
import type { SummaryData } from './summary-data.js';
import type { SummaryLocalizer } from './summary-texts.js';

interface StateInput {
  readonly data: SummaryData;
  readonly localizer: SummaryLocalizer;
  readonly explain: (error: CrmError) => string;
}

/** What stands in place of the figures while there are none to show; undefined when there are. */
export function renderSummaryState({ data, localizer, explain }: StateInput): TemplateResult | undefined {
  const { t } = localizer;
  switch (data.state) {
    case 'loading':
      return html`<slot name="loading"
        ><div role="status" aria-label=${t('loading')}>
          <div class="tiles" aria-hidden="true">
            ${[1, 2, 3, 4, 5].map(() => html`<div class="tile">${skeletonLines(60, 40, 80)}</div>`)}
          </div>
          <div class="charts" aria-hidden="true">
            ${[1, 2].map(() => html`<div class="chart">${skeletonLines(25, 100, 80, 60, 40)}</div>`)}
          </div>
        </div></slot
      >`;
    case 'error':
      return html`<slot name="error"
        >${errorView({
          title: t('failedTitle'),
          text: data.error && explain(data.error),
          actions: html`<button type="button" class="button" @click=${() => data.retry()}>${t('retry')}</button>`,
        })}</slot
      >`;
    case 'missing':
      return emptyView({ title: t('missingTitle'), text: t('missingText'), picture: briefcase });
    case 'empty':
      return html`<slot name="empty"
        >${emptyView({ title: t(data.pipeline ? 'noDealsTitle' : 'emptyTitle'), text: t('emptyText'), picture: briefcase })}</slot
      >`;
    case 'ready':
      return undefined;
  }
}
