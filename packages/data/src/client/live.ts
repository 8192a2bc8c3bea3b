import type { StoredRecord } from '@crm-elements/schema';
import type { DataAdapter, Page, Query, Subscription, TotalRow, TotalsQuery } from '../contract.js';
import { encodeCursor } from '../engine/cursor.js';
import { comparePositions, matches, normaliseQuery, positionOf, type NormalQuery } from '../engine/query.js';
import { addRows, isWanted, normaliseTotals, type NormalTotalsQuery, type TotalsRow } from '../engine/totals.js';
import type { Overlay, OverlayView, PendingChange } from './overlay.js';

/** A live result: the records, and which of them show a change that the store does not have yet. */
export interface LivePage<R = StoredRecord> extends Page<R> {
  pending: ReadonlySet<string>;
}

interface LiveOptions<Result> {
  adapter: DataAdapter;
  overlay: Overlay;
  listener: (result: Result) => void;
  onError: ((error: Error) => void) | undefined;
}

/** Calls the listener with results in order, once per task at most, and never after its end. */
class Emitter<Result> {
  readonly #listener: (result: Result) => void;
  readonly #onError: ((error: Error) => void) | undefined;
  #ended = false;
  #shown: string | undefined;

  constructor({ listener, onError }: Pick<LiveOptions<Result>, 'listener' | 'onError'>) {
    this.#listener = listener;
    this.#onError = onError;
  }

  emit(result: Result, mark: string): void {
    if (this.#ended || mark === this.#shown) return;
    this.#shown = mark;
    try {
      this.#listener(result);
    } catch (error) {
      if (!this.#onError) throw error;
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  end(): void {
    this.#ended = true;
  }
}

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

/** The page with the changes laid over that it lacks. */
export function layOver(query: NormalQuery, page: Page, seq: number, changes: Iterable<PendingChange>): LivePage {
  let records = page.records;
  const pending = new Set<string>();
  for (const change of changes) {
    if (!change.isMissingFrom(seq)) continue;
    for (const { collection, id, after } of change.writes) {
      if (collection !== query.collection) continue;
      const present = records.find((record) => record.id === id);
      // A store that cannot number its commits may already have given this one.
      if (present && after && present.version >= after.version) continue;
      if (!present && (!after || !matches(query.model, query.where, after))) continue;
      records = records.filter((record) => record.id !== id);
      const shown = after !== undefined && matches(query.model, query.where, after) && insert(query, records, page, after);
      if (present || shown) pending.add(id);
    }
  }
  if (records.length <= query.limit) return { ...page, records, pending };
  records = records.slice(0, query.limit);
  return { ...page, records, pending, next: page.next ?? encodeCursor(query.mark, positionOf(query, records.at(-1)!)) };
}

/** Records that meet a query, as they are now and after each change. */
export function liveQuery(query: Query, { adapter, overlay, listener, onError }: LiveOptions<LivePage>): Subscription {
  const normal = normaliseQuery(adapter.model, query);
  const emitter = new Emitter({ listener, onError });
  let base: { page: Page; seq: number } | undefined;
  const view: OverlayView = {
    refresh() {
      if (!base) return;
      const page = layOver(normal, base.page, base.seq, overlay.changes);
      const mark = JSON.stringify([page.records.map(({ id, version }) => [id, version]), [...page.pending], page.next, page.previous]);
      emitter.emit(page, page.pending.size > 0 ? `${mark}${JSON.stringify(page.records)}` : mark);
    },
    needs(change) {
      if (!base) return false;
      const { page, seq } = base;
      return change.isMissingFrom(seq) && layOver(normal, page, seq, [change]).pending.size > 0;
    },
  };
  const stopViewing = overlay.add(view);
  const watch = adapter.watch(
    { query },
    (result) => {
      base = result;
      overlay.trim();
      view.refresh();
    },
    onError,
  );
  return {
    unsubscribe() {
      emitter.end();
      watch.unsubscribe();
      stopViewing();
    },
  };
}

/** What pending changes add to the groups that a query asks for. */
function pendingRows(query: NormalTotalsQuery, changes: Iterable<PendingChange>, seq: number): Map<string, TotalsRow> {
  const places = query.by.map((key) => query.model.group.indexOf(key));
  const rows = new Map<string, TotalsRow>();
  for (const change of changes) {
    if (!change.isMissingFrom(seq)) continue;
    for (const row of change.totals.rows.values()) {
      if (row.collection !== query.collection || row.totals !== query.totals || !isWanted(query, row.group)) continue;
      const group = places.map((place) => row.group[place]!);
      const key = JSON.stringify(group);
      const present = rows.get(key);
      rows.set(key, present ? addRows(present, row) : { ...row, group });
    }
  }
  return rows;
}

function addPending(query: NormalTotalsQuery, base: readonly TotalRow[], pending: ReadonlyMap<string, TotalsRow>): TotalRow[] {
  if (pending.size === 0) return [...base];
  const left = new Map(pending);
  const rows = base.map((row) => {
    const key = JSON.stringify(query.by.map((name) => row.group[name]!));
    const change = left.get(key);
    left.delete(key);
    if (!change) return row;
    const sums = Object.fromEntries(Object.entries(row.sums).map(([sum, value]) => [sum, String(BigInt(value) + (change.sums[sum] ?? 0n))]));
    return { ...row, count: row.count + change.count, sums };
  });
  for (const { group, count, sums } of left.values()) {
    rows.push({
      group: Object.fromEntries(query.by.map((name, i) => [name, group[i]!])),
      count,
      sums: Object.fromEntries(Object.keys(query.model.sums ?? {}).map((sum) => [sum, String(sums[sum] ?? 0n)])),
    });
  }
  return rows.filter(({ count, sums }) => count !== 0 || Object.values(sums).some((sum) => sum !== '0'));
}

/** Totals, as they are now and after each change. */
export function liveTotals(query: TotalsQuery, { adapter, overlay, listener, onError }: LiveOptions<TotalRow[]>): Subscription {
  const normal = normaliseTotals(adapter.model, query);
  const emitter = new Emitter({ listener, onError });
  let base: { rows: TotalRow[]; seq: number } | undefined;
  const view: OverlayView = {
    refresh() {
      if (!base) return;
      const rows = addPending(normal, base.rows, pendingRows(normal, overlay.changes, base.seq));
      emitter.emit(rows, JSON.stringify(rows));
    },
    needs: (change) => base !== undefined && pendingRows(normal, [change], base.seq).size > 0,
  };
  const stopViewing = overlay.add(view);
  const watch = adapter.watch(
    { totals: query },
    (result) => {
      base = result;
      overlay.trim();
      view.refresh();
    },
    onError,
  );
  return {
    unsubscribe() {
      emitter.end();
      watch.unsubscribe();
      stopViewing();
    },
  };
}
