import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { x } from './icons.js';
import { icon } from './parts/icon.js';

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

interface Shown extends Toast {
  id: number;
}

const defaultMs = 10_000;
/** More would cover what they speak of. */
const most = 3;

/**
 * Short notices at the foot of an element, with at most one action each ("Undo", "Try again"). What they say is also announced by whoever
 * shows them. Time stands still while the pointer or the focus is on them.
 */
export class Toasts implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #closeLabel: () => string;
  #shown: Shown[] = [];
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextId = 1;

  constructor(host: ReactiveControllerHost & Element, closeLabel: () => string) {
    this.#host = host;
    this.#closeLabel = closeLabel;
    host.addController(this);
  }

  hostDisconnected(): void {
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
    this.#host.requestUpdate();
    return () => this.#remove(id);
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
    return html`<div
      class="toasts"
      @pointerenter=${this.#pause}
      @pointerleave=${this.#resume}
      @focusin=${this.#pause}
      @focusout=${this.#resume}
    >
      ${repeat(
        this.#shown,
        ({ id }) => id,
        ({ id, text, kind = 'plain', action }) =>
          html`<div class="toast ${kind}" part="toast">
            <span class="toast-text">${text}</span>
            ${
              action
                ? html`<button
                    type="button"
                    class="toast-action"
                    @click=${() => {
                      this.#remove(id);
                      action.run();
                    }}
                  >
                    ${action.label}
                  </button>`
                : nothing
            }
            <button type="button" class="toast-close" aria-label=${this.#closeLabel()} @click=${() => this.#remove(id)}>${icon(x)}</button>
          </div>`,
      )}
    </div>`;
  }
}

export const toastStyles = css`
  .toasts {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 12px;
    z-index: 5;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: min(480px, 100%);
    padding: 6px 6px 6px 14px;
    padding-inline: 14px 6px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-card);
    background: var(--_color-surface-raised);
    color: var(--_color-text);
    box-shadow: var(--_shadow-menu);
    font-size: var(--_font-size-sm);
    pointer-events: auto;
    animation: toast-in var(--_duration-normal) var(--_ease-out);
  }
  .toast.danger {
    border-color: var(--_color-danger-border);
    background: var(--_color-danger-soft);
    color: var(--_color-danger-text);
  }
  .toast-text {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .toast-action,
  .toast-close {
    display: inline-grid;
    place-items: center;
    min-inline-size: 28px;
    min-block-size: 28px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius-control);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: var(--_font-weight-semibold);
    white-space: nowrap;
    cursor: pointer;
  }
  .toast-close {
    padding: 0;
  }
  .toast-action:hover,
  .toast-close:hover {
    background: var(--_color-surface-hover);
  }
  @media (pointer: coarse) {
    .toast-action,
    .toast-close {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
  @keyframes toast-in {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (forced-colors: active) {
    .toast {
      border-color: CanvasText;
    }
  }
`;
