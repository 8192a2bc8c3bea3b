import { css } from 'lit';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { cardStyles } from './deal-card.styles.js';
import { stageColors } from './stage-colors.js';

export const boardStyles = [
  buttons,
  fields,
  cardStyles,
  stageColors,
  css`
    :host {
      block-size: min(720px, 100dvh);
    }
    .base {
      position: relative;
      display: flex;
      flex-direction: column;
      block-size: 100%;
      min-block-size: 0;
      overflow: hidden;
      background: var(--_color-canvas);
    }
    .toolbar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      padding: 10px 12px;
    }
    .title-block {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 12px;
      min-inline-size: 0;
      flex: 1 1 240px;
    }
    .board-title {
      flex: none;
      max-inline-size: 100%;
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      line-height: 32px;
    }
    .board-title > bdi {
      display: block;
    }
    .switch {
      all: unset;
      box-sizing: border-box;
      display: inline-flex;
      align-items: center;
      gap: 4px;
      max-inline-size: calc(100% + 8px);
      padding-inline: 8px 6px;
      margin-inline-start: -8px;
      border-radius: var(--_radius-control);
      cursor: pointer;
    }
    .switch:hover,
    .switch[aria-expanded='true'] {
      background: var(--_color-surface-hover);
    }
    .switch:focus-visible {
      outline: 2px solid var(--_color-focus);
    }
    .board-sum {
      display: flex;
      flex-wrap: wrap;
      gap: 0 10px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .strong {
      color: var(--_color-text);
      font-weight: var(--_font-weight-medium);
    }
    .tools {
      display: flex;
      align-items: center;
      gap: 8px;
      min-inline-size: 0;
    }
    .search {
      position: relative;
      flex: 1 1 220px;
      min-inline-size: 120px;
    }
    .search > .icon {
      position: absolute;
      inset-block-start: 50%;
      inset-inline-start: 9px;
      translate: 0 -50%;
      color: var(--_color-text-muted);
      pointer-events: none;
    }
    .search > .input {
      padding-inline-start: 32px;
      font-size: var(--_font-size-sm);
    }
    .turns {
      display: inline-flex;
    }
    .found {
      display: flex;
      gap: 12px;
      padding: 0 12px 8px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .main {
      position: relative;
      display: flex;
      flex: 1;
      min-block-size: 0;
    }
    .main > .view,
    .main > slot {
      flex: 1;
      min-inline-size: 0;
    }
    .main > slot {
      display: flex;
    }
    .main > slot > .view {
      flex: 1;
    }
    .columns {
      display: flex;
      flex: 1;
      gap: 10px;
      min-inline-size: 0;
      padding: 0 12px 12px;
      overflow: auto hidden;
      overscroll-behavior-inline: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--_color-border-strong) transparent;
    }
    .stage {
      flex: 1 0 var(--crm-pipeline-board-column-width, 220px);
      min-inline-size: 0;
      min-block-size: 0;
      max-inline-size: 420px;
    }
    .stage.collapsed {
      flex: 0 0 44px;
    }
    .columns.one {
      flex-direction: column;
      gap: 8px;
      overflow: hidden;
    }
    .one > .stage {
      flex: 1;
      max-inline-size: none;
    }
    .tabs {
      display: flex;
      flex: none;
      gap: 4px;
      margin-inline: -12px;
      padding: 2px 12px 4px;
      overflow: auto hidden;
      scrollbar-width: none;
    }
    .tab {
      all: unset;
      box-sizing: border-box;
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-block-size: 36px;
      padding-inline: 12px;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-full);
      background: var(--_color-surface);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-medium);
      white-space: nowrap;
      cursor: pointer;
    }
    .tab[aria-selected='true'] {
      border-color: var(--_color-brand-border);
      background: var(--_color-brand-soft);
      color: var(--_color-brand-text);
    }
    .tab .dot {
      inline-size: 8px;
      block-size: 8px;
      flex: none;
      border-radius: 50%;
      background: var(--_stage-edge);
    }
    .tab .count {
      padding: 0;
      min-inline-size: 0;
      background: none;
      color: inherit;
      font-weight: var(--_font-weight-regular);
    }
    .tab:focus-visible {
      outline: 2px solid var(--_color-focus);
      outline-offset: 1px;
    }
    .waiting-column {
      display: grid;
      flex: 1 0 220px;
      align-content: start;
      gap: 8px;
      max-inline-size: 420px;
      padding: 14px 8px;
      border-block-start: 2px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface-sunken);
    }
    .waiting-card {
      padding: 12px;
      cursor: default;
    }
    .panel {
      flex: none;
      inline-size: min(var(--crm-pipeline-board-panel-width, 400px), 60%);
      block-size: 100%;
      border-inline-start: 1px solid var(--_color-border);
      animation: panel-in var(--_duration-normal) var(--_ease-out);
    }
    .narrow .panel {
      position: absolute;
      inset: 0;
      z-index: 3;
      inline-size: 100%;
      border: 0;
    }
    @keyframes panel-in {
      from {
        opacity: 0;
        translate: var(--_from, 12px) 0;
      }
    }
    .base[dir='rtl'] .panel {
      --_from: -12px;
    }
    .narrow .toolbar {
      padding-block: 8px;
    }
    .narrow .tools {
      flex: 1 1 100%;
    }
    .narrow .filter-label {
      position: absolute;
      clip-path: inset(50%);
    }
    @media (pointer: coarse) {
      .tab {
        min-block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .tab[aria-selected='true'] {
        border: 2px solid Highlight;
      }
      .panel {
        border-color: CanvasText;
      }
    }
  `,
];
