import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { adoptStyles } from './adopt-styles.js';
import { loadOnTop } from './load-on-top.js';
import type { renderToasts } from './render-toasts.js';

interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  text: string;
  kind?: 'plain' | 'danger';
  action?: ToastAction;
  /** How long it stays, in milliseconds; `Infinity` until it is dismissed. Default: 10 s; a failure stays. */
  forMs?: number;
}

export interface Shown extends Toast {
  id: number;
}

const defaultMs = 10_000;
/** Between two tries to load what draws them. */
const retryMs = 5_000;
/** More would cover what they speak of. */
const most = 3;

/**
 * Short notices at the foot of an element, with at most one action each ("Undo", "Try again"). What they say is also announced by whoever
 * shows them. Time stands still while the pointer or the focus is on them.
 */
export class Toasts implements ReactiveController {
  readonly #host: LitElement;
  readonly #closeLabel: () => string;
  #shown: Shown[] = [];
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextId = 1;
  #render: typeof renderToasts | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** What draws them could not be loaded. */
  #isBare = false;

  constructor(host: LitElement, closeLabel: () => string) {
    this.#host = host;
    this.#closeLabel = closeLabel;
    host.addController(this);
  }

  hostConnected(): void {
    // Asked for before there is anything to show; where that fails, the next notice asks again.
    void this.#host.updateComplete.then(() => this.#present());
  }

  hostDisconnected(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#pause();
    this.#shown = [];
  }

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** Shows one, and returns what takes it away. */
  show(toast: Toast): () => void {
    const id = this.#nextId++;
    this.#shown = [...this.#shown, { ...toast, id }].slice(-most);
    this.#start(this.#shown.at(-1)!);
    void this.#present();
    return () => this.#remove(id);
  }

  /** Renders the host with its notices as soon as the code is there that draws them. */
  async #present(): Promise<void> {
    if (!this.#render) {
      const view = await loadOnTop().catch(() => undefined);
      if (!view) return this.#presentLater();
      this.#render = view.renderToasts;
      adoptStyles(this.#host, view.toastStyles);
    }
    if (this.#shown.length > 0) this.#host.requestUpdate();
  }

  /** Without a network: what waits to be shown is shown when it is back. */
  #presentLater(): void {
    if (this.#shown.length === 0) return;
    this.#isBare = true;
    this.#host.requestUpdate();
    if (this.#again !== undefined) return;
    this.#again = setTimeout(() => {
      this.#again = undefined;
      void this.#present();
    }, retryMs);
  }

  #start(toast: Shown): void {
    const time = toast.forMs ?? (toast.kind === 'danger' ? Infinity : defaultMs);
    if (time === Infinity) return;
    this.#timers.set(
      toast.id,
      setTimeout(() => this.#remove(toast.id), time),
    );
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
    this.#host.requestUpdate();
  }

  #pause = (): void => {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  };

  #resume = (event: Event): void => {
    const { relatedTarget } = event as FocusEvent;
    if (relatedTarget instanceof Node && (event.currentTarget as Node).contains(relatedTarget)) return;
    this.#pause();
    for (const toast of this.#shown) this.#start(toast);
  };

  render(): TemplateResult | typeof nothing {
    if (this.#shown.length === 0) return nothing;
    if (!this.#render) return this.#isBare ? html`<p class="banner danger" part="toast">${this.#shown.at(-1)!.text}</p>` : nothing;
    return this.#render({
      toasts: this.#shown,
      closeLabel: this.#closeLabel(),
      remove: (id) => this.#remove(id),
      pause: this.#pause,
      resume: this.#resume,
    });
  }
}
