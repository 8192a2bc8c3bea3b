import { displayName, type Contact } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { CrmCompanyOpenEvent, CrmContactOpenEvent } from '../../events/contact-events.js';
import { card } from '../../i18n/en/card.js';
import { anchoredStyles, showAnchored } from '../../internal/controllers/anchored.js';
import { openLayer } from '../../internal/controllers/dismissible.js';
import { CrmDataElement } from '../../internal/crm-data-element.js';
import { x } from '../../internal/icons.js';
import { recordHref } from '../../internal/links.js';
import { LiveController } from '../../internal/live.js';
import { Localizer } from '../../internal/locale.js';
import { icon } from '../../internal/parts/icon.js';
import { ask, type CardView } from '../card-view.js';
import { cardStyles } from '../contact-card.styles.js';
import { ContactPhoto } from '../contact-photo.js';
import { Names } from '../names.js';
import { RelatedRecords } from '../related-records.js';
import { renderEmpty, renderError } from '../render-card-state.js';
import { renderCompact } from '../render-who.js';
import { previewStyles } from './contact-preview.styles.js';
import type { Mention, NamedRecord } from './mentions.js';
import { readAhead, readBefore } from './read-ahead.js';
import { renderCounts, renderFacts, renderGhost } from './render-preview.js';

/** The contact as the store has it now. */
interface Found {
  readonly contact: Contact | undefined;
}

/** The card of a mention: loaded and made when it is wanted, gone when it is closed. */
export class CrmContactPreview extends CrmDataElement {
  static override styles = [CrmDataElement.styles, anchoredStyles, cardStyles, previewStyles];

  protected readonly localizer = new Localizer(this, 'card', card);
  readonly #photo = new ContactPhoto(this);
  readonly #names = new Names(this, () => this.#ownClient);
  readonly #related = new RelatedRecords(this, this.clients, this.#names, () => this.#storedId);
  readonly #live = new LiveController<Found, readonly [string]>(this, this.clients, {
    args: () => (this.#storedId ? [this.#storedId] : undefined),
    start: (client, [id], { next, fail, signal }) =>
      void client.contacts.live({ where: { id } }, ({ records: [contact] }) => next({ contact }), { signal, onError: fail }),
  });

  @query('.panel') protected readonly panel!: HTMLElement;

  @property({ attribute: false }) contactId: string | undefined;
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) company: NamedRecord | undefined;
  @property({ attribute: false }) owner: NamedRecord | undefined;
  @property({ attribute: false }) contactHref: string | undefined;
  @property({ attribute: false }) companyHref: string | undefined;
  /** The mention that it stands at. */
  @property({ attribute: false }) anchor: Mention | undefined;

  /** Closes it for good. */
  dismiss: () => void = () => undefined;
  /** Hears of the states that pages can style. */
  tellState: (name: string, on: boolean) => void = () => undefined;

  #end: (() => void) | undefined;

  /** Where it is shown, in px of the viewport. */
  get box(): DOMRect | undefined {
    return this.#end && this.panel.getBoundingClientRect();
  }

  get #ownClient() {
    return this.contact ? undefined : this.clients.client;
  }

  get #storedId(): string | undefined {
    return this.contact ? undefined : this.contactId || undefined;
  }

  protected override get wantsClient(): boolean {
    return this.#storedId !== undefined;
  }

  /** What was read ahead is shown until the store has answered. */
  get #shown(): Contact | undefined {
    const client = this.#ownClient;
    if (this.contact || this.#live.value) return this.contact ?? this.#live.value?.contact;
    return this.#live.state === 'error' || !client || !this.anchor ? undefined : readBefore(this.anchor, client);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.();
    this.#end = undefined;
  }

  /** Shows it at the mention. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.isConnected || !this.anchor || this.#end) return;
    const hide = showAnchored(this.panel, this.anchor);
    const release = openLayer({ element: this, opener: this.anchor, light: true, dismiss: () => this.dismiss() });
    this.#end = () => {
      release();
      hide();
    };
  }

  protected override setState(name: string, on: boolean): void {
    super.setState(name, on);
    this.tellState(name, on);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const client = this.#ownClient;
    this.#photo.show(client, this.#shown?.photo);
    if (client && this.anchor) void readAhead(this.anchor, client);
  }

  protected override render(): TemplateResult {
    const { localizer } = this;
    const { dir, locale } = localizer;
    const shown = this.#shown;
    const loading = !shown && this.#live.state === 'loading';
    this.setState('loading', loading);
    this.setState('error', !shown && this.#live.state === 'error');
    this.setState('empty', !shown && (this.#live.state === 'ready' || this.#live.state === 'idle'));
    return html`<div
      part="base"
      class="anchored sheet panel ${this.density}"
      popover="manual"
      role="dialog"
      aria-labelledby=${shown ? 'name' : nothing}
      aria-label=${shown ? nothing : localizer.t('contact')}
      tabindex="-1"
      dir=${dir}
      lang=${locale}
    >
      <article class="base compact" dir=${dir} aria-busy=${loading ? 'true' : 'false'}>
        ${this.renderStoreStatus()} ${shown ? this.#renderContact(this.#viewOf(shown)) : this.#renderState(loading)}
        <button type="button" class="button quiet icon-only close" aria-label=${localizer.t('close')} @click=${() => this.dismiss()}>
          ${icon(x)}
        </button>
        ${this.renderGround()}
      </article>
    </div>`;
  }

  #renderState(loading: boolean): TemplateResult {
    const { localizer } = this;
    const { error, state } = this.#live;
    if (loading) return html`<slot name="loading">${renderGhost()}</slot><span class="visually-hidden">${localizer.t('loading')}</span>`;
    if (state !== 'error') return renderEmpty(localizer, 'compact', this.#storedId ? 'gone' : 'none');
    return renderError(localizer, 'compact', { text: error && this.explain(error), retry: () => this.#live.retry() });
  }

  #renderContact(view: CardView): TemplateResult {
    return html`${renderCompact(view, { quickWays: false })} ${renderFacts(view, { ownerIsToCome: this.#ownerIsToCome(view) })}
    ${this.contact ? nothing : renderCounts(view, this.#related)}`;
  }

  #ownerIsToCome({ contact: { ownerId } }: CardView): boolean {
    return !this.contact && this.#names.get('agents', ownerId) === undefined;
  }

  #viewOf(contact: Contact): CardView {
    const { localizer } = this;
    const named = (collection: 'companies' | 'agents', id: string | null | undefined) => {
      const name = this.#names.get(collection, id);
      return id && name ? { id, name } : undefined;
    };
    const company = this.contact ? this.company : named('companies', contact.companyId);
    const open = (question: Event, click: Event): void => {
      ask(this, question, click);
      this.dismiss();
    };
    return {
      localizer,
      contact,
      company,
      name: displayName(contact, company, localizer.t('unnamed')),
      owner: this.contact ? this.owner : named('agents', contact.ownerId),
      picture: this.#photo.address,
      now: Date.now(),
      readonly: true,
      headingLevel: this.headingLevel,
      contactHref: recordHref(this.contactHref, contact.id),
      companyHref: company && recordHref(this.companyHref, company.id),
      openContact: (click) => open(new CrmContactOpenEvent(contact.id), click),
      openCompany: (click) => company && open(new CrmCompanyOpenEvent(company.id), click),
      // Nothing is copied or edited in so small a card.
      copy: () => undefined,
      edit: () => undefined,
      more: () => undefined,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-preview': CrmContactPreview;
  }
}
