import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Knows whether the host is narrow, for what a container query cannot do: render something else. The host is rendered anew only
 * when that changes. While it has no width (hidden, detached) the last answer stands.
 */
export class WidthController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #below: number;
  #observer: ResizeObserver | undefined;
  #narrow = false;
  #frame = 0;

  /** @param below the width in px from which on the host is no longer narrow */
  constructor(host: ReactiveControllerHost & HTMLElement, below: number) {
    this.#host = host;
    this.#below = below;
    host.addController(this);
  }

  get narrow(): boolean {
    return this.#narrow;
  }

  hostConnected(): void {
    this.#set(this.#host.clientWidth);
    // In the next frame: what is rendered anew may change the size that is being reported.
    this.#observer ??= new ResizeObserver(([entry]) => (this.#frame = requestAnimationFrame(() => this.#set(entry!.contentRect.width))));
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #set(width: number): void {
    if (!width || width < this.#below === this.#narrow) return;
    this.#narrow = !this.#narrow;
    this.#host.requestUpdate();
  }
}
