import {
  CrmError,
  deliverTo,
  toCrmError,
  type ConversationPort,
  type OutboxChange,
  type PortIdentity,
  type PortSent,
  type Subscription,
} from '@crm-elements/data';
import { newId, type Json, type OutboxEntry } from '@crm-elements/schema';
import { CrmMessageFailEvent, CrmMessageSendEvent } from '../events/chat-events.js';
import type { ChatFile, ChatMessage, ChatMessageState, ChatSendResult, ChatSettings } from './chat.types.js';
import type { ConversationLog } from './conversation-log.js';
import type { DeviceStore } from './device-store.js';
import type { Answers } from './prechat-answers.js';

interface MessagePayload {
  conversationId: string;
  text: string;
  files?: readonly ChatFile[];
  inReplyTo?: string;
  answers?: Answers;
  identity?: PortIdentity;
}

type OutgoingMessage = MessagePayload & { id: string };

interface SenderEvents {
  changed(): void;
  /** The store that takes messages. */
  device(): Promise<DeviceStore>;
  /** What a first message takes along. */
  answers(): Answers | undefined;
  /** Who writes. */
  identity(): PortIdentity;
  /** The device has a message for good. */
  kept(device: DeviceStore): Promise<void>;
  notKept(error: CrmError): void;
  sent(sent: PortSent, named: string): void;
  port(): ConversationPort | undefined;
  logOf(conversationId: string): ConversationLog | undefined;
  /** The workspace knows this conversation. */
  isKnown(conversationId: string): boolean;
}

const isMessage = ({ name }: OutboxEntry): boolean => name === 'start' || name === 'send';
const payloadOf = ({ payload }: OutboxEntry): MessagePayload => payload as unknown as MessagePayload;

/** How a message of the visitor's is shown as long as the workspace does not show it. */
const visitorMessage = (
  { conversationId, text, files = [], inReplyTo }: MessagePayload,
  rest: Pick<ChatMessage, 'id' | 'at' | 'state' | 'error'>,
): ChatMessage => ({
  conversationId,
  from: 'visitor',
  kind: 'text',
  text,
  marks: [],
  attachments: files.map(({ id, name, size }) => ({ id, name, size, mediaType: 'application/octet-stream' })),
  ...(inReplyTo !== undefined && { inReplyTo }),
  ...rest,
});

const stateOf: Record<OutboxEntry['state'], ChatMessageState> = { queued: 'saved', sending: 'sending', failed: 'failed' };

const entryMessage = (entry: OutboxEntry): ChatMessage => {
  const { id, createdAt: at, state, error } = entry;
  return visitorMessage(payloadOf(entry), { id, at, state: stateOf[state], ...(error && { error }) });
};

/**
 * The visitor's messages on their way: into the outbox of this device, and from there to the workspace. A message is shown from the moment
 * it is given, and until the workspace shows it.
 */
