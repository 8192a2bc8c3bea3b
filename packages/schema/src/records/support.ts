import * as z from '../zod.js';
import { idSchema, instantSchema, jsonSchema, nullish, recordSchema, textMarkSchema } from './common.js';

export const ticketChannels = ['chat', 'email', 'form', 'phone'] as const;
export type TicketChannel = (typeof ticketChannels)[number];
export const ticketStatuses = ['new', 'open', 'pending', 'snoozed', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

export const csatSchema = z.object({
  /** 1 (very bad) to 5 (very good). */
  score: z.int().check(z.gte(1), z.lte(5)),
  comment: z.optional(z.string()),
  at: instantSchema,
});
export type Csat = z.infer<typeof csatSchema>;

/** A request for help: the agent's *ticket* and the customer's *conversation* are this one record. */
export const ticketSchema = recordSchema({
  /** Counted up by the store, without gap or repeat. */
  number: z.int().check(z.gte(1)),
  subject: z.string(),
  channel: z.enum(ticketChannels),
  status: z.enum(ticketStatuses),
  priority: z.enum(ticketPriorities),
  requesterId: idSchema,
  assigneeId: nullish(idSchema),
  teamId: nullish(idSchema),
  labels: z.array(z.string()),
  /** Since when the customer waits for an answer. */
  waitingSince: nullish(instantSchema),
  firstRepliedAt: nullish(instantSchema),
  lastMessageAt: nullish(instantSchema),
  lastActivityAt: instantSchema,
  snoozedUntil: nullish(instantSchema),
  resolvedAt: nullish(instantSchema),
  reopenedCount: z.int().check(z.gte(0)),
  csat: nullish(csatSchema),
  contactLastSeenAt: nullish(instantSchema),
  agentLastSeenAt: nullish(instantSchema),
  mentionedIds: z.array(idSchema),
  firstResponseDueAt: nullish(instantSchema),
  nextResponseDueAt: nullish(instantSchema),
  resolutionDueAt: nullish(instantSchema),
  slaDueAt: nullish(instantSchema),
  linkedIds: z.array(idSchema),
  mergedIntoId: nullish(idSchema),
});
export type Ticket = z.infer<typeof ticketSchema>;

export const messageDirections = ['incoming', 'outgoing'] as const;
export const messageKinds = ['text', 'form', 'csat', 'system'] as const;
export const authorKinds = ['contact', 'agent', 'bot', 'system'] as const;
export const messageStatuses = ['sent', 'delivered', 'read'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** What was said in a ticket, visible to the customer. Internal notes are {@link noteSchema | notes}, never messages. */
export const messageSchema = recordSchema({
  ticketId: idSchema,
  /** Place in the ticket, counted up by the store. */
  seq: z.int().check(z.gte(1)),
  /** `incoming` is from the customer, `outgoing` from the company. */
  direction: z.enum(messageDirections),
  kind: z.enum(messageKinds),
  payload: z.optional(jsonSchema),
  authorId: idSchema,
  authorKind: z.enum(authorKinds),
  text: z.string(),
  marks: z.array(textMarkSchema),
  /** Ids of attachments. */
  attachments: z.array(idSchema),
  inReplyTo: nullish(idSchema),
  sentAt: instantSchema,
  deliveredAt: nullish(instantSchema),
  readAt: nullish(instantSchema),
  status: z.enum(messageStatuses),
});
export type Message = z.infer<typeof messageSchema>;

/** A file beside a message. Its bytes are a blob, apart from the record. */
export const attachmentSchema = recordSchema({
  messageId: idSchema,
  name: z.string(),
  /** Told from the bytes, not from the name. */
  mediaType: z.string(),
  /** Bytes. */
  size: z.int().check(z.gte(0)),
  /** The key of the blob: the SHA-256 of its bytes, in hexadecimal. */
  blob: z.string(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** A text that agents send often. `{{contact.name}}` and the like are variables. */
export const cannedResponseSchema = recordSchema({
  shortCode: z.string().check(z.minLength(1)),
  title: nullish(z.string()),
  text: z.string(),
  marks: z.array(textMarkSchema),
});
export type CannedResponse = z.infer<typeof cannedResponseSchema>;
