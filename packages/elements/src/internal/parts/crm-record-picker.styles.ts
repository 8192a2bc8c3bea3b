import { css } from 'lit';
import { anchoredStyles } from '../controllers/anchored.js';
import { content } from '../styles/base.js';
import { fields } from '../styles/fields.js';

export const pickerStyles = [
  content,
  fields,
  anchoredStyles,
  css`
    :host {
      display: block;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      max-inline-size: 100%;
      padding-inline-start: 8px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
      font-size: var(--_font-size-sm);
    }
    .chip button {
      all: unset;
      display: grid;
      place-items: center;
      inline-size: 24px;
      block-size: 24px;
      border-radius: var(--_radius-control);
      color: var(--_color-text-muted);
      cursor: pointer;
      --_icon: 12px;
    }
    .chip button:hover {
      color: var(--_color-text);
    }
    .chip button:focus-visible {
      outline: 2px solid var(--_color-focus);
    }
    .options {
      min-inline-size: 200px;
      max-inline-size: 320px;
      padding: 4px;
      overflow: auto;
    }
    .option {
      min-block-size: 30px;
      padding: 5px 8px;
      border-radius: var(--_radius-control);
      cursor: pointer;
    }
    .option:hover,
    .option[aria-selected='true'] {
      background: var(--_color-surface-hover);
    }
    .option.none {
      color: var(--_color-text-muted);
      cursor: default;
    }
    @media (pointer: coarse) {
      .option {
        min-block-size: 44px;
        padding-block: 11px;
      }
      .chip button {
        inline-size: 44px;
        block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .option[aria-selected='true'] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
