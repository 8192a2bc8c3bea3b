import { css } from 'lit';

/**
 * `<button class="button">`: plain, `primary`, `danger`, `quiet` (no border), and `icon-only` (with an `aria-label`).
 */
export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--_size-control);
    padding: 0 12px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-control);
    background: var(--_color-surface);
    color: var(--_color-text);
    font: inherit;
    font-size: var(--_font-size-sm);
    font-weight: var(--_font-weight-medium);
    line-height: var(--_line-height-tight);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--_duration-fast) var(--_ease-out),
      border-color var(--_duration-fast) var(--_ease-out);
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
    user-select: none;
  }
  .button:hover {
    background: var(--_color-surface-hover);
  }
  .button:active,
  .button[aria-expanded='true'],
  .button[aria-pressed='true'] {
    background: var(--_color-surface-pressed);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_color-brand);
    color: var(--_color-on-brand);
  }
  .button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--_color-brand-hover);
  }
  .button.primary:active:not(:disabled, [aria-disabled='true']) {
    background: var(--_color-brand-active);
  }
  .button.danger {
    border-color: var(--_color-danger-border);
    color: var(--_color-danger-text);
  }
  .button.danger.primary {
    border-color: transparent;
    background: var(--_color-danger-solid);
    color: var(--_color-on-danger-solid);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_color-text-muted);
  }
  .button.quiet:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--_color-surface-hover);
    color: var(--_color-text);
  }
  .button.icon-only {
    inline-size: var(--_size-control);
    padding: 0;
    flex: none;
  }
  .button.small {
    min-block-size: 26px;
    padding: 0 8px;
    font-size: var(--_font-size-xs);
  }
  .button.small.icon-only {
    inline-size: 26px;
    padding: 0;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    border-color: var(--_color-border);
    background: var(--_color-surface-sunken);
    color: var(--_color-text-subtle);
    cursor: not-allowed;
  }
  .button.quiet:disabled,
  .button.quiet[aria-disabled='true'] {
    border-color: transparent;
    background: transparent;
  }
  .link-button {
    all: unset;
    color: var(--_color-brand-text);
    text-decoration: underline;
    text-underline-offset: 0.15em;
    cursor: pointer;
  }
  .link-button:focus-visible {
    outline: 2px solid var(--_color-focus);
    outline-offset: 2px;
    border-radius: 2px;
  }
  @media (pointer: coarse) {
    .button,
    .button.small {
      min-block-size: var(--_size-touch);
    }
    .button.icon-only,
    .button.small.icon-only {
      min-inline-size: var(--_size-touch);
    }
  }
  @media (forced-colors: active) {
    .button,
    .button.primary,
    .button.quiet {
      border-color: ButtonBorder;
    }
    .button:disabled,
    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
