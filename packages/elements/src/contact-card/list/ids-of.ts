import { CrmError, type CrmClient } from '@crm-elements/data';
import { whereOf } from './browsed-pages.js';
import type { PagesQuery } from './contact-pages.js';
import { indexedRule } from './contact-rules.js';
import { filtersOf, sortOf } from './filtered-pages.js';
import { isByRelevance, isIndexed } from './read-contacts.js';

interface Range {
  readonly first: number;
  readonly count: number;
  readonly signal: AbortSignal;
  /** Told how many are found so far. */
  readonly onProgress: (found: number) => void;
}

/** What a store reads at a time, at most. */
const mostRead = 1_000;
/** A store skips no more than so many records at a time. */
const longestSkip = 50_000;

/** By cursors: skipping costs the more the further it leads. */
async function browse(
  client: CrmClient,
  { rules, sort: order }: PagesQuery,
  { first, count, signal, onProgress }: Range,
): Promise<string[]> {
  const where = whereOf(indexedRule(rules));
  const sort = [{ by: 'nameKey', direction: order === '-name' ? 'desc' : 'asc' } as const];
  const offset = Math.min(first, longestSkip);
  const ids: string[] = [];
  let skipped = first - offset;
  let after: string | undefined;
  do {
    const limit = skipped > 0 ? mostRead : Math.min(count - ids.length, mostRead);
    // Not through the repository: an id is no reason to check the record.
    const page = await client.adapter.query(
      { collection: 'contacts', ...(where && { where }), sort, limit, ...(after === undefined ? { offset } : { after }) },
      { signal },
    );
    for (const { id } of page.records.slice(skipped)) if (ids.length < count) ids.push(id);
    skipped = Math.max(skipped - page.records.length, 0);
    onProgress(ids.length);
    after = page.next;
  } while (after !== undefined && ids.length < count);
  return ids;
}

async function search(client: CrmClient, { rules, text }: PagesQuery, { first, count, signal, onProgress }: Range): Promise<string[]> {
  const where = whereOf(indexedRule(rules));
  const ids = new Set<string>();
  let after: string | undefined;
  do {
    const options = { limit: mostRead, signal, ...(where && { where }), ...(after !== undefined && { after }) };
    const page = await client.contacts.search(text, options);
    for (const { id } of page.records) ids.add(id);
    onProgress(Math.min(Math.max(ids.size - first, 0), count));
    after = page.next;
  } while (after !== undefined && ids.size < first + count);
  return [...ids].slice(first, first + count);
}

/** From the resident records, a window after the other. */
async function filter(client: CrmClient, query: PagesQuery, { first, count, signal, onProgress }: Range): Promise<string[]> {
  const [where, sort] = await Promise.all([filtersOf(client, query), sortOf(client, query.sort)]);
  return new Promise((resolve, reject) => {
    const ids = new Set<string>();
    let offset = first;
    const limit = Math.min(count, mostRead);
    const ended = new AbortController();
    const end = (act: () => void) => {
      ended.abort();
      signal.removeEventListener('abort', stop);
      act();
    };
    const stop = () => end(() => reject(new CrmError('ABORTED', 'It was stopped.')));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    const subscription = client.contacts.filtered(
      { where, sort, window: { offset, limit } },
      ({ state, count: total, groups: [group] }) => {
        if (state !== 'exact') return;
        // What came for the place before, because something changed there.
        if (group && group.offset !== offset && offset < total) return;
        for (const { id } of group?.records ?? []) if (ids.size < count) ids.add(id);
        offset += group?.records.length ?? 0;
        onProgress(ids.size);
        if (!group?.records.length || ids.size >= count || offset >= total) end(() => resolve([...ids]));
        else subscription.show([], { offset, limit });
      },
      { signal: ended.signal, onError: (error) => end(() => reject(error)) },
    );
  });
}

/**
 * The ids of so many contacts from a place in the list on, whether they are read or not.
 * @throws CrmError what reading throws; ABORTED by the signal
 */
export function idsOf(client: CrmClient, query: PagesQuery, range: Range): Promise<string[]> {
  if (isByRelevance(client, query)) return search(client, query, range);
  return isIndexed(query) ? browse(client, query, range) : filter(client, query, range);
}
