import { displayName, type Agent, type Contact, type Ticket } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { alarmClock, circleCheck, clock, flag, lock, mail, messageCircle, phone, fileText, user } from '../internal/icons.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines } from '../internal/parts/views.js';
import type { InboxLocalizer } from './ticket-actions.js';
import { isUnread } from './ticket-tabs.js';

export const channelIcons: Readonly<Record<Ticket['channel'], string>> = { chat: messageCircle, email: mail, form: fileText, phone };

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A time as short as can be: "3h", "2d". */
export function shortAge(localizer: InboxLocalizer, from: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(from));
  const [unit, length] = steps.find(([, size]) => ms >= size) ?? steps[2];
  return localizer.number(Math.max(1, Math.floor(ms / length)), { style: 'unit', unit, unitDisplay: 'narrow' });
}

export interface TicketRow {
  readonly ticket: Ticket;
  /** Undefined while it is being read. */
  readonly requester: Contact | undefined;
  readonly requesterKnown: boolean;
  readonly assignee: Agent | undefined;
  readonly selected: boolean;
  readonly open: boolean;
  readonly now: number;
  readonly href: string | undefined;
  readonly hideActions: boolean;
  readonly tabIndex: (column: number) => 0 | -1;
  readonly localizer: InboxLocalizer;
  /** What stands below the subject. */
  readonly below: TemplateResult | typeof nothing;
  readonly onToggle: (event: Event) => void;
  readonly onAssign: (event: Event) => void;
}

/** The sign of a ticket that is past its usual way: what it waits for, or that it is done. */
function stateOf(ticket: Ticket, now: number, localizer: InboxLocalizer): TemplateResult | typeof nothing {
  const status = localizer.t(`ticket.${ticket.status}`);
  if (ticket.status === 'snoozed' && ticket.snoozedUntil) {
    const time = localizer.date(ticket.snoozedUntil, Date.parse(ticket.snoozedUntil) - now < 86_400_000 ? 'time' : 'shortDay');
    return html`<span class="state" title=${status}>${icon(alarmClock)}<span>${localizer.t('wakes', { time })}</span></span>`;
  }
  if (ticket.status === 'resolved') return html`<span class="state done">${icon(circleCheck)}<span>${status}</span></span>`;
  if (ticket.status === 'closed') return html`<span class="state">${icon(lock)}<span>${status}</span></span>`;
  if (ticket.waitingSince) {
    const time = shortAge(localizer, ticket.waitingSince, now);
    return html`<span class="state numeric ${now - Date.parse(ticket.waitingSince) > 4 * 3_600_000 ? 'late' : ''}"
      >${icon(clock)}<span class="visually-hidden">${localizer.t('waitingFor', { time })}</span
      ><time aria-hidden="true" datetime=${ticket.waitingSince}>${time}</time></span
    >`;
  }
  return html`<span class="state"><span>${status}</span></span>`;
}

/** The cells of a row. The row itself is the list's. */
export function renderTicketRow(row: TicketRow): TemplateResult {
  const { ticket, requester, requesterKnown, assignee, localizer, now, hideActions } = row;
  const { t } = localizer;
  const name = requester ? displayName(requester, undefined, t('unknownPerson')) : requesterKnown ? t('unknownPerson') : undefined;
  const subject = ticket.subject.trim() || t('noSubject');
  const unread = isUnread(ticket);
  const [first, ...more] = ticket.labels;
  const urgent = ticket.priority === 'urgent' || ticket.priority === 'high';
  const title = html`${unread ? html`<bdi class="visually-hidden">${t('unread')}, </bdi>` : nothing}${subject}`;
  return html`${
      hideActions
        ? nothing
        : html`<span role="gridcell" class="check"
            ><label class="hit"
              ><input
                type="checkbox"
                class="checkbox"
                data-column="1"
                tabindex=${row.tabIndex(1)}
                .checked=${row.selected}
                aria-label=${t('select', { subject })}
                @click=${row.onToggle} /></label
          ></span>`
    }
    <span role="gridcell" class="what">
      <span class="face"
        >${avatar({ id: ticket.requesterId, name: name ?? '' })}<span class="channel" title=${t(`channel.${ticket.channel}`)}
          >${icon(channelIcons[ticket.channel])}</span
        ></span
      >
      <span class="lines">
        <span class="line">
          ${unread ? html`<span class="unread-dot" aria-hidden="true"></span>` : nothing}
          <span class="who truncate" dir="auto">${name ?? skeletonLines(60)}</span>
          ${stateOf(ticket, now, localizer)}
        </span>
        <span class="line">
          ${
            row.href
              ? html`<a class="subject truncate" dir="auto" href=${row.href} data-column="2" tabindex=${row.tabIndex(2)} title=${subject}
                  >${title}</a
                >`
              : html`<button type="button" class="subject truncate" dir="auto" data-column="2" tabindex=${row.tabIndex(2)} title=${subject}>
                  ${title}
                </button>`
          }
          ${urgent ? html`<span class="priority ${ticket.priority}" title=${t('priority')}>${icon(flag)}<span>${t(`priority.${ticket.priority}`)}</span></span>` : nothing}
          ${first === undefined ? nothing : html`<span class="badge label-chip"><bdi class="truncate">${first}</bdi></span>`}
          ${more.length > 0 ? html`<bdi class="badge" title=${more.join(', ')}>${t('moreLabels', { count: more.length })}</bdi>` : nothing}
        </span>
        ${row.below}
      </span>
    </span>
    <span role="gridcell" class="assignee">
      ${
        hideActions
          ? html`<span class="visually-hidden">${t('assignedTo', { name: assignee?.name ?? t('nobody') })}</span>${face(assignee)}`
          : html`<button
              type="button"
              class="assignee-button"
              dir="auto"
              data-column="3"
              tabindex=${row.tabIndex(3)}
              aria-haspopup="menu"
              aria-label=${t('assigneeOf', { subject, name: assignee?.name ?? t('nobody') })}
              title=${assignee?.name ?? nothing}
              @click=${row.onAssign}
            >
              ${face(assignee)}
            </button>`
      }
    </span>`;
}

const face = (agent: Agent | undefined): TemplateResult =>
  agent
    ? avatar({ id: agent.id, name: agent.name, size: 'small' })
    : html`<span class="avatar small empty" aria-hidden="true">${icon(user)}</span>`;

/** A row that is being read. */
export const renderTicketSkeleton = (): TemplateResult =>
  html`<span role="gridcell" class="what"><span class="avatar"></span><span class="lines">${skeletonLines(40, 80)}</span></span>`;
