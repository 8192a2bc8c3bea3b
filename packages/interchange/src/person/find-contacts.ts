import { CrmError, type DataAdapter, type StoredRecord } from '@crm-elements/data';
import { readBy } from './read-by.js';

/** The contacts that are one person: the one that stands for it, and all that were merged into it, directly or not. */
export interface PersonContacts {
  /** The one that is not merged. */
  rootId: string;
  ids: ReadonlySet<string>;
  /** Those that are no contacts now, in the trash: merged, or deleted. */
  trashed: StoredRecord[];
  live: StoredRecord[];
}

const contactOf = (row: StoredRecord): StoredRecord => row['record'] as unknown as StoredRecord;

const trashedContacts = (adapter: DataAdapter, ids: readonly string[]): Promise<StoredRecord[]> =>
  readBy(
    adapter,
    'trash',
    'recordKey',
    ids.map((id) => `contacts:${id}`),
  );

/** The contact that stands for this one: upwards, as long as it was merged into another. */
async function rootOf(adapter: DataAdapter, contactId: string): Promise<string> {
  const seen = new Set<string>();
  for (let id = contactId; !seen.has(id);) {
    seen.add(id);
    const [row] = await trashedContacts(adapter, [id]);
    const into = row && contactOf(row)['mergedIntoId'];
    if (typeof into === 'string') id = into;
    else return id;
  }
  return contactId;
}

/**
 * Who a contact is. A merged contact is the one that it was merged into; a deleted one is found in the trash.
 * @returns `undefined` where the store knows nothing of it
 */
export async function findContacts(adapter: DataAdapter, contactId: string): Promise<PersonContacts | undefined> {
  const rootId = await rootOf(adapter, contactId);
  const ids = new Set<string>();
  const [live, trashed]: [StoredRecord[], StoredRecord[]] = [[], []];
  for (let level = [rootId]; level.length > 0;) {
    for (const id of level) ids.add(id);
    const found = (await adapter.get('contacts', level)).filter((record) => record !== undefined);
    const rows = await trashedContacts(adapter, level);
    live.push(...found);
    trashed.push(...rows);
    const below = [...found, ...rows.map(contactOf)].flatMap((contact) => (contact['mergedIds'] ?? []) as string[]);
    level = [...new Set(below)].filter((id) => !ids.has(id));
  }
  return live.length + trashed.length > 0 ? { rootId, ids, live, trashed } : undefined;
}

export const unknownContact = (contactId: string): CrmError =>
  new CrmError('NOT_FOUND', `The store holds no contact with the id ${contactId}, and none in the trash.`, {
    collection: 'contacts',
    data: { id: contactId },
  });
