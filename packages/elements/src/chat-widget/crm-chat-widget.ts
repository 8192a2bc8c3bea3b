import type { ConversationPort } from '@crm-elements/data';
import { CrmChatCloseEvent, CrmChatOpenEvent } from '../events/chat-events.js';
import { directionOf } from '../i18n/format.js';
import { surroundingsOf, watchSurroundings } from '../i18n/surroundings.js';
import { version } from '../version.js';
import type { ChatSession } from './chat-session.js';
import type {
  BeforeDisplay,
  BeforeSend,
  ChatConsent,
  ChatGreeting,
  ChatHours,
  ChatIdentity,
  ChatPrechatField,
  ChatSendResult,
  ChatSettings,
} from './chat.types.js';
import type { CrmChatPanel } from './crm-chat-panel.js';
import { launcherText } from './launcher-texts.js';
import { LauncherView } from './launcher-view.js';
import { hasTraces } from './traces.js';

/** Where modules are only read, as in Node, there are no elements. */
const Base = globalThis.HTMLElement ?? class {};

const consents: ReadonlySet<string | null> = new Set(['session', 'none']);

/** How long after the page a returning visitor's conversation is looked for, in milliseconds. */
const idleMs = 1_500;

const loadPanel = () => import('../define/chat-panel.js');

/** Properties that a page may have set before the element's code came. */
const settable = [
  'name',
  'open',
  'inline',
  'consent',
  'database',
  'port',
  'prechatFields',
  'hours',
  'greeting',
  'beforeSend',
  'beforeDisplay',
] as const;

/**
 * A support chat for visitors: a button in the corner of the page, and the panel that it opens. The button is all that is loaded before
 * somebody wants more. With `inline` the panel stands in the place of the element instead.
 *
 * Nothing is stored, requested or written about a visitor before they write. What they type is kept on their device until an agent's side
 * has it.
 *
 * @slot launcher - What stands in the button instead of the speech bubble. Not interactive by itself.
 * @slot articles - Help to read, on the first page of the panel.
 *
 * @csspart base - All of what floats: the button, the preview, the panel.
 * @csspart launcher - The button.
 * @csspart count - The number of unread answers on it.
 * @csspart preview - The last answer, beside the closed button.
 *
 * @cssprop [--crm-chat-offset-block=20px] - Distance from the lower edge of the window.
 * @cssprop [--crm-chat-offset-inline=20px] - Distance from the edge at the end of the line.
 * @cssprop [--crm-chat-block-size=min(640px,100dvh)] - Height, where it is `inline`.
 *
 * @attr {boolean} [open=false] - Whether the panel is open.
 *
 * @fires {CrmChatOpenEvent} crm-chat-open - The panel is open.
 * @fires {CrmChatCloseEvent} crm-chat-close - The panel is closed.
 * @fires {CrmMessageSendEvent} crm-message-send - A message is about to be sent. Cancelable.
 * @fires {CrmMessageSentEvent} crm-message-sent - The workspace has it.
 * @fires {CrmMessageReceivedEvent} crm-message-received - Somebody answered.
 * @fires {CrmMessageFailEvent} crm-message-fail - A message was refused, or could not be kept.
 * @fires {CrmUnreadChangeEvent} crm-unread-change - The number of unread answers.
 * @fires {CrmConnectionChangeEvent} crm-connection-change - Whether the workspace can be reached.
 * @fires {CrmCsatSubmitEvent} crm-csat-submit - The visitor rated a conversation.
 */
export class CrmChatWidget extends Base implements ChatSettings {
  /** The release that the class is of. */
  static readonly version: string = version;
  static readonly observedAttributes = ['open', 'inline', 'consent', 'name', 'database'];

  #view: LauncherView | undefined;
  #panel: CrmChatPanel | undefined;
  #session: ChatSession | undefined;
  #loadingSession: Promise<ChatSession> | undefined;
  #open = false;
  #identity: ChatIdentity | undefined;
  #port: ConversationPort | undefined;
  #greeting: ChatGreeting | undefined;
  #prechatFields: readonly ChatPrechatField[] = [];
  #hours: ChatHours | undefined;
  /** Said beside the button when the panel could not be loaded. */
  #failure: string | undefined;
  #consenting: Promise<void> | undefined;
  #stopWatching: (() => void) | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** Looks at each message before it is sent. */
  beforeSend: BeforeSend | undefined = undefined;
  /** Looks at each message before it is shown. */
  beforeDisplay: BeforeDisplay | undefined = undefined;

  /** Tells the chats of one site apart: each has a visitor and drafts of its own. To be set before it is opened. @default 'default' */
  get name(): string {
    return this.getAttribute('name') || 'default';
  }

  set name(name: string) {
    this.setAttribute('name', name);
  }

