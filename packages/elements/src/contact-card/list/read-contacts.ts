import { later, type CrmClient } from '@crm-elements/data';
import { BrowsedPages } from './browsed-pages.js';
import type { PagesHandle, PagesQuery, PagesReader } from './contact-pages.js';
import { indexedRule } from './contact-rules.js';

/** Loads what reads on from page to page of a search. */
export const loadFound = later(() => import('./found-pages.js'));
/** Loads what filters and orders that no index serves need, and what shows them. */
const loadFilterPart = later(() => import('./filter-part.js'));

/** Whether the order is that of a search, by how well it is met, whatever order is asked for. */
export const isByRelevance = (client: CrmClient | undefined, { rules, text }: PagesQuery): boolean =>
  text !== '' && (rules.rules.length === 0 || indexedRule(rules) !== undefined) && (client?.adapter.capabilities.search ?? true);

/** Whether an index has the contacts in this order. */
export const isIndexed = ({ rules, sort, text }: PagesQuery): boolean =>
  text === '' && (sort === 'name' || sort === '-name') && (rules.rules.length === 0 || indexedRule(rules) !== undefined);

/** Begins to read, by an index where one serves. It ends with the signal. */
export function readContacts(client: CrmClient, query: PagesQuery, handle: PagesHandle): void {
  const begin = (Pages: PagesReader) => {
    if (!handle.signal.aborted) new Pages(client, query, handle);
  };
  if (isByRelevance(client, query)) loadFound().then(({ FoundPages }) => begin(FoundPages), handle.fail);
  else if (isIndexed(query)) begin(BrowsedPages);
  else loadFilterPart().then(({ FilteredPages }) => begin(FilteredPages), handle.fail);
}
