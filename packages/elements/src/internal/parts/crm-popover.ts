import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { anchoredStyles, showAnchored } from '../controllers/anchored.js';
import { openLayer } from '../controllers/dismissible.js';
import { deepActiveElement, deepContains, firstField } from '../controllers/focus.js';
import { content } from '../styles/base.js';
import { version } from '../../version.js';

export type PopoverCloseReason = 'escape' | 'outside' | 'focus' | 'close';

/** The popover is closed. */
export class PopoverCloseEvent extends Event {
  readonly reason: PopoverCloseReason;

  constructor(reason: PopoverCloseReason) {
    super('crm-popover-close');
    this.reason = reason;
  }
}

/**
 * A small non-modal dialog at a trigger of the same root: a filter, a date, a card on hover. A press outside, Escape, and focus that
 * moves on close it.
 *
 * ```ts
 * html`<button aria-haspopup="dialog" @click=${(event: Event) => this.popover.toggle(event.currentTarget as HTMLElement)}>…</button>
 *   <crm-popover label=${t('snooze')}>…</crm-popover>`
 * ```
 *
 * The trigger gets `aria-expanded`. Beneath 480 px it is a sheet from below.
 *
 * @slot - what it holds
 * @fires {PopoverCloseEvent} crm-popover-close
 */
export class CrmPopover extends LitElement {
  static readonly version: string = version;
  static override styles = [
    content,
    anchoredStyles,
    css`
      :host {
        display: contents;
      }
      .popover {
        max-inline-size: min(400px, 100vw - 16px);
        max-block-size: min(560px, 100vh - 24px);
        padding: 12px;
        overflow: auto;
      }
      .popover:focus {
        outline: none;
      }
      @media (max-width: 480px) {
        .popover {
          max-block-size: 85vh;
          padding: 16px;
        }
      }
    `,
  ];

  @query('.popover') protected readonly popup!: HTMLElement;

  /** Its name. */
  @property() label = '';
  /** Which edge of the trigger it stands at. */
  @property() align: 'start' | 'end' | 'center' = 'start';

  #trigger: HTMLElement | undefined;
  #hide: (() => void) | undefined;
  #release: (() => void) | undefined;

  get isOpen(): boolean {
    return !!this.#hide;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close('close');
  }

  /** Opens at a trigger. Focus goes to the first field, or to the popover itself; with `focus: false` it stays, as for what shows on hover. */
  async show(trigger: HTMLElement, { focus = true }: { focus?: boolean } = {}): Promise<void> {
    await this.updateComplete;
    if (!this.isConnected || !trigger.isConnected) return;
    if (this.isOpen) this.#close('close');
    this.#trigger = trigger;
    trigger.setAttribute('aria-expanded', 'true');
    this.#hide = showAnchored(this.popup, trigger, { align: this.align });
    this.#release = openLayer({ element: this, opener: trigger, light: true, dismiss: (reason) => this.#close(reason) });
    if (focus) (firstField(this) ?? this.popup).focus();
  }

  /** Closes; focus goes back to the trigger if it was inside. */
  close(): void {
    this.#close('close');
  }

  /** Closes if it is open at this trigger, opens otherwise: for a click. */
  toggle(trigger: HTMLElement): void {
    if (this.isOpen && this.#trigger === trigger) this.close();
    else void this.show(trigger);
  }

  protected override render(): TemplateResult {
    return html`<div
      class="anchored sheet popover"
      part="base"
      popover="manual"
      role="dialog"
      aria-label=${this.label}
      tabindex="-1"
      @focusout=${this.#onFocusout}
    >
      <slot></slot>
    </div>`;
  }

  #close(reason: PopoverCloseReason): void {
    if (!this.#hide) return;
    const inside = deepContains(this, deepActiveElement());
    this.#release?.();
    this.#hide();
    this.#hide = undefined;
    this.#trigger?.setAttribute('aria-expanded', 'false');
    if (inside && (reason === 'escape' || reason === 'close')) this.#trigger?.focus();
    this.dispatchEvent(new PopoverCloseEvent(reason));
  }

  #onFocusout({ relatedTarget }: FocusEvent): void {
    // Nowhere: a press on something without focus, another window. A menu that was opened from here stands in a part of its own.
    if (!(relatedTarget instanceof Element) || deepContains(this, relatedTarget) || relatedTarget === this.#trigger) return;
    if (relatedTarget.closest('crm-menu, crm-dialog, crm-popover')) return;
    this.#close('focus');
  }
}
