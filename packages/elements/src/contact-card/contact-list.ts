import { toCrmError, type CrmError } from '@crm-elements/data';
import { displayName } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmErrorEvent } from '../events/crm-error-event.js';
import { CrmContactOpenEvent } from '../events/contact-events.js';
import { people } from '../i18n/en/people.js';
import { RovingFocus } from '../internal/controllers/roving-focus.js';
import { styled } from '../internal/controllers/styled.js';
import { WindowedList, type WindowedItem } from '../internal/controllers/windowed-list.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { recordHref } from '../internal/links.js';
import { openMenu } from '../internal/load-on-top.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { ColumnFit } from './list/column-fit.js';
import { columnsTemplate } from './list/contact-columns.js';
import { listStyles } from './list/contact-list.styles.js';
import type { ContactPages, PagesQuery } from './list/contact-pages.js';
import { completeRules, rulesOf, type ContactFilter } from './list/contact-rules.js';
import type { ContactSort } from './list/contact-sorts.js';
import { ListSearch } from './list/list-search.js';
import type { ListTools, ToolsPart } from './list/list-tools.js';
import { isByRelevance, loadFound, readContacts } from './list/read-contacts.js';
import { renderColumnHeads, renderFailed, renderLoading, renderNobody } from './list/render-list-state.js';
import { renderBar, renderHead, renderToolbar } from './list/render-list-top.js';
import { renderGhostRow, renderRow } from './list/render-row.js';
import { Names } from './names.js';

const sayAfterMs = 700;
/** px, in one line and in two. */
const rowHeights = { wide: 36, narrow: 57 };

/**
 * All contacts: searched while one types, filtered by any field, in many orders, kept as views; selected and changed many at once. Of 100,000
 * only those in sight are read and rendered.
 *
 * @slot loading - Instead of the skeleton.
 * @slot empty - Instead of what is said when there are no contacts.
 * @slot error - Instead of what is said when they could not be read.
 * @csspart base - All of the list.
 * @csspart status - Says what is wrong with the store.
 * @csspart toolbar - Search and filter.
 * @csspart chips - The conditions that hold.
 * @csspart bar - How many there are, and what can be done with those that are selected.
 * @csspart grid - The rows, which scroll.
 * @csspart row - One contact.
 * @csspart stage - The lifecycle stage of a contact.
 * @csspart empty - Says that there is nobody.
 * @csspart error - Says why the contacts could not be read.
 * @csspart toast - A short notice.
 * @cssprop [--crm-contact-list-height=min(100vh - 180px, 760px)] - How high the rows are before they scroll.
 * @cssstate loading - The contacts are being read.
 * @cssstate error - They could not be read.
 * @cssstate empty - There are none.
 * @cssstate readonly - Nothing can be changed.
 * @cssstate offline - The store cannot be reached.
 * @fires {CrmContactOpenEvent} crm-contact-open - A contact was chosen, by a press or Enter. Cancelable.
 * @fires {CrmContactSelectEvent} crm-contact-select - Other contacts are selected.
 * @fires {CrmContactViewEvent} crm-contact-view - A saved view was chosen.
 * @fires {CrmContactsUpdateEvent} crm-contacts-update - Selected contacts are about to be changed or deleted. Cancelable, with `respondWith()`.
 * @fires {CrmContactsUpdatedEvent} crm-contacts-updated - Selected contacts were changed or deleted.
 * @fires {CrmErrorEvent} crm-error - Something failed, and was said.
 */
export class CrmContactList extends CrmDataElement {
  static override styles = [CrmDataElement.styles, listStyles];
  /** @internal What is loaded when it is first needed. */
  static parts: { tools: () => Promise<ToolsPart> } | undefined;

  protected readonly localizer = new Localizer(this, 'people', people);
  readonly #names = new Names(this, () => this.clients.client);
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  #shown: ContactPages | undefined;
  #shownOrder: string | undefined;
  #counting: number | undefined;
  #focusedIndex = -1;
  #announce = false;
  #tools: ListTools | undefined;
  #loadingTools: Promise<ListTools | undefined> | undefined;
  #toolsError: CrmError | undefined;
  #selectedOf: readonly string[] = [];
  #selected: ReadonlySet<string> = new Set();
  #hadFocus = false;
  #wasNarrow = false;

