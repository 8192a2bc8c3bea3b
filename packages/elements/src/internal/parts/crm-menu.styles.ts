import { css } from 'lit';
import { anchoredStyles } from '../controllers/anchored.js';
import { content } from '../styles/base.js';

export const menuStyles = [
  content,
  anchoredStyles,
  css`
    :host {
      display: contents;
    }
    .menu {
      padding: 4px;
      min-inline-size: 160px;
      max-inline-size: min(320px, 100vw - 16px);
      max-block-size: min(420px, 100vh - 24px);
      overflow-y: auto;
    }
    /* Its first entry beside the one that it belongs to. */
    .menu ~ .menu {
      margin-block: -5px;
    }
    .menu:focus {
      outline: none;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 30px;
      padding: 4px 8px;
      border-radius: var(--_radius-control);
      cursor: pointer;
      user-select: none;
      -webkit-tap-highlight-color: transparent;
    }
    .item:hover,
    .item:focus,
    .item[aria-expanded='true'] {
      background: var(--_color-surface-hover);
    }
    .item:focus {
      outline: none;
    }
    .item:focus-visible {
      outline: 2px solid var(--_color-focus);
      outline-offset: -2px;
    }
    .item:active {
      background: var(--_color-surface-pressed);
    }
    .item.danger {
      color: var(--_color-danger-text);
    }
    .item.danger:focus,
    .item.danger:hover {
      background: var(--_color-danger-soft);
    }
    .item[aria-disabled='true'] {
      background: none;
      color: var(--_color-text-subtle);
      cursor: default;
    }
    .item > .icon {
      color: var(--_color-text-muted);
    }
    .item.danger > .icon {
      color: inherit;
    }
    .label {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .hint {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      font-variant-numeric: tabular-nums;
    }
    .tick,
    .mirrored {
      display: inline-flex;
      inline-size: 16px;
      color: var(--_color-text-muted);
    }
    .mirrored:dir(rtl) {
      scale: -1 1;
    }
    .back {
      display: none;
    }
    [role='separator'] {
      block-size: 1px;
      margin: 4px 8px;
      background: var(--_color-border);
    }
    @media (pointer: coarse) {
      .item {
        min-block-size: var(--_size-touch);
      }
    }
    @media (max-width: 480px) {
      .menu {
        max-block-size: 80vh;
        padding: 8px;
        font-size: var(--_font-size-lg);
      }
      .menu ~ .menu {
        margin-block: 0;
      }
      .item {
        min-block-size: var(--_size-touch);
      }
      .back {
        display: flex;
        color: var(--_color-text-muted);
      }
    }
    @media (forced-colors: active) {
      .item:focus {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
      .item:focus > * {
        color: inherit;
      }
      .item[aria-disabled='true'] {
        color: GrayText;
      }
      [role='separator'] {
        background: CanvasText;
      }
    }
  `,
];
