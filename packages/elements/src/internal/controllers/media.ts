import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders the host anew when a media query begins or ceases to match. */
export class MediaController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: string;
  #list: MediaQueryList | undefined;
  #matches = false;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#query = query;
    host.addController(this);
  }

  get matches(): boolean {
    return this.#matches;
  }

  hostConnected(): void {
    this.#list = matchMedia(this.#query);
    this.#list.addEventListener('change', this.#read);
    this.#read();
  }

  hostDisconnected(): void {
    this.#list?.removeEventListener('change', this.#read);
  }

  readonly #read = (): void => {
    const matches = this.#list!.matches;
    if (matches === this.#matches) return;
    this.#matches = matches;
    this.#host.requestUpdate();
  };
}
