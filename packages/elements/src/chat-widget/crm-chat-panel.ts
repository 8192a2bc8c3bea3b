import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { ClockController } from '../internal/controllers/clock.js';
import { deepActiveElement, deepContains } from '../internal/controllers/focus.js';
import { CrmElement } from '../internal/crm-element.js';
import { wifiOff } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { avatars } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines, views } from '../internal/parts/views.js';
import { buttons } from '../internal/styles/buttons.js';
import { bubbles } from './bubbles.styles.js';
import { ChatAnnouncements } from './chat-announcements.js';
import { textIn } from './chat-text.js';
import type { ChatSession } from './chat-session.js';
import type { CrmChatComposer } from './crm-chat-composer.js';
import { panelStyles } from './crm-chat-panel.styles.js';
import { PanelDialog } from './panel-dialog.js';
import { greetingStyles, renderGreeting } from './render-greeting.js';
import type { renderHome } from './render-home.js';
import { outgoingStyles, renderOutgoing } from './render-outgoing.js';
import { renderPanelHeader } from './render-panel-header.js';

/** How long an earlier conversation is looked for before one may begin to write, in milliseconds. */
const patienceMs = 2_000;

type View = 'home' | 'conversation';

/**
 * The panel of `<crm-chat-widget>`, which makes it and gives it what it shows; it is of no use by itself.
 *
 * @slot articles - Help to read, on its first page.
 *
 * @csspart header - Title, presence and buttons.
 * @csspart title - With whom one chats.
 * @csspart log - What was said.
 * @csspart message - One message; with `own-message` or `agent-message`.
 * @csspart composer - Where one writes.
 *
 * @cssstate loading - It is looked for an earlier conversation.
 * @cssstate disconnected - The workspace cannot be reached.
 */
export class CrmChatPanel extends CrmElement {
  static override styles = [CrmElement.styles, buttons, avatars, views, bubbles, greetingStyles, outgoingStyles, panelStyles];

  @query('.panel') protected readonly panel!: HTMLElement | null;
  @query('crm-chat-composer') protected readonly composer!: CrmChatComposer | null;
  @query('crm-chat-prechat') protected readonly prechat!: HTMLElement | null;
  @query('.title') protected readonly titleElement!: HTMLElement | null;

  /** @internal The conversation behind it. */
  @property({ attribute: false }) session: ChatSession | undefined;
  /** Whether it is seen. */
  @property({ type: Boolean }) open = false;
  /** In its own place, not floating. */
  @property({ type: Boolean }) inline = false;
  /** @internal Called when the person closes it. */
  @property({ attribute: false }) onMinimize: () => void = () => undefined;

  @state() protected view: View | undefined;
  @state() protected dropping = false;

