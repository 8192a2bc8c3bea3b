import { css, html, nothing, type TemplateResult } from 'lit';
import type { chat } from '../i18n/en/chat.js';
import type { Localizer } from '../internal/locale.js';
import { avatar } from '../internal/parts/avatar.js';
import type { ChatSession } from './chat-session.js';
import { openness } from './hours.js';

/** The first words of a conversation, and what one may answer at a press. They are the page's, and stand in no store. */
export function renderGreeting(session: ChatSession, localizer: Localizer<typeof chat>, fresh: boolean): TemplateResult {
  const { greeting, hours } = session.settings;
  const away = hours && !openness(hours, Date.now()).open ? (hours.away ?? localizer.t('awayText')) : undefined;
  const brand = greeting?.brand ?? localizer.t('support');
  const words = (text: string, own: boolean) =>
    html`<div class="bubble">${own ? html`<div class="plain" dir="auto">${text}</div>` : text}</div>`;
  return html`<div class="greeting">
    <span class="face">${avatar({ id: brand, name: brand, size: 'small' })}</span>
    <div class="said">
      <bdi class="who">${brand}</bdi>
      ${words(greeting?.text ?? localizer.t('greeting'), greeting?.text !== undefined)}
      ${away ? words(away, hours?.away !== undefined) : nothing}
    </div>
    ${
      fresh && greeting?.options?.length
        ? html`<div class="choices">
            ${greeting.options.map((text) => html`<button type="button" class="button choice" @click=${() => void session.shown.send(text)}><bdi>${text}</bdi></button>`)}
          </div>`
        : nothing
    }
  </div>`;
}

export const greetingStyles = css`
  .greeting {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    align-items: end;
    column-gap: 8px;
    max-inline-size: 420px;
    padding: 4px 12px;
  }
  .greeting .choices {
    grid-column: 2;
  }
  .plain {
    white-space: pre-line;
  }
  .greeting .said {
    display: grid;
    justify-items: start;
    gap: 2px;
    min-inline-size: 0;
  }
`;
