import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps a full screen within what a phone shows of it: above the keyboard, wherever the browser has moved the page. */
export class PhoneViewport implements ReactiveController {
  readonly #element: () => HTMLElement | null;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, element: () => HTMLElement | null) {
    this.#element = element;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.follow(false);
  }

  follow(on: boolean): void {
    const { visualViewport } = window;
    if (on === (this.#listening !== undefined) || !visualViewport) return;
    if (!on) {
      this.#listening?.abort();
      this.#listening = undefined;
      for (const name of ['--_top', '--_height', '--_foot']) this.#element()?.style.removeProperty(name);
      return;
    }
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal, passive: true };
    visualViewport.addEventListener('resize', this.#fit, options);
    visualViewport.addEventListener('scroll', this.#fit, options);
    this.#fit();
  }

  readonly #fit = (): void => {
    const { visualViewport } = window;
    const element = this.#element();
    // Zoomed in by the person: what they see of it is theirs to choose.
    if (!visualViewport || !element || visualViewport.scale > 1.05) return;
    const keyboard = window.innerHeight - visualViewport.height > 80;
    element.style.setProperty('--_top', `${visualViewport.offsetTop}px`);
    element.style.setProperty('--_height', `${visualViewport.height}px`);
    element.style.setProperty('--_foot', keyboard ? '0px' : 'env(safe-area-inset-bottom, 0px)');
  };
}
