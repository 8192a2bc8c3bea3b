import type { DataAdapter, Query, StoredRecord } from '@crm-elements/data';

const pageSize = 1_000;

/** All records of a query, a page at a time. */
export async function* pagesOf(adapter: DataAdapter, query: Query, signal?: AbortSignal): AsyncGenerator<StoredRecord[]> {
  let after: string | undefined;
  do {
    const page = await adapter.query({ limit: pageSize, ...query, ...(after !== undefined && { after }) }, signal && { signal });
    if (page.records.length > 0) yield page.records;
    after = page.next;
  } while (after !== undefined);
}
