import { css } from 'lit';

export const logStyles = css`
  :host {
    position: relative;
    display: block;
    min-block-size: 0;
  }
  .log,
  .scroller {
    block-size: 100%;
  }
  .scroller {
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_color-border-strong) transparent;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  li {
    padding: 0 12px;
  }
  .message {
    display: grid;
    grid-template-columns: minmax(0, auto);
    padding-block-start: 2px;
  }
  .message.first {
    padding-block-start: 12px;
  }
  .mine {
    justify-content: end;
    justify-items: end;
    padding-inline-start: 44px;
  }
  .theirs {
    grid-template-columns: 22px minmax(0, auto);
    column-gap: 8px;
    justify-content: start;
    justify-items: start;
    padding-inline-end: 12px;
  }
  .theirs > * {
    grid-column: 2;
  }
  .theirs > .face {
    grid-area: 2 / 1;
    align-self: end;
    line-height: 0;
  }
  .theirs > .who {
    grid-row: 1;
  }
  .theirs > .line {
    grid-row: 2;
  }
  .theirs > .extra {
    grid-row: 3;
  }
  .theirs > .meta {
    grid-row: 4;
  }
  .extra {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    max-inline-size: min(100%, 420px);
  }
  .mine .line {
    flex-direction: row-reverse;
  }
  .line .bubble {
    min-inline-size: 0;
  }
  .mine .bubble {
    background: var(--_color-brand);
    color: var(--_color-on-brand);
  }
  .mine .bubble :is(a, .mention, code) {
    background: transparent;
    color: inherit;
  }
  .mine .bubble a {
    text-decoration: underline;
  }
  .theirs:not(.first) .bubble {
    border-start-start-radius: 6px;
  }
  .theirs:not(.last) .bubble {
    border-end-start-radius: 6px;
  }
  .mine:not(.first) .bubble {
    border-start-end-radius: 6px;
  }
  .mine:not(.last) .bubble {
    border-end-end-radius: 6px;
  }
  .mine.failed .bubble {
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
    box-shadow: inset 0 0 0 1px var(--_color-danger-border);
  }
  .quoted {
    display: grid;
    margin-block-end: 6px;
    padding: 2px 0 2px 8px;
    padding-inline: 8px 0;
    border-inline-start: 2px solid currentcolor;
    font-size: var(--_font-size-sm);
  }
  .quoted-who {
    font-weight: var(--_font-weight-medium);
  }
  .quoted-text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .act {
    all: unset;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    border-radius: var(--_radius-full);
    color: var(--_color-text-muted);
    opacity: 0;
    cursor: pointer;
    transition: opacity var(--_duration-fast) var(--_ease-out);
  }
  .message:hover .act,
  .act:focus-visible {
    opacity: 1;
  }
  .act:hover {
    background: var(--_color-surface-hover);
    color: var(--_color-text);
  }
  .act:focus-visible {
    outline: 2px solid var(--_color-focus);
  }
  .meta {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 2px 4px 0;
    color: var(--_color-text-muted);
    font-size: 11px;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    --_icon: 12px;
  }
  .state.read {
    color: var(--_color-brand-text);
  }
  .state.failed {
    color: var(--_color-danger-text);
    font-weight: var(--_font-weight-medium);
  }
  .failed-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    --_icon: 13px;
  }
  .system,
  .note {
    padding: 10px 12px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    text-align: center;
    text-wrap: balance;
  }
  .day,
  .unread {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 14px 0 4px;
    color: var(--_color-text-muted);
    font-size: 11px;
    font-weight: var(--_font-weight-medium);
  }
  .unread {
    color: var(--_color-brand-text);
  }
  .unread::before,
  .unread::after {
    flex: 1;
    block-size: 1px;
    background: var(--_color-brand-border);
    content: '';
  }
  .typing {
    padding: 10px 0 4px 30px;
    padding-inline: 30px 0;
  }
  .dots {
    display: inline-flex;
    gap: 4px;
    padding: 13px 12px;
    border-radius: 16px;
    background: var(--_color-surface-hover);
  }
  .dots i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_color-text-subtle);
    animation: dot 1.2s infinite var(--_ease-in-out);
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes dot {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }
  .below.below {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 50%;
    translate: -50% 0;
    border-color: var(--_color-border);
    border-radius: var(--_radius-full);
    background: var(--_color-surface-raised);
    color: var(--_color-brand-text);
    box-shadow: var(--_shadow-menu);
    --_icon: 13px;
  }
  [dir='rtl'] .below.below {
    translate: 50% 0;
  }
  @media (pointer: coarse) {
    .act {
      inline-size: 36px;
      block-size: 36px;
      opacity: 0.7;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    .dots {
      border: 1px solid CanvasText;
    }
    .mine .bubble {
      border-color: Highlight;
    }
    .dots i {
      background: CanvasText;
    }
  }
`;
