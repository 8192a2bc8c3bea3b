/** Fields of every type, values for them, and consents, for the tests of the contact card. */
import type { CrmClient } from '@crm-elements/data';
import type { Consent, CustomFieldType, Json } from '@crm-elements/schema';
import { acme, ana } from './contact-card.test-helper.js';

const options: Partial<Record<CustomFieldType, readonly { value: string; label: string }[]>> = {
  select: [
    { value: 'gold', label: 'Gold' },
    { value: 'basic', label: 'Basic' },
  ],
  multiselect: [
    { value: 'coffee', label: 'Coffee' },
    { value: 'tea', label: 'Tea' },
    { value: 'cups', label: 'Cups' },
  ],
  relation: [{ value: 'companies', label: 'Companies' }],
};

/** A field of each type, by its type's name. Those of the compact card: `text` and `select`. */
export const labels: Readonly<Record<CustomFieldType, string>> = {
  text: 'Delivery notes',
  number: 'Pallets a week',
  money: 'Credit limit',
  date: 'Customer since',
  datetime: 'Next tasting',
  boolean: 'Has a loading dock',
  select: 'Plan',
  multiselect: 'Buys',
  url: 'Shop',
  email: 'Invoices to',
  phone: 'Warehouse',
  relation: 'Supplier',
};

export const values: Readonly<Record<CustomFieldType, Json>> = {
  text: 'Ring twice',
  number: 1234.5,
  money: { amount: 1_250_050, currency: 'EUR' },
  date: '2024-03-01',
  datetime: '2026-12-01T09:30:00.000Z',
  boolean: true,
  select: 'gold',
  multiselect: ['coffee', 'cups'],
  url: 'https://shop.acme.example/',
  email: 'billing@acme.example',
  phone: '+34 600 222 333',
  relation: acme,
};

/** Sets the fields up; one of each type. @param required the keys of those that must be filled in */
export async function fillFields(client: CrmClient, { required = [] }: { required?: readonly CustomFieldType[] } = {}): Promise<void> {
  await client.customFields.createMany(
    (Object.keys(labels) as CustomFieldType[]).map((type, order) => ({
      id: `field-${type}`,
      object: 'contacts',
      key: type,
      label: labels[type],
      type,
      options: [...(options[type] ?? [])],
      required: required.includes(type),
      showOnCard: type === 'text' || type === 'select',
      order,
    })),
  );
}

const consent = (part: Partial<Consent>): Consent => ({
  channel: 'email',
  purpose: 'newsletter',
  status: 'granted',
  at: '2026-03-02T10:00:00.000Z',
  ...part,
});

/** One consent in each state, the first with a history. */
export const consents: readonly Consent[] = [
  consent({ at: '2025-01-10T10:00:00.000Z', status: 'pending' }),
  consent({ at: '2025-06-01T10:00:00.000Z', status: 'withdrawn' }),
  consent({ legalBasis: 'consent' }),
  consent({ channel: 'phone', purpose: 'offers', status: 'denied' }),
  consent({ channel: 'sms', purpose: 'service', status: 'withdrawn' }),
  consent({ channel: 'fax', purpose: 'Price lists by fax', status: 'pending', legalBasis: 'a handshake' }),
];

/** Fields of each type with values, and consents in each state. */
export async function fillExtras(client: CrmClient): Promise<void> {
  await fillFields(client);
  await client.contacts.update(ana, { custom: { ...values }, consent: [...consents] });
}
