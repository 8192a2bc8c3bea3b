import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { showAnchored } from '../controllers/anchored.js';
import { openLayer } from '../controllers/dismissible.js';
import { deepActiveElement, deepContains } from '../controllers/focus.js';
import { typeAhead } from '../controllers/roving-focus.js';
import { check, chevronLeft, chevronRight } from '../icons.js';
import { version } from '../../version.js';
import { menuStyles } from './crm-menu.styles.js';
import { icon } from './icon.js';

/** An entry of a menu. */
export type MenuItem = {
  /** What `crm-menu-select` tells. Unique in the whole menu. */
  readonly id: string;
  readonly label: string;
  /** A path of `icons.ts`. */
  readonly icon?: string | undefined;
  /** A second, quieter text at the end: a shortcut, a count. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Makes it one of several of which one holds; shown by a tick. */
  readonly checked?: boolean | undefined;
  readonly danger?: boolean | undefined;
  /** A line above it. */
  readonly separator?: boolean | undefined;
  /** What it opens instead of being chosen. */
  readonly items?: readonly MenuItem[] | undefined;
};

/** An entry was chosen; the menu is closed and focus is back where it was. */
export class MenuSelectEvent extends Event {
  readonly id: string;

  constructor(id: string) {
    super('crm-menu-select', { bubbles: true });
    this.id = id;
  }
}

/** The menu is closed, for whatever reason. */
export class MenuCloseEvent extends Event {
  constructor() {
    super('crm-menu-close');
  }
}

type Level = { readonly items: readonly MenuItem[]; readonly parent: MenuItem | undefined; readonly active: string | undefined };

const hoverDelay = 120;

/**
 * A menu of actions for any button of the same root. One is enough for many buttons.
 *
 * ```ts
 * html`<button class="button" aria-haspopup="menu" aria-label=${t('move', { deal })} @click=${this.#openMenu}>…</button>
 *   <crm-menu label=${t('move')} @crm-menu-select=${(event: MenuSelectEvent) => this.#move(event.id)}></crm-menu>`;
 *
 * #openMenu(event: Event) {
 *   this.menu.items = [{ id: 'up', label: t('up') }, { id: 'stage', label: t('toStage'), items: stages }];
 *   this.menu.toggle(event.currentTarget as HTMLElement);
 * }
 * ```
 *
 * The trigger gets `aria-expanded` while the menu is open and after. Beneath 480 px the menu is a sheet from below.
 *
 * @fires {MenuSelectEvent} crm-menu-select - bubbles, does not leave the root
 * @fires {MenuCloseEvent} crm-menu-close
 */
export class CrmMenu extends LitElement {
  static readonly version: string = version;
  static override styles = menuStyles;

  /** The menu's name. Default: the name of its trigger, if that is an `aria-label` or text. */
  @property() label = '';
  /** The entries. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Which edge of the trigger the menu stands at. */
  @property() align: 'start' | 'end' = 'start';

  @state() protected levels: readonly Level[] = [];

  #trigger: HTMLElement | undefined;
  #hides: (() => void)[] = [];
  #release: (() => void) | undefined;
  #typed = '';
  #typedAt = 0;
  #hover: ReturnType<typeof setTimeout> | undefined;

  /** Whether it is open. */
  get isOpen(): boolean {
    return this.levels.length > 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close({ focus: false });
  }

  /** Opens at a trigger, with focus on its first entry, the checked one, or the last. */
  open(trigger: HTMLElement, { focus = 'first' }: { focus?: 'first' | 'last' } = {}): void {
    if (this.isOpen) this.close({ focus: false });
    this.#trigger = trigger;
    trigger.setAttribute('aria-expanded', 'true');
    this.levels = [{ items: this.items, parent: undefined, active: entryOf(this.items, focus) }];
    this.#release = openLayer({ element: this, opener: trigger, light: true, dismiss: (reason) => this.#dismiss(reason) });
  }