  /** The name of the page's IndexedDB database that the chat writes to as long as no `port` is set. @default 'crm-elements' */
  get database(): string {
    return this.getAttribute('database') || 'crm-elements';
  }

  set database(database: string) {
    this.setAttribute('database', database);
  }

  /** Shows the panel in the element's own place, without a button. @default false */
  get inline(): boolean {
    return this.hasAttribute('inline');
  }

  set inline(inline: boolean) {
    this.toggleAttribute('inline', inline);
  }

  /** What the visitor's device may keep: `persistent`, `session` (for the life of the tab) or `none`. With less than before, what was kept goes. @default 'persistent' */
  get consent(): ChatConsent {
    const given = this.getAttribute('consent');
    return consents.has(given) ? (given as ChatConsent) : 'persistent';
  }

  set consent(consent: ChatConsent) {
    this.setAttribute('consent', consent);
  }

  /**
   * Where conversations are held. Without one: the store of the `<crm-provider>` around it, or of this page. A port is one visitor's: after
   * `signOut()` set another.
   */
  get port(): ConversationPort | undefined {
    return this.#port;
  }

  set port(port: ConversationPort | undefined) {
    if (port === this.#port) return;
    this.#port = port;
    this.#session?.reconnect();
  }

  /** What is asked before a conversation begins. @default [] */
  get prechatFields(): readonly ChatPrechatField[] {
    return this.#prechatFields;
  }

  set prechatFields(fields: readonly ChatPrechatField[]) {
    this.#prechatFields = fields ?? [];
    this.#panel?.requestUpdate();
  }

  /** When somebody answers. */
  get hours(): ChatHours | undefined {
    return this.#hours;
  }

  set hours(hours: ChatHours | undefined) {
    this.#hours = hours;
    this.#panel?.requestUpdate();
  }

  /** Who greets, and how. */
  get greeting(): ChatGreeting | undefined {
    return this.#greeting;
  }

  set greeting(greeting: ChatGreeting | undefined) {
    this.#greeting = greeting;
    this.#render();
    this.#panel?.requestUpdate();
  }

  /** Whether the panel is open. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Answers that were not seen yet. */
  get unread(): number {
    return this.#session?.unread ?? 0;
  }

  connectedCallback(): void {
    const given = this as unknown as Record<string, unknown>;
    for (const name of settable) {
      if (!Object.hasOwn(this, name)) continue;
      const value = given[name];
      delete given[name];
      given[name] = value;
    }
    this.#view ??= new LauncherView(this.shadowRoot ?? this.attachShadow({ mode: 'open' }), {
      toggle: () => this.#setOpen(!this.#open, true),
      prefetch: () => void loadPanel().catch(() => undefined),
    });
    this.#stopWatching = watchSurroundings(this, () => this.#render());
    this.#view.place(this.inline);
    this.#render();
    this.#heedConsent();
    if (this.inline || this.#open) void this.#showPanel(false);
    // Somebody who has written before may find answers.
    else if (hasTraces(this.name, this.consent))
      this.#idle = setTimeout(() => void this.#startSession().then((session) => session.begin()), idleMs);
  }

