import type { CrmClient } from '@crm-elements/data';
import { displayName, type Agent, type Contact, type Ticket } from '@crm-elements/schema';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmTicketOpenEvent } from '../events/ticket-events.js';
import { inbox } from '../i18n/en/inbox.js';
import { ClientController } from '../internal/client.js';
import { ClockController } from '../internal/controllers/clock.js';
import { badgeCheck, chevronDown, externalLink, mail, phone, star, user } from '../internal/icons.js';
import { recordHref, safeHref } from '../internal/links.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { avatar, avatars } from '../internal/parts/avatar.js';
import type { TagsChangeEvent } from '../internal/parts/crm-tag-input.js';
import { heading } from '../internal/parts/heading.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines, views } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import type { CrmTicketMenu, TicketMenuKind } from './crm-ticket-menu.js';
import { statusBadge } from './render-thread.js';
import type { TicketActions } from './ticket-actions.js';
import { ticketDetailsStyles } from './ticket-details.styles.js';

const mostOthers = 5;

/** Who asks, and how things stand with the ticket. */
export class CrmTicketDetails extends LitElement {
  static override styles = [content, views, buttons, badges, avatars, ticketDetailsStyles];

  @property({ attribute: false }) client: CrmClient | undefined;
  @property({ attribute: false }) ticketId: string | undefined;
  @property({ attribute: false }) agents: readonly Agent[] = [];
  @property({ attribute: false }) me: string | undefined;
  @property({ attribute: false }) actions: TicketActions | undefined;
  @property({ attribute: false }) readOnly = false;
  @property({ attribute: false }) level = 3;
  @property({ attribute: false }) contactHref: string | undefined;

