import { css } from 'lit';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { views } from '../internal/parts/views.js';
import { cardStyles } from './deal-card.styles.js';
import { stageColors } from './stage-colors.js';

export const columnStyles = [
  content,
  buttons,
  views,
  cardStyles,
  stageColors,
  css`
    :host {
      display: block;
      min-block-size: 0;
      block-size: 100%;
    }
    .column {
      display: flex;
      flex-direction: column;
      block-size: 100%;
      min-block-size: 0;
      border-radius: var(--_radius-card);
      background: var(--_color-surface-sunken);
      transition: background-color var(--_duration-fast) var(--_ease-out);
    }
    .column.target {
      background: var(--_color-brand-soft);
    }
    .column-head {
      position: relative;
      padding: 8px 8px 6px 12px;
      padding-inline: 12px 8px;
      border-block-start: 2px solid var(--_stage-edge);
      border-start-start-radius: var(--_radius-card);
      border-start-end-radius: var(--_radius-card);
    }
    .title-line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 26px;
      padding-inline-end: 56px;
    }
    .dot {
      inline-size: 8px;
      block-size: 8px;
      flex: none;
      border-radius: 50%;
      background: var(--_stage-edge);
    }
    .title {
      display: flex;
      align-items: center;
      gap: 6px;
      min-inline-size: 0;
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-semibold);
    }
    .count {
      flex: none;
      background: none;
      padding: 0;
      min-inline-size: 0;
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-regular);
    }
    .count.over {
      color: var(--_color-warning-text);
      font-weight: var(--_font-weight-semibold);
    }
    .head-buttons {
      position: absolute;
      inset-block-start: 8px;
      inset-inline-end: 6px;
      display: flex;
    }
    .sums {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      min-block-size: 18px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      line-height: 18px;
    }
    .sum {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      color: var(--_color-text);
      font-weight: var(--_font-weight-medium);
    }
    .sum > span {
      white-space: nowrap;
    }
    .weighted {
      color: var(--_color-text-muted);
    }
    .scroller {
      position: relative;
      flex: 1;
      min-block-size: 0;
      overflow: hidden auto;
      overscroll-behavior-block: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--_color-border-strong) transparent;
      border-end-start-radius: var(--_radius-card);
      border-end-end-radius: var(--_radius-card);
    }
    .entry {
      padding-inline: 8px;
    }
    .entry > .card {
      touch-action: manipulation;
      user-select: none;
      -webkit-user-select: none;
    }
    .entry.held > .card {
      opacity: 0.4;
    }
    .entry.current > .card {
      border-color: var(--_color-brand);
      box-shadow: 0 0 0 1px var(--_color-brand);
    }
    /* Only what takes long enough to be noticed. */
    .entry.saving > .card {
      animation: saving 1ms linear 600ms forwards;
    }
    @keyframes saving {
      to {
        border-style: dashed;
        border-color: var(--_color-border-strong);
      }
    }
    .skeleton-card {
      padding: 12px;
      cursor: default;
    }
    .waiting {
      display: grid;
      gap: 8px;
      padding: 4px 8px;
    }
    .none {
      position: absolute;
      inset-inline: 8px;
      inset-block-start: 4px;
      padding: 14px 8px;
      border: 1px dashed var(--_color-border);
      border-radius: var(--_radius-card);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      text-align: center;
    }
    .note {
      display: grid;
      justify-items: start;
      gap: 8px;
      padding: 12px;
      color: var(--_color-danger-text);
      font-size: var(--_font-size-sm);
    }
    .mark {
      position: absolute;
      inset-inline: 8px;
      block-size: 2px;
      margin-block-start: -1px;
      border-radius: 1px;
      background: var(--_color-brand);
      pointer-events: none;
    }
    .mark::before {
      content: '';
      position: absolute;
      inset-block-start: -3px;
      inset-inline-start: -4px;
      inline-size: 8px;
      block-size: 8px;
      border-radius: 50%;
      background: var(--_color-brand);
    }
    .collapsed {
      overflow: hidden;
    }
    .strip {
      all: unset;
      box-sizing: border-box;
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      inline-size: 100%;
      block-size: 100%;
      padding-block: 14px;
      border-block-start: 2px solid var(--_stage-edge);
      border-start-start-radius: var(--_radius-card);
      border-start-end-radius: var(--_radius-card);
      color: var(--_color-text-muted);
      cursor: pointer;
    }
    .strip:hover {
      background: var(--_color-surface-hover);
      color: var(--_color-text);
    }
    .strip:focus-visible {
      outline: 2px solid var(--_color-focus);
      outline-offset: -2px;
      border-radius: var(--_radius-card);
    }
    .strip .count {
      order: -1;
      font-size: var(--_font-size-xs);
    }
    .strip .dot {
      order: -2;
    }
    .strip-name {
      overflow: hidden;
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-medium);
      text-overflow: ellipsis;
      white-space: nowrap;
      writing-mode: vertical-rl;
    }
    @media (pointer: coarse) {
      .title-line {
        min-block-size: 36px;
        padding-inline-end: 92px;
      }
      .head-buttons {
        inset-block-start: 4px;
      }
    }
    @media (forced-colors: active) {
      .column {
        border: 1px solid CanvasText;
      }
      .column.target {
        border: 2px solid Highlight;
      }
      .dot {
        background: CanvasText;
      }
      .mark,
      .mark::before {
        background: Highlight;
      }
      .entry.current > .card {
        outline: 2px solid Highlight;
      }
      .entry.held > .card {
        border-style: dashed;
        opacity: 1;
      }
    }
  `,
];