  disconnectedCallback(): void {
    this.#stopWatching?.();
    clearTimeout(this.#idle);
    // An element that is only moved is back before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) void this.#end();
    });
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === 'open') this.#setOpen(value !== null, false);
    if (!this.isConnected) return;
    if (name === 'consent') this.#heedConsent();
    else if (name === 'database') this.#session?.reconnect();
    else if (name === 'inline') {
      this.#view?.place(this.inline);
      if (this.inline) void this.#showPanel(false);
      else if (this.#panel) this.#panel.open = this.#open;
      if (this.#panel) this.#panel.inline = this.inline;
    }
  }

  // What a page calls

  /**
   * Opens the panel. Focus goes into it when a person has just pressed something. As a property it can be set, to `true` or `false`, as the
   * attribute can; `isOpen` tells which it is.
   */
  get open(): () => void {
    return () => this.#setOpen(true, navigator.userActivation?.isActive ?? false);
  }

  set open(open: boolean) {
    this.toggleAttribute('open', open);
  }

  /** Closes the panel. Focus goes back to the button when it was in the panel. */
  close(): void {
    this.#setOpen(false, true);
  }

  /** Opens the panel, or closes it. */
  toggle(): void {
    this.#setOpen(!this.#open, navigator.userActivation?.isActive ?? false);
  }

  /** Shows the chat after `hide()`. */
  show(): void {
    this.hidden = false;
    this.#view?.place(this.inline);
  }

  /** Takes the chat out of sight, the button too. It goes on listening. */
  hide(): void {
    this.close();
    this.hidden = true;
  }

  /** Sends a message as the visitor. @returns its id, or why it was not sent */
  async send(text: string): Promise<ChatSendResult> {
    const session = await this.#startSession();
    await session.begin();
    return session.shown.send(text);
  }

  /** Says who the visitor is. Agents see it as claimed. Nothing is stored before the visitor writes. */
  async signIn(identity: ChatIdentity): Promise<void> {
    this.#identity = identity;
    await this.#session?.signIn(identity);
  }

  /** Removes what this device holds of the visitor, in all tabs. The workspace keeps the conversation. */
  async signOut(): Promise<void> {
    this.#identity = undefined;
    if (this.#session || hasTraces(this.name, this.consent)) await (await this.#startSession()).signOut();
    this.#render();
  }

  /** What may be kept on the device from now on, such as after a question about cookies. Resolves when what goes has gone. */
  async setConsent(consent: ChatConsent): Promise<void> {
    this.consent = consent;
    await this.#consenting;
  }

  /** The language of the texts. @param locale BCP 47 */
  setLocale(locale: string): void {
    this.lang = locale;
  }

  /** Takes the chat out of the page. What was written stays on the device. */
  async destroy(): Promise<void> {
    this.remove();
    await this.#end();
  }

  // How it works

  /** Takes back what an earlier consent allowed to be kept. */
  #heedConsent(): void {
    const { consent, name } = this;
    const kept =
      consent === 'persistent' ? undefined : (['persistent', 'session'] as const).find((one) => one !== consent && hasTraces(name, one));
    if (!this.#session && !kept) return;
    const session = this.#startSession(kept);
    this.#consenting = session
      .then((running) => running.setConsent(consent))
      .catch((error: unknown) => console.warn('crm-elements: the chat could not change what it keeps', error));
  }

  /** The conversation behind the panel; `as` is the consent that the visitor gave before. */
  #startSession(as?: ChatConsent): Promise<ChatSession> {
    return (this.#loadingSession ??= import('./chat-session.js').then(async (loaded) => {
      const session = new loaded.ChatSession(this, this, () => this.#setOpen(true, true), as);
      this.#session = session;
      session.subscribe(() => this.#render());
      if (this.#identity) await session.signIn(this.#identity);
      return session;
    }));
  }

  #setOpen(open: boolean, focus: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.toggleAttribute('open', open);
    this.#failure = undefined;
    this.#render();
    if (!this.#view || this.inline) return;
    if (open) {
      void this.#showPanel(focus);
      return;
    }
    const inside = this.#panel?.holdsFocus ?? false;
    if (this.#panel) this.#panel.open = false;
    if (inside) this.#view.focus();
    this.dispatchEvent(new CrmChatCloseEvent());
  }

  async #showPanel(focus: boolean): Promise<void> {
    try {
      const [session] = await Promise.all([this.#startSession(), loadPanel()]);
      if (!this.isConnected || !(this.inline || this.#open)) return;
      const panel = (this.#panel ??= this.#makePanel());
      panel.inline = this.inline;
      panel.session = session;
      panel.open = true;
      this.#view!.append(panel);
      await panel.updateComplete;
      if (focus) panel.focus();
      if (!this.inline) this.dispatchEvent(new CrmChatOpenEvent());
    } catch (error) {
      console.warn('crm-elements: the chat could not be loaded', error);
      this.#loadingSession = this.#session ? this.#loadingSession : undefined;
      this.#open = false;
      this.removeAttribute('open');
      this.#failure = launcherText(surroundingsOf(this).locale, 'failed');
      this.#render();
    }
  }

  #makePanel(): CrmChatPanel {
    const panel = document.createElement('crm-chat-panel');
    panel.id = 'panel';
    panel.onMinimize = () => this.close();
    const articles = document.createElement('slot');
    articles.name = 'articles';
    articles.slot = 'articles';
    panel.append(articles);
    return panel;
  }

  #render(): void {
    if (!this.#view || !this.isConnected) return;
    const { locale, direction } = surroundingsOf(this);
    const brand = this.#greeting?.brand;
    const name = brand ? launcherText(locale, 'openWith', brand) : launcherText(locale, 'open');
    const { unread } = this;
    this.#view.update({
      locale,
      dir: direction ?? directionOf(locale),
      label: unread > 0 ? `${name}, ${launcherText(locale, 'unread', String(unread))}` : name,
      count: unread,
      open: this.#open,
      note: this.#failure ?? this.#session?.preview?.show(locale),
    });
  }

  async #end(): Promise<void> {
    const session = await this.#loadingSession?.catch(() => undefined);
    // It may have come back while this was waited for.
    if (this.isConnected) return;
    this.#session = undefined;
    this.#loadingSession = undefined;
    if (this.#panel) this.#panel.session = undefined;
    await session?.end();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-chat-widget': CrmChatWidget;
  }
}
