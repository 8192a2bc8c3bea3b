import type { Clock } from '../clock.js';

/** How long work may hold the page up, in milliseconds: a third of what is promised, for machines that are slower. */
const sliceMs = 10;

/** Cuts long work into slices, so that the page can draw and hear in between. */
export class Slices {
  readonly #clock: Clock;
  #began: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /** The slice is over: time to `pause`. */
  get isOver(): boolean {
    return this.#clock.now() - this.#began >= sliceMs;
  }

  /** Lets the page have its turn. */
  async pause(): Promise<void> {
    await new Promise<void>((done) => void this.#clock.after(0, done));
    this.#began = this.#clock.now();
  }
}
