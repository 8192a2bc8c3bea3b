import { css } from 'lit';
import { avatars } from '../../internal/parts/avatar.js';
import { badges } from '../../internal/styles/badges.js';
import { buttons } from '../../internal/styles/buttons.js';
import { fields } from '../../internal/styles/fields.js';

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
      align-items: center;
      gap: 8px;
      padding: 10px 16px 0;
    }
    .title {
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
    }
    .grow {
      flex: 1;
      min-inline-size: 0;
    }
    .view {
      min-inline-size: 0;
      padding-inline: 8px;
      --_icon: 14px;
    }
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      padding: 10px 16px;
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
    .search .input {
      padding-inline-start: 34px;
    }
    .chips {
      min-block-size: 36px;
      padding: 0 16px 10px;
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 4px;
      min-block-size: 38px;
      padding-inline: 16px 8px;
      border-block-start: 1px solid var(--_color-border);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .order {
      padding-inline: 8px;
      font-size: var(--_font-size-xs);
    }
    /* A target of 24 px around a mark of 16. */
    .hit {
      display: grid;
      place-items: center;
      flex: none;
      inline-size: 24px;
      block-size: 24px;
      cursor: pointer;
    }
    .bar .hit {
      margin-inline: -2px 6px;
    }
    .columns,
    .row,
    .ghost-row {
      display: grid;
      grid-template-columns: var(--_columns);
      align-items: center;
      gap: 12px;
      padding-inline: 16px;
    }
    .columns {
      min-block-size: 28px;
      border-block: 1px solid var(--_color-border);
      background: var(--_color-surface-sunken);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-weight: var(--_font-weight-medium);
    }
    .columns .lifecycleStage,
    .row .lifecycleStage {
      text-align: end;
    }
    .scroller {
      position: relative;
      max-block-size: var(--crm-contact-list-height, min(100vh - 180px, 760px));
      overflow: hidden auto;
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
      cursor: pointer;
    }
    .row:hover {
      background: var(--_color-surface-hover);
    }
    .row.current,
    .row.selected {
      background: var(--_color-surface-selected);
    }
    .row.current {
      box-shadow: inset 3px 0 0 var(--_color-brand);
    }
    [dir='rtl'] .row.current {
      box-shadow: inset -3px 0 0 var(--_color-brand);
    }
    .row:focus-visible {
      outline-offset: -2px;
    }
    .check .hit {
      margin-inline: -2px;
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
    .below {
      text-align: -webkit-match-parent;
      text-align: match-parent;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .cell.tags {
      display: flex;
      gap: 4px;
    }
    .cell.tags .badge {
      flex: 0 1 auto;
      min-inline-size: 28px;
    }
    .cell.lastActivityAt {
      color: var(--_color-text-muted);
      font-variant-numeric: tabular-nums;
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
    @container (max-width: 479px) {
      .add span {
        display: none;
      }
      .add {
        inline-size: var(--_size-control);
        padding: 0;
      }
    }
    @media not (pointer: coarse) {
      .wide .row,
      .wide .ghost-row {
        min-block-size: 36px;
        padding-block: 2px;
      }
      .wide .row .avatar,
      .wide .ghost-avatar {
        inline-size: 24px;
        block-size: 24px;
        font-size: 10px;
      }
      .wide .words {
        display: flex;
        align-items: baseline;
        gap: 10px;
      }
      .wide .row .name {
        flex: 0 1 auto;
        font-size: var(--_font-size-sm);
      }
      .wide .below {
        flex: 0 100 auto;
        min-inline-size: 0;
      }
      :host([density='compact']) .wide .row,
      :host([density='compact']) .wide .ghost-row {
        min-block-size: 30px;
      }
    }
    @media (pointer: coarse) {
      .hit {
        inline-size: 44px;
        block-size: 44px;
        margin-inline: -12px !important;
      }
    }
    @media (forced-colors: active) {
      .base {
        border-color: CanvasText;
      }
      .row.current,
      .row.selected {
        border-inline-start: 4px solid Highlight;
      }
    }
  `,
];
