import type { CollectionModel, Scalar } from '@crm-elements/schema';
import type { TotalRow } from '../contract.js';
import { compareTuples } from '../engine/fields.js';
import { invalid } from '../errors.js';
import { derivedFacet, sumFacet, valuesFacet, type Facet } from './facets.js';
import type { CellsOf } from './filter.js';
import type { FilteredQuery } from './filtered.types.js';
import { bindTuples, TupleMap } from './tuples.js';

/** Numbers up to here can be added to a smaller sum without losing a digit. */
const safe = 2 ** 52;

/** An exact sum. Most amounts are small: only what outgrows a number is added as a large integer, which takes ten times as long. */
class Sum {
  #large = 0n;
  #small = 0;

  add(value: number | bigint, sign: 1 | -1): void {
    if (typeof value === 'bigint' || Math.abs(value) > safe) this.#large += BigInt(value) * BigInt(sign);
    else this.#small += sign * value;
    if (Math.abs(this.#small) <= safe) return;
    this.#large += BigInt(this.#small);
    this.#small = 0;
  }

  get isZero(): boolean {
    return this.value === 0n;
  }

  get value(): bigint {
    return this.#large + BigInt(this.#small);
  }
}

interface TallyRow {
  readonly group: readonly Scalar[];
  count: number;
  readonly sums: readonly Sum[];
}

/** Totals that were understood: what is counted and summed, and by what. */
export interface CompiledTotals {
  by: readonly { name: string; facet: Facet }[];
  sums: readonly { name: string; facet: Facet }[];
  facets: readonly Facet[];
}

/** @throws CrmError VALIDATION for totals that the collection does not declare, and for fields that it does not have */
export function compileTotals(
  model: CollectionModel,
  { totals = 'all', by: given, derived = {}, sums: further = [] }: Pick<FilteredQuery, 'totals' | 'by' | 'derived' | 'sums'>,
): CompiledTotals {
  const declared = Object.hasOwn(model.totals, totals) ? model.totals[totals]! : undefined;
  if (!declared)
    throw invalid(
      'totals',
      `There are no totals called "${String(totals).slice(0, 80)}". Take one of: ${Object.keys(model.totals).join(', ')}.`,
    );
  const own = (name: string) => (Object.hasOwn(derived, name) ? derivedFacet(derived[name]!) : undefined);
  const by = (given ?? declared.group).map((name) => ({ name, facet: own(name) ?? valuesFacet(model, name) }));
  const sums = [
    ...Object.keys(declared.sums ?? {}).map((name) => ({ name, facet: sumFacet(model, totals, name) })),
    ...further.map((name) => {
      const facet = own(name);
      if (!facet) throw invalid('sums', `"${String(name).slice(0, 80)}" is not among the derived values.`);
      return { name, facet };
    }),
  ];
  return { by, sums, facets: [...by, ...sums].map(({ facet }) => facet) };
}

/** Counts and sums of the rows that are in it, by group. */
export class Tally {
  readonly #totals: CompiledTotals;
  readonly #tuplesOf: (row: number) => readonly (readonly Scalar[])[];
  readonly #values: readonly (readonly unknown[])[];
  readonly #rows: TupleMap<TallyRow>;

  constructor(totals: CompiledTotals, cellsOf: CellsOf) {
    this.#totals = totals;
    this.#tuplesOf = bindTuples(
      totals.by.map(({ facet }) => facet),
      cellsOf,
    );
    this.#values = totals.sums.map(({ facet }) => cellsOf(facet));
    this.#rows = new TupleMap((group) => ({ group, count: 0, sums: totals.sums.map(() => new Sum()) }));
  }

  /** Takes a row in, or out again: before its cells change. */
  count(row: number, sign: 1 | -1): void {
    for (const tuple of this.#tuplesOf(row)) {
      const found = this.#rows.at(tuple);
      found.count += sign;
      found.sums.forEach((sum, i) => sum.add((this.#values[i]![row] ?? 0) as number | bigint, sign));
    }
  }

  get rows(): TotalRow[] {
    const { by, sums } = this.#totals;
    return this.#rows.all
      .filter((row) => row.count > 0 || row.sums.some((sum) => !sum.isZero))
      .sort((a, b) => compareTuples(a.group, b.group))
      .map((row) => ({
        group: Object.fromEntries(by.map(({ name }, i) => [name, row.group[i]!])),
        count: row.count,
        sums: Object.fromEntries(sums.map(({ name }, i) => [name, String(row.sums[i]!.value)])),
      }));
  }
}
