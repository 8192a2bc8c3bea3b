import type { CrmError } from '@crm-elements/data';
import { displayName, type Actor, type Agent, type Ticket } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmTicketCountEvent, CrmTicketOpenEvent, type TicketStart } from '../events/ticket-events.js';
import { inbox } from '../i18n/en/inbox.js';
import { WidthController } from '../internal/controllers/resize.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { avatars } from '../internal/parts/avatar.js';
import type { CrmDialog } from '../internal/parts/crm-dialog.js';
import { errorView } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { fields } from '../internal/styles/fields.js';
import type { CrmNewTicket } from './crm-new-ticket.js';
import type { CrmTicketList } from './crm-ticket-list.js';
import type { CrmTicketThread } from './crm-ticket-thread.js';
import { InboxKeys } from './inbox-keys.js';
import { InboxWork } from './inbox-work.js';
import { renderDetailsPane, renderHeadButtons } from './render-inbox-panes.js';
import { renderInboxTop } from './render-inbox-top.js';
import { renderFirstRun } from './render-ticket-list.js';
import { renderShortcuts } from './shortcuts.js';
import { startTicket } from './start-ticket.js';
import { TabTotals } from './tab-totals.js';
import { TicketActions, type InboxGround } from './ticket-actions.js';
import { ticketInboxStyles } from './ticket-inbox.styles.js';
import { ticketTabs, type TicketFilter, type TicketSort, type TicketTab } from './ticket-tabs.js';

/** Below this width in px one pane is shown at a time; the styles say the same. */
const narrowBelow = 721;
const searchPauseMs = 200;

/**
 * The tickets of a company, for the agents who answer them: lists with exact numbers, the conversation, and who it is with. It needs no
 * server: everything stands in the store.
 *
 * @fires {CrmTicketOpenEvent} crm-ticket-open - A ticket is opened. Cancelable: the page may show it elsewhere.
 * @fires {CrmTicketSelectEvent} crm-ticket-select - Other tickets are selected.
 * @fires {CrmTicketCountEvent} crm-ticket-count - The numbers of open tickets have changed: for the page's title.
 * @fires {CrmTicketReplyEvent} crm-ticket-reply - A reply is about to be sent, when its delay is over. Cancelable, with `respondWith()`.
 * @fires {CrmTicketRepliedEvent} crm-ticket-replied - A reply was sent.
 * @fires {CrmTicketNoteEvent} crm-ticket-note - A private note is about to be written. Cancelable, with `respondWith()`.
 * @fires {CrmTicketNotedEvent} crm-ticket-noted - A private note was written.
 * @fires {CrmTicketAssignEvent} crm-ticket-assign - Tickets are about to be assigned. Cancelable, with `respondWith()`.
 * @fires {CrmTicketAssignedEvent} crm-ticket-assigned - Tickets were assigned.
 * @fires {CrmTicketUpdateEvent} crm-ticket-update - Tickets are about to change. Cancelable, with `respondWith()`.
 * @fires {CrmTicketUpdatedEvent} crm-ticket-updated - Tickets have changed.
 * @fires {CrmTicketStartEvent} crm-ticket-start - An agent is about to open a ticket for a customer. Cancelable, with `respondWith()`.
 * @fires {CrmTicketStartedEvent} crm-ticket-started - A ticket was opened.
 * @fires {CrmErrorEvent} crm-error - Something failed, and was said.
 *
 * @slot contact - In place of what is shown of the customer, such as `<crm-contact-card>`.
 *
 * @csspart base - All of the element.
 * @csspart tabs - The names of the lists.
 * @csspart panes - What is below them.
 * @csspart list - The list of tickets.
 * @csspart thread - The conversation.
 * @csspart details - Who asks, and how things stand.
 * @csspart empty - What is said when there are no tickets.
 * @csspart error - What is said when the store cannot be opened.
 * @csspart status - What is said about the store.
 * @csspart toast - A short notice.
 *
 * @cssprop [--crm-ticket-inbox-height=720px] - How high the inbox is.
 * @cssprop [--crm-ticket-inbox-radius] - How round its corners are.
 *
 * @cssstate loading - The store is being opened.
 * @cssstate error - It could not be opened.
 * @cssstate empty - There is no ticket at all yet.
 * @cssstate asking - Whoever sits here is asked who they are.
 * @cssstate readonly - Nothing can be changed.
 * @cssstate offline - The store cannot be reached.
 */
export class CrmTicketInbox extends CrmDataElement {
  static override styles = [CrmDataElement.styles, buttons, fields, badges, avatars, ticketInboxStyles];

