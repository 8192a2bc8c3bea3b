import type { ReactiveController, ReactiveControllerHost } from 'lit';

const searchAfterMs = 120;

interface SearchGround {
  /** Something is typed: there will be a search. */
  readonly begin: () => void;
  /** Searches for these words from now on. */
  readonly take: (text: string) => void;
  /** Focus goes on to what was found. */
  readonly leave: () => void;
}

/** What is typed into the search field of a list: it is searched for when the person pauses. */
export class ListSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #ground: SearchGround;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed = '';
  #text = '';

  constructor(host: ReactiveControllerHost, ground: SearchGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  /** What stands in the field. */
  get typed(): string {
    return this.#typed;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  clear(): void {
    this.#typed = '';
    this.#take('');
  }

  readonly onInput = (event: Event): void => {
    this.#ground.begin();
    this.#typed = (event.target as HTMLInputElement).value;
    if ((event as InputEvent).isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#take(this.#typed), searchAfterMs);
  };

  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.#typed) this.clear();
    else if (event.key === 'ArrowDown') this.#ground.leave();
    else if (event.key === 'Enter') this.#take(this.#typed);
    else return;
    event.preventDefault();
  };

  #take(text: string): void {
    clearTimeout(this.#timer);
    this.#host.requestUpdate();
    if (text.trim() === this.#text) return;
    this.#text = text.trim();
    this.#ground.take(this.#text);
  }
}
