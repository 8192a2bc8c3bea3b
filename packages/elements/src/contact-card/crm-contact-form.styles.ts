import { css } from 'lit';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

export const formStyles = [
  content,
  buttons,
  fields,
  css`
    :host {
      display: block;
      min-inline-size: 0;
      container-type: inline-size;
    }
    .form {
      display: grid;
      gap: 16px;
    }
    .heading {
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      overflow-wrap: anywhere;
    }
    .grid {
      display: grid;
      gap: 12px;
      align-items: start;
    }
    .pairs {
      display: grid;
      gap: 16px 24px;
      align-items: start;
    }
    @container (min-width: 480px) {
      .grid {
        grid-template-columns: repeat(6, minmax(0, 1fr));
      }
      .grid > * {
        grid-column: span 2;
      }
      .grid > :nth-child(-n + 2) {
        grid-column: span 3;
      }
    }
    @container (min-width: 860px) {
      .pairs {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
    .points {
      display: grid;
      justify-items: start;
      gap: 6px;
      min-inline-size: 0;
    }
    .points .label {
      padding: 0;
      margin-block-end: 4px;
    }
    .point {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(84px, 116px) auto auto;
      gap: 4px;
      inline-size: 100%;
    }
    .point .field-error {
      grid-column: 1 / -1;
    }
    .star.on {
      background: transparent;
      color: var(--_color-brand-text);
    }
    .star.on .icon {
      fill: currentcolor;
    }
    .custom-grid {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
      gap: 12px;
      align-items: start;
      padding-block-start: 10px;
    }
    .custom {
      padding-block-start: 12px;
      border-block-start: 1px solid var(--_color-border);
      min-inline-size: 0;
    }
    .group {
      float: inline-start;
      color: var(--_color-text);
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
    }
    .group + * {
      clear: both;
    }
    .custom .label {
      padding: 0;
      overflow-wrap: anywhere;
    }
    .required {
      font-weight: normal;
    }
    .money {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px;
    }
    .checks {
      display: grid;
      gap: 2px;
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
    .foot {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 8px;
      padding-block-start: 12px;
      border-block-start: 1px solid var(--_color-border);
    }
    .status {
      flex: 1 1 160px;
      overflow-wrap: anywhere;
    }
    .status:not(:has(*)) {
      flex: 0;
    }
    [role='alert']:empty {
      position: absolute;
    }
    .conflicts {
      display: flex;
      gap: 10px;
      padding: 10px 12px;
      border: 1px solid var(--_color-warning-border);
      border-radius: var(--_radius-control);
      background: var(--_color-warning-soft);
      color: var(--_color-warning-text);
      font-size: var(--_font-size-sm);
    }
    .conflicts ul {
      display: grid;
      gap: 6px;
      margin-block-start: 6px;
    }
    .conflicts li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      overflow-wrap: anywhere;
    }
    @container (max-width: 419px) {
      .point {
        grid-template-columns: minmax(0, 1fr) auto auto;
        padding-block-end: 6px;
      }
      .point > .input:first-child {
        grid-column: 1 / -1;
      }
    }
    @media (forced-colors: active) {
      .star.on {
        color: Highlight;
      }
    }
  `,
];
