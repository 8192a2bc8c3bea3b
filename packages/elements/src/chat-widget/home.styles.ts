import { css } from 'lit';

/** The first page of the panel; loaded with what renders it. */
export const homeStyles = css`
  .home {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
    gap: 20px;
    padding: 24px 16px 16px;
  }
  .hello {
    padding-inline: 4px;
    font-size: var(--_font-size-2xl);
    font-weight: var(--_font-weight-semibold);
    line-height: 1.25;
    text-wrap: balance;
  }
  .begin {
    all: unset;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 14px 16px;
    border: 1px solid var(--_color-border);
    border-radius: 14px;
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-raised);
    cursor: pointer;
    transition: border-color var(--_duration-fast) var(--_ease-out);
  }
  .begin:hover {
    border-color: var(--_color-brand-border);
  }
  .begin:focus-visible,
  .talk:focus-visible {
    outline: 2px solid var(--_color-focus);
    outline-offset: 2px;
  }
  .begin-text {
    flex: 1;
    display: grid;
    font-weight: var(--_font-weight-semibold);
  }
  .begin-text small,
  .talk small {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-regular);
  }
  .begin .icon {
    color: var(--_color-brand-text);
    --_icon: 20px;
  }
  .subtitle {
    margin-block-end: 4px;
    padding-inline: 4px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .talks {
    display: grid;
    margin-inline: -8px;
  }
  .talk {
    all: unset;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 56px;
    padding: 8px 12px;
    border-radius: 12px;
    cursor: pointer;
  }
  .talk:hover {
    background: var(--_color-surface-hover);
  }
  .talk-text {
    flex: 1;
    display: grid;
    min-inline-size: 0;
  }
  .talk.unread .talk-last {
    font-weight: var(--_font-weight-semibold);
  }
  .count.count {
    flex: none;
    background: var(--_color-brand);
    color: var(--_color-on-brand);
  }
`;
