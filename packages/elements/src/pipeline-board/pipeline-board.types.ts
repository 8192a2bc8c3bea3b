import type { DealPlace, Filter } from '@crm-elements/data';
import type { Deal, MoneySum } from '@crm-elements/schema';

/** Which deals a board shows. All that is given has to hold. */
export interface DealFilter {
  /** Words of the name, the next step or the tags; the last one may be the beginning of one. */
  readonly text?: string | undefined;
  /** `null`: deals that nobody owns. */
  readonly ownerId?: string | null | undefined;
  readonly tag?: string | undefined;
  /** Open deals whose expected close date has passed. */
  readonly late?: boolean | undefined;
  /** Deals in which nothing has happened for longer than their stage allows. */
  readonly rotting?: boolean | undefined;
  /** Anything else, such as custom fields: `[{ field: 'custom.size', is: 'L' }]`. Not looked at where the page gives the deals itself. */
  readonly where?: readonly Filter[] | undefined;
}

/** What the head of a column shows. */
export interface StageSummary {
  /** How many deals the stage holds; undefined where the store cannot tell. */
  readonly count: number | undefined;
  readonly sums: readonly MoneySum[];
  /** What the deals are worth by their chances. */
  readonly weighted: readonly MoneySum[];
}

/** The part of a column that is loaded. */
export interface LoadedColumn {
  /** The place of the first loaded deal in the whole column. */
  readonly offset: number;
  readonly deals: readonly Deal[];
  /** How many deals the whole column has, as far as it is known. */
  readonly count: number;
  /** Nothing comes behind what is loaded. */
  readonly atEnd: boolean;
  /** Deals that show a change which is not stored yet. */
  readonly pending: ReadonlySet<string>;
}

/** A deal that is shown at another place than the store has it: it is being moved, or it is held by a pointer. */
export interface Placement {
  readonly deal: Deal;
  readonly stageId: string;
  readonly place: DealPlace;
  /** It is held where it is, whatever others do to it; nothing is being saved. */
  readonly lock?: boolean;
}

/** Where a deal stands among those of its stage, counted from 1. */
export interface Position {
  readonly at: number;
  readonly of: number;
}

/** What is known about a person or a company that a deal names. */
export interface NamedRecord {
  readonly id: string;
  readonly name: string;
  readonly picture?: string | undefined;
}
