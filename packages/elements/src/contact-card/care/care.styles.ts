import { css } from 'lit';
import { avatars } from '../../internal/parts/avatar.js';
import { views } from '../../internal/parts/views.js';
import { badges } from '../../internal/styles/badges.js';
import { content } from '../../internal/styles/base.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';
import { factStyles } from '../facts.styles.js';

/** Sections about what is to be done for a contact, and when. */
export const careStyles = [
  content,
  buttons,
  fields,
  badges,
  avatars,
  views,
  factStyles,
  css`
    :host {
      display: block;
      min-inline-size: 0;
    }
    .section-head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 2px 8px;
      margin-block-end: 8px;
    }
    .section-head .section-title {
      margin-block-end: 0;
    }
    .rows {
      display: grid;
      gap: 6px;
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 0 12px;
      font-size: var(--_font-size-sm);
    }
    .row-end {
      max-inline-size: 180px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      text-align: end;
      overflow-wrap: anywhere;
    }
    .late {
      color: var(--_color-danger-text);
    }
    .dot {
      padding-inline: 5px;
    }
    .task-label {
      display: flex;
      align-items: flex-start;
      gap: 8px;
      min-block-size: 24px;
      padding-block: 2px;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .task-label .checkbox {
      flex: none;
      margin-block-start: 2px;
    }
    .form {
      display: grid;
      gap: 10px;
      margin-block-end: 12px;
      padding: 12px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      background: var(--_color-surface-sunken);
    }
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
      gap: 10px;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 8px;
    }
    .foot-line {
      margin-block-start: 8px;
    }
    .fact {
      grid-template-columns: minmax(88px, 2fr) minmax(0, 5fr);
    }
    .fact dd .input {
      inline-size: auto;
      max-inline-size: 100%;
      min-block-size: 28px;
      padding-block: 2px;
      font-size: var(--_font-size-sm);
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .chips .badge {
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .under {
      display: block;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .under.late {
      color: var(--_color-danger-text);
    }
    @media (pointer: coarse) {
      .task-label {
        min-block-size: var(--_size-touch);
        align-items: center;
      }
    }
  `,
];
