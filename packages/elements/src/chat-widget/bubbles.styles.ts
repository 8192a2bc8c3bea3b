import { css } from 'lit';

/** What messages and greetings look like. */
export const bubbles = css`
  .bubble {
    max-inline-size: 100%;
    padding: 8px 12px;
    border-radius: 16px;
    background: var(--_color-surface-hover);
    color: var(--_color-text);
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .who {
    display: block;
    margin-block-end: 2px;
    padding-inline: 12px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block: 8px 2px;
  }
  .choice.choice {
    max-inline-size: 100%;
    min-block-size: 34px;
    padding-block: 5px;
    border-color: var(--_color-brand-border);
    border-radius: 17px;
    color: var(--_color-brand-text);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .choice.choice:hover {
    background: var(--_color-brand-soft);
  }
  @media (pointer: coarse) {
    .choice.choice {
      min-block-size: 44px;
      border-radius: 22px;
    }
  }
`;
