import { easedFields, formatName, parseName, type RecordInput } from '@crm-elements/schema';
import type { VCardSource } from './format-vcards.js';
import type { ReadContact } from './read-contact.js';

/** A text as a vCard carries it, told character by character. */
export function carriedText(text: string): string {
  let carried = '';
  for (const char of text.replaceAll('\r\n', '\n')) {
    const code = char.codePointAt(0)!;
    if ('\n\r\v\f\u0085\u2028\u2029'.includes(char)) carried += '\n';
    else if ((code < 0x20 && char !== '\t') || code === 0x7f || (code >= 0xd800 && code <= 0xdfff)) carried += '\ufffd';
    else carried += char;
  }
  return carried.trim();
}

const optional = (text: string | null | undefined) => carriedText(text ?? '') || undefined;
const filled = (texts: readonly string[] | undefined) => (texts ?? []).map(carriedText).filter((text) => text !== '');

/** A label that Apple's programs write for a word is that word. */
function label(type: string | undefined): string | undefined {
  const text = optional(type);
  const word = text === undefined ? undefined : /^_\$!<(.*)>!\$_$/s.exec(text)?.[1];
  return word === undefined ? text : word.trim().toLowerCase() || text;
}

/** One primary entry at most. */
function kept<Entry extends { type?: string | undefined; primary?: boolean | undefined }, Kept extends object>(
  entries: readonly Entry[] | undefined,
  carry: (entry: Entry) => Kept | undefined,
): object[] {
  let hasPrimary = false;
  return (entries ?? []).flatMap((entry) => {
    const found = carry(entry);
    if (!found) return [];
    const primary = entry.primary === true && !hasPrimary ? true : undefined;
    hasPrimary ||= entry.primary === true;
    return [{ ...found, type: label(entry.type), primary }];
  });
}

const parts = ['postOfficeBox', 'extended', 'street', 'locality', 'region', 'postalCode', 'country'] as const;

/** Without fields that are `undefined` or empty lists, at any depth. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, found: unknown) => (Array.isArray(found) && found.length === 0 ? undefined : found)));

type Contact = Omit<RecordInput<'contacts'>, 'emails' | 'phones'> & {
  emails?: { value: string; type?: string; primary?: boolean }[];
  phones?: { raw: string; e164?: string; extension?: string; type?: string; primary?: boolean }[];
};

/** What is read back of a contact that was written. */
export function expectedBack(
  source: Omit<VCardSource, 'contact'> & { contact: Contact },
  { keepsMilliseconds }: { keepsMilliseconds: boolean },
): unknown {
  const { notes } = source;
  const contact = { ...source.contact, ...easedFields('contacts', source.contact) } as Contact;
  const nameParts = Object.entries(contact.name ?? {}).flatMap(([part, text]) =>
    optional(text) === undefined ? [] : [[part, optional(text)]],
  );
  const given = optional(contact.fullName);
  const name =
    nameParts.length > 0
      ? (Object.fromEntries(nameParts) as object)
      : given === undefined
        ? undefined
        : given.length > 1_000
          ? { given }
          : parseName(given);
  return bare({
    contact: {
      name,
      fullName: given ?? (name && formatName(name)),
      nickname: optional(contact.nickname),
      pronouns: optional(contact.pronouns),
      photo: contact.photo ?? undefined,
      jobTitle: optional(contact.jobTitle),
      role: optional(contact.role),
      birthday: contact.birthday ?? undefined,
      timeZone: contact.timeZone ?? undefined,
      languages: filled(contact.languages),
      tags: filled(contact.tags),
      externalIds: contact.externalIds?.['vcard'] === undefined ? undefined : { vcard: carriedText(contact.externalIds['vcard']) },
      emails: kept(contact.emails, ({ value }) =>
        optional(value) === undefined ? undefined : { value: optional(value), key: optional(value)!.toLowerCase() },
      ),
      phones: kept(contact.phones, ({ raw, e164, extension }) => {
        const phone = { raw: carriedText(raw), e164, extension: optional(extension) };
        return phone.raw === '' && e164 === undefined && phone.extension === undefined ? undefined : phone;
      }),
      urls: kept(contact.urls, ({ value }) => (optional(value) === undefined ? undefined : { value: optional(value) })),
      addresses: kept(contact.addresses, (address) => {
        const told = parts.flatMap((part) => (optional(address[part]) === undefined ? [] : [[part, optional(address[part])]]));
        return told.length === 0 ? undefined : (Object.fromEntries(told) as object);
      }),
      socials: (contact.socials ?? [])
        .map(({ network, value }) => ({ network: carriedText(network), value: carriedText(value) }))
        .filter(({ network, value }) => network !== '' || value !== ''),
    },
    companyName: optional(source.companyName),
    companyUnits: filled(source.companyUnits),
    revisedAt: keepsMilliseconds ? source.revisedAt : source.revisedAt?.replace(/\.\d{3}/, '.000'),
    photo: source.photo && { mediaType: source.photo.mediaType, bytes: Array.from(source.photo.bytes) },
    notes: filled(notes),
  });
}

/** What was read, in the form of {@link expectedBack}. */
export const foundBack = ({ card: _card, line: _line, extras: _extras, photo, ...rest }: ReadContact): unknown =>
  bare({ ...rest, ...(photo && { photo: { ...photo, bytes: Array.from(photo.bytes) } }) });
