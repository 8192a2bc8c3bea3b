import type { PortConversation } from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import { CrmCsatSubmitEvent } from '../events/chat-events.js';
import type { ChatSender } from './chat-sender.js';
import type { ChatDraft, ChatFile, ChatMessage, ChatSendResult } from './chat.types.js';
import type { ConversationFeed, LoadedLog } from './conversation-feed.js';
import type { ConversationLink } from './conversation-link.js';
import type { DeviceStore } from './device-store.js';
import { isEmptyDraft, type DraftKeeper } from './draft-keeper.js';
import type { Answers } from './prechat-answers.js';
import type { VisitorDevice } from './visitor-device.js';

interface ConversationGround {
  readonly host: HTMLElement;
  readonly link: ConversationLink;
  readonly device: VisitorDevice;
  readonly sender: ChatSender;
  readonly drafts: DraftKeeper;
  readonly changed: () => void;
}

const typingEveryMs = 3_000;

/** The conversation that a visitor has before them, or would begin: what was said in it, and what they write and do there. */
export class ShownConversation {
  readonly #ground: ConversationGround;
  #id: string | undefined;
  #lastTyping = -Infinity;

  constructor(ground: ConversationGround) {
    this.#ground = ground;
  }

  get #feed(): ConversationFeed | undefined {
    return this.#ground.link.feed;
  }

  get id(): string {
    return (this.#id ??= newId());
  }

  /** What the workspace knows of it. */
  get conversation(): PortConversation | undefined {
    return this.#id === undefined ? undefined : this.#feed?.conversation(this.#id);
  }

  get log(): LoadedLog | undefined {
    return this.#feed?.logOf(this.id);
  }

  get messages(): ChatMessage[] {
    const log = this.log?.log;
    const known = (log?.messages ?? []).map(({ sentAt, state, ...message }): ChatMessage => ({
      ...message,
      at: sentAt,
      ...(message.from === 'visitor' && { state }),
    }));
    return [...known, ...this.#ground.sender.messagesOf(this.id, log)];
  }

  get typing(): ReturnType<ConversationFeed['typingIn']> {
    return this.#feed?.typingIn(this.id);
  }

  get draft(): ChatDraft {
    return this.#ground.drafts.of(this.id);
  }

  /** Whether the visitor has written in it. */
  get hasWritten(): boolean {
    return this.conversation !== undefined || this.#ground.sender.hasWaiting(this.id);
  }

  // Which it is

  /** Shows a conversation, or a new one. */
  async open(id: string = newId()): Promise<void> {
    const { device, drafts, sender, changed } = this.#ground;
    this.#id = id;
    this.#feed?.load(id);
    changed();
    const { store } = device;
    if (!store) return;
    try {
      await store.put('current', id);
      await drafts.restore(store, id, (sent) => sender.isWaiting(sent));
    } catch (error) {
      if (device.store === store) device.fail(error);
    }
    changed();
  }

  /** The conversation to go on with: the one that was shown last, or else the latest that is open. */
  get resumable(): string | undefined {
    const { sender, drafts } = this.#ground;
    const isOpen = (id: string) => this.#feed?.conversation(id)?.state === 'open' || sender.hasWaiting(id) || !isEmptyDraft(drafts.of(id));
    if (this.#id !== undefined && isOpen(this.#id)) return this.#id;
    return this.#feed?.conversations.find(({ state }) => state === 'open')?.id;
  }

  /** Goes on with what there is when the workspace is reached. */
  resume(): void {
    this.#id ??= this.resumable;
    if (this.#id !== undefined) this.#feed?.load(this.#id);
  }

  /** The workspace has put what was sent here into another conversation. */
  rename(from: string, to: string): void {
    if (from !== to && this.#id === from) void this.open(to);
  }

  /** Takes up what an earlier page showed last, unless something is shown already. */
  async restore(device: DeviceStore, last: string | undefined, wasSent: (messageId: string) => boolean): Promise<void> {
    this.#id ??= last;
    if (this.#id !== undefined) await this.#ground.drafts.restore(device, this.#id, wasSent);
  }

  /** Lets the device remember which it is. */
  async keep(device: DeviceStore, known?: string): Promise<void> {
    if (this.#id !== undefined && this.#id !== known) await device.put('current', this.#id);
  }

  // What was said

  load(): void {
    this.#feed?.load(this.id);
  }

  older(): Promise<void> {
    return this.#feed?.older(this.id) ?? Promise.resolve();
  }

  /** The visitor has its end before their eyes. */
  seen(): void {
    const feed = this.#feed;
    const { store } = this.#ground.device;
    if (!feed || feed.seen(this.id) === undefined || !store) return;
    const seen = Object.fromEntries(
      feed.conversations.filter((one) => one.unread > 0 && feed.unreadOf(one) === 0).map(({ id, lastMessage }) => [id, lastMessage!.seq]),
    );
    store.put('seen', seen).catch(() => undefined);
  }

  /** The bytes of a file that came with a message. */
  async file(attachmentId: string): Promise<Uint8Array | undefined> {
    return (await this.#feed?.port?.file(attachmentId))?.bytes;
  }

  // What is written

  setDraft(draft: ChatDraft): void {
    this.#ground.drafts.set(this.id, draft);
    const now = performance.now();
    if (draft.text !== '' && this.conversation && now - this.#lastTyping > typingEveryMs) {
      this.#lastTyping = now;
      this.#feed?.port?.typing(this.id).catch(() => undefined);
    }
    this.#ground.changed();
  }

  /** Puts a file beside the draft; its bytes wait on the device. */
  async addFile(file: { name: string; bytes: Uint8Array }, signal?: AbortSignal): Promise<ChatFile> {
    const device = await this.#ground.device.open();
    return { id: newId(), name: file.name, size: file.bytes.byteLength, blob: await device.keepFile(file.bytes, signal) };
  }

  /** Sends what stands in the composer. What cannot be sent stands in it again afterwards. */
  async sendDraft(): Promise<ChatSendResult> {
    const { drafts, sender, changed } = this.#ground;
    const conversationId = this.id;
    const draft = drafts.take(conversationId);
    const result = await sender.send({ ...draft, conversationId });
    if ('id' in result) void drafts.taken(conversationId);
    else drafts.putBack(conversationId, draft);
    changed();
    return result;
  }

  /** Sends a text, or the answers to a form, beside what stands in the composer. */
  send(text: string, more: { inReplyTo?: string; answers?: Answers } = {}): Promise<ChatSendResult> {
    return this.#ground.sender.send({ id: newId(), conversationId: this.id, text, ...more });
  }

  retry(messageId: string): Promise<void> {
    return this.#ground.sender.retry(messageId);
  }

  /** Takes a failed message back into the composer. */
  async takeBack(messageId: string): Promise<void> {
    const { drafts, sender, changed } = this.#ground;
    const message = await sender.discard(messageId);
    if (message) drafts.putBack(this.id, { ...message, id: newId() });
    changed();
  }

  async rate(score: number, comment?: string): Promise<void> {
    const { host, device, sender } = this.#ground;
    const rating = { conversationId: this.id, score, ...(comment && { comment }) };
    await sender.command(await device.open(), 'rate', `rate:${rating.conversationId}`, rating);
    host.dispatchEvent(new CrmCsatSubmitEvent(rating));
  }

  async end(): Promise<void> {
    const { device, sender } = this.#ground;
    const conversationId = this.id;
    await sender.command(await device.open(), 'end', conversationId, { conversationId });
  }
}
