import {
  toCrmError,
  type ConversationPort,
  type CrmError,
  type PortAgent,
  type PortConversation,
  type PortEvent,
  type PortMessage,
  type PortSent,
  type PortSubscription,
} from '@crm-elements/data';
import { newId } from '@crm-elements/schema';
import type { BeforeDisplay, ChatConnection } from './chat.types.js';
import { ConversationLog } from './conversation-log.js';

interface FeedEvents {
  changed(): void;
  received(message: PortMessage): void;
  connection(state: ChatConnection): void;
  beforeDisplay(): BeforeDisplay | undefined;
}

const pageSize = 50;
const retryMs = { first: 1_000, most: 15_000 };

export interface LoadedLog {
  readonly log: ConversationLog;
  state: 'loading' | 'ready' | 'error';
  loadingOlder: boolean;
}

/**
 * What the workspace tells a visitor: conversations, their messages, who is there and who is typing. It listens for as long as it is
 * started; when the connection is lost it tries again, and then reads what was missed.
 */
export class ConversationFeed {
  readonly #events: FeedEvents;
  readonly #logs = new Map<string, LoadedLog>();
  readonly #typing = new Map<string, PortAgent | undefined>();
  /** Up to where the visitor has seen a conversation on this device, whether or not the workspace knows it yet. */
  readonly #seen = new Map<string, number>();
  #conversations: readonly PortConversation[] = [];
  #port: ConversationPort | undefined;
  #subscription: PortSubscription | undefined;
  #connection: ChatConnection = 'connecting';
  #online: boolean | undefined;
  #run = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  isLoaded = false;

  constructor(events: FeedEvents) {
    this.#events = events;
  }

  get port(): ConversationPort | undefined {
    return this.#port;
  }

  get connection(): ChatConnection {
    return this.#connection;
  }

  /** The latest activity first. */
  get conversations(): readonly PortConversation[] {
    return this.#conversations;
  }

  /** Whether somebody says that they are there; undefined as long as it is not known. */
  get online(): boolean | undefined {
    return this.#online;
  }

  conversation(id: string): PortConversation | undefined {
    return this.#conversations.find((conversation) => conversation.id === id);
  }

  /** The last thing that somebody said and the visitor has not seen. */
  get answer(): PortMessage | undefined {
    const last = this.#conversations.find((conversation) => this.unreadOf(conversation) > 0)?.lastMessage;
    return last && last.from !== 'visitor' && last.from !== 'system' ? this.#shown(last) : undefined;
  }

  unreadOf({ id, unread, lastMessage }: PortConversation): number {
    return lastMessage && (this.#seen.get(id) ?? -1) >= lastMessage.seq ? 0 : unread;
  }

  get unread(): number {
    return this.#conversations.reduce((sum, conversation) => sum + this.unreadOf(conversation), 0);
  }

  logOf(conversationId: string): LoadedLog | undefined {
    return this.#logs.get(conversationId);
  }

  /** Who is writing an answer: `true` when it is not known who. */
  typingIn(conversationId: string): PortAgent | true | undefined {
    return this.#typing.has(conversationId) ? (this.#typing.get(conversationId) ?? true) : undefined;
  }

  start(port: ConversationPort): void {
    if (port === this.#port) return;
    this.stop();
    this.#port = port;
    void this.#listen();
  }

  stop(): void {
    this.#run++;
    clearTimeout(this.#timer);
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
    this.#port = undefined;
    this.#typing.clear();
  }

  /** Forgets everything of the visitor. */
  clear(): void {
    this.stop();
    this.#logs.clear();
    this.#seen.clear();
    this.#conversations = [];
    this.isLoaded = false;
    this.#online = undefined;
  }

  /** Tries to connect at once. */
  retry(): void {
    if (!this.#port || this.#connection !== 'disconnected') return;
    clearTimeout(this.#timer);
    void this.#listen();
  }

  async #listen(): Promise<void> {
    const run = ++this.#run;
    const port = this.#port!;
    const isCurrent = () => run === this.#run;
    this.#subscription?.unsubscribe();
    try {
      const fail = (error: unknown) => {
        if (isCurrent()) this.#fail(error);
      };
      this.#subscription = port.events((event) => isCurrent() && this.#hear(event), fail);
      await this.#subscription.ready;
      const [conversations, availability] = await Promise.all([port.conversations(), port.availability()]);
      if (!isCurrent()) return;
      this.#conversations = conversations;
      this.#online = availability.online;
      await Promise.all([...this.#logs.keys()].map((id) => this.#loadNewest(id)));
      if (!isCurrent()) return;
      this.isLoaded = true;
      this.#failures = 0;
      for (const conversation of conversations)
        if (conversation.unread > 0 && this.unreadOf(conversation) === 0) this.#tellSeen(conversation.id);
      this.#setConnection('connected');
      this.#events.changed();
    } catch (error) {
      if (isCurrent()) this.#fail(error);
    }
  }

  #fail(thrown: unknown): void {
    const error: CrmError = toCrmError(thrown);
    this.#run++;
    this.#subscription?.unsubscribe();
    this.#typing.clear();
    this.#setConnection('disconnected');
    if (error.code === 'CLOSED') return;
    const wait = Math.min(retryMs.first * 2 ** this.#failures++, retryMs.most);
    this.#timer = setTimeout(() => void this.#listen(), wait);
  }

  #setConnection(state: ChatConnection): void {
    if (state === this.#connection) return;
    this.#connection = state;
    this.#events.connection(state);
    this.#events.changed();
  }

  #hear(event: PortEvent): void {
    switch (event.type) {
      case 'message':
        this.#take(event.message, true);
        break;
      case 'message-removed':
        this.#logs.get(event.conversationId)?.log.remove(event.id);
        break;
      case 'conversation':
        this.#takeConversation(event.conversation);
        break;
      case 'conversation-removed':
        this.#conversations = this.#conversations.filter(({ id }) => id !== event.id);
        this.#logs.delete(event.id);
        break;
      case 'typing':
        if (event.active) this.#typing.set(event.conversationId, event.agent);
        else this.#typing.delete(event.conversationId);
        break;
      case 'availability':
        this.#online = event.availability.online;
        break;
    }
    this.#events.changed();
  }

  /** What the page lets be shown of a message. */
  #shown(message: PortMessage): PortMessage | undefined {
    try {
      const answer = this.#events.beforeDisplay()?.(message);
      return answer === false ? undefined : (answer ?? message);
    } catch (error) {
      console.error('crm-elements: beforeDisplay threw; the message is shown as it is', error);
      return message;
    }
  }

  #take(message: PortMessage, told: boolean): void {
    const shown = this.#shown(message);
    if (!shown) return;
    const known = this.conversation(message.conversationId)?.lastMessage;
    const isNew = this.#logs.get(message.conversationId)?.log.take(shown) ?? (known === undefined || message.seq > known.seq);
    if (message.from !== 'visitor') this.#typing.delete(message.conversationId);
    if (told && isNew && message.from !== 'visitor') this.#events.received(shown);
  }

  #takeConversation(conversation: PortConversation): void {
    const others = this.#conversations.filter(({ id }) => id !== conversation.id);
    this.#conversations = [conversation, ...others].sort((a, b) =>
      (a.lastMessageAt ?? a.startedAt) < (b.lastMessageAt ?? b.startedAt) ? 1 : -1,
    );
  }

  /** What the workspace answered when it took a message. */
  takeSent({ conversation, message }: PortSent): void {
    this.#takeConversation(conversation);
    const entry = this.#log(conversation.id);
    if (entry.state === 'ready') entry.log.take(message);
    else this.#read(conversation.id);
    this.#events.changed();
  }

  #log(conversationId: string): LoadedLog {
    let entry = this.#logs.get(conversationId);
    if (!entry) this.#logs.set(conversationId, (entry = { log: new ConversationLog(), state: 'loading', loadingOlder: false }));
    return entry;
  }

