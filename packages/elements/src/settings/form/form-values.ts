/** Between what a record holds and what stands in the controls of a form. Pure. */
import { parseNumber, validateFields, type CollectionModel, type Json } from '@crm-elements/schema';
import { decimalSign } from '../../internal/amounts.js';
import { slug, uniqueName } from '../slug.js';
import type { FieldInput, FormInputs, OptionInput, ReadyField } from './field-kinds.js';

type Values = Readonly<Record<string, unknown>>;

/** Why a field cannot be saved: a code of an issue of the schema. */
export type FieldErrors = Readonly<Record<string, string>>;

const written = (value: number, locale: string) =>
  new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 2 }).format(value);

/** What a control shows of a stored value. */
export function inputOf({ kind }: ReadyField, value: unknown, locale: string): FieldInput {
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? written(value, locale) : '';
    case 'percent':
      return typeof value === 'number' ? written(value / 100, locale) : '';
    case 'flag':
      return value === true;
    case 'choices':
      return Array.isArray(value) ? (value as string[]) : null;
    case 'options':
      return Array.isArray(value) ? (value as OptionInput[]) : [];
    default:
      return typeof value === 'string' ? value : '';
  }
}

function savedOptions(options: readonly OptionInput[]): { value: string; label: string }[] {
  const taken = new Set(options.flatMap(({ value }) => value ?? []));
  return options.flatMap(({ value, label }) => {
    const text = label.trim();
    if (text === '') return [];
    const own = value ?? uniqueName(slug(text) || 'option', taken);
    taken.add(own);
    return { value: own, label: text };
  });
}

/** A number that cannot be read is kept as NaN, for the schema to refuse. */
function numberIn(text: string, locale: string, factor: number): number | null {
  if (text.trim() === '') return null;
  try {
    const number = parseNumber(text, { decimal: decimalSign(locale) }) * factor;
    // A percentage has two decimals; the rest counts whole things.
    return factor === 1 ? number : Math.round(number);
  } catch {
    return NaN;
  }
}

/** What a record is to hold for what stands in a control. */
export function valueOf({ kind, optional, none }: ReadyField, input: FieldInput, locale: string): Json {
  switch (kind) {
    case 'number':
      return numberIn(input as string, locale, 1);
    case 'percent':
      return numberIn(input as string, locale, 100);
    case 'flag':
      return input === true;
    case 'choices':
      return input as string[] | null;
    case 'options':
      return savedOptions(input as readonly OptionInput[]);
    case 'lines':
    case 'template':
      return input as string;
    default: {
      const text = (input as string).trim();
      return text === '' && (optional || none !== undefined) ? null : text;
    }
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Fields whose controls say something else than the record. */
export const touchedFields = (fields: readonly ReadyField[], record: Values, inputs: FormInputs, locale: string): ReadyField[] =>
  fields.filter((field) => {
    const input = inputs.get(field.field);
    return input !== undefined && !same(valueOf(field, input, locale), record[field.field]);
  });

/** Fields that the person changed, and somebody else too, to something else. */
export const conflictingFields = (
  fields: readonly ReadyField[],
  { base, current }: { base: Values; current: Values },
  inputs: FormInputs,
  locale: string,
): ReadyField[] => touchedFields(fields, current, inputs, locale).filter(({ field }) => !same(base[field], current[field]));

/** What keeps values from being saved, by field; empty when nothing does. */
export function checkValues(model: Pick<CollectionModel, 'schema'>, fields: readonly ReadyField[], values: Values): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { field, required, kind } of fields) {
    const value = values[field];
    if (Number.isNaN(value)) errors[field] = 'type';
    else if (
      required &&
      (value === null || (typeof value === 'string' && value.trim() === '') || (kind === 'options' && !(value as unknown[]).length))
    )
      errors[field] = 'required';
  }
  const given = Object.fromEntries(fields.filter(({ field }) => !(field in errors)).map(({ field }) => [field, values[field]]));
  for (const { field, code } of validateFields(model, given)) errors[field] ??= code;
  return errors;
}
