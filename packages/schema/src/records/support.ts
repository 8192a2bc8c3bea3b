import * as z from '../zod.js';
import { idSchema, instantSchema, jsonSchema, recordSchema, textMarkSchema } from './common.js';
import { filled, nullish, whole } from './rules.js';
import { authorKinds, messageDirections, messageKinds, messageStatuses, ticketChannels, ticketPriorities, ticketStatuses } from './values.js';


export const csatSchema = z.object({
  /** 1 (very bad) to 5 (very good). */
  score: whole(1, 5),
  comment: z.optional(z.string()),
  at: instantSchema,
});
export type Csat = z.infer<typeof csatSchema>;

/** A request for help: the agent's *ticket* and the customer's *conversation* are this one record. */
export const ticketSchema = recordSchema({
  /** Counted up by the store, without gap or repeat. */
  number: whole(1),
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
  reopenedCount: whole(0),
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


/** What was said in a ticket, visible to the customer. Internal notes are {@link noteSchema | notes}, never messages. */
export const messageSchema = recordSchema({
  ticketId: idSchema,
  /** Place in the ticket, counted up by the store. */
  seq: whole(1),
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
  size: whole(0),
  /** The key of the blob: the SHA-256 of its bytes, in hexadecimal. */
  blob: z.string(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** A text that agents send often. `{{contact.name}}` and the like are variables. */
export const cannedResponseSchema = recordSchema({
  shortCode: filled(),
  title: nullish(z.string()),
  text: z.string(),
  marks: z.array(textMarkSchema),
});
export type CannedResponse = z.infer<typeof cannedResponseSchema>;
