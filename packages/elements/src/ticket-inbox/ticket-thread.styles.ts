import { css } from 'lit';

export const ticketThreadStyles = css`
  :host {
    block-size: var(--crm-ticket-thread-height, 640px);
    min-inline-size: 0;
  }
  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden;
    background: var(--_color-surface);
    container-type: inline-size;
  }
  .view {
    flex: 1;
  }
  .head-bar {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    min-block-size: 56px;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_color-border);
  }
  .titles {
    flex: 1;
    min-inline-size: 0;
  }
  .titled {
    display: flex;
    min-inline-size: 0;
  }
  .title {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    font-size: var(--_font-size-lg);
    font-weight: var(--_font-weight-semibold);
    line-height: var(--_line-height-tight);
  }
  .title:focus-visible {
    outline-offset: 1px;
    border-radius: 2px;
  }
  .meta {
    overflow: hidden;
    margin-block-start: 2px;
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    --_icon: 12px;
  }
  .meta > * {
    flex: none;
  }
  .meta .who {
    flex: 0 1 auto;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
  }
  .assign {
    max-inline-size: 168px;
  }
  .scroll-box {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .entry {
    inline-size: 100%;
    padding-inline: 16px;
  }
  .marked :is(.bubble, .files, .event-text) {
    outline: 2px solid var(--_color-brand);
    outline-offset: -2px;
    animation: marked 3s ease-out;
  }
  @keyframes marked {
    0%,
    100% {
      outline-color: transparent;
    }
    6%,
    70% {
      outline-color: var(--_color-brand);
    }
  }
  .message {
    display: flex;
    gap: 8px;
    max-inline-size: min(680px, 92%);
    padding-block: 8px 0;
  }
  .message.follows {
    padding-block-start: 3px;
  }
  .message.outgoing {
    margin-inline-start: auto;
    justify-content: end;
  }
  .message.note {
    max-inline-size: none;
  }
  .side {
    flex: none;
    inline-size: 28px;
    --_size: 28px;
  }
  .side .avatar {
    inline-size: 28px;
    block-size: 28px;
    font-size: 11px;
  }
  .body {
    display: grid;
    justify-items: start;
    gap: 3px;
    min-inline-size: 0;
  }
  .outgoing .body {
    justify-items: end;
  }
  .note .body {
    flex: 1;
    justify-items: stretch;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    padding-inline: 2px;
    font-size: var(--_font-size-xs);
  }
  .author {
    color: var(--_color-text);
    font-weight: var(--_font-weight-medium);
  }
  .time {
    flex: none;
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
  }
  .bubble {
    max-inline-size: 100%;
    padding: 8px 12px;
    border: 1px solid transparent;
    border-radius: 4px 14px 14px;
    background: var(--_color-surface-sunken);
    color: var(--_color-text);
    font-size: var(--_font-size-md);
    line-height: var(--_line-height-normal);
  }
  [dir='rtl'] .incoming .bubble {
    border-radius: 14px 4px 14px 14px;
  }
  .outgoing .bubble {
    border-color: transparent;
    border-radius: 14px 4px 14px 14px;
    background: var(--_color-brand-soft);
  }
  [dir='rtl'] .outgoing .bubble {
    border-radius: 4px 14px 14px;
  }
  .note .bubble {
    border: 1px dashed var(--_color-warning-border);
    border-radius: var(--_radius-card);
    background: var(--_color-warning-soft);
  }
  .follows .bubble {
    border-radius: 14px;
  }
  .pending .bubble {
    border: 1px dashed var(--_color-brand-border);
    background: var(--_color-surface);
  }
  .pending.bad .bubble {
    border-color: var(--_color-danger-border);
  }
  .pending-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 2px;
  }
  .bad .delivery {
    color: var(--_color-danger-text);
  }
  .delivery {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding-inline: 2px;
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
    --_icon: 13px;
  }
  .delivery.read .icon {
    color: var(--_color-brand-text);
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    max-inline-size: 100%;
  }
  .file {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface);
    color: var(--_color-text);
    font: inherit;
    font-size: var(--_font-size-sm);
    text-align: start;
    cursor: pointer;
  }
  .file:hover {
    background: var(--_color-surface-hover);
  }
  .file.loading {
    inline-size: 160px;
    cursor: default;
  }
  .file.picture {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    padding: 4px;
  }
  .file.picture img {
    grid-column: 1 / -1;
    display: block;
    max-inline-size: 100%;
    max-block-size: 220px;
    inline-size: auto;
    block-size: auto;
    border-radius: 7px;
  }
  .file-name {
    display: flex;
    gap: 8px;
    min-inline-size: 0;
  }
  .file-size {
    flex: none;
    color: var(--_color-text-subtle);
  }
  .day {
    display: flex;
    align-items: center;
    justify-content: center;
    padding-block: 14px 4px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .day::before,
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_color-border);
  }
  .day span {
    padding-inline: 10px;
  }
  .unread-line {
    color: var(--_color-brand-text);
  }
  .unread-line::before,
  .unread-line::after {
    border-color: var(--_color-brand);
  }
  .event {
    display: flex;
    align-items: baseline;
    justify-content: center;
    gap: 8px;
    padding-block: 8px 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    text-align: center;
  }
  .jump {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .jump .button {
    border-radius: var(--_radius-full);
    box-shadow: var(--_shadow-raised);
    pointer-events: auto;
  }
  .jump.top {
    inset-block: 10px auto;
  }
  .older {
    display: flex;
    justify-content: center;
    padding-block: 8px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
  }
  .presence-line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 22px;
    padding-inline: 16px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    --_icon: 13px;
  }
  .readonly-hint {
    flex: none;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-sm);
  }
  .skeleton-thread {
    display: grid;
    align-content: end;
    gap: 16px;
    block-size: 100%;
    padding: 16px;
  }
  .skeleton-thread > :nth-child(even) {
    justify-self: end;
  }
  .skeleton-thread > * {
    inline-size: 60%;
  }
  @container (max-width: 560px) {
    .entry {
      padding-inline: 10px;
    }
    .tools .word {
      position: absolute;
      clip-path: inset(50%);
      inline-size: 1px;
      block-size: 1px;
    }
    .tools .assign {
      padding: 0 5px;
    }
    .outgoing > .side {
      display: none;
    }
  }
  @container (max-width: 440px) {
    .head-bar {
      flex-wrap: wrap;
      gap: 0 4px;
      padding: 4px 6px;
    }
    .tools {
      order: 1;
      flex: 1 0 100%;
      justify-content: space-between;
    }
    .tools .word {
      position: static;
      clip-path: none;
      inline-size: auto;
      block-size: auto;
    }
    .tools .assign {
      padding: 0 10px;
    }
    .meta .who,
    .meta .numeric {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .note .bubble {
      border-width: 2px;
    }
  }
`;
