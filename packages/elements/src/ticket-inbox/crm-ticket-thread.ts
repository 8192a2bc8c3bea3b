import { toCrmError, type CrmError } from '@crm-elements/data';
import {
  displayName,
  messagePreview,
  ticketCategory,
  type Agent,
  type Contact,
  type Message,
  type Note,
  type Ticket,
} from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { inbox } from '../i18n/en/inbox.js';
import { ClockController } from '../internal/controllers/clock.js';
import { WindowedList } from '../internal/controllers/windowed-list.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { Localizer } from '../internal/locale.js';
import { messageText } from '../internal/message-text.js';
import { avatars } from '../internal/parts/avatar.js';
import { skeletonLines } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import type { Attachments } from './attachments.js';
import { cannedValues } from './canned.js';
import type { Composed, CrmTicketComposer } from './crm-ticket-composer.js';
import type { CrmTicketMenu, TicketMenuKind } from './crm-ticket-menu.js';
import type { Writing } from './draft-keeper.js';
import { MessageSeeker } from './message-seeker.js';
import { authorName, type EntryGround } from './render-entry.js';
import { renderCollision, renderLost, renderPresence, renderThreadHead, renderTranscript } from './render-thread.js';
import { renderThreadState } from './render-thread-state.js';
import { ThreadData } from './thread-data.js';
import type { ThreadEntry } from './thread-entries.js';
import { ThreadSending } from './thread-sending.js';
import { TicketActions } from './ticket-actions.js';
import { ticketThreadStyles } from './ticket-thread.styles.js';

/** Estimated heights in px, until an entry was measured. */
const estimates: Readonly<Record<ThreadEntry['kind'], number>> = { message: 72, note: 84, event: 26, day: 36, unread: 36, pending: 84 };

/**
 * One ticket as a conversation: what was said, what the team noted, what was done, and the field to answer in. It stands in the inbox, or by
 * itself.
 *
 * @fires {CrmTicketReplyEvent} crm-ticket-reply - A reply is about to be sent, when its delay is over. Cancelable, with `respondWith()`.
 * @fires {CrmTicketRepliedEvent} crm-ticket-replied - A reply was sent.
 * @fires {CrmTicketNoteEvent} crm-ticket-note - A private note is about to be written. Cancelable, with `respondWith()`.
 * @fires {CrmTicketNotedEvent} crm-ticket-noted - A private note was written.
 * @fires {CrmTicketAssignEvent} crm-ticket-assign - The ticket is about to be assigned. Cancelable, with `respondWith()`.
 * @fires {CrmTicketAssignedEvent} crm-ticket-assigned - The ticket was assigned.
 * @fires {CrmTicketUpdateEvent} crm-ticket-update - The ticket is about to change. Cancelable, with `respondWith()`.
 * @fires {CrmTicketUpdatedEvent} crm-ticket-updated - The ticket has changed.
 * @fires {CrmErrorEvent} crm-error - Something failed, and was said.
 *
 * @slot head-start - Before the subject, such as a way back.
 * @slot head-end - Behind the buttons at the head.
 * @slot empty - In place of what is said when no ticket is chosen.
 *
 * @csspart base - All of the element.
 * @csspart head - The line with the subject.
 * @csspart list - What scrolls.
 * @csspart message - The text of a message.
 * @csspart note - The text of a private note.
 * @csspart empty - What is said when no ticket is chosen.
 * @csspart error - What is said when the ticket cannot be read.
 * @csspart status - What is said about the store.
 * @csspart toast - A short notice.
 *
 * @cssprop [--crm-ticket-thread-height=640px] - How high the conversation is.
 *
 * @cssstate loading - The conversation is being read.
 * @cssstate empty - No ticket is chosen.
 * @cssstate error - The conversation could not be read.
 * @cssstate readonly - Nothing can be written.
 * @cssstate offline - The store cannot be reached.
 */
export class CrmTicketThread extends CrmDataElement {
  static override styles = [CrmDataElement.styles, buttons, badges, avatars, messageText, ticketThreadStyles];

  /** The ticket that is shown. */
  @property({ attribute: 'ticket-id', reflect: true })
  ticketId: string | undefined;

  /** Seconds for which a reply can be taken back before it is sent. 0 sends at once. */
  @property({ type: Number, attribute: 'send-delay' })
  sendDelay = 10;

