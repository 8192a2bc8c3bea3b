import type { CollectionModel, Scalar } from '@crm-elements/schema';
import { compareScalars } from '../engine/fields.js';
import { invalid } from '../errors.js';
import { valuesFacet, type Cell, type Facet } from './facets.js';
import type { CellsOf } from './filter.js';
import type { FilteredSort } from './filtered.types.js';
import type { Slices } from './slices.js';

export type CompareRows = (a: number, b: number) => number;

/** An order that was understood: what it looks at, and how it compares rows once that is there. Orders with the same key are the same. */
export interface CompiledSort {
  key: string;
  facets: readonly Facet[];
  bind(cellsOf: CellsOf, idOf: (row: number) => string): CompareRows;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of several values the first counts, as in queries. */
const first = (cell: Cell): Scalar => (Array.isArray(cell) ? (cell as readonly Scalar[])[0]! : (cell as Scalar));

const compareCells = (a: Cell, b: Cell): number =>
  typeof a === 'string' && typeof b === 'string' ? byText(a, b) : compareScalars(first(a), first(b));

/** Compares two cells by one key. */
function cellsCompare({ direction, order, emptyLast = false }: FilteredSort): (a: Cell, b: Cell) => number {
  const sign = direction === 'desc' ? -1 : 1;
  const places = order && new Map(order.map((value, i) => [value, i]));
  const placeOf = (cell: Cell) => places!.get(first(cell)) ?? places!.size;
  const compare = (a: Cell, b: Cell) => sign * ((places && placeOf(a) - placeOf(b)) || compareCells(a, b));
  if (!emptyLast) return compare;
  return (a, b) => Number(first(a) === null) - Number(first(b) === null) || compare(a, b);
}

/** @throws CrmError VALIDATION with the field that is wrong */
export function compileSort(model: CollectionModel, given: readonly FilteredSort[] = []): CompiledSort {
  const list: unknown = given;
  if (!Array.isArray(list)) throw invalid('sort', 'Give the sort keys as a list.');
  const keys = given.map((sort) => {
    const facet = valuesFacet(model, (sort as FilteredSort | null)?.by);
    const { by, direction = 'asc', order } = sort;
    if (direction !== 'asc' && direction !== 'desc') throw invalid(by, `Sort by "${by}" in the direction "asc" or "desc".`);
    if (order !== undefined && !Array.isArray(order)) throw invalid(by, `Give the order of the values of "${by}" as a list.`);
    return { facet, compare: cellsCompare(sort) };
  });
  const idSign = given.at(-1)?.direction === 'desc' ? -1 : 1;
  return {
    key: JSON.stringify(given),
    facets: keys.map(({ facet }) => facet),
    bind: (cellsOf, idOf) => {
      const columns = keys.map(({ facet, compare }) => ({ cells: cellsOf(facet), compare }));
      return (a, b) => {
        for (const { cells, compare } of columns) {
          const order = compare(cells[a]!, cells[b]!);
          if (order !== 0) return order;
        }
        return idSign * byText(idOf(a), idOf(b));
      };
    },
  };
}

/** Rows that are sorted at a time, and rows that are merged between two looks at the clock. */
const run = 1_024;

/** Sorts as `Array.sort` does, in slices: runs first, which are then merged two by two. */
export async function sortInSlices(rows: readonly number[], compare: CompareRows, slices: Slices): Promise<number[]> {
  let from: number[] = [];
  for (let start = 0; start < rows.length; start += run) {
    if (slices.isOver) await slices.pause();
    for (const row of rows.slice(start, start + run).sort(compare)) from.push(row);
  }
  for (let width = run; width < from.length; width *= 2) {
    const merged: number[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(middle + width, from.length);
      let left = start;
      let right = middle;
      while (left < middle || right < end) {
        if (merged.length % run === 0 && slices.isOver) await slices.pause();
        const takesLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0);
        merged.push(takesLeft ? from[left++]! : from[right++]!);
      }
    }
    from = merged;
  }
  return from;
}

/** Rows in an order, which is total: no two rows are equal. */
export class SortedRows {
  readonly rows: number[];
  readonly compare: CompareRows;

  constructor(compare: CompareRows, rows: number[] = []) {
    this.compare = compare;
    this.rows = rows;
  }

  /** The first place whose row does not come before this one. */
  #placeOf(row: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(this.rows[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(row: number): void {
    this.rows.splice(this.#placeOf(row), 0, row);
  }

  /** Call it before the cells of the row change. */
  remove(row: number): void {
    this.rows.splice(this.#placeOf(row), 1);
  }
}
