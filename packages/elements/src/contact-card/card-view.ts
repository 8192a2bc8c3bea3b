import type { Contact } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import type { card } from '../i18n/en/card.js';
import type { Localizer } from '../internal/locale.js';

/** What the parts of a card are drawn from. */
export interface CardView {
  readonly localizer: Localizer<typeof card>;
  readonly contact: Contact;
  /** What the contact is called. */
  readonly name: string;
  readonly company: { readonly id: string; readonly name: string } | undefined;
  readonly owner: { readonly id: string; readonly name: string } | undefined;
  /** An address of this page. */
  readonly picture: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Nothing can be changed. */
  readonly readonly: boolean;
  readonly headingLevel: number;
  readonly contactHref: string | undefined;
  readonly companyHref: string | undefined;
  readonly openContact: (click: Event) => void;
  readonly openCompany: (click: Event) => void;
  readonly copy: (text: string) => void;
  readonly edit: () => void;
  /** Opens the menu of what else can be done. */
  readonly more: (click: Event) => void;
}

interface OpenLink {
  href: string | undefined;
  /** Asks the page. To prevent the click's default is to stay. */
  open: (click: Event) => void;
  content: unknown;
  /** Its name, where the content alone does not say it. */
  label?: string;
  className?: string;
  /** -1 where arrows lead to it, or what it stands in has the focus. */
  tabIndex?: 0 | -1;
}

/** A click that asks for a new tab or window is the browser's. */
const isPlain = (click: MouseEvent) => !click.ctrlKey && !click.metaKey && !click.shiftKey && click.button === 0;

/** The way to a record: a link where the page has an address for it, a button otherwise. */
export function openLink({ href, open, content, label, className = '', tabIndex = 0 }: OpenLink): TemplateResult {
  return href
    ? html`<a
        class="open ${className}"
        href=${href}
        aria-label=${label ?? nothing}
        tabindex=${tabIndex || nothing}
        @click=${(click: MouseEvent) => isPlain(click) && open(click)}
        >${content}</a
      >`
    : html`<button type="button" class="open ${className}" aria-label=${label ?? nothing} tabindex=${tabIndex || nothing} @click=${open}>
        ${content}
      </button>`;
}

/** Dispatches a cancelable event for a click; where the page says no, the link is not followed. */
export function ask(host: EventTarget, question: Event, click: Event): void {
  if (!host.dispatchEvent(question)) click.preventDefault();
}
