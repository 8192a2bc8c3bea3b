import { toCrmError } from '@crm-elements/data';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmErrorEvent } from '../../events/crm-error-event.js';
import { openLayer } from '../controllers/dismissible.js';
import { deepActiveElement, deepContains } from '../controllers/focus.js';
import { loadOnTop, openMenu } from '../load-on-top.js';
import { version } from '../../version.js';
import type { MenuItem } from './menu-item.js';
import type { MenuLevels } from './menu-levels.js';

export type { MenuItem } from './menu-item.js';

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

  /** The menu's name. Default: the name of its trigger, if that is an `aria-label` or text. */
  @property() label = '';
  /** The entries. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Which edge of the trigger the menu stands at. */
  @property() align: 'start' | 'end' = 'start';

  #levels: MenuLevels | undefined;
  #trigger: HTMLElement | undefined;
  #release: (() => void) | undefined;
  #begin: 'first' | 'last' = 'first';

  /** Whether it is open. */
  get isOpen(): boolean {
    return !!this.#release;
  }

  /** What it was opened at last. */
  get trigger(): HTMLElement | undefined {
    return this.#trigger;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close({ focus: false });
  }

  /** Opens at a trigger, with focus on its first entry, the checked one, or the last. */
  open(trigger: HTMLElement, { focus = 'first' }: { focus?: 'first' | 'last' } = {}): void {
    if (this.isOpen) this.close({ focus: false });
    this.#trigger = trigger;
    this.#begin = focus;
    trigger.setAttribute('aria-expanded', 'true');
    this.#release = openLayer({
      element: this,
      opener: trigger,
      light: true,
      dismiss: (reason) => (this.#levels ? this.#levels.dismiss(reason) : this.close()),
    });
    if (this.#levels) this.#levels.open(this.items, focus);
    else this.requestUpdate();
  }

  /** Closes if it is open at this trigger, opens otherwise: for a click. */
  toggle(trigger: HTMLElement): void {
    if (this.isOpen && this.#trigger === trigger) this.close();
    else this.open(trigger);
  }

  /** Closes; focus goes back to the trigger if it was in the menu. */
  close({ focus = true }: { focus?: boolean } = {}): void {
    if (!this.#release) return;
    const inside = deepContains(this, deepActiveElement());
    this.#release();
    this.#release = undefined;
    this.#levels?.close();
    this.#trigger?.setAttribute('aria-expanded', 'false');
    if (focus && inside) this.#trigger?.focus();
    this.dispatchEvent(new MenuCloseEvent());
  }

  /** Closes, and tells what was chosen. */
  choose(id: string): void {
    this.close();
    this.dispatchEvent(new MenuSelectEvent(id));
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.isOpen && !this.#levels) await this.#load();
    await super.scheduleUpdate();
  }

  protected override updated(): void {
    this.#levels?.show();
  }

  protected override render(): unknown {
    return this.#levels?.render();
  }

  /** What an open menu shows is loaded with the first that opens. */
  async #load(): Promise<void> {
    try {
      const { MenuLevels } = await loadOnTop();
      this.#levels = new MenuLevels(this);
      if (this.isOpen) this.#levels.open(this.items, this.#begin);
    } catch (error) {
      this.close();
      this.dispatchEvent(new CrmErrorEvent(toCrmError(error), openMenu));
    }
  }
}
