/** The controls in which custom values are edited, one for each type of field. */
import type { CustomField, CustomValues, IssueCode } from '@crm-elements/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { amountExample, currencies } from '../internal/amounts.js';
import type { RecordPickEvent } from '../internal/parts/crm-record-picker.js';
import { shownInput, type AmountDraft, type CustomDraft, type CustomErrors, type CustomInput } from './custom-draft.js';
import type { NamedRecord } from './custom-relations.js';
import { optionLabel, relationTo, type FieldsLocalizer, type NameOfRecord } from './custom-text.js';

interface CustomFieldsView {
  readonly localizer: FieldsLocalizer;
  readonly fields: readonly CustomField[];
  /** The values of the record. */
  readonly custom: CustomValues | undefined;
  readonly draft: CustomDraft;
  readonly errors: CustomErrors;
  readonly nameOf: NameOfRecord;
  /** What finds records to pick; undefined where there is no store to look in. */
  readonly find: (collection: string | undefined) => ((text: string) => Promise<readonly NamedRecord[]>) | undefined;
  readonly change: (key: string, input: CustomInput) => void;
  /** Remembers the names of records that were picked. */
  readonly learn: (records: readonly NamedRecord[]) => void;
}

/** What is wrong with a field, in words. */
function customProblem({ t, locale }: FieldsLocalizer, { type }: CustomField, code: IssueCode): string {
  if (code === 'required') return t('invalid.required');
  switch (type) {
    case 'number':
    case 'money':
      return t(`invalid.${type}`, { example: amountExample(locale) });
    case 'date':
    case 'datetime':
    case 'url':
    case 'email':
    case 'phone':
      return t(`invalid.${type}`);
    default:
      return t('invalid.other');
  }
}

interface Control {
  readonly view: CustomFieldsView;
  readonly field: CustomField;
  readonly id: string;
  readonly input: CustomInput;
  readonly wrong: boolean;
}

const textOf = (input: CustomInput): string => (typeof input === 'string' ? input : '');
const valuesOf = (input: CustomInput): readonly string[] => (typeof input === 'string' || 'text' in input ? [] : input);

const describedBy = ({ id, wrong }: Control) => (wrong ? `${id}-error` : nothing);
const invalid = ({ wrong }: Control) => (wrong ? 'true' : nothing);
const required = ({ field }: Control) => (field.required ? 'true' : nothing);

const inputTypes: Partial<Record<CustomField['type'], string>> = { date: 'date', datetime: 'datetime-local', phone: 'tel' };
const inputModes: Partial<Record<CustomField['type'], string>> = { number: 'decimal', url: 'url', email: 'email' };
/** Written from left to right in every language. */
const leftToRight: ReadonlySet<CustomField['type']> = new Set(['url', 'email', 'phone']);

