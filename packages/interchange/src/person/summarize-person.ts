import type { CrmClient } from '@crm-elements/data';
import { findContacts, unknownContact } from './find-contacts.js';
import { findRecords, summaryOf, type PersonRecords } from './find-records.js';
import { requireStaff } from './require-staff.js';
import type { PersonOptions, PersonSummary } from './person.types.js';

/** @throws CrmError NOT_FOUND, FORBIDDEN */
export async function readPerson(client: CrmClient, contactId: string, { signal, onProgress }: PersonOptions): Promise<PersonRecords> {
  requireStaff(client);
  await client.adapter.open();
  onProgress?.({ phase: 'reading', done: 0, total: 0 });
  const contacts = await findContacts(client.adapter, contactId);
  if (!contacts) throw unknownContact(contactId);
  return findRecords(client.adapter, contacts, signal);
}

/**
 * Counts what a store holds of a person: what {@link erasePerson} would remove, and what would stay without the person.
 * @throws CrmError NOT_FOUND for a contact that the store does not know, FORBIDDEN for a customer
 */
export const summarizePerson = async (client: CrmClient, contactId: string, options: PersonOptions = {}): Promise<PersonSummary> =>
  summaryOf(await readPerson(client, contactId, options));
