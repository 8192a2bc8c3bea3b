/** Records that custom fields point at. */
import type { CrmClient } from '@crm-elements/data';
import { isNamed, nameOfRecord, type Named } from './names.js';

/** A record as it is picked. */
export interface NamedRecord {
  readonly id: string;
  readonly name: string;
}

const mostShown = 8;

/** In the order of their names, where there is an index for it. */
const orders: Partial<Record<Named, string>> = { companies: 'nameKey', agents: 'nameKey', contacts: 'nameKey', teams: 'nameKey' };

/**
 * Finds records of a collection by words: by the store's search where it has one, else among the first of them. Undefined where records of
 * the collection have no name to be found by.
 */
export function recordFinder(
  client: CrmClient | undefined,
  collection: string | undefined,
): ((text: string) => Promise<readonly NamedRecord[]>) | undefined {
  if (!client || collection === undefined || !isNamed(collection)) return undefined;
  return async (text) => {
    const by = orders[collection];
    const searched =
      text !== '' && client.adapter.model.collections[collection]?.search !== undefined && client.adapter.capabilities.search;
    const { records } = searched
      ? await client[collection].search(text, { limit: mostShown })
      : await client[collection].list(by ? { sort: [{ by }], limit: 200 } : { limit: 200 });
    const words = searched ? '' : text.toLocaleLowerCase();
    return records
      .map((record) => ({ id: record.id, name: nameOfRecord(collection, record) }))
      .filter(({ name }) => name.toLocaleLowerCase().includes(words))
      .slice(0, mostShown);
  };
}
