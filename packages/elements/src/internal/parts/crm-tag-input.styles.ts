import { css } from 'lit';
import { anchoredStyles } from '../controllers/anchored.js';
import { content } from '../styles/base.js';

export const tagInputStyles = [
  content,
  anchoredStyles,
  css`
    :host {
      display: block;
      min-inline-size: 0;
    }
    .box {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
    .label {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
    }
    .field {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px;
      min-block-size: var(--_size-control);
      padding: 3px;
      border: 1px solid var(--_color-border-strong);
      border-radius: var(--_radius-control);
      background: var(--_color-surface);
      color: var(--_color-text);
      cursor: text;
    }
    .field:focus-within {
      border-color: var(--_color-focus);
    }
    .field:has(input:focus-visible) {
      outline: 2px solid var(--_color-focus);
      outline-offset: -1px;
    }
    .disabled .field {
      background: var(--_color-surface-sunken);
      color: var(--_color-text-muted);
      cursor: default;
    }
    .chips {
      display: contents;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      min-inline-size: 0;
      max-inline-size: 100%;
      padding-inline-start: 8px;
      border-radius: var(--_radius-control);
      background: var(--_color-surface-pressed);
      font-size: var(--_font-size-sm);
      line-height: var(--_line-height-tight);
    }
    .chip bdi {
      min-inline-size: 0;
      padding-block: 3px;
      overflow-wrap: anywhere;
    }
    .chip button {
      display: grid;
      place-items: center;
      flex: none;
      inline-size: 24px;
      block-size: 24px;
      padding: 0;
      border: 0;
      border-radius: var(--_radius-control);
      background: none;
      color: var(--_color-text-muted);
      cursor: pointer;
      --_icon: 12px;
    }
    .chip button:hover {
      background: var(--_color-surface-hover);
      color: var(--_color-text);
    }
    .chip button:focus-visible {
      outline-offset: -2px;
    }
    input {
      flex: 1;
      min-inline-size: 80px;
      min-block-size: 24px;
      padding: 0 6px;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      font-size: var(--_font-size-md);
    }
    input:focus {
      outline: none;
    }
    input::placeholder {
      color: var(--_color-text-subtle);
      opacity: 1;
    }
    .options {
      padding: 4px;
      min-inline-size: 160px;
      max-inline-size: min(320px, 100vw - 16px);
      max-block-size: min(320px, 100vh - 24px);
      overflow-y: auto;
    }
    .option {
      padding: 5px 8px;
      border-radius: var(--_radius-control);
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .option:hover,
    .option[aria-selected='true'] {
      background: var(--_color-surface-hover);
    }
    .option[aria-selected='true'] {
      outline: 2px solid var(--_color-focus);
      outline-offset: -2px;
    }
    @media (pointer: coarse) {
      .field {
        min-block-size: var(--_size-touch);
      }
      .chip button {
        inline-size: var(--_size-touch);
        block-size: var(--_size-touch);
      }
      input {
        min-block-size: var(--_size-touch);
        font-size: var(--_font-size-lg);
      }
      .option {
        padding-block: 12px;
      }
    }
    @media (forced-colors: active) {
      .field {
        border-color: ButtonBorder;
      }
      .chip {
        border: 1px solid CanvasText;
      }
      .option[aria-selected='true'] {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }
  `,
];