  /** The list that is shown. */
  @property({ reflect: true })
  tab: TicketTab = 'open';

  /** The order of the list. */
  @property()
  sort: TicketSort = 'activity';

  /** The ticket that is open. */
  @property({ attribute: 'ticket-id', reflect: true })
  ticketId: string | undefined;

  /** What else must hold of the tickets in the list. */
  @property({ attribute: false })
  filter: TicketFilter | undefined;

  /** Seconds for which a reply can be taken back before it is sent. 0 sends at once. */
  @property({ type: Number, attribute: 'send-delay' })
  sendDelay = 10;

  /** Which key sends. With `mod-enter`, Enter starts a new line. */
  @property({ attribute: 'send-keys' })
  sendKeys: 'enter' | 'mod-enter' = 'enter';

  /** Single keys act while focus is inside: `j`, `k`, `e`, and those that `?` shows. */
  @property({ type: Boolean })
  shortcuts = false;

  /** Leaves the pane beside the conversation away. */
  @property({ type: Boolean, attribute: 'hide-details' })
  hideDetails = false;

  /** The page's own address of a ticket, such as `/tickets/{id}`. */
  @property({ attribute: 'ticket-href' })
  ticketHref: string | undefined;

  /** The page's own address of a contact, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' })
  contactHref: string | undefined;

  @query('crm-ticket-list') protected readonly list!: CrmTicketList | null;
  @query('crm-new-ticket') protected readonly newTicket!: CrmNewTicket;
  @query('.keys-dialog') protected readonly keysDialog!: CrmDialog;
  @query('.search .input') protected readonly searchField!: HTMLInputElement;

  @state() protected search = '';
  @state() protected detailsShown = false;
  @state() protected switching = false;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  readonly #width = new WidthController(this, narrowBelow);
  readonly #totals = new TabTotals(this, this.clients, () => true);
  readonly #agents = new LiveController<readonly Agent[], readonly []>(this, this.clients, {
    args: () => [],
    start: (client, _args, { next, fail, signal }) =>
      client.agents.live({ sort: [{ by: 'nameKey' }], limit: 1_000 }, ({ records }) => next(records), { signal, onError: fail }),
  });
  readonly #ground: InboxGround = {
    host: this,
    clients: this.clients,
    localizer: this.localizer,
    announcer: this.announcer,
    toasts: this.toasts,
    explain: (error) => this.explain(error),
  };
  readonly #actions = new TicketActions(this.#ground);
  readonly #keys = new InboxKeys({
    hasShortcuts: () => this.shortcuts,
    list: () => this.list,
    thread: () => this.thread,
    undo: () => void this.#actions.undo(),
    search: () => this.searchField.focus(),
    help: () => this.#withRest(() => this.keysDialog.show()),
  });
  readonly #work = new InboxWork({ arrived: (ticket) => void this.#sayArrived(ticket) });
  #counted = '';
  #loadingRest: Promise<unknown> | undefined;
  #searching: ReturnType<typeof setTimeout> | undefined;

  protected override firstUpdated(): void {
    // The list is painted first; the conversation and the dialogs come right behind it.
    requestAnimationFrame(() => this.#withRest(() => undefined));
  }

  /** Does something with what is loaded after the first painting: the conversation, and what is asked in dialogs. */
  #withRest(act: () => void): void {
    this.#loadingRest ??= import('../define/ticket-inbox-rest.js');
    this.#loadingRest.then(act, () => {
      this.#loadingRest = undefined;
      const { t } = this.localizer;
      this.toasts.show({ text: t('error.UNAVAILABLE'), kind: 'danger', action: { label: t('retry'), run: () => this.#withRest(act) } });
    });
  }

