/** A custom value in words, as the language writes it. */
import { checkCustomFields, formatMoney, isMoney, type CustomField } from '@crm-elements/schema';
import type { fields } from '../i18n/en/fields.js';
import type { Localizer } from '../internal/locale.js';

export type FieldsLocalizer = Localizer<typeof fields>;

/** Finds the name of a record that a value points at: undefined as long as it is not known, `null` where there is none. */
export type NameOfRecord = (collection: string, id: string) => string | null | undefined;

/** Whether a value is what its field is declared to hold; an option that is no choice any more still counts. */
export const isOfType = (field: CustomField, value: unknown): boolean =>
  checkCustomFields([field], { [field.key]: value }).every(({ code }) => code === 'choice');

/** Whether an option stands for a value. */
export const optionLabel = ({ options }: CustomField, value: string): string | undefined =>
  options.find((option) => option.value === value)?.label;

/** The values of a list, or the one that there is. */
export const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** The collection that a relation leads to. */
export const relationTo = ({ options }: CustomField): string | undefined => options[0]?.value;

/** A value of which nothing is known but what it is. */
function plainText(localizer: FieldsLocalizer, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return localizer.number(value, { maximumFractionDigits: 20 });
  if (typeof value === 'boolean') return localizer.t(value ? 'yes' : 'no');
  if (isMoney(value)) return formatMoney(value, localizer.locale);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return localizer.list(value);
  return JSON.stringify(value);
}

/** A value in one line of text. What does not fit the field's type is shown as it is. */
export function customText(localizer: FieldsLocalizer, field: CustomField | undefined, value: unknown, nameOf: NameOfRecord): string {
  if (!field || !isOfType(field, value)) return plainText(localizer, value);
  switch (field.type) {
    case 'date':
      return localizer.date(value as string);
    case 'datetime':
      return localizer.date(value as string, 'moment');
    case 'select':
      return optionLabel(field, value as string) ?? (value as string);
    case 'multiselect':
      return localizer.list((value as string[]).map((one) => optionLabel(field, one) ?? one));
    case 'relation': {
      const collection = relationTo(field);
      return localizer.list(listOf(value).map((id) => (collection && nameOf(collection, id)) || id));
    }
    default:
      return plainText(localizer, value);
  }
}
