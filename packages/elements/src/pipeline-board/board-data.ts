import type { CrmClient, CrmError, TotalRow } from '@crm-elements/data';
import type { Agent, Company, CustomField, Deal, Pipeline, Stage, StageChange } from '@crm-elements/schema';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClientController } from '../internal/client.js';
import { LiveController } from '../internal/live.js';
import type { arrange } from './arrange.js';
import { ColumnWindow } from './column-window.js';
import { CompanyNames } from './company-names.js';
import { byStage, isFiltering, type FilterContext } from './filter.js';
import type { FilteredDeals, matchesFilter } from './filtered-deals.js';
import { choosePipeline, livePipelines, liveStages } from './live-pipeline.js';
import type { DealFilter, LoadedColumn, NamedRecord, Placement, StageSummary } from './pipeline-board.types.js';
import { summariesOf, summaryOf } from './summary.js';

/** What the board is told by the page. */
export interface BoardDataHost extends ReactiveControllerHost, HTMLElement {
  readonly pipelineId: string | undefined;
  readonly filter: DealFilter;
  readonly pipeline: Pipeline | undefined;
  readonly stages: readonly Stage[] | undefined;
  readonly deals: readonly Deal[] | undefined;
  readonly agents: readonly Agent[] | undefined;
  readonly companies: readonly Pick<Company, 'id' | 'name'>[] | undefined;
  readonly filterContext: FilterContext;
  isCollapsed(stage: Stage): boolean;
}

/** A column as it is to be shown. */
export interface BoardColumn {
  readonly stage: Stage;
  /** The deals name a stage that there is not. */
  readonly unmapped: boolean;
  readonly collapsed: boolean;
  readonly summary: StageSummary;
  /** What meets the filter is being counted: the summary is not known yet. */
  readonly counting: boolean;
  /** How many deals the stage holds, whatever the filter. */
  readonly total: number | undefined;
  readonly loaded: LoadedColumn;
  readonly state: 'loading' | 'ready' | 'error';
  readonly error: CrmError | undefined;
}

const nothingLoaded: LoadedColumn = { offset: 0, deals: [], count: 0, atEnd: true, pending: new Set() };
const unknownSummary: StageSummary = { count: undefined, sums: [], weighted: [] };

/** A column of deals whose stage is gone: nothing vanishes. */
const strayStage = (id: string, pipelineId: string): Stage =>
  ({ id, pipelineId, name: '', order: 1e9, kind: 'open', probability: 0, requiredFields: [], collapsed: false }) as unknown as Stage;

/** All that a board shows, from the store or from what the page gives; with a handful of watches, however many deals there are. */
export class BoardData implements ReactiveController {
  readonly #host: BoardDataHost;
  readonly #clients: ClientController;
  readonly #pipelines: LiveController<Pipeline[], readonly []>;
  readonly #stages: LiveController<Stage[], readonly [string]>;
  readonly #totals: LiveController<TotalRow[], readonly [string]>;
  readonly #agents: LiveController<Agent[], readonly []>;
  readonly #customFields: LiveController<CustomField[], readonly []>;
  readonly #windows = new Map<string, ColumnWindow>();
  readonly #placements = new Map<string, Placement>();
  #client: CrmClient | undefined;
  #companies: CompanyNames | undefined;
  #filtered: FilteredDeals | undefined;
  /** What finds deals, once somebody looks for some. */
  #filtering: typeof import('./filtered-deals.js') | undefined;
  #loadingFilter = false;
  #isFollowing = false;
  #summaries: Map<string, StageSummary> | undefined;
  #summariesFrom: readonly unknown[] = [];
  #people = new Map<string, NamedRecord>();
  #peopleFrom: unknown;
  #columns: readonly BoardColumn[] = [];
  #revision = 0;
  #arrange: typeof arrange | undefined;
  /** Deals that stay where they were put until the page gives them anew. */
  readonly #settled = new Set<string>();

