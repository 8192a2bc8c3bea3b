import * as z from '../zod.js';
import { calendarDateSchema, idSchema, instantSchema, moneySchema, recordSchema } from './common.js';
import { nullish, whole, written } from './rules.js';
import { companyTypes, consentStatuses, lifecycleStages } from './values.js';



/** The parts of a name, as vCard 4 has them (RFC 6350, 6.2.2). */
export const personNameSchema = z.object({
  prefix: z.optional(z.string()),
  given: z.optional(z.string()),
  additional: z.optional(z.string()),
  family: z.optional(z.string()),
  suffix: z.optional(z.string()),
});
export type PersonName = z.infer<typeof personNameSchema>;

const label = { type: z.optional(z.string()), primary: z.optional(z.boolean()) };

/** An e-mail address: `value` as typed, `key` in lower case for comparing. */
export const emailSchema = z.object({ value: z.string(), key: z.string(), ...label });
export type Email = z.infer<typeof emailSchema>;

/** A telephone number: `raw` as typed, `e164` where it could be told, `extension` apart. */
export const phoneSchema = z.object({
  raw: z.string(),
  e164: z.optional(written((text) => /^\+[1-9]\d{1,14}$/.test(text), 'Write the number in E.164 form, such as +34600111222.')),
  extension: z.optional(z.string()),
  ...label,
});
export type Phone = z.infer<typeof phoneSchema>;

export const urlSchema = z.object({ value: z.string(), ...label });
export const socialSchema = z.object({ network: z.string(), value: z.string() });

/** A postal address, parts as vCard 4 has them (RFC 6350, 6.3.1). */
export const addressSchema = z.object({
  street: z.optional(z.string()),
  extended: z.optional(z.string()),
  postOfficeBox: z.optional(z.string()),
  locality: z.optional(z.string()),
  region: z.optional(z.string()),
  postalCode: z.optional(z.string()),
  country: z.optional(z.string()),
  ...label,
});
export type Address = z.infer<typeof addressSchema>;

/** What a person agreed to, per channel and purpose, on which legal ground (such as `consent` or `contract`), and when. */
export const consentSchema = z.object({
  channel: z.string(),
  purpose: z.string(),
  status: z.enum(consentStatuses),
  legalBasis: z.optional(z.string()),
  at: instantSchema,
});
export type Consent = z.infer<typeof consentSchema>;

/** A person whom the company knows. */
export const contactSchema = recordSchema({
  name: personNameSchema,
  /** The name as one text, as the person writes it. */
  fullName: z.string(),
  nickname: nullish(z.string()),
  pronouns: nullish(z.string()),
  /** The key of a stored blob, or the address of a picture. */
  photo: nullish(z.string()),
  emails: z.array(emailSchema),
  phones: z.array(phoneSchema),
  urls: z.array(urlSchema),
  socials: z.array(socialSchema),
  addresses: z.array(addressSchema),
  jobTitle: nullish(z.string()),
  role: nullish(z.string()),
  companyId: nullish(idSchema),
  birthday: nullish(calendarDateSchema),
  /** BCP 47 tags, the preferred first. */
  languages: z.array(z.string()),
  /** An IANA name such as `Europe/Madrid`. */
  timeZone: nullish(z.string()),
  lifecycleStage: z.enum(lifecycleStages),
  leadStatus: nullish(z.string()),
  source: nullish(z.string()),
  ownerId: nullish(idSchema),
  tags: z.array(z.string()),
  consent: z.array(consentSchema),
  needs: z.array(z.string()),
  /** A server checked who this is. No page can set it. */
  verified: z.boolean(),
  /** Get in touch at least every so many days. */
  keepInTouchDays: nullish(whole(1)),
  lastActivityAt: nullish(instantSchema),
  /** The contact that this one was merged into; such a contact stands in the trash. */
  mergedIntoId: nullish(idSchema),
  /** The contacts that were merged into this one, in that order. */
  mergedIds: z.optional(z.array(idSchema)),
});
export type Contact = z.infer<typeof contactSchema>;

/** An organisation: customer, prospect, partner or supplier. */
export const companySchema = recordSchema({
  name: z.string(),
  legalName: nullish(z.string()),
  domains: z.array(z.string()),
  logo: nullish(z.string()),
  industry: nullish(z.string()),
  employees: nullish(whole(0)),
  annualRevenue: nullish(moneySchema),
  addresses: z.array(addressSchema),
  phones: z.array(phoneSchema),
  parentId: nullish(idSchema),
  type: z.enum(companyTypes),
  ownerId: nullish(idSchema),
  tags: z.array(z.string()),
});
export type Company = z.infer<typeof companySchema>;
