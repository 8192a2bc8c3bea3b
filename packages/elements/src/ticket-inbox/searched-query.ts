import type { CrmClient, FilteredQuery } from '@crm-elements/data';
import { filteredQuery, type TicketFilter } from './ticket-tabs.js';

/** What a search asks of a store that has none of its own: tickets by their own words and by people, and nothing of their messages. */
export async function searchedQuery(
  client: CrmClient,
  text: string,
  filter: TicketFilter | undefined,
  signal: AbortSignal,
): Promise<FilteredQuery> {
  const people = await new Promise<string[]>((done, fail) => {
    const reading = new AbortController();
    signal.addEventListener('abort', () => reading.abort());
    client.contacts.filtered(
      { where: [{ words: text }], window: { offset: 0, limit: 1_000 } },
      ({ state, groups }) => {
        if (state !== 'exact') return;
        reading.abort();
        done(groups.flatMap(({ records }) => records.map(({ id }) => id)));
      },
      { signal: reading.signal, onError: fail },
    );
  });
  const { where = [], ...query } = filteredQuery(undefined, undefined, 'activity', filter);
  return { ...query, where: [...where, { any: [{ words: text }, { field: 'requesterId', is: { in: people } }] }] };
}
