import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DealFilter, NamedRecord } from './pipeline-board.types.js';
import type { DealLocalizer } from './render-card.js';
import { without } from './render-toolbar.js';

interface FilterInput {
  readonly localizer: DealLocalizer;
  readonly filter: DealFilter;
  readonly setFilter: (filter: DealFilter) => void;
  readonly agents: readonly NamedRecord[];
  readonly tags: readonly string[];
}

/** What the filter button opens. */
export function renderFilter({ localizer, filter, setFilter, agents, tags }: FilterInput): TemplateResult {
  const ownerOf = (value: string): DealFilter => (value === '' ? {} : { ownerId: value === '-' ? null : value });
  const checked = (event: Event) => (event.target as HTMLInputElement).checked;
  const known = [...new Set([...(filter.tag ? [filter.tag] : []), ...tags])];
  return html`<div class="filter-form">
    <label class="field"
      ><span class="label">${localizer.t('owner')}</span>
      <select
        class="input"
        @change=${(event: Event) => setFilter({ ...without(filter, 'ownerId'), ...ownerOf((event.target as HTMLSelectElement).value) })}
      >
        <option value="" .selected=${live(filter.ownerId === undefined)}>${localizer.t('anyone')}</option>
        <option value="-" .selected=${live(filter.ownerId === null)}>${localizer.t('nobody')}</option>
        ${agents.map(({ id, name }) => html`<option dir="auto" value=${id} .selected=${live(filter.ownerId === id)}>${name}</option>`)}
      </select>
    </label>
    <label class="field"
      ><span class="label">${localizer.t('tag')}</span>
      <select
        class="input"
        @change=${(event: Event) => setFilter({ ...without(filter, 'tag'), ...tagged((event.target as HTMLSelectElement).value) })}
      >
        <option value="" .selected=${live(!filter.tag)}>${localizer.t('anyTag')}</option>
        ${known.map((tag) => html`<option dir="auto" value=${tag} .selected=${live(filter.tag === tag)}>${tag}</option>`)}
      </select>
    </label>
    <label class="check"
      ><input
        type="checkbox"
        class="checkbox"
        .checked=${live(filter.late === true)}
        @change=${(event: Event) => setFilter({ ...without(filter, 'late'), ...(checked(event) && { late: true }) })}
      />${localizer.t('onlyLate')}</label
    >
    <label class="check"
      ><input
        type="checkbox"
        class="checkbox"
        .checked=${live(filter.rotting === true)}
        @change=${(event: Event) => setFilter({ ...without(filter, 'rotting'), ...(checked(event) && { rotting: true }) })}
      />${localizer.t('onlyRotting')}</label
    >
    <button type="button" class="button small" @click=${() => setFilter({})}>${localizer.t('filterDone')}</button>
  </div>`;
}

const tagged = (tag: string): DealFilter => (tag === '' ? {} : { tag });
