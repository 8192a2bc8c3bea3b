import { calendarDateIn } from '@crm-elements/schema';
import type { PropertyReader } from './card-draft.js';
import { readBirthday, readTimestamp } from './dates.js';
import { listOf, unescapeText } from './values.js';

/** BDAY (RFC 6350, 6.2.5). */
const readBirth: PropertyReader = (property, draft) => {
  const { contact, version } = draft;
  const text = unescapeText(property.text, version);
  if (text === '') return true;
  const read = readBirthday(text, property.params.get('X-APPLE-OMIT-YEAR')?.[0]);
  if (!('date' in read)) {
    draft.issue(read.isPartial ? 'birthday-partial' : 'birthday-unreadable', property, text);
    return false;
  }
  contact.birthday ??= read.date;
  return contact.birthday === read.date;
};

/** Any moment: what matters is whether the zone is known. */
const moment = '2000-01-01T00:00:00.000Z';

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    calendarDateIn(moment, name);
    return true;
  } catch {
    return false;
  }
}

/** TZ (RFC 6350, 6.5.1): a name such as `Europe/Madrid`. An offset does not tell where somebody is. */
const readTimeZone: PropertyReader = (property, draft) => {
  const { contact, version } = draft;
  const text = unescapeText(property.text, version);
  if (text === '') return true;
  if (!isTimeZone(text)) {
    draft.issue('time-zone', property, text);
    return false;
  }
  contact.timeZone ??= text;
  return contact.timeZone === text;
};

/** LANG (RFC 6350, 6.4.4): a language tag each. */
const readLanguage: PropertyReader = ({ text }, { contact, version }) => {
  const language = unescapeText(text, version);
  if (language !== '') (contact.languages ??= []).push(language);
  return true;
};

/** UID (RFC 6350, 6.7.6). */
const readUid: PropertyReader = ({ text }, { contact, version }) => {
  const uid = unescapeText(text, version);
  if (uid === '') return true;
  contact.externalIds ??= { vcard: uid };
  return contact.externalIds.vcard === uid;
};

/** REV (RFC 6350, 6.7.4). */
const readRevision: PropertyReader = ({ text }, { rest, version }) => {
  const at = readTimestamp(unescapeText(text, version));
  if (at === undefined) return false;
  rest.revisedAt ??= at;
  return rest.revisedAt === at;
};

/** KIND (RFC 6350, 6.1.4), and what Apple's programs write for it. */
const readKind: PropertyReader = (property, draft) => {
  const kind = unescapeText(property.text, draft.version).toLowerCase();
  if (kind === 'individual' || kind === '') return true;
  draft.issue('not-a-person', property, kind);
  return false;
};

/** CATEGORIES (RFC 6350, 6.7.1). */
export const readTags: PropertyReader = ({ text }, { contact }) => {
  // Commas divide categories in every version.
  for (const tag of listOf(text, '4.0')) (contact.tags ??= []).push(tag);
  return true;
};

/** NOTE (RFC 6350, 6.7.2). */
export const readNote: PropertyReader = ({ text }, { rest, version }) => {
  const note = unescapeText(text, version);
  if (note !== '') rest.notes.push(note);
  return true;
};

/** What else is known of a person: a contact keeps the preferred one of each, of languages all in that order. */
export const factReaders: readonly (readonly [string, PropertyReader])[] = [
  ['BDAY', readBirth],
  ['TZ', readTimeZone],
  ['LANG', readLanguage],
  ['X-LANG', readLanguage],
  ['UID', readUid],
  ['REV', readRevision],
  ['KIND', readKind],
  ['X-KIND', readKind],
  ['X-ADDRESSBOOKSERVER-KIND', readKind],
  ['X-ABSHOWAS', readKind],
];
