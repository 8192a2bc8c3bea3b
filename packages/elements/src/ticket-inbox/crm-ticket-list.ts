import type { Agent, Ticket } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { adoptStyles } from '../internal/adopt-styles.js';
import { styled } from '../internal/controllers/styled.js';
import { CrmTicketOpenEvent } from '../events/ticket-events.js';
import { inbox } from '../i18n/en/inbox.js';
import { ClockController } from '../internal/controllers/clock.js';
import { RovingFocus } from '../internal/controllers/roving-focus.js';
import { WindowedList, type WindowedItem } from '../internal/controllers/windowed-list.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { recordHref } from '../internal/links.js';
import { Localizer } from '../internal/locale.js';
import { avatars } from '../internal/parts/avatar.js';
import type { CrmMenu, MenuSelectEvent } from '../internal/parts/crm-menu.js';
import { errorView } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import type { CrmTicketMenu, TicketMenuKind } from './crm-ticket-menu.js';
import { ListAnnouncements } from './list-announcements.js';
import { renderEmptyList, renderListBar, renderListSkeleton } from './render-ticket-list.js';
import { renderLost } from './render-thread.js';
import { renderTicketRow, renderTicketSkeleton } from './render-ticket-row.js';
import { TicketActions } from './ticket-actions.js';
import { ticketListStyles } from './ticket-list.styles.js';
import type { MessageHit } from './ticket-search.js';
import { TicketSelection } from './ticket-selection.js';
import { TicketListData } from './ticket-list-data.js';
import { isUnread, ticketSorts, type TabCounts, type TicketFilter, type TicketSort, type TicketTab } from './ticket-tabs.js';

const rowHeights = { comfortable: 60, compact: 52 } as const;
/** What was found in a message, below a row, until it was measured. */
const hitHeight = 56;

/**
 * Tickets of one view as a list, however many: opened, selected, assigned and changed many at once. It stands in the inbox, or by itself.
 *
 * @fires {CrmTicketOpenEvent} crm-ticket-open - A ticket is opened. Cancelable: the page may show it elsewhere.
 * @fires {CrmTicketSelectEvent} crm-ticket-select - Other tickets are selected.
 * @fires {CrmTicketAssignEvent} crm-ticket-assign - Tickets are about to be assigned. Cancelable, with `respondWith()`.
 * @fires {CrmTicketAssignedEvent} crm-ticket-assigned - Tickets were assigned.
 * @fires {CrmTicketUpdateEvent} crm-ticket-update - Tickets are about to change. Cancelable, with `respondWith()`.
 * @fires {CrmTicketUpdatedEvent} crm-ticket-updated - Tickets have changed.
 * @fires {CrmErrorEvent} crm-error - Something failed, and was said.
 *
 * @slot empty - In place of what is said when there are no tickets.
 *
 * @csspart base - All of the element.
 * @csspart bar - The line above the list.
 * @csspart list - What scrolls.
 * @csspart row - One ticket.
 * @csspart empty - What is said when there are no tickets.
 * @csspart error - What is said when they cannot be read.
 * @csspart status - What is said about the store.
 * @csspart toast - A short notice.
 *
 * @cssprop [--crm-ticket-list-height=560px] - How high the list is.
 *
 * @cssstate loading - Tickets are being read.
 * @cssstate empty - There are none.
 * @cssstate error - They could not be read.
 * @cssstate readonly - Nothing can be changed.
 * @cssstate offline - The store cannot be reached.
 */
export class CrmTicketList extends CrmDataElement {
  static override styles = [CrmDataElement.styles, buttons, fields, badges, avatars, ticketListStyles];

  /** Which tickets: an agent's own, those of nobody, and so on. */
  @property({ reflect: true })
  tab: TicketTab = 'open';

  /** In which order. */
  @property({ reflect: true })
  sort: TicketSort = 'activity';

  /** Words to search for in all tickets: their subjects, labels, numbers, people and messages. */
  @property()
  search = '';

