import { sampleCompany } from '@crm-elements/sample-company';
import type { Contact } from '@crm-elements/schema';

/** Ids of the sample company's people. */
export const people = {
  giulia: 'sample-contact-giulia-ferrante',
  elodie: 'sample-contact-elodie-marchetti',
  ana: 'sample-contact-ana-diaz',
  layla: 'sample-contact-layla-alkandari',
  kwame: 'sample-contact-kwame-boateng',
  vroni: 'sample-contact-vroni-hinterleitner',
} as const;

const { contacts, companies, agents } = sampleCompany({ now: Date.now() });

/** A contact as a page would hold it that keeps its records elsewhere, with the names that go with it. */
export function plainContact(id: string) {
  const contact = contacts.find((record) => record.id === id) as Contact;
  const company = companies.find((record) => record.id === contact.companyId);
  const owner = agents.find((record) => record.id === contact.ownerId);
  return { contact, company, owner };
}

/** Everybody whom the sample company knows, by their names. */
export const everybody: readonly { id: string; name: string }[] = contacts.flatMap((record) => {
  const { id, fullName } = record;
  return fullName ? [{ id, name: fullName }] : [];
});
