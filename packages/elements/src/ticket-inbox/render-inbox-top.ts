import type { Agent } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { keyboard, plus, search as searchPicture } from '../internal/icons.js';
import { avatar } from '../internal/parts/avatar.js';
import { icon } from '../internal/parts/icon.js';
import type { InboxLocalizer } from './ticket-actions.js';
import type { TabCounts, TicketTab } from './ticket-tabs.js';

interface InboxTop {
  readonly localizer: InboxLocalizer;
  readonly tabs: readonly TicketTab[];
  readonly tab: TicketTab;
  readonly counts: TabCounts;
  readonly onTab: (tab: TicketTab, by: 'key' | 'pointer') => void;
  readonly onSearch: (event: Event) => void;
  /** Undefined where nothing can be written. */
  readonly onNew: (() => void) | undefined;
  /** Undefined where single keys do nothing. */
  readonly onKeys: (() => void) | undefined;
  /** Whoever sits here, where that can be changed. */
  readonly me: Agent | undefined;
  readonly onSwitch: () => void;
}

/** The names of the lists with their numbers, the search, and a way to a new ticket. */
export function renderInboxTop(top: InboxTop): TemplateResult {
  const { localizer, onSearch, onNew, onKeys, me, onSwitch } = top;
  const { t } = localizer;
  return html`<div class="top">
    ${renderTabs(top)}
    <div class="tools">
      <label class="search"
        >${icon(searchPicture)}<span class="visually-hidden">${t('search')}</span
        ><input
          class="input"
          type="search"
          dir="auto"
          placeholder=${t('search')}
          title=${t('searchWhere')}
          maxlength="200"
          @input=${onSearch}
      /></label>
      ${
        onNew
          ? html`<button type="button" class="button primary new" aria-label=${t('newTicket')} @click=${onNew}>
              ${icon(plus)}<span class="word">${t('newTicket')}</span>
            </button>`
          : nothing
      }
      ${
        onKeys
          ? html`<button type="button" class="button quiet icon-only" aria-label=${t('keys')} title=${t('keys')} @click=${onKeys}>
              ${icon(keyboard)}
            </button>`
          : nothing
      }
      ${
        me
          ? html`<button
              type="button"
              class="button quiet icon-only me"
              aria-label=${t('who.switch', { name: me.name })}
              title=${t('who.switch', { name: me.name })}
              @click=${onSwitch}
            >
              ${avatar({ id: me.id, name: me.name, size: 'small' })}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

function renderTabs({ localizer, tabs, tab: chosen, counts, onTab }: InboxTop): TemplateResult {
  const { t } = localizer;
  const onKeydown = (event: KeyboardEvent): void => {
    const [back, forward] = localizer.dir === 'rtl' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    const at = tabs.indexOf(chosen);
    const { length } = tabs;
    const to = { [forward]: (at + 1) % length, [back]: (at + length - 1) % length, Home: 0, End: length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onTab(tabs[to]!, 'key');
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${t('views')} @keydown=${onKeydown}>
    ${tabs.map((tab) => {
      const count = counts[tab];
      return html`<button
        type="button"
        class="tab"
        role="tab"
        aria-selected=${tab === chosen ? 'true' : 'false'}
        aria-controls="list"
        tabindex=${tab === chosen ? 0 : -1}
        @click=${() => onTab(tab, 'pointer')}
      >
        ${t(`tab.${tab}`)}${count === undefined ? nothing : html`<span class="count">${localizer.number(count)}</span>`}
      </button>`;
    })}
  </div>`;
}
