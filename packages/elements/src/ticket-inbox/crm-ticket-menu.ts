import { allowedStatuses, ticketPriorities, type Agent, type Ticket, type TicketPriority } from '@crm-elements/schema';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { inbox } from '../i18n/en/inbox.js';
import { user, userPlus } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../internal/parts/crm-menu.js';
import type { CrmPopover } from '../internal/parts/crm-popover.js';
import type { TagsChangeEvent } from '../internal/parts/crm-tag-input.js';
import { content } from '../internal/styles/base.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import { localMoment, snoozeTimes } from './snooze-times.js';
import type { TicketActions } from './ticket-actions.js';

export type TicketMenuKind = 'assign' | 'status' | 'priority' | 'snooze' | 'labels';

type Chosen = 'open' | 'pending' | 'resolved' | 'closed';
/** What a menu of statuses offers, in the order in which work goes. */
const offered: readonly Chosen[] = ['open', 'pending', 'resolved', 'closed'];

const nobody = 'nobody';
const custom = 'custom';

/** The menus in which an agent changes tickets, one or many, from any button of the same root. */
export class CrmTicketMenu extends LitElement {
  static override styles = [
    content,
    buttons,
    fields,
    css`
      :host {
        display: contents;
      }
      .form {
        display: grid;
        gap: 12px;
        inline-size: 260px;
        max-inline-size: 100%;
      }
      .row {
        display: flex;
        justify-content: end;
        gap: 8px;
      }
    `,
  ];

  @query('crm-menu') protected readonly menu!: CrmMenu;
  @query('crm-popover') protected readonly popup!: CrmPopover;
  @query('input') protected readonly moment!: HTMLInputElement | null;

  @property({ attribute: false }) actions: TicketActions | undefined;
  @property({ attribute: false }) agents: readonly Agent[] = [];
  /** The id of whoever sits here. */
  @property({ attribute: false }) me: string | undefined;

  @state() protected kind: TicketMenuKind = 'status';
  @state() protected tickets: readonly Ticket[] = [];
  @state() protected past = false;
  /** Labels to choose from. */
  @state() protected known: readonly string[] = [];

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  #trigger: HTMLElement | undefined;
  #tags: readonly string[] = [];

  /** Opens at a button, for these tickets; closes if it is open there. */
  async show(kind: TicketMenuKind, trigger: HTMLElement, tickets: readonly Ticket[]): Promise<void> {
    if (this.menu.isOpen && this.#trigger === trigger) return this.menu.close();
    this.#trigger = trigger;
    this.kind = kind;
    this.tickets = tickets;
    this.past = false;
    if (kind === 'labels') {
      this.#tags = this.#shared();
      await this.updateComplete;
      this.popup.toggle(trigger);
      this.known = (await this.actions?.knownLabels()) ?? [];
      return;
    }
    this.menu.items = this.#items();
    this.menu.label = this.localizer.t(kind);
    this.menu.open(trigger);
  }

  #items(): MenuItem[] {
    const { t } = this.localizer;
    const [only] = this.tickets.length === 1 ? this.tickets : [];
    switch (this.kind) {
      case 'assign': {
        const active = this.agents.filter(({ active: works }) => works);
        const mine = active.filter(({ id }) => id === this.me);
        const others = active.filter(({ id }) => id !== this.me);
        const item = (agent: Agent, icon: string, separator = false): MenuItem => ({
          id: agent.id,
          label: agent.id === this.me ? t('me', { name: agent.name }) : agent.name,
          icon,
          separator,
          checked: only?.assigneeId === agent.id,
        });
        return [
          ...mine.map((agent) => item(agent, userPlus)),
          { id: nobody, label: t('nobody'), icon: user, checked: only !== undefined && only.assigneeId == null },
          ...others.map((agent, i) => item(agent, user, i === 0)),
        ];
      }
      case 'status':
        return offered.map((status) => ({
          id: status,
          label: status === 'closed' ? t('close.ticket') : t(`ticket.${status}`),
          checked: only?.status === status,
          disabled: only !== undefined && only.status !== status && !allowedStatuses(only.status).includes(status),
          separator: status === 'closed',
        }));
      case 'priority':
        return [...ticketPriorities]
          .reverse()
          .map((priority) => ({ id: priority, label: t(`priority.${priority}`), checked: only?.priority === priority }));
      default:
        return [
          ...snoozeTimes(new Date()).map(({ preset, until }) => ({
            id: until,
            label: t(`snooze.${preset}`),
            hint: this.localizer.date(until, 'time'),
          })),
          { id: custom, label: t('snooze.custom'), separator: true },
        ];
    }
  }

