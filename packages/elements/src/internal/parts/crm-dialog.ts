import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { openLayer } from '../controllers/dismissible.js';
import { deepActiveElement, deepContains, firstField, focusNearest, surroundingsOf } from '../controllers/focus.js';
import { x } from '../icons.js';
import { version } from '../../version.js';
import { dialogStyles } from './crm-dialog.styles.js';
import { icon } from './icon.js';

export type DialogCloseReason = 'escape' | 'button' | 'backdrop';

/** A person is about to close the dialog; `preventDefault()` keeps it open, for what would be lost. */
export class DialogCancelEvent extends Event {
  readonly reason: DialogCloseReason;

  constructor(reason: DialogCloseReason) {
    super('crm-dialog-cancel', { cancelable: true });
    this.reason = reason;
  }
}

/** The dialog is closed, and focus is back where it was. */
export class DialogCloseEvent extends Event {
  constructor() {
    super('crm-dialog-close');
  }
}

/**
 * A modal dialog. The platform keeps the rest of the page out of reach and gives focus back.
 *
 * ```ts
 * html`<crm-dialog ?open=${this.asking} heading=${t('lost.heading')} close-label=${t('close')} @crm-dialog-close=${() => (this.asking = false)}>
 *   <label class="field">…<input class="input" /></label>
 *   <button slot="footer" class="button" @click=${() => this.dialog.close()}>…</button>
 *   <button slot="footer" class="button primary" @click=${this.#save}>…</button>
 * </crm-dialog>`
 * ```
 *
 * Focus goes to `[autofocus]`, else the first field, else (in an alert) the first button of the footer, else the heading.
 *
 * @slot - what it says or asks
 * @slot footer - its buttons, the main one last
 * @fires {DialogCancelEvent} crm-dialog-cancel - cancelable
 * @fires {DialogCloseEvent} crm-dialog-close
 */
export class CrmDialog extends LitElement {
  static readonly version: string = version;
  static override styles = dialogStyles;

  @query('dialog') protected readonly dialog!: HTMLDialogElement;

  @property({ type: Boolean, reflect: true }) open = false;
  /** Its title, and its name. */
  @property() heading = '';
  /** A question that must be answered: a press on the backdrop does nothing, and there is no cross. */
  @property({ type: Boolean }) alert = false;
  @property() size: 'small' | 'medium' | 'large' = 'small';
  /** The name of the cross. */
  @property({ attribute: 'close-label' }) closeLabel = '';

  /** What opened it, and what that stood in: some of it may be replaced before it closes. */
  #opener: readonly Node[] = [];
  #release: (() => void) | undefined;
  #pressed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#sync();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide();
  }

  /** Opens it, as `open = true` does. */
  show(): void {
    this.open = true;
  }

  /** Closes it without asking. */
  close(): void {
    this.open = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open')) this.#sync();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      class=${this.size}
      part="base"
      role=${this.alert ? 'alertdialog' : nothing}
      aria-labelledby="heading"
      aria-describedby=${this.alert ? 'body' : nothing}
      @cancel=${this.#onCancel}
      @pointerdown=${this.#onPress}
      @click=${this.#onClick}
    >
      <header part="header">
        <h2 id="heading" part="heading" tabindex="-1">${this.heading}</h2>
        ${
          this.alert
            ? nothing
            : html`<button
                class="button quiet icon-only"
                part="close"
                type="button"
                aria-label=${this.closeLabel}
                @click=${() => this.#dismiss('button')}
              >
                ${icon(x)}
              </button>`
        }
      </header>
      <div id="body" class="body" part="body"><slot></slot></div>
      <footer part="footer"><slot name="footer"></slot></footer>
    </dialog>`;
  }

  #sync(): void {
    if (!this.isConnected || this.open === this.dialog.open) return;
    if (!this.open) {
      this.#hide();
      this.dispatchEvent(new DialogCloseEvent());
      return;
    }
    this.#opener = surroundingsOf(deepActiveElement());
    this.dialog.showModal();
    this.#release = openLayer({ element: this, dismiss: () => this.#dismiss('escape') });
    const first = firstField(this) ?? (this.alert && this.querySelector<HTMLElement>('[slot=footer]'));
    (first || this.renderRoot.querySelector<HTMLElement>('h2')!).focus();
  }

  #hide(): void {
    this.#release?.();
    this.#release = undefined;
    if (!this.dialog?.open) return;
    this.dialog.close();
    const opener = this.#opener;
    this.#opener = [];
    // The platform gives focus back; not, though, when what had it was replaced meanwhile: focus then stays in here, unseen, or goes to the page.
    const active = deepActiveElement();
    if (deepContains(this, active)) (active as HTMLElement).blur();
    else if (active && active !== document.body) return;
    if (this.isConnected) focusNearest(opener);
  }

  #dismiss(reason: DialogCloseReason): void {
    if (this.dispatchEvent(new DialogCancelEvent(reason))) this.open = false;
  }

  /** From the platform: a gesture, a button of the device. */
  #onCancel(event: Event): void {
    // A file field in the dialog has a cancel event too.
    if (event.target !== this.dialog) return;
    event.preventDefault();
    this.#dismiss('escape');
  }

  #isBackdrop({ target, clientX, clientY }: MouseEvent): boolean {
    const { left, top, right, bottom } = this.dialog.getBoundingClientRect();
    return target === this.dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  }

  #onPress(event: PointerEvent): void {
    this.#pressed = this.#isBackdrop(event);
  }

  #onClick(event: MouseEvent): void {
    // Not at the end of a selection that was begun inside.
    if (this.#pressed && !this.alert && this.#isBackdrop(event)) this.#dismiss('backdrop');
  }
}
