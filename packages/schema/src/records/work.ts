import type { Json } from '../json.js';
import * as z from '../zod.js';
import { calendarDateSchema, idSchema, instantSchema, jsonSchema, recordSchema, targetSchema, textMarkSchema } from './common.js';
import { actorKinds } from './values.js';
import { filled, mapOf, nullish, whole, written } from './rules.js';
import { activityTypes, auditOperations, availabilities, customFieldTypes, viewVisibilities } from './values.js';

/** What staff wrote about a record. A customer's side never reads it. */
export const noteSchema = recordSchema({
  text: z.string(),
  marks: z.array(textMarkSchema),
  pinned: z.boolean(),
  authorId: nullish(idSchema),
  targets: z.array(targetSchema),
});
export type Note = z.infer<typeof noteSchema>;


/** An entry of a timeline. Never updated. */
export const activitySchema = recordSchema({
  type: z.enum(activityTypes),
  at: instantSchema,
  actorId: nullish(idSchema),
  targets: z.array(targetSchema),
  title: z.string(),
  payload: z.optional(jsonSchema),
});
export type Activity = z.infer<typeof activitySchema>;

/** Something to do, due on a day (`dueDate`) or at a moment (`dueAt`). */
export const taskSchema = recordSchema({
  title: z.string(),
  dueDate: nullish(calendarDateSchema),
  dueAt: nullish(instantSchema),
  assigneeId: nullish(idSchema),
  doneAt: nullish(instantSchema),
  targets: z.array(targetSchema),
});
export type Task = z.infer<typeof taskSchema>;


/** A person who works for the company. */
export const agentSchema = recordSchema({
  name: z.string(),
  email: nullish(z.string()),
  avatar: nullish(z.string()),
  availability: z.enum(availabilities),
  active: z.boolean(),
});
export type Agent = z.infer<typeof agentSchema>;

export const teamSchema = recordSchema({ name: z.string(), memberIds: z.array(idSchema) });
export type Team = z.infer<typeof teamSchema>;


/** A saved filter over one collection. */
export const viewSchema = recordSchema({
  /** The collection that it shows. */
  object: filled(),
  name: z.string(),
  ownerId: nullish(idSchema),
  visibility: z.enum(viewVisibilities),
  filter: z.optional(jsonSchema),
  sort: z.optional(jsonSchema),
  columns: z.array(z.string()),
});
export type View = z.infer<typeof viewSchema>;

/** What an agent is writing in a ticket. */
export const draftSchema = recordSchema({
  agentId: idSchema,
  ticketId: idSchema,
  text: z.string(),
  /** What becomes of it; a reply when nothing is said. */
  writing: nullish(z.enum(['reply', 'note'])),
});
export type Draft = z.infer<typeof draftSchema>;

/** One setting of one agent. */
export const preferenceSchema = recordSchema({ agentId: idSchema, key: filled(), value: jsonSchema });
export type Preference = z.infer<typeof preferenceSchema>;


/** A field that a company added to a collection. Its values stand in `custom` under `key`. */
export const customFieldSchema = recordSchema({
  /** The collection that it belongs to. */
  object: filled(),
  key: written((text) => /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text), 'A key starts with a letter and has letters, digits and _ only, 64 at most.'),
  label: z.string(),
  type: z.enum(customFieldTypes),
  /** The choices of `select` and `multiselect`; the collection of a `relation`. */
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  required: z.boolean(),
  showOnCard: z.boolean(),
  order: whole(),
});
export type CustomField = z.infer<typeof customFieldSchema>;


const beforeAndAfter = z.custom<[before: Json, after: Json]>((value) => Array.isArray(value) && value.length === 2, {
  error: 'Give the value before and the one after, as a list of two.',
});

/** What was done to a record, by whom. Never updated. */
export const auditEventSchema = recordSchema({
  /** The collection of the record. */
  record: filled(),
  recordId: idSchema,
  op: z.enum(auditOperations),
  /** Field → [before, after]; `null` where there was nothing. */
  diff: mapOf(beforeAndAfter),
  at: instantSchema,
  byId: nullish(idSchema),
  byKind: nullish(z.enum(actorKinds)),
  /** The device or the process that wrote. */
  origin: nullish(z.string()),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** A deleted record, kept for 30 days. */
export const trashedSchema = recordSchema({
  /** Where it was. */
  collection: filled(),
  recordId: idSchema,
  record: jsonSchema,
  deletedAt: instantSchema,
  expiresAt: instantSchema,
  byId: nullish(idSchema),
});
export type Trashed = z.infer<typeof trashedSchema>;
