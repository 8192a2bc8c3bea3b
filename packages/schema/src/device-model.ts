import { outboxShape } from './device-shape.js';
import { collectionModel, type Model } from './model.js';
import { instantSchema, jsonSchema, recordSchema } from './records/common.js';
import { filled, nullish, whole } from './records/rules.js';
import * as z from './zod.js';

export const outboxStates = ['queued', 'sending', 'failed'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** A command that waits on this device until the workspace has taken it. Its id is the command's: it has one effect however often it is sent. */
export const outboxEntrySchema = recordSchema({
  /** Commands of one queue are delivered one after the other, in order. For messages it is the conversation. */
  queue: filled(),
  /** Place among all commands of this device, counted up by the store. */
  seq: whole(1),
  name: filled(),
  payload: jsonSchema,
  state: z.enum(outboxStates),
  /** Times that it was tried. */
  attempts: whole(0),
  /** Not before this moment again. */
  nextAttemptAt: nullish(instantSchema),
  /** Why the last try failed. */
  error: nullish(z.object({ code: z.string(), message: z.string() })),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** One remembered value of the visitor's device: who the visitor is, what is being typed, what was read. */
export const deviceValueSchema = recordSchema({ value: jsonSchema });
export type DeviceValue = z.infer<typeof deviceValueSchema>;

/** What a visitor's device keeps for itself, apart from the company's records. */
export const deviceModel = {
  version: 1,
  minimumWriter: 1,
  collections: {
    outbox: collectionModel({ schema: outboxEntrySchema, ...outboxShape }),
    values: collectionModel({ schema: deviceValueSchema }),
  },
} as const satisfies Model;
