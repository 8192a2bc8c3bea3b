import type { CrmClient, CrmError } from '@crm-elements/data';
import { displayName, type Contact, type CustomField } from '@crm-elements/schema';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmContactOpenEvent, type ContactPatch } from '../events/contact-events.js';
import { card } from '../i18n/en/card.js';
import type { Outcome } from '../internal/command.js';
import { ClockController } from '../internal/controllers/clock.js';
import { CrmDataElement } from '../internal/crm-data-element.js';
import { recordHref } from '../internal/links.js';
import { LiveController } from '../internal/live.js';
import { Localizer } from '../internal/locale.js';
import { CardCommands, patched, patchOf, type ConsentHistoryChange } from './card-commands.js';
import { CardExtras } from './card-extras.js';
import { CardTimeline } from './card-timeline.js';
import { ask, type CardView } from './card-view.js';
import { CardWork } from './card-work.js';
import { cardStyles } from './contact-card.styles.js';
import { ContactPhoto } from './contact-photo.js';
import type { ContactChanges, CrmContactForm } from './crm-contact-form.js';
import { Names } from './names.js';
import { RelatedRecords } from './related-records.js';
import { renderEmpty, renderError, renderLoading } from './render-card-state.js';
import { renderDetails } from './render-details.js';
import { renderRelated } from './render-related.js';
import { renderCompact, renderHead, renderInline } from './render-who.js';
import { UndoOffer } from './undo-offer.js';

/** The contact as it is shown, and whether the store has it yet. */
interface Shown {
  readonly contact: Contact | undefined;
  readonly pending: boolean;
}

/**
 * Who a contact is: name, company, ways to get in touch, what is open with it and what has happened. Inline editing, quick notes and tasks;
 * duplicates are named and merged; vCards are saved, and imported when they are dropped on it.
 *
 * @slot actions - Further buttons beside those for e-mail and telephone.
 * @slot loading - Instead of the skeleton.
 * @slot empty - Instead of what is said when there is no such contact.
 * @slot error - Instead of what is said when the contact could not be read.
 * @csspart base - All of the card.
 * @csspart status - Says what is wrong with the store.
 * @csspart header - Avatar, name, company, stage, tags and actions.
 * @csspart actions - The buttons of the head.
 * @csspart role - Job title and company.
 * @csspart stage - The lifecycle stage.
 * @csspart verified - The mark of a contact whose identity a server has checked.
 * @csspart details - The ways to get in touch and other facts.
 * @csspart way - One way to get in touch.
 * @csspart custom - The values of fields that a company added to its contacts.
 * @csspart consent - What the contact agreed to, per channel and purpose.
 * @csspart deals - Open deals.
 * @csspart tickets - Open tickets.
 * @csspart care - What the contact needs, the last and next activity, how often to keep in touch.
 * @csspart tasks - What is to be done.
 * @csspart empty - Says that there is no such contact.
 * @csspart error - Says why the contact could not be read.
 * @csspart toast - A short notice.
 * @cssprop [--crm-contact-card-timeline-height=560px] - How high the timeline is at most, before it scrolls.
 * @cssstate loading - The contact is being read.
 * @cssstate error - The contact could not be read.
 * @cssstate empty - There is no such contact, or none was asked for.
 * @cssstate editing - The form is open.
 * @cssstate saving - A change is on its way to the store.
 * @cssstate readonly - Nothing can be changed.
 * @cssstate offline - The store cannot be reached.
 * @fires {CrmContactOpenEvent} crm-contact-open - The name of a compact or inline card was pressed. Cancelable.
 * @fires {CrmCompanyOpenEvent} crm-company-open - The company was pressed. Cancelable; without `company-href` the card shows it in brief.
 * @fires {CrmDealOpenEvent} crm-deal-open - A deal was pressed. Cancelable.
 * @fires {CrmTicketOpenEvent} crm-ticket-open - A ticket was pressed. Cancelable.
 * @fires {CrmContactUpdateEvent} crm-contact-update - Before a change is saved. Cancelable; takes `respondWith`.
 * @fires {CrmContactUpdatedEvent} crm-contact-updated - A change was saved.
 * @fires {CrmNoteAddEvent} crm-note-add - Before a note is saved. Cancelable; takes `respondWith`.
 * @fires {CrmNoteAddedEvent} crm-note-added - A note was saved.
 * @fires {CrmTaskAddEvent} crm-task-add - Before a task is set down. Cancelable; takes `respondWith`.
 * @fires {CrmTaskAddedEvent} crm-task-added - A task was set down.
 * @fires {CrmTaskCompleteEvent} crm-task-complete - Before a task is ticked off. Cancelable; takes `respondWith`.
 * @fires {CrmTaskCompletedEvent} crm-task-completed - A task was ticked off.
 * @fires {CrmContactMergeEvent} crm-contact-merge - Before two contacts become one. Cancelable; takes `respondWith`.
 * @fires {CrmContactMergedEvent} crm-contact-merged - Two contacts became one.
 * @fires {CrmContactUnmergedEvent} crm-contact-unmerged - A merge was taken back.
 * @fires {CrmContactDeleteEvent} crm-contact-delete - Before the contact is deleted. Cancelable; takes `respondWith`.
 * @fires {CrmContactDeletedEvent} crm-contact-deleted - The contact was deleted.
 * @fires {CrmErrorEvent} crm-error - Something could not be saved; the card has said so.
 */
