import type { Agent, Company, Deal, Pipeline, Stage } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, queryAll, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmDealOpenEvent } from '../events/deal-open-event.js';
import { board } from '../i18n/en/board.js';
import { ClockController } from '../internal/controllers/clock.js';
import { WidthController } from '../internal/controllers/resize.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { Localizer } from '../internal/locale.js';
import type { BoardActions } from './board-actions.js';
import type { CrmBoardColumn } from './board-column.js';
import { BoardData, type BoardColumn } from './board-data.js';
import type { BoardWork, BoardWorkHost } from './board-work.js';
import { dateOf, type FilterContext } from './filter.js';
import { boardStyles } from './pipeline-board.styles.js';
import type { DealFilter } from './pipeline-board.types.js';
import { renderBoardState } from './render-board-state.js';
import { foundText, renderFound } from './render-found.js';
import { renderTabs } from './render-tabs.js';
import { renderToolbar } from './render-toolbar.js';
import { UndoState } from './undo-state.js';
import { WorkLoader, type LoadedWork } from './work-loader.js';

/** px of its own width below which a board shows one column at a time. */
const narrowBelow = 640;

/** What a board loads when it is needed; `define/` says where it is. */
export interface BoardParts {
  work: () => Promise<LoadedWork>;
  panel: () => Promise<unknown>;
}

/**
 * The deals of a pipeline as a board: a column for each stage with its exact count and sums, cards that are moved by pointer, menu or
 * keys, and a panel beside it. However many deals there are, only those in sight are rendered.
 *
 * With a store it needs no more than its tag; with `.deals` and `.stages` it shows what the page gives and writes nothing.
 *
 * @slot loading - In place of the skeleton.
 * @slot empty - In place of what a store without a pipeline shows.
 * @slot error - In place of what is shown when the pipeline cannot be read.
 * @slot actions - Buttons of the page, at the end of the toolbar.
 *
 * @csspart status - The bar that says what is wrong with the store.
 * @csspart toolbar - The line above the columns.
 * @csspart heading - The name of the pipeline.
 * @csspart summary - What all open deals come to.
 * @csspart tabs - The stages, on narrow screens.
 * @csspart columns - What holds the columns, and scrolls.
 * @csspart column - A stage.
 * @csspart column-header - Its head.
 * @csspart column-title - Its name.
 * @csspart column-count - How many deals it holds.
 * @csspart column-sums - What they come to.
 * @csspart column-body - Its list of deals, which scrolls.
 * @csspart card - A deal.
 * @csspart card-name - Its name.
 * @csspart card-value - Its value.
 * @csspart card-move - Its Move button.
 * @csspart panel - The panel of the deal that is open.
 *
 * @cssprop [--crm-pipeline-board-column-width=220px] - The least width of a column.
 * @cssprop [--crm-pipeline-board-panel-width=400px] - The width of the panel.
 *
 * @cssstate loading - The first deals are being read.
 * @cssstate empty - The store has no pipeline.
 * @cssstate error - The pipeline cannot be read.
 * @cssstate ready - The columns are shown.
 * @cssstate saving - A change is being stored.
 * @cssstate dragging - A card is under the pointer.
 * @cssstate narrow - One column is shown at a time.
 * @cssstate offline - The store cannot be reached.
 * @cssstate readonly - Nothing may be changed.
 *
 * @fires {CrmDealOpenEvent} crm-deal-open - A deal was pressed. Cancelable: then the panel does not open.
 * @fires {CrmDealMoveEvent} crm-deal-move - Before a move. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealMovedEvent} crm-deal-moved - A deal has been moved.
 * @fires {CrmDealCreateEvent} crm-deal-create - Before a deal is made. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealCreatedEvent} crm-deal-created - A deal has been made.
 * @fires {CrmDealUpdateEvent} crm-deal-update - In the panel, before fields are changed. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealUpdatedEvent} crm-deal-updated - In the panel, fields have been changed.
 * @fires {CrmDealNoteEvent} crm-deal-note - In the panel, before a note is written. Cancelable; `respondWith(promise)` takes it over.
 * @fires {CrmDealNotedEvent} crm-deal-noted - In the panel, a note has been written.
 * @fires {CrmDealDismissEvent} crm-deal-dismiss - The person closes the panel.
 * @fires {CrmContactOpenEvent} crm-contact-open - In the panel, a person was pressed. Cancelable.
 * @fires {CrmCompanyOpenEvent} crm-company-open - In the panel, the company was pressed. Cancelable.
 * @fires {CrmErrorEvent} crm-error - Something failed, and the person was told.
 */
