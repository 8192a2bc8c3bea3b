import type { CustomField } from '@crm-elements/schema';
import type { CsvTable, CsvWorkOptions } from './csv.types.js';
import { Draft } from './draft.js';
import type { CsvCollection, CsvDraft, CsvMapIssue, CsvMapIssueCode, CsvMapping, DraftFields } from './mapping.types.js';
import { ColumnReader } from './read-column.js';
import { finishDeal } from './finish-deal.js';
import { SlicedWork } from './sliced-work.js';
import { targetOf } from './targets.js';

export interface MapCsvOptions extends CsvWorkOptions {
  customFields?: readonly CustomField[] | undefined;
  /** ISO 4217, for amounts of which neither the cell, nor the row, nor the column says the currency. Default: none, and such amounts are not taken. */
  currency?: string | undefined;
}

/** What the rows of a file became. */
export interface MappedCsv<Name extends CsvCollection> {
  records: CsvDraft<Name>[];
  issues: CsvMapIssue[];
}

const rowsPerTurn = 100;

const unclear = {
  date: 'Day and month cannot be told apart in this column. Say which comes first.',
  decimal: 'Points and commas of this column can be read in two ways. Say which of them begins the decimals.',
} as const;

/** Reads the rows one by one and gathers what cannot be taken. */
class Mapping<Name extends CsvCollection> {
  readonly records: CsvDraft<Name>[] = [];
  readonly issues: CsvMapIssue[] = [];
  readonly #table: CsvTable;
  readonly #collection: Name;
  readonly #readers: readonly ColumnReader[];
  /** Cells with content of the columns that go nowhere. */
  readonly #unmapped: Map<number, number>;
  #madeNames = 0;

  constructor(table: CsvTable, { collection, columns }: CsvMapping<Name>, { customFields, currency }: MapCsvOptions) {
    this.#table = table;
    this.#collection = collection;
    const wanted = columns.flatMap((mapping) => {
      const target = mapping.target === null ? undefined : targetOf(collection, mapping.target, customFields);
      if (mapping.target !== null && !target)
        throw new RangeError(`“${mapping.target}” is no target of ${collection}. Choose one of targetsOf().`);
      return target ? { mapping, target } : [];
    });
    const currencyColumn = wanted.find(({ target }) => target.kind === 'currency')?.mapping.column;
    this.#readers = wanted
      .filter(({ target }) => target.kind !== 'currency' && target.kind !== 'label')
      .map(
        ({ mapping, target }) => new ColumnReader(mapping, target, { name: table.columns[mapping.column] ?? '', currencyColumn, currency }),
      );
    const taken = new Set(wanted.map(({ mapping }) => mapping.column));
    this.#unmapped = new Map(table.columns.flatMap((_, column) => (taken.has(column) ? [] : [[column, 0]])));
    for (const { mapping } of wanted) {
      for (const format of mapping.formats?.unclear ?? []) this.#tell('unclear-format', unclear[format], table.columns[mapping.column]);
    }
  }

  #tell(code: CsvMapIssueCode, message: string, column?: string): void {
    this.issues.push({ code, message, ...(column !== undefined && { column }) });
  }

  row(row: number): void {
    const cells = this.#table.rows[row]!;
    const line = this.#table.lines[row]!;
    if (cells.every((cell) => cell.trim() === '')) {
      this.issues.push({ code: 'empty-row', row, line, message: 'The row holds nothing.' });
      return;
    }
    const draft = new Draft();
    for (const reader of this.#readers) {
      const refused = reader.read(cells, draft);
      if (refused) this.issues.push(...refused.map((issue) => ({ ...issue, row, line, column: reader.name })));
    }
    for (const [column, count] of this.#unmapped) if ((cells[column] ?? '').trim() !== '') this.#unmapped.set(column, count + 1);
    if (this.#collection === 'deals' && finishDeal(draft)) this.#madeNames++;
    const { record, relations, notes, key, createdAt } = draft;
    this.records.push({
      row,
      line,
      record: record as DraftFields<Name>,
      relations,
      ...(key !== undefined && { key }),
      ...(createdAt !== undefined && { createdAt }),
      notes,
    });
  }

  end(): MappedCsv<Name> {
    if (this.#madeNames > 0) {
      this.#tell('made-name', `${this.#madeNames} deals have no name. They are called by their company and product, or by their key.`);
    }
    for (const [column, count] of this.#unmapped) {
      if (count > 0)
        this.#tell('unmapped', `The column goes nowhere: ${count} cells with content are not taken.`, this.#table.columns[column]);
    }
    return { records: this.records, issues: this.issues };
  }
}

/**
 * Drafts of records from the rows of a file, in slices that leave the page its turn. White space around a cell is no part of its value; an empty cell is "not known",
 * never 0. A cell that is not what its column is for becomes an issue with its place and its text, and the rest of the row is taken all the same.
 * @throws CrmError ABORTED by the signal; RangeError for a target that the collection does not have
 */
export async function mapCsv<Name extends CsvCollection>(
  table: CsvTable,
  mapping: CsvMapping<Name>,
  options: MapCsvOptions = {},
): Promise<MappedCsv<Name>> {
  const work = new SlicedWork('Reading the rows', options);
  const { length } = table.rows;
  const mapped = new Mapping(table, mapping, options);
  for (let row = 0; row < length; row++) {
    mapped.row(row);
    if ((row + 1) % rowsPerTurn === 0) await work.turn(row + 1, length);
  }
  work.tell(length, length);
  return mapped.end();
}
