import { css, html, type TemplateResult } from 'lit';
import type { ChatMessage } from './chat.types.js';
import type { ChatText } from './chat-text.js';

/** The visitor's first messages, until what shows a conversation is there: it is loaded when the device has one of them. */
export const renderOutgoing = (messages: readonly ChatMessage[], t: ChatText): TemplateResult =>
  html`<ol class="outgoing" role="list">
    ${messages.map(
      ({ text, attachments, state }) =>
        html`<li data-people>
          <div class="bubble" dir="auto">${text}${attachments.map(({ name }) => html`<bdi class="outgoing-file">${name}</bdi>`)}</div>
          ${t(`state.${state ?? 'queued'}`)}
        </li>`,
    )}
  </ol>`;

export const outgoingStyles = css`
  .outgoing {
    display: grid;
    justify-items: end;
    gap: 8px;
    padding: 12px;
    padding-inline-start: 56px;
  }
  .outgoing li {
    display: grid;
    justify-items: end;
    gap: 2px;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
  }
  .outgoing .bubble {
    background: var(--_color-brand);
    color: var(--_color-on-brand);
    font-size: var(--_font-size-md);
    white-space: pre-line;
  }
  .outgoing-file {
    display: block;
  }
`;
