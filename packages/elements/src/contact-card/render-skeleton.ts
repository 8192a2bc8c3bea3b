import { html, type TemplateResult } from 'lit';
import { skeletonLines } from '../internal/parts/views.js';

/** The shape of a timeline: a field for a note, and entries. */
export const renderTimelineSkeleton = (): TemplateResult =>
  html`<div class="main ghost-timeline" aria-hidden="true">
    ${skeletonLines(25)}<span class="ghost-box"></span>${skeletonLines(80, 60, 80, 60, 80)}
  </div>`;

/** Grey shapes where the parts of a card will be. */
export function renderSkeleton(variant: 'full' | 'compact' | 'inline'): TemplateResult {
  if (variant === 'inline') return html`<span class="ghost-avatar small"></span><span class="ghost-name"></span>`;
  if (variant === 'compact') {
    return html`<div class="compact-row" aria-hidden="true">
      <span class="ghost-avatar"></span>
      <div class="who">${skeletonLines(60, 40)}</div>
    </div>`;
  }
  return html`<div class="head" aria-hidden="true">
      <span class="ghost-avatar large"></span>
      <div class="who ghost-who">${skeletonLines(40, 25, 60)}</div>
    </div>
    <div class="body" aria-hidden="true">
      <div class="aside">
        <div class="section ghost-details">${skeletonLines(25, 80, 60, 80, 60, 40)}</div>
        ${[1, 2, 3].map(() => html`<div class="section">${skeletonLines(25, 80)}</div>`)}
      </div>
      ${renderTimelineSkeleton()}
    </div>`;
}
