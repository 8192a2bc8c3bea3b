import type { CrmError } from '@crm-elements/data';
import type { CollectionModel, Json } from '@crm-elements/schema';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { settingsForms } from '../../i18n/en/settings-forms.js';
import type { Outcome } from '../../internal/command.js';
import { Localizer } from '../../internal/locale.js';
import { readyFields, type FieldInput, type FormField, type FormInputs, type ReadyField } from './field-kinds.js';
import { checkValues, conflictingFields, inputOf, touchedFields, valueOf, type FieldErrors } from './form-values.js';
import { renderControl } from './render-control.js';
import { formStyles } from './settings-form.styles.js';

/** The form is to be left. */
class FormCloseEvent extends Event {
  constructor() {
    super('crm-form-close');
  }
}

export type FormValues = Record<string, Json>;
/** A record as a form sees it. Without a version it is new. */
export type FormRecord = Readonly<Record<string, unknown>> & { readonly version?: number };

/**
 * A form over some fields of a collection: controls by the schema, Enter saves, Escape leaves. What others change meanwhile is followed
 * where the person changed nothing, and said where both did. Inside the sections of `<crm-settings>`.
 */
export class CrmSettingsForm extends LitElement {
  static override styles = formStyles;

  @property({ attribute: false }) model: Pick<CollectionModel, 'schema'> | undefined;
  @property({ attribute: false }) fields: readonly FormField[] = [];
  /** What is edited, as it stands now; of a new record what it begins with. */
  @property({ attribute: false }) record: FormRecord = {};
  /** The form's name. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) submitLabel = '';
  /** It stays when it is saved, and has no button that leaves it. */
  @property({ type: Boolean }) staying = false;
  @property({ type: Boolean }) readonly = false;
  /**
   * Saves what changed, of a new record everything.
   * @param version what the changes were made on; undefined for a new record
   */
  @property({ attribute: false }) save: ((values: FormValues, version: number | undefined) => Promise<Outcome<unknown>>) | undefined;
  @property({ attribute: false }) explain: (error: CrmError) => string = ({ message }) => message;

  @query('form') protected readonly form!: HTMLFormElement;

  @state() protected inputs: FormInputs = new Map();
  @state() protected errors: FieldErrors = {};
  @state() protected conflicts: readonly string[] = [];
  @state() protected saving = false;
  @state() protected problem = '';

  readonly #localizer = new Localizer(this, 'settingsForms', settingsForms);
  #base: FormRecord | undefined;

