import { css } from 'lit';
import { views } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

/** What sections look like: rows with a name, what there is to know, and what can be done. */
export const sectionStyles = [
  content,
  buttons,
  fields,
  badges,
  views,
  css`
    :host {
      display: block;
      min-inline-size: 0;
      container-type: inline-size;
    }
    .section,
    .stack {
      display: grid;
      gap: 16px;
      min-inline-size: 0;
    }
    .waiting {
      display: grid;
      gap: 24px;
      padding-block: 12px;
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 16px;
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .sub {
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
      overflow-wrap: anywhere;
    }
    .rows {
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      overflow: clip;
    }
    .row {
      display: flex;
      align-items: center;
      gap: 8px 12px;
      min-block-size: 48px;
      padding-block: 6px;
      padding-inline: 14px 8px;
      background: var(--_color-surface);
    }
    .row + .row {
      border-block-start: 1px solid var(--_color-border);
    }
    .row.off .row-name {
      color: var(--_color-text-muted);
    }
    .row.open {
      display: block;
      padding: 14px;
      background: var(--_color-surface-sunken);
    }
    .row-text {
      display: grid;
      flex: 1;
      gap: 2px;
      min-inline-size: 0;
    }
    .row-line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 8px;
      min-inline-size: 0;
    }
    .row-name {
      font-weight: var(--_font-weight-medium);
      overflow-wrap: anywhere;
    }
    .row-more {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
      overflow-wrap: anywhere;
    }
    .row-actions {
      display: flex;
      flex: none;
      align-items: center;
      gap: 2px;
    }
    .new {
      padding: 14px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface-sunken);
    }
    .note {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
      max-inline-size: 64ch;
    }
    .add,
    .add-team {
      justify-self: start;
    }
    code {
      font-family: var(--_font-family-mono);
      font-size: 0.92em;
    }
    @media (forced-colors: active) {
      .button[aria-pressed='true'] {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }
    @container (max-width: 459px) {
      .row:not(.open) {
        flex-wrap: wrap;
      }
      /* Beside its mark, with the buttons below. */
      .row-text {
        flex-basis: calc(100% - 56px);
      }
      .row-actions {
        margin-inline-start: auto;
      }
    }
  `,
];
