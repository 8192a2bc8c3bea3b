import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { Agent, Contact, CustomField } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { card } from '../i18n/en/card.js';
import { fields } from '../i18n/en/fields.js';
import type { Outcome } from '../internal/command.js';
import { Localizer } from '../internal/locale.js';
import { heading } from '../internal/parts/heading.js';
import type { CrmTagInput, TagsChangeEvent } from '../internal/parts/crm-tag-input.js';
import type { PhotoChangeEvent } from './crm-photo-field.js';
import type { CompanyChangeEvent, CrmCompanyField } from './crm-company-field.js';
import { formStyles } from './crm-contact-form.styles.js';
import {
  checkDraft,
  draftOf,
  patchOf,
  rebase,
  takeTheirs,
  touchedFields,
  type ContactDraft,
  type DraftErrors,
  type DraftField,
} from './contact-draft.js';
import { CustomEdit } from './custom-edit.js';
import { recordFinder } from './custom-relations.js';
import type { NameOfRecord } from './custom-text.js';
import type { ContactPatch } from '../events/contact-events.js';
import { isCustom, renderConflicts, type ConflictField } from './render-conflicts.js';
import { renderCustomFields } from './render-custom-fields.js';
import { renderPoints } from './render-points.js';
import { renderSelects } from './render-selects.js';

/** What is to be saved. */
export interface ContactChanges {
  readonly patch: ContactPatch;
  /** The name of a company that is to be made first, and its id. */
  readonly newCompany: { readonly id: string; readonly name: string } | undefined;
  /** The version that the changes are made on. */
  readonly version: number;
}

/** The form is to be left without saving. */
export class FormCancelEvent extends Event {
  constructor() {
    super('crm-form-cancel');
  }
}

/**
 * The form in which a contact is changed. Enter saves, Escape leaves. What others change meanwhile is followed where the person changed
 * nothing, and said where both did; nothing that was typed is ever replaced. Inside `<crm-contact-card>`.
 */
export class CrmContactForm extends LitElement {
  static override styles = formStyles;

  @property({ attribute: false }) client: CrmClient | undefined;
  /** The record as it stands in the store. */
  @property({ attribute: false }) contact: Contact | undefined;
  @property({ attribute: false }) name = '';
  /** The name of the contact's company, where it is known. */
  @property({ attribute: false }) company = '';
  /** The name of a company by its id, for what others chose. */
  @property({ attribute: false }) nameOf: (field: DraftField, id: string) => string = (_, id) => id;
  /** The fields that the company added to its contacts. */
  @property({ attribute: false }) customFields: readonly CustomField[] = [];
  /** The name of a record that a custom field points at. */
  @property({ attribute: false }) nameOfRecord: NameOfRecord = () => undefined;
  @property({ type: Number }) level = 2;
  @property({ attribute: false }) save: ((changes: ContactChanges) => Promise<Outcome<Contact | undefined>>) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @query('form') protected readonly form!: HTMLFormElement;
  @query('crm-tag-input') protected readonly tagInput!: CrmTagInput | null;
  @query('crm-company-field') protected readonly companyField!: CrmCompanyField | null;

  @state() protected draft: ContactDraft | undefined;
  @state() protected errors: DraftErrors = {};
  @state() protected conflicts: readonly ConflictField[] = [];
  @state() protected saving = false;
  @state() protected problem = '';
  @state() protected agents: readonly Agent[] = [];
  @state() protected companyName: string | undefined;
  /** The picture that was chosen, or null where it was taken away. */
  @state() protected photo: string | null | undefined;

  readonly #localizer = new Localizer(this, 'card', card);
  readonly #fieldTexts = new Localizer(this, 'fields', fields);
  readonly #custom = new CustomEdit(this, { fields: () => this.customFields, locale: () => this.#localizer.locale });
  #base: Contact | undefined;
  #companyId: string | undefined;

