import { css, html, LitElement, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { anchoredStyles, showAnchored } from '../controllers/anchored.js';
import { openLayer } from '../controllers/dismissible.js';
import { content } from '../styles/base.js';
import { version } from '../../version.js';

/** ms of rest before it shows. */
const showDelay = 500;
/** ms in which the pointer may travel from the element to the tooltip. */
const hideDelay = 150;

/**
 * One for all elements of a root that carry `data-tip`: shows its text when the pointer rests on them or they have keyboard focus.
 * `data-tip=""` shows the element's own text, if that is cut off.
 *
 * ```ts
 * html`<button class="button icon-only" aria-label=${t('edit')} data-tip=${t('edit')}>${icon(pencil)}</button>
 *   <span class="truncate" data-tip="">${deal.name}</span>
 *   <crm-tooltip></crm-tooltip>`
 * ```
 *
 * It repeats what is there already and is never the only name of anything. Escape hides it; the pointer may rest on it; a finger does
 * not bring it up.
 */
export class CrmTooltip extends LitElement {
  static readonly version: string = version;
  static override styles = [
    content,
    anchoredStyles,
    css`
      :host {
        display: contents;
      }
      .tip {
        inline-size: max-content;
        max-inline-size: min(320px, 100vw - 16px);
        padding: 4px 8px;
        border-color: transparent;
        border-radius: var(--_radius-control);
        background: var(--_color-text);
        color: var(--_color-surface);
        box-shadow: none;
        font-size: var(--_font-size-xs);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @query('.tip') protected readonly tip!: HTMLElement;
  @state() protected text = '';

  #listening: AbortController | undefined;
  #trigger: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hide: (() => void) | undefined;
  #release: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    root.addEventListener('pointerover', (event) => this.#onOver(event as PointerEvent), { signal });
    root.addEventListener('pointerout', (event) => this.#onOut(event as PointerEvent), { signal });
    root.addEventListener('focusin', ({ target }) => (target as Element).matches(':focus-visible') && this.#plan(tipped(target)), {
      signal,
    });
    root.addEventListener('focusout', () => this.hide(), { signal });
    root.addEventListener('pointerdown', ({ target }) => target !== this && this.hide(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
    this.hide();
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#trigger = undefined;
    this.#release?.();
    this.#release = undefined;
    this.#hide?.();
    this.#hide = undefined;
  }

  protected override render(): TemplateResult {
    return html`<div class="anchored tip" part="base" popover="manual" role="tooltip" dir="auto">${this.text}</div>`;
  }

  #onOver({ target, pointerType }: PointerEvent): void {
    if (pointerType === 'touch') return;
    if (target === this) clearTimeout(this.#timer);
    else this.#plan(tipped(target));
  }

  #onOut({ relatedTarget }: PointerEvent): void {
    if (!this.#trigger || relatedTarget === this || this.#trigger.contains(relatedTarget as Node | null)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), this.#hide ? hideDelay : 0);
  }

  #plan(trigger: HTMLElement | undefined): void {
    if (!trigger) return;
    if (trigger === this.#trigger && this.#hide) {
      clearTimeout(this.#timer);
      return;
    }
    this.hide();
    this.#trigger = trigger;
    this.#timer = setTimeout(() => void this.#show(trigger), showDelay);
  }

  async #show(trigger: HTMLElement): Promise<void> {
    const text = trigger.dataset['tip'] || (isCut(trigger) ? (trigger.textContent?.trim() ?? '') : '');
    if (!text) return;
    this.text = text;
    await this.updateComplete;
    // Meanwhile the pointer may have moved on, or the element be gone.
    if (trigger !== this.#trigger || !trigger.isConnected) return;
    this.#hide = showAnchored(this.tip, trigger, { align: 'center' });
    this.#release = openLayer({ element: this, dismiss: () => this.hide() });
  }
}

const tipped = (target: EventTarget | null): HTMLElement | undefined => (target as Element).closest<HTMLElement>('[data-tip]') ?? undefined;

const isCut = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element): boolean =>
  scrollWidth > clientWidth || scrollHeight > clientHeight + 1;
