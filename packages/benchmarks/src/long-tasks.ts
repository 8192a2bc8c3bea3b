/** What a browser calls a long task, in milliseconds. */
export const longTaskMs = 50;

/** The longest task of the page's main thread, as the browser tells of long ones: watching costs nothing. */
export class LongTasks {
  #longest = 0;
  readonly #observer = new PerformanceObserver((list) => this.#keep(list.getEntries()));

  constructor() {
    this.#observer.observe({ type: 'longtask' });
  }

  #keep(entries: readonly PerformanceEntry[]): void {
    for (const { duration } of entries) this.#longest = Math.max(this.#longest, duration);
  }

  /** @returns milliseconds; 0 where no task was long */
  async stop(): Promise<number> {
    // Tasks are told of after they have ended.
    await new Promise((done) => setTimeout(done, 60));
    this.#keep(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#longest;
  }
}
