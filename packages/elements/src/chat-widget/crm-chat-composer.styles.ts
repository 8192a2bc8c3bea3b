import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  .composer {
    margin: 0 12px 12px;
    border: 1px solid var(--_color-border-strong);
    border-radius: 14px;
    background: var(--_color-surface);
    transition: border-color var(--_duration-fast) var(--_ease-out);
  }
  .composer:focus-within {
    border-color: var(--_color-focus);
    box-shadow: 0 0 0 1px var(--_color-focus);
  }
  .row {
    display: flex;
    align-items: flex-end;
    gap: 4px;
    padding: 4px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    max-block-size: 132px;
    margin: 0;
    padding: 6px 4px;
    border: 0;
    outline: 0;
    background: transparent;
    color: var(--_color-text);
    font: inherit;
    font-size: var(--_font-size-md);
    line-height: 20px;
    field-sizing: content;
    resize: none;
    overflow-wrap: anywhere;
  }
  textarea:focus-visible {
    outline: 0;
  }
  textarea::placeholder {
    color: var(--_color-text-subtle);
    opacity: 1;
  }
  .round.round {
    border-radius: var(--_radius-full);
  }
  .send.send[aria-disabled='true'] {
    border-color: transparent;
    background: var(--_color-surface-hover);
    color: var(--_color-text-subtle);
  }
  .problem {
    display: flex;
    gap: 8px;
    padding: 8px 12px;
    border-block-end: 1px solid var(--_color-danger-border);
    border-start-start-radius: 13px;
    border-start-end-radius: 13px;
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
    font-size: var(--_font-size-sm);
    overflow-wrap: anywhere;
  }
  .problem .icon {
    margin-block-start: 2px;
  }
  .reply,
  .file {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-sm);
  }
  .reply {
    margin: 6px 6px 0;
    padding: 6px 4px 6px 10px;
    padding-inline: 10px 4px;
    border-radius: 9px;
    background: var(--_color-surface-sunken);
  }
  .reply-text {
    flex: 1;
    display: grid;
    min-inline-size: 0;
  }
  .reply-who {
    color: var(--_color-text);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .files {
    display: grid;
    gap: 4px;
    max-block-size: 132px;
    padding: 6px 6px 0;
    overflow-y: auto;
  }
  .file {
    padding: 2px 4px 2px 10px;
    padding-inline: 10px 4px;
    border: 1px solid var(--_color-border);
    border-radius: 9px;
  }
  .file .truncate {
    flex: 1;
    color: var(--_color-text);
  }
  .size {
    flex: none;
    font-size: var(--_font-size-xs);
    font-variant-numeric: tabular-nums;
  }
  progress {
    flex: none;
    inline-size: 72px;
    block-size: 4px;
    accent-color: var(--_color-brand);
  }
  @media (pointer: coarse) {
    textarea {
      padding-block: 12px;
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .composer {
      border-color: ButtonBorder;
    }
    .composer:focus-within {
      border-color: Highlight;
    }
  }
`;
