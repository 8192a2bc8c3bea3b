import { css } from 'lit';

export const ticketListStyles = css`
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    background: var(--_color-surface);
    container-type: inline-size;
    position: relative;
    overflow: hidden;
  }
  :host {
    --_row: 60px;
    block-size: var(--crm-ticket-list-height, 560px);
    min-inline-size: 0;
  }
  :host([density='compact']) {
    --_row: 52px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    min-block-size: 40px;
    padding-inline: 12px 8px;
    border-block-end: 1px solid var(--_color-border);
    font-size: var(--_font-size-sm);
    color: var(--_color-text-muted);
  }
  .bar .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .bar.bulk {
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .bar.bulk .button.quiet {
    color: var(--_color-brand-text);
  }
  .bar.bulk .button.quiet:hover {
    background: var(--_color-brand-soft-hover);
  }
  .bar .hit {
    margin-inline: -4px 4px;
  }
  /* A target of 24 px around a mark of 16. */
  .hit {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    cursor: pointer;
  }
  .sort {
    max-inline-size: 100%;
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .view {
    flex: 1;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    block-size: var(--_row);
    padding-inline: 12px 10px;
    border-block-end: 1px solid var(--_color-border);
    background: var(--_color-surface);
    cursor: pointer;
    user-select: none;
  }
  .row:hover {
    background: var(--_color-surface-hover);
  }
  .row[aria-selected='true'] {
    background: var(--_color-surface-selected);
  }
  .row.open {
    background: var(--_color-brand-soft);
    box-shadow: inset 3px 0 0 var(--_color-brand);
  }
  [dir='rtl'] .row.open {
    box-shadow: inset -3px 0 0 var(--_color-brand);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row.loading {
    cursor: default;
  }
  .check {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-start: -4px;
  }
  .checkbox {
    cursor: pointer;
  }
  .what {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: 1;
    min-inline-size: 0;
  }
  .face {
    position: relative;
    flex: none;
    display: grid;
  }
  .channel {
    position: absolute;
    inset-block-end: -3px;
    inset-inline-end: -4px;
    display: grid;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--_color-surface);
    color: var(--_color-text-muted);
    --_icon: 11px;
  }
  .lines {
    display: grid;
    gap: 3px;
    flex: 1;
    min-inline-size: 0;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    line-height: 18px;
  }
  .who,
  .subject {
    /* Its own direction, so that the end is cut and not the beginning; at the side where the list begins. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .who {
    flex: 1;
    font-size: var(--_font-size-sm);
    font-weight: var(--_font-weight-medium);
    color: var(--_color-text);
  }
  .unread .who,
  .unread .subject {
    font-weight: var(--_font-weight-semibold);
    color: var(--_color-text);
  }
  .unread-dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_color-brand);
  }
  .subject {
    flex: 1;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-text-muted);
    font: inherit;
    font-size: var(--_font-size-sm);
    line-height: 18px;
    text-decoration: none;
    cursor: pointer;
  }
  .subject:hover {
    text-decoration: underline;
  }
  .subject:focus-visible {
    outline-offset: -1px;
    border-radius: 3px;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    flex: none;
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
    --_icon: 12px;
  }
  .state.late {
    color: var(--_color-danger-text);
    font-weight: var(--_font-weight-medium);
  }
  .state.done {
    color: var(--_color-success-text);
  }
  .priority {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    flex: none;
    color: var(--_color-warning-text);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    --_icon: 12px;
  }
  .priority.urgent {
    color: var(--_color-danger-text);
  }
  .label-chip {
    flex: none;
    max-inline-size: 96px;
  }
  .badge {
    flex: none;
  }
  .assignee-button {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    cursor: pointer;
  }
  .assignee-button:hover {
    background: var(--_color-surface-pressed);
  }
  .avatar.empty {
    border: 1px dashed var(--_color-border-strong);
    background: transparent;
  }
  @container (max-width: 460px) {
    .line > .badge {
      display: none;
    }
    .line > .label-chip {
      display: inline-flex;
      max-inline-size: 76px;
    }
    .priority span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 320px) {
    .line > .label-chip {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .bar .resolve {
      display: none;
    }
    .check {
      inline-size: 44px;
      block-size: 44px;
      margin-inline: -12px -6px;
    }
    .assignee-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .row[aria-selected='true']:not(:focus-visible) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .row.open {
      border-inline-start: 4px solid Highlight;
    }
    .unread-dot {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
