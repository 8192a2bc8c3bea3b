import { html, nothing, type TemplateResult } from 'lit';
import type { BoardColumn } from './board-data.js';
import type { BoardLocalizer } from './render-card.js';
import { stageName } from './render-column-head.js';

/** One tab for each stage, where there is room for one column only. */
export function renderTabs(
  columns: readonly BoardColumn[],
  shown: string | undefined,
  localizer: BoardLocalizer,
  show: (stageId: string) => void,
): TemplateResult {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = columns.findIndex(({ stage }) => stage.id === shown);
    const forward = localizer.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = localizer.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const to =
      event.key === forward
        ? at + 1
        : event.key === back
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? columns.length - 1
              : undefined;
    const next = to === undefined ? undefined : columns[(to + columns.length) % columns.length];
    if (!next) return;
    event.preventDefault();
    show(next.stage.id);
    (event.currentTarget as Element).querySelector<HTMLElement>(`[data-stage="${CSS.escape(next.stage.id)}"]`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${localizer.t('stages')} part="tabs" @keydown=${onKeyDown}>
    ${columns.map((column) => {
      const { stage, summary } = column;
      const selected = stage.id === shown;
      return html`<button
        type="button"
        role="tab"
        class="tab"
        id="tab-${stage.id}"
        data-stage=${stage.id}
        data-color=${stage.color ?? ''}
        data-kind=${stage.kind}
        aria-selected=${selected}
        aria-controls=${selected ? 'tab-panel' : nothing}
        tabindex=${selected ? 0 : -1}
        @click=${() => show(stage.id)}
      >
        <span class="dot"></span
        ><bdi>${stageName(column, localizer)}</bdi
        >${summary.count === undefined ? nothing : html`<span class="count">${localizer.number(summary.count)}</span>`}
      </button>`;
    })}
  </div>`;
}