  /** The contact that is open beside the list. */
  @property({ attribute: 'contact-id' }) contactId: string | undefined;
  /** Where a contact's own page is, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' }) contactHref: string | undefined;
  /** The saved view that is shown: it sets `filter`, `sort` and `columns`. */
  @property({ attribute: 'view-id' }) viewId: string | undefined;
  /** In which order; a minus in front turns it around. A search shows the best matches first. */
  @property() sort: ContactSort = 'name';
  /** Shows contacts only: no selecting, no adding. */
  @property({ type: Boolean, attribute: 'hide-actions' }) hideActions = false;
  /** Which contacts are shown: those that meet conditions, or of one stage, one owner or with one tag. */
  @property({ attribute: false }) filter: ContactFilter | undefined;
  /**
   * The columns beside the name, the most wanted first, of `companyId`, `emails`, `phones`, `ownerId`, `tags`, `lastActivityAt` and
   * `lifecycleStage`; those that there is room for are shown. By default all.
   */
  @property({ attribute: false }) columns: readonly string[] | undefined;
  /** The ids of the selected contacts. */
  @property({ attribute: false }) selection: readonly string[] = [];

  @query('.scroller') protected readonly scroller!: HTMLElement | null;
  @query('input[type=search]') protected readonly searchField!: HTMLInputElement | null;
  @state() protected text = '';

