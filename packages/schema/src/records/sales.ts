import * as z from '../zod.js';
import { basisPointsSchema, calendarDateSchema, idSchema, instantSchema, moneySchema, recordSchema } from './common.js';
import { filled, nullish, whole } from './rules.js';
import { rotBases, stageKinds } from './values.js';


/** A way of selling, made of stages. */
export const pipelineSchema = recordSchema({
  name: z.string(),
  order: whole(),
  /** ISO 4217; new deals start with it. */
  currency: moneySchema.shape.currency,
  isDefault: z.boolean(),
  archived: z.boolean(),
});
export type Pipeline = z.infer<typeof pipelineSchema>;

/** A step of a pipeline. */
export const stageSchema = recordSchema({
  pipelineId: idSchema,
  name: z.string(),
  order: whole(),
  color: nullish(z.string()),
  /** A deal's `status` follows it. */
  kind: z.enum(stageKinds),
  /** Chance of winning, in basis points. */
  probability: basisPointsSchema,
  /** At most so many deals. Over it, a move is refused when `wipHard` is true, otherwise only warned of. */
  wipLimit: nullish(whole(1)),
  wipHard: z.optional(z.boolean()),
  /** Days without movement after which a deal is rotting. */
  rotAfterDays: nullish(whole(1)),
  rotBasis: z.enum(rotBases),
  /** Fields of the deal that must not be empty on entering; `custom.<key>` names a custom field. */
  requiredFields: z.array(z.string()),
  /** Stages that a deal may move to from here; absent or `null` means any. */
  allowedNext: nullish(z.array(idSchema)),
  collapsed: z.boolean(),
});
export type Stage = z.infer<typeof stageSchema>;

export const lineItemSchema = z.object({
  id: idSchema,
  productId: z.optional(idSchema),
  name: z.string(),
  /** Number of units, in thousandths, so that halves and weights stay exact: 1500 is 1.5. */
  quantity: whole(0),
  unitPrice: moneySchema,
});
export type LineItem = z.infer<typeof lineItemSchema>;

/** A chance to sell. */
export const dealSchema = recordSchema({
  name: z.string(),
  pipelineId: idSchema,
  stageId: idSchema,
  /** Place in its column, between its neighbours' ranks. */
  rank: filled(),
  /** `null` is "not known", which is not 0. */
  amount: z.nullable(moneySchema),
  /** Chance of winning in basis points, instead of the stage's. */
  probabilityOverride: nullish(basisPointsSchema),
  expectedCloseDate: nullish(calendarDateSchema),
  closedAt: nullish(instantSchema),
  status: z.enum(stageKinds),
  lostReason: nullish(z.string()),
  companyId: nullish(idSchema),
  contactIds: z.array(idSchema),
  ownerId: nullish(idSchema),
  source: nullish(z.string()),
  nextStep: nullish(z.string()),
  nextActivityAt: nullish(instantSchema),
  stageEnteredAt: instantSchema,
  lastActivityAt: nullish(instantSchema),
  tags: z.array(z.string()),
  lineItems: z.array(lineItemSchema),
});
export type Deal = z.infer<typeof dealSchema>;

/** One move of a deal. Never updated: funnel, velocity and time in stage are read from it. */
export const stageChangeSchema = recordSchema({
  dealId: idSchema,
  pipelineId: idSchema,
  /** `null` when the deal was made. */
  fromStageId: z.nullable(idSchema),
  toStageId: idSchema,
  at: instantSchema,
  byId: nullish(idSchema),
  /** Time spent in the stage left, in milliseconds; 0 when the deal was made. */
  durationMs: whole(0),
  amount: z.nullable(moneySchema),
  probability: basisPointsSchema,
});
export type StageChange = z.infer<typeof stageChangeSchema>;
