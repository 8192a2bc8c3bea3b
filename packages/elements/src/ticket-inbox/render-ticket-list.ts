import { html, nothing, type TemplateResult } from 'lit';
import {
  alarmClock,
  arrowUpDown,
  circleCheck,
  circleDot,
  inbox as inboxPicture,
  plus,
  search as searchPicture,
  tag,
  userPlus,
  x,
} from '../internal/icons.js';
import { icon } from '../internal/parts/icon.js';
import { emptyView } from '../internal/parts/views.js';
import type { TicketMenuKind } from './crm-ticket-menu.js';
import { renderTicketSkeleton } from './render-ticket-row.js';
import type { InboxLocalizer } from './ticket-actions.js';
import { isFiltering, selectedMost, type TicketFilter, type TicketTab } from './ticket-tabs.js';

interface ListBar {
  readonly localizer: InboxLocalizer;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  readonly isCounting: boolean;
  /** There may be more than what was found so far. */
  readonly isPartial: boolean;
  readonly selected: number;
  readonly isReadonly: boolean;
  /** The name of the order; undefined where the order cannot be chosen. */
  readonly sort: string | undefined;
  readonly onAll: (event: Event) => void;
  readonly onMenu: (kind: TicketMenuKind, event: Event) => void;
  readonly onResolve: () => void;
  readonly onClear: () => void;
  readonly onSort: (event: Event) => void;
}

const bulk = [
  ['assign', userPlus],
  ['status', circleDot],
  ['labels', tag],
  ['snooze', alarmClock],
] as const;

/** The line above a list: how many there are and in which order, or what can be done with those that are selected. */
export function renderListBar(bar: ListBar): TemplateResult {
  const { localizer, count, isCounting, isPartial, selected, isReadonly, sort, onAll, onSort } = bar;
  const { t } = localizer;
  const all = selected > 0 && selected >= Math.min(count ?? 0, selectedMost);
  return html`<div class="bar ${selected > 0 ? 'bulk' : ''}" part="bar" role="toolbar" aria-label=${t('tickets')}>
    ${
      isReadonly || !count
        ? nothing
        : html`<label class="hit"
            ><input
              type="checkbox"
              class="checkbox"
              aria-label=${t('selectAll')}
              .checked=${all}
              .indeterminate=${selected > 0 && !all}
              @change=${onAll}
          /></label>`
    }
    <span class="grow truncate numeric"
      >${selected > 0 ? t('countSelected', { count: selected }) : count !== undefined ? t(isPartial ? 'countSoFar' : 'count', { count }) : isCounting ? t('counting') : nothing}</span
    >
    ${
      selected > 0
        ? renderBulk(bar)
        : sort === undefined
          ? nothing
          : html`<button type="button" class="button quiet small sort" aria-haspopup="menu" @click=${onSort}>
              ${icon(arrowUpDown)}<span class="truncate">${sort}</span>
            </button>`
    }
  </div>`;
}

function renderBulk({ localizer: { t }, onMenu, onResolve, onClear }: ListBar): TemplateResult[] {
  const button = (name: string, picture: string, onClick: (event: Event) => void, popup?: 'menu' | 'dialog', className = '') =>
    html`<button
      type="button"
      class="button quiet icon-only ${className}"
      aria-haspopup=${popup ?? nothing}
      aria-label=${name}
      title=${name}
      @click=${onClick}
    >
      ${icon(picture)}
    </button>`;
  return [
    button(t('resolve'), circleCheck, onResolve, undefined, 'resolve'),
    ...bulk.map(([kind, picture]) => button(t(kind), picture, (event) => onMenu(kind, event), kind === 'labels' ? 'dialog' : 'menu')),
    button(t('clearSelection'), x, onClear),
  ];
}

interface EmptyList {
  readonly localizer: InboxLocalizer;
  readonly tab: TicketTab;
  readonly filter: TicketFilter | undefined;
  /** What was searched for. */
  readonly text: string;
}

export function renderEmptyList({ localizer: { t }, tab, filter, text }: EmptyList): TemplateResult {
  if (text)
    return emptyView({
      title: t('empty.title'),
      text: t('empty.search', { text }),
      picture: searchPicture,
    });
  return emptyView({ title: t('empty.title'), text: isFiltering(filter) ? t('empty.filter') : t(`empty.${tab}`), picture: inboxPicture });
}

export const renderListSkeleton = ({ t }: InboxLocalizer): TemplateResult =>
  html`<div class="scroller" role="status" aria-label=${t('loading.tickets')}>
    ${Array.from({ length: 8 }, () => html`<div class="row loading" aria-hidden="true">${renderTicketSkeleton()}</div>`)}
  </div>`;

/** What stands in the place of the list before the first ticket of all. `onNew` is undefined where nothing can be written. */
export function renderFirstRun({ t }: InboxLocalizer, onNew: (() => void) | undefined): TemplateResult {
  return html`<div slot="empty">
    ${emptyView({
      title: t('first.title'),
      text: t('first.text'),
      picture: inboxPicture,
      actions: onNew ? html`<button type="button" class="button primary" @click=${onNew}>${icon(plus)}${t('newTicket')}</button>` : nothing,
    })}
  </div>`;
}