  protected override readonly localizer = new Localizer(this, 'chat', chat);
  readonly #dialog = new PanelDialog(this, () => this.panel);
  readonly #news = new ChatAnnouncements(this.announcer, this.localizer);
  readonly #clock = new ClockController(this, 'minute');
  #unsubscribe: (() => void) | undefined;
  #logLoading = false;
  @state() protected logReady = false;
  @state() protected home: typeof renderHome | undefined;
  #homeLoading = false;
  #guessed = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.isConnected ? this.session?.subscribe(() => this.#onChange()) : undefined;
  }

  /** Whether focus is somewhere in it. */
  get holdsFocus(): boolean {
    return deepContains(this, deepActiveElement());
  }

  /** To the place where one writes; on a full screen to the title, so that no keyboard covers it. */
  override focus(): void {
    if (this.#dialog.isFull || this.view === 'home') this.titleElement?.focus();
    else if (this.prechat) void customElements.whenDefined('crm-chat-prechat').then(() => this.prechat?.focus());
    else (this.composer ?? this.titleElement)?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) {
      this.view = undefined;
      this.#news.restart();
      this.#follow();
    }
    if (this.session && (this.open || this.inline)) this.#choose(this.session);
    this.setState('loading', this.view === undefined);
    this.setState('disconnected', this.session?.connection === 'disconnected');
  }

  /** What is shown first: at once for who is new, as soon as it is known for who has been here. */
  #choose(session: ChatSession): void {
    if (this.view !== undefined) return;
    const known = session.shown.resumable;
    if (known !== undefined) {
      this.view = 'conversation';
      if (known !== session.shown.id) void session.shown.open(known);
      else session.shown.load();
    } else if (session.isLoaded || session.connection === 'disconnected') {
      this.view = session.conversations.length > 0 ? 'home' : 'conversation';
    } else if (!session.isReturning) {
      this.view = 'conversation';
      this.#guessed = true;
    }
    clearTimeout(this.#patience);
    // Nobody waits longer to write than this.
    if (this.view === undefined && this.isConnected) this.#patience = setTimeout(() => (this.view ??= 'conversation'), patienceMs);
  }

  #onChange(): void {
    const { session } = this;
    // Taken for new, and known to the workspace: as long as nothing was written, what was said before is shown after all.
    if (this.#guessed && session?.isLoaded) {
      this.#guessed = false;
      if (session.conversations.length > 0 && !session.shown.hasWritten && session.shown.draft.text === '') this.view = undefined;
    }
    if (session) this.#news.tell(session, { watched: this.open || this.inline });
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('session') && this.session) {
      const { session } = this;
      // When what one sees stands: what is behind it costs more.
      requestAnimationFrame(() => setTimeout(() => void session.begin()));
    }
    this.#dialog.place();
    this.#loadLog();
    this.#loadHome();
    if (this.prechat && !customElements.get('crm-chat-prechat')) void import('../define/chat-prechat.js').catch(() => undefined);
  }

  /** What shows messages is loaded when there are some; the first one is made safe before. */
  #loadLog(): void {
    if (this.logReady || this.#logLoading || !this.session || this.view !== 'conversation') return;
    if (this.session.shown.messages.every(({ state }) => state === 'queued')) return;
    this.#logLoading = true;
    import('../define/chat-log.js').then(
      () => (this.logReady = true),
      // It is tried again with the next message.
      () => (this.#logLoading = false),
    );
  }

  /** The first page has something to show only for who has been here. */
  #loadHome(): void {
    if (this.home || this.#homeLoading || !this.session?.conversations.length) return;
    this.#homeLoading = true;
    import('./render-home.js').then(
      ({ adoptHomeStyles, renderHome }) => {
        adoptHomeStyles(this.renderRoot as ShadowRoot);
        this.home = renderHome;
      },
      () => (this.#homeLoading = false),
    );
  }

  readonly #say = (text: string, urgent = false): void => {
    if (urgent) this.announcer.alert(text);
    else this.announcer.say(text);
  };

  // What a person does

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || this.inline) return;
    event.preventDefault();
    event.stopPropagation();
    this.onMinimize();
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.onMinimize();
  };

  /** The way back of a phone closes the dialog without asking. */
  readonly #onClose = (): void => {
    if (this.open && this.panel instanceof HTMLDialogElement && !this.panel.open) this.onMinimize();
  };

  readonly #begin = (): void => {
    this.view = 'conversation';
    void this.session?.shown.open();
    void this.updateComplete.then(() => this.focus());
  };

  readonly #openConversation = (id: string): void => {
    this.view = 'conversation';
    void this.session?.shown.open(id);
    void this.updateComplete.then(() => this.focus());
  };

  readonly #back = (): void => {
    this.view = 'home';
    void this.updateComplete.then(() => this.titleElement?.focus());
  };

  readonly #openMenu = async (event: Event): Promise<void> => {
    const trigger = event.currentTarget as HTMLElement;
    const [{ openConversationMenu }] = await Promise.all([import('./conversation-menu.js'), import('../define/chat-log.js')]);
    if (this.session) openConversationMenu(this.renderRoot, trigger, this.session, this.localizer, this.#brand ?? '');
  };

  readonly #onDrag = (event: DragEvent): void => {
    if (this.view !== 'conversation' || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.dropping = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.dropping = false;
    if (!event.dataTransfer?.files.length || !this.composer) return;
    event.preventDefault();
    this.composer.addFiles([...event.dataTransfer.files]);
  };

  // What is shown

  get #brand(): string | undefined {
    return this.session?.settings.greeting?.brand;
  }

  /** Questions come before the first words of somebody who is not known yet. */
  get #asks(): boolean {
    const { session } = this;
    if (!session || session.settings.prechatFields.length === 0 || session.shown.hasWritten) return false;
    return session.conversations.length === 0 && !session.prechat.isGiven;
  }

  protected override render(): TemplateResult {
    const { dir, locale } = this.localizer;
    const content = html`${this.#renderHeader()} ${this.#renderNotice()} ${this.#renderView()}
    ${this.dropping ? html`<div class="drop">${this.localizer.t('dropHere')}</div>` : nothing} ${this.renderGround()}`;
    if (this.inline) {
      return html`<section
        part="base"
        class="base panel"
        aria-labelledby="title"
        dir=${dir}
        lang=${locale}
        @dragover=${this.#onDrag}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        ${content}
      </section>`;
    }
    return html`<dialog
      part="base"
      class="base panel ${this.#dialog.isFull ? 'full' : ''}"
      aria-labelledby="title"
      dir=${dir}
      lang=${locale}
      @keydown=${this.#onKey}
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
      @focusin=${this.#dialog.onFocusIn}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDragLeave}
      @drop=${this.#onDrop}
    >
      ${content}
    </dialog>`;
  }

  #renderHeader(): TemplateResult {
    const { session, localizer } = this;
    return renderPanelHeader({
      session,
      localizer,
      now: this.#clock.now,
      headingLevel: this.headingLevel,
      isFull: this.#dialog.isFull,
      onBack: this.view === 'conversation' && session?.conversations.length ? this.#back : undefined,
      onMenu: this.view === 'conversation' && session?.shown.conversation ? (event) => void this.#openMenu(event) : undefined,
      onMinimize: this.inline ? undefined : () => this.onMinimize(),
    });
  }

  #renderNotice(): TemplateResult | typeof nothing {
    if (this.session?.connection !== 'disconnected') return nothing;
    return html`<p class="notice">${icon(wifiOff)}<span>${this.localizer.t('offline')}</span></p>`;
  }

  #renderView(): unknown {
    const { session, localizer } = this;
    const { home } = this;
    if (!session || this.view === undefined || (this.view === 'home' && !home))
      return html`<div class="body wait">${skeletonLines(60, 40)} ${skeletonLines(80, 60, 25)}</div>`;
    if (this.view === 'home' && home)
      return home(session, localizer, this.#clock.now, { begin: this.#begin, open: this.#openConversation });
    if (this.#asks) {
      return html`<crm-chat-prechat
        .session=${session}
        .fields=${session.settings.prechatFields}
        .done=${() => void this.updateComplete.then(() => this.composer?.focus())}
      ></crm-chat-prechat>`;
    }
    const said = this.#renderSaid(session);
    return html`${said}<crm-chat-composer exportparts="composer" .session=${session} .say=${this.#say}></crm-chat-composer>
      <p class="agreed">${this.#agreed(session)}</p>`;
  }

  #renderSaid(session: ChatSession): TemplateResult {
    const { messages, conversation, log } = session.shown;
    if (messages.length > 0 && this.logReady) {
      return html`<crm-chat-log
        exportparts="log, message, own-message, agent-message"
        .session=${session}
        .watched=${this.open || this.inline}
        .say=${this.#say}
        .write=${() => this.composer?.focus()}
      ></crm-chat-log>`;
    }
    const waits = conversation !== undefined && (messages.length > 0 || log?.state === 'loading');
    if (waits) return html`<div class="body wait">${skeletonLines(60, 40)}</div>`;
    return html`<div class="body">
      ${renderGreeting(session, this.localizer, messages.length === 0)}
      ${messages.length > 0 ? renderOutgoing(messages, textIn(this.localizer)) : nothing}
    </div>`;
  }

  #agreed(session: ChatSession): string {
    if (session.consent === 'none') return this.localizer.t('consentNone');
    if (session.consent === 'session') return this.localizer.t('consentSession');
    return session.isKept ? '' : this.localizer.t('memoryOnly');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-chat-panel': CrmChatPanel;
  }
}
