import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
    flex: none;
    min-inline-size: 0;
  }
  .composer {
    position: relative;
    margin: 0 12px 12px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-card);
    background: var(--_color-surface);
  }
  .composer:focus-within {
    border-color: var(--_color-focus);
    box-shadow: 0 0 0 1px var(--_color-focus);
  }
  .composer.note {
    border-color: var(--_color-warning-border);
    border-style: dashed;
    background: var(--_color-warning-soft);
  }
  .composer.dropping {
    outline: 2px dashed var(--_color-brand);
    outline-offset: -4px;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 6px 12px;
    border-block-end: 1px solid var(--_color-warning-border);
    border-radius: var(--_radius-card) var(--_radius-card) 0 0;
    background: var(--_color-warning-soft);
    color: var(--_color-warning-text);
    font-size: var(--_font-size-sm);
  }
  .notice span {
    flex: 1;
    min-inline-size: 0;
  }
  .modes {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 6px 8px 0;
  }
  .mode {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-block-size: 26px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    color: var(--_color-text-muted);
    font: inherit;
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    cursor: pointer;
    --_icon: 13px;
  }
  .mode:hover {
    background: var(--_color-surface-hover);
    color: var(--_color-text);
  }
  .mode[aria-pressed='true'] {
    background: var(--_color-brand-soft);
    color: var(--_color-brand-text);
  }
  .mode.note[aria-pressed='true'] {
    background: var(--_color-warning-solid);
    color: var(--_color-on-warning-solid);
  }
  .note-hint {
    margin-inline-start: 6px;
    color: var(--_color-warning-text);
    font-size: var(--_font-size-xs);
  }
  .text {
    display: block;
    inline-size: 100%;
    min-block-size: 52px;
    max-block-size: 40vh;
    padding: 8px 12px;
    border: 0;
    outline: none;
    background: transparent;
    color: var(--_color-text);
    font: inherit;
    line-height: var(--_line-height-normal);
    resize: none;
    field-sizing: content;
  }
  .text::placeholder {
    color: var(--_color-text-subtle);
    opacity: 1;
  }
  .composer.note .text::placeholder,
  .composer.note .hint {
    color: var(--_color-warning-text);
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 8px 8px;
  }
  .foot .hint {
    flex: 1;
  }
  .hint {
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
  }
  .send {
    display: inline-flex;
    gap: 1px;
    flex: none;
    margin-inline-start: auto;
  }
  .send .button:not(:only-child):first-child {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .send .more {
    inline-size: 28px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  .problem {
    display: flex;
    align-items: start;
    gap: 6px;
    margin: 0 12px 4px;
    color: var(--_color-danger-text);
    font-size: var(--_font-size-sm);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding: 0 12px 6px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    padding-inline: 8px 2px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-control);
    background: var(--_color-surface-sunken);
    font-size: var(--_font-size-xs);
  }
  .chip-remove {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    cursor: pointer;
    --_icon: 12px;
  }
  .suggestions {
    position: absolute;
    inset-block-end: calc(100% + 4px);
    inset-inline: 0;
    z-index: 3;
    max-block-size: 260px;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-menu);
  }
  .suggestion {
    display: flex;
    align-items: baseline;
    gap: 10px;
    padding: 6px 8px;
    border-radius: var(--_radius-control);
    font-size: var(--_font-size-sm);
    cursor: pointer;
  }
  .suggestion[aria-selected='true'] {
    background: var(--_color-surface-selected);
  }
  .suggestion-label {
    flex: none;
    font-weight: var(--_font-weight-medium);
  }
  .none {
    padding: 6px 8px;
  }
  @container (max-width: 480px) {
    .composer {
      margin: 0 8px 8px;
    }
    .foot .hint {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .text {
      font-size: var(--_font-size-lg);
    }
    .mode,
    .chip-remove {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .mode[aria-pressed='true']:not(:focus-visible) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .suggestion[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