  /** Whether something would be lost by leaving. */
  get dirty(): boolean {
    if (!this.#base || !this.draft) return false;
    return this.photo !== undefined || touchedFields(this.#base, this.draft).length > 0 || this.#custom.touched(this.#base).length > 0;
  }

  /** Puts the cursor into a field; by default the first. */
  focusField(field: ConflictField = 'fullName'): void {
    void this.updateComplete.then(() => {
      const target = this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
      target?.focus();
      if (target instanceof HTMLInputElement) target.select();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readAgents();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contact') && this.contact && !this.saving) this.#follow(this.contact);
  }

  /** Another state of the record has come: what was not touched follows it. */
  #follow(current: Contact): void {
    if (!this.#base || !this.draft || this.#base.id !== current.id) {
      this.draft = draftOf(current);
      this.#custom.restart();
      this.photo = undefined;
      this.conflicts = [];
    } else if (current.version !== this.#base.version) {
      const { draft, conflicts } = rebase(this.#base, current, this.draft);
      this.draft = draft;
      const custom = this.#custom.conflicts(this.#base, current);
      const still = new Set<ConflictField>([...touchedFields(current, draft), ...this.#custom.touched(current)]);
      this.conflicts = [...new Set([...this.conflicts, ...conflicts, ...custom])].filter((field) => still.has(field));
    }
    this.#base = current;
  }

  async #readAgents(): Promise<void> {
    const { client } = this;
    if (!client) return;
    try {
      const { records } = await client.agents.list({ where: { active: true }, sort: [{ by: 'nameKey' }], limit: 1_000 });
      this.agents = records;
    } catch (error) {
      this.problem = this.explain(toCrmError(error));
    }
  }

  #change(part: Partial<ContactDraft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...part };
    // What was wrong is looked at again while it is mended; what is not finished yet is not blamed.
    if (Object.keys(this.errors).length > 0) {
      const now = checkDraft(this.draft);
      this.errors = Object.fromEntries(Object.entries(this.errors).filter(([path]) => now[path] === this.errors[path]));
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (!draft) return nothing;
    const t = this.#localizer.t.bind(this.#localizer);
    return html`<form
      part="form"
      class="form"
      novalidate
      lang=${this.#localizer.locale}
      dir=${this.#localizer.dir}
      aria-labelledby="heading"
      @submit=${this.#submit}
      @keydown=${this.#onKeydown}
    >
      ${heading(this.level, t('edit.name', { name: this.name }), { id: 'heading', className: 'heading' })}
      ${renderConflicts({
        localizer: this.#localizer,
        fieldTexts: this.#fieldTexts,
        customFields: this.customFields,
        fields: this.conflicts,
        contact: this.#base!,
        nameOf: this.nameOf,
        nameOfRecord: this.nameOfRecord,
        take: this.#take,
      })}
      ${
        this.client?.adapter.capabilities.blobs
          ? html`<crm-photo-field
              .client=${this.client}
              .contactId=${this.#base!.id}
              .name=${this.name}
              .value=${this.photo === undefined ? this.#base!.photo : this.photo}
              .explain=${this.explain}
              @crm-photo-change=${(event: PhotoChangeEvent) => (this.photo = event.photo)}
            ></crm-photo-field>`
          : nothing
      }
      <div class="grid">
        ${this.#renderText('fullName')} ${this.#renderText('jobTitle')}
        <crm-company-field
          data-field="companyId"
          .client=${this.client}
          .label=${t('field.companyId')}
          .value=${this.companyName ?? this.company}
          ?is-new=${draft.newCompany !== ''}
          @crm-company-change=${this.#onCompany}
        ></crm-company-field>
        ${renderSelects({
          localizer: this.#localizer,
          draft,
          agents: this.agents,
          nameOfOwner: (id) => this.nameOf('ownerId', id),
          change: (part) => this.#change(part),
        })}
      </div>
      <div class="pairs">
        ${renderPoints({ kind: 'email', points: draft.emails, errors: this.errors, localizer: this.#localizer, change: (emails) => this.#change({ emails }) })}
        ${renderPoints({ kind: 'phone', points: draft.phones, errors: this.errors, localizer: this.#localizer, change: (phones) => this.#change({ phones }) })}
      </div>
      <crm-tag-input
        data-field="tags"
        label=${t('field.tags')}
        placeholder=${t('tag.add')}
        max-length="100"
        .tags=${draft.tags}
        .removeLabel=${(tag: string) => t('tag.remove', { tag })}
        @crm-tags-change=${(event: TagsChangeEvent) => this.#change({ tags: event.tags })}
      ></crm-tag-input>
      ${renderCustomFields({
        localizer: this.#fieldTexts,
        fields: this.customFields,
        custom: this.#base?.custom,
        draft: this.#custom.draft,
        errors: this.#custom.errors,
        nameOf: (collection, id) => this.#custom.picked(id) ?? this.nameOfRecord(collection, id),
        find: (collection) => recordFinder(this.client, collection),
        change: (key, input) => this.#custom.change(this.#base!, key, input),
        learn: (records) => this.#custom.learn(records),
      })}
      <div class="foot">
        <p class="status" role="alert">
          ${this.problem ? html`<span class="field-error">${t('notSaved', { reason: this.problem })}</span>` : nothing}
        </p>
        <button type="button" class="button" @click=${this.#cancel}>${t('cancel')}</button>
        <button type="submit" class="button primary" aria-disabled=${this.saving ? 'true' : 'false'}>
          ${this.saving ? t('saving') : t('save')}
        </button>
      </div>
    </form>`;
  }

  #renderText(field: 'fullName' | 'jobTitle'): TemplateResult {
    const t = this.#localizer.t.bind(this.#localizer);
    const error = this.errors[field];
    return html`<div class="field">
      <label class="label" for=${field}>${t(`field.${field}`)}</label>
      <input
        class="input"
        id=${field}
        data-field=${field}
        dir="auto"
        data-1p-ignore
        autocomplete="off"
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? `${field}-error` : nothing}
        .value=${this.draft![field]}
        @input=${(event: Event) => this.#change({ [field]: (event.target as HTMLInputElement).value })}
      />
      ${error ? html`<span class="field-error" id="${field}-error">${t(error)}</span>` : nothing}
    </div>`;
  }

  #onCompany(event: CompanyChangeEvent): void {
    this.companyName = event.name;
    this.#change({ companyId: event.companyId, newCompany: event.newCompany });
  }

  #take = (field: ConflictField): void => {
    if (!this.#base || !this.draft) return;
    if (isCustom(field)) this.#custom.drop(field);
    else this.draft = takeTheirs(this.#base, this.draft, field);
    if (field === 'companyId') this.companyName = undefined;
    this.conflicts = this.conflicts.filter((other) => other !== field);
    this.focusField(field);
  };

  #onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') this.#cancel();
    // Fields in roots of their own do not submit by themselves.
    else if (event.key === 'Enter' && (event.target as Element).shadowRoot && event.composedPath()[0] instanceof HTMLInputElement)
      this.form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #cancel(): void {
    this.dispatchEvent(new FormCancelEvent());
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.tagInput?.commit();
    this.companyField?.commit();
    void this.#save();
  }

  async #save(): Promise<void> {
    const { draft, save } = this;
    const base = this.#base;
    if (!draft || !base || !save || this.saving) return;
    this.errors = checkDraft(draft);
    const wrong = Object.keys(this.errors).length + this.#custom.check(base);
    if (wrong > 0) {
      this.problem = this.#localizer.t('invalid.count', { count: wrong });
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"], crm-record-picker:not([error=""])')?.focus();
      return;
    }
    this.problem = '';
    this.saving = true;
    const name = draft.newCompany.trim();
    // The same id when it is tried again: the company is made once.
    if (name) this.#companyId ??= this.client?.newId();
    const newCompany = name && this.#companyId ? { id: this.#companyId, name } : undefined;
    const outcome = await save({
      patch: { ...patchOf(base, draft), ...(this.photo !== undefined && { photo: this.photo }), ...this.#custom.patch(base) },
      newCompany,
      version: base.version,
    });
    this.saving = false;
    if ('failed' in outcome) this.#fail(outcome.failed);
    if (this.contact) this.#follow(this.contact);
  }

  #fail(error: CrmError): void {
    this.problem = this.explain(error);
    // A newer record comes by itself where it is watched; where it is not, the error has it.
    const [conflict] = error.conflicts;
    if (error.code === 'CONFLICT' && conflict?.current) this.#follow(conflict.current as unknown as Contact);
  }
}
