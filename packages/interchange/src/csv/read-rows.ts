import type { ParseError } from 'papaparse';
import type { CsvIssue, CsvTable } from './csv.types.js';
import type { LineEnd } from './line-ends.js';
import { neutralMark, restore } from './neutralise.js';
import { loadPapaparse } from './papaparse.js';
import type { SlicedWork } from './sliced-work.js';

/** Rows of a file, its headings among them. */
export type ReadRows = Pick<CsvTable, 'rows' | 'lines' | 'issues' | 'restored'>;

/** Characters that are parsed between two looks at the clock, unless one row alone is longer. */
const sliceCharacters = 64 * 1024;

const lineEnds = /\r\n|\r|\n/g;

function linesWithin(cells: readonly string[]): number {
  let lines = 0;
  for (const cell of cells) if (cell.includes('\n') || cell.includes('\r')) lines += cell.match(lineEnds)!.length;
  return lines;
}

/** Gathers the rows as they are parsed, and what is to be told of them. */
class Gathering implements ReadRows {
  readonly rows: string[][] = [];
  readonly lines: number[] = [];
  readonly issues: CsvIssue[] = [];
  readonly #restores: boolean;
  #restored = 0;
  #line: number;

  constructor(firstLine: number, restores: boolean) {
    this.#line = firstLine;
    this.#restores = restores;
  }

  get restored(): number {
    return this.#restored;
  }

  add(parsed: readonly string[][], errors: readonly ParseError[]): void {
    const flaws = new Map<number | undefined, string>();
    for (const { row, code } of errors) flaws.set(row, code);
    parsed.forEach((cells, index) => {
      const line = this.#line;
      this.#line += 1 + linesWithin(cells);
      const flaw = flaws.get(index);
      if (flaw) this.#tellFlaw(flaw, line);
      this.lines.push(line);
      this.rows.push(this.#restores ? cells.map((cell) => this.#restore(cell)) : cells);
    });
  }

  dropLastIfBlank(): void {
    if (!isBlank(this.rows.at(-1)!)) return;
    this.rows.pop();
    this.lines.pop();
  }

  #restore(cell: string): string {
    const restored = restore(cell);
    if (restored !== cell) this.#restored++;
    return restored;
  }

  #tellFlaw(code: string, line: number): void {
    if (code === 'MissingQuotes') {
      const message = 'A quotation mark opens here and is never closed: the rest of the file was read as one cell.';
      this.issues.push({ code: 'open-quote', row: this.rows.length, line, message });
    } else {
      const message = 'A quoted cell goes on behind its closing quotation mark: what follows was taken as part of it.';
      this.issues.push({ code: 'stray-quote', row: this.rows.length, line, message });
    }
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0] === '';

/** A table of one column can hold empty cells; in a wider one a line without anything is no row. */
function dropBlankLines({ rows, lines, issues }: ReadRows): void {
  if (rows.every((cells) => cells.length <= 1)) return;
  const places = new Map<number, number>();
  let kept = 0;
  rows.forEach((cells, index) => {
    if (isBlank(cells)) return;
    places.set(index, kept);
    rows[kept] = cells;
    lines[kept] = lines[index]!;
    kept++;
  });
  rows.length = lines.length = kept;
  for (const issue of issues) if (issue.row !== undefined) issue.row = places.get(issue.row)!;
}

export interface ReadRowsOptions {
  delimiter: string;
  newline: LineEnd;
  /** The line of the file that the text begins with. */
  firstLine: number;
  /** Leaves cells that `formatCsv` made harmless as they stand. */
  keepMarks: boolean;
}

/** The rows of a text, cell by cell as they stand in it. Lines without anything are left out. */
export async function readRows(
  text: string,
  { delimiter, newline, firstLine, keepMarks }: ReadRowsOptions,
  work: SlicedWork,
): Promise<ReadRows> {
  const { Parser } = await loadPapaparse();
  const parser = new Parser({ delimiter, newline });
  const gathering = new Gathering(firstLine, !keepMarks && text.includes(neutralMark));
  const end = text.length;
  let size = sliceCharacters;
  for (let start = 0; start < end; await work.turn(start, end)) {
    const isLast = start + size >= end;
    const { data, errors, meta } = parser.parse(text.slice(start, start + size), start, !isLast) as {
      data: string[][];
      errors: ParseError[];
      meta: { cursor: number };
    };
    gathering.add(data, errors);
    // A row that is longer than the slice is looked at again with four times as much, so that the time stays in proportion to the length.
    size = data.length === 0 ? size * 4 : sliceCharacters;
    start = isLast ? end : meta.cursor;
  }
  // Behind the last end of a line there is no row.
  if (text.endsWith(newline)) gathering.dropLastIfBlank();
  dropBlankLines(gathering);
  return gathering;
}
