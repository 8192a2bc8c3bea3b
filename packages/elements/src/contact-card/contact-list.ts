import { displayName, type Contact } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmContactOpenEvent } from '../events/contact-events.js';
import { card } from '../i18n/en/card.js';
import { WidthController } from '../internal/controllers/resize.js';
import { RovingFocus } from '../internal/controllers/roving-focus.js';
import { styled } from '../internal/controllers/styled.js';
import { WindowedList, type WindowedItem } from '../internal/controllers/windowed-list.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { search as searchIcon, users } from '../internal/icons.js';
import { recordHref } from '../internal/links.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import { emptyView, errorView } from '../internal/parts/views.js';
import { ask } from './card-view.js';
import { ContactCounts } from './contact-counts.js';
import { listStyles } from './contact-list.styles.js';
import { readContacts, type ContactFilter, type ContactPages } from './contact-pages.js';
import { Names } from './names.js';
import { renderListToolbar } from './render-list-toolbar.js';
import { renderGhostRow, renderRow } from './render-row.js';

const sayAfterMs = 700;
const searchAfterMs = 120;
/** px, in one line and in two. */
const rowHeights = { wide: 36, narrow: 57 };

/**
 * All contacts: searched while one types, filtered by stage, owner or tag, by name. Of 100,000 only those in sight are read and rendered.
 *
 * @slot loading - Instead of the skeleton.
 * @slot empty - Instead of what is said when there are no contacts.
 * @slot error - Instead of what is said when they could not be read.
 * @csspart base - All of the list.
 * @csspart status - Says what is wrong with the store.
 * @csspart toolbar - Search and filter.
 * @csspart grid - The rows, which scroll.
 * @csspart row - One contact.
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
 */
export class CrmContactList extends CrmDataElement {
  static override styles = [CrmDataElement.styles, listStyles];

  protected readonly localizer = new Localizer(this, 'card', card);
  readonly #width = new WidthController(this, 640);
  readonly #names = new Names(this, () => this.clients.client);
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #shown: ContactPages | undefined;
  #shownOrder: string | undefined;
  #focusedIndex = -1;
  #announce = false;

  /** The contact that is open beside the list. */
  @property({ attribute: 'contact-id' }) contactId: string | undefined;
  /** Where a contact's own page is, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' }) contactHref: string | undefined;
  /** Which contacts are shown: of one stage, one owner or with one tag. */
  @property({ attribute: false }) filter: ContactFilter | undefined;

  @state() protected typed = '';
  @state() protected text = '';
  @state() protected direction: 'asc' | 'desc' = 'asc';

  @query('.scroller') protected readonly scroller!: HTMLElement | null;
  @query('input[type=search]') protected readonly searchField!: HTMLInputElement | null;

