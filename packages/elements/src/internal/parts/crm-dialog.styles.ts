import { css } from 'lit';
import { content } from '../styles/base.js';
import { buttons } from '../styles/buttons.js';

export const dialogStyles = [
  content,
  buttons,
  css`
    :host {
      display: contents;
    }
    dialog {
      display: none;
      flex-direction: column;
      inline-size: min(420px, 100vw - 32px);
      max-inline-size: none;
      max-block-size: min(720px, 100vh - 48px);
      padding: 0;
      border: 1px solid var(--_color-border);
      border-radius: var(--_radius-panel);
      background: var(--_color-surface-raised);
      color: var(--_color-text);
      box-shadow: var(--_shadow-dialog);
      font-size: var(--_font-size-md);
      line-height: var(--_line-height-normal);
      text-align: start;
      overflow: hidden;
    }
    dialog[open] {
      display: flex;
    }
    dialog.medium {
      inline-size: min(600px, 100vw - 32px);
    }
    dialog.large {
      inline-size: min(880px, 100vw - 32px);
    }
    dialog::backdrop {
      background: var(--_color-backdrop);
    }
    header {
      display: flex;
      align-items: start;
      justify-content: space-between;
      gap: 12px;
      padding-block: 16px 8px;
      padding-inline: 20px 16px;
    }
    h2 {
      padding-block: 4px;
      font-size: var(--_font-size-lg);
      font-weight: var(--_font-weight-semibold);
      line-height: var(--_line-height-tight);
      overflow-wrap: anywhere;
      min-inline-size: 0;
    }
    h2:focus {
      outline: none;
    }
    .body {
      flex: 1;
      min-block-size: 0;
      padding: 4px 20px 16px;
      overflow-y: auto;
      overscroll-behavior: contain;
    }
    footer {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 8px;
      padding: 0 20px 20px;
    }
    dialog[open],
    dialog[open]::backdrop {
      transition:
        opacity var(--_duration-normal) var(--_ease-out),
        translate var(--_duration-normal) var(--_ease-out);
    }
    @starting-style {
      dialog[open],
      dialog[open]::backdrop {
        opacity: 0;
      }
      dialog[open] {
        translate: 0 8px;
      }
    }
    @media (max-width: 480px) {
      dialog,
      dialog.medium,
      dialog.large {
        inline-size: 100%;
        max-block-size: calc(100vh - 32px);
        max-block-size: calc(100dvh - 32px);
        margin-block-end: 0;
        margin-inline: 0;
        border-width: 1px 0 0;
        border-end-start-radius: 0;
        border-end-end-radius: 0;
      }
      footer {
        padding-block-end: max(20px, env(safe-area-inset-bottom));
      }
      @starting-style {
        dialog[open] {
          opacity: 1;
          translate: 0 100%;
        }
      }
    }
    @media (prefers-reduced-motion: reduce) {
      dialog[open],
      dialog[open]::backdrop {
        transition: none;
      }
    }
    @media (forced-colors: active) {
      dialog {
        border-color: CanvasText;
      }
    }
  `,
];