export class ChatSender {
  readonly #host: HTMLElement;
  readonly #settings: ChatSettings;
  readonly #events: SenderEvents;
  #device: DeviceStore | undefined;
  #live: Subscription | undefined;
  /** On the way into the outbox. */
  #queued: readonly ChatMessage[] = [];
  #entries: readonly OutboxEntry[] = [];
  /** Left the outbox, and the workspace has not shown them yet. */
  #leaving = new Map<string, ChatMessage>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: HTMLElement, settings: ChatSettings, events: SenderEvents) {
    this.#host = host;
    this.#settings = settings;
    this.#events = events;
  }

  /** From now on through this store. What is still on the way into the one before is put into this. */
  attach(device: DeviceStore): void {
    this.#live?.unsubscribe();
    this.#device = device;
    this.#live = device.entries.live((entries) => this.#take(entries), { onError: () => undefined });
  }

  detach(): void {
    this.#live?.unsubscribe();
    this.#live = undefined;
    this.#device = undefined;
  }

  clear(): void {
    this.detach();
    this.#queued = [];
    this.#entries = [];
    this.#leaving.clear();
  }

  #take(entries: readonly OutboxEntry[]): void {
    const present = new Set(entries.map(({ id }) => id));
    for (const entry of this.#entries) {
      // One that had failed was given up by the person, here or in another tab.
      if (isMessage(entry) && !present.has(entry.id) && entry.state !== 'failed') this.#leave(entry);
    }
    this.#entries = entries;
    this.#queued = this.#queued.filter(({ id }) => !present.has(id));
    this.#events.changed();
  }

  #leave(entry: OutboxEntry): void {
    const message = { ...entryMessage(entry), state: 'sending' as const };
    if (!this.#events.logOf(message.conversationId)?.has(message.id)) this.#leaving.set(message.id, message);
  }

  /** The visitor's messages that the workspace does not show yet, in the order in which they were given. */
  messagesOf(conversationId: string, log: ConversationLog | undefined): ChatMessage[] {
    const all = new Map<string, ChatMessage>();
    for (const message of this.#leaving.values()) all.set(message.id, message);
    for (const entry of this.#entries) if (isMessage(entry)) all.set(entry.id, entryMessage(entry));
    for (const message of this.#queued) if (!all.has(message.id)) all.set(message.id, message);
    for (const id of this.#leaving.keys()) if (log?.has(id)) this.#leaving.delete(id);
    return [...all.values()].filter((message) => message.conversationId === conversationId && !log?.has(message.id));
  }

  /** Whether something of a conversation waits on this device. */
  hasWaiting(conversationId?: string): boolean {
    return (
      this.#queued.some((message) => conversationId === undefined || message.conversationId === conversationId) ||
      this.#entries.some(
        (entry) => isMessage(entry) && (conversationId === undefined || payloadOf(entry).conversationId === conversationId),
      )
    );
  }

  isWaiting(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  /** Asks the page, and puts a message into the outbox. */
  async send(message: OutgoingMessage): Promise<ChatSendResult> {
    const { id, conversationId, text } = message;
    if (!this.#host.dispatchEvent(new CrmMessageSendEvent({ id, conversationId, text }))) return { vetoed: true };
    const takeAway = this.#show(message);
    try {
      return await this.#inTurn(async () => {
        const answer = await this.#settings.beforeSend?.({ id, conversationId, text });
        if (answer === false) {
          takeAway();
          return { vetoed: true };
        }
        const device = await this.#events.device();
        await this.#enqueue(device, { ...message, text: answer?.text ?? text });
        await this.#events.kept(device);
        return { id, conversationId };
      });
    } catch (thrown) {
      takeAway();
      const error = toCrmError(thrown);
      this.#events.notKept(error);
      this.#host.dispatchEvent(new CrmMessageFailEvent({ id, conversationId, error }));
      return { failed: error };
    }
  }

  /** Shows a message as given. @returns what takes it away again */
  #show({ id, ...payload }: OutgoingMessage): () => void {
    const message = visitorMessage(payload, { id, at: new Date().toISOString(), state: 'queued' });
    this.#queued = [...this.#queued, message];
    this.#events.changed();
    return () => {
      this.#queued = this.#queued.filter((other) => other !== message);
      this.#events.changed();
    };
  }

  /** Waits for the message before, so that what is decided about one does not let another overtake it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when the device has the message for good. */
  async #enqueue(device: DeviceStore, { id, files = [], ...message }: OutgoingMessage): Promise<void> {
    const isKnown = this.#events.isKnown(message.conversationId);
    const answers = message.answers ?? (isKnown ? undefined : this.#events.answers());
    const payload: MessagePayload = {
      ...message,
      ...(files.length > 0 && { files }),
      ...(answers && { answers }),
      ...(!isKnown && { identity: this.#events.identity() }),
    };
    const name = isKnown ? 'send' : 'start';
    await device.enqueue({ id, queue: message.conversationId, name, payload: payload as unknown as Json });
  }

  /** Gives a command that shows nowhere as a message. */
  async command(device: DeviceStore, name: 'rate' | 'end' | 'identify', queue: string, payload: Json): Promise<void> {
    await device.enqueue({ id: newId(), queue, name, payload });
  }

  async retry(id: string): Promise<void> {
    await (await this.#device?.outbox())?.retry(id);
  }

  /** Gives a failed message up. @returns what it was */
  async discard(id: string): Promise<{ text: string; files: readonly ChatFile[]; inReplyTo?: string } | undefined> {
    const entry = this.#entries.find((other) => other.id === id);
    if (!entry || !this.#device) return undefined;
    await (await this.#device.outbox()).discard(id);
    this.#leaving.delete(id);
    const { text, files = [], inReplyTo } = payloadOf(entry);
    return { text, files, ...(inReplyTo !== undefined && { inReplyTo }) };
  }

  /** Brings one command of the outbox to the workspace. */
  deliver = async (entry: OutboxEntry, { signal }: { signal: AbortSignal }): Promise<void> => {
    const port = this.#events.port();
    if (!port) throw new CrmError('UNAVAILABLE', 'There is no connection to the workspace yet.');
    if (!isMessage(entry)) return deliverTo(port)(entry);
    const { files = [], ...command } = payloadOf(entry);
    for (const { id, name, blob } of files) await port.upload({ id, name, bytes: await this.#device!.file(blob), signal });
    const sent = await port[entry.name as 'start' | 'send']({ ...command, id: entry.id, files: files.map(({ id }) => id) });
    this.#events.sent(sent, command.conversationId);
  };

  onOutboxChange = ({ entry, state }: OutboxChange): void => {
    if (state === 'failed' && isMessage(entry)) {
      const { code, message } = entry.error ?? { code: 'INTERNAL', message: '' };
      const error = toCrmError(new CrmError(code as CrmError['code'], message));
      this.#host.dispatchEvent(new CrmMessageFailEvent({ id: entry.id, conversationId: payloadOf(entry).conversationId, error }));
    }
    if (state === 'discarded') this.#leaving.delete(entry.id);
    if (state === 'delivered' && this.#entries.every((other) => other.id === entry.id)) void this.#device?.tidy().catch(() => undefined);
  };
}
