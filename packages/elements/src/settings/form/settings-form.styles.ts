import { css } from 'lit';
import { stageColors } from '../../pipeline-board/stage-colors.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

export const formStyles = [
  content,
  buttons,
  fields,
  stageColors,
  css`
    :host {
      display: block;
      min-inline-size: 0;
      container-type: inline-size;
    }
    .form {
      display: grid;
      gap: 14px;
    }
    .grid {
      display: grid;
      gap: 14px 16px;
      align-items: start;
    }
    @container (min-width: 460px) {
      .grid {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .wide {
        grid-column: 1 / -1;
      }
    }
    legend.label {
      padding: 0;
      margin-block-end: 4px;
    }
    fieldset.field {
      gap: 4px;
    }
    .checks {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 20px;
    }
    .check {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 24px;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .check .checkbox {
      flex: none;
    }
    .colors {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .color {
      display: grid;
      place-items: center;
      inline-size: 32px;
      block-size: 32px;
      border-radius: var(--_radius-control);
      cursor: pointer;
    }
    .color:has(:checked) {
      outline: 2px solid var(--_color-brand);
      outline-offset: -2px;
    }
    .color:has(:focus-visible) {
      outline: 2px solid var(--_color-focus);
      outline-offset: 2px;
    }
    .swatch {
      inline-size: 18px;
      block-size: 18px;
      border: 2px solid var(--_color-border-strong);
      border-radius: var(--_radius-full);
    }
    .swatch[data-color] {
      border-color: var(--_stage-edge);
      background: var(--_stage-edge);
    }
    .options {
      display: grid;
      justify-items: start;
      gap: 6px;
    }
    .option-list {
      display: grid;
      gap: 4px;
      inline-size: 100%;
    }
    .option {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto auto;
      align-items: center;
      gap: 2px;
    }
    .template {
      display: grid;
      gap: 8px;
    }
    .variables {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .preview {
      display: grid;
      gap: 2px;
      padding: 8px 12px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface);
      overflow-wrap: anywhere;
    }
    .preview p {
      min-block-size: 1.5em;
      white-space: pre-wrap;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 8px;
    }
    .status {
      flex: 1 1 160px;
      overflow-wrap: anywhere;
    }
    .status:not(:has(*)) {
      flex: 0;
    }
    .conflicts {
      display: grid;
      gap: 6px;
      padding: 10px 12px;
      border: 1px solid var(--_color-warning-border);
      border-radius: var(--_radius-control);
      background: var(--_color-warning-soft);
      color: var(--_color-warning-text);
      font-size: var(--_font-size-sm);
    }
    .conflicts li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 12px;
    }
    @media (pointer: coarse) {
      .color {
        inline-size: var(--_size-touch);
        block-size: var(--_size-touch);
      }
      .check {
        min-block-size: var(--_size-touch);
      }
    }
    @media (forced-colors: active) {
      .color:has(:checked) {
        outline-color: Highlight;
      }
      .swatch {
        forced-color-adjust: none;
      }
    }
  `,
];
