import { css } from 'lit';
import { badges } from '../internal/styles/badges.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { factStyles } from './facts.styles.js';

export const consentStyles = [
  content,
  buttons,
  badges,
  fields,
  factStyles,
  css`
    :host {
      display: block;
      min-inline-size: 0;
    }
    .list {
      display: grid;
      gap: 14px;
      font-size: var(--_font-size-sm);
    }
    .consent {
      display: grid;
      gap: 4px;
      min-inline-size: 0;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }
    .about {
      display: inline-flex;
      align-items: flex-start;
      gap: 6px;
      min-inline-size: 0;
      font-weight: var(--_font-weight-medium);
      overflow-wrap: anywhere;
    }
    .about .icon {
      margin-block-start: 2px;
      color: var(--_color-text-subtle);
    }
    .dot {
      color: var(--_color-text-subtle);
    }
    .acts {
      display: inline-flex;
      gap: 6px;
      margin-inline-start: auto;
    }
    .ground {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      padding-inline-start: 22px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      overflow-wrap: anywhere;
    }
    details {
      padding-inline-start: 22px;
      font-size: var(--_font-size-xs);
    }
    summary {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-block-size: 24px;
      border-radius: 3px;
      color: var(--_color-text-muted);
      cursor: pointer;
      list-style: none;
      --_icon: 12px;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    [dir='rtl'] summary .icon {
      scale: -1 1;
    }
    details[open] summary .icon {
      rotate: 90deg;
    }
    .history {
      display: grid;
      gap: 6px;
      margin-block: 4px 2px;
      padding-inline-start: 10px;
      border-inline-start: 2px solid var(--_color-border);
    }
    .history li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 8px;
    }
    .history .ground {
      padding-inline-start: 0;
    }
    .form {
      display: grid;
      gap: 10px;
      margin-block-start: 8px;
      padding: 12px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
    }
    .form-fields {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(140px, 100%), 1fr));
      gap: 10px;
      align-items: start;
    }
    .foot {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
    }
    .add {
      margin-block-start: 12px;
    }
    @media (pointer: coarse) {
      summary {
        min-block-size: var(--_size-touch);
      }
    }
  `,
];
