import { css } from 'lit';
import { buttons } from '../../internal/styles/buttons.js';

export const summaryStyles = [
  buttons,
  css`
    .base {
      container-type: inline-size;
      overflow: clip;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-card);
      background: var(--_color-surface);
      --_pad: 16px;
    }
    .base.compact {
      --_pad: 12px;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 16px;
      padding: 14px var(--_pad) 0;
    }
    .title {
      min-inline-size: 0;
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      overflow-wrap: anywhere;
    }
    .tiles {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
      gap: 1px;
      margin-block-start: 14px;
      border-block: 1px solid var(--_color-border);
      overflow: clip;
    }
    .tile {
      display: flex;
      flex-direction: column;
      gap: 2px;
      padding: 12px var(--_pad);
      /* A line between two, however many stand in a row; the outermost ones are clipped. */
      outline: 1px solid var(--_color-border);
    }
    .compact .tile {
      padding-block: 8px;
    }
    .tile dt {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .tile .value {
      font-size: var(--_font-size-xl);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
    }
    .counting {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-regular);
    }
    .tile .line {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .tile .sum {
      color: var(--_color-text);
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-medium);
    }
    .sum {
      display: flex;
      flex-wrap: wrap;
      gap: 0 10px;
    }
    .money {
      display: block;
      white-space: nowrap;
    }
    .charts {
      display: flex;
      flex-wrap: wrap;
      gap: 20px 32px;
      padding: 16px var(--_pad);
    }
    .chart {
      flex: 3 1 min(440px, 100%);
      min-inline-size: 0;
    }
    .chart + .chart {
      flex: 2 1 min(320px, 100%);
    }
    .chart-title {
      margin-block-end: 6px;
      font-size: var(--_font-size-md);
      font-weight: var(--_font-weight-semibold);
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: var(--_font-size-sm);
    }
    th,
    td {
      padding: 5px 0;
      border-block-end: 1px solid var(--_color-border);
      font-weight: var(--_font-weight-regular);
      text-align: start;
      vertical-align: top;
    }
    .compact :is(th, td) {
      padding-block: 3px;
    }
    tbody tr:last-child > * {
      border-block-end: 0;
    }
    .figure {
      padding-inline-start: 14px;
      text-align: end;
    }
    thead th {
      border-color: var(--_color-border-strong);
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
      vertical-align: bottom;
    }
    tbody th {
      inline-size: 50%;
    }
    .named-bar {
      display: grid;
      grid-template-columns: minmax(104px, 2fr) 3fr;
      align-items: center;
      gap: 2px 12px;
    }
    .track {
      display: block;
      block-size: 10px;
    }
    .bar {
      display: block;
      min-inline-size: 1px;
      block-size: 100%;
      border-radius: 2px;
      background: var(--_color-brand-text);
    }
    .share {
      display: inline-block;
      min-inline-size: 48px;
      color: var(--_color-text-muted);
    }
    .unvalued {
      display: block;
      white-space: nowrap;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    .note {
      margin-block-start: 6px;
      color: var(--_color-text-muted);
      font-size: var(--_font-size-xs);
    }
    @container (max-width: 520px) {
      table {
        font-size: var(--_font-size-xs);
      }
      .named-bar {
        grid-template-columns: minmax(0, 1fr);
      }
      .name,
      .unvalued {
        white-space: normal;
      }
      .track {
        block-size: 6px;
      }
      tbody th {
        inline-size: 30%;
      }
      .figure {
        padding-inline-start: 6px;
      }
    }
    @media (forced-colors: active) {
      .bar {
        forced-color-adjust: none;
        background: CanvasText;
      }
    }
  `,
];
