import type { CrmClient, DataAdapter } from '@crm-elements/data';
import type { StoredRecord } from '@crm-elements/schema';
import { sampleCollections, sampleCompany, type SampleCollection } from '../sample-company.js';

/** A client, or the adapter under it. */
export type SampleTarget = DataAdapter | Pick<CrmClient, 'adapter'>;

export interface SampleProgress {
  done: number;
  total: number;
}

export interface SampleRunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: SampleProgress) => void;
}

export const adapterOf = (target: SampleTarget): DataAdapter => ('commit' in target ? target : target.adapter);

/** It stands in every change. */
export const signature = { origin: 'sample-company', by: { kind: 'system', id: 'sample-company' } } as const;

/**
 * The record that says: all of it was loaded. Whoever then deletes a person of the cast does not meet that person again at the next start.
 * It is kept as a setting of nobody.
 */
export const mark = { id: 'sample-company', agentId: 'sample-company', key: 'sample-company', value: true } as const;
export const markCollection = 'preferences';

/** Somebody else was faster: look again. */
export const tries = 8;

export const keyOf = (collection: string, id: string) => `${collection}/${id}`;

/** A record with the collection that it stands in. */
export interface Placed {
  collection: SampleCollection;
  record: StoredRecord;
}

/** All records of the sample company, each after those that it points to. */
export function placedRecords(now: number | Date): Placed[] {
  const records = sampleCompany({ now });
  return sampleCollections.flatMap((collection) =>
    (records[collection] as unknown as StoredRecord[]).map((record) => ({ collection, record })),
  );
}

/** Those of them that stand in a store, as they are there. */
export async function presentRecords(adapter: DataAdapter, placed: readonly Placed[], signal: AbortSignal | undefined): Promise<Placed[]> {
  const options = signal ? { signal } : {};
  const found = await Promise.all(
    sampleCollections.map(async (collection) => {
      const ids = placed.filter((one) => one.collection === collection).map(({ record }) => record.id);
      const records = await adapter.get(collection, ids, options);
      return records.flatMap((record) => (record ? { collection, record } : []));
    }),
  );
  return found.flat();
}

export function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
