import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Announcer } from '../internal/announcer.js';
import type { InboxLocalizer } from './ticket-actions.js';

interface ListNews {
  /** Which tickets are wanted, and in which order: the same text for the same view. */
  readonly view: string;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  readonly isCounting: boolean;
  readonly isSearch: boolean;
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

  #sayCounting({ isCounting }: ListNews): void {
    if (isCounting === (this.#counting !== undefined)) return;
    clearTimeout(this.#counting);
    this.#counting = isCounting ? setTimeout(() => this.#announcer.say(this.#localizer.t('counting')), settledAfterMs) : undefined;
  }

  #sayCount({ view, count, isSearch, sortName }: ListNews): void {
    if (count === undefined) return;
    this.#count = count;
    if (view === this.#said) return;
    const isFirst = this.#said === undefined;
    this.#said = view;
    clearTimeout(this.#saying);
    if (isFirst) return;
    this.#saying = setTimeout(() => {
      const { t } = this.#localizer;
      const found = { count: this.#count };
      this.#announcer.say(isSearch ? t('found', found) : t('sorted', { tickets: t('count', found), sort: sortName }));
    }, settledAfterMs);
  }
}
