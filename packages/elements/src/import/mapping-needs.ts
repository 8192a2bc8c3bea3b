import type { ColumnMapping, CsvMapping } from './interchange.js';

/** Targets that take amounts. */
const amounts: ReadonlySet<string> = new Set(['amount', 'annualRevenue', 'price']);

/** Whether amounts of a file name no currency, so that a person has to. */
export const needsCurrency = ({ columns }: CsvMapping): boolean =>
  !columns.some(({ target }) => target === 'currency') &&
  columns.some(({ target, formats }) => target !== null && amounts.has(target) && formats?.currency === undefined);

/** What a person should say of a column, as its cells can be read in two ways. */
export const openFormats = ({ target, formats }: ColumnMapping): readonly ('date' | 'decimal')[] =>
  target === null ? [] : (formats?.unclear ?? []);

/** How another record is named by a column: `companyId[name]`. */
export function relationOf(target: string | null): { field: string; by: 'name' | 'key' } | undefined {
  const [, field, by] = /^(\w+)\[(name|key)\]$/.exec(target ?? '') ?? [];
  return field === undefined ? undefined : { field, by: by as 'name' | 'key' };
}
