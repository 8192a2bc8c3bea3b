import { later } from '@crm-elements/data';

/** The parser of CSV, loaded with the first file. Its own streams and workers are not used: they tell neither lines nor what they leave out. */
export const loadPapaparse = later(async () => (await import('papaparse')).default);
