import type { CrmError, DealPlace } from '@crm-elements/data';
import type { Deal, Money, Stage, StageChange } from '@crm-elements/schema';
import { html, type TemplateResult } from 'lit';
import { CrmDealCreatedEvent, CrmDealCreateEvent } from '../events/deal-events.js';
import { deal as texts } from '../i18n/en/deal.js';
import { adoptStyles } from '../internal/adopt-styles.js';
import type { Announcer } from '../internal/announcer.js';
import type { ClientController } from '../internal/client.js';
import { runCommand } from '../internal/command.js';
import { Localizer } from '../internal/locale.js';
import type { CrmMenu, MenuItem, MenuSelectEvent } from '../internal/parts/crm-menu.js';
import type { CrmPopover } from '../internal/parts/crm-popover.js';
import type { Toasts } from '../internal/toasts.js';
import { arrange } from './arrange.js';
import type { CrmBoardColumn, DropMark } from './board-column.js';
import type { BoardData, BoardDataHost } from './board-data.js';
import { BoardDrag } from './board-drag.js';
import { BoardFocus } from './board-focus.js';
import { BoardGlide } from './board-glide.js';
import { BoardNews } from './board-news.js';
import { findRecords, type FieldContext } from './deal-fields.js';
import { DealMoves } from './deal-moves.js';
import { workStyles } from './board-work.styles.js';
import { FilterTeller } from './filter-teller.js';
import { KeyboardDrag } from './keyboard-drag.js';
import type { CrmMoveDialog } from './move-dialog.js';
import { moveItems, readChoice } from './move-menu.js';
import type { DealFilter, Placement } from './pipeline-board.types.js';
import { placeAt, positionAt, positionOf, sizeOf } from './places.js';
import { dealName } from './render-card.js';
import { renderFilter } from './render-filter.js';
import { starterPipeline } from './starter.js';
import { UndoTurns } from './undo.js';

/** What the work on a board needs of it. */
export interface BoardWorkHost {
  readonly board: BoardDataHost;
  readonly data: BoardData;
  readonly clients: ClientController;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  readonly explain: (error: CrmError) => string;
  readonly setState: (name: string, on: boolean) => void;
  readonly isReadonly: () => boolean;
  readonly columns: () => Iterable<CrmBoardColumn>;
  /** What is rendered in the board's own root. */
  readonly part: (selector: string) => HTMLElement | null;
  /** On a narrow screen: shows this stage. Tells whether there was anything to do. */
  readonly showStage: (stageId: string) => boolean;
  readonly open: (deal: Deal, event: Event) => void;
  readonly setFilter: (filter: DealFilter) => void;
  readonly showPipeline: (id: string) => void;
}

/**
 * Everything that people do on a board: moving by pointer, menu and keys, adding, undoing, filtering. A board shows itself without it,
 * and loads it right after.
 */
export class BoardWork {
  readonly localizer: Localizer<typeof texts>;
  readonly #host: BoardWorkHost;
  readonly #moves: DealMoves;
  readonly #undo: UndoTurns;
  readonly #news: BoardNews;
  readonly #teller: FilterTeller;
  readonly #focus: BoardFocus;
  readonly #glide: BoardGlide;
  readonly #drag: BoardDrag;
  readonly #keys: KeyboardDrag;
  #onMenu: ((id: string) => void) | undefined;
  #saving = 0;
  #starting = false;

