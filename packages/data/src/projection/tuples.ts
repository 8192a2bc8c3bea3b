import type { Scalar } from '@crm-elements/schema';
import { isList, type Facet } from './facets.js';
import type { CellsOf } from './filter.js';

/** Values that belong to tuples of scalars, the first of which leads to the next. */
export class TupleMap<Value> {
  readonly #root = new Map<Scalar, unknown>();
  readonly #make: (tuple: readonly Scalar[]) => Value;
  readonly all: Value[] = [];

  constructor(make: (tuple: readonly Scalar[]) => Value) {
    this.#make = make;
  }

  /** The value of a tuple; made with the first call. */
  at(tuple: readonly Scalar[]): Value {
    let map = this.#root;
    for (const scalar of tuple) {
      let inner = map.get(scalar) as Map<Scalar, unknown> | undefined;
      if (!inner) map.set(scalar, (inner = new Map()));
      map = inner;
    }
    // No scalar is undefined, so it is free for the end of a tuple.
    const end = map as Map<unknown, unknown>;
    let value = end.get(undefined) as Value | undefined;
    if (value === undefined) {
      value = this.#make(tuple);
      end.set(undefined, value);
      this.all.push(value);
    }
    return value;
  }
}

/** The tuples of values that the record in a row has under some facets: one, or more where a cell holds several values. */
export function bindTuples(facets: readonly Facet[], cellsOf: CellsOf): (row: number) => readonly (readonly Scalar[])[] {
  const columns = facets.map(cellsOf);
  const combinations = (row: number) =>
    columns.reduce<Scalar[][]>(
      (tuples, cells) => {
        const cell = cells[row] as Scalar | readonly Scalar[];
        const values = isList(cell) ? cell : [cell];
        return tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
      },
      [[]],
    );
  return (row) => {
    // Nearly all cells hold one value, and a hundred thousand rows are told apart at a time.
    const tuple: Scalar[] = [];
    for (const cells of columns) {
      const cell = cells[row];
      if (isList(cell)) return combinations(row);
      tuple.push(cell as Scalar);
    }
    return [tuple];
  };
}
