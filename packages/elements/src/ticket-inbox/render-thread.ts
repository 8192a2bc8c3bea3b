import { ticketCategory, type Agent, type Message, type Ticket } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styled } from '../internal/controllers/styled.js';
import type { WindowedList } from '../internal/controllers/windowed-list.js';
import { alarmClock, arrowDown, arrowUp, circleCheck, eye, flag, pencil, triangleAlert, undo, user } from '../internal/icons.js';
import { avatar } from '../internal/parts/avatar.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines } from '../internal/parts/views.js';
import type { TicketMenuKind } from './crm-ticket-menu.js';
import type { Presence, Typist } from './presence.js';
import { renderEntry, type EntryGround } from './render-entry.js';
import { channelIcons } from './render-ticket-row.js';
import type { ThreadEntry } from './thread-entries.js';
import type { InboxLocalizer } from './ticket-actions.js';

interface ThreadHead {
  readonly localizer: InboxLocalizer;
  readonly ticket: Ticket | undefined;
  readonly name: string;
  readonly level: number;
  readonly assignee: Agent | undefined;
  readonly isReadonly: boolean;
  readonly onMenu: (kind: TicketMenuKind) => void;
  readonly onResolve: () => void;
}

const statusKinds: Readonly<Record<Ticket['status'], string>> = {
  new: 'brand',
  open: 'info',
  pending: '',
  snoozed: '',
  resolved: 'success',
  closed: '',
};

export const statusBadge = ({ t }: InboxLocalizer, status: Ticket['status']): TemplateResult =>
  html`<span class="badge ${statusKinds[status]}">${t(`ticket.${status}`)}</span>`;

/** The line above a conversation: what it is about, and what can be done about it. */
export function renderThreadHead(head: ThreadHead): TemplateResult {
  const { localizer, ticket, name, level } = head;
  const { t } = localizer;
  return html`<header class="head-bar" part="head">
    <slot name="head-start"></slot>
    <div class="titles">
      ${
        ticket
          ? html`${heading(level, html`<span class="title truncate" dir="auto" tabindex="-1" title=${ticket.subject}>${ticket.subject.trim() || t('noSubject')}</span>`, { className: 'titled' })}
              <div class="meta">
                ${statusBadge(localizer, ticket.status)}
                ${ticket.priority === 'urgent' || ticket.priority === 'high' ? html`<span class="badge ${ticket.priority === 'urgent' ? 'danger' : 'warning'}">${icon(flag)}${t(`priority.${ticket.priority}`)}</span>` : nothing}
                <bdi class="who truncate">${name}</bdi>
                <span title=${t(`channel.${ticket.channel}`)}
                  >${icon(channelIcons[ticket.channel])}<span class="visually-hidden">${t(`channel.${ticket.channel}`)}</span></span
                >
                <span class="numeric">${t('number', { number: String(ticket.number) })}</span>
              </div>`
          : skeletonLines(60, 25)
      }
    </div>
    ${ticket && !head.isReadonly ? renderTools(head, ticket) : nothing}
    <slot name="head-end"></slot>
  </header>`;
}

function renderTools({ localizer, assignee, onMenu, onResolve }: ThreadHead, ticket: Ticket): TemplateResult {
  const { t } = localizer;
  const resolved = ticketCategory(ticket.status) === 'resolved';
  const name = assignee?.name ?? t('nobody.short');
  return html`<div class="tools">
    <button type="button" class="button quiet assign" data-menu="assign" aria-haspopup="menu" @click=${() => onMenu('assign')}>
      <span class="visually-hidden">${t('assignee')}: </span>${
        assignee ? avatar({ id: assignee.id, name: assignee.name, size: 'small' }) : icon(user)
      }<bdi class="word truncate">${name}</bdi>
    </button>
    ${
      resolved
        ? nothing
        : html`<button
            type="button"
            class="button quiet icon-only"
            data-menu="snooze"
            aria-haspopup="menu"
            aria-label=${t('snooze')}
            title=${t('snooze')}
            @click=${() => onMenu('snooze')}
          >
            ${icon(alarmClock)}
          </button>`
    }
    <button
      type="button"
      class="button"
      ?disabled=${ticket.status === 'closed'}
      aria-label=${t(resolved ? 'reopen' : 'resolve')}
      @click=${onResolve}
    >
      ${icon(resolved ? undo : circleCheck)}<span class="word">${t(resolved ? 'reopen' : 'resolve')}</span>
    </button>
  </div>`;
}

