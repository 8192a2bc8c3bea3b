import { css } from 'lit';
import { avatars } from '../internal/parts/avatar.js';
import { badges } from '../internal/styles/badges.js';

/** Of a card wherever it stands: in a column, alone, under the pointer. */
export const cardStyles = [
  avatars,
  badges,
  css`
    .card {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1px;
      padding: 7px 10px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
      color: var(--_color-text);
      font-size: var(--_font-size-sm);
      line-height: 18px;
      text-align: start;
      cursor: pointer;
      transition:
        border-color var(--_duration-fast) var(--_ease-out),
        background-color var(--_duration-fast) var(--_ease-out);
    }
    .card:hover {
      border-color: var(--_color-border-strong);
    }
    .card:active {
      background: var(--_color-surface-hover);
    }
    .head {
      display: flex;
      align-items: flex-start;
      gap: 4px;
    }
    .name {
      flex: 1;
      min-inline-size: 0;
    }
    .open {
      all: unset;
      display: -webkit-box;
      inline-size: 100%;
      max-block-size: 36px;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-clamp: 2;
      color: var(--_color-text);
      font-weight: var(--_font-weight-medium);
      line-height: 18px;
      text-align: -webkit-match-parent;
      text-align: match-parent;
      overflow-wrap: anywhere;
      cursor: pointer;
      /* A target of 24 px though its line is 18 high: a border is outside of what is cut off. */
      position: relative;
      z-index: 1;
      box-sizing: content-box;
      margin-block: -3px;
      border-block: 3px solid transparent;
    }
    .open:focus-visible {
      border-radius: 3px;
      outline: 2px solid var(--_color-focus);
      outline-offset: 0;
    }
    .move {
      all: unset;
      position: relative;
      z-index: 1;
      display: grid;
      place-items: center;
      flex: none;
      inline-size: 24px;
      block-size: 24px;
      margin: -3px -4px -3px 0;
      margin-inline: 0 -4px;
      border-radius: var(--_radius-control);
      color: var(--_color-text-subtle);
      cursor: pointer;
    }
    .move:hover,
    .move[aria-expanded='true'] {
      background: var(--_color-surface-pressed);
      color: var(--_color-text);
    }
    .move:focus-visible {
      outline: 2px solid var(--_color-focus);
      outline-offset: 1px;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 4px;
      min-block-size: 18px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      line-height: 16px;
    }
    .line > :first-child:not(.tag, .badge) {
      flex: 1;
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    .next {
      color: var(--_color-text-subtle);
      --_icon: 11px;
    }
    .next > .icon {
      margin-inline-end: 4px;
      vertical-align: -1px;
    }
    .badge.idle {
      flex: none;
      gap: 3px;
      padding: 0 5px;
      font-variant-numeric: tabular-nums;
      --_icon: 11px;
    }
    .more {
      flex: none;
      color: var(--_color-text-subtle);
    }
    .facts {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      min-block-size: 22px;
      margin-block-start: 2px;
    }
    .value {
      font-weight: var(--_font-weight-semibold);
      white-space: nowrap;
    }
    .value.unknown {
      color: var(--_color-text-subtle);
      font-weight: var(--_font-weight-regular);
      font-size: var(--_font-size-xs);
    }
    .date {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      --_icon: 12px;
    }
    .date.late {
      color: var(--_color-danger-text);
      font-weight: var(--_font-weight-medium);
    }
    .end {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      margin-inline-start: auto;
    }
    .owner {
      display: inline-flex;
    }
    .tag {
      flex: none;
      max-inline-size: 12ch;
      padding: 0 5px;
      overflow: hidden;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-control);
      color: var(--_color-text-muted);
      font-size: 11px;
      line-height: 15px;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    @media (pointer: coarse) {
      .card {
        padding-block: 10px;
        -webkit-touch-callout: none;
      }
      .open {
        padding-block: 4px;
        max-block-size: 44px;
      }
      .move {
        inline-size: 44px;
        block-size: 44px;
        margin-block: -8px -10px;
        margin-inline: 0 -8px;
      }
    }
    @media (forced-colors: active) {
      .card {
        border-color: CanvasText;
      }
      .date.late {
        font-weight: var(--_font-weight-semibold);
      }
    }
  `,
];
