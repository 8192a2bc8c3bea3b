import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Announcer } from '../internal/announcer.js';
import type { InboxLocalizer } from './ticket-actions.js';
import type { TicketSearch } from './ticket-search.js';

interface ListNews {
  /** Which tickets are wanted, and in which order: the same text for the same view. */
  readonly view: string;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  readonly isCounting: boolean;
  readonly isSearch: boolean;
  /** How far the search is, where the store has one of its own. */
  readonly found: TicketSearch | undefined;
  readonly sortName: string;
}

/** How long a view stands before it is spoken of, in milliseconds. */
const settledAfterMs = 700;

/** Says aloud how many tickets another view holds, and that it takes a while to know it, if it does: each once. */
export class ListAnnouncements implements ReactiveController {
  readonly #announcer: Announcer;
  readonly #localizer: InboxLocalizer;
  #said: string | undefined;
  #count = 0;
  #isPartial = false;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #counting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, announcer: Announcer, localizer: InboxLocalizer) {
    this.#announcer = announcer;
    this.#localizer = localizer;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#saying);
    clearTimeout(this.#counting);
  }

  tell(news: ListNews): void {
    this.#sayCounting(news);
    this.#sayCount(news);
  }

  #sayCounting({ isCounting, found }: ListNews): void {
    const isSearching = found?.isSearching === true;
    if ((isCounting || isSearching) === (this.#counting !== undefined)) return;
    clearTimeout(this.#counting);
    this.#counting = undefined;
    if (!isCounting && !isSearching) return;
    const { t } = this.#localizer;
    const text = isCounting ? t('counting') : t(found!.steps > 0 ? 'searchingOlder' : 'searching');
    this.#counting = setTimeout(() => this.#announcer.say(text), settledAfterMs);
  }

  #sayCount({ view: asked, count, isSearch, found, sortName }: ListNews): void {
    if (count === undefined || found?.isSearching) return;
    this.#count = count;
    this.#isPartial = found?.isPartial === true;
    // Further pages are told of too.
    const view = asked + (found?.steps ?? '');
    if (view === this.#said) return;
    const isFirst = this.#said === undefined;
    this.#said = view;
    clearTimeout(this.#saying);
    if (isFirst) return;
    this.#saying = setTimeout(() => {
      const { t } = this.#localizer;
      const values = { count: this.#count };
      if (isSearch) this.#announcer.say(t(this.#isPartial ? 'countSoFar' : 'found', values));
      else this.#announcer.say(t('sorted', { tickets: t('count', values), sort: sortName }));
    }, settledAfterMs);
  }
}