interface Transcript {
  readonly ground: EntryGround;
  readonly entries: readonly ThreadEntry[];
  readonly list: WindowedList;
  readonly name: string;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly onOlder: () => void;
  /** Messages that came while the end was out of sight. */
  readonly unseen: number;
  /** The index of the line before the unread messages, if it is out of sight above. */
  readonly unreadAbove: number | undefined;
  /** The id of the message that is pointed out. */
  readonly marked: string | undefined;
}

export function renderTranscript({
  ground,
  entries,
  list,
  name,
  hasOlder,
  isLoadingOlder,
  onOlder,
  unseen,
  unreadAbove,
  marked,
}: Transcript): TemplateResult {
  const { localizer } = ground;
  const { t } = localizer;
  return html`<div class="scroll-box">
    <div class="scroller" part="list" role="log" aria-live="off" aria-label=${t('conversation', { name })} tabindex="0">
      ${
        hasOlder
          ? html`<div class="older">
              ${isLoadingOlder ? t('loadingOlder') : html`<button type="button" class="button small quiet" @click=${onOlder}>${t('older')}</button>`}
            </div>`
          : nothing
      }
      <ol role="list" ${styled(list.sizer())}>
        ${repeat(
          list.items,
          ({ key }) => key,
          (item) => {
            const entry = entries[item.index];
            return entry
              ? html`<li class="entry ${entry.key === marked ? 'marked' : ''}" data-index=${item.index} ${styled(list.place(item))}>
                  ${renderEntry(ground, entry)}
                </li>`
              : nothing;
          },
        )}
      </ol>
      ${entries.length === 0 ? html`<p class="older">${t('noMessages')}</p>` : nothing}
    </div>
    ${
      unreadAbove === undefined
        ? nothing
        : html`<div class="jump top">
            <button type="button" class="button small" @click=${() => list.scrollToIndex(unreadAbove, { align: 'start' })}>
              ${icon(arrowUp)}${t('toUnread')}
            </button>
          </div>`
    }
    ${
      list.atEnd || entries.length === 0
        ? nothing
        : html`<div class="jump">
            <button type="button" class="button small" @click=${() => list.scrollToEnd({ smooth: true })}>
              ${icon(arrowDown)}${unseen > 0 ? t('newBelow', { count: unseen }) : t('toLatest')}
            </button>
          </div>`
    }
  </div>`;
}

/** Who else is here, and what they do. */
export function renderPresence(
  localizer: InboxLocalizer,
  { typists, viewers }: Presence,
  agents: readonly Agent[],
  customer: string,
): TemplateResult | typeof nothing {
  const { t } = localizer;
  const nameOf = (id: string) => agents.find((agent) => agent.id === id)?.name ?? t('somebody');
  const typing = typists.map((typist: Typist) =>
    typist.by === 'contact'
      ? t('typing.contact', { name: customer })
      : t(typist.writing === 'note' ? 'typing.note' : 'typing.reply', { name: nameOf(typist.agentId) }),
  );
  const writers = new Set(typists.flatMap((typist) => (typist.by === 'agent' ? typist.agentId : [])));
  const looking = viewers.filter((id) => !writers.has(id)).map(nameOf);
  if (typing.length === 0 && looking.length === 0) return html`<div class="presence-line"></div>`;
  const seen = looking.length > 0 ? t('viewing', { count: looking.length, names: localizer.list(looking) }) : undefined;
  return html`<div class="presence-line">
    ${icon(typing.length > 0 ? pencil : eye)}<span class="truncate">${[...typing, ...(seen ? [seen] : [])].join(' · ')}</span>
  </div>`;
}

/** The store fails while a conversation is shown. */
export const renderLost = ({ t }: InboxLocalizer, reason: string, onRetry: () => void): TemplateResult =>
  html`<div class="banner danger" part="error" role="alert">
    ${icon(triangleAlert)}<span>${reason}</span><button type="button" class="button small" @click=${onRetry}>${t('retry')}</button>
  </div>`;

/** Somebody wrote since the agent began. */
export const renderCollision = ({ t }: InboxLocalizer, name: string, { direction }: Message, onRead: () => void): TemplateResult =>
  html`<div class="notice" role="alert">
    ${icon(triangleAlert)}<span>${t(direction === 'outgoing' ? 'collision.agent' : 'collision.contact', { name })}</span
    ><button type="button" class="button small" @click=${onRead}>${t('collision.read')}</button>
  </div>`;