  /** The ticket that is open elsewhere: it is marked. */
  @property({ attribute: 'ticket-id' })
  ticketId: string | undefined;

  /** The page's own address of a ticket, such as `/tickets/{id}`: subjects are links then. */
  @property({ attribute: 'ticket-href' })
  ticketHref: string | undefined;

  /** Shows tickets only: no selecting, no assigning. */
  @property({ type: Boolean, attribute: 'hide-actions' })
  hideActions = false;

  /** What else must hold of the tickets. */
  @property({ attribute: false })
  filter: TicketFilter | undefined;

  /** Tickets to show instead of those of a store, in this order. */
  @property({ attribute: false })
  tickets: readonly Ticket[] | undefined;

  /** The ids of the selected tickets. */
  @property({ attribute: false })
  selection: readonly string[] = [];

  /** Who can be assigned. Default: the agents of the store. */
  @property({ attribute: false })
  agents: readonly Agent[] | undefined;

  /** @internal The numbers of all tabs, where the inbox around it has them. */
  @property({ attribute: false })
  counts: TabCounts | undefined;

  /** @internal What the inbox around it does to tickets. */
  @property({ attribute: false })
  actions: TicketActions | undefined;

  @query('.scroller') protected readonly scroller!: HTMLElement | null;
  @query('crm-menu') protected readonly sortMenu!: CrmMenu;
  @query('crm-ticket-menu') protected readonly ticketMenu!: CrmTicketMenu;

