import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { chat } from '../i18n/en/chat.js';
import { ClockController } from '../internal/controllers/clock.js';
import { deepActiveElement, deepContains } from '../internal/controllers/focus.js';
import { MediaController } from '../internal/controllers/media.js';
import { CrmElement } from '../internal/crm-element.js';
import { chevronDown, chevronLeft, ellipsis, wifiOff, x } from '../internal/icons.js';
import { Localizer } from '../internal/locale.js';
import { avatars } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines, views } from '../internal/parts/views.js';
import { badges } from '../internal/styles/badges.js';
import { buttons } from '../internal/styles/buttons.js';
import { textIn } from './chat-text.js';
import { bubbles } from './bubbles.styles.js';
import type { ChatMessage } from './chat.types.js';
import type { ChatSession } from './chat-session.js';
import type { CrmChatComposer } from './crm-chat-composer.js';
import { panelStyles } from './crm-chat-panel.styles.js';
import { openingText, openness } from './hours.js';
import { PhoneViewport } from './phone-viewport.js';
import { greetingStyles, renderGreeting } from './render-greeting.js';
import type { renderHome } from './render-home.js';
import { outgoingStyles, renderOutgoing } from './render-outgoing.js';

/** How long an earlier conversation is looked for before one may begin to write, in milliseconds. */
const patienceMs = 2_000;

type View = 'home' | 'conversation';

