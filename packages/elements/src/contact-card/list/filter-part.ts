// What filters and orders need that no index serves, loaded with the first of them.
export { FilteredPages } from './filtered-pages.js';