  constructor(host: BoardWorkHost) {
    this.#host = host;
    const { board, data, announcer, clients } = host;
    const say = (text: string) => announcer.say(text);
    const alert = (text: string) => announcer.alert(text);
    const explain = (error: CrmError) => host.explain(error);
    const client = () => clients.client;
    const localizer = (this.localizer = new Localizer(board, 'deal', texts));
    this.#teller = new FilterTeller(say);
    this.#focus = new BoardFocus(host);
    this.#news = new BoardNews({
      client,
      known: (id) => data.find(id)?.deal,
      say: ({ byId, toStageId }, deal) =>
        say(
          localizer.t('movedBy', {
            user: data.person(byId)?.name ?? localizer.t('somebody'),
            deal: dealName(deal, localizer),
            stage: data.stage(toStageId)?.name ?? localizer.t('unmapped'),
          }),
        ),
    });
    this.#undo = new UndoTurns({
      localizer,
      client,
      toast: (toast) => host.toasts.show(toast),
      say,
      alert,
      explain,
      begin: () => this.#news.begin(),
    });
    this.#moves = new DealMoves({
      target: board,
      localizer,
      fields: () => this.fields,
      client: () => (board.deals ? undefined : clients.client),
      stage: (id) => data.stage(id),
      countIn: (stageId) => data.column(stageId)?.total,
      position: (deal) => positionOf(data, deal),
      positionAt: (deal, stageId, place) => positionAt(data, deal, stageId, place),
      ask: (question) => this.#dialog.ask(question),
      hold: (placement) => this.#hold(placement),
      say,
      alert,
      toast: (toast) => void host.toasts.show(toast),
      explain,
      offerUndo: (text) => this.#undo.offer(text),
    });
    this.#drag = new BoardDrag(board, {
      data,
      columns: () => host.columns(),
      enabled: () => !host.isReadonly() && !this.#keys.deal,
      onStart: () => {
        announcer.hold();
        host.setState('dragging', true);
      },
      onEnd: () => {
        announcer.release();
        host.setState('dragging', false);
      },
      onDrop: (deal, stageId, place, from) => {
        this.#glide.from(deal.id, from);
        void this.#move(deal, stageId, place);
      },
      onCancel: (deal, from) => {
        this.#glide.from(deal.id, from);
        this.#moves.cancelled(deal);
        board.requestUpdate();
      },
    });
    this.#keys = new KeyboardDrag({
      data,
      rtl: () => localizer.dir === 'rtl',
      onTarget: (column, position, of) => {
        say(localizer.t('over', { stage: column.stage.name, i: position, n: of }));
        this.#focus.bringIntoSight(column.stage.id, this.#keys.mark?.index);
      },
      onDrop: (deal, stageId, position) => void this.#moveToPosition(deal, stageId, position, 'open'),
      onCancel: (deal) => this.#moves.cancelled(deal),
    });
    this.#glide = new BoardGlide(board, {
      data,
      columns: () => host.columns(),
      layer: () => host.part('.layer'),
      still: () => this.#drag.held !== undefined,
    });
    for (const styles of workStyles) adoptStyles(board, styles);
    board.addController({
      hostDisconnected: () => {
        this.#keys.release();
        this.#teller.stop();
      },
    });
  }

  /** The deal that is being dragged. */
  get held(): string | undefined {
    return (this.#drag.held ?? this.#keys.deal)?.id;
  }

  /** Where it would be put. */
  get mark(): DropMark | undefined {
    return this.#drag.mark ?? this.#keys.mark;
  }

  get isStarting(): boolean {
    return this.#starting;
  }

  get fields(): FieldContext {
    const { data, clients, board } = this.#host;
    const client = board.deals ? undefined : clients.client;
    return {
      localizer: this.localizer,
      currency: data.pipeline?.currency ?? 'EUR',
      agents: data.agents.map(({ id, name }) => ({ id, name })),
      customFields: data.customFields,
      find: client && ((collection, text) => findRecords(client, collection, text)),
      nameOf: (collection, id) => (collection === 'companies' ? data.company(id)?.name : undefined),
    };
  }

  get #dialog(): CrmMoveDialog {
    return this.#host.part('crm-move-dialog') as CrmMoveDialog;
  }

  /** Hears of stage changes, which others may have made. */
  hear(changes: readonly StageChange[]): void {
    this.#news.hear(changes);
  }

  /** Says what a filter found. */
  tellFound(text: string): void {
    this.#teller.tell(text);
  }

  /** @returns whether the key was for this */
  onKey(event: KeyboardEvent): boolean {
    if (this.#keys.deal) {
      if (!this.#keys.onKey(event)) return false;
      this.#host.board.requestUpdate();
      return true;
    }
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const target = event.composedPath()[0];
    // In a text field the keys are the browser's own.
    if (target instanceof Element && target.matches('input:not([type=checkbox]), textarea, [contenteditable]')) return false;
    this.turn(event.shiftKey ? 'redo' : 'undo');
    return true;
  }

  turn(direction: 'undo' | 'redo'): void {
    void this.#undo.turn(direction);
  }

  lift(deal: Deal): void {
    this.#keys.lift(deal);
    const found = this.#host.data.find(deal.id);
    if (!found) return;
    const { column, index } = found;
    const { localizer } = this;
    this.#host.announcer.say(
      localizer.t('lifted', { deal: dealName(deal, localizer), stage: column.stage.name, i: index + 1, n: sizeOf(column) }),
    );
    this.#host.board.requestUpdate();
  }

  showMoveMenu(deal: Deal, button: HTMLElement): void {
    this.#showMenu(moveItems(this.#host.data, deal, this.localizer), button, (id) => void this.#choose(deal.id, id));
  }

  showPipelineMenu(button: HTMLElement): void {
    const { data } = this.#host;
    const items = data.pipelines.map(({ id, name }) => ({ id, label: name, checked: id === data.pipeline?.id }));
    this.#showMenu(items, button, (id) => this.#host.showPipeline(id));
  }

  toggleFilter(button: HTMLElement): void {
    (this.#host.part('crm-popover') as CrmPopover).toggle(button);
  }

  /** Brings a deal into sight where it is now, and gives it focus. */
  follow(dealId: string, focus: 'move' | 'open'): Promise<void> {
    return this.#focus.follow(dealId, focus);
  }

  async add(stage: Stage, name: string, amount: Money | null): Promise<boolean> {
    const { board, clients, announcer, toasts } = this.#host;
    const client = board.deals ? undefined : clients.client;
    const input = {
      stageId: stage.id,
      name,
      amount,
      place: 'top' as const,
      ...(client?.actor.kind === 'agent' && { ownerId: client.actor.id }),
    };
    const end = this.#news.begin();
    const outcome = await runCommand<Deal | undefined>(board, {
      command: 'deal-create',
      before: new CrmDealCreateEvent(input),
      run: async () => client?.createDeal(input),
      after: (deal) => new CrmDealCreatedEvent(deal, input),
    });
    end();
    if ('failed' in outcome) {
      const text = this.localizer.t('notAdded', { deal: name, reason: this.#host.explain(outcome.failed) });
      announcer.alert(text);
      toasts.show({ text, kind: 'danger' });
      return false;
    }
    if ('vetoed' in outcome) return false;
    const text = this.localizer.t('added', { deal: name, stage: stage.name });
    announcer.say(text);
    this.#undo.offer(text);
    return true;
  }

  /** Makes the pipeline that a new store can start with. */
  async start(): Promise<void> {
    const { board, clients, announcer, toasts } = this.#host;
    const { client } = clients;
    if (!client || this.#starting) return;
    this.#starting = true;
    board.requestUpdate();
    try {
      await client.createPipeline(starterPipeline(this.localizer));
      announcer.say(this.localizer.t('started'));
      this.#undo.offer(this.localizer.t('started'));
    } catch (thrown) {
      const text = this.localizer.t('notStarted', { reason: this.#host.explain(thrown as CrmError) });
      announcer.alert(text);
      toasts.show({ text, kind: 'danger', action: { label: this.localizer.t('retry'), run: () => void this.start() } });
    } finally {
      this.#starting = false;
      board.requestUpdate();
    }
  }

  #showMenu(items: readonly MenuItem[], button: HTMLElement, onMenu: (id: string) => void): void {
    const menu = this.#host.part('crm-menu') as CrmMenu;
    this.#onMenu = onMenu;
    menu.items = items;
    menu.toggle(button);
  }

  #hold(placement: Placement): (done: boolean) => void {
    const { board, data, setState } = this.#host;
    const end = this.#news.begin();
    setState('saving', ++this.#saving > 0);
    data.hold(placement, arrange);
    const given = board.deals;
    return (done) => {
      end();
      setState('saving', --this.#saving > 0);
      // What the page has not given anew yet stays where it was put.
      if (done && given && given === board.deals) data.keepUntilGiven(placement.deal.id);
      else data.release(placement.deal.id);
    };
  }

  async #move(deal: Deal, stageId: string, place: DealPlace, focus?: 'move' | 'open'): Promise<void> {
    const moving = this.#moves.move({ deal, toStageId: stageId, place });
    if (!focus) {
      await moving;
      return;
    }
    // At its new place at once, and wherever it is in the end.
    if (await this.#isShownIn(deal.id, stageId, moving)) void this.follow(deal.id, focus);
    await moving;
    await this.follow(deal.id, focus);
  }

  /** Whether the move is shown already, rather than asked about or refused. */
  async #isShownIn(dealId: string, stageId: string, moving: Promise<unknown>): Promise<boolean> {
    const { board, data } = this.#host;
    const settled = await Promise.race([moving.then(() => true), board.updateComplete.then(() => false)]);
    return !settled && data.find(dealId)?.column.stage.id === stageId;
  }

  async #moveToPosition(deal: Deal, stageId: string, position: number, focus: 'move' | 'open'): Promise<void> {
    const { data, clients, announcer } = this.#host;
    const { localizer } = this;
    const found = data.find(deal.id);
    const column = data.column(stageId);
    if (found && column && found.column.stage.id === stageId && found.index === position - 1) {
      announcer.say(localizer.t('alreadyThere', { deal: dealName(deal, localizer), i: position, stage: column.stage.name }));
      await this.follow(deal.id, focus);
      return;
    }
    const place = await placeAt(data, clients.client, deal, stageId, position);
    await this.#move(found?.deal ?? deal, stageId, place, focus);
  }

  async #choose(dealId: string, id: string): Promise<void> {
    const { data, announcer } = this.#host;
    const { localizer } = this;
    const found = data.find(dealId);
    if (!found) return;
    const { deal } = found;
    const choice = readChoice(id, data, deal);
    if (choice?.kind === 'open') {
      this.#host.open(deal, new Event('click'));
    } else if (choice?.kind === 'already') {
      const names = { deal: dealName(deal, localizer), stage: found.column.stage.name };
      announcer.say(choice.where === 'top' ? localizer.t('alreadyTop', names) : localizer.t('alreadyBottom', names));
    } else if (choice?.kind === 'place') {
      await this.#move(deal, choice.stageId, choice.place, 'move');
    } else if (choice?.kind === 'position') {
      const own = found.column.stage.id;
      const places = (stageId: string) => sizeOf(data.column(stageId)!) + (stageId === own ? 0 : 1);
      const stages = data.columns.filter(({ unmapped }) => !unmapped).map(({ stage }) => stage);
      const at = choice.stageId === own ? found.index + 1 : 1;
      const answer = await this.#dialog.ask({ kind: 'position', deal, stages, stageId: choice.stageId, places, at });
      if (answer) await this.#moveToPosition(deal, answer.stageId, answer.position, 'move');
      else this.#moves.cancelled(deal);
    }
  }

  /** What stands ready in the board's root. */
  render(): TemplateResult {
    const { board, data, setFilter } = this.#host;
    const { localizer } = this;
    return html`<div class="layer" aria-hidden="true"></div>
      <crm-menu align="end" @crm-menu-select=${(event: MenuSelectEvent) => this.#onMenu?.(event.id)}></crm-menu>
      <crm-popover label=${localizer.t('filter')} align="end"
        >${renderFilter({ localizer, filter: board.filter, setFilter, agents: data.agents, tags: data.knownTags })}</crm-popover
      >
      <crm-move-dialog .context=${this.fields}></crm-move-dialog>`;
  }
}
