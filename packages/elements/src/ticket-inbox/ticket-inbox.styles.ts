import { css } from 'lit';

export const ticketInboxStyles = css`
  :host {
    block-size: var(--crm-ticket-inbox-height, 720px);
    min-inline-size: 0;
  }
  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden;
    border: 1px solid var(--_color-border);
    border-radius: var(--crm-ticket-inbox-radius, var(--_radius-card));
    background: var(--_color-surface);
    container: inbox / inline-size;
  }
  .top {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    min-block-size: 48px;
    padding-inline: 8px;
    border-block-end: 1px solid var(--_color-border);
  }
  .tabs {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    align-self: stretch;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .tab {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    min-block-size: 47px;
    padding: 0 10px;
    border: 0;
    background: none;
    color: var(--_color-text-muted);
    font: inherit;
    font-size: var(--_font-size-sm);
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
    cursor: pointer;
  }
  .tab:hover {
    color: var(--_color-text);
  }
  .tab:focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius-control);
  }
  .tab[aria-selected='true'] {
    color: var(--_color-text);
  }
  .tab[aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-inline: 8px;
    inset-block-end: -1px;
    block-size: 2px;
    border-radius: 2px;
    background: var(--_color-brand);
  }
  .tab[aria-selected='true'] .count {
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
  }
  .search {
    position: relative;
    inline-size: 264px;
  }
  .search .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 9px;
    translate: 0 -50%;
    color: var(--_color-text-subtle);
    pointer-events: none;
  }
  .search .input {
    padding-inline: 30px;
    font-size: var(--_font-size-sm);
  }
  .search .input::-webkit-search-cancel-button {
    cursor: pointer;
  }
  .me {
    padding: 0;
    border-radius: 50%;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(300px, 28%) minmax(0, 1fr) 288px;
    grid-template-rows: minmax(0, 1fr);
    flex: 1;
    min-block-size: 0;
  }
  .panes.no-details {
    grid-template-columns: minmax(300px, 32%) minmax(0, 1fr);
  }
  .pane {
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--_color-surface);
  }
  .pane + .pane {
    border-inline-start: 1px solid var(--_color-border);
  }
  .pane > * {
    --crm-ticket-list-height: 100%;
    --crm-ticket-thread-height: 100%;
    block-size: 100%;
  }
  .details-pane {
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .details-pane > * {
    block-size: auto;
  }
  .details-head {
    display: none;
  }
  .back,
  .details-toggle {
    display: none;
  }
  @container inbox (max-width: 1180px) {
    .panes,
    .panes.no-details {
      grid-template-columns: minmax(280px, 36%) minmax(0, 1fr);
    }
    .search {
      inline-size: 190px;
    }
    .new .word {
      display: none;
    }
    .details-toggle {
      display: inline-flex;
    }
    .details-pane {
      display: none;
    }
    .details-pane.shown {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 2;
      display: block;
      inline-size: min(320px, 100%);
      box-shadow: var(--_shadow-dialog);
    }
    .panes {
      position: relative;
    }
    .details-head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: 10px 8px 0 16px;
      font-weight: var(--_font-weight-semibold);
    }
  }
  @container inbox (max-width: 720px) {
    .top {
      flex-wrap: wrap;
      gap: 0 8px;
      padding-block-end: 8px;
    }
    .tabs {
      flex: 1 0 100%;
    }
    .tools {
      flex: 1;
    }
    .search {
      inline-size: auto;
      flex: 1;
    }
    .panes,
    .panes.no-details {
      grid-template-columns: minmax(0, 1fr);
    }
    .pane + .pane {
      border: 0;
    }
    .show-thread .list-pane,
    .show-thread + .none,
    .show-list .thread-pane {
      display: none;
    }
    .base.reading .top {
      display: none;
    }
    .back {
      display: inline-flex;
    }
    .details-pane.shown {
      inline-size: 100%;
      box-shadow: none;
    }
  }
  .keys {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px 24px;
    font-size: var(--_font-size-sm);
  }
  .keys dd {
    display: flex;
    justify-content: end;
    gap: 4px;
  }
  kbd {
    min-inline-size: 22px;
    padding: 1px 6px;
    border: 1px solid var(--_color-border-strong);
    border-radius: 5px;
    background: var(--_color-surface-sunken);
    font-family: var(--_font-family-mono);
    font-size: var(--_font-size-xs);
    text-align: center;
  }
  @media (pointer: coarse) {
    .me {
      inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true']::after {
      background: Highlight;
    }
  }
`;
