import type { StoredRecord } from '@crm-elements/schema';
import { isList, type Cell, type Facet } from './facets.js';

/** Different texts of a column that are kept once, however many records have them. */
const maxPool = 2_000;

/** The cells of one facet, by row. */
class Column {
  readonly facet: Facet;
  readonly cells: (Cell | undefined)[] = [];
  /** None for a column of names, where few texts are the same. */
  #pool: Map<string, string> | undefined = new Map();
  #pooled = 0;

  constructor(facet: Facet) {
    this.facet = facet;
  }

  fill(row: number, record: StoredRecord): void {
    this.cells[row] = this.#kept(this.facet.of(record));
  }

  #kept(cell: Cell): Cell {
    if (typeof cell === 'string') return this.#once(cell);
    return isList(cell) ? cell.map((value) => (typeof value === 'string' ? this.#once(value) : value)) : cell;
  }

  #once(text: string): string {
    if (!this.#pool) return text;
    const known = this.#pool.get(text);
    if (known !== undefined) {
      this.#pooled++;
      return known;
    }
    if (this.#pool.size < maxPool) this.#pool.set(text, text);
    else if (this.#pooled < maxPool) this.#pool = undefined;
    return text;
  }
}

/** What is kept of all records of a collection: an id, a version and a cell for each facet, in columns. Rows are numbers, used again when free. */
export class Columns {
  readonly #rows = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #versions: number[] = [];
  readonly #free: number[] = [];
  readonly #columns = new Map<string, Column>();

  get size(): number {
    return this.#rows.size;
  }

  ids(): IterableIterator<string> {
    return this.#rows.keys();
  }

  /** The rows that hold a record. */
  rows(): IterableIterator<number> {
    return this.#rows.values();
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  idOf(row: number): string {
    return this.#ids[row]!;
  }

  /** The version that the store last gave; 0 for a record that it does not have yet. */
  versionOf(row: number): number {
    return this.#versions[row]!;
  }

  setVersion(row: number, version: number): void {
    this.#versions[row] = version;
  }

  has(facet: Facet): boolean {
    return this.#columns.has(facet.key);
  }

  /** The cells of a facet, by row. The list stays the same one. */
  cells(facet: Facet): readonly Cell[] {
    return this.#columns.get(facet.key)!.cells as readonly Cell[];
  }

  /** Makes room for a facet. Its cells have to be filled. */
  add(facet: Facet): void {
    this.#columns.set(facet.key, new Column(facet));
  }

  drop(facet: Facet): void {
    this.#columns.delete(facet.key);
  }

  /** Fills the cells of some facets for a record that is there. */
  fill(row: number, record: StoredRecord, facets: readonly Facet[]): void {
    for (const { key } of facets) this.#columns.get(key)!.fill(row, record);
  }

  isFilled(row: number, facet: Facet): boolean {
    return this.#columns.get(facet.key)!.cells[row] !== undefined;
  }

  /** Writes a record over what its row held, or into a new row, with all facets. */
  put(record: StoredRecord): number {
    let row = this.#rows.get(record.id);
    if (row === undefined) {
      row = this.#free.pop() ?? this.#ids.length;
      this.#rows.set(record.id, row);
      this.#ids[row] = record.id;
      this.#versions[row] = 0;
    }
    for (const column of this.#columns.values()) column.fill(row, record);
    return row;
  }

  remove(row: number): void {
    this.#rows.delete(this.#ids[row]!);
    this.#ids[row] = undefined;
    for (const { cells } of this.#columns.values()) cells[row] = undefined;
    this.#free.push(row);
  }
}
