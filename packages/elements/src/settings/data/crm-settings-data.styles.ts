import { css } from 'lit';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

export const dataStyles = [
  buttons,
  fields,
  css`
    :host {
      container-type: inline-size;
    }
    .section {
      display: grid;
      gap: 28px;
      min-inline-size: 0;
    }
    .group,
    .question,
    .outcome {
      display: grid;
      justify-items: start;
      gap: 12px;
      min-inline-size: 0;
    }
    .group > *,
    .question > * {
      max-inline-size: 100%;
    }
    .sub {
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
    }
    .group p {
      max-inline-size: 68ch;
    }
    .waiting {
      inline-size: 100%;
    }
    .counts {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
      gap: 0 28px;
      inline-size: 100%;
    }
    .counts div {
      display: flex;
      justify-content: space-between;
      gap: 12px;
      padding-block: 5px;
      border-block-end: 1px solid var(--_color-border);
    }
    .counts dt {
      color: var(--_color-text-muted);
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .counts .total {
      font-weight: var(--_font-weight-semibold);
    }
    .counts .total dt {
      color: inherit;
    }
    .facts {
      display: grid;
      grid-template-columns: minmax(120px, auto) minmax(0, 1fr);
      gap: 10px 20px;
      inline-size: 100%;
      overflow-wrap: anywhere;
    }
    .facts dt {
      color: var(--_color-text-muted);
    }
    .facts dd {
      display: grid;
      justify-items: start;
      gap: 6px;
    }
    meter {
      inline-size: min(280px, 100%);
    }
    .actions {
      display: grid;
      inline-size: 100%;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
    }
    .action {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px 20px;
      padding: 12px 14px;
    }
    .actions > * + .action {
      border-block-start: 1px solid var(--_color-border);
    }
    .action p {
      min-inline-size: 0;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .action .button {
      flex: none;
      min-inline-size: 176px;
    }
    .actions > .job,
    .actions > .outcome,
    .actions > .hint {
      margin: 0 14px 14px;
    }
    crm-record-picker {
      inline-size: min(420px, 100%);
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .job {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      min-inline-size: 0;
    }
    .job-text {
      font-variant-numeric: tabular-nums;
    }
    progress {
      inline-size: min(200px, 100%);
      accent-color: var(--_color-brand);
    }
    .group > .outcome {
      inline-size: 100%;
    }
    .outcome {
      padding: 10px 14px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
      overflow-wrap: anywhere;
    }
    .outcome.success {
      border-color: var(--_color-success-border);
      background: var(--_color-success-soft);
    }
    .outcome.danger {
      border-color: var(--_color-danger-border);
      background: var(--_color-danger-soft);
    }
    .outcome > * {
      inline-size: 100%;
    }
    .outcome .counts div {
      border-color: var(--_color-border-strong);
    }
    .outcome .counts dt {
      color: inherit;
    }
    .lines {
      display: grid;
      gap: 4px;
      font-size: var(--_font-size-sm);
    }
    .grave {
      font-weight: var(--_font-weight-medium);
    }
    .question {
      overflow-wrap: anywhere;
    }
    .question .counts {
      grid-template-columns: 1fr;
    }
    .made {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .comparison {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: var(--_font-size-sm);
    }
    .comparison th,
    .comparison td {
      padding: 5px 0;
      border-block-end: 1px solid var(--_color-border);
      font-weight: inherit;
      text-align: start;
      vertical-align: bottom;
    }
    .comparison thead th {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
    }
    .comparison .amount {
      padding-inline-start: 16px;
      text-align: end;
    }
    .tick,
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .tick {
      flex-wrap: nowrap;
      min-block-size: 28px;
      cursor: pointer;
    }
    .tick .checkbox {
      flex: none;
    }
    @container (max-width: 559px) {
      .action {
        flex-direction: column;
        align-items: stretch;
      }
      .facts {
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
      .facts dd {
        margin-block-end: 10px;
      }
    }
    @media (pointer: coarse) {
      .tick {
        min-block-size: var(--_size-touch);
      }
    }
  `,
];
