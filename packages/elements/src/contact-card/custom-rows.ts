/** Which custom values a card shows, in which order. Pure. */
import { customValue, isFilled, type CustomField, type CustomValues } from '@crm-elements/schema';

/** One custom value of a record, or the place of one. */
export interface CustomRow {
  readonly key: string;
  /** What people call it; the key where no field is declared. */
  readonly label: string;
  /** Undefined: the value is there, but no field declares it any more. */
  readonly field: CustomField | undefined;
  readonly value: unknown;
  /** The field is required, and nothing stands in it. */
  readonly missing: boolean;
}

/**
 * The rows of a full card: declared fields that have a value or ought to have one, in the order of the fields, then values that no field
 * declares, by their keys: nothing vanishes. A compact card shows the fields that are meant for it, where they have a value.
 */
export function customRows(
  fields: readonly CustomField[],
  custom: CustomValues | null | undefined,
  { compact = false }: { compact?: boolean } = {},
): CustomRow[] {
  const declared = [...fields]
    .sort((a, b) => a.order - b.order)
    .map((field): CustomRow => {
      const value = customValue(custom, field.key);
      return { key: field.key, label: field.label.trim() || field.key, field, value, missing: field.required && !isFilled(value) };
    });
  if (compact) return declared.filter(({ field, value }) => field?.showOnCard && isFilled(value));
  const known = new Set(fields.map(({ key }) => key));
  const stray = Object.keys(custom ?? {})
    .filter((key) => !known.has(key) && isFilled(customValue(custom, key)))
    .sort()
    .map((key): CustomRow => ({ key, label: key, field: undefined, value: customValue(custom, key), missing: false }));
  return [...declared.filter(({ value, missing }) => missing || isFilled(value)), ...stray];
}
