import type { Agent, Attachment, Message, Ticket } from '@crm-elements/schema';
import { copyJson } from '../engine/batch.js';
import type { PortAgent, PortAttachment, PortConversation, PortMark, PortMessage, PortMessageState } from './conversation-port.js';

/*
 * What a visitor sees of each record, field by field: a field that is added to a record later stays inside until somebody adds it here.
 * Conditional fields are left out rather than set to `undefined`, so that what is handed out is plain JSON.
 */

export const toPortAgent = ({ name, avatar }: Pick<Agent, 'name' | 'avatar'>): PortAgent => ({ name, ...(avatar != null && { avatar }) });

export const toPortAttachment = ({ id, name, mediaType, size }: Pick<Attachment, 'id' | 'name' | 'mediaType' | 'size'>): PortAttachment => ({ id, name, mediaType, size });

/** Whom a mention names is the company's own business; that it is one shows in the text. */
const toPortMark = ({ type, start, end, href }: Message['marks'][number]): PortMark => ({ type, start, end, ...(href !== undefined && { href }) });

const senders = { contact: 'visitor', agent: 'agent', bot: 'bot', system: 'system' } as const satisfies Record<Message['authorKind'], PortMessage['from']>;

/** Kinds whose payload is written for the visitor, or by them. */
const asksSomething: ReadonlySet<Message['kind']> = new Set(['form', 'csat']);

function stateOf({ direction, status, deliveredAt, readAt }: Message, reach: 'device' | 'shared'): PortMessageState {
  if (readAt != null) return 'read';
  if (deliveredAt != null && status === 'sent') return 'delivered';
  // The store of this browser is the one that agents read only once an agent's side in this browser does so.
  return status === 'sent' && direction === 'incoming' && reach === 'device' ? 'saved' : status;
}

export interface MessageContext {
  reach: 'device' | 'shared';
  agents: ReadonlyMap<string, PortAgent>;
  attachments: ReadonlyMap<string, PortAttachment>;
}

export function toPortMessage(message: Message, { reach, agents, attachments }: MessageContext): PortMessage {
  const { id, ticketId, seq, kind, text, authorId, authorKind, inReplyTo, sentAt, payload } = message;
  const agent = authorKind === 'agent' ? agents.get(authorId) : undefined;
  return {
    id,
    conversationId: ticketId,
    seq,
    from: senders[authorKind],
    ...(agent && { agent }),
    kind,
    text,
    marks: message.marks.map(toPortMark),
    attachments: message.attachments.flatMap((key) => attachments.get(key) ?? []),
    ...(inReplyTo != null && { inReplyTo }),
    ...(payload !== undefined && asksSomething.has(kind) && { form: copyJson(payload) }),
    sentAt,
    state: stateOf(message, reach),
  };
}

/** That an agent put it off, or waits, is the company's own business. */
const states = { new: 'open', open: 'open', pending: 'open', snoozed: 'open', resolved: 'resolved', closed: 'closed' } as const satisfies Record<
  Ticket['status'],
  PortConversation['state']
>;

/** What is read of a ticket. */
export type VisibleTicket = Pick<Ticket, 'id' | 'number' | 'status' | 'createdAt' | 'lastMessageAt' | 'csat'>;

export function toPortConversation({ id, number, status, createdAt, lastMessageAt, csat }: VisibleTicket, unread: number, lastMessage: PortMessage | undefined): PortConversation {
  return {
    id,
    number,
    state: states[status],
    startedAt: createdAt,
    ...(lastMessageAt != null && { lastMessageAt }),
    ...(lastMessage && { lastMessage }),
    unread,
    ...(csat != null && { rating: { score: csat.score, ...(csat.comment !== undefined && { comment: csat.comment }), at: csat.at } }),
  };
}
