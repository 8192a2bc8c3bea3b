/** What a person is changing on a contact: a draft over the record, and what follows from it. Pure. */
import {
  isEmailText,
  isPhoneText,
  normaliseEmail,
  normalisePhone,
  parseName,
  type Contact,
  type Email,
  type LifecycleStage,
  type Phone,
} from '@crm-elements/schema';
import type { ContactPatch } from '../events/contact-events.js';
import { phoneText, primaryOf } from './contact-ways.js';

/** An e-mail address or a number that is being written. */
export interface PointDraft {
  /** Names the row as long as the form is open. */
  readonly row: number;
  readonly value: string;
  readonly type: string;
  readonly primary: boolean;
  /** The record's own entry, which keeps what the form does not show. */
  readonly origin?: Email | Phone | undefined;
}

export interface ContactDraft {
  readonly fullName: string;
  readonly jobTitle: string;
  readonly companyId: string | null;
  /** The name of a company that is made with the save. */
  readonly newCompany: string;
  readonly emails: readonly PointDraft[];
  readonly phones: readonly PointDraft[];
  readonly tags: readonly string[];
  readonly lifecycleStage: LifecycleStage;
  readonly ownerId: string | null;
}

/** Fields of a contact that the form changes. */
export const draftFields = ['fullName', 'jobTitle', 'companyId', 'emails', 'phones', 'tags', 'lifecycleStage', 'ownerId'] as const;
export type DraftField = (typeof draftFields)[number];

/** What is wrong: a field, or `emails.<row>`, to the key of a sentence. */
export type DraftErrors = Readonly<Record<string, 'invalid.name' | 'invalid.email' | 'invalid.phone' | 'invalid.twice'>>;

let rows = 0;

/** An empty row. */
export const newPoint = (primary = false): PointDraft => ({ row: ++rows, value: '', type: '', primary });

function pointsOf<Point extends Email | Phone>(points: readonly Point[], text: (point: Point) => string): PointDraft[] {
  const first = primaryOf(points);
  return points.map((origin) => ({ row: ++rows, value: text(origin), type: origin.type ?? '', primary: origin === first, origin }));
}

const emailsOf = (contact: Contact) => pointsOf(contact.emails, ({ value }) => value);
const phonesOf = (contact: Contact) => pointsOf(contact.phones, phoneText);

/** The record as a draft, before anything was changed. */
export function draftOf(contact: Contact): ContactDraft {
  return {
    fullName: contact.fullName,
    jobTitle: contact.jobTitle ?? '',
    companyId: contact.companyId ?? null,
    newCompany: '',
    emails: emailsOf(contact),
    phones: phonesOf(contact),
    tags: contact.tags,
    lifecycleStage: contact.lifecycleStage,
    ownerId: contact.ownerId ?? null,
  };
}

const written = (points: readonly PointDraft[]) => points.filter(({ value }) => value.trim() !== '');

/** The entries that rows become. Rows that were not touched stay as they were, also in what is not shown. */
function entriesOf<Point extends Email | Phone>(
  points: readonly PointDraft[],
  make: (value: string) => Point,
  text: (point: Point) => string,
): Point[] {
  const kept = written(points);
  const marked = kept.some(({ origin }) => origin?.primary !== undefined) || !kept[0]?.primary;
  return kept.map(({ value, type, primary, origin }) => {
    const same = origin !== undefined && text(origin as Point) === value;
    const { primary: _primary, type: _type, ...rest } = same ? (origin as Point) : make(value);
    return { ...rest, ...(type !== '' && { type }), ...(marked && primary && { primary: true }) } as Point;
  });
}

const toEmails = (draft: ContactDraft) =>
  entriesOf<Email>(
    draft.emails,
    (value) => normaliseEmail(value),
    ({ value }) => value,
  );
const toPhones = (draft: ContactDraft) => entriesOf<Phone>(draft.phones, (value) => normalisePhone(value), phoneText);

/** The contact's fields as the draft has them. */
function fieldsOf(draft: ContactDraft): Pick<Contact, DraftField> {
  return {
    fullName: draft.fullName.trim(),
    jobTitle: draft.jobTitle.trim() || null,
    companyId: draft.companyId,
    emails: toEmails(draft),
    phones: toPhones(draft),
    tags: [...draft.tags],
    lifecycleStage: draft.lifecycleStage,
    ownerId: draft.ownerId,
  };
}

const plain = (value: unknown): string => JSON.stringify(sorted(value)) ?? 'null';

/** With the keys of objects in order and without what says nothing, so that equal values look equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== false);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

const sameValue = (a: unknown, b: unknown) => plain(a) === plain(b);

/** The fields in which the draft differs from the record. */
export function touchedFields(base: Contact, draft: ContactDraft): DraftField[] {
  const before = fieldsOf(draftOf(base));
  const now = fieldsOf(draft);
  return draftFields.filter((field) => (field === 'companyId' && draft.newCompany.trim() !== '') || !sameValue(before[field], now[field]));
}

/** What is to be written: changed fields only. A name's parts go with its text. `companyId` of a new company is added by whoever makes it. */
export function patchOf(base: Contact, draft: ContactDraft): ContactPatch {
  const now = fieldsOf(draft);
  const touched = touchedFields(base, draft);
  const patch: Record<string, unknown> = Object.fromEntries(touched.map((field) => [field, now[field]]));
  if ('fullName' in patch) patch['name'] = parseName(now.fullName);
  return patch as ContactPatch;
}

/** The draft over a newer state of the record: what was not touched follows it. `conflicts` are fields that both changed. */
export function rebase(base: Contact, current: Contact, draft: ContactDraft): { draft: ContactDraft; conflicts: DraftField[] } {
  const touched = new Set(touchedFields(base, draft));
  const theirs = draftOf(current);
  const mine = fieldsOf(draft);
  const conflicts = [...touched].filter((field) => !sameValue(base[field], current[field]) && !sameValue(mine[field], current[field]));
  const followed = Object.fromEntries(draftFields.filter((field) => !touched.has(field)).map((field) => [field, theirs[field]]));
  return { draft: { ...draft, ...followed }, conflicts };
}

/** What was typed for a field given up for what the record has. */
export const takeTheirs = (current: Contact, draft: ContactDraft, field: DraftField): ContactDraft => ({
  ...draft,
  [field]: draftOf(current)[field],
  ...(field === 'companyId' && { newCompany: '' }),
});

/** What keeps the draft from being saved; empty when nothing does. */
export function checkDraft(draft: ContactDraft): DraftErrors {
  const errors: Record<string, DraftErrors[string]> = {};
  const emails = written(draft.emails);
  const phones = written(draft.phones);
  if (draft.fullName.trim() === '' && emails.length === 0 && phones.length === 0) errors['fullName'] = 'invalid.name';
  const keys = new Set<string>();
  for (const { row, value } of emails) {
    const { key } = normaliseEmail(value);
    if (!isEmailText(value.trim())) errors[`emails.${row}`] = 'invalid.email';
    else if (keys.has(key)) errors[`emails.${row}`] = 'invalid.twice';
    keys.add(key);
  }
  const numbers = new Set<string>();
  for (const { row, value } of phones) {
    const { raw, e164, extension = '' } = normalisePhone(value);
    const number = `${e164 ?? raw.replace(/[^\d+]/g, '')};${extension}`;
    if (!isPhoneText(value)) errors[`phones.${row}`] = 'invalid.phone';
    else if (numbers.has(number)) errors[`phones.${row}`] = 'invalid.twice';
    numbers.add(number);
  }
  return errors;
}
