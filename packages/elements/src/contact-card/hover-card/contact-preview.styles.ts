import { css } from 'lit';

export const previewStyles = css`
  /* It stands in the midst of the page's text and takes no place there. */
  :host {
    display: contents !important;
  }
  .panel {
    inline-size: min(340px, 100vw - 16px);
    max-block-size: min(480px, 100vh - 24px);
    overflow: auto;
  }
  .panel:focus {
    outline: none;
  }
  .panel > .base.compact {
    /* As wide as the panel. Chromium 156 does not draw what is in a container that is shown in the frame in which it is made. */
    container-type: normal;
    border: 0;
    border-radius: inherit;
    background: none;
  }
  .compact-row {
    display: grid;
    grid-template-columns: 40px minmax(0, 1fr);
    gap: 0 12px;
    padding: 16px 16px 12px;
  }
  .compact-row > .avatar,
  .compact-row > .ghost-avatar {
    grid-row: span 3;
    align-self: start;
    inline-size: 40px;
    block-size: 40px;
    font-size: 14px;
  }
  .compact-row > .badge,
  .compact-row > .actions {
    grid-column: 2;
    justify-self: start;
  }
  .compact-row > .badge,
  .actions ::slotted(*) {
    margin-block-start: 8px;
  }
  .facts {
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 16px;
    padding: 0 16px 12px;
  }
  .fact {
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: baseline;
  }
  .ghost-facts {
    padding: 4px 16px 16px;
  }
  .ghost-facts .skeleton-lines {
    gap: 18px;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    border-block-start: 1px solid var(--_color-border);
  }
  .figure {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
    padding: 10px 12px;
  }
  .figure:first-child {
    padding-inline-start: 16px;
  }
  .figure + .figure {
    border-inline-start: 1px solid var(--_color-border);
  }
  .figure dt {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    line-height: var(--_line-height-tight);
  }
  .figure dd {
    min-block-size: 24px;
    font-size: var(--_font-size-md);
    font-weight: var(--_font-weight-semibold);
  }
  .figure .skeleton-lines {
    padding-block: 7px;
  }
  .panel.compact .compact-row {
    padding: 10px 12px 8px;
  }
  .panel.compact .facts {
    padding: 0 12px 8px;
  }
  .panel.compact .figure {
    padding-block: 6px;
  }

  /* Where there is no pointer to move away, and no Escape. */
  .close {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    display: none;
  }
  @media (max-width: 480px), (pointer: coarse) {
    .close {
      display: inline-flex;
    }
    .compact-row {
      padding-inline-end: 56px;
    }
  }
`;