export class CrmPipelineBoard extends CrmDataElement {
  static override styles = [CrmDataElement.styles, boardStyles];
  /** @internal */
  static parts: BoardParts | undefined;

  protected readonly localizer = new Localizer(this, 'board', board);
  readonly #clock = new ClockController(this);
  readonly #width = new WidthController(this, narrowBelow);
  readonly #data: BoardData = new BoardData(this, this.clients, (changes) => this.#work.hear(changes));
  readonly #actions: BoardActions = {
    open: (deal, event) => this.#open(deal, event),
    showMenu: (deal, button) => void this.#work.act((work) => work.showMoveMenu(deal, button)),
    lift: (deal) => void this.#work.act((work) => work.lift(deal)),
    toggle: (stage) => this.#toggle(stage),
    startAdding: (stage) => this.#startAdding(stage),
    add: async (stage, name, amount) => (await this.#work.load())?.add(stage, name, amount) ?? false,
    show: (stageId, first, last) => this.#data.show(stageId, first, last),
    retry: () => this.#data.retry(),
    person: (id) => this.#data.person(id),
    company: (id) => this.#data.company(id),
  };
  readonly #collapsed = new Map<string, boolean>();
  readonly #work = new WorkLoader({
    load: async () => CrmPipelineBoard.parts?.work(),
    host: () => this.#workHost,
    loaded: async () => {
      this.requestUpdate();
      await this.updateComplete;
    },
    failed: () => this.announcer.alert(this.localizer.t('error.UNAVAILABLE')),
  });
  readonly #undoState = new UndoState(this, () => (this.deals === undefined ? this.clients.client : undefined));

  @queryAll('crm-board-column') protected readonly columns!: NodeListOf<CrmBoardColumn>;

  @state() protected addingTo: string | undefined;
  @state() protected openDealId: string | undefined;
  @state() protected shownStageId: string | undefined;

  /** The pipeline that is shown. Default: the one that is marked as default, else the first. */
  @property({ attribute: 'pipeline-id' })
  pipelineId: string | undefined;

  /** Which deals are shown. */
  @property({ attribute: false })
  filter: DealFilter = {};

  /** The page's own addresses of deals, such as `/deals/{id}`: cards become real links, which a plain press opens beside the board all the same. */
  @property({ attribute: 'deal-href' })
  dealHref: string | undefined;

  /** The page's own addresses of contacts, for the panel. */
  @property({ attribute: 'contact-href' })
  contactHref: string | undefined;

  /** The page's own addresses of companies, for the panel. */
  @property({ attribute: 'company-href' })
  companyHref: string | undefined;

  /** The pipeline of `.deals`. */
  @property({ attribute: false })
  pipeline: Pipeline | undefined;

  /** The stages of `.deals`, in their order. */
  @property({ attribute: false })
  stages: readonly Stage[] | undefined;

  /** Deals to show instead of those of a store. Nothing is written: the page hears of each change and gives the deals anew. */
  @property({ attribute: false })
  deals: readonly Deal[] | undefined;

  /** Who owns `.deals`. */
  @property({ attribute: false })
  agents: readonly Agent[] | undefined;

  /** The companies of `.deals`. */
  @property({ attribute: false })
  companies: readonly Pick<Company, 'id' | 'name'>[] | undefined;

  /** @internal */
  get filterContext(): FilterContext {
    const { now } = this.#clock;
    return { today: dateOf(now), now: new Date(now).toISOString(), stage: (id) => this.#data.stage(id) };
  }

  /** @internal */
  isCollapsed(stage: Stage): boolean {
    return this.#collapsed.get(stage.id) ?? (stage.collapsed || stage.kind !== 'open');
  }

  protected override get wantsClient(): boolean {
    return this.deals === undefined;
  }

  get #isReadonly(): boolean {
    const state = this.clients.status?.state;
    return this.deals === undefined && (this.clients.readonly || state === 'stale' || state === 'full');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#onKeyDown);
  }

  /** Opens the panel of a deal. */
  openDeal(dealId: string): void {
    this.openDealId = dealId;
    void CrmPipelineBoard.parts?.panel();
  }

  /** Closes the panel. */
  closeDeal(): void {
    this.openDealId = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('deals')) this.#data.settle();
    if (changed.has('pipelineId') && changed.get('pipelineId') !== undefined) this.addingTo = this.openDealId = undefined;
  }

  protected override updated(): void {
    // What is done on a board comes once there is something to do it with.
    if (['ready', 'empty'].includes(this.#data.state) && !this.#work.isWanted) void this.#work.load();
  }

  get #workHost(): BoardWorkHost {
    return {
      board: this,
      data: this.#data,
      clients: this.clients,
      announcer: this.announcer,
      toasts: this.toasts,
      explain: (error) => this.explain(error),
      setState: (name, on) => this.setState(name, on),
      isReadonly: () => this.#isReadonly,
      columns: () => this.columns,
      part: (selector) => this.renderRoot.querySelector<HTMLElement>(selector),
      showStage: (stageId) => this.#showStage(stageId),
      open: (deal, event) => this.#open(deal, event),
      setFilter: (filter) => (this.filter = filter),
      showPipeline: (id) => {
        this.filter = {};
        this.pipelineId = id;
      },
    };
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (!this.#work.loaded?.onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #showStage(stageId: string): boolean {
    if (!this.#width.narrow || stageId === this.shownStageId) return false;
    this.shownStageId = stageId;
    return true;
  }

  #columnElement(stageId: string): CrmBoardColumn | undefined {
    return [...this.columns].find(({ column }) => column.stage.id === stageId);
  }

  #open(deal: Deal, event: Event): void {
    const click = event as Partial<MouseEvent>;
    // A link that is to open elsewhere is the browser's.
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.button) return;
    event.preventDefault();
    if (this.dispatchEvent(new CrmDealOpenEvent(deal))) this.openDeal(deal.id);
  }

  #toggle(stage: Stage): void {
    this.#collapsed.set(stage.id, !this.isCollapsed(stage));
    this.requestUpdate();
    void this.#focusIn(stage.id, (column) => column.focusToggle());
  }

  #startAdding(stage: Stage | undefined): void {
    const before = this.addingTo;
    this.addingTo = stage?.id;
    if (stage) void this.#work.load();
    else if (before !== undefined) void this.#focusIn(before, (column) => column.focusHead());
  }

  async #focusIn(stageId: string, focus: (column: CrmBoardColumn) => void): Promise<void> {
    await this.updateComplete;
    const column = this.#columnElement(stageId);
    await column?.updateComplete;
    if (column) focus(column);
  }

  #closePanel(dealId: string): void {
    this.closeDeal();
    void this.#work.act((work) => void work.follow(dealId, 'open'));
  }

  protected override render(): TemplateResult {
    const data = this.#data;
    const { localizer } = this;
    const { state } = data;
    const instead = renderBoardState({
      data,
      localizer,
      explain: (error) => this.explain(error),
      starting: this.#work.loaded?.isStarting ?? false,
      canStart: !this.#isReadonly,
      start: () => void this.#work.act((work) => void work.start()),
    });
    for (const name of ['loading', 'empty', 'error', 'ready'])
      this.setState(name, name === state || (name === 'empty' && state === 'missing'));
    this.setState('narrow', this.#width.narrow);
    return html`<section
      part="base"
      class="base ${this.#width.narrow ? 'narrow' : ''}"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-labelledby="board-title"
    >
      ${this.renderStoreStatus()}
      ${renderToolbar({
        data,
        localizer,
        filter: this.filter,
        headingLevel: this.headingLevel,
        ready: state === 'ready',
        undo: this.#isReadonly ? undefined : this.#undoState.turns,
        switchPipeline: (event) => this.#actAt(event, (work, button) => work.showPipelineMenu(button)),
        setFilter: (filter) => (this.filter = filter),
        toggleFilter: (event) => this.#actAt(event, (work, button) => work.toggleFilter(button)),
        turn: (direction) => void this.#work.act((work) => work.turn(direction)),
      })}
      ${instead ? nothing : this.#renderFound()}
      <div class="main">${instead ?? this.#renderColumns()}${instead ? nothing : this.#renderPanel()}</div>
      <p class="visually-hidden" id="help">${localizer.t('help')}</p>
      ${this.#work.loaded?.render() ?? nothing} <crm-tooltip></crm-tooltip>${this.renderGround()}
    </section>`;
  }

  /** Something that opens at the button that was pressed. */
  #actAt(event: Event, run: (work: BoardWork, button: HTMLElement) => void): void {
    const button = event.currentTarget as HTMLElement;
    void this.#work.act((work) => run(work, button));
  }

  #renderFound(): TemplateResult | typeof nothing {
    const text = foundText(this.#data.filtered, this.localizer);
    this.#work.loaded?.tellFound(text);
    return text ? renderFound(text, this.localizer, () => (this.filter = {})) : nothing;
  }

  #renderColumns(): TemplateResult {
    const { columns } = this.#data;
    const { localizer } = this;
    if (!this.#width.narrow) {
      return html`<ul class="columns" role="list" part="columns" aria-label=${localizer.t('stages')} aria-describedby="help">
        ${repeat(
          columns,
          ({ stage }) => stage.id,
          (column) => html`<li class="stage ${column.collapsed ? 'collapsed' : ''}">${this.#renderColumn(column)}</li>`,
        )}
      </ul>`;
    }
    const shown = columns.find(({ stage }) => stage.id === this.shownStageId) ?? columns[0]!;
    return html`<div class="columns one" part="columns">
      ${renderTabs(columns, shown.stage.id, localizer, (stageId) => (this.shownStageId = stageId))}
      <div class="stage" role="tabpanel" id="tab-panel" aria-labelledby="tab-${shown.stage.id}">${this.#renderColumn(shown)}</div>
    </div>`;
  }

  #renderColumn(column: BoardColumn): TemplateResult {
    const id = column.stage.id;
    const mark = this.#work.loaded?.mark;
    return html`<crm-board-column
      exportparts="column, column-header, column-title, column-count, column-sums, column-body, column-empty, card, card-name, card-company, card-next, card-value, card-date, card-owner, card-tag, card-rotting, card-move, drop-indicator, quick-add"
      .column=${column}
      .actions=${this.#actions}
      .localizer=${this.localizer}
      .revision=${`${this.localizer.locale} ${this.localizer.dir} ${this.#data.revision} ${this.density}`}
      .now=${this.#clock.now - (this.#clock.now % 60_000)}
      .today=${dateOf(this.#clock.now)}
      .mark=${mark?.stageId === id ? mark : undefined}
      .held=${this.#work.loaded?.held}
      .current=${this.openDealId}
      .dealHref=${this.dealHref}
      .currency=${this.#data.pipeline?.currency ?? 'EUR'}
      .readonly=${this.#isReadonly}
      .adding=${this.addingTo === id}
      .single=${this.#width.narrow}
      .exact=${this.#data.isExact}
      .headingLevel=${this.headingLevel + 1}
    ></crm-board-column>`;
  }

  #renderPanel(): TemplateResult | typeof nothing {
    const id = this.openDealId;
    if (id === undefined) return nothing;
    return html`<crm-deal-panel
      class="panel"
      part="panel"
      deal-id=${id}
      .client=${this.clients.client}
      heading-level=${this.headingLevel + 1}
      density=${this.density}
      deal-href=${this.dealHref ?? nothing}
      contact-href=${this.contactHref ?? nothing}
      company-href=${this.companyHref ?? nothing}
      .deal=${this.deals?.find((deal) => deal.id === id)}
      .stages=${this.deals ? this.stages : undefined}
      .agents=${this.deals ? this.agents : undefined}
      .companies=${this.deals ? this.companies : undefined}
      closable
      @crm-deal-dismiss=${() => this.#closePanel(id)}
    ></crm-deal-panel>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-board': CrmPipelineBoard;
  }
}
