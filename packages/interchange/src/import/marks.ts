import { displayName, fold, phoneKey, type Agent, type Company, type Contact, type StoredRecord } from '@crm-elements/schema';
import type { CsvCollection } from '../csv/mapping.types.js';
import type { ImportDuplicate } from './import.types.js';

/** Under this name a record remembers what the file it came from calls it by. */
export const importSystem = 'import';

/** Something by which two records are taken for the same one. */
export interface Mark {
  by: ImportDuplicate['by'];
  /** Differs from all other marks of the collection. */
  text: string;
}

const named = (by: Mark['by'], values: readonly (string | null | undefined)[], system: string = by): Mark[] =>
  values.flatMap((value) => (value ? [{ by, text: `${system}:${value}` }] : []));

/** The UID of a contact's card: the one that it came with, else the one that `formatVCards` gives it. */
const uidOf = ({ id, externalIds }: Pick<Contact, 'id' | 'externalIds'>): string => externalIds?.['vcard'] ?? `urn:uuid:${id}`;

/** Several people may have one name, or share a telephone: only both together tell. A company and an agent are known by their names. */
const marksOfKind: Partial<Record<CsvCollection, (record: StoredRecord) => Mark[]>> = {
  contacts: (record) => {
    const contact = record as unknown as Contact;
    const { emails, phones, fullName } = contact;
    const addresses = emails.map(({ key }) => key);
    const numbers = phones.filter(({ raw }) => raw.trim() !== '').map((phone) => `${phoneKey(phone)} ${fold(fullName.trim())}`);
    return [...named('key', [uidOf(contact)], 'uid'), ...named('email', addresses), ...named('phone', numbers)];
  },
  companies: (record) => {
    const { name, domains } = record as unknown as Company;
    return [...named('name', [fold(name.trim())]), ...named('domain', domains)];
  },
  agents: (record) => {
    const { name, email } = record as unknown as Agent;
    return [...named('email', [fold(email ?? '')]), ...named('name', [fold(name.trim())])];
  },
};

/** What a record is known by, the surest first. */
export function marksOf(collection: CsvCollection, record: StoredRecord): Mark[] {
  const { externalIds } = record as { externalIds?: Record<string, string> };
  return [...named('key', [externalIds?.[importSystem]]), ...(marksOfKind[collection]?.(record) ?? [])];
}

/** What a record is called, and what other files may call it. */
export function namesOf(collection: string, record: StoredRecord): string[] {
  const { name, legalName, email, emails } = record as unknown as {
    name?: unknown;
    legalName?: string | null;
    email?: string;
    emails?: Contact['emails'];
  };
  const first = collection === 'contacts' ? displayName(record as unknown as Contact) : typeof name === 'string' ? name : '';
  return [first, legalName, email, ...(emails ?? []).map(({ value }) => value)].filter((text) => text != null && text !== '') as string[];
}
