import type { DataAdapter, StoredRecord } from '@crm-elements/data';
import { pagesOf } from '../pages.js';

/** Values that one query asks for: each is a read of its own. */
const valuesAtOnce = 100;

/** The order of an index that begins with a key: by it the store finds what has the key. */
const sortBehind = ({ model }: DataAdapter, collection: string, key: string): { by: string }[] => {
  const index = Object.values(model.collections[collection]!.indexes).find(({ keys }) => keys[0] === key && keys.length <= 3);
  return (index?.keys.slice(1) ?? []).map((by) => ({ by }));
};

/** The records of a collection that have one of these values of an indexed key, each once. */
export async function readBy(
  adapter: DataAdapter,
  collection: string,
  key: string,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<StoredRecord[]> {
  const found = new Map<string, StoredRecord>();
  const sort = sortBehind(adapter, collection, key);
  for (let i = 0; i < values.length; i += valuesAtOnce) {
    const query = { collection, where: { [key]: { in: values.slice(i, i + valuesAtOnce) } }, sort };
    for await (const page of pagesOf(adapter, query, signal)) for (const record of page) found.set(record.id, record);
  }
  return [...found.values()];
}
