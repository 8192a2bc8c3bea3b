import { html, nothing, type TemplateResult } from 'lit';
import type { BoardColumn } from './board-data.js';
import { shortMoney, type BoardLocalizer } from './render-card.js';

export const stageName = (
  { stage, unmapped }: Pick<BoardColumn, 'stage' | 'unmapped'>,
  localizer: { t(key: 'unmapped'): string },
): string => (unmapped ? localizer.t('unmapped') : stage.name);

interface HeadInput {
  localizer: BoardLocalizer;
  exact: boolean;
  headingLevel: number;
}

/** The stage's name, and what all of its deals come to, not only those that are loaded. */
export function renderColumnHead(column: BoardColumn, { localizer, exact, headingLevel }: HeadInput): TemplateResult {
  const { stage, summary, counting, loaded, unmapped } = column;
  const name = stageName(column, localizer);
  const { count, sums, weighted } = summary;
  const over = stage.wipLimit != null && count !== undefined && count > stage.wipLimit;
  const limit = stage.wipLimit == null ? '' : `/${localizer.number(stage.wipLimit)}`;
  return html`<div class="title-line">
      <div id="title" class="title" role="heading" aria-level=${headingLevel} part="column-title">
        <bdi class="truncate" title=${name}>${name}</bdi>
        ${
          count === undefined
            ? nothing
            : html`<span
                class="count ${over ? 'over' : ''}"
                part="column-count"
                title=${over ? localizer.t('overLimit', { count, limit: stage.wipLimit! }) : stage.wipLimit == null ? nothing : localizer.t('limit', { limit: stage.wipLimit })}
                ><span aria-hidden="true">${localizer.number(count)}${limit}</span
                ><span class="visually-hidden">${localizer.t('deals', { count })}</span></span
              >`
        }
      </div>
    </div>
    <p class="sums numeric" part="column-sums">
      ${
        unmapped
          ? html`<span class="weighted">${localizer.t('unmappedHint')}</span>`
          : counting
            ? html`<span class="weighted">${localizer.t('counting')}</span>`
            : !exact
              ? html`<span class="weighted">${localizer.t('nLoaded', { count: loaded.deals.length })}</span>`
              : sums.length === 0
                ? html`<span class="weighted">–</span>`
                : html`<span class="sum">${sums.map((sum) => html`<span>${shortMoney(sum, localizer.locale)}</span>`)}</span> ${
                      stage.kind === 'open'
                        ? html`<span class="weighted" title=${localizer.t('weightedHint')}
                            >${localizer.t('weighted', { sum: weighted.map((sum) => shortMoney(sum, localizer.locale)).join(' + ') })}</span
                          >`
                        : nothing
                    }`
      }
    </p>`;
}
