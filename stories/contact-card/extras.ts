import type { CrmClient } from '@crm-elements/data';
import type { Consent, CustomFieldType, Json } from '@crm-elements/schema';

interface FieldOfStory {
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly required?: boolean;
  readonly showOnCard?: boolean;
}

/** A field of each type, as a maker of furniture would set them up. */
export const fieldsOfEachType: readonly FieldOfStory[] = [
  { key: 'plan', label: 'Trade terms', type: 'select', options: [['trade', 'Trade, 20 %'], ['retail', 'Retail']], showOnCard: true },
  { key: 'interests', label: 'Interested in', type: 'multiselect', options: [['desks', 'Desks'], ['lamps', 'Lamps'], ['shelves', 'Shelves']] },
  { key: 'credit', label: 'Credit limit', type: 'money', showOnCard: true },
  { key: 'rooms', label: 'Rooms to furnish', type: 'number' },
  { key: 'since', label: 'Customer since', type: 'date' },
  { key: 'visit', label: 'Showroom visit', type: 'datetime' },
  { key: 'dock', label: 'Has a loading dock', type: 'boolean' },
  { key: 'notes', label: 'Delivery notes', type: 'text' },
  { key: 'site', label: 'Portfolio', type: 'url' },
  { key: 'invoices', label: 'Invoices to', type: 'email' },
  { key: 'warehouse', label: 'Warehouse', type: 'phone' },
  { key: 'architect', label: 'Architect', type: 'relation', options: [['contacts', 'Contacts']] },
]; // prettier-ignore

/** A value for each of them. @param architect the id of a contact */
export const valuesOfEachType = (architect: string): Record<string, Json> => ({
  plan: 'trade',
  interests: ['desks', 'lamps'],
  credit: { amount: 1_250_050, currency: 'EUR' },
  rooms: 1234.5,
  since: '2024-03-01',
  visit: '2026-12-01T09:30:00.000Z',
  dock: true,
  notes: 'Ring twice, the dog is friendly.',
  site: 'https://portfolio.example/lofts',
  invoices: 'billing@atelier.example',
  warehouse: '+34 600 222 333',
  architect,
});

const consent = (channel: string, purpose: string, status: Consent['status'], at: string, legalBasis?: string): Consent => ({
  channel,
  purpose,
  status,
  at: `${at}T10:00:00.000Z`,
  ...(legalBasis !== undefined && { legalBasis }),
});

/** One consent in each state, the first with a history. */
export const consentsInEachState: readonly Consent[] = [
  consent('email', 'newsletter', 'pending', '2025-01-10'),
  consent('email', 'newsletter', 'withdrawn', '2025-06-01'),
  consent('email', 'newsletter', 'granted', '2026-03-02', 'consent'),
  consent('phone', 'offers', 'denied', '2026-02-11'),
  consent('sms', 'service', 'withdrawn', '2026-05-20'),
  consent('fax', 'Price lists by fax', 'pending', '2026-10-01'),
];

interface Extras {
  readonly fields?: readonly FieldOfStory[];
  readonly custom?: Record<string, Json>;
  readonly consent?: readonly Consent[];
}

/** Sets fields up in a story's store, beside those of the sample company, and gives a contact values and consents. It may be repeated. */
export async function fillExtras(client: CrmClient, contactId: string, { fields = [], custom = {}, consent = [] }: Extras): Promise<void> {
  const { records } = await client.customFields.list({ where: { object: 'contacts' }, sort: [{ by: 'order' }] });
  const known = new Set(records.map(({ key }) => key));
  await client.customFields.createMany(
    fields
      .filter(({ key }) => !known.has(key))
      .map(({ options = [], required = false, showOnCard = false, ...field }, order) => ({
        ...field,
        object: 'contacts',
        options: options.map(([value, label]) => ({ value, label })),
        required,
        showOnCard,
        order,
      })),
  );
  await client.contacts.update(contactId, { custom, consent: [...consent] });
}
