import { readPath } from '@crm-elements/schema';
import type { CsvDelimiter } from './csv.types.js';
import { neutralise } from './neutralise.js';

/** What a cell can be written of. What is not known is written as an empty cell. */
export type CsvValue = string | number | boolean | bigint | null | undefined;

/** A column that is to be written. */
export interface CsvColumn<Row> {
  heading: string;
  value: (row: Row) => CsvValue;
}

export interface FormatCsvOptions {
  /** Default: a comma. */
  delimiter?: CsvDelimiter;
  /** A byte order mark at the top, by which Excel knows UTF-8. Default: none. */
  bom?: boolean;
  /** Leaves out the row of headings. */
  omitHeader?: boolean;
  /** Writes texts as they are, though a spreadsheet would calculate with some of them. For programs only. */
  allowFormulas?: boolean;
}

/** A cell with any of these is quoted, also those that another delimiter would cut, so that the delimiter can be told without a doubt. */
const needsQuotes = /[",;\t|\r\n]|^[\s\ufeff]|\s$|^sep=/i;

const rowsPerPart = 500;

function cellText(value: CsvValue, allowFormulas: boolean): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && !allowFormulas ? neutralise(value) : String(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const scalar = (value: unknown): CsvValue => (typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as CsvValue));

/** A column given by its heading alone: the cell at its place in a list, or the field of that path in a record. */
const plainColumn = <Row>(heading: string, index: number): CsvColumn<Row> => ({
  heading,
  value: (row) => scalar(Array.isArray(row) ? row[index] : readPath(row, heading)),
});

/**
 * A CSV file in parts of up to 500 rows, so that who writes many can leave the page its turn between them: `new Blob(parts)`. See {@link formatCsv}.
 */
export function* csvParts<Row>(
  rows: Iterable<Row>,
  columns: readonly (string | CsvColumn<Row>)[],
  { delimiter = ',', bom = false, omitHeader = false, allowFormulas = false }: FormatCsvOptions = {},
): Generator<string> {
  const written = columns.map((column, index) => (typeof column === 'string' ? plainColumn<Row>(column, index) : column));
  const line = (values: readonly CsvValue[]): string => {
    const text = values.map((value) => cellText(value, allowFormulas)).join(delimiter);
    // A line without anything would be no row.
    return `${text === '' ? '""' : text}\r\n`;
  };
  let part = (bom ? '\ufeff' : '') + (omitHeader ? '' : line(written.map(({ heading }) => heading)));
  let count = 0;
  for (const row of rows) {
    part += line(written.map(({ value }) => value(row)));
    if (++count % rowsPerPart > 0) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/**
 * A CSV file by RFC 4180: rows end in CRLF, cells are quoted where they must be. Texts that a spreadsheet would take for formulas are made harmless by a mark,
 * an apostrophe and a word joiner (U+2060), which `parseCsv` takes off again: what it reads is exactly what was written. Numbers, which no person
 * typed as text, stand as they are.
 * @param rows lists of cells, or records
 * @param columns headings, which also name the fields of records by their path (`name.given`), or headings with what gives the value
 */
export const formatCsv = <Row>(rows: Iterable<Row>, columns: readonly (string | CsvColumn<Row>)[], options?: FormatCsvOptions): string =>
  [...csvParts(rows, columns, options)].join('');
