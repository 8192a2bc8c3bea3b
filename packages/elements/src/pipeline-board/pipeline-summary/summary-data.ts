import { toCrmError, type CrmError, type TotalRow } from '@crm-elements/data';
import { weightedValue, type Deal, type MoneySum, type Pipeline, type Stage } from '@crm-elements/schema';
import type { ReactiveControllerHost } from 'lit';
import type { ClientController } from '../../internal/client.js';
import { LiveController } from '../../internal/live.js';
import { choosePipeline, livePipelines, liveStages } from '../live-pipeline.js';
import { rowOf } from '../summary.js';
import { meanStays, rowsWhere, stageFigures, sumRows, winRate, type DealSum, type MeanTime, type StageFigures } from './figures.js';
import { liveRows } from './live-rows.js';
import { wonDeals, wonQuery, wonValues, type WonDeals } from './won-deals.js';

/** What the summary is told by the page. */
export interface SummaryHost extends ReactiveControllerHost, HTMLElement {
  readonly pipelineId: string | undefined;
  readonly pipeline: Pipeline | undefined;
  readonly stages: readonly Stage[] | undefined;
  readonly deals: readonly Deal[] | undefined;
}

/** How a pipeline is doing. */
export interface SummaryFigures {
  readonly open: DealSum;
  readonly won: DealSum;
  readonly lost: DealSum;
  /** What the deals in open stages are worth by their chances. */
  readonly weighted: readonly MoneySum[];
  /** 0 to 1; undefined while no deal is closed. */
  readonly winRate: number | undefined;
  readonly stages: readonly StageFigures[];
}

interface Rows {
  readonly byStatus: readonly TotalRow[];
  readonly byStage: readonly TotalRow[];
}

/** A deal that the page gives, with all that rows of a store tell. */
function plainRow(deal: Deal): TotalRow {
  const { group, count, sums } = rowOf(deal);
  const [month, timeToWin, timed] = [wonValues.month, wonValues.timeToWin, wonValues.timed].map((value) => value(deal as never));
  return {
    group: { ...group, month: month as string | null },
    count,
    sums: { ...sums, timeToWin: String(timeToWin ?? 0), timed: String(timed ?? 0) },
  };
}

function figuresOf({ byStatus, byStage }: Rows, stages: readonly Stage[]): SummaryFigures {
  const ofStatus = (status: string) => sumRows(rowsWhere(byStatus, 'status', status));
  const [open, won, lost] = [ofStatus('open'), ofStatus('won'), ofStatus('lost')];
  const chances = new Map(stages.filter(({ kind }) => kind === 'open').map(({ id, probability }) => [id, probability]));
  const inOpenStages = byStage.filter(({ group }) => chances.has(String(group.stageId)));
  return {
    open,
    won,
    lost,
    weighted: weightedValue(inOpenStages, (id) => chances.get(id)),
    winRate: winRate(won.count, lost.count),
    stages: stageFigures(byStage, stages),
  };
}

/** All that a summary shows, from the store or from what the page gives. */
export class SummaryData {
  readonly #host: SummaryHost;
  readonly #clients: ClientController;
  readonly #pipelines: LiveController<Pipeline[], readonly []>;
  readonly #stages: LiveController<Stage[], readonly [string]>;
  readonly #byStatus: LiveController<TotalRow[], readonly [string]>;
  readonly #byStage: LiveController<TotalRow[], readonly [string]>;
  readonly #stays: LiveController<TotalRow[], readonly [string]>;
  readonly #won: LiveController<TotalRow[], readonly [string]>;
  #memory: { of: readonly unknown[]; figures: SummaryFigures } | undefined;
  #plain: { of: readonly Deal[]; rows: readonly TotalRow[] } | undefined;

