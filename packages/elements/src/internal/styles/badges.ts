import { css } from 'lit';

/** `<span class="badge">`, with `info`, `success`, `warning` or `danger`; `<span class="count">` for numbers. */
export const badges = css`
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    padding: 1px 7px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-full);
    background: var(--_color-surface-sunken);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    line-height: 16px;
    --_icon: 12px;
  }
  .badge.brand {
    border-color: var(--_color-brand-border);
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .badge.info {
    border-color: var(--_color-info-border);
    background: var(--_color-info-soft);
    color: var(--_color-info-text);
  }
  .badge.success {
    border-color: var(--_color-success-border);
    background: var(--_color-success-soft);
    color: var(--_color-success-text);
  }
  .badge.warning {
    border-color: var(--_color-warning-border);
    background: var(--_color-warning-soft);
    color: var(--_color-warning-text);
  }
  .badge.danger {
    border-color: var(--_color-danger-border);
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  .count {
    display: inline-block;
    min-inline-size: 18px;
    padding: 0 5px;
    border-radius: var(--_radius-full);
    background: var(--_color-surface-pressed);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    font-variant-numeric: tabular-nums;
    line-height: 18px;
    text-align: center;
  }
`;