  /** The conversation, once its code is there. */
  protected get thread(): CrmTicketThread | null {
    const found = this.renderRoot.querySelector('crm-ticket-thread');
    return found && 'retry' in found ? found : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work.end();
    clearTimeout(this.#searching);
  }

  /** Opens a ticket, as choosing it in the list does. */
  open(ticketId: string): void {
    this.#open(ticketId);
  }

  /** Shows the list again where one pane is shown at a time, and closes the ticket. */
  back(): void {
    const from = this.ticketId;
    if (this.#width.narrow) this.ticketId = undefined;
    void this.updateComplete.then(() => this.list?.focus({ ...(from !== undefined && { ticketId: from }) }));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { client } = this.clients;
    this.#totals.me = this.#me;
    this.#work.follow(this.isConnected ? client : undefined, this.clients.readonly);
    if (changed.has('ticketId')) this.detailsShown = false;
    if (!ticketTabs.includes(this.tab)) {
      console.warn(
        `crm-elements: <crm-ticket-inbox> has no tab "${String(this.tab)}"; it is one of ${ticketTabs.join(', ')}. "open" is shown.`,
      );
      this.tab = 'open';
    }
  }

  protected override updated(): void {
    const { open, mine, unassigned } = this.#totals.counts;
    const counted = JSON.stringify([open, mine, unassigned]);
    if (open === undefined || counted === this.#counted) return;
    this.#counted = counted;
    this.dispatchEvent(new CrmTicketCountEvent({ open, mine, unassigned }));
  }

  get #me(): string | undefined {
    const actor = this.clients.client?.actor;
    return actor?.kind === 'agent' ? actor.id : undefined;
  }

  get #myself(): Agent | undefined {
    return this.#agents.value?.find(({ id }) => id === this.#me);
  }

  /** Nobody was chosen on this device, or whoever was is not among the agents any more. */
  get #isAsking(): boolean {
    if (!this.clients.chooseActor || this.clients.readonly || !this.clients.client) return false;
    if (this.switching || this.#me === undefined) return true;
    return this.#agents.state === 'ready' && !this.#myself;
  }

  get #isFirstRun(): boolean {
    const { open, waiting, resolved } = this.#totals.counts;
    return open === 0 && waiting === 0 && resolved === 0;
  }

