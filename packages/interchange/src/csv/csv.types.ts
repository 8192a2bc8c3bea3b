import type { Clock } from '@crm-elements/data';

/** What stands between the cells of a row. */
export const csvDelimiters = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

/** How the bytes of a file are read as text. */
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * What is to be told about a file. `encoding`: the bytes are no UTF-8, or hold what the encoding does not have · `empty-heading`, `duplicate-heading`:
 * a column was given a name of its own · `extra-cells`, `missing-cells`: a row is longer or shorter than the headings; it is kept as it is ·
 * `open-quote`: a quotation mark is never closed, so the rest of the file is one cell · `stray-quote`: a quoted cell goes on behind its closing mark ·
 * `line-ends`: rows end in more than one way; each of them ends a row.
 */
export type CsvIssueCode =
  'encoding' | 'empty-heading' | 'duplicate-heading' | 'extra-cells' | 'missing-cells' | 'open-quote' | 'stray-quote' | 'line-ends';

/** Something to be told about a place of a file. */
export interface CsvIssue<Code extends string = CsvIssueCode> {
  code: Code;
  /** Index in the table's `rows`; absent for what concerns headings or the whole file. */
  row?: number;
  /** The line of the file, from 1. */
  line?: number;
  /** The name of the column. */
  column?: string;
  /** What is wrong and what was made of it, in a sentence. */
  message: string;
  /** What the cell holds. */
  value?: string;
}

/** A CSV file as text: nothing in it is trimmed, interpreted or left out but lines without anything. */
export interface CsvTable {
  /** Names of the columns, each different from the others. */
  columns: string[];
  /** The cells of each row below the headings; as many as the file has, which can be more or fewer than there are columns. */
  rows: string[][];
  /** The line of the file, from 1, on which each row begins. */
  lines: number[];
  delimiter: string;
  /** `undefined` for a source that was text already. */
  encoding: CsvEncoding | undefined;
  /** The first row was taken for headings. */
  hasHeader: boolean;
  /** Cells that `formatCsv` had made harmless for spreadsheets and that are now again what they were. */
  restored: number;
  issues: CsvIssue[];
}

/** How far a piece of work has come: characters of a file, or rows of a table. */
export interface CsvProgress {
  done: number;
  total: number;
}

/** How long work is cut into slices, so that the page can draw and hear in between. */
export interface CsvWorkOptions {
  /** Stops the work between two slices. */
  signal?: AbortSignal | undefined;
  /** Called between slices and at the end. */
  onProgress?: ((progress: CsvProgress) => void) | undefined;
  /** Tells when a slice is over, and lets the page have its turn. Default: the machine's. */
  clock?: Clock | undefined;
}
