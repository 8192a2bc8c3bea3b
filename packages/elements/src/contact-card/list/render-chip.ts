import { css, html, type TemplateResult } from 'lit';
import { x } from '../../internal/icons.js';
import { icon } from '../../internal/parts/icon.js';

/** A condition that holds, as a button that takes it away. */
export const renderChip = (words: string, label: string, remove: () => void): TemplateResult =>
  html`<button type="button" class="chip" aria-label=${label} title=${words} @click=${remove}>
    <span class="truncate">${words}</span>${icon(x)}
  </button>`;

export const chipStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding: 0 8px;
    border: 1px solid var(--_color-brand-border);
    border-radius: var(--_radius-full);
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
    font: inherit;
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    cursor: pointer;
    --_icon: 12px;
  }
  .chip:hover {
    background: var(--_color-brand-soft-hover);
  }
  .between {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
  }
  @media (pointer: coarse) {
    .chip {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .chip {
      border-color: ButtonBorder;
    }
  }
`;
