import type { StoredRecord } from '@crm-elements/schema';
import type { DataAdapter, Page, Query, Subscription, TotalRow, TotalsQuery } from '../contract.js';
import { encodeCursor } from '../engine/cursor.js';
import { normaliseQuery, positionOf, type NormalQuery } from '../engine/query.js';
import { answerOf, normaliseTotals, type NormalTotalsQuery, type TotalsRow } from '../engine/totals.js';
import type { Overlay, OverlayView } from './overlay.js';
import type { PendingChange } from './pending-change.js';

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

/** How a kind of result is shown. `Base` is what the store gives. */
interface Kind<Base, Result> {
  watch: (show: (base: Base) => void) => Subscription;
  layOver: (base: Base, changes: Iterable<PendingChange>) => Result;
  /** Results with the same mark show the same. */
  markOf: (result: Result) => string;
  /** Whether a base still lacks a change, which concerns it. */
  lacks: (base: Base, change: PendingChange) => boolean;
}

/** Shows results in order, each with the pending changes laid over it, and none after its end. */
function liveResult<Base, Result>({ overlay, listener, onError }: LiveOptions<Result>, { watch, layOver, markOf, lacks }: Kind<Base, Result>): Subscription {
  let base: Base | undefined;
  let shown: string | undefined;
  let ended = false;
  const view: OverlayView = {
    refresh() {
      if (ended || base === undefined) return;
      const result = layOver(base, overlay.changes);
      const mark = markOf(result);
      if (mark === shown) return;
      shown = mark;
      try {
        listener(result);
      } catch (error) {
        if (!onError) throw error;
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    },
    needs: (change) => base !== undefined && lacks(base, change),
  };
  const stopViewing = overlay.add(view);
  const watching = watch((next) => {
    base = next;
    overlay.trim();
    view.refresh();
  });
  return {
    unsubscribe() {
      ended = true;
      watching.unsubscribe();
      stopViewing();
    },
  };
}

/** The page with the changes laid over that it lacks. */
export function layOver(query: NormalQuery, page: Page, seq: number, changes: Iterable<PendingChange>): LivePage {
  let records = page.records;
  const pending = new Set<string>();
  for (const change of changes) records = change.layOver(query, { ...page, records }, seq, pending);
  if (records.length <= query.limit) return { ...page, records, pending };
  records = records.slice(0, query.limit);
  return { ...page, records, pending, next: page.next ?? encodeCursor(query.mark, positionOf(query, records.at(-1)!)) };
}

/** Records that meet a query, as they are now and after each change. */
export function liveQuery(query: Query, options: LiveOptions<LivePage>): Subscription {
  const { adapter, onError } = options;
  const normal = normaliseQuery(adapter.model, query);
  return liveResult<{ page: Page; seq: number }, LivePage>(options, {
    watch: (show) => adapter.watch({ query }, show, onError),
    layOver: ({ page, seq }, changes) => layOver(normal, page, seq, changes),
    markOf: (page) => {
      const mark = JSON.stringify([adapter.instance, page.records.map(({ id, version }) => [id, version]), [...page.pending], page.next, page.previous]);
      return page.pending.size > 0 ? `${mark}${JSON.stringify(page.records)}` : mark;
    },
    lacks: ({ page, seq }, change) => change.isMissingFrom(seq) && layOver(normal, page, seq, [change]).pending.size > 0,
  });
}

/** What pending changes add to the groups that a query asks for. */
const pendingRows = (query: NormalTotalsQuery, seq: number, changes: Iterable<PendingChange>): TotalsRow[] => [...changes].flatMap((change) => change.rowsIn(query, seq));

/** An answer as rows that others can be added to. */
const rowsOf = ({ collection, totals, by }: NormalTotalsQuery, answer: readonly TotalRow[]): TotalsRow[] =>
  answer.map(({ group, count, sums }) => ({
    collection,
    totals,
    group: by.map((key) => group[key]!),
    count,
    sums: Object.fromEntries(Object.entries(sums).map(([sum, value]) => [sum, BigInt(value)])),
  }));

/** Totals, as they are now and after each change. */
export function liveTotals(query: TotalsQuery, options: LiveOptions<TotalRow[]>): Subscription {
  const { adapter, onError } = options;
  const normal = normaliseTotals(adapter.model, query);
  return liveResult<{ rows: TotalRow[]; seq: number }, TotalRow[]>(options, {
    watch: (show) => adapter.watch({ totals: query }, show, onError),
    layOver: ({ rows, seq }, changes) => answerOf(normal, [...rowsOf(normal, rows), ...pendingRows(normal, seq, changes)]),
    markOf: JSON.stringify,
    lacks: ({ seq }, change) => pendingRows(normal, seq, [change]).length > 0,
  });
}
