import { html, nothing, type TemplateResult } from 'lit';
import { chevronDown, listFilter, redo, search, undo } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import type { BoardData } from './board-data.js';
import type { DealFilter } from './pipeline-board.types.js';
import { shortMoney, type BoardLocalizer } from './render-card.js';
import { sumOf } from './summary.js';

export interface ToolbarInput {
  readonly data: BoardData;
  readonly localizer: BoardLocalizer;
  readonly filter: DealFilter;
  readonly headingLevel: number;
  /** There are columns: what finds and undoes is shown. */
  readonly ready: boolean;
  readonly undo: { canUndo: boolean; canRedo: boolean } | undefined;
  readonly switchPipeline: (event: Event) => void;
  readonly setFilter: (filter: DealFilter) => void;
  readonly toggleFilter: (event: Event) => void;
  readonly turn: (direction: 'undo' | 'redo') => void;
}

/** A filter with some of its conditions taken away. */
export const without = (filter: DealFilter, ...keys: (keyof DealFilter)[]): DealFilter =>
  Object.fromEntries(Object.entries(filter).filter(([key]) => !keys.includes(key as keyof DealFilter)));

function renderTitle({ data, localizer, headingLevel, switchPipeline }: ToolbarInput): TemplateResult {
  const name = data.pipeline?.name || localizer.t('board');
  const title = html`<bdi class="truncate">${name}</bdi>`;
  return html`<div class="board-title" role="heading" aria-level=${headingLevel} id="board-title" part="heading">
    ${
      data.pipelines.length > 1
        ? html`<button
            type="button"
            class="switch"
            aria-haspopup="menu"
            aria-label=${localizer.t('switchPipeline', { pipeline: name })}
            @click=${switchPipeline}
          >
            ${title}${icon(chevronDown)}
          </button>`
        : title
    }
  </div>`;
}

/** What all open deals come to. */
function renderSum({ data, localizer }: ToolbarInput): TemplateResult | typeof nothing {
  if (data.state !== 'ready' || !data.isExact) return nothing;
  const { count, sums, weighted } = sumOf(data.columns.filter(({ stage }) => stage.kind === 'open').map(({ summary }) => summary));
  const text = (values: typeof sums) => values.map((sum) => shortMoney(sum, localizer.locale)).join(' + ');
  return html`<p class="board-sum numeric" part="summary">
    <span>${count === undefined ? localizer.t('counting') : localizer.t('deals', { count })}</span>
    ${sums.length > 0 ? html`<span class="strong">${text(sums)}</span><span title=${localizer.t('weightedHint')}>${localizer.t('weighted', { sum: text(weighted) })}</span>` : nothing}
  </p>`;
}

/** The line above the columns: which pipeline, what it comes to, and what finds deals in it. */
export function renderToolbar(input: ToolbarInput): TemplateResult {
  return html`<div class="toolbar" part="toolbar">
    <div class="title-block">${renderTitle(input)}${renderSum(input)}</div>
    ${input.ready ? renderTools(input) : html`<div class="tools"><slot name="actions"></slot></div>`}
  </div>`;
}

function renderTools(input: ToolbarInput): TemplateResult {
  const { localizer, filter, setFilter, toggleFilter, turn } = input;
  const on = [filter.ownerId !== undefined, Boolean(filter.tag), filter.late, filter.rotting].filter(Boolean).length;
  return html`<div class="tools">
    <label class="search">
      <span class="visually-hidden">${localizer.t('search')}</span>${icon(search)}
      <input
        type="search"
        class="input"
        dir="auto"
        autocomplete="off"
        placeholder=${localizer.t('search')}
        .value=${filter.text ?? ''}
        @input=${(event: Event) => setFilter({ ...without(filter, 'text'), ...searched((event.target as HTMLInputElement).value) })}
      />
    </label>
    <button type="button" class="button filter" aria-haspopup="dialog" @click=${toggleFilter}>
      ${icon(listFilter)}<span class="filter-label">${on > 0 ? localizer.t('filterOn', { count: on }) : localizer.t('filter')}</span>
    </button>
    ${
      input.undo
        ? html`<span class="turns">
            <button
              type="button"
              class="button quiet icon-only"
              aria-label=${localizer.t('undo')}
              data-tip=${localizer.t('undo')}
              aria-disabled=${!input.undo.canUndo}
              @click=${() => input.undo?.canUndo && turn('undo')}
            >
              ${icon(undo, 'mirrored')}
            </button>
            <button
              type="button"
              class="button quiet icon-only"
              aria-label=${localizer.t('redo')}
              data-tip=${localizer.t('redo')}
              aria-disabled=${!input.undo.canRedo}
              @click=${() => input.undo?.canRedo && turn('redo')}
            >
              ${icon(redo, 'mirrored')}
            </button>
          </span>`
        : nothing
    }
    <slot name="actions"></slot>
  </div>`;
}

const searched = (text: string): DealFilter => (text === '' ? {} : { text });
