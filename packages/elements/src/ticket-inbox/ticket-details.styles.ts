import { css } from 'lit';

export const ticketDetailsStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .details {
    padding: 4px 16px 20px;
    font-size: var(--_font-size-sm);
  }
  .block {
    padding-block: 16px;
  }
  .block + .block {
    border-block-start: 1px solid var(--_color-border);
  }
  .block-title {
    margin-block-end: 8px;
    font-size: var(--_font-size-sm);
    font-weight: var(--_font-weight-semibold);
  }
  .person {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .person .avatar {
    inline-size: 40px;
    block-size: 40px;
    font-size: 14px;
  }
  .person-lines {
    display: grid;
    justify-items: start;
    gap: 2px;
    flex: 1;
    min-inline-size: 0;
  }
  .person-name {
    font-size: var(--_font-size-md);
    font-weight: var(--_font-weight-semibold);
    overflow-wrap: anywhere;
  }
  .muted {
    max-inline-size: 100%;
    color: var(--_color-text-muted);
  }
  .methods {
    display: grid;
    gap: 6px;
    margin-block-start: 12px;
  }
  .method {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    min-block-size: 24px;
    color: var(--_color-text-muted);
    --_icon: 14px;
  }
  .method a {
    line-height: 24px;
    text-decoration: none;
  }
  .method a:hover {
    text-decoration: underline;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 10px;
  }
  .fields > div {
    display: grid;
    grid-template-columns: 88px minmax(0, 1fr);
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
  }
  .fields {
    margin-block-end: 10px;
  }
  dt {
    color: var(--_color-text-muted);
  }
  dd {
    min-inline-size: 0;
  }
  .choice {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 28px;
    margin-inline-start: -8px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .choice > .icon:last-child {
    color: var(--_color-text-subtle);
    --_icon: 13px;
  }
  .choice:hover,
  .choice[aria-expanded='true'] {
    background: var(--_color-surface-hover);
  }
  .stars {
    display: inline-flex;
    gap: 1px;
    color: var(--_color-text-subtle);
    --_icon: 15px;
  }
  .star.full {
    color: var(--_color-warning-text);
  }
  .star.full .icon {
    fill: currentcolor;
  }
  .comment {
    color: var(--_color-text-muted);
    overflow-wrap: anywhere;
  }
  .others {
    display: grid;
    gap: 2px;
    margin-inline: -8px;
  }
  .other {
    display: grid;
    inline-size: 100%;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .other:hover {
    background: var(--_color-surface-hover);
  }
  .other-meta {
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
  }
  @media (pointer: coarse) {
    .choice,
    .other {
      min-block-size: 44px;
    }
  }
`;
