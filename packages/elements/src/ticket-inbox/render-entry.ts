import { displayName, type Agent, type Attachment, type AuditEvent, type Contact, type Json, type Message } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { check, checkCheck, circleAlert, clock, download, file as filePicture, lock, send } from '../internal/icons.js';
import { renderText } from '../internal/message-text.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import type { Attachments } from './attachments.js';
import type { QueuedReply } from './send-queue.js';
import type { ThreadEntry } from './thread-entries.js';
import type { InboxLocalizer } from './ticket-actions.js';

/** What entries are rendered with. */
export interface EntryGround {
  readonly localizer: InboxLocalizer;
  readonly contact: Contact | undefined;
  readonly agents: readonly Agent[];
  readonly now: number;
  readonly attachments: Attachments;
  readonly explain: (error: QueuedReply['error']) => string;
  readonly queued: (id: string) => QueuedReply | undefined;
  readonly secondsLeft: (reply: QueuedReply) => number;
  readonly onDownload: (attachment: Attachment) => void;
  readonly onTakeBack: (id: string) => void;
  readonly onSendNow: (id: string, evenIfBlind: boolean) => void;
}

const bytesSteps = [
  ['megabyte', 1_048_576],
  ['kilobyte', 1_024],
  ['byte', 1],
] as const;

/** @param size bytes */
export function fileSize(localizer: InboxLocalizer, size: number): string {
  const [unit, length] = bytesSteps.find(([, step]) => size >= step) ?? bytesSteps[2];
  return localizer.number(size / length, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: size < 10 * length ? 1 : 0 });
}

const agentName = (ground: EntryGround, id: string | null | undefined): string =>
  ground.agents.find((agent) => agent.id === id)?.name ?? ground.localizer.t('unknownPerson');

export function authorName(ground: EntryGround, { authorKind, authorId }: Pick<Message, 'authorKind' | 'authorId'>): string {
  const { localizer, contact } = ground;
  switch (authorKind) {
    case 'contact':
      return contact ? displayName(contact, undefined, localizer.t('unknownPerson')) : localizer.t('unknownPerson');
    case 'agent':
      return agentName(ground, authorId);
    default:
      return localizer.t(authorKind);
  }
}

/** A day as people call it. */
export function dayName(localizer: InboxLocalizer, at: string, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return localizer.t('today');
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === yesterday.toDateString()) return localizer.t('yesterday');
  return localizer.date(at, now - Date.parse(at) < 300 * 86_400_000 ? 'longDay' : 'day');
}

function renderFile(ground: EntryGround, id: string): TemplateResult | typeof nothing {
  const { localizer, attachments, onDownload } = ground;
  const { t } = localizer;
  const attachment = attachments.get(id);
  if (attachment === undefined) return html`<span class="file loading" aria-hidden="true"><span class="skeleton w60"></span></span>`;
  if (attachment === null) return nothing;
  const size = fileSize(localizer, attachment.size);
  const name = attachment.name.trim() || 'file';
  const thumb = attachments.thumb(attachment);
  return html`<button
    type="button"
    class="file ${thumb ? 'picture' : ''}"
    aria-label=${t('file', { name, size })}
    title=${name}
    @click=${() => onDownload(attachment)}
  >
    ${thumb ? html`<img src=${thumb.url} width=${thumb.width} height=${thumb.height} alt="" />` : icon(filePicture)}
    <span class="file-name"><bdi class="truncate">${name}</bdi><span class="file-size numeric">${size}</span></span
    >${icon(download)}
  </button>`;
}

function deliveryState({ direction, status }: Message, { t }: InboxLocalizer): TemplateResult | typeof nothing {
  if (direction === 'incoming') return nothing;
  return html`<span class="delivery ${status}">${icon(status === 'sent' ? check : checkCheck)}${t(`state.${status}`)}</span>`;
}

function renderMessage(ground: EntryGround, message: Message, follows: boolean): TemplateResult {
  const { localizer } = ground;
  const { t } = localizer;
  const name = authorName(ground, message);
  const time = localizer.date(message.sentAt, 'time');
  const { direction, authorId, kind } = message;
  if (kind === 'system' || message.authorKind === 'system') {
    return html`<div class="event"><div class="event-text">${renderText(message.text, message.marks)}</div></div>`;
  }
  const files = message.attachments;
  return html`<article class="message ${direction} ${follows ? 'follows' : ''}" aria-label=${t(`entry.${direction}`, { name, time })}>
    ${direction === 'incoming' ? html`<span class="side">${follows ? nothing : avatar({ id: authorId, name })}</span>` : nothing}
    <div class="body">
      ${
        follows
          ? nothing
          : html`<header class="head">
              <bdi class="author truncate">${name}</bdi><time class="time numeric" datetime=${message.sentAt}>${time}</time>
            </header>`
      }
      ${message.text || files.length === 0 ? html`<div class="bubble" part="message">${renderText(message.text, message.marks)}</div>` : nothing}
      ${files.length > 0 ? html`<div class="files">${files.map((id) => renderFile(ground, id))}</div>` : nothing}
      ${deliveryState(message, localizer)}
    </div>
    ${direction === 'outgoing' ? html`<span class="side">${follows ? nothing : avatar({ id: authorId, name })}</span>` : nothing}
  </article>`;
}

const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);

