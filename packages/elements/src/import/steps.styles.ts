import { css } from 'lit';

export const stepStyles = css`
  .subtitle {
    font-weight: var(--_font-weight-semibold);
    overflow-wrap: anywhere;
  }
  .lines {
    display: grid;
    flex: 1;
    gap: 2px;
    min-inline-size: 0;
  }
  /* Its text may run the other way; its place does not. */
  .lines > bdi {
    justify-self: start;
    max-inline-size: 100%;
  }
  .strong {
    font-weight: var(--_font-weight-medium);
    overflow-wrap: anywhere;
  }
  .files,
  .sections {
    display: grid;
    gap: 8px;
  }
  .sections {
    gap: 16px;
  }
  .sections[aria-busy='true'] {
    opacity: 0.6;
  }
  .file {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 8px 8px 12px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-control);
    background: var(--_color-surface);
  }
  [dir='rtl'] .file {
    padding: 8px 12px 8px 8px;
  }
  .file-picture {
    color: var(--_color-text-muted);
    --_icon: 20px;
  }
  .file-name {
    font-weight: var(--_font-weight-medium);
  }
  .file.refused {
    border-color: var(--_color-warning-border);
    background: var(--_color-warning-soft);
  }
  .file.refused .muted,
  .file.refused .file-name,
  .file.refused .file-picture,
  .file.refused .button {
    color: var(--_color-warning-text);
  }
  progress {
    inline-size: 100%;
    block-size: 8px;
    accent-color: var(--_color-brand);
  }
  .card {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
    padding: 14px 16px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface);
  }
  .card > * {
    min-inline-size: 0;
  }
  .card-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .field.inline {
    grid-template-columns: auto minmax(0, 200px);
    align-items: center;
    gap: 8px;
  }
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 260px);
    align-items: center;
    gap: 4px 16px;
    padding-block: 8px;
    border-block-start: 1px solid var(--_color-border);
  }
  .column-name {
    font-weight: var(--_font-weight-medium);
    overflow-wrap: anywhere;
  }
  .column.nowhere .column-name {
    color: var(--_color-text-muted);
    font-weight: inherit;
  }
  .samples {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .target {
    display: grid;
    justify-items: start;
    gap: 4px;
  }
  .formats {
    display: grid;
    grid-column: 1 / -1;
    justify-items: start;
    gap: 8px;
    padding: 10px 12px;
    border-radius: var(--_radius-control);
    background: var(--_color-surface-sunken);
  }
  .relations {
    display: grid;
    gap: 4px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_color-border);
    font-size: var(--_font-size-sm);
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    align-items: start;
    gap: 12px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
  }
  .radios {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .counts .badge {
    padding: 4px 10px;
    font-size: var(--_font-size-sm);
  }
  .list {
    display: grid;
    font-size: var(--_font-size-sm);
  }
  .list li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 12px;
    padding-block: 6px;
    border-block-start: 1px solid var(--_color-border);
    overflow-wrap: anywhere;
    min-inline-size: 0;
  }
  .list li.name {
    align-items: center;
    gap: 6px 16px;
    padding-block: 8px;
  }
  .name .button[aria-pressed='true'] {
    border-color: var(--_color-brand);
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .value {
    max-inline-size: 100%;
    color: var(--_color-text-muted);
    font-family: ui-monospace, monospace;
    font-size: var(--_font-size-xs);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    font-size: var(--_font-size-sm);
  }
  .plain {
    display: grid;
    gap: 6px;
    font-size: var(--_font-size-sm);
  }
  .looks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .looks li > * {
    display: inline-flex;
    align-items: center;
    min-block-size: 24px;
    font-size: var(--_font-size-md);
  }
  .notice {
    display: grid;
    gap: 6px;
  }
  .notice-title {
    font-weight: var(--_font-weight-semibold);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  .foot .field-error {
    flex: 1 1 100%;
  }
  @container (inline-size < 560px) {
    .column {
      grid-template-columns: minmax(0, 1fr);
    }
    .name .lines {
      flex-basis: 100%;
    }
    .foot .button {
      flex: 1;
    }
  }
`;