  /** Loads the end of a conversation, once. */
  load(conversationId: string): void {
    const present = this.#logs.get(conversationId);
    if (present && present.state !== 'error') return;
    this.#log(conversationId).state = 'loading';
    if (this.#port && this.isLoaded) this.#read(conversationId);
  }

  #read(conversationId: string): void {
    this.#loadNewest(conversationId).then(
      () => this.#events.changed(),
      (error: unknown) => this.#fail(error),
    );
  }

  async #loadNewest(conversationId: string): Promise<void> {
    const entry = this.#log(conversationId);
    if (!this.conversation(conversationId)) {
      // Nothing of it has reached the workspace yet.
      entry.state = 'ready';
      return;
    }
    try {
      const { messages, more } = await this.#port!.history(conversationId, { limit: pageSize });
      entry.log.takeNewest({ messages: messages.flatMap((message) => this.#shown(message) ?? []), more });
      entry.state = 'ready';
    } catch (error) {
      if (entry.log.messages.length === 0) entry.state = 'error';
      throw error;
    }
  }

  async older(conversationId: string): Promise<void> {
    const entry = this.#logs.get(conversationId);
    const first = entry?.log.messages[0];
    if (!entry || !first || !entry.log.more || entry.loadingOlder || !this.#port) return;
    entry.loadingOlder = true;
    this.#events.changed();
    try {
      const { messages, more } = await this.#port.history(conversationId, { before: first.seq, limit: pageSize });
      entry.log.takeOlder({ messages: messages.flatMap((message) => this.#shown(message) ?? []), more });
    } catch (error) {
      this.#fail(error);
    } finally {
      entry.loadingOlder = false;
      this.#events.changed();
    }
  }

  /** The visitor has read a conversation to its end. @returns the place of its last message, for the device to remember */
  seen(conversationId: string): number | undefined {
    const conversation = this.conversation(conversationId);
    const seq = conversation?.lastMessage?.seq;
    if (!conversation || seq === undefined || conversation.unread === 0 || (this.#seen.get(conversationId) ?? -1) >= seq) return undefined;
    this.#seen.set(conversationId, seq);
    this.#tellSeen(conversationId);
    this.#events.changed();
    return seq;
  }

  #tellSeen(conversationId: string): void {
    // What does not arrive is told again with the next connection.
    this.#port?.seen({ id: newId(), conversationId }).catch(() => undefined);
  }

  /** What the device remembers of an earlier visit. */
  restoreSeen(seen: Readonly<Record<string, number>>): void {
    for (const [id, seq] of Object.entries(seen)) this.#seen.set(id, Math.max(seq, this.#seen.get(id) ?? -1));
  }
}
