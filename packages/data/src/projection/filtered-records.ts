import type { Scalar, StoredRecord } from '@crm-elements/schema';
import type { DataAdapter } from '../contract.js';
import { invalid, toCrmError, type CrmError } from '../errors.js';
import { compileQuery, type CompiledQuery, type FilteredView, type ViewList } from './filtered-view.js';
import type { FilteredGroup, FilteredQuery, FilteredResult, FilteredSubscription, RowWindow } from './filtered.types.js';
import type { Projection } from './projection.js';
import type { ProjectionUser } from './projection-users.js';

const firstPage: RowWindow = { offset: 0, limit: 50 };
const maxWindow = 1_000;

/** @throws CrmError VALIDATION */
function requireWindow(given: RowWindow): RowWindow {
  const { offset, limit } = given;
  if (!Number.isInteger(offset) || offset < 0) throw invalid('offset', 'Give "offset" a whole number from 0.');
  if (!Number.isInteger(limit) || limit < 1 || limit > maxWindow)
    throw invalid('limit', `Give "limit" a whole number from 1 to ${maxWindow}.`);
  return { offset, limit };
}

export interface FilteredRecordsOptions {
  adapter: DataAdapter;
  collection: string;
  projection: Projection;
  query: FilteredQuery;
  listener: (result: FilteredResult<StoredRecord>) => void;
  onError: (error: CrmError) => void;
}

/** A record that was read for a window, and the version of the row for which it was. */
interface Known {
  asOf: number;
  record: StoredRecord | undefined;
}

/** Shows a view to one listener: what is counted, and the records that are in the windows of its lists. */
export class FilteredRecords implements ProjectionUser, FilteredSubscription {
  readonly query: CompiledQuery;
  readonly #options: FilteredRecordsOptions;
  readonly #window: RowWindow;
  readonly #windows = new Map<string, RowWindow>();
  #known = new Map<string, Known>();
  #view: FilteredView | undefined;
  #isShowing = false;
  #isDue = false;
  #ended = false;

  /** @throws CrmError VALIDATION with the field that is wrong */
  constructor(options: FilteredRecordsOptions) {
    const { adapter, collection, query, projection } = options;
    this.#options = options;
    this.query = compileQuery(adapter.model.collections[collection]!, query);
    this.#window = requireWindow(query.window ?? firstPage);
    projection.add(this);
  }

  unsubscribe(): void {
    this.#ended = true;
    this.#options.projection.remove(this);
  }

  show(group: readonly Scalar[], window: RowWindow): void {
    try {
      this.#windows.set(JSON.stringify(group), requireWindow(window));
      if (this.#view) this.changed();
    } catch (error) {
      this.failed(toCrmError(error));
    }
  }

  counting(done: number, total: number | undefined): void {
    this.#view = undefined;
    this.#known = new Map();
    this.#tell({ state: 'counting', progress: { done, total }, count: 0, totals: [], groups: [], pending: new Set() });
  }

  ready(view: FilteredView): void {
    this.#view = view;
    this.changed();
  }

  changed(): void {
    this.#isDue = true;
    if (!this.#isShowing) void this.#show();
  }

  failed(error: CrmError): void {
    // Whoever closed the store knows. Like a watch, the view just ends.
    if (!this.#ended && error.code !== 'CLOSED') this.#options.onError(error);
  }

  #tell(result: FilteredResult<StoredRecord>): void {
    if (this.#ended) return;
    try {
      this.#options.listener(result);
    } catch (error) {
      this.#options.onError(toCrmError(error));
    }
  }

  /** Shows the view as it is, once the records of its windows are there. Changes that come meanwhile are shown with it. */
  async #show(): Promise<void> {
    this.#isShowing = true;
    // Several changes in a row are shown together.
    await Promise.resolve();
    while (this.#isDue && !this.#ended && this.#view) {
      this.#isDue = false;
      try {
        const missing = this.#missing(this.#view);
        if (missing.size > 0) await this.#read(missing);
        // With other rows in sight, their records have to be read first.
        if (this.#view && !this.#isDue) this.#tell(this.#result(this.#view));
      } catch (error) {
        this.failed(toCrmError(error));
      }
    }
    this.#isShowing = false;
  }

  #windowOf({ group }: ViewList): RowWindow {
    return this.#windows.get(JSON.stringify(group)) ?? this.#window;
  }

  #rowsOf(list: ViewList): number[] {
    const { offset, limit } = this.#windowOf(list);
    return list.sorted.rows.slice(offset, offset + limit);
  }

  /** Row versions of the records in sight that have to be read, by id. */
  #missing(view: FilteredView): Map<string, number> {
    const { projection } = this.#options;
    const missing = new Map<string, number>();
    const inSight = new Map<string, Known>();
    for (const list of view.lists) {
      for (const row of this.#rowsOf(list)) {
        const id = projection.rowId(row);
        const known = this.#known.get(id);
        const version = projection.rowVersion(row);
        if (known?.asOf === version) inSight.set(id, known);
        else if (!projection.pendingRecord(id)) missing.set(id, version);
      }
    }
    this.#known = inSight;
    return missing;
  }

  async #read(missing: ReadonlyMap<string, number>): Promise<void> {
    const { adapter, collection } = this.#options;
    const records = await adapter.get(collection, [...missing.keys()]);
    [...missing].forEach(([id, asOf], i) => this.#known.set(id, { asOf, record: records[i] }));
  }

  #result(view: FilteredView): FilteredResult<StoredRecord> {
    const { projection } = this.#options;
    const pending = new Set<string>();
    const groups = view.lists.map((list): FilteredGroup<StoredRecord> => {
      const records = this.#rowsOf(list).flatMap((row) => {
        const id = projection.rowId(row);
        const shown = projection.pendingRecord(id);
        if (shown) pending.add(id);
        return shown ?? this.#known.get(id)?.record ?? [];
      });
      const group = Object.fromEntries(this.query.group.map(({ name }, i) => [name, list.group[i]!]));
      return { group, count: list.sorted.rows.length, offset: this.#windowOf(list).offset, records };
    });
    const progress = { done: projection.size, total: projection.size };
    return { state: 'exact', progress, count: view.count, totals: view.totals, groups, pending };
  }
}
