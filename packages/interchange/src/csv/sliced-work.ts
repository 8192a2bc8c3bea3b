import { CrmError, systemClock } from '@crm-elements/data';
import { Slices } from '@crm-elements/data/engine';
import type { CsvWorkOptions } from './csv.types.js';

/** Long work that leaves the page its turn between slices, tells how far it is, and can be stopped. */
export class SlicedWork {
  readonly #slices: Slices;
  readonly #options: CsvWorkOptions;
  readonly #what: string;

  /** @param what is done, for the message of a work that was stopped: "Reading the file" */
  constructor(what: string, options: CsvWorkOptions) {
    this.#slices = new Slices(options.clock ?? systemClock);
    this.#options = options;
    this.#what = what;
    this.#requireGoOn();
  }

  #requireGoOn(): void {
    const { signal } = this.#options;
    if (signal?.aborted) throw new CrmError('ABORTED', `${this.#what} was cancelled. Nothing was changed.`, { cause: signal.reason });
  }

  /**
   * To be called after each small piece of work.
   * @throws CrmError ABORTED by the signal
   */
  async turn(done: number, total: number): Promise<void> {
    if (this.#slices.isOver) this.tell(done, total);
    await this.pause();
  }

  /**
   * {@link turn} of work of which nobody knows how far it is.
   * @throws CrmError ABORTED by the signal
   */
  async pause(): Promise<void> {
    this.#requireGoOn();
    if (!this.#slices.isOver) return;
    await this.#slices.pause();
    this.#requireGoOn();
  }

  tell(done: number, total: number): void {
    this.#options.onProgress?.({ done, total });
  }
}
