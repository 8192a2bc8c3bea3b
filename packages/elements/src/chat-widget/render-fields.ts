import { html, nothing, type TemplateResult } from 'lit';
import type { ChatFormField, ChatPrechatField } from './chat.types.js';
import { fieldType, type FieldError, type FieldValues } from './forms.js';

interface FieldTexts {
  label: (field: ChatFormField | ChatPrechatField) => string;
  error: (error: FieldError) => string;
  choose: string;
}

const completes: Readonly<Record<string, string>> = { name: 'name', email: 'email', phone: 'tel', company: 'organization' };

/** The fields of a form, each with its label and what is wrong with it. `values` are what stands in them at first. */
export function renderFields(
  fields: readonly (ChatFormField | ChatPrechatField)[],
  { values, errors, texts, prefix }: { values: FieldValues; errors: Record<string, FieldError>; texts: FieldTexts; prefix: string },
): TemplateResult[] {
  return fields.map((field, i) => {
    const { name, required = false, options = [] } = field;
    const id = `${prefix}-${i}`;
    const type = fieldType(field);
    const error = errors[name];
    const label = html`<span class="label" dir="auto">${texts.label(field)}</span>`;
    const value = String(values[name] ?? '');
    const invalid = error ? 'true' : nothing;
    const described = error ? `${id}-error` : nothing;
    const message = error ? html`<span class="field-error" id="${id}-error">${texts.error(error)}</span>` : nothing;
    const complete = ('autocomplete' in field && field.autocomplete) || completes[name] || nothing;
    if (type === 'checkbox') {
      return html`<div class="field">
        <label class="check"
          ><input
            type="checkbox"
            class="checkbox"
            id=${id}
            name=${name}
            ?required=${required}
            ?checked=${values[name] === true}
            aria-invalid=${invalid}
            aria-describedby=${described}
          />${label}</label
        >${message}
      </div>`;
    }
    const control =
      type === 'textarea'
        ? html`<textarea
            class="input"
            id=${id}
            name=${name}
            rows="3"
            ?required=${required}
            aria-invalid=${invalid}
            aria-describedby=${described}
            dir="auto"
            .defaultValue=${value}
          ></textarea>`
        : type === 'select'
          ? html`<select class="input" id=${id} name=${name} ?required=${required} aria-invalid=${invalid} aria-describedby=${described}>
              <option value="">${texts.choose}</option>
              ${options.map((option) => html`<option value=${option} data-people ?selected=${option === value}>${option}</option>`)}
            </select>`
          : html`<input
              class="input"
              id=${id}
              name=${name}
              type=${type}
              autocomplete=${complete}
              ?required=${required}
              aria-invalid=${invalid}
              aria-describedby=${described}
              dir="auto"
              .defaultValue=${value}
            />`;
    return html`<label class="field">${label}${control}${message}</label>`;
  });
}

/** What stands in the fields of a form. */
export function valuesOf(form: HTMLFormElement, fields: readonly { name: string }[]): FieldValues {
  const values: FieldValues = {};
  for (const control of form.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)) continue;
    if (!fields.some(({ name }) => name === control.name)) continue;
    values[control.name] = control instanceof HTMLInputElement && control.type === 'checkbox' ? control.checked : control.value;
  }
  return values;
}
