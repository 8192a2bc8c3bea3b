import { css } from 'lit';
import { avatars } from '../internal/parts/avatar.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

export const listStyles = [
  buttons,
  badges,
  fields,
  avatars,
  css`
    .base {
      position: relative;
      container-type: inline-size;
      overflow: clip;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 10px;
      padding: 14px 16px 0;
    }
    .title {
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
    }
    .total {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      padding: 12px 16px;
      border-block-end: 1px solid var(--_color-border);
    }
    .search {
      position: relative;
      flex: 1 1 200px;
    }
    .search .icon {
      position: absolute;
      inset-block-start: calc(50% - 8px);
      inset-inline-start: 10px;
      color: var(--_color-text-muted);
      pointer-events: none;
    }
    .sort {
      --_icon: 14px;
    }
    .search .input {
      padding-inline-start: 34px;
    }
    .filter {
      flex: 0 1 200px;
      inline-size: auto;
    }
    .columns,
    .row,
    .ghost-row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 12px;
      padding-inline: 16px;
    }
    .columns {
      min-block-size: 30px;
      border-block-end: 1px solid var(--_color-border);
      background: var(--_color-surface-sunken);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
    }
    .columns > :last-child,
    .row .stage {
      text-align: end;
    }
    .wide {
      display: none;
    }
    .scroller {
      position: relative;
      max-block-size: var(--crm-contact-list-height, min(100vh - 180px, 760px));
      overflow: auto;
      overscroll-behavior: contain;
    }
    .row,
    .ghost-row {
      min-block-size: 57px;
      padding-block: 8px;
      border-block-end: 1px solid var(--_color-border);
    }
    .row {
      font-size: var(--_font-size-sm);
    }
    .row:hover {
      background: var(--_color-surface-hover);
    }
    .row.current {
      background: var(--_color-surface-selected);
      box-shadow: inset 3px 0 0 var(--_color-brand);
    }
    [dir='rtl'] .row.current {
      box-shadow: inset -3px 0 0 var(--_color-brand);
    }
    .row:focus-visible {
      outline-offset: -2px;
    }
    .person {
      display: flex;
      align-items: center;
      gap: 10px;
      min-inline-size: 0;
    }
    .words {
      display: grid;
      min-inline-size: 0;
    }
    .name,
    .below {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name {
      padding: 0;
      border: 0;
      background: none;
      color: var(--_color-text);
      font: inherit;
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-medium);
      text-align: start;
      text-decoration: none;
      cursor: pointer;
    }
    /* All of the row leads there. */
    .name::after {
      position: absolute;
      inset: 0;
      content: '';
    }
    .below {
      text-align: -webkit-match-parent;
      text-align: match-parent;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .ghost-row {
      grid-template-columns: auto 1fr;
    }
    .ghost-avatar {
      inline-size: 32px;
      block-size: 32px;
      border-radius: 50%;
      background: var(--_color-skeleton);
    }
    @container (min-width: 640px) {
      .columns,
      .row {
        grid-template-columns: minmax(0, 2.4fr) minmax(0, 1.2fr) minmax(0, 0.9fr) 116px;
      }
      .wide {
        display: block;
      }
    }
    @media not (pointer: coarse) {
      @container (min-width: 640px) {
        .row,
        .ghost-row {
          min-block-size: 36px;
          padding-block: 2px;
        }
        .row .avatar,
        .ghost-avatar {
          inline-size: 24px;
          block-size: 24px;
          font-size: 10px;
        }
        .words {
          display: flex;
          align-items: baseline;
          gap: 10px;
        }
        .row .name {
          flex: 0 1 auto;
          font-size: var(--_font-size-sm);
        }
        .below {
          flex: 0 1 auto;
          min-inline-size: 0;
        }
        :host([density='compact']) .row,
        :host([density='compact']) .ghost-row {
          min-block-size: 30px;
        }
      }
    }
    @media (forced-colors: active) {
      .base {
        border-color: CanvasText;
      }
      .row.current {
        border-inline-start: 4px solid Highlight;
      }
    }
  `,
];
