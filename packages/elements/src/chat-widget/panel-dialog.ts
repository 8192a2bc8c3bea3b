import type { LitElement } from 'lit';
import { deepActiveElement, deepContains } from '../internal/controllers/focus.js';
import { MediaController } from '../internal/controllers/media.js';
import { PhoneViewport } from './phone-viewport.js';

/** Screens on which the panel takes all of it. */
const small = '(max-width: 480px), (max-height: 440px)';

interface PanelElement extends LitElement {
  readonly open: boolean;
  readonly inline: boolean;
}

/** Shows the panel's dialog as the screen wants it: beside the page, or over all of a small one. */
export class PanelDialog {
  readonly #host: PanelElement;
  readonly #panel: () => HTMLElement | null;
  readonly #small: MediaController;
  readonly #viewport: PhoneViewport;
  #entering = false;

  /** @param panel the dialog; another element where the panel stands in its own place */
  constructor(host: PanelElement, panel: () => HTMLElement | null) {
    this.#host = host;
    this.#panel = panel;
    this.#small = new MediaController(host, small);
    this.#viewport = new PhoneViewport(host, panel);
  }

  get isFull(): boolean {
    return this.#small.matches && !this.#host.inline;
  }

  place(): void {
    const dialog = this.#panel();
    const { open } = this.#host;
    if (!(dialog instanceof HTMLDialogElement)) return this.#viewport.follow(false);
    const modal = open && this.isFull && (dialog.matches(':modal') || this.#entering || (navigator.userActivation?.isActive ?? true));
    if (dialog.matches(':modal') !== modal || dialog.open !== open) {
      const focused = deepActiveElement();
      const held = focused instanceof HTMLElement && deepContains(this.#host, focused) ? focused : undefined;
      if (dialog.open) dialog.close();
      // A dialog that is shown otherwise would take the focus, which a chat that opens by itself must not.
      if (modal) dialog.showModal();
      else dialog.toggleAttribute('open', open);
      if (open) held?.focus();
    }
    this.#viewport.follow(open && this.isFull);
  }

  /** A full screen that opened by itself lets the page be until somebody comes into it. */
  readonly onFocusIn = (): void => {
    if (!this.isFull || this.#panel()?.matches(':modal')) return;
    this.#entering = true;
    this.place();
    this.#entering = false;
  };
}
