/** What stands above the rows of a contact list: its name and view, search and filter, how many there are, and what can be done with the selected. */
import { html, nothing, type TemplateResult } from 'lit';
import type { people } from '../../i18n/en/people.js';
import { arrowUpDown, chevronDown, listFilter, plus, search as searchIcon, upload } from '../../internal/icons.js';
import type { Localizer } from '../../internal/locale.js';
import { heading } from '../../internal/parts/heading.js';
import { icon } from '../../internal/parts/icon.js';

type ListLocalizer = Localizer<typeof people>;

interface Head {
  readonly localizer: ListLocalizer;
  readonly level: number;
  /** What the chosen view is called; undefined for all contacts. */
  readonly view: string | undefined;
  /** The list is no longer as the view says. */
  readonly edited: boolean;
  /** Undefined where nothing can be written. */
  readonly add: ((event: Event) => void) | undefined;
  readonly bring: (() => void) | undefined;
  readonly openViews: (event: Event) => void;
}

export function renderHead({ localizer: { t }, level, view, edited, add, bring, openViews }: Head): TemplateResult {
  return html`<header class="head">
    ${heading(level, t('title'), { id: 'heading', className: 'title' })}
    <button
      type="button"
      class="button quiet view"
      aria-haspopup="menu"
      aria-describedby=${edited ? 'edited' : nothing}
      @click=${openViews}
    >
      <span class="visually-hidden">${t('view')}</span>
      ${view === undefined ? html`<span class="truncate">${t('all')}</span>` : html`<bdi class="truncate">${view}</bdi>`}${icon(chevronDown)}
    </button>
    ${edited ? html`<span class="badge" id="edited">${t('view.edited')}</span>` : nothing}
    <span class="grow"></span>
    ${
      bring
        ? html`<button type="button" class="button quiet icon-only import" aria-label=${t('import')} title=${t('import')} @click=${bring}>
            ${icon(upload)}
          </button>`
        : nothing
    }
    ${add ? html`<button type="button" class="button add" aria-label=${t('new')} @click=${add}>${icon(plus)}<span>${t('new')}</span></button>` : nothing}
  </header>`;
}

interface Toolbar {
  readonly localizer: ListLocalizer;
  readonly canSearch: boolean;
  /** What stands in the field. */
  readonly typed: string;
  /** How many conditions hold. */
  readonly conditions: number;
  readonly onSearch: (event: Event) => void;
  readonly onSearchKey: (event: KeyboardEvent) => void;
  readonly openFilter: (event: Event) => void;
}

export function renderToolbar(toolbar: Toolbar): TemplateResult {
  const { localizer, canSearch, typed, conditions } = toolbar;
  const { t } = localizer;
  return html`<div class="toolbar" part="toolbar" role="search">
    ${
      canSearch
        ? html`<div class="search">
            ${icon(searchIcon)}
            <input
              class="input"
              type="search"
              dir="auto"
              autocomplete="off"
              aria-label=${t('search')}
              placeholder=${t('search')}
              aria-describedby="total"
              .value=${typed}
              @input=${toolbar.onSearch}
              @keydown=${toolbar.onSearchKey}
            />
          </div>`
        : nothing
    }
    <button type="button" class="button filter" aria-haspopup="dialog" @click=${toolbar.openFilter}>
      ${icon(listFilter)}${
        conditions > 0
          ? html`<span aria-hidden="true">${t('filter')} <span class="count">${localizer.number(conditions)}</span></span
              ><span class="visually-hidden">${t('filter.on', { count: conditions })}</span>`
          : t('filter')
      }
    </button>
  </div>`;
}

interface Bar {
  readonly localizer: ListLocalizer;
  /** How many there are or are selected, in words. */
  readonly text: unknown;
  /** What can be done with those that are selected; undefined where none is. */
  readonly actions: unknown;
  readonly isBulk: boolean;
  /** All that are shown are selected; undefined: some of them. */
  readonly isAll: boolean | undefined;
  /** Undefined where nothing can be selected. */
  readonly onAll: ((event: Event) => void) | undefined;
  /** What the order is called. */
  readonly order: string;
  /** The order is that of a search. */
  readonly isByRelevance: boolean;
  readonly onSort: (event: Event) => void;
}

/** The line above the rows. */
export function renderBar(bar: Bar): TemplateResult {
  const { localizer, text, actions, isBulk, isAll, onAll } = bar;
  const { t } = localizer;
  return html`<div class="bar ${isBulk ? 'bulk' : ''}" part="bar" role="toolbar" aria-label=${t('title')}>
    ${
      onAll
        ? html`<label class="hit"
            ><input
              type="checkbox"
              class="checkbox all"
              aria-label=${t('selectAll')}
              .checked=${isAll === true}
              .indeterminate=${isAll === undefined}
              @change=${onAll}
          /></label>`
        : nothing
    }
    <span class="grow truncate numeric" id="total">${text}</span>
    ${actions ?? renderOrder(bar)}
  </div>`;
}

/** Where a search decides, its order is named, and that is why no other can be chosen. */
const renderOrder = ({ localizer: { t }, order, isByRelevance, onSort }: Bar): TemplateResult =>
  isByRelevance
    ? html`<span class="order truncate" title=${t('sort.searchText')}>${t('sort.search')}</span>`
    : html`<button type="button" class="button quiet small sort" aria-haspopup="menu" aria-label=${t('sort', { order })} @click=${onSort}>
        ${icon(arrowUpDown)}<span class="truncate">${order}</span>
      </button>`;
