import { CrmError } from '@crm-elements/data';
import type { CsvEncoding, CsvIssue, CsvTable, CsvWorkOptions } from './csv.types.js';
import { decode, type Decoded } from './decode.js';
import { guessDelimiter } from './guess-delimiter.js';
import { guessHeader, nameColumns } from './headings.js';
import { alignLineEnds } from './line-ends.js';
import { readRows, type ReadRows } from './read-rows.js';
import { SlicedWork } from './sliced-work.js';

export interface ParseCsvOptions extends CsvWorkOptions {
  /** Default: told by the byte order mark, else UTF-8 where every byte is right, else windows-1252. Without meaning for a text. */
  encoding?: CsvEncoding | undefined;
  /** One character. Default: what a line `sep=;` at the top says, else guessed among comma, semicolon, tab and bar. */
  delimiter?: string | undefined;
  /** Whether the first row names the columns. Default: guessed. */
  header?: boolean | undefined;
  /** Leaves cells that `formatCsv` made harmless as they stand in the file. */
  keepMarks?: boolean | undefined;
}

const separatorLine = /^sep=([^"\r\n])(?:\r\n|\r|\n|$)/i;

/** As many as spreadsheets have: a row of more is no row of headings, and each would be told of. */
const maxColumns = 16_384;

const rowsPerTurn = 1_000;

async function textOf(
  source: string | Blob | Uint8Array,
  encoding: CsvEncoding | undefined,
  work: SlicedWork,
): Promise<Pick<Decoded, 'text'> & Partial<Decoded>> {
  if (typeof source === 'string') return { text: source.startsWith('\ufeff') ? source.slice(1) : source };
  return decode(source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source, encoding, work);
}

/**
 * Takes the headings off the rows.
 * @throws CrmError VALIDATION for more columns than a table has
 */
function takeColumns({ rows, lines, issues }: ReadRows, hasHeader: boolean): string[] {
  const width = hasHeader ? (rows[0]?.length ?? 0) : rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  if (width > maxColumns) {
    throw new CrmError('VALIDATION', `The file has more than ${maxColumns} columns. Choose a table, or another delimiter.`);
  }
  if (!hasHeader)
    return nameColumns(
      Array.from({ length: width }, () => ''),
      1,
      [],
    );
  for (const issue of issues) {
    if (issue.row === 0) delete issue.row;
    else if (issue.row !== undefined) issue.row--;
  }
  return nameColumns(rows.shift() ?? [], lines.shift() ?? 1, issues);
}

async function tellUneven({ columns, rows, lines, issues }: CsvTable, turn: () => Promise<void>): Promise<void> {
  for (const [row, { length }] of rows.entries()) {
    if (length !== columns.length) {
      const code = length > columns.length ? 'extra-cells' : 'missing-cells';
      const message = `The row has ${length} cells, and there are ${columns.length} columns. It was kept as it is.`;
      issues.push({ code, row, line: lines[row]!, message });
    }
    if (row % rowsPerTurn === 0) await turn();
  }
}

/**
 * Reads a CSV file (RFC 4180, and what spreadsheets and other programs make of it) as text, in slices that leave the page its turn. Encoding, delimiter
 * and headings are guessed unless given. Every cell is kept as it stands; what is uneven or unclear is told in `issues`. Cells that `formatCsv` made
 * harmless for spreadsheets are what they were before; nobody else's are touched.
 * @throws CrmError ABORTED by the signal, UNAVAILABLE where the parser could not be loaded, VALIDATION for more than 16,384 columns; RangeError for a
 *   delimiter that is none
 */
export async function parseCsv(source: string | Blob | Uint8Array, options: ParseCsvOptions = {}): Promise<CsvTable> {
  if (options.delimiter !== undefined && !/^[^"\r\n\ufeff]$/.test(options.delimiter)) {
    throw new RangeError('Give one character as the delimiter, and neither a quotation mark nor the end of a line.');
  }
  const work = new SlicedWork('Reading the file', options);
  const { text, encoding, hasReplacements } = await textOf(source, options.encoding, work);
  const separator = separatorLine.exec(text);
  const body = separator ? text.slice(separator[0].length) : text;
  const delimiter = options.delimiter ?? separator?.[1] ?? guessDelimiter(body);
  const aligned = await alignLineEnds(body, delimiter, work);
  const read = await readRows(
    aligned.text,
    { delimiter, newline: aligned.newline, firstLine: separator ? 2 : 1, keepMarks: options.keepMarks ?? false },
    work,
  );
  const issues: CsvIssue[] = [];
  if (hasReplacements) {
    issues.push({ code: 'encoding', message: `Some bytes are no ${encoding}. They were replaced by “\ufffd”. Choose another encoding.` });
  }
  if (aligned.wasMixed)
    issues.push({ code: 'line-ends', message: 'The lines of the file end in different ways. Each of them ends a row.' });

  const hasHeader = options.header ?? guessHeader(read.rows);
  const columns = takeColumns(read, hasHeader);
  for (const issue of read.issues) issues.push(issue);
  const table: CsvTable = { columns, rows: read.rows, lines: read.lines, delimiter, encoding, hasHeader, restored: read.restored, issues };
  const { length } = aligned.text;
  await tellUneven(table, () => work.turn(length, length));
  work.tell(length, length);
  return table;
}