  @query('crm-ticket-menu') protected readonly menu!: CrmTicketMenu;
  @state() protected refused = 0;
  /** Labels to choose from. */
  @state() protected known: readonly string[] = [];

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  readonly #clock = new ClockController(this);
  readonly #clients = new ClientController(this, () => false);
  readonly #ticket = new LiveController<Ticket | undefined, readonly [string]>(this, this.#clients, {
    args: () => (this.ticketId === undefined ? undefined : [this.ticketId]),
    start: (client, [id], { next, fail, signal }) =>
      client.tickets.live({ where: { id } }, ({ records: [ticket] }) => next(ticket), { signal, onError: fail }),
  });
  readonly #contact = new LiveController<Contact | undefined, readonly [string]>(this, this.#clients, {
    args: () => (this.#ticket.value ? [this.#ticket.value.requesterId] : undefined),
    start: (client, [id], { next, fail, signal }) =>
      client.contacts.live({ where: { id } }, ({ records: [contact] }) => next(contact), { signal, onError: fail }),
  });
  readonly #others = new LiveController<readonly Ticket[], readonly [string]>(this, this.#clients, {
    args: () => (this.#ticket.value ? [this.#ticket.value.requesterId] : undefined),
    start: (client, [requesterId], { next, fail, signal }) =>
      client.tickets.live(
        { where: { requesterId }, sort: [{ by: 'lastActivityAt', direction: 'desc' }], limit: mostOthers + 1 },
        ({ records }) => next(records),
        {
          signal,
          onError: fail,
        },
      ),
  });

  #openMenu(kind: TicketMenuKind, event: Event): void {
    const ticket = this.#ticket.value;
    if (ticket) void this.menu.show(kind, event.currentTarget as HTMLElement, [ticket]);
  }

  #readLabels = async (): Promise<void> => {
    if (this.known.length === 0) this.known = (await this.actions?.knownLabels()) ?? [];
  };

  #onTags = async ({ added, removed }: TagsChangeEvent): Promise<void> => {
    if (this.ticketId === undefined) return;
    await this.actions?.label([this.ticketId], added, removed);
    // What was refused is put back: the field shows the ticket's labels anew.
    this.refused++;
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    const ticket = this.#ticket.value;
    if (!ticket) return html`<div class="details" aria-hidden="true">${skeletonLines(60, 80, 40, 60)}</div>`;
    return html`<div class="details" part="details">
      <slot name="contact" @slotchange=${() => this.requestUpdate()}>${this.#renderContact(ticket)}</slot>
      ${this.#renderTicket(ticket)} ${this.#renderOthers(ticket)}
      <crm-ticket-menu .actions=${this.actions} .agents=${this.agents} .me=${this.me}></crm-ticket-menu>
      <span class="visually-hidden">${t('details')}</span>
    </div>`;
  }

  #renderContact(ticket: Ticket): TemplateResult {
    const { t } = this.localizer;
    const contact = this.#contact.value;
    const name = contact
      ? displayName(contact, undefined, t('unknownPerson'))
      : this.#contact.state === 'ready'
        ? t('unknownPerson')
        : undefined;
    const href = recordHref(this.contactHref, ticket.requesterId);
    const link = (address: string, text: string, picture: string) => {
      const safe = safeHref(address);
      return html`<li class="method">
        ${icon(picture)}${safe ? html`<a href=${safe} dir="auto" class="truncate">${text}</a>` : html`<bdi class="truncate">${text}</bdi>`}
      </li>`;
    };
    return html`<section class="block" aria-label=${t('contact')}>
      <div class="person">
        ${avatar({ id: ticket.requesterId, name: name ?? '' })}
        <div class="person-lines">
          ${name === undefined ? skeletonLines(60, 40) : heading(this.level, html`<bdi>${name}</bdi>`, { className: 'person-name' })}
          ${contact?.jobTitle ? html`<bdi class="muted truncate">${contact.jobTitle}</bdi>` : nothing}
          ${contact?.verified ? html`<span class="badge success">${icon(badgeCheck)}${t('verified')}</span>` : nothing}
        </div>
        ${href ? html`<a class="button quiet icon-only" href=${href} aria-label=${t('contactOpen')} title=${t('contactOpen')}>${icon(externalLink)}</a>` : nothing}
      </div>
      ${
        contact && contact.emails.length + contact.phones.length > 0
          ? html`<ul class="methods" role="list">
              ${contact.emails.map(({ value }) => link(`mailto:${value}`, value, mail))}
              ${contact.phones.map(({ raw, e164 }) => link(`tel:${e164 ?? raw.replace(/[^+\d]/g, '')}`, raw, phone))}
            </ul>`
          : nothing
      }
      ${
        contact && contact.tags.length > 0
          ? html`<ul class="tags" role="list">
              ${contact.tags.map((tag) => html`<li class="badge"><bdi class="truncate">${tag}</bdi></li>`)}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #renderTicket(ticket: Ticket): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    const assignee = this.agents.find(({ id }) => id === ticket.assigneeId);
    const name = assignee?.name ?? t('nobody');
    const choice = (kind: TicketMenuKind, value: unknown, text: string) =>
      this.readOnly
        ? html`<span class="value">${value}</span>`
        : html`<button
            type="button"
            class="choice"
            aria-haspopup="menu"
            aria-label="${t(kind === 'assign' ? 'assignee' : (kind as 'status'))}: ${text}"
            @click=${(event: Event) => this.#openMenu(kind, event)}
          >
            ${value}${icon(chevronDown)}
          </button>`;
    const { csat } = ticket;
    return html`<section class="block" aria-label=${t('ticket')}>
      ${heading(this.level, t('ticket'), { className: 'block-title' })}
      <dl class="fields">
        <div>
          <dt>${t('assignee')}</dt>
          <dd>
            ${choice('assign', html`${assignee ? avatar({ id: assignee.id, name, size: 'small' }) : icon(user)}<bdi class="truncate">${name}</bdi>`, name)}
          </dd>
        </div>
        <div>
          <dt>${t('status')}</dt>
          <dd>${choice('status', statusBadge(localizer, ticket.status), t(`ticket.${ticket.status}`))}</dd>
        </div>
        <div>
          <dt>${t('priority')}</dt>
          <dd>${choice('priority', t(`priority.${ticket.priority}`), t(`priority.${ticket.priority}`))}</dd>
        </div>
        <div>
          <dt>${t('channel')}</dt>
          <dd>${t(`channel.${ticket.channel}`)}</dd>
        </div>
        <div>
          <dt>${t('created')}</dt>
          <dd>${this.#when(ticket.createdAt)}</dd>
        </div>
        ${
          ticket.firstRepliedAt
            ? html`<div>
                <dt>${t('firstReply')}</dt>
                <dd>${this.#when(ticket.firstRepliedAt)}</dd>
              </div>`
            : nothing
        }
        ${
          csat
            ? html`<div>
                <dt>${t('csat')}</dt>
                <dd>
                  <span class="stars" role="img" aria-label=${t('csat.score', { count: csat.score })}
                    >${[1, 2, 3, 4, 5].map((n) => html`<span class=${n <= csat.score ? 'star full' : 'star'}>${icon(star)}</span>`)}</span
                  >
                  ${csat.comment ? html`<p class="comment" dir="auto">${csat.comment}</p>` : nothing}
                </dd>
              </div>`
            : nothing
        }
      </dl>
      ${
        this.readOnly
          ? html`<ul class="tags" role="list">
              ${ticket.labels.map((label) => html`<li class="badge"><bdi class="truncate">${label}</bdi></li>`)}
            </ul>`
          : html`<crm-tag-input
              label=${t('labels')}
              placeholder=${t('addLabel')}
              max-length="60"
              .tags=${[...ticket.labels]}
              .suggestions=${this.known}
              .removeLabel=${(label: string) => t('removeLabel', { label })}
              @focusin=${this.#readLabels}
              @crm-tags-change=${this.#onTags}
            ></crm-tag-input>`
      }
    </section>`;
  }

  #when(at: string): TemplateResult {
    return html`<time datetime=${at} title=${this.localizer.date(at, 'moment')}>${this.localizer.relative(at, this.#clock.now)}</time>`;
  }

  #renderOthers(ticket: Ticket): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    const others = (this.#others.value ?? []).filter(({ id }) => id !== ticket.id).slice(0, mostOthers);
    return html`<section class="block" aria-label=${t('otherTickets')}>
      ${heading(this.level, t('otherTickets'), { className: 'block-title' })}
      ${
        others.length === 0
          ? html`<p class="muted">${t('noOtherTickets')}</p>`
          : html`<ul class="others" role="list">
              ${others.map(
                ({ id, subject, status, lastActivityAt }) =>
                  html`<li>
                    <button type="button" class="other" @click=${() => this.dispatchEvent(new CrmTicketOpenEvent(id))}>
                      <bdi class="truncate">${subject.trim() || t('noSubject')}</bdi>
                      <span class="other-meta"
                        >${t(`ticket.${status}`)} ·
                        <time datetime=${lastActivityAt}>${localizer.relative(lastActivityAt, this.#clock.now, 'short')}</time></span
                      >
                    </button>
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }
}
