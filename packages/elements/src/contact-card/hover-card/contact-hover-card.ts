import type { CrmClient, CrmError } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { CrmErrorEvent } from '../../events/crm-error-event.js';
import { version } from '../../version.js';
import type { CrmContactPreview } from './crm-contact-preview.js';
import { hoverCardSheet } from './hover-card.styles.js';
import { HoverIntent } from './hover-intent.js';
import { mentions, type Mention, type NamedRecord } from './mentions.js';

/** Where modules are only read, as in Node, there are no elements. */
const Base = globalThis.HTMLElement ?? class {};

/** What takes the focus, and acts when it is pressed. Elements of others may. */
const control = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';
const isControl = (element: Element): boolean => element.matches(control) || element.localName.includes('-');

/** Properties that a page may have set before the element's code came. */
const settable = [
  'contactId',
  'contact',
  'company',
  'owner',
  'client',
  'contactHref',
  'companyHref',
  'headingLevel',
  'density',
  'open',
] as const;

/** Slots of the card that are filled from outside. */
const cardSlots = ['actions', 'loading', 'empty', 'error'] as const;

/**
 * Shows who a person is that a page mentions: a small card at a link or a name, when the pointer or the focus rests on it for 0.3 s.
 *
 * ```html
 * <crm-contact-hover-card contact-id="contact-ana"><a href="/people/ana">Ana Diaz</a></crm-contact-hover-card>
 * ```
 *
 * A mention with nothing in it to press becomes a button that opens the card; with a finger, a link is pressed long. Escape closes the card
 * and leaves the focus where it is, or takes it back to the mention; the next press of Tab leads from the mention into the card.
 *
 * Thousands of them on a page cost little: the card is loaded and made when it is first wanted. The contacts of all mentions that share a
 * store are read then, in one go; a card follows changes as long as it is open.
 *
 * @slot - The mention: a link, or words of a text.
 * @slot actions - Further buttons in the card, below the stage.
 * @slot loading - Instead of the skeleton.
 * @slot empty - Instead of what is said when there is no such contact.
 * @slot error - Instead of what is said when the contact could not be read.
 * @csspart mention - The button that a mention becomes which has none.
 * @csspart base - The card.
 * @cssstate loading - The contact of the open card is being read.
 * @cssstate error - It could not be read.
 * @cssstate empty - There is no such contact.
 * @cssstate offline - The store cannot be reached.
 * @cssstate readonly - Nothing can be changed in the store.
 * @fires {CrmContactOpenEvent} crm-contact-open - The name in the card was pressed. Cancelable.
 * @fires {CrmCompanyOpenEvent} crm-company-open - The company in the card was pressed. Cancelable.
 * @fires {CrmErrorEvent} crm-error - The card could not be loaded. The next attempt loads it again.
 */
export class CrmContactHoverCard extends Base implements Mention {
  /** The release that the class is of. */
  static readonly version: string = version;
  static readonly observedAttributes = ['contact-id', 'contact-href', 'company-href', 'heading-level', 'density', 'open'];
  /** @internal Loads and registers the card. Set by the module that registers this one. */
  static parts: { readonly card?: () => Promise<unknown> } = {};

  readonly #internals: ElementInternals | undefined = 'attachInternals' in this ? this.attachInternals() : undefined;
  #intent: HoverIntent | undefined;
  #slot: HTMLSlotElement | undefined;
  /** What a mention is pressed by that has nothing of its own. */
  #button: HTMLButtonElement | undefined;
  #card: CrmContactPreview | undefined;
  #open = false;
  /** The card is shown, or about to be. */
  #wanted = false;
  #contact: Contact | undefined;
  #company: NamedRecord | undefined;
  #owner: NamedRecord | undefined;
  #client: CrmClient | undefined;

  /** Who is mentioned. */
  get contactId(): string | undefined {
    return this.getAttribute('contact-id') ?? undefined;
  }

  set contactId(id: string | undefined) {
    this.#reflect('contact-id', id);
  }

  /** The contact to show as it is, with no store. */
  get contact(): Contact | undefined {
    return this.#contact;
  }

  set contact(contact: Contact | undefined) {
    this.#contact = contact;
    this.#changed();
  }

  /** With `contact`: its company. */
  get company(): NamedRecord | undefined {
    return this.#company;
  }

  set company(company: NamedRecord | undefined) {
    this.#company = company;
    this.#changed();
  }

  /** With `contact`: who looks after it. */
  get owner(): NamedRecord | undefined {
    return this.#owner;
  }

  set owner(owner: NamedRecord | undefined) {
    this.#owner = owner;
    this.#changed();
  }

  /** A client to use instead of that of the provider or the page. */
  get client(): CrmClient | undefined {
    return this.#client;
  }

  set client(client: CrmClient | undefined) {
    this.#client = client;
    this.#changed();
  }

  /** Where a contact's own page is, such as `/people/{id}`. */
  get contactHref(): string | undefined {
    return this.getAttribute('contact-href') ?? undefined;
  }

  set contactHref(template: string | undefined) {
    this.#reflect('contact-href', template);
  }

  /** Where a company's own page is, such as `/companies/{id}`. */
  get companyHref(): string | undefined {
    return this.getAttribute('company-href') ?? undefined;
  }

  set companyHref(template: string | undefined) {
    this.#reflect('company-href', template);
  }

  /** The level of the heading in the card, 1 to 6. @default 2 */
  get headingLevel(): number {
    return Number(this.getAttribute('heading-level') ?? 2);
  }

  set headingLevel(level: number) {
    this.#reflect('heading-level', String(level));
  }

  /** How close things stand in the card. @default 'comfortable' */
  get density(): 'comfortable' | 'compact' {
    return this.getAttribute('density') === 'compact' ? 'compact' : 'comfortable';
  }

