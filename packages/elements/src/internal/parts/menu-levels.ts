import { adoptStyles, html, nothing, type LitElement, type TemplateResult } from 'lit';
import { showAnchored } from '../controllers/anchored.js';
import type { DismissReason } from '../controllers/dismissible.js';
import { typeAhead } from '../controllers/roving-focus.js';
import { check, chevronLeft, chevronRight } from '../icons.js';
import { menuStyles } from './crm-menu.styles.js';
import { icon } from './icon.js';
import type { MenuItem } from './menu-item.js';

/** A menu as what it shows knows it. */
export interface MenuHost extends LitElement {
  readonly label: string;
  readonly align: 'start' | 'end';
  readonly trigger: HTMLElement | undefined;
  close(options?: { focus?: boolean }): void;
  choose(id: string): void;
}

type Level = { readonly items: readonly MenuItem[]; readonly parent: MenuItem | undefined; readonly active: string | undefined };

const hoverDelay = 120;

/** What an open menu shows: its entries, the submenus that are open, and how keys and the mouse go through them. */
export class MenuLevels {
  readonly #menu: MenuHost;
  #levels: readonly Level[] = [];
  #hides: (() => void)[] = [];
  #typed = '';
  #typedAt = 0;
  #hover: ReturnType<typeof setTimeout> | undefined;

  constructor(menu: MenuHost) {
    this.#menu = menu;
    adoptStyles(menu.renderRoot as ShadowRoot, menuStyles);
  }

  open(items: readonly MenuItem[], focus: 'first' | 'last'): void {
    this.#set([{ items, parent: undefined, active: entryOf(items, focus) }]);
  }

  close(): void {
    clearTimeout(this.#hover);
    this.#hideFrom(0);
    this.#set([]);
  }

  render(): TemplateResult {
    return html`${this.#levels.map((level, at) => this.#renderLevel(level, at))}`;
  }

  /** Shows the levels that were rendered anew, and puts focus there. */
  show(): void {
    const popovers = this.#menu.renderRoot.querySelectorAll<HTMLElement>('[popover]');
    for (let at = this.#hides.length; at < this.#levels.length; at++) {
      const { parent, active } = this.#levels[at]!;
      const anchor = parent ? this.#itemElement(at - 1, parent.id) : this.#menu.trigger;
      if (!anchor?.isConnected) return void this.#menu.updateComplete.then(() => this.#menu.close());
      this.#hides.push(showAnchored(popovers[at]!, anchor, parent ? { side: 'beside' } : { align: this.#menu.align }));
      if (active !== undefined) this.#itemElement(at, active)?.focus();
    }
  }

  dismiss(reason: DismissReason): void {
    if (reason === 'escape' && this.#levels.length > 1) this.#closeLevel(this.#levels.length - 1);
    else this.#menu.close({ focus: reason === 'escape' });
  }

  #set(levels: readonly Level[]): void {
    this.#levels = levels;
    this.#menu.requestUpdate();
  }

  #renderLevel({ items, parent, active }: Level, at: number): TemplateResult {
    const { label, trigger } = this.#menu;
    const name = parent?.label ?? (label || trigger?.ariaLabel || trigger?.textContent?.trim() || nothing);
    return html`<div
      class="anchored sheet menu"
      part="menu"
      popover="manual"
      role="menu"
      aria-label=${name}
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
      ${items.map((item) => this.#renderItem(item, at, item.id === active))}
    </div>`;
  }

  #renderItem(item: MenuItem, at: number, active: boolean): TemplateResult {
    const { id, label, hint, disabled, checked, danger, separator, items } = item;
    const open = this.#levels[at + 1]?.parent?.id === id;
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

  #hideFrom(at: number): void {
    this.#hides.splice(at).forEach((hide) => hide());
  }

  /** Closes a submenu and all that it has opened; focus goes to the entry that it belongs to. */
  #closeLevel(at: number): void {
    const parent = this.#levels[at]?.parent;
    if (!parent) return;
    this.#cut(at);
    this.#activate(at - 1, parent.id);
  }

  #cut(at: number): void {
    this.#hideFrom(at);
    this.#set(this.#levels.slice(0, at));
  }

  #openLevel(item: MenuItem, at: number, focus: boolean): void {
    const items = item.items ?? [];
    const active = focus ? entryOf(items) : undefined;
    if (this.#levels[at + 1]?.parent?.id === item.id) return this.#activate(at + 1, active);
    this.#cut(at + 1);
    this.#set([...this.#levels, { items, parent: item, active }]);
  }

  #choose(item: MenuItem, at: number): void {
    clearTimeout(this.#hover);
    if (item.disabled) return;
    if (item.items) return this.#openLevel(item, at, true);
    this.#menu.choose(item.id);
  }

  #onHover(event: PointerEvent, item: MenuItem, at: number): void {
    if (event.pointerType === 'touch' || (this.#levels[at]?.active === item.id && this.#levels.length === at + 1 && !item.items)) return;
    if (this.#levels[at]?.active === item.id && this.#hover !== undefined) return;
    clearTimeout(this.#hover);
    this.#activate(at, item.id);
    this.#hover = setTimeout(() => {
      this.#hover = undefined;
      if (!this.#levels.length) return;
      if (item.items && !item.disabled) this.#openLevel(item, at, false);
      else this.#cut(at + 1);
    }, hoverDelay);
  }

  #onKeydown(event: KeyboardEvent, at: number): void {
    // Escape is for the layer; Tab goes on from the trigger.
    if (event.key === 'Escape') return;
    if (event.key === 'Tab') return this.#menu.close();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { items, active } = this.#levels[at]!;
    const from = items.findIndex(({ id }) => id === active);
    const item = items[from];
    const rtl = getComputedStyle(this.#menu).direction === 'rtl';
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
    this.#set(this.#levels.map((level, index) => (index === at ? { ...level, active: id } : level)));
    this.#itemElement(at, id)?.focus();
  }

  #itemElement(at: number, id: string): HTMLElement | null | undefined {
    return this.#menu.renderRoot.querySelectorAll('[popover]')[at]?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }
}

/** The entry that a menu begins with. */
function entryOf(items: readonly MenuItem[], which: 'first' | 'last' = 'first'): string | undefined {
  const usable = items.filter(({ disabled }) => !disabled);
  const entry = which === 'last' ? usable.at(-1) : (usable.find(({ checked }) => checked) ?? usable[0]);
  return (entry ?? items[0])?.id;
}