/** Screens on which the panel takes all of it. */
const small = '(max-width: 480px), (max-height: 440px)';

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
  static override styles = [CrmElement.styles, buttons, badges, avatars, views, bubbles, greetingStyles, outgoingStyles, panelStyles];

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
  readonly #small = new MediaController(this, small);
  readonly #viewport = new PhoneViewport(this, () => this.panel);
  readonly #clock = new ClockController(this, 'minute');
  #unsubscribe: (() => void) | undefined;
  #logLoading = false;
  @state() protected logReady = false;
  @state() protected home: typeof renderHome | undefined;
  #homeLoading = false;
  #said: { conversationId: string; last: string | undefined; states: Map<string, ChatMessage['state']> } | undefined;
  readonly #saidOnce = new Set<string>();
  #wasOffline = false;
  #moving = false;
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

  get #isFull(): boolean {
    return this.#small.matches && !this.inline;
  }

  /** Whether focus is somewhere in it. */
  get holdsFocus(): boolean {
    return deepContains(this, deepActiveElement());
  }

  /** To the place where one writes; on a full screen to the title, so that no keyboard covers it. */
  override focus(): void {
    if (this.#isFull || this.view === 'home') this.titleElement?.focus();
    else if (this.prechat) void customElements.whenDefined('crm-chat-prechat').then(() => this.prechat?.focus());
    else (this.composer ?? this.titleElement)?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) {
      this.view = undefined;
      this.#said = undefined;
      this.#follow();
    }
    if (this.session && (this.open || this.inline)) this.#choose(this.session);
    this.setState('loading', this.view === undefined);
    this.setState('disconnected', this.session?.connection === 'disconnected');
  }

  /** What is shown first: at once for who is new, as soon as it is known for who has been here. */
  #choose(session: ChatSession): void {
    if (this.view !== undefined) return;
    const known = session.resumable;
    if (known !== undefined) {
      this.view = 'conversation';
      if (known !== session.current) void session.show(known);
      else session.load();
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
      if (session.conversations.length > 0 && !session.hasWritten && session.draft.text === '') this.view = undefined;
    }
    this.#tell();
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('session') && this.session) {
      const { session } = this;
      // When what one sees stands: what is behind it costs more.
      requestAnimationFrame(() => setTimeout(() => void session.begin()));
    }
    this.#place();
    this.#loadLog();
    this.#loadHome();
    if (this.prechat && !customElements.get('crm-chat-prechat')) void import('../define/chat-prechat.js').catch(() => undefined);
  }

  /** Shows the dialog as the screen wants it. */
  #place(): void {
    const dialog = this.panel;
    if (!(dialog instanceof HTMLDialogElement)) return this.#viewport.follow(false);
    const modal = this.open && this.#isFull && (dialog.matches(':modal') || this.#moving || (navigator.userActivation?.isActive ?? true));
    if (dialog.matches(':modal') !== modal || dialog.open !== this.open) {
      const focused = this.holdsFocus ? deepActiveElement() : undefined;
      if (dialog.open) dialog.close();
      // A dialog that is shown otherwise would take the focus, which a chat that opens by itself must not.
      if (modal) dialog.showModal();
      else dialog.toggleAttribute('open', this.open);
      if (this.open && focused instanceof HTMLElement) focused.focus();
    }
    this.#viewport.follow(this.open && this.#isFull);
  }

  /** A full screen that opened by itself lets the page be until somebody comes into it. */
  readonly #onFocusIn = (): void => {
    if (!this.#isFull || this.panel?.matches(':modal')) return;
    this.#moving = true;
    this.#place();
    this.#moving = false;
  };

  /** What shows messages is loaded when there are some; the first one is made safe before. */
  #loadLog(): void {
    if (this.logReady || this.#logLoading || !this.session || this.view !== 'conversation') return;
    if (this.session.messages.every(({ state }) => state === 'queued')) return;
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
      (loaded) => (this.home = loaded.renderHome),
      () => (this.#homeLoading = false),
    );
  }

  // What is said aloud

  #tell(): void {
    const { session } = this;
    if (!session) return;
    this.#tellConnection(session);
    const { messages } = session;
    const last = messages.at(-1)?.id;
    const states = new Map(messages.filter(({ from }) => from === 'visitor').map(({ id, state: how }) => [id, how]));
    const before = this.#said;
    this.#said = { conversationId: session.current, last, states };
    if (!(this.open || this.inline) || before?.conversationId !== session.current) return;
    // At first what was there comes, which is no news.
    if (before.last === undefined && !messages.every(({ from }) => from === 'visitor')) return;
    const from = messages.findIndex(({ id }) => id === before.last) + 1;
    for (const message of messages.slice(from)) if (message.from !== 'visitor') this.#sayMessage(message);
    for (const [id, how] of states) {
      const was = before.states.get(id);
      if (how === was) continue;
      if (how === 'failed') this.announcer.alert(this.localizer.t('notSent'));
      else if (how === 'saved') this.#sayOnce('state.saved');
      else if (how === 'sent' || how === 'delivered' || how === 'read') this.#sayOnce('sentOne');
    }
  }

  /** The first time in a session; later it is only to be read. */
  #sayOnce(key: 'state.saved' | 'sentOne'): void {
    if (this.#saidOnce.has(key)) return;
    this.#saidOnce.add(key);
    this.announcer.say(this.localizer.t(key));
  }

  #tellConnection(session: ChatSession): void {
    const offline = session.connection === 'disconnected';
    if (offline === this.#wasOffline) return;
    this.#wasOffline = offline;
    if (this.open || this.inline) this.announcer.say(this.localizer.t(offline ? 'offline' : 'backOnline'));
  }

  #sayMessage({ agent, text, attachments }: ChatMessage): void {
    const name = agent?.name ?? this.#brand ?? this.localizer.t('support');
    if (text) this.announcer.say(this.localizer.t('says', { name, text: text.slice(0, 240) }));
    for (const file of attachments) this.announcer.say(this.localizer.t('sentFile', { name, file: file.name }));
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
    void this.session?.show();
    void this.updateComplete.then(() => this.focus());
  };

  readonly #openConversation = (id: string): void => {
    this.view = 'conversation';
    void this.session?.show(id);
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
    if (!session || session.settings.prechatFields.length === 0 || session.hasWritten) return false;
    return session.conversations.length === 0 && !session.hasAnswered;
  }

  #presence(): { on: boolean; text: string } | undefined {
    const { session, localizer } = this;
    const hours = session?.settings.hours;
    if (hours) {
      const { open, opensAt } = openness(hours, this.#clock.now);
      if (open) return { on: true, text: session?.settings.greeting?.replyTime ?? localizer.t('online') };
      if (opensAt === undefined) return { on: false, text: localizer.t('away') };
      return { on: false, text: localizer.t('awayUntil', { when: openingText(opensAt, this.#clock.now, localizer.locale) }) };
    }
    if (session?.online === undefined) return undefined;
    return session.online ? { on: true, text: localizer.t('online') } : { on: false, text: localizer.t('away') };
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
      class="base panel ${this.#isFull ? 'full' : ''}"
      aria-labelledby="title"
      dir=${dir}
      lang=${locale}
      @keydown=${this.#onKey}
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
      @focusin=${this.#onFocusIn}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDragLeave}
      @drop=${this.#onDrop}
    >
      ${content}
    </dialog>`;
  }

  #renderHeader(): TemplateResult {
    const t = textIn(this.localizer);
    const { session } = this;
    const brand = this.#brand;
    const presence = this.#presence();
    const back = this.view === 'conversation' && (session?.conversations.length ?? 0) > 0;
    const button = (label: string, path: string, run: (event: Event) => void, menu = false) =>
      html`<button type="button" class="button quiet icon-only" aria-label=${label} aria-haspopup=${menu ? 'menu' : nothing} @click=${run}>
        ${icon(path, 'mirrored')}
      </button>`;
    return html`<header class="header ${back ? 'has-back' : ''}" part="header">
      ${back ? button(t('back'), chevronLeft, this.#back) : nothing}
      <div class="names">
        <div id="title" class="title truncate" part="title" role="heading" aria-level=${this.headingLevel} tabindex="-1">
          <bdi>${brand ?? nothing}</bdi>${brand ? nothing : t('title')}
        </div>
        <p class="there" role="status">
          ${presence ? html`<span class="dot ${presence.on ? 'on' : ''}"></span><span data-people>${presence.text}</span>` : nothing}
        </p>
      </div>
      ${this.view === 'conversation' && session?.conversation ? button(t('options'), ellipsis, (event) => void this.#openMenu(event), true) : nothing}
      ${this.inline ? nothing : button(t('minimize'), this.#isFull ? x : chevronDown, () => this.onMinimize())}
    </header>`;
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
    const { messages, conversation } = session;
    if (messages.length > 0 && this.logReady) {
      return html`<crm-chat-log
        exportparts="log, message, own-message, agent-message"
        .session=${session}
        .watched=${this.open || this.inline}
        .say=${this.#say}
        .write=${() => this.composer?.focus()}
      ></crm-chat-log>`;
    }
    const waits = conversation !== undefined && (messages.length > 0 || session.log?.state === 'loading');
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
