import { lifecycleStages } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import { arrowUpDown, search as searchIcon } from '../internal/icons.js';
import type { Localizer } from '../internal/locale.js';
import { icon } from '../internal/parts/icon.js';
import type { ContactCounts } from './contact-counts.js';
import type { ContactFilter } from './contact-pages.js';

interface ListToolbar {
  readonly localizer: Localizer<typeof card>;
  readonly canSearch: boolean;
  /** What stands in the field. */
  readonly typed: string;
  /** Then the order is that of the search. */
  readonly isSearching: boolean;
  readonly direction: 'asc' | 'desc';
  readonly filter: ContactFilter | undefined;
  readonly counts: ContactCounts;
  readonly onSearch: (event: Event) => void;
  readonly onSearchKey: (event: KeyboardEvent) => void;
  readonly onFilter: (filter: ContactFilter | undefined) => void;
  readonly onSort: () => void;
}

/** Search, filter and order of the list. */
export function renderListToolbar(toolbar: ListToolbar): TemplateResult {
  const { localizer, canSearch, typed, isSearching, direction, onSearch, onSearchKey, onFilter, onSort } = toolbar;
  const { t } = localizer;
  const order = t(direction === 'asc' ? 'list.az' : 'list.za');
  const choose = (event: Event) => onFilter((JSON.parse((event.target as HTMLSelectElement).value) as ContactFilter | null) ?? undefined);
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
              aria-label=${t('list.search')}
              placeholder=${t('list.search')}
              aria-describedby="total"
              .value=${typed}
              @input=${onSearch}
              @keydown=${onSearchKey}
            />
          </div>`
        : nothing
    }
    <select class="input filter" aria-label=${t('list.filter')} @change=${choose}>
      ${renderFilters(toolbar)}
    </select>
    <button type="button" class="button sort" aria-label=${t('list.sort', { order })} ?disabled=${isSearching} @click=${onSort}>
      ${icon(arrowUpDown)}${order}
    </button>
  </div>`;
}

/** What the list can be narrowed to, with the number of contacts that each leaves. */
function renderFilters({ localizer, filter: present, counts }: ListToolbar): TemplateResult {
  const { t, compare } = localizer;
  const { stages, owners, agents } = counts;
  const chosen = JSON.stringify(present ?? null);
  const option = (filter: ContactFilter | null, text: string, count?: number, isData = false) => {
    const value = JSON.stringify(filter);
    const shown = count === undefined ? text : `${text} (${localizer.number(count)})`;
    return html`<option value=${value} dir=${isData ? 'auto' : nothing} ?selected=${value === chosen}>${shown}</option>`;
  };
  const tags = [...(counts.tags ?? [])].filter(([tag]) => typeof tag === 'string') as [string, number][];
  return html`${option(null, t('list.all'))}
    <optgroup label=${t('list.byStage')}>
      ${lifecycleStages.map((stage) => option({ lifecycleStage: stage }, t(`stage.${stage}`), stages && (stages.get(stage) ?? 0)))}
    </optgroup>
    <optgroup label=${t('list.byOwner')}>
      ${option({ ownerId: null }, t('nobody'), owners && (owners.get(null) ?? 0))}
      ${agents.map(({ id, name }) => option({ ownerId: id }, name, owners && (owners.get(id) ?? 0), true))}
    </optgroup>
    ${
      tags.length
        ? html`<optgroup label=${t('list.byTag')}>
            ${tags.sort(([a], [b]) => compare(a, b)).map(([tag, count]) => option({ tag }, tag, count, true))}
          </optgroup>`
        : nothing
    }`;
}
