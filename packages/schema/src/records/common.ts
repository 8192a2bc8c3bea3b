import type { Json } from '../json.js';
import { isCalendarDate, isInstant } from '../calendar-date.js';
import { maxIdLength } from '../ids.js';
import * as z from '../zod.js';
import { filled, mapOf, whole, written } from './rules.js';
import { actorKinds, markTypes } from './values.js';

/** An id: a UUIDv7 when made here, any non-empty string up to 128 code units when it comes from elsewhere. */
export const idSchema = filled(maxIdLength);

/** A moment: UTC, ISO 8601 with milliseconds, such as `2026-11-23T09:30:00.000Z`. */
export const instantSchema = written(isInstant, 'Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.');

/** A calendar date without a zone: `YYYY-MM-DD`. */
export const calendarDateSchema = written(isCalendarDate, 'Write the date as YYYY-MM-DD, such as 2026-11-23.');

/** Basis points, 0 to 10000: 2500 is 25 %. */
export const basisPointsSchema = whole(0, 10_000);

/** An amount in minor units of its currency (ISO 4217): `{ amount: 1999, currency: 'EUR' }` is € 19.99. */
export const moneySchema = z.object({
  amount: whole(),
  currency: written((text) => /^[A-Z]{3}$/.test(text), 'Write the currency as its three capital letters, such as EUR.'),
});
export type Money = z.infer<typeof moneySchema>;

/** Any plain JSON value. That it is plain is checked once for the whole record by the adapter, so nothing is walked twice. */
export const jsonSchema = z.custom<Json>(() => true);

/** The values of custom fields, by the key of the field. */
export const customValuesSchema = mapOf(jsonSchema);

/** The fields that every record has. The adapter sets `version`, `createdAt` and `updatedAt`. */
export const commonFields = {
  id: idSchema,
  /** Rises by one with each committed write. */
  version: whole(1),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  custom: z.optional(customValuesSchema),
  /** The id of the same record elsewhere, by the name of the other system. */
  externalIds: z.optional(mapOf(z.string())),
};

/** A schema of a record: the common fields and its own. Fields it does not know are kept as they are. */
export const recordSchema = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.looseObject({ ...commonFields, ...shape });

/** A pointer to a record of any collection, as activities, notes and tasks carry it. */
export const targetSchema = z.object({ type: filled(), id: idSchema });
export type Target = z.infer<typeof targetSchema>;

/** Emphasis of a stretch of text, from `start` up to `end` in UTF-16 code units. Text is never HTML. */
export const textMarkSchema = z.object({
  type: z.enum(markTypes),
  start: whole(0),
  end: whole(0),
  /** The address of a link. It is checked where it is shown, not here: what people wrote is kept. */
  href: z.optional(z.string()),
  /** Who is mentioned. */
  id: z.optional(idSchema),
});
export type TextMark = z.infer<typeof textMarkSchema>;

/** Who acts. */
export const actorSchema = z.object({ kind: z.enum(actorKinds), id: idSchema });
export type Actor = z.infer<typeof actorSchema>;
