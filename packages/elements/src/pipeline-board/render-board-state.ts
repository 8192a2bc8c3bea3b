import type { CrmError } from '@crm-elements/data';
import { html, type TemplateResult } from 'lit';
import { briefcase, list } from '../internal/icons.js';
import { emptyView, errorView, skeletonLines } from '../internal/parts/views.js';
import type { BoardData } from './board-data.js';
import type { BoardLocalizer } from './render-card.js';

interface StateInput {
  readonly data: BoardData;
  readonly localizer: BoardLocalizer;
  readonly explain: (error: CrmError) => string;
  readonly starting: boolean;
  readonly canStart: boolean;
  readonly start: () => void;
}

const columns = [3, 2, 3, 2];

/** What stands in place of the columns while there are none to show; undefined when there are. */
export function renderBoardState({ data, localizer, explain, starting, canStart, start }: StateInput): TemplateResult | undefined {
  switch (data.state) {
    case 'loading':
      return html`<slot name="loading"
        ><div class="columns waiting" role="status" aria-label=${localizer.t('loading')}>
          ${columns.map(
            (cards) =>
              html`<div class="waiting-column" aria-hidden="true">
                ${skeletonLines(40, 25)}${Array.from({ length: cards }, () => html`<div class="card waiting-card">${skeletonLines(80, 40, 60)}</div>`)}
              </div>`,
          )}
        </div></slot
      >`;
    case 'error':
      return html`<slot name="error"
        >${errorView({
          title: localizer.t('failedTitle'),
          text: data.error && explain(data.error),
          actions: html`<button type="button" class="button" @click=${() => data.retry()}>${localizer.t('retry')}</button>`,
        })}</slot
      >`;
    case 'missing':
      return emptyView({ title: localizer.t('missingTitle'), text: localizer.t('missingText'), picture: briefcase });
    case 'empty':
      return html`<slot name="empty"
        >${emptyView({
          title: localizer.t('emptyTitle'),
          text: localizer.t('emptyText'),
          picture: briefcase,
          actions: canStart
            ? html`<button type="button" class="button primary" aria-disabled=${starting} @click=${start}>${localizer.t('start')}</button>`
            : undefined,
        })}</slot
      >`;
    case 'ready':
      return data.columns.length === 0
        ? emptyView({ title: localizer.t('noStagesTitle'), text: localizer.t('noStagesText'), picture: list })
        : undefined;
  }
}