  /** Which key sends. With `mod-enter`, Enter starts a new line. */
  @property({ attribute: 'send-keys' })
  sendKeys: 'enter' | 'mod-enter' = 'enter';

  /** Shows the conversation only: no answering, no changing. */
  @property({ type: Boolean, attribute: 'hide-actions' })
  hideActions = false;

  /** The ticket to show instead of one of a store. */
  @property({ attribute: false })
  ticket: Ticket | undefined;

  /** Messages to show instead of those of a store. */
  @property({ attribute: false })
  messages: readonly Message[] | undefined;

  /** Private notes beside `messages`. */
  @property({ attribute: false })
  notes: readonly Note[] = [];

  /** Whoever asked, where the ticket is given. */
  @property({ attribute: false })
  contact: Contact | undefined;

  /** The people who answer. Default: the agents of the store. */
  @property({ attribute: false })
  agents: readonly Agent[] | undefined;

  /** @internal What the inbox around it does to tickets. */
  @property({ attribute: false })
  actions: TicketActions | undefined;

  @query('.scroller') protected readonly scroller!: HTMLElement | null;
  @query('crm-ticket-composer') protected readonly composer!: CrmTicketComposer | null;
  @query('crm-ticket-menu') protected readonly ticketMenu!: CrmTicketMenu;

