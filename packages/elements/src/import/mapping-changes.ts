import type { CustomField } from '@crm-elements/schema';
import type { CsvContent } from './import.types.js';
import { loadInterchange, type ColumnMapping, type CsvCollection, type CsvFormats, type CsvMapping } from './interchange.js';

/** Kinds of targets whose cells are written in one way or another. */
const formatted: ReadonlySet<string> = new Set(['date', 'moment', 'close-date', 'began', 'money', 'whole', 'percent', 'number']);

const withColumn = (mapping: CsvMapping, column: number, change: (mapping: ColumnMapping) => ColumnMapping): CsvMapping => ({
  ...mapping,
  columns: mapping.columns.map((each) => (each.column === column ? change(each) : each)),
});

/** What becomes of a file whose rows are something else than was guessed. */
export async function withCollection(
  { table }: CsvContent,
  collection: CsvCollection,
  customFields: readonly CustomField[],
): Promise<CsvMapping> {
  const { guessMapping } = await loadInterchange();
  return guessMapping(table, { collection, customFields });
}

/** The mapping with another target for a column; `null` for none. How its cells are written is found out anew. */
export async function withTarget(
  { table, mapping }: CsvContent,
  column: number,
  target: string | null,
  customFields: readonly CustomField[],
): Promise<CsvMapping> {
  const { guessFormats, targetOf } = await loadInterchange();
  const kind = target === null ? undefined : targetOf(mapping.collection, target, customFields)?.kind;
  const formats = kind !== undefined && formatted.has(kind) ? guessFormats(table, column) : undefined;
  return withColumn(mapping, column, ({ heading, labelFrom }) => ({
    column,
    heading,
    target,
    confidence: 1,
    ...(formats && { formats }),
    ...(labelFrom !== undefined && { labelFrom }),
  }));
}

/** The mapping with what a person said of how the cells of a column are written. */
export const withFormats = ({ mapping }: CsvContent, column: number, chosen: Pick<CsvFormats, 'date' | 'decimal'>): CsvMapping =>
  withColumn(mapping, column, (each) => ({ ...each, formats: { ...each.formats, ...chosen } }));