  constructor(host: SummaryHost, clients: ClientController) {
    this.#host = host;
    this.#clients = clients;
    const stored = () => host.deals === undefined;
    const ofPipeline = () => (stored() && this.pipeline ? ([this.pipeline.id] as const) : undefined);
    const rows = (totals: 'byStatus' | 'byStage') =>
      new LiveController<TotalRow[], readonly [string]>(host, clients, {
        args: ofPipeline,
        start: (client, [pipelineId], handle) => liveRows(client, 'deals', { totals, where: { pipelineId } }, handle),
      });
    this.#pipelines = livePipelines(host, clients, stored);
    this.#stages = liveStages(host, clients, ofPipeline);
    this.#byStatus = rows('byStatus');
    this.#byStage = rows('byStage');
    this.#stays = new LiveController(host, clients, {
      args: () =>
        stored() && this.#stages.value?.length ? ([JSON.stringify(this.#stages.value.map(({ id }) => id))] as const) : undefined,
      start: (client, [stageIds], handle) => {
        const where = { fromStageId: { in: JSON.parse(stageIds) as string[] } };
        liveRows(client, 'stageChanges', { totals: 'byTransition', where, by: ['fromStageId'] }, handle);
      },
    });
    // Once what totals tell is there: nothing waits for all deals to be looked at.
    this.#won = new LiveController(host, clients, {
      args: () => (this.figures && this.figures.won.count > 0 ? ofPipeline() : undefined),
      start: (client, [pipelineId], { next, fail, signal }) =>
        client.deals.filtered(wonQuery(pipelineId), ({ state, totals }) => state === 'exact' && next(totals), {
          signal,
          // What may succeed when tried again is tried again by itself.
          onError: (error) => toCrmError(error).retryable || fail(error),
        }),
    });
  }

  get pipeline(): Pipeline | undefined {
    return this.#host.deals ? this.#host.pipeline : choosePipeline(this.#pipelines.value ?? [], this.#host.pipelineId);
  }

  get error(): CrmError | undefined {
    return this.#all.map(({ error }) => error).find((error) => error !== undefined);
  }

  get state(): 'loading' | 'missing' | 'empty' | 'error' | 'ready' {
    if (this.#isWithoutDeals) return 'empty';
    if (this.#host.deals) return 'ready';
    if (this.error) return 'error';
    if (this.#pipelines.state !== 'ready') return 'loading';
    if (!this.pipeline) return this.#host.pipelineId ? 'missing' : 'empty';
    if (!this.#stages.value) return 'loading';
    // Totals are there at once; without them the deals are counted, which takes longer.
    const isCounting = this.#clients.client?.adapter.capabilities.totals === 'none';
    return this.figures || isCounting ? 'ready' : 'loading';
  }

  /** Undefined until they are exact. */
  get figures(): SummaryFigures | undefined {
    const stages = this.#host.deals ? (this.#host.stages ?? []) : this.#stages.value;
    const plain = this.#host.deals && this.#plainRows(this.#host.deals);
    const [byStatus, byStage] = plain ? [plain, plain] : [this.#byStatus.value, this.#byStage.value];
    if (!stages || !byStatus || !byStage) return undefined;
    const of = [stages, byStatus, byStage];
    if (this.#memory?.of.every((each, i) => each === of[i])) return this.#memory.figures;
    const figures = figuresOf({ byStatus, byStage }, stages);
    this.#memory = { of, figures };
    return figures;
  }

  /** What the won deals tell; undefined until it is exact. */
  get won(): WonDeals | undefined {
    const { figures } = this;
    if (!figures) return undefined;
    if (figures.won.count === 0) return wonDeals([]);
    const rows = this.#host.deals ? rowsWhere(this.#plainRows(this.#host.deals), 'status', 'won') : this.#won.value;
    return rows && wonDeals(rows);
  }

  /** Mean time in each stage; undefined until it is exact, `null` where nothing tells it. */
  get stays(): ReadonlyMap<string, MeanTime> | null | undefined {
    if (this.#host.deals) return null;
    return this.#stays.value && meanStays(this.#stays.value);
  }

  get #isWithoutDeals(): boolean {
    const { figures } = this;
    return figures !== undefined && figures.open.count + figures.won.count + figures.lost.count === 0;
  }

  get isCounting(): boolean {
    return this.state === 'ready' && (!this.figures || !this.won || this.stays === undefined);
  }

  retry(): void {
    for (const live of this.#all) if (live.state === 'error') live.retry();
  }

  get #all() {
    return [this.#pipelines, this.#stages, this.#byStatus, this.#byStage, this.#stays, this.#won];
  }

  #plainRows(deals: readonly Deal[]): readonly TotalRow[] {
    if (this.#plain?.of !== deals) this.#plain = { of: deals, rows: deals.map(plainRow) };
    return this.#plain.rows;
  }
}