  protected readonly localizer = new Localizer(this, 'inbox', inbox);
  readonly #clock = new ClockController(this);
  readonly #ground = {
    host: this,
    clients: this.clients,
    localizer: this.localizer,
    announcer: this.announcer,
    toasts: this.toasts,
    explain: (error: CrmError) => this.explain(error),
  };
  readonly #ownActions = new TicketActions(this.#ground);
  readonly #data = new ThreadData(this, this.clients, {
    turned: () => {
      this.#unseen = 0;
      this.#list.reset();
    },
    heard: (message) => this.#hear(message),
  });
  readonly #sending = new ThreadSending({
    ground: this.#ground,
    changed: () => this.requestUpdate(),
    messages: () => this.#data.source.messages,
    ticketId: () => this.#data.id,
    isInSight: () => !document.hidden && this.#list.atEnd,
  });
  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => this.#data.entries[index]?.key ?? index,
    estimate: (index) => estimates[this.#data.entries[index]?.kind ?? 'message'],
    anchor: 'end',
    padding: 12,
    onRange: ({ first }) => this.#onRange(first),
  });
  readonly #seeker = new MessageSeeker(this, {
    data: this.#data,
    list: this.#list,
    reached: (message) => this.#sayReached(message),
    missed: (error) => this.#sayMissed(error),
  });
  #unseen = 0;
  /** The subject is to get focus as soon as it is there. */
  #focusing = false;
  #page: AbortController | undefined;

  protected override get wantsClient(): boolean {
    return this.messages === undefined;
  }

  /** The text in the field, not sent yet. */
  get draft(): string {
    return this.composer?.draftText ?? '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#page = new AbortController();
    const { signal } = this.#page;
    document.addEventListener('visibilitychange', () => this.requestUpdate(), { signal });
    window.addEventListener('pagehide', () => void this.#sending.queue.flush(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#page?.abort();
    // An element that is only moved goes on waiting.
    queueMicrotask(() => {
      if (this.isConnected) return;
      void this.#sending.queue.flush();
      this.#sending.queue.end();
    });
  }

  /** Moves focus to the field, ready for a reply or a note. */
  compose(writing: Writing = 'reply'): void {
    this.composer?.setWriting(writing);
    this.composer?.focus();
  }

  /** Scrolls to a message of the ticket, however old it is, and marks it for a moment. */
  showMessage(messageId: string): void {
    this.#seeker.seek(messageId, this.ticket?.id ?? this.ticketId);
  }

  /** Opens a menu that changes the ticket, such as `snooze`. */
  openMenu(kind: TicketMenuKind): void {
    const trigger = this.renderRoot.querySelector<HTMLElement>(`[data-menu="${kind}"]`);
    if (trigger && this.#data.ticket) void this.ticketMenu.show(kind, trigger, [this.#data.ticket]);
  }

  /** Reads anew what could not be read. */
  retry(): void {
    this.#data.retry();
  }

  /** Resolves the ticket, or opens it again. */
  toggleResolved(): void {
    const ticket = this.#data.ticket;
    if (ticket) void this.#does.setStatus([ticket], ticketCategory(ticket.status) === 'resolved' ? 'open' : 'resolved');
  }

  /** Moves focus to the subject. */
  override focus(): void {
    this.#focusing = true;
    this.requestUpdate();
  }

  get #does(): TicketActions {
    return this.actions ?? this.#ownActions;
  }

  get #isReadonly(): boolean {
    return this.hideActions || this.clients.readonly;
  }

  get #name(): string {
    const unknown = this.localizer.t('unknownPerson');
    return this.#data.contact ? displayName(this.#data.contact, undefined, unknown) : unknown;
  }

  protected override willUpdate(): void {
    this.#data.follow((id) => this.#sending.queue.of(id).map(({ messageId }) => messageId), this.#clock.now);
    const { entries } = this.#data;
    this.#list.update({ count: entries.length, source: entries });
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.#list.atEnd && this.#unseen > 0) {
      this.#unseen = 0;
      queueMicrotask(() => this.requestUpdate());
    }
    this.#wantFiles();
    if (!this.#isReadonly) this.#data.markSeen();
    const title = this.#focusing ? this.renderRoot.querySelector<HTMLElement>('.title') : undefined;
    if (!title) return;
    this.#focusing = false;
    title.focus();
  }

  #hear(message: Message): void {
    const { direction, authorId, authorKind, text } = message;
    this.#data.presence.wrote(direction === 'incoming' ? 'contact' : authorId);
    if (authorId === this.clients.client?.actor.id) return;
    if (!this.#list.atEnd) this.#unseen++;
    const said = messagePreview(text, 240) || this.localizer.t('fileSent');
    this.announcer.say(this.localizer.t('said', { name: authorName(this.#entryGround, { authorKind, authorId }), text: said }));
  }

  #sayReached(message: Message): void {
    const { authorKind, authorId, text, sentAt } = message;
    const name = authorName(this.#entryGround, { authorKind, authorId });
    const time = this.localizer.date(sentAt, 'moment');
    this.announcer.say(this.localizer.t('messageReached', { name, time, text: messagePreview(text, 240) }));
  }

  #sayMissed(error: unknown): void {
    const { t } = this.localizer;
    const text = error === undefined ? t('messageGone') : t('messageNotReached', { reason: this.explain(toCrmError(error)) });
    this.announcer.alert(text);
    this.toasts.show({ text, kind: 'danger', forMs: 10_000 });
  }

  #onRange(first: number): void {
    if (first <= 6 && this.#data.source.hasOlder && !this.#data.source.isLoadingOlder) queueMicrotask(() => this.#data.loadOlder());
    this.#wantFiles();
  }

  #wantFiles(): void {
    this.#data.wantFiles(this.#list.items.map(({ index }) => index));
  }

  get #entryGround(): EntryGround {
    return {
      localizer: this.localizer,
      contact: this.#data.contact,
      agents: this.#data.agents,
      now: this.#clock.now,
      attachments: this.#data.attachments,
      explain: (error) => (error ? this.explain(error) : ''),
      queued: (id) => this.#sending.queue.of(this.#data.id).find(({ messageId }) => messageId === id),
      secondsLeft: (reply) => this.#sending.queue.secondsLeft(reply),
      onDownload: (attachment) => void this.#download(attachment),
      onTakeBack: (id) => this.#takeBack(id),
      onSendNow: (id, evenIfBlind) => this.#sending.queue.sendNow(id, { evenIfBlind }),
    };
  }

  async #download(attachment: Parameters<Attachments['download']>[0]): Promise<void> {
    const there = await this.#data.attachments.download(attachment).catch(() => false);
    if (there) return;
    const text = this.localizer.t('fileGone', { name: attachment.name });
    this.announcer.alert(text);
    this.toasts.show({ text, kind: 'danger', forMs: 10_000 });
  }

  #takeBack(id: string): void {
    const reply = this.#sending.queue.take(id);
    if (!reply) return;
    this.composer?.putBack(reply.text, reply.files);
    this.announcer.say(this.localizer.t('undone.send'));
  }

  #submit = async (composed: Composed): Promise<CrmError | undefined> => {
    const id = this.#data.id;
    if (id === undefined) return undefined;
    const error = await this.#sending.submit(id, composed, this.sendDelay * 1_000);
    if (!error && this.#data.id === id) this.#list.scrollToEnd();
    return error;
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.dispatchEvent(new Event('crm-ticket-leave', { bubbles: true }));
  };

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    const state = this.#data.state;
    for (const name of ['loading', 'error', 'empty'] as const) this.setState(name, state === name);
    return html`<section
      part="base"
      class="base"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-label=${this.#data.ticket ? t('conversation', { name: this.#name }) : t('messages')}
      @keydown=${this.#onKeydown}
    >
      ${this.renderStoreStatus()} ${this.#renderContent()}
      <crm-ticket-menu .actions=${this.#does} .agents=${this.#data.agents} .me=${this.#data.me}></crm-ticket-menu>
      ${this.renderGround()}
    </section>`;
  }

  #renderContent(): TemplateResult {
    const { state, error } = this.#data;
    if (state === 'loading' || state === 'ready') return this.#renderThread();
    return renderThreadState(state, this.localizer, { text: error && this.explain(error), retry: () => this.retry() });
  }

  #renderThread(): TemplateResult {
    const { localizer } = this;
    const { t } = localizer;
    const loading = this.#data.state === 'loading';
    const unreadAt = this.#data.entries.findIndex(({ kind }) => kind === 'unread');
    const range = this.#list.range;
    return html`${renderThreadHead({
      localizer,
      ticket: this.#data.ticket,
      name: this.#name,
      level: this.headingLevel,
      assignee: this.#data.agents.find(({ id }) => id === this.#data.ticket?.assigneeId),
      isReadonly: this.#isReadonly,
      onMenu: (kind) => this.openMenu(kind),
      onResolve: () => this.toggleResolved(),
    })}
    ${
      loading
        ? html`<div class="scroll-box" role="status" aria-label=${t('loading.thread')}>
            <div class="skeleton-thread">${skeletonLines(60, 100)}${skeletonLines(80, 40)}${skeletonLines(100, 80, 25)}</div>
          </div>`
        : renderTranscript({
            ground: this.#entryGround,
            entries: this.#data.entries,
            list: this.#list,
            name: this.#name,
            hasOlder: this.#data.source.hasOlder,
            isLoadingOlder: this.#data.source.isLoadingOlder,
            onOlder: () => this.#data.loadOlder(),
            unseen: this.#unseen,
            unreadAbove: unreadAt >= 0 && range !== undefined && range.first > unreadAt ? unreadAt : undefined,
            marked: this.#seeker.marked,
          })
    }
    ${loading || !this.#data.error ? nothing : renderLost(localizer, this.explain(this.#data.error), () => this.retry())}
    ${loading ? nothing : renderPresence(localizer, this.#data.presence, this.#data.agents, this.#name)} ${this.#renderComposer()}`;
  }

  #renderComposer(): TemplateResult | typeof nothing {
    const { t } = this.localizer;
    if (this.hideActions || this.messages) return nothing;
    if (this.#isReadonly) return html`<p class="readonly-hint">${t('readonly.hint')}</p>`;
    const id = this.#data.id;
    const me = this.#data.agents.find((agent) => agent.id === this.#data.me);
    const own = this.#data.source.messages
      .filter(({ authorId, direction }) => direction === 'outgoing' && authorId === this.#data.me)
      .slice(-3);
    const collision = id === undefined ? undefined : this.#sending.collision(id);
    return html`<crm-ticket-composer
      .client=${this.clients.client}
      .ticketId=${id}
      .name=${this.#name}
      .agents=${this.#data.agents}
      .values=${cannedValues({ contact: this.#data.contact, name: this.#name, agent: me, ticket: this.#data.ticket })}
      .sendKeys=${this.sendKeys}
      .closed=${this.#data.ticket?.status === 'closed'}
      .pending=${this.#sending.queue.of(id).map(({ text }) => text)}
      .sent=${own.map(({ text }) => text)}
      .notice=${collision ? renderCollision(this.localizer, authorName(this.#entryGround, collision), collision, () => this.#readOn()) : nothing}
      .submit=${this.#submit}
      .explain=${(error: CrmError) => this.explain(error)}
      .say=${(text: string, urgent?: boolean) => (urgent ? this.announcer.alert(text) : this.announcer.say(text))}
      .began=${() => id !== undefined && this.#sending.begin(id)}
    ></crm-ticket-composer>`;
  }

  #readOn(): void {
    if (this.#data.id !== undefined) this.#sending.acknowledge(this.#data.id);
    this.#list.scrollToEnd();
    this.composer?.focus();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-ticket-thread': CrmTicketThread;
  }
}