  async #sayArrived({ requesterId }: Ticket): Promise<void> {
    const contact = await this.clients.client?.contacts.get(requesterId).catch(() => undefined);
    const unknown = this.localizer.t('unknownPerson');
    this.announcer.say(this.localizer.t('arrived', { name: contact ? displayName(contact, undefined, unknown) : unknown }));
  }

  #open(ticketId: string, messageId?: string): boolean {
    if (!this.dispatchEvent(new CrmTicketOpenEvent(ticketId, messageId))) return false;
    this.ticketId = ticketId;
    if (messageId !== undefined) void this.updateComplete.then(() => this.#withRest(() => this.thread?.showMessage(messageId)));
    const moveFocus = this.#width.narrow || this.list?.openedBy === 'key';
    if (moveFocus) void this.updateComplete.then(() => this.thread?.focus());
    return true;
  }

  /** Asked by a part of the inbox: the page hears it from the inbox itself, once. */
  #onOpen = (event: CrmTicketOpenEvent): void => {
    event.stopPropagation();
    const { ticketId, messageId } = event.detail;
    if (!this.#open(ticketId, messageId)) event.preventDefault();
  };

  /** One press tries all again that has failed. */
  #retry = (): void => {
    if (this.#agents.state === 'error') this.#agents.retry();
    this.#totals.retry();
    this.thread?.retry();
  };

  #onLeave = (event: Event): void => {
    event.stopPropagation();
    this.back();
  };

  #onSearch = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => (this.search = value), value === '' ? 0 : searchPauseMs);
  };

  #choose(tab: TicketTab, by: 'key' | 'pointer'): void {
    this.tab = tab;
    if (by === 'pointer') return;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.tab[aria-selected=true]')?.focus());
  }

  get #tabs(): readonly TicketTab[] {
    return this.#me === undefined ? ticketTabs.filter((tab) => tab !== 'mine' && tab !== 'mentioned') : ticketTabs;
  }

  #actAs = (actor: Actor): void => {
    this.switching = false;
    this.clients.chooseActor?.(actor);
  };

  #start = async (start: TicketStart): Promise<CrmError | undefined> => {
    const error = await startTicket(this.#ground, start);
    if (!error) this.#open(start.ticketId);
    return error;
  };

  #showNewTicket = (): void => this.#withRest(() => this.newTicket.show());

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    const { client } = this.clients;
    this.setState('loading', client ? this.#agents.state === 'loading' || this.#totals.isLoading : !this.clients.failure);
    this.setState('error', !client && this.clients.failure !== undefined);
    this.setState('empty', this.#isFirstRun);
    this.setState('asking', this.#isAsking);
    return html`<section
      part="base"
      class="base ${this.ticketId === undefined ? '' : 'reading'}"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-label=${t('inbox')}
      @keydown=${this.#keys.onKeydown}
    >
      ${this.renderStoreStatus()} ${this.#renderContent()} ${this.renderGround()}
    </section>`;
  }

  #renderContent(): TemplateResult {
    const { t } = this.localizer;
    const { client, failure } = this.clients;
    if (!client && failure) {
      return errorView({
        title: t('error.title'),
        text: this.explain(failure),
        actions: html`<button type="button" class="button" @click=${() => this.clients.retry()}>${t('retry')}</button>`,
      });
    }
    if (this.#isAsking) {
      return html`<crm-agent-chooser
        .client=${client}
        .agents=${this.#agents.value ?? []}
        .choose=${this.#actAs}
        .explain=${(error: CrmError) => this.explain(error)}
        .level=${this.headingLevel}
      ></crm-agent-chooser>`;
    }
    return html`${this.#renderTop()} ${this.#renderPanes()}
      <crm-new-ticket .client=${client} .submit=${this.#start} .explain=${(error: CrmError) => this.explain(error)}></crm-new-ticket>
      ${this.shortcuts ? renderShortcuts(this.localizer) : nothing}`;
  }

  #renderTop(): TemplateResult {
    return renderInboxTop({
      localizer: this.localizer,
      tabs: this.#tabs,
      tab: this.tab,
      counts: this.#totals.counts,
      onTab: (tab, by) => this.#choose(tab, by),
      onSearch: this.#onSearch,
      onNew: this.clients.readonly ? undefined : this.#showNewTicket,
      onKeys: this.shortcuts ? () => this.#withRest(() => this.keysDialog.show()) : undefined,
      me: this.clients.chooseActor && this.#myself,
      onSwitch: () => (this.switching = true),
    });
  }

  #renderPanes(): TemplateResult {
    const { t } = this.localizer;
    const { ticketId } = this;
    const details = ticketId !== undefined && !this.hideDetails;
    return html`<div
      class="panes ${details ? '' : 'no-details'} ${ticketId === undefined ? 'show-list' : 'show-thread'}"
      part="panes"
      @crm-ticket-open=${this.#onOpen}
      @crm-ticket-retry=${this.#retry}
    >
      <div class="pane list-pane" id="list" role="tabpanel" aria-label=${t(`tab.${this.tab}`)}>
        <crm-ticket-list
          part="list"
          exportparts="row, empty"
          .client=${this.client}
          .tab=${this.tab}
          .sort=${this.sort}
          .search=${this.search}
          .filter=${this.filter}
          .ticketId=${ticketId}
          .ticketHref=${this.ticketHref}
          .agents=${this.#agents.value}
          .counts=${this.#totals.counts}
          .actions=${this.#actions}
          .density=${this.density}
          >${this.#isFirstRun && !this.search ? renderFirstRun(this.localizer, this.clients.readonly ? undefined : this.#showNewTicket) : nothing}</crm-ticket-list
        >
      </div>
      <div class="pane thread-pane">
        <crm-ticket-thread
          part="thread"
          exportparts="message, note"
          .client=${this.client}
          .ticketId=${ticketId}
          .agents=${this.#agents.value}
          .actions=${this.#actions}
          .sendDelay=${this.sendDelay}
          .sendKeys=${this.sendKeys}
          .headingLevel=${this.headingLevel}
          .density=${this.density}
          @crm-ticket-leave=${this.#onLeave}
        >
          ${renderHeadButtons({
            localizer: this.localizer,
            onBack: () => this.back(),
            details: details ? { shown: this.detailsShown, toggle: () => (this.detailsShown = !this.detailsShown) } : undefined,
          })}
        </crm-ticket-thread>
      </div>
      ${details ? this.#renderDetails(ticketId) : nothing}
    </div>`;
  }

  /** An empty slot in the place of the customer would be shown as nothing. */
  get #hasContact(): boolean {
    return [...this.children].some(({ slot }) => slot === 'contact');
  }

  #renderDetails(ticketId: string): TemplateResult {
    return renderDetailsPane({
      localizer: this.localizer,
      shown: this.detailsShown,
      content: html`<crm-ticket-details
        part="details"
        .client=${this.clients.client}
        .ticketId=${ticketId}
        .agents=${this.#agents.value ?? []}
        .me=${this.#me}
        .actions=${this.#actions}
        .readOnly=${this.clients.readonly}
        .level=${this.headingLevel + 1}
        .contactHref=${this.contactHref}
        >${this.#hasContact ? html`<slot name="contact" slot="contact"></slot>` : nothing}</crm-ticket-details
      >`,
      onClose: () => this.#closeDetails(),
    });
  }

  #closeDetails(): void {
    this.detailsShown = false;
    this.renderRoot.querySelector<HTMLElement>('.details-toggle')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-ticket-inbox': CrmTicketInbox;
  }
}