export class CrmContactCard extends CrmDataElement {
  static override styles = [CrmDataElement.styles, cardStyles];
  /** @internal Loads and registers the elements inside it that are not needed at first. Set by the module that registers this one. */
  static parts: { readonly [Part in 'timeline' | 'extras' | 'form' | 'actions']?: () => Promise<unknown> } = {};

  protected readonly localizer = new Localizer(this, 'card', card);
  readonly #clock = new ClockController(this);
  readonly #photo = new ContactPhoto(this);
  readonly #names = new Names(this, () => this.#client);
  readonly #related = new RelatedRecords(this, this.clients, this.#names, () => (this.variant === 'full' ? this.#storedId : undefined));
  readonly #undo = new UndoOffer(this, { client: () => this.#client, t: this.localizer, toasts: this.toasts, announcer: this.announcer });
  readonly #commands = new CardCommands({
    host: this,
    client: () => this.#client,
    localizer: this.localizer,
    announcer: this.announcer,
    toasts: this.toasts,
    names: this.#names,
    undo: this.#undo,
    explain: (error) => this.explain(error),
  });
  readonly #work = new CardWork(this, {
    client: () => this.#client,
    commands: this.#commands,
    load: async () => CrmContactCard.parts.actions?.(),
    failed: () => this.localizer.t('section.failed'),
  });
  readonly #timeline = new CardTimeline(this, {
    client: () => this.#client,
    load: async () => CrmContactCard.parts.timeline?.(),
    addNote: (text) => this.#commands.addNote(this.#storedId ?? '', text),
    explain: (error) => this.explain(error),
  });
  readonly #live = new LiveController<Shown, readonly [string]>(this, this.clients, {
    args: () => (this.#storedId ? [this.#storedId] : undefined),
    start: (client, [id], { next, fail, signal }) =>
      void client.contacts.live({ where: { id } }, ({ records: [contact], pending }) => next({ contact, pending: pending.has(id) }), {
        signal,
        onError: fail,
      }),
  });

  readonly #extras = new CardExtras(this, {
    clients: this.clients,
    names: this.#names,
    reads: () => this.#hasExtras && this.#storedId !== undefined,
    given: () => this.customFields,
    load: async () => CrmContactCard.parts.extras?.(),
    saveConsent: (change, said) => this.#saveConsent(change, said),
    patch: (changes, said) => this.#patch(changes, said),
    commands: this.#commands,
    work: this.#work,
    related: this.#related,
    explain: (error) => this.explain(error),
  });

  @query('crm-contact-form') protected readonly form!: CrmContactForm | null;
  @query('.edit') protected readonly editButton!: HTMLElement | null;

  /** Whom to show. */
  @property({ attribute: 'contact-id' }) contactId: string | undefined;
  /** A contact to show as it is, with no store. */
  @property({ attribute: false }) contact: Contact | undefined;
  /** With `contact`: its company. */
  @property({ attribute: false }) company: { readonly id: string; readonly name: string } | undefined;
  /** With `contact`: who looks after it. */
  @property({ attribute: false }) owner: { readonly id: string; readonly name: string } | undefined;
  /** With `contact`: the fields that the company added to its contacts, to show and edit the values in `contact.custom`. */
  @property({ attribute: false }) customFields: readonly CustomField[] = [];
  /** How much is shown: all of it, one row, or the name in the midst of a text. */
  @property({ reflect: true }) variant: 'full' | 'compact' | 'inline' = 'full';
  /** Nothing can be changed. */
  @property({ type: Boolean, reflect: true }) readonly = false;
  /** With `contact`: the page answers `crm-contact-update`, so that the contact can be edited. */
  @property({ type: Boolean }) editable = false;
  /** Where a contact's own page is, such as `/people/{id}`. */
  @property({ attribute: 'contact-href' }) contactHref: string | undefined;
  /** Where a company's own page is, such as `/companies/{id}`. */
  @property({ attribute: 'company-href' }) companyHref: string | undefined;
  /** Where a deal's own page is, such as `/deals/{id}`. */
  @property({ attribute: 'deal-href' }) dealHref: string | undefined;
  /** Where a ticket's own page is, such as `/tickets/{id}`. */
  @property({ attribute: 'ticket-href' }) ticketHref: string | undefined;

  @state() protected editing = false;
  @state() protected saving = false;
  /** What the page is about to have, where it keeps the contact itself. */
  @state() protected ahead: Contact | undefined;
  /** The last state of a contact that is being edited, should it be deleted meanwhile. */
  #held: Contact | undefined;

  get #client(): CrmClient | undefined {
    return this.contact ? undefined : this.clients.client;
  }

  /** The id of a contact that is read from a store. */
  get #storedId(): string | undefined {
    return this.contact ? undefined : this.contactId || undefined;
  }

  get #shown(): Contact | undefined {
    return this.contact ? (this.ahead ?? this.contact) : (this.#live.value?.contact ?? (this.editing ? this.#held : undefined));
  }

  /** A compact card of a contact without custom values reads nothing more, for there may be a thousand of them. */
  get #hasExtras(): boolean {
    return this.variant === 'full' || (this.variant === 'compact' && Object.keys(this.#shown?.custom ?? {}).length > 0);
  }

  protected override get wantsClient(): boolean {
    return this.#storedId !== undefined;
  }

  get #isReadonly(): boolean {
    const closed = ['full', 'stale', 'closed'].includes(this.clients.status?.state ?? '');
    return this.readonly || (this.contact ? !this.editable : this.clients.readonly || closed);
  }

  /** Opens the form. Resolves when it is there, or could not be loaded, which the card says. */
  async edit(): Promise<void> {
    if (this.variant !== 'full' || !this.#shown || this.#isReadonly) return;
    try {
      await CrmContactCard.parts.form?.();
    } catch {
      this.#commands.tellFailure(this.localizer.t('form.failed'));
      return;
    }
    this.editing = true;
    await this.updateComplete;
    this.form?.focusField();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contactId') || changed.has('variant')) this.editing = false;
    if (changed.has('contact')) this.ahead = undefined;
    const shown = this.#shown;
    this.#held = shown;
    this.#photo.show(this.#client, shown?.photo);
    if (this.#hasExtras && (shown || this.#storedId)) this.#extras.prepare();
    if (this.variant === 'full' && this.#storedId) this.#timeline.prepare();
  }

  protected override render(): TemplateResult {
    const { localizer, variant } = this;
    const { dir, locale } = localizer;
    const pending = this.variant === 'full' && !this.editing && this.#extras.isPending;
    const shown = pending ? undefined : this.#shown;
    const { error } = this.#live;
    const status = this.renderStoreStatus();
    const loading = !this.contact && !shown && (pending || this.#live.state === 'loading');
    const failed = !this.contact && !shown && !pending && this.#live.state === 'error';
    this.setState('loading', loading);
    this.setState('error', failed);
    this.setState('empty', !loading && !failed && !shown);
    this.setState('editing', this.editing);
    this.setState('saving', this.saving);
    this.setState('readonly', this.#isReadonly);
    const content = shown
      ? this.#renderContact(this.#viewOf(shown))
      : loading
        ? renderLoading(localizer, variant)
        : failed
          ? renderError(localizer, variant, { text: error && this.explain(error), retry: () => this.#live.retry() })
          : renderEmpty(localizer, variant, this.#storedId ? 'gone' : 'none');
    const busy = loading || this.saving ? 'true' : 'false';
    if (this.variant === 'inline')
      return html`<span part="base" class="base inline" dir=${dir} lang=${locale} aria-busy=${busy}
        >${content}${this.renderGround()}</span
      >`;
    return html`<article
      part="base"
      class="base ${this.variant}"
      dir=${dir}
      lang=${locale}
      aria-busy=${busy}
      aria-labelledby=${shown && !this.editing ? 'name' : nothing}
      aria-label=${shown && !this.editing ? nothing : this.localizer.t('contact')}
      @keydown=${this.#undo.onKeydown}
      @dragover=${this.#work.onDragover}
      @drop=${this.#work.onDrop}
    >
      ${status}${content}${this.renderGround()}
    </article>`;
  }

  #viewOf(contact: Contact): CardView {
    const { localizer } = this;
    const named = (collection: 'companies' | 'agents', id: string | null | undefined) => {
      const name = this.#names.get(collection, id);
      return id && name ? { id, name } : undefined;
    };
    const company = this.contact ? this.company : named('companies', contact.companyId);
    return {
      localizer,
      contact,
      company,
      name: displayName(contact, company, localizer.t('unnamed')),
      owner: this.contact ? this.owner : named('agents', contact.ownerId),
      picture: this.#photo.address,
      now: this.#clock.now,
      readonly: this.#isReadonly,
      headingLevel: this.headingLevel,
      contactHref: recordHref(this.contactHref, contact.id),
      companyHref: company && recordHref(this.companyHref, company.id),
      openContact: (click) => ask(this, new CrmContactOpenEvent(contact.id), click),
      openCompany: (click) => company && this.#work.openCompany(company.id, click),
      copy: (text) => void this.#commands.copy(text),
      edit: () => void this.edit(),
      more: this.#work.openMenu,
    };
  }

  #renderContact(view: CardView): TemplateResult {
    const extras = this.#extras;
    const work = this.#work.render(view);
    if (this.variant === 'inline') return html`${renderInline(view)}${work}`;
    if (this.variant === 'compact') return html`${renderCompact(view)}${extras.renderFields(view, { compact: true })}${work}`;
    const related = !this.contact;
    return html`${this.editing ? this.#renderForm(view) : renderHead(view)}
      ${related && !this.editing && !view.readonly ? extras.renderDuplicates(view) : nothing}
      <div class="body ${related ? '' : 'alone'}">
        <div class="aside">
          ${this.editing ? nothing : html`${renderDetails(view)} ${extras.renderFields(view)} ${extras.renderCare(view)}`}
          ${related ? html`${renderRelated(view, { related: this.#related, host: this, explain: this.#explain })} ${extras.renderTasks(view)}` : nothing}
          ${extras.renderConsent(view)}
        </div>
        ${related ? this.#timeline.render(view) : nothing}
      </div>
      ${work}`;
  }

  #renderForm({ contact, name, company, owner }: CardView): TemplateResult {
    const nameOf = (field: string, id: string) =>
      this.#names.get(field === 'companyId' ? 'companies' : 'agents', id) ??
      (field === 'ownerId' ? owner?.name : undefined) ??
      this.localizer.t('unknownPerson');
    return html`<crm-contact-form
      class="form"
      .client=${this.#client}
      .contact=${contact}
      .name=${name}
      .company=${company?.name ?? ''}
      .customFields=${this.#extras.fields}
      .nameOf=${nameOf}
      .nameOfRecord=${this.#extras.nameOf}
      .level=${this.headingLevel}
      .save=${this.#save}
      .explain=${this.#explain}
      @crm-form-cancel=${() => this.#leave()}
    ></crm-contact-form>`;
  }

  #explain = (error: CrmError): string => this.explain(error);

  #leave(): void {
    this.editing = false;
    void this.updateComplete.then(() => this.editButton?.focus());
  }

  /** Saves what was changed in the form. */
  #save = async (changes: ContactChanges): Promise<Outcome<Contact | undefined>> => {
    const contact = this.#shown!;
    const patch = patchOf(changes);
    if (Object.keys(patch).length === 0) {
      this.#leave();
      return { done: contact };
    }
    const outcome = await this.#write(patched(contact, patch), () => this.#commands.update(contact, changes));
    if ('done' in outcome) this.#leave();
    return outcome;
  };

  /** Writes something of the contact; where the page keeps it, it is shown at once, and taken back should the page refuse. */
  async #write(ahead: Contact, run: () => Promise<Outcome<Contact | undefined>>): Promise<Outcome<Contact | undefined>> {
    this.saving = true;
    if (this.contact) this.ahead = ahead;
    const outcome = await run();
    this.saving = false;
    if (!('done' in outcome)) this.ahead = undefined;
    return outcome;
  }

  /** Changes fields apart from the form. */
  #patch(changes: ContactPatch, said: string): Promise<unknown> {
    const contact = this.#shown!;
    return this.#write(patched(contact, changes), () => this.#commands.patch(contact, changes, said));
  }

  /** Grants or withdraws a consent. */
  async #saveConsent(change: ConsentHistoryChange, said: string): Promise<boolean> {
    const contact = this.#shown!;
    const ahead = { ...contact, consent: change(contact.consent) };
    return 'done' in (await this.#write(ahead, () => this.#commands.changeConsent(contact, change, said)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-card': CrmContactCard;
  }
}
