import {
  toCrmError,
  type ConversationPort,
  type CrmError,
  type PortConversation,
  type PortIdentity,
  type PortMessage,
  type PortSent,
} from '@crm-elements/data';
import { newId, type Json } from '@crm-elements/schema';
import {
  CrmConnectionChangeEvent,
  CrmCsatSubmitEvent,
  CrmMessageFailEvent,
  CrmMessageReceivedEvent,
  CrmMessageSendEvent,
  CrmMessageSentEvent,
  CrmUnreadChangeEvent,
} from '../events/chat-events.js';
import { isProvided } from '../provider/is-provided.js';
import { ChatSender } from './chat-sender.js';
import type {
  ChatConnection,
  ChatConsent,
  ChatDraft,
  ChatFile,
  ChatIdentity,
  ChatMessage,
  ChatSendResult,
  ChatSettings,
} from './chat.types.js';
import type { ConversationFeed, LoadedLog } from './conversation-feed.js';
import type { DeviceStore } from './device-store.js';
import { DraftKeeper, isEmptyDraft } from './draft-keeper.js';
import { hasTraces, leaveTrace, removeTrace } from './traces.js';

// What the launcher shows of a session comes with it.
export { LauncherPreview } from './launcher-preview.js';

interface Visitor {
  id: string;
  identity?: PortIdentity;
  /** The page said who it is, and has to say when it is somebody else. */
  signedIn?: boolean;
  /** The workspace knows of the visitor, or will. */
  hasWritten?: boolean;
}

type Answers = Record<string, string | number | boolean>;

/** What a visitor may send when there is no port yet that says so. */
const usualLimits = { textBytes: 32 * 1_024, fileBytes: 10 * 1_024 * 1_024, files: 10 };

const typingEveryMs = 3_000;

/** How soon the way to this browser's own workspace is looked for again when it could not be loaded, in milliseconds. */
const loadAgainMs = 5_000;

/**
 * One visitor's chat: what they write goes into the device's store first and from there to the workspace, what the workspace says is shown.
 * The panel and the launcher show what stands here, and hear of each change.
 */
export class ChatSession {
  readonly #host: HTMLElement;
  readonly #settings: ChatSettings;
  readonly #listeners = new Set<() => void>();
  /** Comes with what it listens to. */
  #feed: ConversationFeed | undefined;
  #seen: Readonly<Record<string, number>> = {};
  readonly #sender: ChatSender;
  readonly #drafts: DraftKeeper;
  #consent: ChatConsent;
  #visitor: Visitor = { id: newId() };
  #identity: PortIdentity | undefined;
  #signedIn = false;
  #answers: Answers | undefined;
  #typedAnswers: Answers | undefined;
  #hasAnswered = false;
  #answersTimer: ReturnType<typeof setTimeout> | undefined;
  #device: DeviceStore | undefined;
  #opening: Promise<DeviceStore> | undefined;
  #beginning: Promise<void> | undefined;
  #endWorkspace: (() => void) | undefined;
  /** The page's port of a visitor who has signed out: the next visitor needs another. */
  #spent: ConversationPort | undefined;
  #current: string | undefined;
  #unread = 0;
  #lastTyping = -Infinity;
  #changePending = false;
  #ended = false;
  /** Why what is typed cannot be kept on this device. */
  deviceError: CrmError | undefined;

