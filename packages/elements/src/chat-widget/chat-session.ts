import type { ConversationPort, CrmError, PortConversation, PortIdentity, PortMessage, PortSent } from '@crm-elements/data';
import type { Json } from '@crm-elements/schema';
import { CrmConnectionChangeEvent, CrmMessageSentEvent, CrmUnreadChangeEvent } from '../events/chat-events.js';
import { ChatSender } from './chat-sender.js';
import { ChatVisitor, type KeptVisitor } from './chat-visitor.js';
import type { ChatConnection, ChatConsent, ChatIdentity, ChatSettings } from './chat.types.js';
import { ConversationLink } from './conversation-link.js';
import type { ConversationFeed } from './conversation-feed.js';
import type { DeviceStore } from './device-store.js';
import { DraftKeeper } from './draft-keeper.js';
import type { LauncherPreview } from './launcher-preview.js';
import { PrechatAnswers, type Answers } from './prechat-answers.js';
import { ShownConversation } from './shown-conversation.js';
import { VisitorDevice } from './visitor-device.js';

/** What a visitor may send when there is no port yet that says so. */
const usualLimits = { textBytes: 32 * 1_024, fileBytes: 10 * 1_024 * 1_024, files: 10 };

/**
 * One visitor's chat: what they write goes into the device's store first and from there to the workspace, what the workspace says is shown.
 * The panel and the launcher show what stands here, and hear of each change.
 */
export class ChatSession {
  readonly #host: HTMLElement;
  readonly #settings: ChatSettings;
  readonly #openPanel: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #link: ConversationLink;
  readonly #device: VisitorDevice;
  readonly #sender: ChatSender;
  readonly #drafts: DraftKeeper;
  #visitor = new ChatVisitor();
  #prechat = this.#newPrechat();
  #shown: ShownConversation;
  #preview: LauncherPreview | undefined;
  #beginning: Promise<void> | undefined;
  #unread = 0;
  #changePending = false;
  #ended = false;