  /** Closes if it is open at this trigger, opens otherwise: for a click. */
  toggle(trigger: HTMLElement): void {
    if (this.isOpen && this.#trigger === trigger) this.close();
    else this.open(trigger);
  }

  /** Closes; focus goes back to the trigger if it was in the menu. */
  close({ focus = true }: { focus?: boolean } = {}): void {
    if (!this.isOpen) return;
    clearTimeout(this.#hover);
    const inside = deepContains(this, deepActiveElement());
    this.#release?.();
    this.#hideFrom(0);
    this.levels = [];
    this.#trigger?.setAttribute('aria-expanded', 'false');
    if (focus && inside) this.#trigger?.focus();
    this.dispatchEvent(new MenuCloseEvent());
  }

  protected override updated(): void {
    const popovers = this.renderRoot.querySelectorAll<HTMLElement>('[popover]');
    for (let at = this.#hides.length; at < this.levels.length; at++) {
      const { parent, active } = this.levels[at]!;
      const anchor = parent ? this.#itemElement(at - 1, parent.id) : this.#trigger;
      if (!anchor?.isConnected) return void this.updateComplete.then(() => this.close());
      this.#hides.push(showAnchored(popovers[at]!, anchor, parent ? { side: 'beside' } : { align: this.align }));
      if (active !== undefined) this.#itemElement(at, active)?.focus();
    }
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.levels,
      (_, at) => at,
      (level, at) => this.#renderLevel(level, at),
    )}`;
  }

  #renderLevel({ items, parent, active }: Level, at: number): TemplateResult {
    const label = parent?.label ?? (this.label || this.#trigger?.ariaLabel || this.#trigger?.textContent?.trim() || nothing);
    return html`<div
      class="anchored sheet menu"
      part="menu"
      popover="manual"
      role="menu"
      aria-label=${label}
      tabindex="-1"
      @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, at)}
    >
      ${
        parent
          ? html`<div class="item back" role="menuitem" tabindex="-1" @click=${() => this.#closeLevel(at)}>
              <span class="mirrored">${icon(chevronLeft)}</span><bdi class="label">${parent.label}</bdi>
            </div>`
          : nothing
      }
      ${repeat(
        items,
        ({ id }) => id,
        (item) => this.#renderItem(item, at, item.id === active),
      )}
    </div>`;
  }

  #renderItem(item: MenuItem, at: number, active: boolean): TemplateResult {
    const { id, label, hint, disabled, checked, danger, separator, items } = item;
    const open = this.levels[at + 1]?.parent?.id === id;
    return html`${separator ? html`<div role="separator"></div>` : nothing}
      <div
        class="item ${danger ? 'danger' : ''}"
        part="item"
        role=${checked === undefined ? 'menuitem' : 'menuitemradio'}
        tabindex=${active ? 0 : -1}
        data-id=${id}
        aria-disabled=${disabled ? 'true' : nothing}
        aria-checked=${checked === undefined ? nothing : checked ? 'true' : 'false'}
        aria-haspopup=${items ? 'menu' : nothing}
        aria-expanded=${items ? (open ? 'true' : 'false') : nothing}
        @click=${() => this.#choose(item, at)}
        @pointermove=${(event: PointerEvent) => this.#onHover(event, item, at)}
      >
        ${checked === undefined ? nothing : html`<span class="tick">${checked ? icon(check) : nothing}</span>`}
        ${item.icon ? icon(item.icon) : nothing}<bdi class="label">${label}</bdi>${hint ? html`<span class="hint">${hint}</span>` : nothing}
        ${items ? html`<span class="mirrored">${icon(chevronRight)}</span>` : nothing}
      </div>`;
  }

  #dismiss(reason: 'escape' | 'outside'): void {
    if (reason === 'escape' && this.levels.length > 1) this.#closeLevel(this.levels.length - 1);
    else this.close({ focus: reason === 'escape' });
  }

  #hideFrom(at: number): void {
    this.#hides.splice(at).forEach((hide) => hide());
  }

  /** Closes a submenu and all that it has opened; focus goes to the entry that it belongs to. */
  #closeLevel(at: number): void {
    const parent = this.levels[at]?.parent;
    if (!parent) return;
    this.#cut(at);
    this.#activate(at - 1, parent.id);
  }

  #cut(at: number): void {
    this.#hideFrom(at);
    this.levels = this.levels.slice(0, at);
  }

  #openLevel(item: MenuItem, at: number, focus: boolean): void {
    const items = item.items ?? [];
    const active = focus ? entryOf(items) : undefined;
    if (this.levels[at + 1]?.parent?.id === item.id) return this.#activate(at + 1, active);
    this.#cut(at + 1);
    this.levels = [...this.levels, { items, parent: item, active }];
  }

  #choose(item: MenuItem, at: number): void {
    clearTimeout(this.#hover);
    if (item.disabled) return;
    if (item.items) return this.#openLevel(item, at, true);
    this.close();
    this.dispatchEvent(new MenuSelectEvent(item.id));
  }

  #onHover(event: PointerEvent, item: MenuItem, at: number): void {
    if (event.pointerType === 'touch' || (this.levels[at]?.active === item.id && this.levels.length === at + 1 && !item.items)) return;
    if (this.levels[at]?.active === item.id && this.#hover !== undefined) return;
    clearTimeout(this.#hover);
    this.#activate(at, item.id);
    this.#hover = setTimeout(() => {
      this.#hover = undefined;
      if (!this.isOpen) return;
      if (item.items && !item.disabled) this.#openLevel(item, at, false);
      else this.#cut(at + 1);
    }, hoverDelay);
  }

  #onKeydown(event: KeyboardEvent, at: number): void {
    // Escape is for the layer; Tab goes on from the trigger.
    if (event.key === 'Escape') return;
    if (event.key === 'Tab') return this.close();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { items, active } = this.levels[at]!;
    const from = items.findIndex(({ id }) => id === active);
    const item = items[from];
    const rtl = getComputedStyle(this).direction === 'rtl';
    const to = (index: number): void => this.#activate(at, items[(index + items.length) % items.length]?.id);
    switch (event.key) {
      case 'ArrowDown':
        to(from + 1);
        break;
      case 'ArrowUp':
        to(from < 0 ? -1 : from - 1);
        break;
      case 'Home':
        to(0);
        break;
      case 'End':
        to(-1);
        break;
      case rtl ? 'ArrowLeft' : 'ArrowRight':
        if (item?.items && !item.disabled) this.#openLevel(item, at, true);
        break;
      case rtl ? 'ArrowRight' : 'ArrowLeft':
        this.#closeLevel(at);
        break;
      case 'Enter':
        if (item) this.#choose(item, at);
        break;
      default:
        this.#onLetter(event, items, from, at, item);
        return;
    }
    event.preventDefault();
  }

  #onLetter(event: KeyboardEvent, items: readonly MenuItem[], from: number, at: number, item: MenuItem | undefined): void {
    if (event.key.length !== 1) return;
    event.preventDefault();
    const again = event.timeStamp - this.#typedAt > 500;
    if (event.key === ' ' && again) {
      if (item) this.#choose(item, at);
      return;
    }
    this.#typed = again ? event.key : this.#typed + event.key;
    this.#typedAt = event.timeStamp;
    const found = typeAhead(this.#typed, Math.max(from, 0), items.length, (index) => items[index]!.label);
    if (found !== undefined) this.#activate(at, items[found]!.id);
  }

  #activate(at: number, id: string | undefined): void {
    if (id === undefined) return;
    this.levels = this.levels.map((level, index) => (index === at ? { ...level, active: id } : level));
    this.#itemElement(at, id)?.focus();
  }

  #itemElement(at: number, id: string): HTMLElement | null | undefined {
    return this.renderRoot.querySelectorAll('[popover]')[at]?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }
}

/** The entry that a menu begins with. */
function entryOf(items: readonly MenuItem[], which: 'first' | 'last' = 'first'): string | undefined {
  const usable = items.filter(({ disabled }) => !disabled);
  const entry = which === 'last' ? usable.at(-1) : (usable.find(({ checked }) => checked) ?? usable[0]);
  return (entry ?? items[0])?.id;
}
