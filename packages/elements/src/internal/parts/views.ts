import { css, html, nothing, type TemplateResult } from 'lit';
import { circleAlert } from '../icons.js';
import { icon } from './icon.js';

interface View {
  title: string;
  /** One sentence. */
  text?: string | undefined;
  /** A path of `icons.ts`. */
  picture?: string;
  /** What can be done: buttons. */
  actions?: unknown;
}

/** In place of a list that has nothing in it: what this is, and the first step. */
export const emptyView = ({ title, text, picture, actions = nothing }: View): TemplateResult =>
  html`<div class="view" part="empty">
    ${picture ? html`<span class="view-picture">${icon(picture)}</span>` : nothing}
    <p class="view-title">${title}</p>
    ${text ? html`<p class="view-text">${text}</p>` : nothing}
    <div class="view-actions">${actions}</div>
  </div>`;

/** In place of what could not be shown: what happened, and a way on. */
export const errorView = ({ title, text, actions = nothing }: View): TemplateResult =>
  html`<div class="view error" part="error" role="alert">
    <span class="view-picture">${icon(circleAlert)}</span>
    <p class="view-title">${title}</p>
    ${text ? html`<p class="view-text">${text}</p>` : nothing}
    <div class="view-actions">${actions}</div>
  </div>`;

/** Grey bars in the shape of what comes. `lines` are their widths in percent of the line. */
export const skeletonLines = (...lines: (25 | 40 | 60 | 80 | 100)[]): TemplateResult =>
  html`<span class="skeleton-lines" aria-hidden="true">${lines.map((width) => html`<span class="skeleton w${width}"></span>`)}</span>`;

export const views = css`
  .view {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 6px;
    min-block-size: 160px;
    padding: 24px 16px;
    text-align: center;
  }
  .view-picture {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: 4px;
    border-radius: var(--_radius-full);
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
    --_icon: 20px;
  }
  .view.error .view-picture {
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  .view-title {
    font-weight: var(--_font-weight-semibold);
  }
  .view-text {
    max-inline-size: 44ch;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-sm);
    text-wrap: balance;
  }
  .view-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 8px;
  }
  .view-actions:empty {
    display: none;
  }
  .skeleton-lines {
    display: grid;
    gap: 8px;
    inline-size: 100%;
  }
  .skeleton {
    display: block;
    block-size: 10px;
    border-radius: 5px;
    background: var(--_color-skeleton);
  }
  .skeleton.w25 {
    inline-size: 25%;
  }
  .skeleton.w40 {
    inline-size: 40%;
  }
  .skeleton.w60 {
    inline-size: 60%;
  }
  .skeleton.w80 {
    inline-size: 80%;
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_color-warning-border);
    background: var(--_color-warning-soft);
    color: var(--_color-warning-text);
    font-size: var(--_font-size-sm);
  }
  .banner-action {
    flex: none;
    min-block-size: 24px;
    margin-inline-start: auto;
    padding: 2px 8px;
    border: 1px solid currentcolor;
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: var(--_font-weight-medium);
    cursor: pointer;
  }
  .banner-action[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  @media (pointer: coarse) {
    .banner-action {
      min-block-size: 44px;
    }
  }
  .banner.danger {
    border-color: var(--_color-danger-border);
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`;
