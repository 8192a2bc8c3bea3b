import type { Scalar } from '@crm-elements/schema';
import type { Facet } from './facets.js';
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
  return (row) => {
    let tuples: Scalar[][] = [[]];
    for (const cells of columns) {
      const cell = cells[row] as Scalar | readonly Scalar[];
      tuples = Array.isArray(cell)
        ? tuples.flatMap((tuple) => (cell as readonly Scalar[]).map((value) => [...tuple, value]))
        : tuples.map((tuple) => [...tuple, cell as Scalar]);
    }
    return tuples;
  };
}
