import { toCrmError, type CrmClient, type CrmError, type ListQuery } from '@crm-elements/data';
import type { Deal } from '@crm-elements/schema';
import { byStage, type FilterContext } from './filter.js';
import { matchesFilter } from './matches-filter.js';
import type { DealFilter } from './pipeline-board.types.js';

export { matchesFilter };

/** Deals that a filtered board shows at most; it says of how many. */
const most = 1_000;
const pageSize = 1_000;
/** Words are typed one letter after the other. */
const settleMs = 120;

interface Handlers {
  changed: () => void;
  context: () => FilterContext;
}

/**
 * The deals of a pipeline that meet a filter: found once, by an index where one serves, then watched by their ids, and found anew when
 * the pipeline has changed.
 */
export class FilteredDeals {
  readonly #client: CrmClient;
  readonly #pipelineId: string;
  readonly #filter: DealFilter;
  readonly #handlers: Handlers;
  #running = new AbortController();
  #watching: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #finding = false;
  #again = false;
  #deals: readonly Deal[] = [];
  #groups = new Map<string, Deal[]>();
  #total = 0;
  #state: 'loading' | 'ready' | 'error' = 'loading';
  #error: CrmError | undefined;

  constructor(client: CrmClient, pipelineId: string, filter: DealFilter, handlers: Handlers) {
    this.#client = client;
    this.#pipelineId = pipelineId;
    this.#filter = filter;
    this.#handlers = handlers;
    this.refresh();
  }

  get state(): 'loading' | 'ready' | 'error' {
    return this.#state;
  }

  get error(): CrmError | undefined {
    return this.#error;
  }

  /** How many meet the filter, shown or not. */
  get total(): number {
    return Math.max(this.#total, this.#deals.length);
  }

  get shown(): number {
    return this.#deals.length;
  }

  of(stageId: string): readonly Deal[] {
    return this.#groups.get(stageId) ?? [];
  }

  get all(): readonly Deal[] {
    return this.#deals;
  }

  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), settleMs);
  }

  /** Stops looking and watching, and keeps what was found. */
  pause(): void {
    this.#running.abort();
    this.#watching?.abort();
    clearTimeout(this.#timer);
  }

  resume(): void {
    if (!this.#running.signal.aborted) return;
    this.#running = new AbortController();
    this.refresh();
  }

  async #find(): Promise<void> {
    if (this.#finding) {
      this.#again = true;
      return;
    }
    this.#finding = true;
    const { signal } = this.#running;
    try {
      const found: Deal[] = [];
      let total = 0;
      const context = this.#handlers.context();
      for await (const deals of this.#pages(context)) {
        if (signal.aborted) return;
        for (const deal of deals) {
          if (deal.pipelineId !== this.#pipelineId || !matchesFilter(deal, this.#filter, context)) continue;
          total++;
          if (found.length < most) found.push(deal);
        }
      }
      this.#total = total;
      this.#state = 'ready';
      this.#error = undefined;
      this.#set(found);
      this.#watch();
    } catch (thrown) {
      if (signal.aborted) return;
      this.#state = 'error';
      this.#error = toCrmError(thrown);
      this.#handlers.changed();
    } finally {
      this.#finding = false;
      if (this.#again && !signal.aborted) {
        this.#again = false;
        this.refresh();
      }
    }
  }

  async *#pages({ today }: FilterContext): AsyncGenerator<readonly Deal[]> {
    const { text = '', ownerId, late } = this.#filter;
    const pipelineId = this.#pipelineId;
    const { signal } = this.#running;
    if (text.trim() !== '' && this.#client.adapter.capabilities.search) {
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await this.#client.deals.search(text, {
          where: { pipelineId },
          limit: pageSize,
          ...(after !== undefined && { after }),
          signal,
        });
        yield page.records;
        after = page.next;
      }
      return;
    }
    const query: ListQuery = late
      ? { where: { pipelineId, status: 'open', expectedCloseDate: { lt: today } } }
      : ownerId !== undefined
        ? { where: { ownerId }, sort: [{ by: 'status' }, { by: 'expectedCloseDate' }] }
        : { where: { pipelineId }, sort: [{ by: 'nameKey' }] };
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const page = await this.#client.deals.list({ ...query, limit: pageSize, ...(after !== undefined && { after }) }, { signal });
      yield page.records;
      after = page.next;
    }
  }

  #set(deals: readonly Deal[]): void {
    this.#deals = deals;
    this.#groups = byStage(deals);
    this.#handlers.changed();
  }

  #watch(): void {
    this.#watching?.abort();
    const { signal } = (this.#watching = new AbortController());
    const ids = this.#deals.map(({ id }) => id);
    if (ids.length === 0) return;
    let known = true;
    this.#client.deals.live(
      { where: { id: { in: ids } }, limit: most },
      ({ records }) => {
        // The first result is what was just found.
        if (known && records.length === this.#deals.length) {
          known = false;
          return;
        }
        known = false;
        const context = this.#handlers.context();
        const left = records.filter((deal) => deal.pipelineId === this.#pipelineId && matchesFilter(deal, this.#filter, context));
        this.#total += left.length - this.#deals.length;
        this.#set(left);
      },
      { signal, onError: () => undefined },
    );
  }
}
