import { css } from 'lit';
import { buttons } from '../internal/styles/buttons.js';

export const settingsStyles = [
  buttons,
  css`
    :host {
      min-inline-size: 0;
    }
    .frame {
      display: grid;
      grid-template-columns: 200px minmax(0, 1fr);
      align-items: start;
      gap: 8px 32px;
      padding: 20px;
    }
    .narrow .frame {
      grid-template-columns: minmax(0, 1fr);
      padding: 16px 12px;
    }
    .side {
      display: grid;
      gap: 12px;
    }
    .title {
      padding-inline: 10px;
      font-size: var(--_font-size-xl);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
    }
    nav ul {
      display: grid;
      gap: 2px;
    }
    .entry {
      display: flex;
      align-items: center;
      gap: 10px;
      inline-size: 100%;
      min-block-size: 34px;
      padding: 6px 10px;
      border: 0;
      border-radius: var(--_radius-control);
      background: none;
      color: var(--_color-text-muted);
      font: inherit;
      font-weight: var(--_font-weight-medium);
      text-align: start;
      cursor: pointer;
    }
    .entry:hover {
      background: var(--_color-surface-hover);
      color: var(--_color-text);
    }
    .entry[aria-current] {
      background: var(--_color-brand-soft);
      color: var(--_color-brand-text);
    }
    .entry-text {
      display: grid;
      flex: 1;
      min-inline-size: 0;
    }
    .entry-more {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
      font-weight: var(--_font-weight-regular);
    }
    .narrow nav ul {
      gap: 0;
    }
    .narrow .entry {
      min-block-size: 60px;
      border-block-end: 1px solid var(--_color-border);
      border-radius: 0;
      color: var(--_color-text);
    }
    .content {
      display: grid;
      gap: 20px;
      max-inline-size: 760px;
      min-inline-size: 0;
    }
    .section-head {
      display: grid;
      gap: 4px;
    }
    .section-title {
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
    }
    .section-title:focus {
      outline: none;
    }
    .about {
      max-inline-size: 64ch;
      color: var(--_color-text-muted);
    }
    .back {
      justify-self: start;
      margin-inline-start: -10px;
      margin-block-end: 6px;
    }
    .waiting {
      display: grid;
      gap: 24px;
      padding-block: 12px;
    }
    @media (pointer: coarse) {
      .entry {
        min-block-size: var(--_size-touch);
      }
    }
    @media (forced-colors: active) {
      .entry[aria-current] {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }
  `,
];