  /** Labels that all of the tickets have. */
  #shared(): string[] {
    const [first, ...rest] = this.tickets;
    return (first?.labels ?? []).filter((label) => rest.every(({ labels }) => labels.includes(label)));
  }

  get #ids(): string[] {
    return this.tickets.map(({ id }) => id);
  }

  #onSelect = ({ id }: MenuSelectEvent): void => {
    const { actions } = this;
    switch (this.kind) {
      case 'assign': {
        const name = this.agents.find((agent) => agent.id === id)?.name ?? '';
        void actions?.assign(this.#ids, id === nobody ? null : id, name);
        return;
      }
      case 'status':
        void actions?.setStatus(this.tickets, id as Chosen);
        return;
      case 'priority':
        void actions?.setPriority(this.#ids, id as TicketPriority);
        return;
      default:
        if (id === custom) void this.#askMoment();
        else void actions?.snooze(this.tickets, id);
    }
  };

  async #askMoment(): Promise<void> {
    await this.updateComplete;
    if (this.#trigger) await this.popup.show(this.#trigger);
  }

  #onMoment = (event: Event): void => {
    event.preventDefault();
    const until = new Date(this.moment?.value ?? '');
    this.past = !(until.getTime() > Date.now());
    if (this.past) {
      this.moment?.focus();
      return;
    }
    this.popup.close();
    void this.actions?.snooze(this.tickets, until.toISOString());
  };

  #onTags = ({ tags }: TagsChangeEvent): void => {
    const add = tags.filter((tag) => !this.#tags.includes(tag));
    const remove = this.#tags.filter((tag) => !tags.includes(tag));
    this.#tags = tags;
    if (add.length > 0 || remove.length > 0) void this.actions?.label(this.#ids, add, remove);
  };

  protected override render(): TemplateResult {
    const { t } = this.localizer;
    return html`<crm-menu @crm-menu-select=${this.#onSelect}></crm-menu>
      <crm-popover label=${this.kind === 'labels' ? t('labels') : t('snoozeTime')}>
        ${this.kind === 'labels' ? this.#renderLabels() : this.kind === 'snooze' ? this.#renderMoment() : nothing}
      </crm-popover>`;
  }

  #renderLabels(): TemplateResult {
    const { t } = this.localizer;
    return html`<div class="form">
      <crm-tag-input
        label=${t('labels')}
        placeholder=${t('addLabel')}
        max-length="60"
        .tags=${this.#tags}
        .suggestions=${this.known}
        .removeLabel=${(label: string) => t('removeLabel', { label })}
        @crm-tags-change=${this.#onTags}
      ></crm-tag-input>
    </div>`;
  }

  #renderMoment(): TemplateResult {
    const { t } = this.localizer;
    const tomorrow = new Date();
    tomorrow.setDate(tomorrow.getDate() + 1);
    tomorrow.setHours(9, 0, 0, 0);
    return html`<form class="form" @submit=${this.#onMoment}>
      <label class="field"
        ><span class="label">${t('snoozeTime')}</span>
        <input
          class="input"
          type="datetime-local"
          required
          .value=${localMoment(tomorrow)}
          aria-invalid=${this.past ? 'true' : nothing}
          aria-describedby=${this.past ? 'past' : nothing}
        />
        ${this.past ? html`<span class="field-error" id="past" role="alert">${t('snoozePast')}</span>` : nothing}
      </label>
      <div class="row">
        <button class="button" type="button" @click=${() => this.popup.close()}>${t('cancel')}</button>
        <button class="button primary" type="submit">${t('snooze')}</button>
      </div>
    </form>`;
  }
}
