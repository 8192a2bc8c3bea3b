import { html, type TemplateResult } from 'lit';
import type { BoardData } from './board-data.js';
import type { BoardLocalizer } from './render-card.js';

/** How much of the pipeline a filter shows; empty where none is set. */
export function foundText(filtered: BoardData['filtered'], localizer: BoardLocalizer): string {
  if (!filtered) return '';
  const { state, total } = filtered;
  if (state === 'counting') return localizer.t('counting');
  return total === 0 ? localizer.t('filterNone') : localizer.t('filterFound', { count: total });
}

/** That, and the way back to all deals. */
export const renderFound = (text: string, localizer: BoardLocalizer, showAll: () => void): TemplateResult =>
  html`<div class="found" part="found">
    <span class="numeric">${text}</span>
    <button type="button" class="link-button" @click=${showAll}>${localizer.t('filterDone')}</button>
  </div>`;