  constructor(host: BoardDataHost, clients: ClientController, onMoves: (changes: StageChange[]) => void) {
    this.#host = host;
    this.#clients = clients;
    const stored = () => host.deals === undefined;
    const ofPipeline = () => (stored() && this.pipeline ? ([this.pipeline.id] as const) : undefined);
    this.#pipelines = livePipelines(host, clients, stored);
    this.#stages = liveStages(host, clients, ofPipeline);
    this.#totals = new LiveController(host, clients, {
      args: () => (clients.client?.adapter.capabilities.totals === 'exact' ? ofPipeline() : undefined),
      start: (client, [pipelineId], { next, fail, signal }) =>
        client.deals.liveTotals({ totals: 'byStage', where: { pipelineId } }, next, { signal, onError: fail }),
    });
    this.#agents = new LiveController(host, clients, {
      args: () => (stored() ? ([] as const) : undefined),
      start: (client, _args, { next, fail, signal }) =>
        client.agents.live({ sort: [{ by: 'nameKey' }], limit: 1_000 }, ({ records }) => next(records), { signal, onError: fail }),
    });
    this.#customFields = new LiveController(host, clients, {
      args: () => (stored() ? ([] as const) : undefined),
      start: (client, _args, { next, fail, signal }) =>
        client.customFields.live({ where: { object: 'deals' }, sort: [{ by: 'order' }], limit: 200 }, ({ records }) => next(records), {
          signal,
          onError: fail,
        }),
    });
    // Who moved what, for those who do not see it move.
    new LiveController<StageChange[], readonly [string]>(host, clients, {
      args: ofPipeline,
      start: (client, [pipelineId], { next, fail, signal }) =>
        client.stageChanges.live(
          { where: { pipelineId }, sort: [{ by: 'at', direction: 'desc' }], limit: 5 },
          ({ records, pending }) => next(records.filter(({ id }) => !pending.has(id))),
          { signal, onError: fail },
        ),
      onValue: onMoves,
    });
    host.addController(this);
  }

  get pipelines(): readonly Pipeline[] {
    return this.#host.deals ? [] : (this.#pipelines.value ?? []);
  }

  get pipeline(): Pipeline | undefined {
    if (this.#host.deals) return this.#host.pipeline;
    return choosePipeline(this.#pipelines.value ?? [], this.#host.pipelineId);
  }

  get stages(): readonly Stage[] {
    return (this.#host.deals ? this.#host.stages : this.#stages.value) ?? [];
  }

  get agents(): readonly Agent[] {
    return (this.#host.deals ? this.#host.agents : this.#agents.value) ?? [];
  }

  get customFields(): readonly CustomField[] {
    return this.#customFields.value ?? [];
  }

  /** Rises when names change that cards show. */
  get revision(): number {
    return this.#revision;
  }

  get columns(): readonly BoardColumn[] {
    return this.#columns;
  }

  /** Set while a filter is on. */
  get filtered(): { state: 'counting' | 'ready' | 'error'; total: number } | undefined {
    if (!isFiltering(this.#host.filter)) return undefined;
    if (this.#filtered) return this.#filtered;
    if (!this.#filtering) return { state: 'counting', total: 0 };
    return { state: 'ready', total: this.#columns.reduce((sum, { loaded }) => sum + loaded.count, 0) };
  }

  get state(): 'loading' | 'missing' | 'empty' | 'error' | 'ready' {
    if (this.#host.deals) return 'ready';
    if (this.error) return 'error';
    if (this.#pipelines.state !== 'ready') return 'loading';
    if (!this.pipeline) return this.#host.pipelineId ? 'missing' : 'empty';
    if (this.#stages.state !== 'ready' || (this.#totals.state === 'loading' && !this.#totals.value)) return 'loading';
    return this.#columns.some(({ state, collapsed }) => state === 'ready' || collapsed) || this.#columns.length === 0
      ? 'ready'
      : this.#columns.every(({ state }) => state === 'loading')
        ? 'loading'
        : 'ready';
  }

  get error(): CrmError | undefined {
    return this.#pipelines.error ?? this.#stages.error ?? this.#totals.error ?? this.#filtered?.error;
  }

  /** Whether the totals of whole stages are known. */
  get isExact(): boolean {
    return this.#host.deals !== undefined || this.#filtered !== undefined || this.#totals.value !== undefined;
  }

  retry(): void {
    for (const live of [this.#pipelines, this.#stages, this.#totals, this.#agents]) if (live.state === 'error') live.retry();
    for (const window of this.#windows.values()) if (window.state === 'error') window.retry();
    this.#filtered?.retry();
    this.#host.requestUpdate();
  }

  stage(id: string): Stage | undefined {
    return this.#columns.find(({ stage }) => stage.id === id)?.stage ?? this.stages.find((stage) => stage.id === id);
  }

  column(stageId: string): BoardColumn | undefined {
    return this.#columns.find(({ stage }) => stage.id === stageId);
  }

  /** A deal that is loaded, and where it stands in its column. */
  find(dealId: string): { deal: Deal; column: BoardColumn; index: number } | undefined {
    for (const column of this.#columns) {
      const at = column.loaded.deals.findIndex(({ id }) => id === dealId);
      if (at >= 0) return { deal: column.loaded.deals[at]!, column, index: column.loaded.offset + at };
    }
    return undefined;
  }

  person(id: string | null | undefined): NamedRecord | undefined {
    if (id == null) return undefined;
    if (this.#peopleFrom !== this.agents) {
      this.#peopleFrom = this.agents;
      this.#revision++;
      this.#people = new Map(
        this.agents.map((agent) => [agent.id, { id: agent.id, name: agent.name, picture: agent.avatar ?? undefined }]),
      );
    }
    return this.#people.get(id);
  }

  company(id: string | null | undefined): NamedRecord | undefined {
    if (id == null) return undefined;
    return this.#host.deals ? this.#host.companies?.find((company) => company.id === id) : this.#companies?.find(id);
  }

  /** Tags of the deals that are loaded, as suggestions. */
  get knownTags(): readonly string[] {
    return [...new Set(this.#columns.flatMap(({ loaded }) => loaded.deals.flatMap(({ tags }) => tags)))].sort();
  }

  /** Says which part of a column is in sight. */
  show(stageId: string, first: number, last: number): void {
    if (this.#filtered) this.#filtered.show(stageId, first, last);
    else this.#windows.get(stageId)?.show(first, last);
  }

  /** Shows a deal at another place than the store has it. `how` comes from whoever moves: a board that only shows has no use for it. */
  hold(placement: Placement, how: typeof arrange): void {
    this.#arrange = how;
    this.#placements.set(placement.deal.id, placement);
    this.#host.requestUpdate();
  }

  release(dealId: string): void {
    if (this.#placements.delete(dealId)) this.#host.requestUpdate();
  }

  placementOf(dealId: string): Placement | undefined {
    return this.#placements.get(dealId);
  }

  /** Leaves a deal where it was put until the page gives its deals anew. */
  keepUntilGiven(dealId: string): void {
    this.#settled.add(dealId);
  }

  /** The page has given its deals anew. */
  settle(): void {
    for (const dealId of this.#settled) this.#placements.delete(dealId);
    this.#settled.clear();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#pause();
  }

  hostUpdate(): void {
    this.#follow();
    // Read here, so that the columns hear of it in this rendering.
    this.person('');
    this.#columns = this.#host.deals ? this.#plainColumns() : this.#storedColumns();
  }

  #follow(): void {
    if (!this.#host.isConnected) return;
    const client = this.#host.deals ? undefined : this.#clients.client;
    if (client !== this.#client) this.#reset(client);
    if (!client || this.#isFollowing) return;
    this.#isFollowing = true;
    // The board has come into the page, maybe not for the first time.
    for (const window of this.#windows.values()) window.resume();
    this.#companies?.resume();
  }

  /** Stops watching; what is shown stays as it is. */
  #pause(): void {
    for (const window of this.#windows.values()) window.pause();
    this.#companies?.pause();
    this.#filtered?.pause();
    this.#isFollowing = false;
  }

  #reset(client: CrmClient | undefined): void {
    this.#pause();
    this.#windows.clear();
    this.#filtered = undefined;
    this.#client = client;
    this.#companies =
      client &&
      new CompanyNames(client, () => {
        this.#revision++;
        this.#host.requestUpdate();
      });
  }

  #plainColumns(): BoardColumn[] {
    const { deals = [], filter, filterContext } = this.#host;
    const placed = deals.map((deal) => {
      const placement = this.#placements.get(deal.id);
      return placement ? { ...deal, stageId: placement.stageId } : deal;
    });
    const all = byStage(placed);
    const matches: typeof matchesFilter | undefined = isFiltering(filter) ? this.#loadFiltering()?.matchesFilter : undefined;
    const known = new Set(this.stages.map(({ id }) => id));
    const strays = [...all.keys()].filter((id) => !known.has(id));
    return [...this.stages, ...strays.map((id) => strayStage(id, ''))].map((stage) => {
      const whole = all.get(stage.id) ?? [];
      const own = matches ? whole.filter((deal) => matches(deal, filter, filterContext)) : whole;
      const loaded = { ...nothingLoaded, deals: own, count: own.length };
      return {
        stage,
        unmapped: !known.has(stage.id),
        collapsed: this.#host.isCollapsed(stage),
        summary: summaryOf(own, stage),
        counting: false,
        total: whole.length,
        loaded: this.#arranged(stage.id, loaded),
        state: 'ready',
        error: undefined,
      };
    });
  }

  #arranged(stageId: string, loaded: LoadedColumn): LoadedColumn {
    return this.#arrange && this.#placements.size > 0 ? this.#arrange(loaded, stageId, this.#placements.values()) : loaded;
  }

  #storedColumns(): BoardColumn[] {
    const client = this.#client;
    const pipeline = this.pipeline;
    const summaries = this.#readSummaries();
    this.#syncFiltered(client, pipeline);
    const stages = this.#stages.value ?? [];
    const known = new Set(stages.map(({ id }) => id));
    const strays = stages.length > 0 && pipeline ? [...(summaries?.keys() ?? [])].filter((id) => !known.has(id)) : [];
    const shown = [...stages, ...strays.map((id) => strayStage(id, pipeline!.id))];
    const columns = shown.map((stage) => this.#storedColumn(stage, !known.has(stage.id), summaries));
    const open = new Set(columns.filter(({ collapsed }) => !collapsed).map(({ stage }) => stage.id));
    for (const [id, window] of this.#windows) {
      if (open.has(id) && !this.#filtered) continue;
      window.pause();
      this.#windows.delete(id);
    }
    return columns;
  }

  #storedColumn(stage: Stage, unmapped: boolean, summaries: Map<string, StageSummary> | undefined): BoardColumn {
    const collapsed = this.#host.isCollapsed(stage);
    const whole = summaries?.get(stage.id) ?? unknownSummary;
    const base = { stage, unmapped, collapsed, total: whole.count, counting: false };
    if (this.#filtered) {
      const { state, error } = this.#filtered;
      const loaded = this.#arranged(stage.id, this.#filtered.of(stage.id));
      const counting = state === 'counting';
      return { ...base, summary: this.#filtered.summaryOf(stage.id), counting, loaded, state: counting ? 'loading' : state, error };
    }
    if (collapsed || !this.#client)
      return { ...base, summary: whole, loaded: nothingLoaded, state: this.#client ? 'ready' : 'loading', error: undefined };
    let window = this.#windows.get(stage.id);
    if (!window) {
      window = new ColumnWindow(this.#client, stage.id, {
        changed: () => this.#host.requestUpdate(),
        total: () => this.#summaries?.get(stage.id)?.count,
      });
      this.#windows.set(stage.id, window);
    }
    return { ...base, summary: whole, loaded: this.#arranged(stage.id, window.loaded), state: window.state, error: window.error };
  }

  #readSummaries(): Map<string, StageSummary> | undefined {
    const from = [this.#totals.value, this.#stages.value];
    if (from.some((value, i) => value !== this.#summariesFrom[i])) {
      this.#summariesFrom = from;
      this.#summaries = this.#totals.value && summariesOf(this.#totals.value, this.#stages.value ?? []);
    }
    return this.#summaries;
  }

  #syncFiltered(client: CrmClient | undefined, pipeline: Pipeline | undefined): void {
    if (!this.#host.isConnected) return;
    const { filter, filterContext: context } = this.#host;
    const filtering = isFiltering(filter) ? this.#loadFiltering() : undefined;
    if (filtering && client && pipeline && this.#stages.value) {
      this.#filtered ??= new filtering.FilteredDeals(() => this.#host.requestUpdate());
      this.#filtered.follow({ client, pipelineId: pipeline.id, filter, stages: this.#stages.value, context });
    } else {
      this.#filtered?.pause();
      this.#filtered = undefined;
    }
  }

  #loadFiltering(): typeof import('./filtered-deals.js') | undefined {
    if (!this.#filtering && !this.#loadingFilter) {
      this.#loadingFilter = true;
      void import('./filtered-deals.js').then(
        (module) => {
          this.#filtering = module;
          this.#host.requestUpdate();
        },
        () => (this.#loadingFilter = false),
      );
    }
    return this.#filtering;
  }
}
