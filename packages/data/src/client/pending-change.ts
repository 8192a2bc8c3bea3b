import type { Model, StoredRecord } from '@crm-elements/schema';
import type { Page } from '../contract.js';
import type { RecordWrite } from '../engine/commit.js';
import { comparePositions, matches, positionOf, type NormalQuery } from '../engine/query.js';
import { askedRows, TotalsDelta, type NormalTotalsQuery, type TotalsRow } from '../engine/totals.js';

/** Puts a record into a page at its place, when the page reaches that far, and tells whether it does. */
function insert(query: NormalQuery, records: StoredRecord[], page: Page, record: StoredRecord): boolean {
  const position = positionOf(query, record);
  const found = records.findIndex((other) => comparePositions(query, positionOf(query, other), position) > 0);
  const place = found < 0 ? records.length : found;
  // Beyond either end there is more that was not read: only the store knows where the record stands there.
  if (place === records.length && (page.next !== undefined || place >= query.limit)) return false;
  if (place === 0 && (page.previous !== undefined || query.offset > 0)) return false;
  records.splice(place, 0, record);
  return true;
}

/** A change that is shown before the store has it. */
export class PendingChange {
  readonly writes: readonly RecordWrite[];
  /** The commit that holds it, once the store has it. */
  seq: number | undefined;
  readonly #model: Model;
  #totals: TotalsDelta | undefined;

  constructor(model: Model, writes: readonly RecordWrite[]) {
    this.#model = model;
    this.writes = writes;
  }

  get totals(): TotalsDelta {
    if (!this.#totals) {
      this.#totals = new TotalsDelta(this.#model);
      for (const { collection, before, after } of this.writes) this.#totals.change(collection, before, after);
    }
    return this.#totals;
  }

  /** Whether a result that contains all commits up to `seq` lacks this change. */
  isMissingFrom(seq: number): boolean {
    return this.seq === undefined || this.seq > seq;
  }

  /**
   * A page's records with this change, where the page lacks it.
   * @param seq the last commit that the page contains
   * @param pending is told the ids of those that it changed
   */
  layOver(query: NormalQuery, page: Page, seq: number, pending: Set<string>): StoredRecord[] {
    let { records } = page;
    if (!this.isMissingFrom(seq)) return records;
    for (const { collection, id, after } of this.writes) {
      if (collection !== query.collection) continue;
      const present = records.find((record) => record.id === id);
      // A store that cannot number its commits may already have given this one.
      if (present && after && present.version >= after.version) continue;
      if (!present && (!after || !matches(query.model, query.where, after))) continue;
      records = records.filter((record) => record.id !== id);
      const shown = after !== undefined && matches(query.model, query.where, after) && insert(query, records, page, after);
      if (present || shown) pending.add(id);
    }
    return records;
  }

  /** What this change adds to the groups that a query asks for, where an answer that contains all commits up to `seq` lacks it. */
  rowsIn(query: NormalTotalsQuery, seq: number): TotalsRow[] {
    if (!this.isMissingFrom(seq)) return [];
    return askedRows(
      query,
      [...this.totals.rows.values()].filter(({ collection, totals }) => collection === query.collection && totals === query.totals),
    );
  }
}