function renderText(control: Control): TemplateResult {
  const { view, field, id, input } = control;
  const { type, key } = field;
  return html`<input
    class="input"
    id=${id}
    data-field="custom.${key}"
    type=${inputTypes[type] ?? 'text'}
    inputmode=${inputModes[type] ?? nothing}
    dir=${leftToRight.has(type) ? 'ltr' : 'auto'}
    autocomplete="off"
    data-1p-ignore
    aria-required=${required(control)}
    aria-invalid=${invalid(control)}
    aria-describedby=${describedBy(control)}
    .value=${textOf(input)}
    @input=${(event: Event) => {
      const { value, validity } = event.target as HTMLInputElement;
      // Half a date has no value: it is told to be wrong, not taken for none.
      view.change(key, validity.badInput ? '?' : value);
    }}
  />`;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function renderSelect(control: Control, choices: readonly Choice[]): TemplateResult {
  const { view, field, id, input } = control;
  const { t } = view.localizer;
  const chosen = textOf(input);
  const known = chosen === '' || choices.some(({ value }) => value === chosen);
  return html`<select
    class="input"
    id=${id}
    data-field="custom.${field.key}"
    aria-required=${required(control)}
    aria-invalid=${invalid(control)}
    aria-describedby=${describedBy(control)}
    .value=${chosen}
    @change=${(event: Event) => view.change(field.key, (event.target as HTMLSelectElement).value)}
  >
    <option value="" ?selected=${chosen === ''}>${t('unset')}</option>
    ${known ? nothing : html`<option value=${chosen} selected dir="auto">${t('notAnOption', { value: chosen })}</option>`}
    ${choices.map(({ value, label }) => html`<option value=${value} dir="auto" ?selected=${value === chosen}>${label}</option>`)}
  </select>`;
}

function renderMoney(control: Control): TemplateResult {
  const { view, field, id } = control;
  const amount = control.input as AmountDraft;
  const change = (part: Partial<AmountDraft>) => view.change(field.key, { ...amount, ...part });
  return html`<div class="money">
    <input
      class="input numeric"
      id=${id}
      data-field="custom.${field.key}"
      inputmode="decimal"
      autocomplete="off"
      aria-required=${required(control)}
      aria-invalid=${invalid(control)}
      aria-describedby=${describedBy(control)}
      .value=${amount.text}
      @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
    />
    <select
      class="input"
      aria-label=${view.localizer.t('currency', { label: field.label })}
      .value=${amount.currency}
      @change=${(event: Event) => change({ currency: (event.target as HTMLSelectElement).value })}
    >
      ${[...new Set([amount.currency, ...currencies])].map((code) => html`<option value=${code} ?selected=${code === amount.currency}>${code}</option>`)}
    </select>
  </div>`;
}

function renderChecks(control: Control): TemplateResult {
  const { view, field, input } = control;
  const chosen = valuesOf(input);
  const gone = chosen.filter((value) => optionLabel(field, value) === undefined);
  const values = [...field.options.map(({ value }) => value), ...gone];
  const toggle = (value: string, on: boolean) =>
    view.change(
      field.key,
      values.filter((other) => (other === value ? on : chosen.includes(other))),
    );
  return html`<div class="checks">
    ${values.map(
      (value, at) =>
        html`<label class="check"
          ><input
            type="checkbox"
            class="checkbox"
            data-field=${at === 0 ? `custom.${field.key}` : nothing}
            aria-invalid=${invalid(control)}
            aria-describedby=${describedBy(control)}
            .checked=${chosen.includes(value)}
            @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}
          />${gone.includes(value) ? view.localizer.t('notAnOption', { value }) : html`<bdi>${optionLabel(field, value)}</bdi>`}</label
        >`,
    )}
  </div>`;
}

function renderRelation(
  { view, field, input, wrong }: Control,
  { label, problem }: { label: TemplateResult; problem: string },
): TemplateResult {
  const { localizer, nameOf, find, change, learn } = view;
  const collection = relationTo(field);
  const ids = valuesOf(input);
  return html`<crm-record-picker
    class="field"
    data-field="custom.${field.key}"
    .label=${label}
    error=${wrong ? problem : ''}
    ?multiple=${ids.length > 1}
    .placeholder=${localizer.t('find')}
    .removeLabel=${(name: string) => localizer.t('find.remove', { name })}
    .noneFound=${localizer.t('find.none')}
    .value=${ids.map((id) => ({ id, name: (collection && nameOf(collection, id)) || id }))}
    .find=${find(collection)}
    controlled
    @crm-record-pick=${({ value }: RecordPickEvent) => {
      learn(value);
      change(
        field.key,
        value.map(({ id }) => id),
      );
    }}
  ></crm-record-picker>`;
}

function renderControl(control: Control): TemplateResult {
  const { view, field } = control;
  const { t } = view.localizer;
  switch (field.type) {
    case 'select':
      return renderSelect(control, field.options);
    case 'boolean':
      return renderSelect(control, [
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]);
    case 'money':
      return renderMoney(control);
    default:
      return renderText(control);
  }
}

function renderField(view: CustomFieldsView, field: CustomField, at: number): TemplateResult {
  const { localizer, custom, draft, errors } = view;
  const id = `custom-${at}`;
  const code = errors.get(field.key);
  const problem = code ? customProblem(localizer, field, code) : '';
  const control = { view, field, id, input: shownInput(field, custom, draft, localizer.locale), wrong: code !== undefined };
  const label = html`<bdi>${field.label}</bdi
    >${field.required ? html` <span class="required">${localizer.t('required')}</span>` : nothing}`;
  if (field.type === 'relation') return renderRelation(control, { label, problem });
  const error = problem ? html`<span class="field-error" id="${id}-error">${problem}</span>` : nothing;
  return field.type === 'multiselect'
    ? html`<fieldset class="field">
        <legend class="label">${label}</legend>
        ${renderChecks(control)}${error}
      </fieldset>`
    : html`<div class="field"><label class="label" for=${id}>${label}</label>${renderControl(control)}${error}</div>`;
}

/** All fields that are set up, in their order. */
export function renderCustomFields(view: CustomFieldsView): TemplateResult | typeof nothing {
  if (view.fields.length === 0) return nothing;
  return html`<fieldset class="custom">
    <legend class="label group">${view.localizer.t('heading')}</legend>
    <div class="custom-grid">${view.fields.map((field, at) => renderField(view, field, at))}</div>
  </fieldset>`;
}