  readonly #fit = new ColumnFit(this, () => this.columns);
  readonly #search = new ListSearch(this, {
    // What could not be loaded is asked for again by the search, which says so.
    begin: () => void loadFound().catch(() => undefined),
    take: (text) => {
      this.text = text;
      this.#announce = true;
    },
    leave: () => this.#roving.focus(),
  });
  readonly #live = new LiveController<ContactPages, readonly [string]>(this, this.clients, {
    args: () => (this.#isViewPending ? undefined : [this.#order]),
    start: (client, [order], handle) => readContacts(client, JSON.parse(order) as PagesQuery, handle),
    onValue: (pages) => this.#take(pages),
  });
  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => index,
    estimate: () => this.#rowHeight,
    onRange: ({ first, last }) => this.#shown?.show(first, last),
  });
  readonly #roving = new RovingFocus(this, {
    count: () => this.#shown?.count ?? 0,
    // A place that is not read yet is named by its number.
    keyAt: (index) => (index < 0 ? undefined : (this.#shown?.at(index)?.id ?? `#${index}`)),
    indexOf: (key) => (key.startsWith('#') ? Number(key.slice(1)) : (this.#shown?.indexOf(key) ?? -1)),
    columns: () => 3,
    page: () => Math.max(Math.floor((this.scroller?.clientHeight ?? 0) / this.#rowHeight) - 1, 1),
    reveal: (index) => this.#list.scrollToIndex(index),
    element: (key, column) => this.#cellOf(key, column),
  });

  /** Moves focus to the contact that had it last, or to the first. */
  override focus(): void {
    this.#roving.focus();
  }

  /** What the chosen view shows is not known yet. */
  get #isViewPending(): boolean {
    return this.viewId !== undefined && (this.#tools?.views.isPending ?? true);
  }

  get #rowHeight(): number {
    return this.#fit.isNarrow ? rowHeights.narrow : rowHeights.wide;
  }

  get #canWrite(): boolean {
    return !this.hideActions && !this.clients.readonly;
  }

  get #asked(): PagesQuery {
    const rules = rulesOf(this.filter);
    return { rules: completeRules(rules ?? { match: 'all', rules: [] }), sort: this.sort, text: this.text };
  }

  get #order(): string {
    return JSON.stringify(this.#asked);
  }

  /** Only a row that is read takes focus; until then it stays where it is. */
  #cellOf(key: string, column: number): HTMLElement | null {
    const index = key.startsWith('#') ? Number(key.slice(1)) : this.#shown?.indexOf(key);
    const row = this.renderRoot.querySelector<HTMLElement>(`.row[data-index="${index}"]`);
    return row?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? row;
  }

  #take(pages: ContactPages): void {
    this.#counting = pages.counting;
    // What is shown stays until the other list is counted. The same object is handed on again and again: it tells by itself what is new.
    if (pages === this.#shown || (pages.counting !== undefined && this.#shown)) return;
    // Another list begins at its top; the same one, read anew, stays where it was.
    const [of, was] = [this.#order, this.#shownOrder];
    this.#shown = pages;
    this.#shownOrder = of;
    if (was !== undefined && was !== of) this.#list.reset();
    if (this.#announce) this.#sayCount();
  }

  #sayCount(): void {
    this.#announce = false;
    clearTimeout(this.#sayTimer);
    this.#sayTimer = setTimeout(() => {
      const contacts = this.#countText();
      const isFound = this.text !== '';
      this.announcer.say(isFound ? contacts : this.localizer.t('sorted', { contacts, order: this.#orderText() }));
    }, sayAfterMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#sayTimer);
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement?.closest('.row') != null;
    if (this.#live.state === 'error') this.#shown = undefined;
    if (this.filter !== undefined || this.selection.length > 0 || this.viewId !== undefined) void this.#loadTools();
    if (this.selection !== this.#selectedOf) this.#selected = new Set((this.#selectedOf = this.selection));
    // Known at once, and not found out by measuring: what grows while it is measured makes the browser report an error to the page.
    if (this.#fit.isNarrow !== this.#wasNarrow) this.#list.remeasure();
    this.#wasNarrow = this.#fit.isNarrow;
    // A place that has been read is named by its record from now on.
    const { key } = this.#roving;
    if (key && !key.startsWith('#')) this.#roving.activate(key, this.#roving.column);
    this.#list.update({ count: this.#shown?.count ?? 0, keep: [this.#roving.index, this.#focusedIndex] });
  }

  protected override updated(): void {
    const range = this.#list.range;
    if (range) this.#shown?.show(range.first, range.last);
    this.#keepFocus();
  }

  /** A row that had focus and is gone leaves it to its neighbour. */
  #keepFocus(): void {
    if (!this.#hadFocus || this.shadowRoot?.activeElement || document.activeElement !== document.body) return;
    if (this.#shown && this.#shown.count > 0) queueMicrotask(() => this.#roving.focus(this.#roving.key, 0));
  }

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { state: live } = this.#live;
    const error = this.#isViewPending ? this.#toolsError : this.#live.error;
    const pages = this.#shown;
    const failed = live === 'error' || error !== undefined;
    const loading = !failed && (!pages || pages.counting !== undefined);
    const narrowed = this.text !== '' || this.#asked.rules.rules.length > 0;
    const nobody = pages !== undefined && !loading && pages.count === 0 && pages.exact && live === 'ready';
    this.setState('loading', loading);
    this.setState('error', failed);
    this.setState('empty', nobody && !narrowed);
    const columns = columnsTemplate(this.#fit.columns, this.#canWrite);
    return html`<section
      part="base"
      class="base ${this.#fit.isNarrow ? 'narrow' : 'wide'}"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-labelledby="heading"
      aria-busy=${loading || live === 'loading' ? 'true' : 'false'}
      ${styled({ '--_columns': columns })}
      @dragenter=${() => void this.#loadTools()}
    >
      ${this.renderStoreStatus()} ${this.#renderTop()}
      ${
        failed
          ? renderFailed(localizer, error && this.explain(error), () => this.#retry())
          : loading
            ? renderLoading(localizer)
            : nobody
              ? renderNobody(localizer, { narrowed, showAll: this.#showAll, ...(this.#canWrite && { add: this.#add, bring: this.#bring }) })
              : this.#renderGrid(pages!)
      }
      ${this.#tools?.render()} ${this.renderGround()}
    </section>`;
  }

  #renderTop(): TemplateResult {
    const { localizer } = this;
    const conditions = this.#asked.rules.rules.length;
    const tools = this.#tools;
    const selected = this.selection.length;
    const count = this.#shown?.count ?? 0;
    const canSelect = this.#canWrite && count > 0 && !tools?.bar?.isBusy;
    return html`${renderHead({
      localizer,
      level: this.headingLevel,
      view: tools?.views.current?.name,
      edited: tools?.views.isEdited ?? false,
      add: this.#canWrite ? this.#add : undefined,
      bring: this.#canWrite ? this.#bring : undefined,
      openViews: (event) => this.#open(event, (opened, trigger) => opened.openViews(trigger)),
    })}
    ${renderToolbar({
      localizer,
      canSearch: this.clients.client?.adapter.capabilities.search ?? true,
      typed: this.#search.typed,
      conditions,
      onSearch: this.#search.onInput,
      onSearchKey: this.#search.onKeydown,
      openFilter: (event) => this.#open(event, (opened, trigger) => opened.openFilter(trigger)),
    })}
    ${conditions > 0 ? html`<div class="chips" part="chips">${tools?.renderChips()}</div>` : nothing}
    ${renderBar({
      localizer,
      text: tools?.bar?.text ?? (selected > 0 ? localizer.t('selected', { count: selected }) : this.#countText()),
      actions: tools?.bar?.actions,
      isBulk: selected > 0,
      isAll: selected === 0 ? false : selected >= count || undefined,
      onAll: canSelect ? this.#onAll : undefined,
      order: this.#orderText(),
      isByRelevance: isByRelevance(this.clients.client, this.#asked),
      onSort: (event) => this.#open(event, (opened, trigger) => opened.openSort(trigger)),
    })}`;
  }

  readonly #onAll = (event: Event): void => {
    const isAll = (event.target as HTMLInputElement).checked;
    void this.#withTools(({ selection }) => (isAll ? void selection.all() : selection.clear()));
  };

  #renderGrid(pages: ContactPages): TemplateResult {
    return html`<div
      role="grid"
      class="grid"
      aria-labelledby="heading"
      aria-rowcount=${pages.exact ? pages.count + 1 : -1}
      aria-multiselectable=${this.#canWrite ? 'true' : nothing}
      aria-busy=${this.#live.state === 'loading' ? 'true' : 'false'}
    >
      ${renderColumnHeads(this.localizer, { columns: this.#fit.columns, canSelect: this.#canWrite, sort: this.text ? undefined : this.sort })}
      <div
        role="rowgroup"
        class="scroller"
        part="grid"
        @keydown=${this.#onGridKey}
        @focusin=${this.#onFocus}
        @focusout=${() => (this.#focusedIndex = -1)}
      >
        <div role="presentation" ${styled(this.#list.sizer())}>
          ${repeat(
            this.#list.items,
            ({ index }) => pages.at(index)?.id ?? `#${index}`,
            (item) => this.#renderItem(pages, item),
          )}
        </div>
      </div>
    </div>`;
  }

  #renderItem(pages: ContactPages, item: WindowedItem): TemplateResult {
    const contact = pages.at(item.index);
    const place = this.#list.place(item);
    if (!contact)
      return html`<div class="ghost-place" aria-hidden="true" ${styled(place)} data-index=${item.index}>${renderGhostRow()}</div>`;
    const { id } = contact;
    const company = contact.companyId ? this.#names.get('companies', contact.companyId) : undefined;
    return renderRow({
      localizer: this.localizer,
      contact,
      name: displayName(contact, company ? { name: company } : null, this.localizer.t('unnamed')),
      company: company ?? undefined,
      owner: (contact.ownerId && this.#names.get('agents', contact.ownerId)) || undefined,
      columns: this.#fit.columns,
      index: item.index,
      place,
      tabIndex: (column) => this.#roving.tabIndex(id, column),
      selected: this.#canWrite ? this.#selected.has(id) : undefined,
      current: id === this.contactId,
      href: recordHref(this.contactHref, id),
      now: Date.now(),
      click: (click) => this.#onRowClick(click, id, item.index),
      toggle: (click) => this.#select(click, id, item.index),
    });
  }

  #countText(): string {
    const pages = this.#shown;
    const { t } = this.localizer;
    if (this.#counting !== undefined)
      return this.#counting ? t('counting.part', { part: this.localizer.number(this.#counting, { style: 'percent' }) }) : t('counting');
    if (!pages) return '';
    const { count, exact } = pages;
    if (!exact) return t('nLoaded', { count });
    return t(this.text ? 'found' : 'count', { count });
  }

  #orderText(): string {
    return this.localizer.t(`sort.${this.sort}`);
  }

  #onRowClick(click: MouseEvent, id: string, index: number): void {
    const path = click.composedPath();
    if (click.defaultPrevented || path.some((node) => node instanceof HTMLElement && node.matches('.check'))) return;
    const link = path.find((node) => node instanceof HTMLAnchorElement);
    const special = click.ctrlKey || click.metaKey || click.shiftKey;
    // A new tab or window is the browser's.
    if (link && special) return;
    if (special && this.#canWrite) {
      this.#select(click, id, index);
      return;
    }
    // All of the row leads where its link does.
    const way = link ? undefined : (click.currentTarget as Element).querySelector<HTMLElement>('a.name');
    if (way) way.click();
    else if (!this.dispatchEvent(new CrmContactOpenEvent(id))) click.preventDefault();
  }

  readonly #onGridKey = (event: KeyboardEvent): void => {
    const onRow = (event.target as Element).matches('.row');
    if (event.key === 'Enter' && onRow) {
      event.preventDefault();
      (event.target as Element).querySelector<HTMLElement>('.name')?.click();
      return;
    }
    this.#roving.onKeydown(event);
    if (event.defaultPrevented || event.isComposing) return;
    const { index, column } = this.#roving;
    const contact = this.#shown?.at(index);
    if (event.key === 'Escape' && column > 0) this.#roving.focus(this.#roving.key, 0);
    else if (event.key === ' ' && contact && this.#canWrite && column < 2) {
      this.#select(event, contact.id, index);
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && this.#canWrite)
      void this.#withTools(({ selection }) => void selection.all());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #select(event: KeyboardEvent | MouseEvent, id: string, index: number): void {
    void this.#withTools(({ selection }) => (event.shiftKey ? void selection.rangeTo(index) : selection.toggle(id, index)));
  }

  readonly #onFocus = (event: FocusEvent): void => {
    this.#focusedIndex = Number((event.target as Element).closest<HTMLElement>('.row')?.dataset['index'] ?? -1);
    this.#roving.onFocusin(event);
  };

  readonly #add = (): void => void this.#withTools((tools) => tools.openNew());
  readonly #bring = (): void => void this.#withTools((tools) => tools.bring());

  readonly #showAll = (): void => {
    this.#search.clear();
    this.viewId = undefined;
    this.filter = undefined;
    this.#announce = true;
    void this.updateComplete.then(() => this.searchField?.focus());
  };

  #open(event: Event, open: (tools: ListTools, trigger: HTMLElement) => void): void {
    const trigger = event.currentTarget as HTMLElement;
    void this.#withTools((tools) => trigger.isConnected && open(tools, trigger));
  }

  async #withTools(act: (tools: ListTools) => void): Promise<void> {
    if (this.#tools && !this.isUpdatePending) return act(this.#tools);
    const tools = await this.#loadTools();
    await this.updateComplete;
    if (tools && this.isConnected) act(tools);
  }

  #loadTools(): Promise<ListTools | undefined> {
    return (this.#loadingTools ??= this.#makeTools());
  }

  async #makeTools(): Promise<ListTools | undefined> {
    try {
      const part = await CrmContactList.parts?.tools();
      if (!part) return undefined;
      this.#tools = new part.Tools({
        host: this,
        clients: this.clients,
        localizer: this.localizer,
        announcer: this.announcer,
        toasts: this.toasts,
        explain: (error) => this.explain(error),
        asked: () => this.#asked,
        count: () => (this.#shown?.exact ? this.#shown.count : undefined),
        total: () => this.#countText(),
        announce: () => (this.#announce = true),
      });
      this.requestUpdate();
      return this.#tools;
    } catch (thrown) {
      // Where a view waits for them, that is the list's own failure; it is tried again by what is asked for next.
      this.#toolsError = toCrmError(thrown);
      if (!this.#isViewPending) this.#loadingTools = undefined;
      this.dispatchEvent(new CrmErrorEvent(this.#toolsError, openMenu));
      this.requestUpdate();
      return undefined;
    }
  }

  #retry(): void {
    this.#toolsError = undefined;
    this.#loadingTools = this.#tools && this.#loadingTools;
    this.#live.retry();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-list': CrmContactList;
  }
}