  /**
   * @param openPanel called when the visitor wants to read an answer that the launcher shows
   * @param consent what the visitor agreed to before, when that is not what the page says now
   */
  constructor(host: HTMLElement, settings: ChatSettings, openPanel: () => void, consent: ChatConsent = settings.consent) {
    this.#host = host;
    this.#settings = settings;
    this.#openPanel = openPanel;
    const changed = () => this.#changed();
    this.#link = new ConversationLink(host, settings, {
      changed,
      prepare: () => this.#loadPreview(),
      connection: (state) => this.#onConnection(state),
      found: () => void this.#device.store?.deliver(),
      visitorId: () => this.#visitor.id,
      mayBeKnown: () => this.#visitor.hasWritten || this.#device.hasTraces,
    });
    this.#sender = new ChatSender(host, settings, {
      changed,
      device: () => this.#device.open(),
      answers: () => this.#prechat.toSend,
      identity: () => this.#visitor.surroundings(host),
      kept: (device) => this.#onKept(device),
      notKept: (error) => this.#device.fail(error),
      sent: (sent, named) => this.#onSent(sent, named),
      port: () => this.#feed?.port,
      logOf: (id) => this.#feed?.logOf(id)?.log,
      isKnown: (id) => this.#feed?.conversation(id) !== undefined,
    });
    this.#device = new VisitorDevice(consent, {
      changed,
      name: () => settings.name,
      isAnothers: (kept) => this.#visitor.isAnothers(kept),
      meet: (device) => this.#meet(device),
      opened: (device) => this.#onOpened(device),
      leaving: () => this.#sender.detach(),
      moved: (device) => this.#drafts.moveTo(device),
      deliver: this.#sender.deliver,
      onChange: this.#sender.onOutboxChange,
      onEmptied: () => void this.#onEmptied(),
    });
    this.#drafts = new DraftKeeper(
      () => this.#device.open(),
      (error) => this.#device.fail(error),
    );
    this.#shown = this.#newShown();
  }

  #newPrechat(): PrechatAnswers {
    return new PrechatAnswers(() => this.#device.open());
  }

  #newShown(): ShownConversation {
    return new ShownConversation({
      host: this.#host,
      link: this.#link,
      device: this.#device,
      sender: this.#sender,
      drafts: this.#drafts,
      changed: () => this.#changed(),
    });
  }

  /** There are answers to show only where the workspace is listened to. */
  async #loadPreview(): Promise<void> {
    const { LauncherPreview } = await import('./launcher-preview.js');
    const actions = { open: this.#openPanel, changed: () => this.#changed() };
    this.#preview ??= new LauncherPreview(this.#host.shadowRoot!, this, actions);
  }

  get #feed(): ConversationFeed | undefined {
    return this.#link.feed;
  }

  // What is shown

  get settings(): ChatSettings {
    return this.#settings;
  }

  get consent(): ChatConsent {
    return this.#device.consent;
  }

  get connection(): ChatConnection {
    return this.#feed?.connection ?? 'connecting';
  }

  /** Whether it is known which conversations there are. */
  get isLoaded(): boolean {
    return this.#feed?.isLoaded ?? false;
  }

  get conversations(): readonly PortConversation[] {
    return this.#feed?.conversations ?? [];
  }

  get online(): boolean | undefined {
    return this.#feed?.online;
  }

  get unread(): number {
    return this.#unread;
  }

  /** What the launcher shows of an answer. */
  get preview(): LauncherPreview | undefined {
    return this.#preview;
  }

  /** The last answer that was not seen. */
  get answerToSee(): PortMessage | undefined {
    return this.#feed?.answer;
  }

  /** Whether the device keeps what is written when the page is gone. */
  get isKept(): boolean {
    return this.#device.isKept;
  }

  /** Why what is typed cannot be kept on this device. */
  get deviceError(): CrmError | undefined {
    return this.#device.error;
  }

  get limits(): ConversationPort['limits'] {
    return this.#feed?.port?.limits ?? usualLimits;
  }

  /** The conversation that is shown, or would be. */
  get shown(): ShownConversation {
    return this.#shown;
  }

  get identity(): PortIdentity {
    return this.#visitor.identity;
  }

  /** What is asked before the first conversation. */
  get prechat(): PrechatAnswers {
    return this.#prechat;
  }

  unreadOf(conversation: PortConversation): number {
    return this.#feed?.unreadOf(conversation) ?? conversation.unread;
  }

  /** Whether this visitor has been here before. */
  get isReturning(): boolean {
    return this.#device.store !== undefined || this.#device.hasTraces;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #changed(): void {
    if (this.#changePending || this.#ended) return;
    this.#changePending = true;
    queueMicrotask(() => {
      this.#changePending = false;
      if (this.#ended) return;
      this.#tellUnread();
      for (const listener of [...this.#listeners]) listener();
    });
  }

  #tellUnread(): void {
    const unread = this.#feed?.unread ?? 0;
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#host.dispatchEvent(new CrmUnreadChangeEvent(unread));
  }

  // Beginning and end

  /** Looks for what is there of this visitor, and listens to the workspace. Nothing is written. */
  begin(): Promise<void> {
    return (this.#beginning ??= this.#ended ? Promise.resolve() : this.#begin());
  }

  async #begin(): Promise<void> {
    addEventListener('pagehide', this.#flush, { capture: true });
    document.addEventListener('visibilitychange', this.#flush);
    await this.#device.openKnown();
    if (!this.#ended) this.#link.connect();
  }

  readonly #flush = (): void => {
    if (document.visibilityState === 'hidden') void this.#drafts.flush();
    else this.#feed?.retry();
  };

  /** The page has set another port, or the visitor is another. */
  reconnect(): void {
    if (!this.#beginning) return;
    this.#link.disconnect();
    this.#link.connect();
  }

  /** Ends everything and keeps what there is. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#prechat.end();
    const flushed = this.#drafts.flush();
    this.#ended = true;
    this.#listeners.clear();
    removeEventListener('pagehide', this.#flush, { capture: true });
    document.removeEventListener('visibilitychange', this.#flush);
    this.#link.disconnect();
    await flushed;
    this.#sender.detach();
    await (await this.#device.settled())?.close();
  }

  // The device's store

  /** Learns from the device who the visitor is, or tells it. */
  async #meet(device: DeviceStore): Promise<void> {
    const [visitor, current, seen, answers, entries] = await Promise.all([
      device.get<KeptVisitor>('visitor'),
      device.get<string>('current'),
      device.get<Record<string, number>>('seen'),
      device.get<Answers>('answers'),
      device.entries.all(),
    ]);
    if (visitor) {
      const isOther = visitor.id !== this.#visitor.id;
      this.#visitor.recall(visitor);
      if (isOther && this.#link.isUsed && !this.#settings.port) this.reconnect();
      if (seen) this.#link.restoreSeen(seen);
      this.#prechat.restore(answers);
      await this.#shown.restore(device, current, (id) => entries.some((entry) => entry.id === id));
    } else {
      await this.#visitor.keep(device);
    }
    await this.#shown.keep(device, current);
  }

  async #onOpened(device: DeviceStore): Promise<void> {
    this.#sender.attach(device);
    if (this.#feed?.port) void device.deliver();
    await this.#tellIdentity(device);
  }

  /** The visitor has signed out in another tab, or the browser has cleared its storage. */
  async #onEmptied(): Promise<void> {
    await this.#forget((device) => device.close());
    this.reconnect();
  }

  async #forget(letGo: (device: DeviceStore) => Promise<void>): Promise<void> {
    const device = await this.#device.settled();
    this.#link.forget();
    this.#sender.clear();
    this.#drafts.clear();
    this.#device.forget();
    this.#prechat.end();
    this.#prechat = this.#newPrechat();
    this.#visitor = new ChatVisitor();
    this.#shown = this.#newShown();
    if (device) await letGo(device).catch(() => undefined);
    this.#changed();
  }

  setConsent(consent: ChatConsent): Promise<void> {
    return this.#device.setConsent(consent);
  }

  // Who the visitor is

  /** What the page says. It is kept with the next thing that is written, or told at once where something was. */
  async signIn(identity: ChatIdentity): Promise<void> {
    this.#visitor.signIn(identity);
    if (this.#visitor.isAnothers()) {
      await this.signOut();
      this.#visitor.signIn(identity);
    }
    if (this.#device.store) await this.#tellIdentity(this.#device.store);
    this.#changed();
  }

  async signOut(): Promise<void> {
    await this.#device.openKnown();
    await this.#forget((device) => device.wipe());
    this.reconnect();
  }

  /** Keeps what is claimed, and tells the workspace where it knows the visitor: a first message brings it along. */
  async #tellIdentity(device: DeviceStore): Promise<void> {
    const isNew = await this.#visitor.keepIdentity(device);
    const { identity, hasWritten } = this.#visitor;
    if (isNew && hasWritten) await this.#sender.command(device, 'identify', 'identity', { identity } as unknown as Json);
  }

  /** The answers that were asked for before the conversation. */
  answer(identity: PortIdentity, answers: Answers): void {
    this.#visitor.introduce(identity);
    this.#prechat.give(answers);
    this.#changed();
  }

  // What is written

  async #onKept(device: DeviceStore): Promise<void> {
    this.#prechat.toSend = undefined;
    await this.#noteWritten(device).catch(() => undefined);
    this.#device.error = undefined;
  }

  async #noteWritten(device: DeviceStore): Promise<void> {
    await this.#tellIdentity(device);
    if (!this.#visitor.hasWritten) {
      const noted = this.#visitor.keepWritten(device);
      if (!this.#link.isUsed) this.#link.connect();
      await noted;
    }
    await this.#shown.keep(device);
  }

  #onSent(sent: PortSent, named: string): void {
    this.#shown.rename(named, sent.conversation.id);
    this.#feed?.takeSent(sent);
    this.#host.dispatchEvent(new CrmMessageSentEvent(sent.message));
  }

  #onConnection(state: ChatConnection): void {
    if (state === 'connected') {
      void this.#device.store?.deliver({ wake: true });
      this.#shown.resume();
    }
    this.#host.dispatchEvent(new CrmConnectionChangeEvent(state));
    this.#changed();
  }
}
