import type { Json } from '@crm-elements/schema';
import type { Subscription } from '../contract.js';

/** Who answers, as a visitor sees them. */
export interface PortAgent {
  name: string;
  avatar?: string;
}

/** A file of a message. Its bytes come from {@link ConversationPort.file}. */
export interface PortAttachment {
  id: string;
  name: string;
  /** Told from the bytes, not from the name. */
  mediaType: string;
  /** Bytes. */
  size: number;
}

/** Emphasis of a stretch of text, from `start` up to `end` in UTF-16 code units. Addresses of links are checked where they are shown. */
export interface PortMark {
  type: 'bold' | 'italic' | 'code' | 'link' | 'mention';
  start: number;
  end: number;
  href?: string;
}

/**
 * How far a message has come. `saved`: it is in this browser's own store, and no agent's side has taken it yet · `sent`: it is in the store
 * that agents read · `delivered`: the other side has it · `read`.
 */
export const portMessageStates = ['saved', 'sent', 'delivered', 'read'] as const;
export type PortMessageState = (typeof portMessageStates)[number];

/** A message, as a visitor sees it. */
export interface PortMessage {
  id: string;
  conversationId: string;
  /** Its place in the conversation, and the cursor of {@link ConversationPort.history}. Rises, and may leave gaps. */
  seq: number;
  from: 'visitor' | 'agent' | 'bot' | 'system';
  /** The agent who wrote it, as long as the company has them. */
  agent?: PortAgent;
  kind: 'text' | 'form' | 'csat' | 'system';
  text: string;
  marks: PortMark[];
  attachments: PortAttachment[];
  inReplyTo?: string;
  /** What a form asks for, as its author wrote it for the visitor, or the visitor's answers. */
  form?: Json;
  sentAt: string;
  state: PortMessageState;
}

/** A conversation, as the visitor sees it who started it. */
export interface PortConversation {
  id: string;
  /** What to name when asking about it elsewhere. */
  number: number;
  /** A visitor's message opens what is resolved; after `closed` it starts a new conversation. */
  state: 'open' | 'resolved' | 'closed';
  startedAt: string;
  lastMessageAt?: string;
  lastMessage?: PortMessage;
  /** Answers that were not seen yet; counting ends at 100. */
  unread: number;
  rating?: { score: number; comment?: string; at: string };
}

export interface PortAvailability {
  /** Somebody of the company says that they are there. */
  online: boolean;
}

/** What a visitor, or the page on their behalf, claims. Agents see it as claimed: nothing here makes a contact verified. */
export interface PortIdentity {
  name?: string;
  email?: string;
  phone?: string;
  /** BCP 47. */
  language?: string;
  /** IANA, such as `Europe/Madrid`. */
  timeZone?: string;
}

/** Every command has an id made by whoever gives it: the same id again has no further effect and gives the same answer. */
interface PortCommand {
  id: string;
}

export interface SendCommand extends PortCommand {
  conversationId: string;
  text: string;
  marks?: readonly PortMark[];
  /** Ids of uploads. */
  files?: readonly string[];
  inReplyTo?: string;
  /** The answers to a form, by the names of its fields. */
  answers?: Readonly<Record<string, string | number | boolean>>;
}

export interface StartCommand extends SendCommand {
  identity?: PortIdentity;
}

export interface RateCommand extends PortCommand {
  conversationId: string;
  /** 1 (very bad) to 5 (very good). */
  score: number;
  comment?: string;
}

export interface UploadCommand extends PortCommand {
  name: string;
  bytes: Uint8Array;
  signal?: AbortSignal;
}

/** The message as it was taken; its id is the command's. It stands in another conversation than the one named when that was closed. */
export interface PortSent {
  conversation: PortConversation;
  message: PortMessage;
}

export interface HistoryOptions {
  /** Messages behind this `seq`, the oldest first. */
  after?: number;
  /** Messages in front of this `seq`; without either, the newest. */
  before?: number;
  /** 1 to 100; 50 when not given. */
  limit?: number;
}

export interface PortHistory {
  /** In their order. */
  messages: PortMessage[];
  /** There are more in the direction asked for. */
  more: boolean;
}

export interface PortFile extends PortAttachment {
  bytes: Uint8Array;
}

/** What happened. A message or conversation is given again when something of it that a visitor sees has changed. */
export type PortEvent =
  | { type: 'message'; message: PortMessage }
  | { type: 'message-removed'; conversationId: string; id: string }
  | { type: 'conversation'; conversation: PortConversation }
  | { type: 'conversation-removed'; id: string }
  /** An agent is writing an answer, or no longer. */
  | { type: 'typing'; conversationId: string; active: boolean; agent?: PortAgent }
  | { type: 'availability'; availability: PortAvailability };

export interface PortSubscription extends Subscription {
  /** From here on nothing is missed: what is read afterwards and what the listener hears is, together, everything. */
  readonly ready: Promise<void>;
}

/** How much a visitor may send. More is refused as VALIDATION; nothing is cut. */
export interface PortLimits {
  /** Bytes of a text, in UTF-8. */
  textBytes: number;
  /** Bytes of a file. */
  fileBytes: number;
  /** Files of one message. */
  files: number;
}

/**
 * All that a visitor's side can do: named commands, and what is the visitor's own. There is no way to ask for anything else. Everything
 * handed out is plain JSON (but for the bytes of files), built field by field. Errors are `CrmError`s; a conversation, message or file that
 * is not the visitor's is FORBIDDEN, whether or not it exists.
 */
export interface ConversationPort {
  readonly visitorId: string;
  /** `device`: only this browser has what is written, so that a message is `saved` until an agent's side in it has taken it. */
  readonly reach: 'device' | 'shared';
  readonly limits: PortLimits;
  /** Starts a conversation, whose id the caller makes too, so that further messages can wait behind this one. */
  start(command: StartCommand): Promise<PortSent>;
  send(command: SendCommand): Promise<PortSent>;
  /** The visitor has seen all of a conversation. */
  seen(command: PortCommand & { conversationId: string }): Promise<void>;
  rate(command: RateCommand): Promise<void>;
  end(command: PortCommand & { conversationId: string }): Promise<void>;
  /** Keeps a file, to be named in the `files` of a message soon. */
  upload(command: UploadCommand): Promise<PortAttachment>;
  /** Tells who the visitor is. It fills in what is not known; what the company has written is left as it is. */
  identify(command: PortCommand & { identity: PortIdentity }): Promise<void>;
  /** The visitor's conversations, those with the latest activity first. @param options.limit 1 to 50; 20 when not given */
  conversations(options?: { limit?: number }): Promise<PortConversation[]>;
  history(conversationId: string, options?: HistoryOptions): Promise<PortHistory>;
  file(attachmentId: string): Promise<PortFile>;
  availability(): Promise<PortAvailability>;
  /** Hears what happens in the 20 latest conversations. */
  events(listener: (event: PortEvent) => void, onError?: (error: Error) => void): PortSubscription;
  /** The visitor is writing; `text` is what stands there so far, for agents to read along. Nothing is stored. */
  typing(conversationId: string, text?: string): Promise<void>;
  /** Ends what it listens to. The store stays open for others. */
  close(): Promise<void>;
}
