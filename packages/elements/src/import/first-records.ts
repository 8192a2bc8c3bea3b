import type { CrmClient } from '@crm-elements/data';
import { displayName, type Contact, type Deal, type StoredRecord } from '@crm-elements/schema';
import { clipped } from './clipped.js';
import type { ImportPlan } from './interchange.js';

/** A record as it would be, in short. */
export interface FirstRecord {
  collection: 'contacts' | 'companies' | 'deals';
  record: StoredRecord;
  name: string;
  /** Further facts, such as the company. */
  facts: readonly string[];
  amount?: Deal['amount'];
}

const mostOfEach = 3;
const shownCollections = ['contacts', 'companies', 'deals'] as const;

/** Where the names of other records stand. */
const named = { companyId: 'companies', stageId: 'stages', ownerId: 'agents' } as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? clipped(value) : '');

/** The first records of each collection, with the names of those that they name: of the plan, or of the store. */
export async function firstRecords(client: CrmClient, { operations }: ImportPlan): Promise<FirstRecord[]> {
  const chosen = shownCollections.flatMap((collection) =>
    operations
      .filter((operation) => operation.collection === collection)
      .slice(0, mostOfEach)
      .map(({ record }) => ({ collection, record })),
  );
  const wanted = new Set(chosen.flatMap(({ record }) => Object.keys(named).map((field) => textOf(record[field]))));
  const names = new Map<string, string>();
  for (const { record } of operations) if (wanted.has(record.id)) names.set(record.id, textOf(record['name']));
  for (const [field, collection] of Object.entries(named)) {
    const missing = chosen.map(({ record }) => textOf(record[field])).filter((id) => id !== '' && !names.has(id));
    const found = missing.length > 0 ? await client.adapter.get(collection, [...new Set(missing)]).catch(() => []) : [];
    for (const record of found) if (record) names.set(record.id, textOf(record['name']));
  }
  return chosen.map(({ collection, record }): FirstRecord => {
    const stored = record as StoredRecord;
    const facts = Object.keys(named).map((field) => names.get(textOf(record[field])) ?? '');
    if (collection === 'contacts') {
      const contact = stored as unknown as Contact;
      return {
        collection,
        record: stored,
        name: clipped(displayName(contact, null, '')),
        facts: plain([contact.jobTitle ?? '', contact.emails[0]?.value ?? '', ...facts]),
      };
    }
    const own = collection === 'companies' ? [textOf(record['industry']), textOf((record['domains'] as string[] | undefined)?.[0])] : [];
    return {
      collection,
      record: stored,
      name: textOf(record['name']),
      facts: plain([...own, ...facts]),
      amount: (record['amount'] as Deal['amount'] | undefined) ?? null,
    };
  });
}

const plain = (facts: readonly string[]): string[] => facts.filter((fact) => fact !== '');