  get #ready(): ReadyField[] {
    return this.model ? readyFields(this.model, this.fields) : [];
  }

  get #locale(): string {
    return this.#localizer.locale;
  }

  /** Whether something would be lost by leaving. */
  get dirty(): boolean {
    return touchedFields(this.#ready, this.record, this.inputs, this.#locale).length > 0;
  }

  /** Puts the cursor into the first field, or into one. */
  focusField(name?: string): void {
    void this.updateComplete.then(() => {
      const scope = name === undefined ? this.form : (this.form.querySelector(`[data-field="${CSS.escape(name)}"]`) ?? this.form);
      const own = name === undefined ? null : scope.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
      const field = own ?? scope.querySelector<HTMLElement>('input, textarea, select, button');
      field?.focus();
      if (field instanceof HTMLInputElement && field.type === 'text') field.select();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('record') && !this.saving) this.#follow();
  }

  /** Another state of the record has come: what both changed is said. */
  #follow(): void {
    const { record } = this;
    const base = this.#base;
    this.#base = record;
    if (!base || base['id'] !== record['id']) {
      this.inputs = new Map();
      this.errors = {};
      this.conflicts = [];
    } else if (base.version !== record.version) {
      const both = conflictingFields(this.#ready, { base, current: record }, this.inputs, this.#locale).map(({ field }) => field);
      this.conflicts = [...new Set([...this.conflicts, ...both])];
    }
  }

  readonly #input = (name: string): FieldInput | undefined => {
    const field = this.#ready.find((one) => one.field === name);
    return field && (this.inputs.get(name) ?? inputOf(field, this.record[name], this.#locale));
  };

  #change(name: string, input: FieldInput): void {
    this.inputs = new Map(this.inputs).set(name, input);
    if (this.errors[name] !== undefined) {
      const { [name]: _mended, ...rest } = this.errors;
      this.errors = rest;
    }
  }

  protected override render(): TemplateResult {
    const { t, maybe } = { t: this.#localizer.t, maybe: (key: string) => this.#localizer.maybe(key) };
    const fields = this.#ready.filter(({ shown }) => shown?.(this.#input) ?? true);
    const texts = {
      option: (number: number) => t('option', { number }),
      optionUp: (label: string) => t('moveUp', { name: label }),
      optionDown: (label: string) => t('moveDown', { name: label }),
      optionRemove: (label: string) => t('remove', { name: label }),
      optionAdd: t('optionAdd'),
      preview: t('preview'),
      insert: t('insert'),
    };
    return html`<form
      class="form"
      novalidate
      lang=${this.#locale}
      dir=${this.#localizer.dir}
      aria-label=${this.label}
      @submit=${this.#onSubmit}
      @keydown=${this.#onKeydown}
    >
      ${this.#renderConflicts()}
      <fieldset class="grid" ?disabled=${this.readonly}>
        ${fields.map((field) => {
          const code = this.errors[field.field];
          return renderControl({
            field,
            input: this.#input(field.field)!,
            id: `field-${field.field}`,
            problem: code && (maybe(`invalid.${field.field}.${code}`) ?? maybe(`invalid.${code}`) ?? t('invalid.format')),
            hint: typeof field.hint === 'function' ? field.hint(this.#input) : field.hint,
            texts,
            change: (input) => this.#change(field.field, input),
          });
        })}
      </fieldset>
      <slot></slot>
      <div class="foot">
        <p class="status" role="alert">
          ${this.problem ? html`<span class="field-error">${t('notSaved', { reason: this.problem })}</span>` : nothing}
        </p>
        ${this.staying ? nothing : html`<button type="button" class="button" @click=${this.#close}>${t('cancel')}</button>`}
        <button type="submit" class="button primary" aria-disabled=${this.saving || this.readonly ? 'true' : 'false'}>
          ${this.saving ? t('saving') : this.submitLabel || t('save')}
        </button>
      </div>
    </form>`;
  }

  #renderConflicts(): TemplateResult | typeof nothing {
    const named = this.#ready.filter(({ field }) => this.conflicts.includes(field));
    if (named.length === 0) return nothing;
    const { t } = this.#localizer;
    return html`<div class="conflicts" role="alert">
      <p>${t('conflict')}</p>
      <ul role="list">
        ${named.map(
          ({ field, label }) =>
            html`<li>
              <span>${label}</span>
              <button type="button" class="button small" aria-label=${t('takeTheirsOf', { label })} @click=${() => this.#take(field)}>
                ${t('takeTheirs')}
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #take(field: string): void {
    const inputs = new Map(this.inputs);
    inputs.delete(field);
    this.inputs = inputs;
    this.conflicts = this.conflicts.filter((other) => other !== field);
    this.focusField(field);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape' && !this.staying) this.#close();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #close(): void {
    this.dispatchEvent(new FormCloseEvent());
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    void this.#save();
  }

  async #save(): Promise<void> {
    const { model, save, record } = this;
    if (!model || !save || this.saving || this.readonly) return;
    const locale = this.#locale;
    const isNew = record.version === undefined;
    const fields = this.#ready.filter(({ shown }) => shown?.(this.#input) ?? true);
    const wanted = isNew ? fields : touchedFields(fields, record, this.inputs, locale);
    const values = Object.fromEntries(wanted.map((field) => [field.field, valueOf(field, this.#input(field.field)!, locale)]));
    this.errors = checkValues(model, wanted, values);
    this.problem = '';
    if (Object.keys(this.errors).length > 0) return this.#blame();
    if (wanted.length === 0 && !this.staying) return this.#close();
    this.saving = true;
    const outcome = await save(values, record.version);
    this.saving = false;
    if ('failed' in outcome) return this.#fail(outcome.failed);
    this.inputs = new Map();
    this.conflicts = [];
    this.#follow();
    if (!this.staying) this.#close();
  }

  #blame(): void {
    this.problem = this.#localizer.t('invalid.count', { count: Object.keys(this.errors).length });
    void this.updateComplete.then(() => this.form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  #fail(error: CrmError): void {
    const known = new Set(this.#ready.map(({ field }) => field));
    const errors = Object.fromEntries(error.issues.filter(({ field }) => known.has(field)).map(({ field, code }) => [field, code]));
    if (Object.keys(errors).length > 0) {
      this.errors = errors;
      return this.#blame();
    }
    this.problem = this.explain(error);
    // A newer record comes by itself where it is watched; where it is not, the error has it.
    this.#follow();
  }
}
