import { toCrmError, type CrmClient, type CrmError, type FilteredResult, type FilteredSubscription } from '@crm-elements/data';
import type { Deal, Stage } from '@crm-elements/schema';
import { dealConditions } from './deal-conditions.js';
import type { FilterContext } from './filter.js';
import { matchesFilter } from './matches-filter.js';
import type { DealFilter, LoadedColumn, StageSummary } from './pipeline-board.types.js';
import { summariesOf } from './summary.js';

export { matchesFilter };

/** Deals that are loaded of a column at a time. */
const windowSize = 60;
/** How near to an end of it may be shown before it is moved on. */
const margin = 12;
/** Words are typed one letter after the other. */
const settleMs = 120;

const none: ReadonlySet<string> = new Set();
const emptyColumn: LoadedColumn = { offset: 0, deals: [], count: 0, atEnd: true, pending: none };

/** What to look for. */
export interface DealSearch {
  readonly client: CrmClient;
  readonly pipelineId: string;
  readonly filter: DealFilter;
  readonly stages: readonly Stage[];
  readonly context: FilterContext;
}

/**
 * The deals of a pipeline that meet a filter: all of them counted and summed, those in sight loaded. What was found before stays until the
 * new is there, unless everything has to be counted first.
 */
export class FilteredDeals {
  readonly #changed: () => void;
  #search: DealSearch | undefined;
  #asked = '';
  #running: AbortController | undefined;
  #subscription: FilteredSubscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #result: FilteredResult<Deal> | undefined;
  #columns = new Map<string, LoadedColumn>();
  #summaries = new Map<string, StageSummary>();
  #error: CrmError | undefined;
  readonly #offsets = new Map<string, number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** `counting` until the numbers are exact. */
  get state(): 'counting' | 'ready' | 'error' {
    if (this.#result?.state === 'exact') return 'ready';
    return this.#error ? 'error' : 'counting';
  }

  get error(): CrmError | undefined {
    return this.#error;
  }

  /** How many meet the filter. */
  get total(): number {
    return this.#result?.count ?? 0;
  }

  of(stageId: string): LoadedColumn {
    return this.#columns.get(stageId) ?? emptyColumn;
  }

  /** What the deals of a stage come to that meet the filter; unknown while they are counted. */
  summaryOf(stageId: string): StageSummary {
    return this.#summaries.get(stageId) ?? { count: this.state === 'ready' ? 0 : undefined, sums: [], weighted: [] };
  }

  /** Says what to look for. Does nothing when that is looked for already. */
  follow(search: DealSearch): void {
    const { client, pipelineId, filter, stages } = search;
    const asked = JSON.stringify([dealConditions(search), stages.map(({ id, probability }) => [id, probability])]);
    const isOther = client !== this.#search?.client || pipelineId !== this.#search.pipelineId;
    if (!isOther && asked === this.#asked && this.#running) return;
    const isTyped = filter.text !== this.#search?.filter.text;
    this.#search = search;
    this.#asked = asked;
    if (isOther) this.#take(undefined);
    this.#start(isTyped && !isOther ? settleMs : 0);
  }

  #start(afterMs: number): void {
    this.pause();
    const { signal } = (this.#running = new AbortController());
    this.#timer = setTimeout(() => this.#watch(signal), afterMs);
  }

  #watch(signal: AbortSignal): void {
    const search = this.#search!;
    this.#offsets.clear();
    const onError = (error: Error) => {
      this.#error = toCrmError(error);
      this.#changed();
    };
    try {
      this.#subscription = search.client.deals.filtered(
        {
          where: dealConditions(search),
          sort: [{ by: 'rank' }],
          group: ['stageId'],
          totals: 'byStage',
          window: { offset: 0, limit: windowSize },
        },
        (result) => {
          // What is already in memory is found at once: until then the columns stay as they are.
          if (result.state === 'counting' && result.progress.done === 0 && this.#result) return;
          this.#take(result);
          this.#changed();
        },
        { signal, onError },
      );
    } catch (error) {
      onError(error as Error);
    }
  }

  #take(result: FilteredResult<Deal> | undefined): void {
    this.#result = result;
    this.#error = undefined;
    this.#columns = new Map(
      result?.groups.map(({ group, count, offset, records }) => {
        const pending = new Set(records.map(({ id }) => id).filter((id) => result.pending.has(id)));
        return [String(group.stageId), { offset, deals: records, count, atEnd: offset + records.length >= count, pending }];
      }),
    );
    this.#summaries = result?.state === 'exact' ? summariesOf(result.totals, this.#search!.stages) : new Map<string, StageSummary>();
  }

  /** Says which part of a column is in sight. */
  show(stageId: string, first: number, last: number): void {
    const wanted = this.#offsets.get(stageId) ?? 0;
    const reachesStart = wanted === 0 || first >= wanted + margin;
    const reachesEnd = last <= wanted + windowSize - margin || wanted + windowSize >= this.of(stageId).count;
    if (reachesStart && reachesEnd) return;
    const offset = Math.max(0, Math.floor((first + last - windowSize) / 20) * 10);
    if (offset === wanted) return;
    this.#offsets.set(stageId, offset);
    this.#subscription?.show([stageId], { offset, limit: windowSize });
  }

  retry(): void {
    if (this.#error && this.#search) this.#start(0);
  }

  /** Stops watching, and keeps what was found. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    this.#subscription = undefined;
  }
}