function eventText(ground: EntryGround, { diff, byId, byKind }: AuditEvent): string {
  const { localizer, contact, agents } = ground;
  const { t } = localizer;
  const customer = contact ? displayName(contact, undefined, t('unknownPerson')) : t('unknownPerson');
  const name =
    byKind === 'contact' ? customer : (agents.find(({ id }) => id === byId)?.name ?? (byKind === 'system' ? t('system') : t('somebody')));
  const to = (field: string) => diff[field]?.[1];
  /** What a field became, in words: those of the catalogue, or the store's own where it has others. */
  const word = (field: string, of: string) => {
    const value = to(field);
    return typeof value === 'string' ? (localizer.maybe(`${of}.${value}`) ?? value) : '';
  };
  const until = to('snoozedUntil');
  if (typeof until === 'string') return t('event.snoozed', { name, time: localizer.date(until, 'moment') });
  if (diff['status']) return t('event.status', { name, status: word('status', 'ticket') });
  if (diff['assigneeId']) {
    const id = to('assigneeId');
    if (typeof id !== 'string') return t('event.unassigned', { name });
    return id === byId ? t('event.taken', { name }) : t('event.assigned', { name, assignee: agentName(ground, id) });
  }
  if (diff['priority']) return t('event.priority', { name, priority: word('priority', 'priority') });
  if (diff['labels']) {
    const [before, after] = diff['labels'].map(texts) as [string[], string[]];
    const added = after.filter((label) => !before.includes(label));
    const removed = before.filter((label) => !after.includes(label));
    if (added.length > 0 && removed.length === 0) return t('event.labelsAdded', { name, labels: localizer.list(added) });
    return removed.length > 0 && added.length === 0
      ? t('event.labelsRemoved', { name, labels: localizer.list(removed) })
      : t('event.labels', { name });
  }
  const csat = to('csat');
  if (csat && typeof csat === 'object' && !Array.isArray(csat)) return t('event.csat', { name: customer, score: Number(csat['score']) });
  return diff['subject'] ? t('event.subject', { name }) : t('event.other', { name });
}

function renderPending(ground: EntryGround, id: string): TemplateResult | typeof nothing {
  const { localizer, queued, secondsLeft, explain, onTakeBack, onSendNow } = ground;
  const { t } = localizer;
  const reply = queued(id);
  if (!reply) return nothing;
  const { state } = reply;
  const bad = state === 'failed' || state === 'held';
  const said = {
    waiting: t('sendingIn', { count: secondsLeft(reply) }),
    sending: t('sendingNow'),
    held: t('sendHeld'),
    failed: t('sendFailed', { reason: explain(reply.error) }),
  }[state];
  return html`<article class="message outgoing pending ${bad ? 'bad' : ''}" aria-label=${t('entry.pending')}>
    <div class="body">
      ${reply.text ? html`<div class="bubble" part="message">${renderText(reply.text, reply.marks)}</div>` : nothing}
      ${reply.files.length > 0 ? html`<div class="files">${reply.files.map(({ name }) => html`<span class="file"><bdi class="truncate">${name}</bdi></span>`)}</div>` : nothing}
      <div class="pending-line">
        <span class="delivery numeric">${icon(bad ? circleAlert : state === 'sending' ? send : clock)}${said}</span>
        ${
          state === 'sending'
            ? nothing
            : html`<button type="button" class="button small quiet" data-take-back @click=${() => onTakeBack(id)}>
                  ${bad ? t('sendEdit') : t('undo')}</button
                ><button type="button" class="button small quiet" data-send-now @click=${() => onSendNow(id, state === 'held')}>
                  ${state === 'failed' ? t('retry') : state === 'held' ? t('sendAnyway') : t('sendNow')}
                </button>`
        }
      </div>
    </div>
    <span class="side"></span>
  </article>`;
}

/** One entry of a conversation, without the list item that it stands in. */
export function renderEntry(ground: EntryGround, entry: ThreadEntry): TemplateResult | typeof nothing {
  const { localizer, now } = ground;
  const { t } = localizer;
  switch (entry.kind) {
    case 'day':
      return html`<div class="day"><span>${dayName(localizer, entry.at, now)}</span></div>`;
    case 'unread':
      return html`<div class="day unread-line"><span>${t('unreadFrom', { count: entry.count })}</span></div>`;
    case 'event':
      return html`<div class="event">
        <span class="event-text">${eventText(ground, entry.event)}</span>
        <time class="time numeric" datetime=${entry.at}>${localizer.date(entry.at, 'time')}</time>
      </div>`;
    case 'note': {
      const { note } = entry;
      const name = agentName(ground, note.authorId);
      const time = localizer.date(note.createdAt, 'time');
      return html`<article class="message note" aria-label=${t('entry.note', { name, time })}>
        <span class="side">${avatar({ id: note.authorId ?? '', name })}</span>
        <div class="body">
          <header class="head">
            <bdi class="author truncate">${name}</bdi><span class="badge warning">${icon(lock)}${t('note')}</span
            ><time class="time numeric" datetime=${note.createdAt}>${time}</time>
          </header>
          <div class="bubble" part="note">${renderText(note.text, note.marks)}</div>
        </div>
      </article>`;
    }
    case 'pending':
      return renderPending(ground, entry.replyId);
    case 'message':
      return renderMessage(ground, entry.message, entry.follows);
  }
}
