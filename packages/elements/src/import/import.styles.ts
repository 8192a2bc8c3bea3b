import { css } from 'lit';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';

/** What is seen at once; the steps bring theirs with them. */
export const importStyles = [
  buttons,
  badges,
  fields,
  css`
    .base {
      position: relative;
      container-type: inline-size;
    }
    .inside {
      display: grid;
      gap: 16px;
      max-inline-size: 920px;
      padding: 20px 16px;
    }
    .inside.bare {
      padding: 4px 0;
    }
    .inside > * {
      min-inline-size: 0;
    }
    .title {
      font-size: var(--_font-size-xl);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
    }
    .step-title {
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
    }
    .step-title:focus {
      outline: none;
    }
    .intro {
      max-inline-size: 68ch;
      color: var(--_color-text-muted);
      text-wrap: pretty;
    }
    .muted {
      color: var(--_color-text-muted);
      font-size: var(--_font-size-sm);
    }
    .steps {
      display: flex;
      gap: 4px;
      font-size: var(--_font-size-sm);
    }
    .steps li {
      display: flex;
      flex: 1;
      align-items: center;
      gap: 8px;
      min-inline-size: 0;
      padding-block-start: 8px;
      border-block-start: 2px solid var(--_color-border);
      color: var(--_color-text-muted);
    }
    .steps li.past {
      border-color: var(--_color-brand-border);
    }
    .steps li[aria-current] {
      border-color: var(--_color-brand);
      color: var(--_color-text);
      font-weight: var(--_font-weight-semibold);
    }
    .number {
      display: grid;
      flex: none;
      place-items: center;
      inline-size: 20px;
      block-size: 20px;
      border-radius: var(--_radius-full);
      background: var(--_color-surface-pressed);
      font-size: var(--_font-size-xs);
    }
    [aria-current] .number {
      background: var(--_color-brand);
      color: var(--_color-on-brand);
    }
    .drop {
      display: grid;
      justify-items: center;
      gap: 6px;
      padding: 28px 16px;
      border: 1.5px dashed var(--_color-border-strong);
      border-radius: var(--_radius-card);
      background: var(--_color-surface-sunken);
      text-align: center;
    }
    .drop.small {
      padding: 14px 16px;
    }
    .drop.over {
      border-style: solid;
      border-color: var(--_color-brand);
      background: var(--_color-brand-soft);
    }
    .drop-picture {
      color: var(--_color-text-muted);
      --_icon: 20px;
    }
    .drop-title {
      font-weight: var(--_font-weight-semibold);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .drop .actions {
      justify-content: center;
      margin-block-start: 6px;
    }
    .paste-form {
      display: grid;
      gap: 10px;
    }
    .paste-form .actions {
      justify-content: flex-end;
    }
    .paste-form textarea {
      font-family: ui-monospace, monospace;
      font-size: var(--_font-size-sm);
    }
    .notice {
      padding: 12px 14px;
      border: 1px solid var(--_color-info-border);
      border-radius: var(--_radius-card);
      background: var(--_color-info-soft);
      color: var(--_color-info-text);
      font-size: var(--_font-size-sm);
    }
    @container (inline-size < 480px) {
      .steps li:not([aria-current]) .step-name {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .steps li:not([aria-current]) {
        flex: 0 0 36px;
      }
    }
    @media (forced-colors: active) {
      .steps li[aria-current] {
        border-color: Highlight;
      }
      .number {
        border: 1px solid CanvasText;
      }
    }
  `,
];
