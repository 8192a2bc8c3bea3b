import { css } from 'lit';
import { avatars } from '../../internal/parts/avatar.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

export const mergeStyles = [
  buttons,
  fields,
  avatars,
  css`
    .form,
    .rows {
      display: grid;
      gap: 14px;
    }
    .content {
      font-size: var(--_font-size-sm);
    }
    legend,
    .title {
      padding: 0;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
    }
    .title {
      color: var(--_color-text);
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
    }
    .options {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 6px 8px;
      margin-block-start: 4px;
    }
    .options.list > :first-child {
      grid-column: 1 / -1;
    }
    .option {
      display: flex;
      align-items: flex-start;
      gap: 8px;
      min-inline-size: 0;
      min-block-size: 32px;
      padding: 6px 10px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .option.who {
      align-items: center;
      padding-block: 10px;
    }
    .option:hover {
      background: var(--_color-surface-hover);
    }
    .option:has(:checked) {
      border-color: var(--_color-brand-border);
      background: var(--_color-brand-soft);
    }
    .option:has(:focus-visible) {
      outline: 2px solid var(--_color-focus);
      outline-offset: 1px;
    }
    .option input {
      flex: none;
      inline-size: 16px;
      block-size: 16px;
      margin: 2px 0 0;
      outline: none;
      accent-color: var(--_color-brand);
    }
    .option.who input {
      margin-block-start: 0;
    }
    .lines {
      display: grid;
      min-inline-size: 0;
    }
    .strong,
    .result {
      font-weight: var(--_font-weight-semibold);
    }
    .result {
      font-size: var(--_font-size-md);
      overflow-wrap: anywhere;
    }
    .result + .hint {
      margin-block-start: 6px;
    }
    .dot {
      padding-inline: 5px;
    }
    .moves {
      padding: 8px 12px;
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
      overflow-wrap: anywhere;
    }
    details summary {
      inline-size: fit-content;
      min-block-size: 24px;
      color: var(--_color-text-muted);
      cursor: pointer;
    }
    .same {
      display: grid;
      grid-template-columns: minmax(88px, auto) minmax(0, 1fr);
      gap: 4px 16px;
      margin-block-start: 8px;
      overflow-wrap: anywhere;
    }
    .same dt {
      color: var(--_color-text-muted);
    }
    .progress {
      display: flex;
      align-items: center;
      gap: 10px;
    }
    progress {
      inline-size: 96px;
      accent-color: var(--_color-brand);
    }
    .section-error {
      color: var(--_color-danger-text);
    }
    @media (max-width: 480px) {
      .option {
        padding-inline: 8px;
      }
      .option.who .avatar {
        display: none;
      }
    }
    @media (pointer: coarse) {
      .option {
        min-block-size: var(--_size-touch);
        align-items: center;
      }
      details summary {
        min-block-size: var(--_size-touch);
      }
    }
    @media (forced-colors: active) {
      .option:has(:checked) {
        border-color: Highlight;
      }
    }
  `,
];