  /** @param consent what the visitor agreed to before, when that is not what the page says now */
  constructor(host: HTMLElement, settings: ChatSettings, consent: ChatConsent = settings.consent) {
    this.#host = host;
    this.#settings = settings;
    this.#consent = consent;
    const changed = () => this.#changed();
    this.#sender = new ChatSender({
      changed,
      sent: (sent, named) => this.#onSent(sent, named),
      failed: (failure) => this.#host.dispatchEvent(new CrmMessageFailEvent(failure)),
      port: () => this.#feed?.port,
      logOf: (id) => this.#feed?.logOf(id)?.log,
      isKnown: (id) => this.#feed?.conversation(id) !== undefined,
    });
    this.#drafts = new DraftKeeper(
      () => this.#openDevice(),
      (error) => this.#onDeviceError(error),
    );
  }

  // What is shown

  get settings(): ChatSettings {
    return this.#settings;
  }

  get consent(): ChatConsent {
    return this.#consent;
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

  /** The last answer that was not seen. */
  get answerToSee(): PortMessage | undefined {
    return this.#feed?.answer;
  }

  /** Whether the device keeps what is written when the page is gone. */
  get isKept(): boolean {
    return this.#device?.isKept ?? this.#consent === 'persistent';
  }

  get limits(): ConversationPort['limits'] {
    return this.#feed?.port?.limits ?? usualLimits;
  }

  /** The conversation that is shown, or would be. */
  get current(): string {
    return (this.#current ??= newId());
  }

  get conversation(): PortConversation | undefined {
    return this.#current === undefined ? undefined : this.#feed?.conversation(this.#current);
  }

  get log(): LoadedLog | undefined {
    return this.#feed?.logOf(this.current);
  }

  get messages(): ChatMessage[] {
    const log = this.log?.log;
    const known = (log?.messages ?? []).map(({ sentAt, state, ...message }): ChatMessage => ({
      ...message,
      at: sentAt,
      ...(message.from === 'visitor' && { state }),
    }));
    return [...known, ...this.#sender.messagesOf(this.current, log)];
  }

  get typing(): ReturnType<ConversationFeed['typingIn']> {
    return this.#feed?.typingIn(this.current);
  }

  get draft(): ChatDraft {
    return this.#drafts.of(this.current);
  }

  get identity(): PortIdentity {
    return { ...this.#visitor.identity, ...this.#identity };
  }

  /** Whether the visitor has written in the conversation that is shown. */
  get hasWritten(): boolean {
    return this.conversation !== undefined || this.#sender.hasWaiting(this.current);
  }

  unreadOf(conversation: PortConversation): number {
    return this.#feed?.unreadOf(conversation) ?? conversation.unread;
  }

  /** Whether this visitor has been here before. */
  get isReturning(): boolean {
    return this.#device !== undefined || hasTraces(this.#settings.name, this.#consent);
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
    if (hasTraces(this.#settings.name, this.#consent)) await this.#openDevice().catch(() => undefined);
    if (!this.#ended) this.#connect();
  }

  readonly #flush = (): void => {
    if (document.visibilityState === 'hidden') void this.#drafts.flush();
    else this.#feed?.retry();
  };

  /** The page has set another port, or the visitor is another. */
  reconnect(): void {
    if (!this.#beginning) return;
    this.#endWorkspace?.();
    this.#endWorkspace = undefined;
    this.#feed?.stop();
    this.#connect();
  }

  #connect(): void {
    const { port, database } = this.#settings;
    if (port && port === this.#spent) return;
    // A store that only the chat would open holds nothing of who is new: what it takes is loaded when their first message is safe.
    if (!port && !this.#mayBeKnown && !isProvided(this.#host)) return;
    let ended = false;
    let disconnect: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout>;
    this.#endWorkspace = () => {
      ended = true;
      clearTimeout(timer);
      disconnect?.();
    };
    const failed = () => this.#onConnection('disconnected');
    const connect = async () => {
      try {
        const [feed, workspace] = await Promise.all([this.#loadFeed(), port ? undefined : import('./workspace.js')]);
        const listen = (found: ConversationPort) => {
          feed.start(found);
          void this.#device?.deliver();
        };
        if (ended) return;
        if (port) listen(port);
        else disconnect = workspace?.connectWorkspace(this.#host, { database, visitorId: this.#visitor.id }, { port: listen, failed });
      } catch {
        if (ended) return;
        failed();
        timer = setTimeout(() => void connect(), loadAgainMs);
      }
    };
    void connect();
  }

  async #loadFeed(): Promise<ConversationFeed> {
    const { ConversationFeed } = await import('./conversation-feed.js');
    if (!this.#feed) {
      this.#feed = new ConversationFeed({
        changed: () => this.#changed(),
        received: (message) => this.#host.dispatchEvent(new CrmMessageReceivedEvent(message)),
        connection: (state) => this.#onConnection(state),
        beforeDisplay: () => this.#settings.beforeDisplay,
      });
      this.#feed.restoreSeen(this.#seen);
    }
    return this.#feed;
  }

  /** There may be something of the visitor in this browser's workspace. */
  get #mayBeKnown(): boolean {
    return this.#visitor.hasWritten === true || hasTraces(this.#settings.name, this.#consent);
  }

  /** Ends everything and keeps what there is. */
  async end(): Promise<void> {
    if (this.#ended) return;
    clearTimeout(this.#answersTimer);
    const flushed = this.#drafts.flush();
    this.#ended = true;
    this.#listeners.clear();
    removeEventListener('pagehide', this.#flush, { capture: true });
    document.removeEventListener('visibilitychange', this.#flush);
    this.#endWorkspace?.();
    this.#feed?.stop();
    await flushed;
    this.#sender.detach();
    await (await this.#opening?.catch(() => undefined))?.close();
  }

  // The device's store

  /** Opens it: from the first key on, and before for who has been here. */
  #openDevice(): Promise<DeviceStore> {
    if (this.#device) return Promise.resolve(this.#device);
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      this.#onDeviceError(error);
      throw error;
    });
    return this.#opening;
  }

  async #open(): Promise<DeviceStore> {
    const { openDeviceStore } = await import('./device-store.js');
    const options = {
      name: this.#settings.name,
      consent: this.#consent,
      deliver: this.#sender.deliver,
      onChange: this.#sender.onOutboxChange,
      onEmptied: () => void this.#onEmptied(),
    };
    let device = await openDeviceStore(options);
    if (this.#isAnothers(await device.get<Visitor>('visitor'))) {
      await device.wipe();
      device = await openDeviceStore(options);
    }
    await this.#meet(device);
    this.#device = device;
    this.deviceError = undefined;
    if (this.#consent === 'persistent') leaveTrace(this.#settings.name);
    this.#sender.attach(device);
    if (this.#feed?.port) void device.deliver();
    await this.#tellIdentity(device);
    this.#changed();
    return device;
  }

  /** Somebody else was signed in on this device, and the page says so now only. */
  #isAnothers(visitor: Visitor | undefined): boolean {
    const [before, now] = [visitor?.identity?.email, this.#signedIn ? this.#identity?.email : undefined];
    return visitor?.signedIn === true && before !== undefined && now !== undefined && before.toLowerCase() !== now.toLowerCase();
  }

  /** Learns from the device who the visitor is, or tells it. */
  async #meet(device: DeviceStore): Promise<void> {
    const [visitor, current, seen, answers, entries] = await Promise.all([
      device.get<Visitor>('visitor'),
      device.get<string>('current'),
      device.get<Record<string, number>>('seen'),
      device.get<Answers>('answers'),
      device.entries.all(),
    ]);
    if (visitor) {
      const isOther = visitor.id !== this.#visitor.id;
      this.#visitor = visitor;
      if (isOther && this.#endWorkspace && !this.#settings.port) this.reconnect();
      if (seen) {
        this.#seen = seen;
        this.#feed?.restoreSeen(seen);
      }
      this.#typedAnswers ??= answers;
      this.#current ??= current;
      if (this.#current !== undefined) await this.#drafts.restore(device, this.#current, (id) => entries.some((entry) => entry.id === id));
    } else {
      await device.put('visitor', this.#visitor as unknown as Json);
    }
    if (this.#current !== undefined && this.#current !== current) await device.put('current', this.#current);
  }

  #onDeviceError(error: unknown): void {
    this.deviceError = toCrmError(error);
    this.#changed();
  }

  /** The visitor has signed out in another tab, or the browser has cleared its storage. */
  async #onEmptied(): Promise<void> {
    await this.#forget((device) => device.close());
    this.reconnect();
  }

  async #forget(letGo: (device: DeviceStore) => Promise<void>): Promise<void> {
    const device = this.#device ?? (await this.#opening?.catch(() => undefined));
    this.#endWorkspace?.();
    this.#endWorkspace = undefined;
    this.#spent = this.#settings.port;
    this.#feed?.clear();
    this.#sender.clear();
    this.#drafts.clear();
    this.#device = undefined;
    this.#opening = undefined;
    this.#seen = {};
    this.#current = undefined;
    this.#identity = undefined;
    this.#signedIn = false;
    this.#answers = undefined;
    this.#typedAnswers = undefined;
    this.#hasAnswered = false;
    clearTimeout(this.#answersTimer);
    this.#visitor = { id: newId() };
    this.deviceError = undefined;
    removeTrace(this.#settings.name);
    if (device) await letGo(device).catch(() => undefined);
    this.#changed();
  }

  /** Keeps from now on as much as is agreed to; with less than before, what was kept goes. What is on the screen stays. */
  async setConsent(consent: ChatConsent): Promise<void> {
    if (consent === this.#consent) return;
    const traces = hasTraces(this.#settings.name, this.#consent);
    const before = this.#device ?? (traces || this.#opening ? await this.#openDevice().catch(() => undefined) : undefined);
    this.#consent = consent;
    if (!before) return;
    const entries = await before.entries.all();
    this.#sender.detach();
    this.#device = undefined;
    this.#opening = undefined;
    await before.stop();
    const device = await this.#openDevice();
    await this.#drafts.moveTo(device);
    for (const { id, queue, name, payload } of entries) await device.enqueue({ id, queue, name, payload });
    if (consent !== 'persistent') removeTrace(this.#settings.name);
    await before.wipe();
  }

  // Who the visitor is

  /** What the page says. It is kept with the next thing that is written, or told at once where something was. */
  async signIn({ name, email, phone }: ChatIdentity): Promise<void> {
    const identity = { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) };
    this.#identity = identity;
    this.#signedIn = true;
    if (this.#isAnothers(this.#visitor)) {
      await this.signOut();
      this.#identity = identity;
      this.#signedIn = true;
    }
    if (this.#device) await this.#tellIdentity(this.#device);
    this.#changed();
  }

  async signOut(): Promise<void> {
    if (!this.#device && hasTraces(this.#settings.name, this.#consent)) await this.#openDevice().catch(() => undefined);
    await this.#forget((device) => device.wipe());
    this.reconnect();
  }

  /** Keeps what is claimed, and tells the workspace where it knows the visitor: a first message brings it along. */
  async #tellIdentity(device: DeviceStore): Promise<void> {
    const { identity } = this;
    if (JSON.stringify(identity) === JSON.stringify(this.#visitor.identity ?? {})) return;
    this.#visitor = { ...this.#visitor, identity, ...(this.#signedIn && { signedIn: true }) };
    await device.put('visitor', this.#visitor as unknown as Json);
    if (this.#visitor.hasWritten) await this.#sender.command(device, 'identify', 'identity', { identity } as unknown as Json);
  }

  /** Whether what is asked before the first conversation was answered. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** What stands in the form before the conversation, as far as it was filled in. */
  get keptAnswers(): Answers {
    return this.#typedAnswers ?? {};
  }

  keepAnswers(answers: Answers): void {
    this.#typedAnswers = answers;
    clearTimeout(this.#answersTimer);
    this.#answersTimer = setTimeout(() => {
      this.#openDevice().then(
        (device) => device.put('answers', answers),
        () => undefined,
      );
    }, 200);
  }

  /** The answers that were asked for before the conversation. */
  answer(identity: PortIdentity, answers: Answers): void {
    this.#identity = { ...this.#identity, ...identity };
    this.#hasAnswered = true;
    this.#answers = Object.keys(answers).length > 0 ? answers : undefined;
    this.#changed();
  }

  // Conversations

  /** Shows a conversation, or a new one. */
  async show(conversationId: string = newId()): Promise<void> {
    this.#current = conversationId;
    this.#feed?.load(conversationId);
    this.#changed();
    const device = this.#device;
    if (!device) return;
    try {
      await device.put('current', conversationId);
      await this.#drafts.restore(device, conversationId, (id) => this.#sender.isWaiting(id));
    } catch (error) {
      if (this.#device === device && !this.#ended) this.#onDeviceError(error);
    }
    this.#changed();
  }

  /** The conversation to go on with: the one that was shown last, or else the latest that is open. */
  get resumable(): string | undefined {
    const isOpen = (id: string) =>
      this.#feed?.conversation(id)?.state === 'open' || this.#sender.hasWaiting(id) || !isEmptyDraft(this.#drafts.of(id));
    if (this.#current !== undefined && isOpen(this.#current)) return this.#current;
    return this.conversations.find(({ state }) => state === 'open')?.id;
  }

  load(): void {
    this.#feed?.load(this.current);
  }

  older(): Promise<void> {
    return this.#feed?.older(this.current) ?? Promise.resolve();
  }

  retryConnection(): void {
    this.#feed?.retry();
  }

  /** The visitor has the end of the conversation before their eyes. */
  seen(): void {
    const seq = this.#feed?.seen(this.current);
    const device = this.#device;
    if (seq === undefined || !device) return;
    const seen = Object.fromEntries(
      this.conversations.filter((one) => one.unread > 0 && this.unreadOf(one) === 0).map(({ id, lastMessage }) => [id, lastMessage!.seq]),
    );
    device.put('seen', seen).catch(() => undefined);
  }

  // Writing

  setDraft(draft: ChatDraft): void {
    this.#drafts.set(this.current, draft);
    const now = performance.now();
    if (draft.text !== '' && this.conversation && now - this.#lastTyping > typingEveryMs) {
      this.#lastTyping = now;
      this.#feed?.port?.typing(this.current).catch(() => undefined);
    }
    this.#changed();
  }

  /** Puts a file beside the draft; its bytes wait on the device. */
  async addFile(file: { name: string; bytes: Uint8Array }, signal?: AbortSignal): Promise<ChatFile> {
    const device = await this.#openDevice();
    return { id: newId(), name: file.name, size: file.bytes.byteLength, blob: await device.keepFile(file.bytes, signal) };
  }

  /** Sends what stands in the composer. What cannot be sent stands in it again afterwards. */
  async sendDraft(): Promise<ChatSendResult> {
    const conversationId = this.current;
    const draft = this.#drafts.take(conversationId);
    const result = await this.#send({ ...draft, conversationId });
    if ('id' in result) void this.#drafts.taken(conversationId);
    else this.#drafts.putBack(conversationId, draft);
    this.#changed();
    return result;
  }

  /** Sends a text, or the answers to a form, beside what stands in the composer. */
  send(text: string, more: { inReplyTo?: string; answers?: Answers } = {}): Promise<ChatSendResult> {
    return this.#send({ id: newId(), conversationId: this.current, text, files: [], ...more });
  }

  async #send(message: {
    id: string;
    conversationId: string;
    text: string;
    files: readonly ChatFile[];
    inReplyTo?: string;
    answers?: Answers;
  }): Promise<ChatSendResult> {
    const { id, conversationId } = message;
    if (!this.#host.dispatchEvent(new CrmMessageSendEvent({ id, conversationId, text: message.text }))) return { vetoed: true };
    const takeAway = this.#sender.show(message);
    try {
      return await this.#sender.inTurn(async () => {
        const answer = await this.#settings.beforeSend?.({ id, conversationId, text: message.text });
        if (answer === false) {
          takeAway();
          return { vetoed: true };
        }
        const device = await this.#openDevice();
        const { files, ...rest } = message;
        const answers = message.answers ?? (this.hasKnown(conversationId) ? undefined : this.#answers);
        await this.#sender.enqueue(device, {
          ...rest,
          text: answer?.text ?? message.text,
          ...(files.length > 0 && { files }),
          ...(answers && { answers }),
          identity: this.#surroundings(),
        });
        this.#answers = undefined;
        await this.#noteWritten(device).catch(() => undefined);
        this.deviceError = undefined;
        return { id, conversationId };
      });
    } catch (thrown) {
      takeAway();
      const error = toCrmError(thrown);
      this.#onDeviceError(error);
      this.#host.dispatchEvent(new CrmMessageFailEvent({ id, conversationId, error }));
      return { failed: error };
    }
  }

  async #noteWritten(device: DeviceStore): Promise<void> {
    await this.#tellIdentity(device);
    if (!this.#visitor.hasWritten) {
      this.#visitor = { ...this.#visitor, hasWritten: true };
      if (!this.#endWorkspace) this.#connect();
      await device.put('visitor', this.#visitor as unknown as Json);
    }
    await device.put('current', this.current);
  }

  hasKnown(conversationId: string): boolean {
    return this.#feed?.conversation(conversationId) !== undefined;
  }

  /** What an agent may want to know of who writes, as far as the browser says it by itself. */
  #surroundings(): PortIdentity {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const language = this.#host.closest('[lang]')?.getAttribute('lang');
    return { ...this.identity, ...(timeZone && { timeZone }), ...(language && { language }) };
  }

  #onSent(sent: PortSent, named: string): void {
    if (sent.conversation.id !== named && this.#current === named) void this.show(sent.conversation.id);
    this.#feed?.takeSent(sent);
    this.#host.dispatchEvent(new CrmMessageSentEvent(sent.message));
  }

  retry(id: string): Promise<void> {
    return this.#sender.retry(id);
  }

  /** Takes a failed message back into the composer. */
  async takeBack(id: string): Promise<void> {
    const message = await this.#sender.discard(id);
    if (message) this.#drafts.putBack(this.current, { ...message, id: newId() });
    this.#changed();
  }

  async discard(id: string): Promise<void> {
    await this.#sender.discard(id);
  }

  async rate(score: number, comment?: string): Promise<void> {
    const conversationId = this.current;
    const rating = { conversationId, score, ...(comment && { comment }) };
    await this.#sender.command(await this.#openDevice(), 'rate', `rate:${conversationId}`, rating);
    this.#host.dispatchEvent(new CrmCsatSubmitEvent(rating));
  }

  async endConversation(): Promise<void> {
    const conversationId = this.current;
    await this.#sender.command(await this.#openDevice(), 'end', conversationId, { conversationId });
  }

  /** The bytes of a file that came with a message. */
  async file(attachmentId: string): Promise<Uint8Array | undefined> {
    return (await this.#feed?.port?.file(attachmentId))?.bytes;
  }

  /** Everything that was said in the conversation that is shown. */
  async transcript(): Promise<ChatMessage[]> {
    while (this.log?.log.more) {
      const before = this.log.log.messages.length;
      await this.older();
      if (this.log.log.messages.length === before) break;
    }
    return this.messages;
  }

  #onConnection(state: ChatConnection): void {
    if (state === 'connected') {
      void this.#device?.deliver({ wake: true });
      if (this.#current === undefined) this.#current = this.resumable;
      if (this.#current !== undefined) this.#feed?.load(this.#current);
    }
    this.#host.dispatchEvent(new CrmConnectionChangeEvent(state));
    this.#changed();
  }
}
