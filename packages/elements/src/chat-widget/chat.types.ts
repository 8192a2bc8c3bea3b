import type { ConversationPort, CrmError, PortAgent, PortAttachment, PortMark, PortMessage } from '@crm-elements/data';

/** What may be kept on the visitor's device: across visits, as long as the tab lives, or nothing beyond the page. */
export const chatConsents = ['persistent', 'session', 'none'] as const;
export type ChatConsent = (typeof chatConsents)[number];

/** One question that is asked before a conversation begins. */
export interface ChatPrechatField {
  /** `name`, `email` and `phone` tell who the visitor is; answers to anything else stand with the first message. */
  name: string;
  /** What is asked; `name`, `email` and `phone` have texts of their own. */
  label?: string;
  type?: 'text' | 'email' | 'tel' | 'textarea' | 'select' | 'checkbox';
  required?: boolean;
  /** As HTML's `autocomplete`; told from the name where it is not given. */
  autocomplete?: string;
  /** The choices of a `select`. */
  options?: readonly string[];
}

/** When somebody answers. */
export interface ChatHours {
  /** IANA, such as `Europe/Berlin`. */
  timeZone: string;
  weekly: readonly {
    /** 1 is Monday, 7 is Sunday. */
    day: 1 | 2 | 3 | 4 | 5 | 6 | 7;
    /** `HH:MM` in that time zone. */
    from: string;
    /** `HH:MM`; `24:00` is the end of the day. */
    to: string;
  }[];
  /** Days without service, `YYYY-MM-DD`. */
  holidays?: readonly string[];
  /** Said instead of the element's own words while nobody is there. */
  away?: string;
}

/** How the chat begins. All texts are the page's own, in its language. */
export interface ChatGreeting {
  /** Who is spoken with: the company or the team. */
  brand?: string;
  title?: string;
  /** The first words of a conversation. */
  text?: string;
  /** How soon an answer comes, such as "We usually reply in 5 minutes". */
  replyTime?: string;
  /** Offered as first messages. */
  options?: readonly string[];
}

/** Who the page says that the visitor is. Agents see it as claimed. */
export interface ChatIdentity {
  name?: string;
  email?: string;
  phone?: string;
  /** Signed by the page's server; read by a server only, never here. */
  token?: string;
}

/** The payload of a message of the kind `form` that offers answers: each is a text to send. */
export interface ChatQuickReplies {
  type: 'quick-replies';
  options: readonly { label: string; text?: string }[];
}

export interface ChatFormField {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'tel' | 'number' | 'textarea' | 'select' | 'checkbox';
  required?: boolean;
  options?: readonly string[];
}

/** The payload of a message of the kind `form` that asks for several things at once. The answers come back by the fields' names. */
export interface ChatForm {
  type: 'form';
  fields: readonly ChatFormField[];
}

/** How far a visitor's message has come, the last failed step included. */
export const chatMessageStates = ['queued', 'saved', 'sending', 'sent', 'delivered', 'read', 'failed'] as const;
export type ChatMessageState = (typeof chatMessageStates)[number];

/** A message as the chat shows it, whether the workspace has it or not. */
export interface ChatMessage {
  id: string;
  conversationId: string;
  /** Missing until the workspace has it. */
  seq?: number;
  from: PortMessage['from'];
  agent?: PortAgent;
  kind: PortMessage['kind'];
  text: string;
  marks: readonly PortMark[];
  attachments: readonly PortAttachment[];
  inReplyTo?: string;
  form?: unknown;
  /** ISO 8601. */
  at: string;
  /** Of the visitor's own messages. */
  state?: ChatMessageState;
  /** Why it failed. */
  error?: { code: string; message: string };
}

/** A file that waits in the composer; its bytes are in the device's store. */
export interface ChatFile {
  id: string;
  name: string;
  size: number;
  /** The key of its bytes in the device's store. */
  blob: string;
}

/** What is about to be sent. */
export interface ChatDraft {
  text: string;
  files: readonly ChatFile[];
  inReplyTo?: string;
}

/** Looks at what is about to be sent: gives back another text, or `false` to stop it. */
export type BeforeSend = (
  message: Readonly<{ id: string; conversationId: string; text: string }>,
) => { text: string } | false | void | Promise<{ text: string } | false | void>;
/** Looks at a message before it is shown: gives back another, or `false` to leave it out. */
export type BeforeDisplay = (message: PortMessage) => PortMessage | false | void;

export type ChatConnection = 'connecting' | 'connected' | 'disconnected';

/** What the page has set on `<crm-chat-widget>`, read whenever it is needed. */
export interface ChatSettings {
  readonly name: string;
  readonly consent: ChatConsent;
  readonly database: string;
  readonly port: ConversationPort | undefined;
  readonly prechatFields: readonly ChatPrechatField[];
  readonly hours: ChatHours | undefined;
  readonly greeting: ChatGreeting | undefined;
  readonly beforeSend: BeforeSend | undefined;
  readonly beforeDisplay: BeforeDisplay | undefined;
}

/** What became of a message that somebody wanted to send. */
export type ChatSendResult = { id: string; conversationId: string } | { vetoed: true } | { failed: CrmError };
