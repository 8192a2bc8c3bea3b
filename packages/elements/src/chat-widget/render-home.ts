import type { PortConversation } from '@crm-elements/data';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { chat } from '../i18n/en/chat.js';
import { send } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { badges } from '../internal/styles/badges.js';
import { adoptRules } from './adopt-rules.js';
import type { ChatSession } from './chat-session.js';
import { homeStyles } from './home.styles.js';

interface HomeActions {
  begin: () => void;
  open: (conversationId: string) => void;
}

export function adoptHomeStyles(root: ShadowRoot): void {
  for (const { cssText } of [badges, homeStyles]) adoptRules(root, cssText);
}

/** The first page: a new conversation, and those there were. */
export function renderHome(
  session: ChatSession,
  localizer: Localizer<typeof chat>,
  now: number,
  { begin, open }: HomeActions,
): TemplateResult {
  const { greeting } = session.settings;
  const title = greeting?.title ?? greeting?.text;
  return html`<div class="home">
    <p class="hello" dir="auto">${title === undefined ? localizer.t('greeting') : html`<bdi>${title}</bdi>`}</p>
    <button type="button" class="begin" @click=${begin}>
      <span class="begin-text"
        >${localizer.t('newConversation')} ${greeting?.replyTime ? html`<small><bdi>${greeting.replyTime}</bdi></small>` : nothing}</span
      >${icon(send, 'mirrored')}
    </button>
    ${
      session.conversations.length > 0
        ? html`<section aria-labelledby="talks">
            <p class="subtitle" id="talks">${localizer.t('conversations')}</p>
            <ul class="talks" role="list">
              ${repeat(
                session.conversations,
                ({ id }) => id,
                (conversation) => html`<li>${renderConversation(conversation, session, localizer, now, open)}</li>`,
              )}
            </ul>
          </section>`
        : nothing
    }
    <slot name="articles"></slot>
  </div>`;
}

function renderConversation(
  conversation: PortConversation,
  session: ChatSession,
  localizer: Localizer<typeof chat>,
  now: number,
  open: HomeActions['open'],
): TemplateResult {
  const { id, number, lastMessage, lastMessageAt, startedAt, state } = conversation;
  const unread = session.unreadOf(conversation);
  const at = lastMessageAt ?? startedAt;
  const name = lastMessage?.agent?.name ?? session.settings.greeting?.brand ?? localizer.t('support');
  const text = lastMessage?.text.slice(0, 200) || (lastMessage?.attachments[0]?.name ?? localizer.t('noMessages'));
  const own = lastMessage?.from === 'visitor';
  return html`<button type="button" class="talk ${unread > 0 ? 'unread' : ''}" @click=${() => open(id)}>
    ${avatar({ id: name, name })}
    <span class="talk-text">
      <span class="talk-last truncate">${own ? html`${localizer.t('you')}: ` : nothing}<bdi>${text}</bdi></span>
      <small class="truncate"
        >${localizer.t('number', { number: String(number) })} ·
        <time datetime=${at}>${localizer.relative(at, now)}</time>${state === 'open' ? nothing : html` · ${localizer.t('closed')}`}</small
      >
    </span>
    ${unread > 0 ? html`<span class="count" aria-hidden="true">${localizer.number(unread)}</span><span class="visually-hidden">, ${localizer.t('unread', { count: unread })}</span>` : nothing}
  </button>`;
}