  readonly #live = new LiveController<ContactPages, readonly [string, 'asc' | 'desc', string]>(this, this.clients, {
    args: () => [JSON.stringify(this.filter ?? null), this.direction, this.text],
    start: (client, [filter, direction, text], handle) => {
      const wanted = (JSON.parse(filter) as ContactFilter | null) ?? undefined;
      readContacts(client, { filter: wanted, direction, text }, handle);
    },
    onValue: (pages) => this.#take(pages),
  });
  readonly #counts = new ContactCounts(this, this.clients);
  readonly #list = new WindowedList(this, {
    scroller: () => this.scroller,
    key: (index) => index,
    estimate: () => this.#rowHeight,
    onRange: ({ first, last }) => this.#shown?.show(first, last),
  });
  readonly #roving = new RovingFocus(this, {
    count: () => this.#shown?.count ?? 0,
    // A place that is not read yet is named by its number.
    keyAt: (index) => this.#shown?.at(index)?.id ?? `#${index}`,
    indexOf: (key) => (key.startsWith('#') ? Number(key.slice(1)) : (this.#shown?.indexOf(key) ?? -1)),
    page: () => Math.max(Math.floor((this.scroller?.clientHeight ?? 0) / this.#rowHeight) - 1, 1),
    reveal: (index) => this.#list.scrollToIndex(index),
    element: (key) => this.#rowOf(key),
  });

  get #rowHeight(): number {
    return this.#width.narrow ? rowHeights.narrow : rowHeights.wide;
  }

  /** Only a row that is read takes focus; until then it stays where it is. */
  #rowOf(key: string): HTMLElement | null {
    const index = key.startsWith('#') ? Number(key.slice(1)) : this.#shown?.indexOf(key);
    return this.renderRoot.querySelector<HTMLElement>(`.row[data-index="${index}"]`);
  }

  #take(pages: ContactPages): void {
    if (pages !== this.#shown) {
      // Another list begins at its top; the same one, read anew, stays where it was.
      const [of, was] = [this.#order, this.#shownOrder];
      this.#shown = pages;
      this.#shownOrder = of;
      if (was !== undefined && was !== of) this.#list.reset();
      if (this.#announce) this.#sayCount();
    }
    // The same object is handed on again and again: it tells by itself what is new.
  }

  get #order(): string {
    return JSON.stringify([this.filter ?? null, this.direction, this.text]);
  }

  #sayCount(): void {
    this.#announce = false;
    clearTimeout(this.#sayTimer);
    this.#sayTimer = setTimeout(() => this.announcer.say(this.#countText()), sayAfterMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#sayTimer);
    clearTimeout(this.#searchTimer);
  }

  protected override willUpdate(): void {
    if (this.#live.state === 'error') this.#shown = undefined;
    // A place that has been read is named by its record from now on.
    const { key } = this.#roving;
    if (key && !key.startsWith('#')) this.#roving.activate(key);
    this.#list.update({ count: this.#shown?.count ?? 0, keep: [this.#roving.index, this.#focusedIndex] });
  }

  protected override updated(_changed: PropertyValues): void {
    const range = this.#list.range;
    if (range) this.#shown?.show(range.first, range.last);
  }

  protected override render(): TemplateResult {
    const { localizer } = this;
    const t = localizer.t.bind(localizer);
    const { state: live, error } = this.#live;
    const status = this.renderStoreStatus();
    const pages = this.#shown;
    const failed = live === 'error';
    const loading = !pages && !failed;
    const narrowed = this.text.trim() !== '' || this.filter !== undefined;
    const nobody = pages !== undefined && pages.count === 0 && pages.exact && live === 'ready';
    this.setState('loading', loading);
    this.setState('error', failed);
    this.setState('empty', nobody && !narrowed);
    const retry = html`<button type="button" class="button" @click=${() => this.#live.retry()}>${t('retry')}</button>`;
    const all = html`<button type="button" class="button" @click=${this.#showAll}>${t('list.showAll')}</button>`;
    return html`<section
      part="base"
      class="base"
      dir=${localizer.dir}
      lang=${localizer.locale}
      aria-labelledby="heading"
      aria-busy=${loading || live === 'loading' ? 'true' : 'false'}
    >
      ${status}
      <header class="head">
        ${heading(this.headingLevel, t('list.title'), { id: 'heading', className: 'title' })}
        <p class="total numeric" id="total">${pages ? this.#countText() : nothing}</p>
      </header>
      ${this.#renderToolbar()}
      ${
        failed
          ? html`<slot name="error">${errorView({ title: t('list.failed'), text: error && this.explain(error), actions: retry })}</slot>`
          : loading
            ? html`<slot name="loading"><div aria-hidden="true">${[1, 2, 3, 4, 5, 6, 7, 8].map(() => renderGhostRow())}</div></slot>
                <span class="visually-hidden">${t('list.loading')}</span>`
            : nobody
              ? narrowed
                ? emptyView({ title: t('list.noneFound'), text: t('list.noneFoundText'), picture: searchIcon, actions: all })
                : html`<slot name="empty">${emptyView({ title: t('list.none'), text: t('list.noneText'), picture: users })}</slot>`
              : this.#renderGrid(pages!)
      }
      ${this.renderGround()}
    </section>`;
  }

  #countText(): string {
    const pages = this.#shown;
    if (!pages) return '';
    const { count, exact } = pages;
    if (!exact) return this.localizer.t('nLoaded', { count });
    return this.localizer.t(this.text.trim() ? 'list.found' : 'list.count', { count });
  }

  #renderToolbar(): TemplateResult {
    return renderListToolbar({
      localizer: this.localizer,
      canSearch: this.clients.client?.adapter.capabilities.search ?? true,
      typed: this.typed,
      isSearching: this.text.trim() !== '',
      direction: this.direction,
      filter: this.filter,
      counts: this.#counts,
      onSearch: (event) => this.#onSearch(event),
      onSearchKey: (event) => this.#onSearchKey(event),
      onFilter: (filter) => this.#onFilter(filter),
      onSort: () => (this.direction = this.direction === 'asc' ? 'desc' : 'asc'),
    });
  }

  #renderGrid(pages: ContactPages): TemplateResult {
    const t = this.localizer.t.bind(this.localizer);
    return html`<div
      role="grid"
      class="grid"
      aria-labelledby="heading"
      aria-rowcount=${pages.exact ? pages.count + 1 : -1}
      aria-busy=${this.#live.state === 'loading' ? 'true' : 'false'}
    >
      <div role="row" class="columns" aria-rowindex="1">
        <span role="columnheader" aria-sort=${this.text.trim() ? 'none' : this.direction === 'asc' ? 'ascending' : 'descending'}
          >${t('list.name')}</span
        >
        <span role="columnheader" class="wide">${t('field.companyId')}</span>
        <span role="columnheader" class="wide">${t('owner')}</span>
        <span role="columnheader" class="stage">${t('field.lifecycleStage')}</span>
      </div>
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
    const company = contact.companyId ? this.#names.get('companies', contact.companyId) : undefined;
    return renderRow({
      localizer: this.localizer,
      contact,
      name: displayName(contact, company ? { name: company } : null, this.localizer.t('unnamed')),
      company: company ?? undefined,
      owner: (contact.ownerId && this.#names.get('agents', contact.ownerId)) || undefined,
      index: item.index,
      place,
      tabIndex: this.#roving.tabIndex(contact.id),
      current: contact.id === this.contactId,
      href: recordHref(this.contactHref, contact.id),
      open: (click) => this.#open(contact, click),
    });
  }

  #open(contact: Contact, click: Event): void {
    this.#roving.activate(contact.id);
    ask(this, new CrmContactOpenEvent(contact.id), click);
  }

  #onGridKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.target as Element).matches('.row')) {
      event.preventDefault();
      (event.target as Element).querySelector<HTMLElement>('.open')?.click();
      return;
    }
    this.#roving.onKeydown(event);
  }

  #onFocus(event: FocusEvent): void {
    this.#focusedIndex = Number((event.target as Element).closest<HTMLElement>('.row')?.dataset['index'] ?? -1);
    this.#roving.onFocusin(event);
  }

  #onSearch(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => this.#search(this.typed), searchAfterMs);
  }

  #onSearchKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.typed) {
      this.typed = '';
      this.#search('');
    } else if (event.key === 'ArrowDown') this.#roving.focus();
    else if (event.key === 'Enter') this.#search(this.typed);
    else return;
    event.preventDefault();
  }

  #search(text: string): void {
    clearTimeout(this.#searchTimer);
    if (text.trim() === this.text.trim()) return;
    this.text = text.trim();
    this.#announce = true;
  }

  #onFilter(filter: ContactFilter | undefined): void {
    this.filter = filter;
    this.#announce = true;
  }

  #showAll(): void {
    this.typed = '';
    this.text = '';
    this.filter = undefined;
    this.#announce = true;
    void this.updateComplete.then(() => this.searchField?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-list': CrmContactList;
  }
}
