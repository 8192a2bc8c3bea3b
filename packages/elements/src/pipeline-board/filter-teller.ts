/** Filters are typed: what came of them is said when the person has stopped. */
const settleMs = 700;

/** Says what a filter found, once it has come to rest. */
export class FilterTeller {
  readonly #say: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = '';

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** @param text what came of it; empty while nothing is filtered */
  tell(text: string): void {
    if (text === this.#told) return;
    this.#told = text;
    clearTimeout(this.#timer);
    if (text !== '') this.#timer = setTimeout(() => this.#say(text), settleMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
