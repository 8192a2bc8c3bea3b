import { html, nothing, type TemplateResult } from 'lit';
import type { chat } from '../i18n/en/chat.js';
import { check, checkCheck, circleAlert, clock, copy, pencil, refreshCw, reply } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { renderText } from '../internal/message-text.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { textIn, type ChatText } from './chat-text.js';
import type { ChatMessage, ChatMessageState } from './chat.types.js';
import type { LogEntry } from './log-entries.js';

export interface MessageActions {
  reply(message: ChatMessage): void;
  retry(message: ChatMessage): void;
  edit(message: ChatMessage): void;
  copy(message: ChatMessage): void;
  file(id: string): Promise<Uint8Array | undefined>;
  failed(): void;
}

interface MessageContext {
  localizer: Localizer<typeof chat>;
  /** Who answers where no agent is named. */
  brand: string;
  actions: MessageActions;
  /** The message that is answered to, as far as it is loaded. */
  original: ChatMessage | undefined;
  /** Quick answers and forms below it. */
  extra: unknown;
}

const stateIcons: Readonly<Record<ChatMessageState, string>> = {
  queued: clock,
  saved: check,
  sending: clock,
  sent: check,
  delivered: checkCheck,
  read: checkCheck,
  failed: circleAlert,
};

export function authorName({ from, agent }: ChatMessage, { t }: { t: ChatText }, brand: string): string {
  if (from === 'visitor') return t('you');
  return agent?.name ?? (brand || t('support'));
}

/** A picture that the page itself holds: nothing is fetched for who writes. */
const ownPicture = (address: string | undefined): string | undefined =>
  address && (/^data:image\/(png|jpeg|gif|webp)[;,]/i.test(address) || address.startsWith('blob:')) ? address : undefined;

/** One message, as an article that says who wrote it and when. */
export function renderMessage(
  { message, first, last, tells }: Extract<LogEntry, { kind: 'message' }>,
  context: MessageContext,
): TemplateResult {
  const { localizer, brand, actions, original, extra } = context;
  const t = textIn(localizer);
  const { from, agent, kind, text, marks, attachments, at, state } = message;
  const author = authorName(message, { t }, brand);
  const time = localizer.date(at, 'time');
  if (kind === 'system' || from === 'system') {
    return html`<article class="system" data-people aria-label="${author}, ${time}">${renderText(text, marks)}</article>`;
  }
  const mine = from === 'visitor';
  const quoted = original
    ? html`<div class="quoted">
        <bdi class="quoted-who">${authorName(original, { t }, brand)}</bdi><bdi class="quoted-text">${original.text.slice(0, 240)}</bdi>
      </div>`
    : nothing;
  const stated = mine && tells && state;
  return html`<article
    class="message ${mine ? 'mine' : 'theirs'} ${first ? 'first' : ''} ${last ? 'last' : ''} ${state ?? ''}"
    part="message ${mine ? 'own-message' : 'agent-message'}"
    data-people
    aria-label="${author}, ${time}"
  >
    ${mine ? nothing : html`<span class="face">${last ? avatar({ id: agent?.name ?? 'support', name: author, picture: ownPicture(agent?.avatar), size: 'small' }) : nothing}</span>`}
    ${first && !mine ? html`<bdi class="who" aria-hidden="true">${author}</bdi>` : nothing}
    <div class="line">
      <div class="bubble">
        ${quoted}${text === '' ? nothing : renderText(text, marks)}
        ${attachments.map(
          (file) =>
            html`<crm-chat-attachment
              .file=${file}
              .load=${() => actions.file(file.id)}
              .failed=${() => actions.failed()}
              .waits=${message.seq === undefined}
            ></crm-chat-attachment>`,
        )}
      </div>
      ${message.seq === undefined ? nothing : html`<button type="button" class="act" aria-label=${t('replyTo', { author })} @click=${() => actions.reply(message)}>${icon(reply, 'mirrored')}</button>`}
    </div>
    ${extra === nothing ? nothing : html`<div class="extra">${extra}</div>`}
    ${state === 'failed' ? renderFailed(message, t, actions) : nothing}
    ${
      last || stated
        ? html`<p class="meta">
            ${last ? html`<time datetime=${at}>${time}</time>` : nothing}
            ${stated ? html`<span class="state ${state}">${icon(stateIcons[state])}${t(`state.${state}`)}</span>` : nothing}
          </p>`
        : nothing
    }
  </article>`;
}

function renderFailed(message: ChatMessage, t: ChatText, actions: MessageActions): TemplateResult {
  const button = (label: string, path: string, run: () => void) =>
    html`<button type="button" class="button quiet small" @click=${run}>${icon(path)}${label}</button>`;
  return html`<div class="failed-actions">
    ${button(t('retry'), refreshCw, () => actions.retry(message))}${button(t('edit'), pencil, () => actions.edit(message))}
    ${message.text ? button(t('copyMessage'), copy, () => actions.copy(message)) : nothing}
  </div>`;
}
