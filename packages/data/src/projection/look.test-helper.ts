/** For tests: looking at filtered deals, and waiting for what they show. */
import type { Deal } from '@crm-elements/schema';
import type { CrmClient } from '../client/client.js';
import type { CrmError } from '../errors.js';
import type { FilteredQuery, FilteredResult, FilteredSubscription } from './filtered.types.js';

/** Waits until something holds. */
export async function settled(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 1_000 && !holds(); i++) await new Promise((done) => setTimeout(done, 1));
  if (!holds()) throw new Error(`waited in vain: ${what}`);
}

interface Shown {
  results: FilteredResult<Deal>[];
  errors: CrmError[];
  subscription: FilteredSubscription;
  readonly last: FilteredResult<Deal> | undefined;
  readonly names: string[];
}

export function look(client: CrmClient, query: FilteredQuery, signal?: AbortSignal): Shown {
  const results: Shown['results'] = [];
  const errors: CrmError[] = [];
  const subscription = client.deals.filtered(query, (result) => results.push(result), {
    onError: (error) => errors.push(error as CrmError),
    ...(signal && { signal }),
  });
  return {
    results,
    errors,
    subscription,
    get last() {
      return results.at(-1);
    },
    get names() {
      return (results.at(-1)?.groups ?? []).flatMap(({ records }) => records.map((deal) => deal.name));
    },
  };
}

export const exact = (shown: Shown, count: number): Promise<void> =>
  settled(() => shown.last?.state === 'exact' && shown.last.count === count, `${count} exact`);
