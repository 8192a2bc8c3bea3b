import type { StoredRecord } from '@crm-elements/schema';
import type { PendingChange } from '../client/overlay.js';
import { Columns } from './columns.js';
import type { Facet } from './facets.js';
import { FilteredView, type CompiledQuery } from './filtered-view.js';
import { SortedRows, sortInSlices } from './sorting.js';
import type { Slices } from './slices.js';

/** Orders that are kept: the next filter is likely sorted as one of the last. Views have their rows in lists of their own. */
const keptOrders = 3;

/** The rows of a projection with the orders and views over them, which hear of each change of a row. */
export class ResidentRows {
  readonly columns = new Columns();
  /** What is shown in place of the store's records; `null` where the record is to be gone. */
  readonly overlaid = new Map<string, StoredRecord | null>();
  readonly #orders = new Map<string, SortedRows>();
  readonly #views = new Set<FilteredView>();
  #touched = new Set<FilteredView>();

  /** The views that have changed since the last call. */
  takeTouched(): ReadonlySet<FilteredView> {
    const touched = this.#touched;
    if (touched.size > 0) this.#touched = new Set();
    return touched;
  }

  /** Takes a record in while there is no view yet. */
  load(record: StoredRecord): void {
    this.columns.setVersion(this.columns.put(record), record.version);
  }

  /** Fills further facets of a record, if it is still the one that its row shows. */
  extend(record: StoredRecord, facets: readonly Facet[]): void {
    const row = this.columns.rowOf(record.id);
    if (row !== undefined && this.columns.versionOf(row) === record.version && !this.overlaid.has(record.id))
      this.columns.fill(row, record, facets);
  }

  ids(): IterableIterator<string> {
    return this.columns.ids();
  }

  /** Whether the store has not changed the record since its row was written. */
  hasVersionOf({ id, version }: StoredRecord): boolean {
    const row = this.columns.rowOf(id);
    return row !== undefined && this.columns.versionOf(row) === version;
  }

  /** The ids of the rows that lack some of these facets. */
  unfilled(facets: readonly Facet[]): Set<string> {
    const ids = new Set<string>();
    for (const row of this.columns.rows()) if (facets.some((facet) => !this.columns.isFilled(row, facet))) ids.add(this.columns.idOf(row));
    return ids;
  }

  /** A record as the store has it; `undefined` where it has none. */
  apply(id: string, record: StoredRecord | undefined): void {
    this.#write(id, record);
    this.overlaid.delete(id);
    if (record) this.columns.setVersion(this.columns.rowOf(id)!, record.version);
  }

  #write(id: string, record: StoredRecord | undefined): void {
    const before = this.columns.rowOf(id);
    if (before !== undefined) {
      for (const order of this.#orders.values()) order.remove(before);
      for (const view of this.#views) if (view.leave(before)) this.#touched.add(view);
    }
    if (!record) {
      if (before !== undefined) this.columns.remove(before);
      return;
    }
    const row = this.columns.put(record);
    for (const order of this.#orders.values()) order.insert(row);
    for (const view of this.#views) if (view.enter(row)) this.#touched.add(view);
  }

  /** Shows those pending changes that are not in the rows. @returns the ids whose change is no longer shown: the store has to say what they are */
  layOver(collection: string, changes: Iterable<PendingChange>, seq: number): Set<string> {
    const wanted = new Map<string, StoredRecord | null>();
    for (const change of changes) {
      if (!change.isMissingFrom(seq)) continue;
      for (const write of change.writes) if (write.collection === collection) wanted.set(write.id, write.after ?? null);
    }
    const left = new Set<string>();
    for (const id of this.overlaid.keys()) if (!wanted.has(id)) left.add(id);
    for (const id of left) this.overlaid.delete(id);
    for (const [id, record] of wanted) if (this.overlaid.get(id) !== record && !this.#isPast(id, record)) this.#show(id, record);
    return left;
  }

  /** The store has given what the change leads to, or what came after it. */
  #isPast(id: string, record: StoredRecord | null): boolean {
    const row = this.columns.rowOf(id);
    return row === undefined ? record === null : record !== null && this.columns.versionOf(row) >= record.version;
  }

  #show(id: string, record: StoredRecord | null): void {
    this.#write(id, record ?? undefined);
    this.overlaid.set(id, record);
  }

  /** A view over the rows as they are; they must not change until it is there. */
  async addView(query: CompiledQuery, slices: Slices): Promise<FilteredView> {
    const order = await this.#orderOf(query, slices);
    const view = new FilteredView(query, this.columns, order.compare);
    await view.fill(order.rows, slices);
    this.#views.add(view);
    return view;
  }

  removeView(view: FilteredView): void {
    this.#views.delete(view);
  }

  async #orderOf({ sort }: CompiledQuery, slices: Slices): Promise<SortedRows> {
    const { columns } = this;
    const known = this.#orders.get(sort.key);
    const compare =
      known?.compare ??
      sort.bind(
        (facet) => columns.cells(facet),
        (row) => columns.idOf(row),
      );
    const order = known ?? new SortedRows(compare, await sortInSlices([...columns.rows()], compare, slices));
    // The one that was used last stands last.
    this.#orders.delete(sort.key);
    this.#orders.set(sort.key, order);
    for (const key of this.#orders.keys()) if (this.#orders.size > keptOrders) this.#orders.delete(key);
    return order;
  }
}
