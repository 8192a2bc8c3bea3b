import type { Deal } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { WindowedList, type WindowedItem } from '../internal/controllers/windowed-list.js';
import { chevronLeft, plus } from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import { skeletonLines } from '../internal/parts/views.js';
import type { BoardActions } from './board-actions.js';
import type { BoardColumn } from './board-data.js';
import { columnStyles } from './board-column.styles.js';
import { renderCard, type BoardLocalizer } from './render-card.js';
import { renderColumnHead, stageName } from './render-column-head.js';
import { styled } from '../internal/controllers/styled.js';

/** Where an indicator is drawn: before the entry of this index. */
export interface DropMark {
  readonly stageId: string;
  readonly index: number;
}

const skeletons = [0, 1, 2];

/**
 * One stage of a board: its head, and a windowed list of its deals. It is a part of `<crm-pipeline-board>`, and not to be used alone.
 */
export class CrmBoardColumn extends LitElement {
  static override styles = columnStyles;

  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => this.#dealAt(index)?.id ?? `#${index}`,
    estimate: () => 104,
    gap: 8,
    overscan: 2,
    padding: 4,
    onRange: ({ first, last }) => this.actions.show(this.column.stage.id, first, last),
  });
  #focused: string | undefined;

  @query('.scroller') protected readonly scroller!: HTMLElement | null;

  @property({ attribute: false }) column!: BoardColumn;
  @property({ attribute: false }) actions!: BoardActions;
  @property({ attribute: false }) localizer!: BoardLocalizer;
  /** Changes when something changes that the other properties do not tell: names, the language. */
  @property({ attribute: false }) revision = '';
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) today = '';
  @property({ attribute: false }) mark: DropMark | undefined;
  /** The deal that is being dragged. */
  @property({ attribute: false }) held: string | undefined;
  /** The deal whose panel is open. */
  @property({ attribute: false }) current: string | undefined;
  @property({ attribute: false }) dealHref: string | undefined;
  @property({ attribute: false }) currency = 'EUR';
  @property({ type: Boolean }) readonly = false;
  @property({ type: Boolean }) adding = false;
  /** It stands alone on a narrow screen: it does not collapse. */
  @property({ type: Boolean }) single = false;
  /** The page gives exact totals of the whole stage. */
  @property({ type: Boolean }) exact = false;
  @property({ type: Number }) headingLevel = 3;

  get isCollapsed(): boolean {
    return this.column.collapsed && !this.single;
  }

  /** The card of a deal, if it is rendered. */
  entry(dealId: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-key="${CSS.escape(dealId)}"]`);
  }

  get entries(): Iterable<HTMLElement> {
    return this.renderRoot.querySelectorAll<HTMLElement>('.entry[data-key]');
  }

  /** Brings a deal into sight, once it is there, and gives it focus. */
  async reveal(dealId: string, index: number, focus: 'move' | 'open' | undefined): Promise<boolean> {
    this.#focused = focus ? dealId : this.#focused;
    this.requestUpdate();
    await this.updateComplete;
    if (index >= 0) this.#list.scrollToIndex(index);
    for (let frames = 0; frames < 60 && this.isConnected; frames++) {
      const entry = this.entry(dealId);
      if (entry) {
        if (focus) entry.querySelector<HTMLElement>(focus === 'move' ? '.move' : '.open')?.focus({ preventScroll: true });
        return true;
      }
      await new Promise(requestAnimationFrame);
    }
    return false;
  }

  /** Scrolls an entry into sight. */
  bringIndex(index: number): void {
    if (!this.isCollapsed) this.#list.scrollToIndex(Math.min(index, Math.max(0, this.column.loaded.count - 1)));
  }

  focusHead(): void {
    this.renderRoot.querySelector<HTMLElement>('.strip, .add, .collapse')?.focus();
  }

  focusToggle(): void {
    this.renderRoot.querySelector<HTMLElement>('.strip, .collapse')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { loaded } = this.column;
    const keep = [this.held, this.#focused].flatMap((id) => {
      const at = id === undefined ? -1 : loaded.deals.findIndex((deal) => deal.id === id);
      return at < 0 ? [] : loaded.offset + at;
    });
    this.#list.update({ count: loaded.count, source: loaded, keep });
    if (changed.has('column') && changed.get('column') && changed.get('column')!.stage.id !== this.column.stage.id) this.#list.reset();
  }

  #dealAt(index: number): Deal | undefined {
    const { offset, deals } = this.column.loaded;
    return deals[index - offset];
  }

  #onFocusIn(event: FocusEvent): void {
    const key = (event.target as Element).closest<HTMLElement>('.entry')?.dataset.key;
    if (key === this.#focused) return;
    this.#focused = key;
    this.requestUpdate();
  }

  #onFocusOut(event: FocusEvent): void {
    if (event.relatedTarget !== null) return;
    // Focus may be on its way elsewhere in the page, or the entry may be about to move: it stays rendered until something else has focus.
    if (document.hasFocus()) this.#focused = undefined;
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !event.altKey || this.readonly) return;
    const key = (event.target as Element).closest<HTMLElement>('.entry')?.dataset.key;
    const deal = this.column.loaded.deals.find(({ id }) => id === key);
    if (!deal) return;
    event.preventDefault();
    // It would be dropped by the same press.
    event.stopPropagation();
    this.actions.lift(deal, event);
  }

  /** A press anywhere on a card opens it; buttons and links in it have their own. */
  #onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const key = target.closest<HTMLElement>('.card')?.closest<HTMLElement>('.entry')?.dataset.key;
    if (!key || target.closest('a, button')) return;
    const deal = this.column.loaded.deals.find(({ id }) => id === key);
    if (deal) this.actions.open(deal, event);
  }

  protected override render(): TemplateResult {
    return this.isCollapsed ? this.#renderStrip() : this.#renderColumn();
  }

  #renderStrip(): TemplateResult {
    const { stage, summary } = this.column;
    const { localizer } = this;
    const name = stageName(this.column, localizer);
    // It begins with what is seen, for those who speak it to press it.
    const seen = summary.count === undefined ? name : `${name} ${localizer.t('deals', { count: summary.count })}`;
    return html`<section
      class="column collapsed ${this.mark ? 'target' : ''}"
      data-color=${stage.color ?? ''}
      data-kind=${stage.kind}
      dir=${localizer.dir}
      part="column"
      aria-labelledby="strip-name"
    >
      <button
        type="button"
        class="strip"
        aria-expanded="false"
        aria-label="${seen}. ${localizer.t('expand', { stage: name })}"
        @click=${() => this.actions.toggle(stage)}
      >
        <span class="dot"></span>
        <bdi class="strip-name" id="strip-name">${name}</bdi>
        ${summary.count === undefined ? nothing : html`<span class="count">${localizer.number(summary.count)}</span>`}
      </button>
    </section>`;
  }

  #renderColumn(): TemplateResult {
    const { stage } = this.column;
    const { localizer } = this;
    const name = stageName(this.column, localizer);
    return html`<section
      class="column ${this.mark ? 'target' : ''}"
      data-color=${stage.color ?? ''}
      data-kind=${stage.kind}
      dir=${localizer.dir}
      part="column"
      aria-labelledby="title"
    >
      <header class="column-head" part="column-header">
        ${renderColumnHead(this.column, { localizer, exact: this.exact, headingLevel: this.headingLevel })}
        <span class="head-buttons">
          ${
            this.readonly || this.column.unmapped
              ? nothing
              : html`<button
                  type="button"
                  class="button quiet small icon-only add"
                  aria-label=${localizer.t('addTo', { stage: name })}
                  @click=${() => this.actions.startAdding(this.adding ? undefined : stage)}
                >
                  ${icon(plus)}
                </button>`
          }
          ${
            this.single
              ? nothing
              : html`<button
                  type="button"
                  class="button quiet small icon-only collapse"
                  aria-expanded="true"
                  aria-label=${localizer.t('collapse', { stage: name })}
                  @click=${() => this.actions.toggle(stage)}
                >
                  ${icon(chevronLeft, 'mirrored')}
                </button>`
          }
        </span>
      </header>
      ${this.adding ? html`<crm-quick-add .stage=${stage} .actions=${this.actions} .currency=${this.currency}></crm-quick-add>` : nothing}
      ${this.#renderBody()}
    </section>`;
  }

  #renderBody(): TemplateResult {
    const { state, loaded, error } = this.column;
    const { localizer } = this;
    if (state === 'error' && error) {
      return html`<div class="note" role="alert">
        <p>${localizer.t('columnFailed')}</p>
        <button type="button" class="button small" @click=${() => this.actions.retry()}>${localizer.t('retry')}</button>
      </div>`;
    }
    if (state === 'loading' && loaded.deals.length === 0) {
      return html`<div class="scroller">
        <div class="waiting" aria-hidden="true">
          ${skeletons.map(() => html`<div class="card skeleton-card">${skeletonLines(80, 40, 60)}</div>`)}
        </div>
      </div>`;
    }
    return html`<div
      class="scroller"
      part="column-body"
      @focusin=${this.#onFocusIn}
      @focusout=${this.#onFocusOut}
      @keydown=${this.#onKeyDown}
      @click=${this.#onClick}
    >
      ${loaded.count === 0 ? html`<p class="none" part="column-empty">${localizer.t('stageEmpty')}</p>` : nothing}
      <ul role="list" class="list" aria-labelledby="title" ${styled(this.#list.sizer())}>
        ${repeat(
          this.#list.items,
          ({ key }) => key,
          (item) => this.#renderEntry(item),
        )}
      </ul>
      ${this.mark ? this.#renderMark(this.mark) : nothing}
    </div>`;
  }

  #renderEntry(item: WindowedItem): TemplateResult {
    const deal = this.#dealAt(item.index);
    const styles = styled(this.#list.place(item));
    if (!deal) {
      return html`<li class="entry" data-index=${item.index} aria-hidden="true" ${styles}>
        <div class="card skeleton-card">${skeletonLines(80, 40, 60)}</div>
      </li>`;
    }
    const classes = `entry ${deal.id === this.held ? 'held' : ''} ${deal.id === this.current ? 'current' : ''} ${this.column.loaded.pending.has(deal.id) ? 'saving' : ''}`;
    return html`<li
      class=${classes}
      data-index=${item.index}
      data-key=${deal.id}
      aria-posinset=${item.index + 1}
      aria-setsize=${this.column.loaded.count}
      ${styles}
    >
      ${renderCard(
        {
          deal,
          stage: this.column.unmapped ? undefined : this.column.stage,
          owner: this.actions.person(deal.ownerId),
          company: this.actions.company(deal.companyId),
          now: this.now,
          today: this.today,
          headingLevel: this.headingLevel + 1,
          dealHref: this.dealHref,
          movable: !this.readonly,
        },
        this.localizer,
        {
          open: (event) => this.actions.open(deal, event),
          move: (event) => this.actions.showMenu(deal, event.currentTarget as HTMLElement),
        },
      )}
    </li>`;
  }

  #renderMark({ index }: DropMark): TemplateResult {
    const items = this.#list.items;
    const at = items.find((item) => item.index === index);
    const last = items.at(-1);
    const top = at ? at.start - 4 : last ? last.start + last.size + 4 : 4;
    return html`<div class="mark" part="drop-indicator" ${styled({ 'inset-block-start': `${Math.max(0, top)}px` })}></div>`;
  }
}