  @state() protected bulk = false;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  readonly #clock = new ClockController(this);
  readonly #data = new TicketListData(this, this.clients);
  readonly #source = this.#data.source;
  readonly #ownActions = new TicketActions({
    host: this,
    clients: this.clients,
    localizer: this.localizer,
    announcer: this.announcer,
    toasts: this.toasts,
    explain: (error) => this.explain(error),
  });
  readonly #rows = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => this.#source.at(index)?.id ?? `#${index}`,
    estimate: (index) => (rowHeights[this.density] ?? rowHeights.comfortable) + (this.#hitAt(index) ? hitHeight : 0),
    overscan: 6,
    onRange: ({ first, last }) => this.#onRange(first, last),
  });
  readonly #roving = new RovingFocus(this, {
    count: () => this.#source.count,
    keyAt: (index) => (index < 0 ? undefined : (this.#source.at(index)?.id ?? `#${index}`)),
    indexOf: (key) => (key.startsWith('#') ? Number(key.slice(1)) : this.#source.indexOf(key)),
    columns: () => (this.hideActions ? 3 : 4),
    page: () => Math.max(1, this.#rows.range ? this.#rows.range.last - this.#rows.range.first : 10),
    reveal: (index) => this.#rows.scrollToIndex(index),
  });
  readonly #selection = new TicketSelection(this, this.#source, () => this.clients.client);
  readonly #announcements = new ListAnnouncements(this, this.announcer, this.localizer);
  #hadFocus = false;
  #density: string = 'comfortable';

  protected override get wantsClient(): boolean {
    return this.tickets === undefined;
  }

  /** The ticket that Tab leads to, by its id. */
  get activeTicketId(): string | undefined {
    const { key } = this.#roving;
    return key?.startsWith('#') ? undefined : key;
  }

  /** @internal How the ticket was opened last: whoever used the keyboard goes on in the conversation. */
  openedBy: 'key' | 'pointer' = 'pointer';

  /** How many tickets there are in this view. */
  get count(): number {
    return this.#source.count;
  }

  /** Moves focus to a ticket, or to the one that had it last. */
  override focus(options?: FocusOptions & { ticketId?: string }): void {
    const { ticketId } = options ?? {};
    this.#roving.focus(ticketId !== undefined && this.#source.indexOf(ticketId) >= 0 ? ticketId : this.#roving.key, 0);
  }

  /** Opens the ticket before (`-1`) or behind (`1`) the one that is open. */
  step(by: -1 | 1): void {
    const from = this.ticketId === undefined ? -1 : this.#source.indexOf(this.ticketId);
    const next = this.#source.at(Math.min(Math.max(from + by, 0), this.#source.count - 1));
    if (next) this.#open(next.id);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement?.closest('[role=row], .search-foot') != null;
    this.#data.follow();
    if (changed.has('tab') || changed.has('search') || changed.has('filter') || changed.has('sort')) {
      if (this.hasUpdated) this.#rows.reset();
      if ((changed.has('tab') || changed.has('search')) && this.hasUpdated) this.#selection.clear();
    }
    const focused = this.#roving.index;
    // A place that has been read since is known by its ticket from now on.
    if (this.activeTicketId !== undefined) this.#roving.activate(this.activeTicketId, this.#roving.column);
    this.#source.pin(focused);
    this.#rows.update({ count: this.#source.count, source: this.#source.records, keep: focused >= 0 ? [focused] : [] });
    this.#wantPeople();
  }

  protected override updated(): void {
    const { searchPart } = this.#source;
    if (searchPart) adoptStyles(this, searchPart.searchStyles);
    this.#keepFocus();
    this.#announcements.tell({
      view: JSON.stringify([this.tab, this.sort, this.search, this.filter]),
      count: this.#count,
      isCounting: this.#source.isCounting,
      isSearch: this.search.trim() !== '',
      found: this.#source.found,
      sortName: this.#sortName(this.sort),
    });
    if (this.density !== this.#density) {
      this.#density = this.density;
      this.#rows.remeasure();
    }
  }

  /** A row that had focus and is gone, such as a ticket that was resolved, leaves it to its neighbour. */
  #keepFocus(): void {
    if (!this.#hadFocus || this.shadowRoot?.activeElement || document.activeElement !== document.body) return;
    if (this.#source.count > 0) queueMicrotask(() => this.#roving.focus(this.#roving.key, 0));
  }

  /** How many there are, once that is known. */
  get #count(): number | undefined {
    return this.#data.state === 'ready' && !this.#source.isCounting ? this.#source.count : undefined;
  }

  #hitAt(index: number): MessageHit | undefined {
    const ticket = this.#source.at(index);
    return ticket && this.#source.found?.hitIn(ticket.id);
  }

  get #isReadonly(): boolean {
    return this.hideActions || this.clients.readonly;
  }

  get #does(): TicketActions {
    return this.actions ?? this.#ownActions;
  }

  #states(): void {
    const state = this.#data.state;
    this.setState('loading', state === 'loading');
    this.setState('error', state === 'error');
    this.setState('empty', state === 'ready' && this.#source.count === 0);
  }

  #wantPeople(): void {
    this.#data.want(this.#rows.items.map(({ index }) => index));
  }

  #onRange(first: number, last: number): void {
    // Told in the midst of an update: what it changes comes with the next one.
    queueMicrotask(() => this.isConnected && this.#source.reach(first, last));
    this.#wantPeople();
  }

  #sortName(sort: TicketSort): string {
    return this.localizer.t(this.tab === 'snoozed' && sort === 'activity' ? 'sort.soonest' : `sort.${sort}`);
  }

  #open(ticketId: string, by: 'key' | 'pointer' = 'pointer'): void {
    this.openedBy = by;
    const messageId = this.#source.found?.hitIn(ticketId)?.message.id;
    if (this.dispatchEvent(new CrmTicketOpenEvent(ticketId, messageId))) this.ticketId = ticketId;
  }

  #onRowClick(event: MouseEvent, ticket: Ticket, index: number): void {
    const onControl = event.composedPath().some((node) => node instanceof HTMLElement && node.matches('.check, .assignee-button'));
    if (event.defaultPrevented || onControl) return;
    const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
    const special = event.ctrlKey || event.metaKey || event.shiftKey;
    // A new tab or window is the browser's.
    if (link && special) return;
    event.preventDefault();
    if (special && !this.#isReadonly) {
      if (event.shiftKey) void this.#selection.rangeTo(index);
      else this.#selection.toggle(ticket.id, index);
      return;
    }
    this.#open(ticket.id);
  }

  #onKeydown = (event: KeyboardEvent): void => {
    this.#roving.onKeydown(event);
    if (event.defaultPrevented || event.isComposing) return;
    const { key } = event;
    const ticket = this.#source.at(this.#roving.index);
    const onRow = this.#roving.column === 0;
    if (key === 'Escape' && !onRow) this.#roving.focus(this.#roving.key, 0);
    else if (key === 'Enter' && ticket && onRow) this.#open(ticket.id, 'key');
    else if (key === ' ' && ticket && !this.#isReadonly && this.#roving.column !== 3) {
      if (event.shiftKey) void this.#selection.rangeTo(this.#roving.index);
      else this.#selection.toggle(ticket.id, this.#roving.index);
    } else if (key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !this.#isReadonly) void this.#selection.all();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  async #openMenu(kind: TicketMenuKind, event: Event): Promise<void> {
    const trigger = event.currentTarget as HTMLElement;
    const tickets = await this.#selection.tickets();
    if (tickets.length > 0) await this.ticketMenu.show(kind, trigger, tickets);
  }

  async #resolve(): Promise<void> {
    await this.#does.setStatus(await this.#selection.tickets(), 'resolved');
  }

  #openSort = (event: Event): void => {
    this.sortMenu.items = ticketSorts.map((sort) => ({
      id: sort,
      label: this.#sortName(sort),
      checked: sort === this.sort,
    }));
    this.sortMenu.toggle(event.currentTarget as HTMLElement);
  };

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    this.#states();
    return html`<section part="base" class="base" dir=${localizer.dir} lang=${localizer.locale} aria-label=${t('tickets')}>
      ${this.renderStoreStatus()} ${this.#renderBar()} ${this.#renderNotice()} ${this.#renderBody()} ${this.#renderSearchFoot()}
      <crm-menu
        label=${t('sortAria')}
        align="end"
        @crm-menu-select=${({ id }: MenuSelectEvent) => (this.sort = id as TicketSort)}
      ></crm-menu>
      <crm-ticket-menu .actions=${this.#does} .agents=${this.#data.agents} .me=${this.#data.me}></crm-ticket-menu>
      ${this.renderGround()}
    </section>`;
  }

  #renderBar(): TemplateResult {
    return renderListBar({
      localizer: this.localizer,
      count: this.#count,
      isCounting: this.#source.isCounting,
      isPartial: this.#source.found?.isPartial === true,
      selected: this.selection.length,
      isReadonly: this.#isReadonly,
      sort: this.tickets || this.search.trim() ? undefined : this.#sortName(this.sort),
      onAll: (event) => ((event.target as HTMLInputElement).checked ? void this.#selection.all() : this.#selection.clear()),
      onMenu: (kind, event) => void this.#openMenu(kind, event),
      onResolve: () => void this.#resolve(),
      onClear: () => this.#selection.clear(),
      onSort: this.#openSort,
    });
  }

  #renderNotice(): TemplateResult | typeof nothing {
    if (!this.#source.isReady || !this.#data.error) return nothing;
    return renderLost(this.localizer, this.explain(this.#data.error), () => this.#retry());
  }

  /** How far a search is; nothing where the list itself says why there is none. */
  #renderSearchFoot(): TemplateResult | typeof nothing {
    const { searchPart, found } = this.#source;
    if (!searchPart || this.#data.state === 'error') return nothing;
    return searchPart.renderSearchFoot({ search: found, localizer: this.localizer, explain: (error) => this.explain(error) });
  }

  #renderBody(): TemplateResult {
    const { t } = this.localizer;
    const state = this.#data.state;
    if (state === 'error') {
      const error = this.#data.error;
      return errorView({
        title: t('error.title'),
        text: error && this.explain(error),
        actions: html`<button type="button" class="button" @click=${() => this.#retry()}>${t('retry')}</button>`,
      });
    }
    if (state === 'loading' && this.#source.count === 0) {
      return renderListSkeleton(this.localizer);
    }
    if (this.#source.count === 0)
      return html`<slot name="empty"
        >${renderEmptyList({ localizer: this.localizer, tab: this.tab, filter: this.filter, text: this.search.trim() })}</slot
      >`;
    return html`<div
      class="scroller"
      part="list"
      role="grid"
      aria-label=${t('tickets')}
      aria-rowcount=${this.#source.count}
      aria-multiselectable=${this.#isReadonly ? nothing : 'true'}
      @keydown=${this.#onKeydown}
      @focusin=${this.#roving.onFocusin}
    >
      <div role="rowgroup" ${styled(this.#rows.sizer())}>
        ${repeat(
          this.#rows.items,
          ({ key }) => key,
          (item) => this.#renderRow(item),
        )}
      </div>
    </div>`;
  }

  #renderRow(item: WindowedItem): TemplateResult {
    const ticket = this.#source.at(item.index);
    const place = this.#rows.place(item);
    if (!ticket) {
      return html`<div
        role="row"
        class="row loading"
        aria-rowindex=${item.index + 1}
        data-index=${item.index}
        data-key=${item.key}
        tabindex=${this.#roving.tabIndex(String(item.key))}
        ${styled(place)}
      >
        ${renderTicketSkeleton()}
      </div>`;
    }
    const { id } = ticket;
    const selected = this.#selection.has(id);
    const open = id === this.ticketId;
    const hit = this.#hitAt(item.index);
    return html`<div
      role="row"
      part="row"
      class="row ${open ? 'open' : ''} ${isUnread(ticket) ? 'unread' : ''} ${hit ? 'quoting' : ''}"
      aria-rowindex=${item.index + 1}
      aria-selected=${this.#isReadonly ? nothing : selected ? 'true' : 'false'}
      aria-current=${open ? 'true' : nothing}
      data-index=${item.index}
      data-key=${id}
      tabindex=${this.#roving.tabIndex(id)}
      ${styled(place)}
      @click=${(event: MouseEvent) => this.#onRowClick(event, ticket, item.index)}
    >
      ${renderTicketRow({
        ticket,
        requester: this.#data.people.get(ticket.requesterId),
        requesterKnown: this.#data.people.has(ticket.requesterId) || this.tickets !== undefined,
        assignee: ticket.assigneeId == null ? undefined : this.#data.agents.find((agent) => agent.id === ticket.assigneeId),
        selected,
        open,
        now: this.#clock.now,
        href: recordHref(this.ticketHref, id),
        hideActions: this.#isReadonly,
        tabIndex: (column) => this.#roving.tabIndex(id, column),
        localizer: this.localizer,
        below: hit ? this.#renderHit(hit, ticket.requesterId) : nothing,
        onToggle: (event) => {
          if ((event as MouseEvent).shiftKey) void this.#selection.rangeTo(item.index);
          else this.#selection.toggle(id, item.index);
        },
        onAssign: (event) => void this.ticketMenu.show('assign', event.currentTarget as HTMLElement, [ticket]),
      })}
    </div>`;
  }

  #renderHit(hit: MessageHit, requesterId: string): TemplateResult {
    const { localizer } = this;
    const customer = this.#data.people.name(requesterId, localizer.t('unknownPerson'));
    return this.#source.searchPart!.renderHit({ hit, customer, agents: this.#data.agents, now: this.#clock.now, localizer });
  }

  #retry(): void {
    this.#data.retry();
    this.dispatchEvent(new Event('crm-ticket-retry', { bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-ticket-list': CrmTicketList;
  }
}
