import {
  displayName,
  easedFields,
  formatName,
  isCalendarDate,
  isInlineSafe,
  isInstant,
  isUuid,
  sniffMediaType,
  type Contact,
  type RecordInput,
} from '@crm-elements/schema';
import { toBase64 } from '../json-lines/base64.js';
import { CardWriter, type WrittenVersion } from './card-writer.js';
import { escapeText, escapeUri, isUri } from './escape.js';
import type { ReadContact, VCardPhoto } from './read-contact.js';
import { writePoints } from './write-points.js';

/** A contact to write, stored or not. */
export type WrittenContact = RecordInput<'contacts'> & { updatedAt?: string };

/** A contact with what stands in other records. What {@link parseVCards} reads is one of these. */
export interface VCardSource extends Partial<Pick<ReadContact, 'companyName' | 'companyUnits' | 'photo' | 'revisedAt'>> {
  contact: WrittenContact;
  /** One NOTE each. */
  notes?: readonly string[];
}

export interface FormatVCardsOptions {
  /** `4.0` (RFC 6350) has a place for all of it; `3.0` (RFC 2426) is what most address books read. */
  version: WrittenVersion;
}

const isWebAddress = (text: string) => /^https?:\/\/[^\s\p{C}]+$/iu.test(text);

/** N and FN, which 3.0 asks for both. A full name that is not the person's own says so, and is not read back (RFC 9554, 4.4). */
function writeName(card: CardWriter, contact: Contact, companyName: string | undefined): void {
  const { family = '', given = '', additional = '', prefix = '', suffix = '' } = contact.name;
  const parts = [family, given, additional, prefix, suffix].map((part) => escapeText(part.trim()));
  if (contact.fullName.trim() !== '') card.addText('FN', contact.fullName);
  else {
    const named = formatName(contact.name) || displayName(contact, companyName === undefined ? null : { name: companyName });
    card.add('FN', escapeText(named), { [card.version === '4.0' ? 'DERIVED' : 'X-DERIVED']: 'true' });
  }
  if (card.version === '3.0' || parts.some((part) => part !== '')) card.add('N', parts.join(';'));
}

function writePhoto(card: CardWriter, address: string | null | undefined, photo: VCardPhoto | undefined): void {
  if (address != null && isWebAddress(address.trim())) card.add('PHOTO', escapeUri(address.trim()), { VALUE: 'uri' });
  const mediaType = photo && sniffMediaType(photo.bytes);
  if (!photo || !mediaType || !isInlineSafe(mediaType)) return;
  const base64 = toBase64(photo.bytes);
  if (card.version === '4.0') card.add('PHOTO', `data:${mediaType};base64,${base64}`);
  else card.add('PHOTO', base64, { ENCODING: 'b', TYPE: mediaType.slice('image/'.length).toUpperCase() });
}

/** What a person is, in the words of 4.0 or of those that 3.0 lets a program add. */
function writeFacts(card: CardWriter, contact: Contact, { companyName = '', companyUnits = [] }: Omit<VCardSource, 'contact'>): void {
  const is4 = card.version === '4.0';
  card.addText('NICKNAME', contact.nickname);
  card.addText(is4 ? 'PRONOUNS' : 'X-PRONOUNS', contact.pronouns);
  card.addText('TITLE', contact.jobTitle);
  card.addText('ROLE', contact.role);
  const company = [companyName, ...companyUnits].map((part) => escapeText(part.trim()));
  if (company.some((part) => part !== '')) card.add('ORG', company.join(';'));
  if (isCalendarDate(contact.birthday)) card.add('BDAY', is4 ? contact.birthday.replaceAll('-', '') : contact.birthday);
  contact.languages.forEach((language, index) => {
    card.addText(is4 ? 'LANG' : 'X-LANG', language, { PREF: String(Math.min(index + 1, 100)) });
  });
  card.addText('TZ', contact.timeZone, is4 ? {} : { VALUE: 'text' });
  const tags = contact.tags.map((tag) => escapeText(tag.trim())).filter((tag) => tag !== '');
  if (tags.length > 0) card.add('CATEGORIES', tags.join(','));
}

function writeIdentity(card: CardWriter, { id, externalIds, updatedAt }: Partial<Contact>, revisedAt = updatedAt): void {
  const given = externalIds?.vcard ?? id;
  if (externalIds?.vcard === undefined && isUuid(given)) card.add('UID', `urn:uuid:${given}`);
  else card.addText('UID', given, card.version === '3.0' || isUri(given ?? '') ? {} : { VALUE: 'text' });
  if (isInstant(revisedAt)) card.add('REV', card.version === '4.0' ? revisedAt.replace(/[-:]|\.\d{3}/g, '') : revisedAt);
}

function formatCard({ contact: given, notes = [], ...rest }: VCardSource, version: WrittenVersion): string {
  const card = new CardWriter(version);
  const lists = { name: {}, fullName: '', emails: [], phones: [], urls: [], socials: [], addresses: [], languages: [], tags: [] };
  const contact = { ...lists, ...given, ...easedFields('contacts', given) } as unknown as Contact;
  writeName(card, contact, rest.companyName);
  writeFacts(card, contact, rest);
  writePoints(card, contact);
  for (const note of notes) card.addText('NOTE', note);
  writePhoto(card, contact.photo, rest.photo);
  writeIdentity(card, contact, rest.revisedAt);
  return card.end();
}

/**
 * Contacts as a file of vCards, each as it is stored or with what stands beside it. Nothing that people wrote can end a value or begin another
 * property; {@link parseVCards} reads it back, but for white space around a text, control characters (written as `U+FFFD`) and the kind of line ends.
 * What is the company's own stays out of it: stage, status, source, owner, consent, needs, custom fields, ids of other systems.
 * @returns text to be encoded in UTF-8, its lines ended by CR LF and folded at 75 octets; empty without contacts
 */
export function formatVCards(contacts: Iterable<WrittenContact | VCardSource>, { version }: FormatVCardsOptions): string {
  return Array.from(contacts, (source) => formatCard('contact' in source ? source : { contact: source }, version)).join('');
}
