/** The control of each kind of field. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice, FieldInput, OptionInput, ReadyField } from './field-kinds.js';
import { renderOptions, type OptionTexts } from './render-options.js';
import { renderTemplate } from './render-template.js';

export interface Control {
  readonly field: ReadyField;
  readonly input: FieldInput;
  readonly id: string;
  /** What is wrong, in words. */
  readonly problem: string | undefined;
  readonly hint: string | undefined;
  readonly texts: OptionTexts & { readonly preview: string; readonly insert: string };
  readonly change: (input: FieldInput) => void;
}

/** The colours that stages may have; the board draws them. */
export const stageColorNames = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'purple'] as const;

const longestText = 200;
const longestLines = 10_000;

const described = ({ id, problem, hint }: Control) => [problem && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || nothing;
const choiceText = ({ label, isData }: Choice) => (isData ? html`<bdi>${label}</bdi>` : label);

function renderInput(control: Control): TemplateResult {
  const { field, id, input, problem, change } = control;
  const isNumber = field.kind === 'number' || field.kind === 'percent';
  return html`<input
    class="input ${isNumber ? 'numeric' : ''}"
    id=${id}
    name=${field.field}
    dir=${field.ltr ? 'ltr' : 'auto'}
    inputmode=${isNumber ? 'decimal' : nothing}
    maxlength=${isNumber ? 12 : (field.maxLength ?? longestText)}
    autocomplete="off"
    data-1p-ignore
    aria-required=${field.required ? 'true' : nothing}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${described(control)}
    .value=${input}
    @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
  />`;
}

const renderLines = (control: Control): TemplateResult =>
  html`<textarea
    class="input"
    id=${control.id}
    name=${control.field.field}
    rows="4"
    dir="auto"
    maxlength=${control.field.maxLength ?? longestLines}
    aria-required=${control.field.required ? 'true' : nothing}
    aria-invalid=${control.problem ? 'true' : nothing}
    aria-describedby=${described(control)}
    .value=${control.input}
    @input=${(event: Event) => control.change((event.target as HTMLTextAreaElement).value)}
  ></textarea>`;

function renderSelect(control: Control): TemplateResult {
  const { field, id, input, problem, change } = control;
  const { choices = [], none } = field;
  const known = input === '' || choices.some(({ value }) => value === input);
  return html`<select
    class="input"
    id=${id}
    name=${field.field}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${described(control)}
    @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}
  >
    ${none === undefined ? nothing : html`<option value="" ?selected=${input === ''}>${none}</option>`}
    ${known ? nothing : html`<option value=${input} selected dir="auto">${input}</option>`}
    ${choices.map(
      ({ value, label, isData }) =>
        html`<option value=${value} dir=${isData ? 'auto' : nothing} ?selected=${value === input}>${label}</option>`,
    )}
  </select>`;
}

const renderFlag = (control: Control): TemplateResult =>
  html`<label class="check"
    ><input
      type="checkbox"
      class="checkbox"
      id=${control.id}
      name=${control.field.field}
      aria-describedby=${described(control)}
      .checked=${control.input === true}
      @change=${(event: Event) => control.change((event.target as HTMLInputElement).checked)}
    />${control.field.label}</label
  >`;

/** Boxes to tick; where the field has a `none`, ticking that stands for "any". */
function renderChecks(control: Control): TemplateResult {
  const { field, input, change, id } = control;
  const { choices = [], none } = field;
  const chosen = (input as readonly string[] | null) ?? [];
  // What is chosen and not offered any more stays, until it is taken away.
  const gone = chosen
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: value, isData: true }));
  const all: readonly Choice[] = [...choices, ...gone];
  const isAny = none !== undefined && input === null;
  const toggle = (value: string, on: boolean) =>
    change(all.map((choice) => choice.value).filter((other) => (other === value ? on : chosen.includes(other))));
  const box = (label: unknown, checked: boolean, toggled: (on: boolean) => void, name: string | typeof nothing = nothing) =>
    html`<label class="check"
      ><input
        type="checkbox"
        class="checkbox"
        name=${name}
        aria-describedby=${described(control)}
        .checked=${checked}
        @change=${(event: Event) => toggled((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`;
  return html`<div class="checks" id=${id}>
    ${none === undefined ? nothing : box(none, isAny, (on) => change(on ? null : all.map(({ value }) => value)), field.field)}
    ${isAny ? nothing : all.map((choice) => box(choiceText(choice), chosen.includes(choice.value), (on) => toggle(choice.value, on)))}
  </div>`;
}

const renderColors = ({ field, input, change }: Control): TemplateResult =>
  html`<div class="colors">
    ${[{ value: '', label: field.none ?? '' }, ...(field.choices ?? [])].map(
      ({ value, label }) =>
        html`<label class="color" title=${label}
          ><input
            type="radio"
            class="visually-hidden"
            name=${field.field}
            value=${value}
            aria-label=${label}
            .checked=${value === input}
            @change=${() => change(value)} /><span class="swatch" data-color=${value || nothing} data-kind="open"></span
        ></label>`,
    )}
  </div>`;

/** Kinds whose control is several: they are named by a legend. */
const grouped: ReadonlySet<string> = new Set(['choices', 'options', 'color']);

function renderOwn(control: Control): TemplateResult {
  switch (control.field.kind) {
    case 'lines':
      return renderLines(control);
    case 'choice':
      return renderSelect(control);
    case 'choices':
      return renderChecks(control);
    case 'color':
      return renderColors(control);
    case 'options':
      return renderOptions({ ...control, options: control.input as readonly OptionInput[] });
    case 'template':
      return renderTemplate(control, renderLines(control));
    default:
      return renderInput(control);
  }
}

/** A field with its label, its hint and what is wrong with it. */
export function renderControl(control: Control): TemplateResult {
  const { field, id, problem, hint } = control;
  const below = html`${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}${
    problem ? html`<span class="field-error" id="${id}-error">${problem}</span>` : nothing
  }`;
  const wide = field.wide || ['lines', 'template', 'options', 'choices'].includes(field.kind) ? 'wide' : '';
  if (field.kind === 'flag') return html`<div class="field ${wide}">${renderFlag(control)}${below}</div>`;
  if (grouped.has(field.kind))
    return html`<fieldset class="field ${wide}" data-field=${field.field}>
      <legend class="label">${field.label}</legend>
      ${renderOwn(control)}${below}
    </fieldset>`;
  return html`<div class="field ${wide}"><label class="label" for=${id}>${field.label}</label>${renderOwn(control)}${below}</div>`;
}
