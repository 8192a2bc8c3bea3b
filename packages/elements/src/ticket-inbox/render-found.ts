import type { Agent } from '@crm-elements/schema';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { InboxLocalizer } from './ticket-actions.js';
import type { MessageHit, TicketSearch } from './ticket-search.js';

interface Hit {
  readonly hit: MessageHit;
  /** The name of the customer; undefined while it is being read. */
  readonly customer: string | undefined;
  readonly agents: readonly Agent[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly localizer: InboxLocalizer;
}

/** What was found in a message: who wrote it, when, and a line of it with the words marked. */
export function renderHit({ hit: { message, snippet }, customer, agents, now, localizer }: Hit): TemplateResult {
  const { t } = localizer;
  const { authorKind, authorId, sentAt } = message;
  const agent = agents.find(({ id }) => id === authorId)?.name ?? t('unknownPerson');
  const by =
    authorKind === 'contact'
      ? t('hit.customer', { name: customer ?? '…' })
      : authorKind === 'agent'
        ? t('hit.reply', { name: agent })
        : t(authorKind);
  const date = localizer.date(sentAt, now - Date.parse(sentAt) < 300 * 86_400_000 ? 'shortDay' : 'day');
  // No white space between pieces: it would show.
  return html`<span class="quote-by"><bdi class="truncate">${by}</bdi><time class="numeric" datetime=${sentAt}>${date}</time></span>
    <span class="quote" dir="auto">${snippet.map(({ text, sought }) => (sought ? html`<mark>${text}</mark>` : text))}</span>`;
}

interface SearchFoot {
  /** Undefined where the store has no search, and messages are not looked through. */
  readonly search: TicketSearch | undefined;
  readonly localizer: InboxLocalizer;
  readonly explain: (error: NonNullable<TicketSearch['error']>) => string;
}

/** Below what was found: how far the search is, and the way on. */
export function renderSearchFoot({ search, localizer: { t }, explain }: SearchFoot): TemplateResult | typeof nothing {
  if (!search) return html`<p class="search-foot">${t('searchNoMessages')}</p>`;
  const { isSearching, hasMore } = search;
  // What failed is said once there is something to be done about it.
  const error = isSearching ? undefined : search.error;
  if (!error && !isSearching && !hasMore) return nothing;
  // One button all along, so that whoever pressed it keeps focus.
  return html`<div class="search-foot ${error ? 'failed' : ''}">
    ${error ? html`<span>${t('searchFailed', { reason: explain(error) })}</span>` : nothing}
    <button type="button" class="button small quiet" aria-disabled=${isSearching ? 'true' : 'false'} @click=${() => void search.more()}>
      ${isSearching ? t(search.steps > 0 ? 'searchingOlder' : 'searching') : error ? t('retry') : t('searchOlder')}
    </button>
  </div>`;
}

export const searchStyles = css`
  .row.quoting {
    block-size: auto;
    min-block-size: var(--_row);
    padding-block: 9px;
  }
  .quoting,
  .quoting .what {
    align-items: start;
  }
  .quoting .face,
  .quoting .check,
  .quoting .assignee {
    margin-block-start: 4px;
  }
  .quote-by,
  .quote {
    min-inline-size: 0;
  }
  .quote-by {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    color: var(--_color-text-subtle);
    font-size: var(--_font-size-xs);
  }
  .quote-by time {
    flex: none;
  }
  .quote {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-xs);
    line-height: 17px;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
  }
  .quote mark {
    border-radius: 2px;
    background: var(--_color-warning-soft);
    color: var(--_color-text);
    font-weight: var(--_font-weight-semibold);
  }
  .search-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 8px;
    flex: none;
    min-block-size: 40px;
    padding: 4px 12px;
    border-block-start: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-sm);
    text-align: center;
  }
  .search-foot.failed {
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  .search-foot .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.8;
  }
  @media (forced-colors: active) {
    .quote mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
