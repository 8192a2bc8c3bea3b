import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Granularity = 'second' | 'minute';

const lengths: Record<Granularity, number> = { second: 1_000, minute: 60_000 };

/**
 * One timer for everybody who shows time: it runs while somebody listens and the page is visible, and strikes at full seconds or,
 * when nobody needs seconds, full minutes. When the page becomes visible again all are told at once.
 */
export class Ticker {
  readonly #now: () => number;
  readonly #listeners = new Map<() => void, Granularity>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#now();
  }

  listen(listener: () => void, granularity: Granularity): void {
    if (!this.#listeners.size) document.addEventListener('visibilitychange', this.#onVisibility);
    this.#listeners.set(listener, granularity);
    this.#schedule();
  }

  unlisten(listener: () => void): void {
    if (!this.#listeners.delete(listener)) return;
    if (!this.#listeners.size) document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#listeners.size || document.hidden) return;
    const length = lengths[[...this.#listeners.values()].includes('second') ? 'second' : 'minute'];
    const now = this.#now();
    const strike = (Math.floor(now / length) + 1) * length;
    this.#timer = setTimeout(() => {
      this.#tell(Math.floor(this.#now() / lengths.minute) !== Math.floor(now / lengths.minute));
      this.#schedule();
    }, strike - now);
  }

  #tell(minute: boolean): void {
    for (const [listener, granularity] of [...this.#listeners]) if (minute || granularity === 'second') listener();
  }

  readonly #onVisibility = (): void => {
    if (!document.hidden) this.#tell(true);
    this.#schedule();
  };
}

let shared: Ticker | undefined;

/** Renders the host anew each full second or minute, for what it shows as "5 minutes ago" or "due in 12 s". */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #granularity: Granularity;
  readonly #ticker: Ticker;

  /** @param ticker a clock of its own, for tests; otherwise the one that all elements share */
  constructor(host: ReactiveControllerHost, granularity: Granularity = 'minute', ticker: Ticker = (shared ??= new Ticker())) {
    this.#host = host;
    this.#granularity = granularity;
    this.#ticker = ticker;
    host.addController(this);
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#ticker.now();
  }

  hostConnected(): void {
    this.#ticker.listen(this.#tick, this.#granularity);
  }

  hostDisconnected(): void {
    this.#ticker.unlisten(this.#tick);
  }

  readonly #tick = (): void => this.#host.requestUpdate();
}
