import type { CrmClient, TotalRow } from '@crm-elements/data';

interface RowsQuery {
  readonly totals: string;
  readonly where: Readonly<Record<string, string | { readonly in: readonly string[] }>>;
  readonly by?: readonly string[];
}

interface Handle {
  readonly next: (rows: TotalRow[]) => void;
  readonly fail: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** The totals of a collection, kept current: those of the store, or counted over all records where it keeps none. Nothing comes until they are exact. */
export function liveRows(client: CrmClient, collection: 'deals' | 'stageChanges', query: RowsQuery, { next, fail, signal }: Handle): void {
  const options = { signal, onError: fail };
  if (client.adapter.capabilities.totals === 'exact') {
    client[collection].liveTotals(query, next, options);
    return;
  }
  const { where, ...counted } = query;
  client[collection].filtered(
    { ...counted, where: Object.entries(where).map(([field, is]) => ({ field, is })), window: { offset: 0, limit: 1 } },
    ({ state, totals }) => state === 'exact' && next(totals),
    options,
  );
}
