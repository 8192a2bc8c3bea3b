import { css } from 'lit';

/** Sections of a card, and facts in them: rows of a term and what stands for it. For the card and the elements inside it. */
export const factStyles = css`
  .section-title {
    margin-block-end: 8px;
    font-size: var(--_font-size-md);
    font-weight: var(--_font-weight-semibold);
  }
  .facts {
    display: grid;
    gap: 10px;
    font-size: var(--_font-size-sm);
  }
  .fact {
    display: grid;
    grid-template-columns: 88px minmax(0, 1fr);
    align-items: start;
    column-gap: 12px;
  }
  .fact dt {
    grid-row: 1 / span 99;
    padding-block: 4px;
    color: var(--_color-text-muted);
  }
  .fact dd {
    grid-column: 2;
    min-block-size: 26px;
    padding-block: 3px;
  }
  .way {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: 0 8px;
    padding-block: 0 !important;
  }
  .way-what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-inline-size: 0;
  }
  .way-text {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    min-block-size: 26px;
    white-space: pre-line;
    overflow-wrap: anywhere;
    --_icon: 12px;
  }
  a.way-text {
    color: var(--_color-text);
    text-decoration-color: var(--_color-border-strong);
  }
  a.way-text:hover {
    color: var(--_color-brand-text);
    text-decoration-color: currentcolor;
  }
  .way-text .icon {
    color: var(--_color-text-subtle);
  }
  .type {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
  }
  .type.primary {
    color: var(--_color-brand-text);
    font-weight: var(--_font-weight-medium);
  }
  .copy {
    color: var(--_color-text-subtle);
    --_icon: 14px;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 6px;
    overflow-wrap: anywhere;
  }
  .muted,
  .nothing {
    color: var(--_color-text-muted);
  }
  .nothing,
  .section-error {
    font-size: var(--_font-size-sm);
  }
  .section-error {
    color: var(--_color-danger-text);
  }
  @container (max-width: 400px) {
    .fact {
      grid-template-columns: 72px minmax(0, 1fr);
    }
  }
  @media (pointer: coarse) {
    .way-text {
      min-block-size: var(--_size-touch);
    }
    .fact dt {
      padding-block: 12px;
    }
    .fact dd {
      padding-block: 11px;
    }
  }
`;
