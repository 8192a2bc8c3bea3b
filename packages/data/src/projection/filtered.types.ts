import type { Scalar, StoredRecord } from '@crm-elements/schema';
import type { Condition, SortKey, Subscription, TotalRow } from '../contract.js';

/** A test of one field: one that queries know too, or one that only a filter has. */
export type FilterTest =
  | Condition
  /** Texts in which this stands anywhere, without regard to case and accents. */
  | { contains: string }
  /** `true`: no value, an empty text, list or object. `false`: something is there. */
  | { empty: boolean };

/** What records have to meet. Plain JSON, so that it can be kept in a `View`. */
export type Filter =
  /** `field` may be dotted (`amount.amount`, `custom.size`) or computed. Of a field with several values, one has to pass. */
  | { field: string; is: FilterTest }
  /** Words of the texts that the collection is searched by: all of them, the last one as the beginning of a word. */
  | { words: string }
  /** All of them hold; an empty list always does. */
  | { all: readonly Filter[] }
  /** One of them holds; an empty list never does. */
  | { any: readonly Filter[] }
  | { not: Filter };

export interface FilteredSort extends SortKey {
  /** Values that come in this order, such as priorities; all others come behind them, in the usual order. */
  order?: readonly Scalar[];
  /** Records without a value come last in either direction. */
  emptyLast?: boolean;
}

/** The part of a list that is wanted. */
export interface RowWindow {
  /** From 0. */
  offset: number;
  /** 1 to 1,000. */
  limit: number;
}

/**
 * A value that is worked out of a record, and of nothing else: it is kept while the record stays as it is. It is known again by the function
 * itself, so write that once, not anew for each query.
 */
export type DerivedValue = (record: StoredRecord) => Scalar;

/** Which records, in what order, and what is counted of them. No index is needed. */
export interface FilteredQuery {
  /** All of them hold. */
  where?: readonly Filter[];
  /** Then by id, in the direction of the last key. */
  sort?: readonly FilteredSort[];
  /** Fields by whose values the records are told apart: each combination is a list with a window of its own. Without any there is one list. */
  group?: readonly string[];
  /** Declared totals of the collection, whose sums are made of the filtered records; `all` only counts. */
  totals?: string;
  /** Fields to group the totals by, declared or not; those of the declared totals when not given. */
  by?: readonly string[];
  /** Values worked out of each record, under names that `by` and `sums` may use beside the fields of the record. */
  derived?: Readonly<Record<string, DerivedValue>>;
  /** Which of `derived` are added up beside the declared sums: whole numbers, or `null` for nothing to add. */
  sums?: readonly string[];
  /** The window of each list until `show` asks for another: the first 50 when not given. */
  window?: RowWindow;
}

/** One of the lists of a filtered result. */
export interface FilteredGroup<R> {
  /** The value of each field in `group`. */
  group: Record<string, Scalar>;
  /** How many records the list has, exactly. */
  count: number;
  /** The place of the first of `records` in the list. */
  offset: number;
  records: R[];
}

export interface FilteredResult<R> {
  /** `counting`: the records are still being read, and nothing else is known yet. `exact`: everything is as the store has it. */
  state: 'counting' | 'exact';
  /** Records read, of how many; `total` is `undefined` where the store keeps no count. */
  progress: { done: number; total: number | undefined };
  /** How many records there are, each counted once. */
  count: number;
  /** In the form of `totals()`: groups in their order, sums as decimal strings. */
  totals: TotalRow[];
  /** In the order of their values. A list without records is left out. */
  groups: FilteredGroup<R>[];
  /** Records in a window that show a change which the store does not have yet. */
  pending: ReadonlySet<string>;
}

export interface FilteredSubscription extends Subscription {
  /** Moves the window of one list, named by the values of its group: `[]` where there is one list only. */
  show(group: readonly Scalar[], window: RowWindow): void;
}
