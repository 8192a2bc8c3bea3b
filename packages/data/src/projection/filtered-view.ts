import type { CollectionModel, Scalar } from '@crm-elements/schema';
import type { TotalRow } from '../contract.js';
import { compareTuples } from '../engine/fields.js';
import type { Columns } from './columns.js';
import { valuesFacet, type Facet } from './facets.js';
import { compileFilters, type CellsOf, type CompiledFilter, type RowTest } from './filter.js';
import type { FilteredQuery } from './filtered.types.js';
import { compileSort, SortedRows, type CompareRows, type CompiledSort } from './sorting.js';
import type { Slices } from './slices.js';
import { compileTotals, Tally, type CompiledTotals } from './tally.js';
import { bindTuples, TupleMap } from './tuples.js';

/** A query that was understood. */
export interface CompiledQuery {
  filter: CompiledFilter;
  sort: CompiledSort;
  totals: CompiledTotals;
  group: readonly { name: string; facet: Facet }[];
  /** All that has to be resident to answer it. */
  facets: readonly Facet[];
}

/** @throws CrmError VALIDATION with the field that is wrong */
export function compileQuery(model: CollectionModel, query: FilteredQuery): CompiledQuery {
  const { where = [], sort, group: fields = [] } = query;
  const filter = compileFilters(model, where);
  const order = compileSort(model, sort);
  const totals = compileTotals(model, query);
  const group = fields.map((field) => ({ name: field, facet: valuesFacet(model, field) }));
  const facets = [...filter.facets, ...order.facets, ...totals.facets, ...group.map(({ facet }) => facet)];
  return { filter, sort: order, totals, group, facets: [...new Map(facets.map((facet) => [facet.key, facet])).values()] };
}

/** One of the lists of a view. */
export interface ViewList {
  readonly group: readonly Scalar[];
  readonly sorted: SortedRows;
}

/** Rows that are tested between two looks at the clock. */
const stride = 512;

/** The rows that meet a filter, in their lists and counted; kept current row by row. */
export class FilteredView {
  readonly #test: RowTest;
  readonly #tally: Tally;
  readonly #tuplesOf: (row: number) => readonly (readonly Scalar[])[];
  readonly #lists: TupleMap<ViewList>;
  #count = 0;

  constructor({ filter, totals, group }: CompiledQuery, columns: Columns, compare: CompareRows) {
    const cellsOf: CellsOf = (facet) => columns.cells(facet);
    this.#test = filter.bind(cellsOf);
    this.#tally = new Tally(totals, cellsOf);
    this.#tuplesOf = bindTuples(
      group.map(({ facet }) => facet),
      cellsOf,
    );
    this.#lists = new TupleMap((values) => ({ group: values, sorted: new SortedRows(compare) }));
  }

  /** Takes all rows in that meet the filter. @param rows in the view's order */
  async fill(rows: readonly number[], slices: Slices): Promise<void> {
    for (const [i, row] of rows.entries()) {
      if (i % stride === 0 && slices.isOver) await slices.pause();
      if (!this.#test(row)) continue;
      this.#count++;
      this.#tally.count(row, 1);
      for (const tuple of this.#tuplesOf(row)) this.#lists.at(tuple).sorted.rows.push(row);
    }
  }

  /** A record has come into a row. @returns whether the view has it now */
  enter(row: number): boolean {
    if (!this.#test(row)) return false;
    this.#count++;
    this.#tally.count(row, 1);
    for (const tuple of this.#tuplesOf(row)) this.#lists.at(tuple).sorted.insert(row);
    return true;
  }

  /** A record is about to leave its row, or to change. @returns whether the view had it */
  leave(row: number): boolean {
    if (!this.#test(row)) return false;
    this.#count--;
    this.#tally.count(row, -1);
    for (const tuple of this.#tuplesOf(row)) this.#lists.at(tuple).sorted.remove(row);
    return true;
  }

  get count(): number {
    return this.#count;
  }

  get totals(): TotalRow[] {
    return this.#tally.rows;
  }

  /** The lists that have rows, in the order of their values. */
  get lists(): ViewList[] {
    return this.#lists.all.filter(({ sorted }) => sorted.rows.length > 0).sort((a, b) => compareTuples(a.group, b.group));
  }
}
