import { fold, tokens, type CollectionModel, type Scalar } from '@crm-elements/schema';
import type { Query } from '../contract.js';
import { normaliseWhere, passes } from '../engine/query.js';
import { invalid } from '../errors.js';
import { emptyFacet, foldedFacet, isList, valuesFacet, wordsFacet, type Cell, type Facet } from './facets.js';
import type { Filter, FilterTest } from './filtered.types.js';

/** Tells whether the record in a row meets a filter. */
export type RowTest = (row: number) => boolean;

/** The cells of a facet, by row. */
export type CellsOf = (facet: Facet) => readonly Cell[];

/** A filter that was understood: what it looks at, and how it tests once that is there. */
export interface CompiledFilter {
  facets: readonly Facet[];
  bind(cellsOf: CellsOf): RowTest;
}

/** A builder of filters makes no deeper nests, and a hostile view shall not overflow the stack. */
const maxDepth = 20;

function oneFacet(facet: Facet, test: (cell: Cell) => boolean): CompiledFilter {
  return {
    facets: [facet],
    bind: (cellsOf) => {
      const cells = cellsOf(facet);
      return (row) => test(cells[row]!);
    },
  };
}

/** One of a record's values passes. */
function some(cell: Cell, passes: (value: Scalar) => boolean): boolean {
  if (!isList(cell)) return passes(cell as Scalar);
  // A loop of its own: a hundred thousand cells are looked at for each filter.
  for (const value of cell) if (passes(value)) return true;
  return false;
}

function compileTest(model: CollectionModel, field: string, is: FilterTest): CompiledFilter {
  if (is !== null && typeof is === 'object' && Object.keys(is).length === 1) {
    if ('contains' in is) {
      if (typeof is.contains !== 'string') throw invalid(field, `Give "contains" of "${field}" a text.`);
      const part = fold(is.contains);
      return oneFacet(foldedFacet(model, field), (cell) => some(cell, (value) => typeof value === 'string' && value.includes(part)));
    }
    if ('empty' in is) {
      if (typeof is.empty !== 'boolean') throw invalid(field, `Give "empty" of "${field}" true or false.`);
      return oneFacet(emptyFacet(model, field), (cell) => cell === is.empty);
    }
  }
  const facet = valuesFacet(model, field);
  if (is === undefined) throw invalid(field, `Say what "${field}" is to be.`);
  const { test } = normaliseWhere({ [field]: is } as NonNullable<Query['where']>)[0]!;
  // One look instead of a walk through the values, for the conditions that are most common.
  const wanted = test.kind === 'in' ? new Set(test.values) : undefined;
  return oneFacet(facet, (cell) => some(cell, wanted ? (value) => wanted.has(value) : (value) => passes(value, test)));
}

function compileWords(model: CollectionModel, text: unknown): CompiledFilter {
  if (typeof text !== 'string') throw invalid('words', 'Give the words to find as a text.');
  const words = tokens(text);
  const parts = words.map((word, i) => (i === words.length - 1 ? ` ${word}` : ` ${word} `));
  return oneFacet(wordsFacet(model), (cell) => parts.every((part) => (cell as string).includes(part)));
}

const combined = (parts: readonly CompiledFilter[], combine: (tests: readonly RowTest[]) => RowTest): CompiledFilter => ({
  facets: parts.flatMap(({ facets }) => facets),
  bind: (cellsOf) => combine(parts.map((part) => part.bind(cellsOf))),
});

const allOf =
  (tests: readonly RowTest[]): RowTest =>
  (row) =>
    tests.every((test) => test(row));
const anyOf =
  (tests: readonly RowTest[]): RowTest =>
  (row) =>
    tests.some((test) => test(row));
const noneOf =
  (tests: readonly RowTest[]): RowTest =>
  (row) =>
    !tests.some((test) => test(row));

function compileList(model: CollectionModel, filters: unknown, depth: number): CompiledFilter[] {
  if (!Array.isArray(filters)) throw invalid('where', 'Give the filters as a list.');
  return filters.map((filter) => compileOne(model, filter as Filter, depth));
}

function compileOne(model: CollectionModel, filter: Filter, depth: number): CompiledFilter {
  if (depth > maxDepth) throw invalid('where', `Filters stand in each other ${maxDepth} deep at most.`);
  if (typeof filter === 'object' && (filter as unknown) !== null) {
    if ('field' in filter) return compileTest(model, filter.field, filter.is);
    if ('words' in filter) return compileWords(model, filter.words);
    if ('all' in filter) return combined(compileList(model, filter.all, depth + 1), allOf);
    if ('any' in filter) return combined(compileList(model, filter.any, depth + 1), anyOf);
    if ('not' in filter) return combined([compileOne(model, filter.not, depth + 1)], noneOf);
  }
  throw invalid('where', 'A filter is one of: { field, is }, { words }, { all }, { any }, { not }.');
}

/** All of the filters, as one. @throws CrmError VALIDATION with the field that is wrong */
export const compileFilters = (model: CollectionModel, filters: readonly Filter[]): CompiledFilter =>
  combined(compileList(model, filters, 0), allOf);
