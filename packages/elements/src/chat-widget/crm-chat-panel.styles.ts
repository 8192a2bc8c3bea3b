import { css } from 'lit';

export const panelStyles = css`
  :host {
    block-size: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    inline-size: min(392px, calc(100vw - 40px));
    block-size: min(680px, calc(100dvh - 128px));
    min-block-size: 0;
    overflow: hidden;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-panel);
    background: var(--_color-surface);
    box-shadow: var(--_shadow-dialog);
    transform-origin: 100% 100%;
  }
  .panel:not(section):not([open]) {
    display: none;
  }
  dialog.panel[open] {
    animation: panel-in var(--_duration-slow) var(--_ease-out);
  }
  .panel[dir='rtl'] {
    transform-origin: 0 100%;
  }
  @keyframes panel-in {
    from {
      opacity: 0;
      translate: 0 12px;
      scale: 0.98;
    }
  }
  @keyframes panel-up {
    from {
      opacity: 0;
      translate: 0 24px;
    }
  }
  section.panel {
    inline-size: auto;
    block-size: 100%;
    box-shadow: none;
  }
  .panel.full {
    position: fixed;
    inset: 0;
    inset-block-start: var(--_top, 0);
    inline-size: 100%;
    max-inline-size: none;
    block-size: var(--_height, 100dvh);
    max-block-size: none;
    border: 0;
    border-radius: 0;
    box-shadow: none;
    padding-inline: env(safe-area-inset-left, 0) env(safe-area-inset-right, 0);
    padding-block-end: var(--_foot, env(safe-area-inset-bottom, 0));
  }
  dialog.panel.full[open] {
    animation-name: panel-up;
  }
  .panel.full::backdrop {
    background: var(--_color-surface);
  }
  .header {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    min-block-size: 60px;
    padding: 8px 8px 8px 16px;
    padding-inline: 16px 8px;
    border-block-end: 1px solid var(--_color-border);
  }
  .header.has-back {
    padding-inline-start: 8px;
  }
  .full .header {
    padding-block-start: calc(8px + env(safe-area-inset-top, 0px));
  }
  .names {
    flex: 1;
    min-inline-size: 0;
  }
  .title {
    outline-offset: 0;
    border-radius: 4px;
    font-size: var(--_font-size-lg);
    font-weight: var(--_font-weight-semibold);
    line-height: 22px;
  }
  .there {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    line-height: 18px;
  }
  .there:empty {
    display: none;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border: 2px solid var(--_color-text-subtle);
    border-radius: 50%;
  }
  .dot.on {
    border-color: var(--_color-success-solid);
    background: var(--_color-success-solid);
  }
  .header .button {
    --_icon: 20px;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    padding: 7px 16px;
    border-block-end: 1px solid var(--_color-warning-border);
    background: var(--_color-warning-soft);
    color: var(--_color-warning-text);
    font-size: var(--_font-size-xs);
    line-height: 18px;
  }
  .body,
  crm-chat-log,
  crm-chat-prechat {
    flex: 1;
    min-block-size: 0;
  }
  .body {
    overflow-y: auto;
    padding-block: 16px 12px;
  }
  .agreed {
    flex: none;
    padding: 0 16px 10px;
    color: var(--_color-text-muted);
    font-size: 11px;
    line-height: 16px;
    text-align: center;
    text-wrap: balance;
  }
  .agreed:empty {
    display: none;
  }
  .wait {
    display: grid;
    gap: 16px;
    padding: 16px;
  }
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 4;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_color-brand-border);
    border-radius: 12px;
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
    font-weight: var(--_font-weight-medium);
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .panel {
      border-color: CanvasText;
    }
    .dot.on {
      background: Highlight;
    }
  }
`;
