import type { CreateOperation, StoredRecord } from '@crm-elements/data';
import { createRandom, recordFactory } from '@crm-elements/data/testing';
import { fold } from '@crm-elements/schema';

export type Contact = ReturnType<typeof makeContact>;

const random = createRandom(1);
const syllables = ['an', 'be', 'ca', 'do', 'el', 'fi', 'go', 'ha', 'is', 'jo', 'ka', 'lu', 'mi', 'no', 'or', 'pa', 'ri', 'sa', 'te', 'vi'];
const word = () => Array.from({ length: 3 }, () => random.pick(syllables)).join('');

/** A company has a few dozen tags, however many contacts. */
const tags = Array.from({ length: 40 }, word);

/** The columns of the contacts' board. */
export const lifecycleStages = ['lead', 'qualified', 'opportunity', 'customer', 'evangelist'] as const;

/** A contact as a company of fifty agents has them, the same ones in every run. */
function makeContact() {
  const email = `${word()}@example.com`;
  return recordFactory('contacts', {
    fullName: `${word()} ${word()}`,
    jobTitle: word(),
    ownerId: `agent-${random.below(50)}`,
    companyId: `company-${random.below(2_000)}`,
    lifecycleStage: random.pick(lifecycleStages),
    tags: [...new Set([random.pick(tags), random.pick(tags)])],
    emails: [{ value: email, key: email }],
  });
}

export const makeContacts = (count: number): Contact[] => Array.from({ length: count }, makeContact);

export const nameKey = ({ fullName }: Contact): string => fold(fullName);

/** With what the adapter adds, so that both stores keep about the same. */
export const asRaw = (contact: Contact): StoredRecord => ({
  ...contact,
  nameKey: nameKey(contact),
  version: 1,
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-01-05T09:00:00.000Z',
});

export const asOperation = (record: Contact): CreateOperation => ({ op: 'create', collection: 'contacts', record });