  set density(density: 'comfortable' | 'compact') {
    this.#reflect('density', density);
  }

  /** Whether the card is shown. When it is set, the card stays until it is closed: by Escape, a press elsewhere, or focus that moves on. @default false */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.toggleAttribute('open', open);
  }

  connectedCallback(): void {
    this.#takeGiven();
    if (!this.#slot) this.#makeRoot();
    mentions.add(this);
    if (this.#open) this.#show();
  }

  disconnectedCallback(): void {
    mentions.delete(this);
    this.#intent?.disconnect();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name !== 'open') this.#changed();
    else if ((value !== null) !== this.#open) {
      if (value === null) this.#steer().dismiss();
      else this.#steer().pin();
    }
  }

  #reflect(attribute: string, value: string | undefined): void {
    if (value === undefined || value === null) this.removeAttribute(attribute);
    else this.setAttribute(attribute, value);
  }

  /** Takes over what was set before the element was one. */
  #takeGiven(): void {
    const given = this as unknown as Record<string, unknown>;
    for (const name of settable) {
      if (!Object.hasOwn(this, name)) continue;
      const value = given[name];
      delete given[name];
      given[name] = value;
    }
  }

  #makeRoot(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [hoverCardSheet()];
    this.#slot = document.createElement('slot');
    this.#slot.addEventListener('slotchange', () => this.#placeMention());
    root.append(this.#slot);
    // All else that is listened to begins with one of these.
    this.addEventListener('pointerenter', (event) => this.#steer().enter(event));
    this.addEventListener('focusin', (event) => this.#steer().focus(event));
    // Before the mention's own listeners, as the click that ends a long press is none of theirs.
    this.addEventListener('click', (event) => this.#steer().click(event), { capture: true });
  }

  /** A mention that nobody could reach by the keyboard stands in a button. */
  #placeMention(): void {
    const root = this.shadowRoot!;
    const slot = this.#slot!;
    const isPlain = !this.#acts && slot.assignedNodes({ flatten: true }).length > 0;
    if (isPlain === (this.#button !== undefined)) return;
    if (!isPlain) {
      this.#button!.replaceWith(slot);
      this.#button = undefined;
      return;
    }
    const button = (this.#button = document.createElement('button'));
    button.type = 'button';
    button.className = 'mention';
    button.setAttribute('part', 'mention');
    button.ariaHasPopup = 'dialog';
    button.ariaExpanded = String(this.#open);
    root.prepend(button);
    button.append(slot);
  }

  get #controls(): Element[] {
    const shown = this.#slot?.assignedElements({ flatten: true }) ?? [];
    return shown.flatMap((element) => [element, ...element.querySelectorAll('*')]).filter(isControl);
  }

  get #acts(): boolean {
    return this.closest('a[href], button') !== null || this.#controls.length > 0;
  }

  #steer(): HoverIntent {
    return (this.#intent ??= new HoverIntent({
      mention: this,
      acts: () => this.#acts,
      isOpen: () => this.#open,
      card: () => this.#card,
      load: () => void this.#load().catch(() => undefined),
      warm: () => void this.#place(),
      show: () => this.#show(),
      hide: () => this.#hide(),
    }));
  }

  async #load(): Promise<void> {
    await CrmContactHoverCard.parts.card?.();
  }

  /** Puts the card beside the mention, where it reads what it needs. */
  async #place(): Promise<void> {
    this.#wanted = true;
    try {
      await this.#load();
    } catch (error) {
      if (!this.#open) return;
      this.#steer().dismiss();
      this.dispatchEvent(new CrmErrorEvent(error as CrmError, 'open-contact'));
      return;
    }
    if (!this.#wanted || !this.isConnected || this.#card) return;
    const card = document.createElement('crm-contact-preview');
    card.anchor = this;
    card.dismiss = () => this.#steer().dismiss();
    card.tellState = (name, on) => {
      if (on) this.#internals?.states.add(name);
      else this.#internals?.states.delete(name);
    };
    card.setAttribute('exportparts', 'base');
    card.append(...this.#filledSlots());
    this.#card = card;
    this.#changed();
    this.shadowRoot!.append(card);
  }

  /** Hands on what the page has put into slots of the card. The others keep what the card shows itself. */
  #filledSlots(): HTMLSlotElement[] {
    const filled = new Set([...this.children].map(({ slot }) => slot));
    return cardSlots
      .filter((name) => filled.has(name))
      .map((name) => {
        const slot = document.createElement('slot');
        slot.name = name;
        slot.slot = name;
        return slot;
      });
  }

  /** Tells the card what the mention says. */
  #changed(): void {
    if (!this.#card) return;
    const { contactId, contact, company, owner, client, contactHref, companyHref, headingLevel, density } = this;
    Object.assign(this.#card, { contactId, contact, company, owner, client, contactHref, companyHref, headingLevel, density });
  }

  #show(): void {
    this.#setOpen(true);
    void this.#place().then(() => (this.#open ? this.#card?.show() : undefined));
  }

  #hide(): void {
    this.#wanted = false;
    this.#setOpen(false);
    const card = this.#card;
    if (!card) return;
    this.#card = undefined;
    if (this.shadowRoot!.activeElement === card) this.#focusMention();
    card.remove();
    this.#internals?.states.clear();
  }

  #setOpen(open: boolean): void {
    this.#open = open;
    this.toggleAttribute('open', open);
    if (this.#button) this.#button.ariaExpanded = String(open);
  }

  #focusMention(): void {
    const [control] = this.#controls;
    (this.#button ?? (control as HTMLElement | undefined))?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-hover-card': CrmContactHoverCard;
  }
}
