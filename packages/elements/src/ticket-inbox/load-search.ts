import { later } from '@crm-elements/data';

/** Loads what searches tickets and shows what was found, with the first search. */
export const loadSearch = later(() => import('./search-part.js'));
export type SearchPart = typeof import('./search-part.js');
