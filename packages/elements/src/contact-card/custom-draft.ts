/**
 * What a person is changing in the custom values of a contact: only what was touched stands in the draft, all else follows the record. Pure.
 */
import {
  checkCustomFields,
  customValue,
  decimalText,
  isCalendarDate,
  isFilled,
  isMoney,
  parseMoney,
  parseNumber,
  type CustomField,
  type CustomValues,
  type IssueCode,
  type Json,
} from '@crm-elements/schema';
import { decimalSign } from '../internal/amounts.js';
import { localMoment } from '../internal/local-moment.js';
import { listOf } from './custom-text.js';

/** An amount as it is being written. */
export interface AmountDraft {
  readonly text: string;
  readonly currency: string;
}

/** What stands in the control of a field: its text, the values that are chosen, an amount with its currency. */
export type CustomInput = string | readonly string[] | AmountDraft;

/** What was touched, by the keys of the fields. */
export type CustomDraft = ReadonlyMap<string, CustomInput>;

/** What is wrong, by the keys of the fields. */
export type CustomErrors = ReadonlyMap<string, IssueCode>;

const usualCurrency = 'EUR';

const lists: ReadonlySet<CustomField['type']> = new Set(['multiselect', 'relation']);

/** What the control of a field holds for a value of the record. What is not of the field's type is shown as text. */
export function inputOf(field: CustomField, value: unknown, locale: string): CustomInput {
  if (lists.has(field.type)) return listOf(value);
  if (field.type === 'money') {
    if (isMoney(value)) return { text: decimalText(value).replace('.', decimalSign(locale)), currency: value.currency };
    return { text: plain(value), currency: field.options[0]?.value ?? usualCurrency };
  }
  if (field.type === 'number' && typeof value === 'number') return String(value).replace('.', decimalSign(locale));
  if (field.type === 'datetime' && typeof value === 'string') return localMoment(value);
  return plain(value);
}

const plain = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What stands in the control of a field now. */
export const shownInput = (field: CustomField, custom: CustomValues | undefined, draft: CustomDraft, locale: string): CustomInput =>
  draft.get(field.key) ?? inputOf(field, customValue(custom, field.key), locale);

/** A text that is none of what its field takes: it is kept as it is, and told to be wrong. */
const unread = Symbol('unread');

function readText(field: CustomField, text: string, locale: string): Json | undefined | typeof unread {
  if (text.trim() === '') return undefined;
  switch (field.type) {
    case 'number':
      try {
        return parseNumber(text, { decimal: decimalSign(locale) });
      } catch {
        return unread;
      }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : unread;
    case 'date':
      return isCalendarDate(text) ? text : unread;
    case 'datetime': {
      const at = new Date(text);
      return Number.isNaN(at.getTime()) ? unread : at.toISOString();
    }
    // What people write stays as they write it, blanks at its ends included; addresses have none.
    case 'text':
    case 'select':
      return text;
    default:
      return text.trim();
  }
}

function readInput(field: CustomField, input: CustomInput, locale: string): Json | undefined | typeof unread {
  if (typeof input === 'string') return readText(field, input, locale);
  if (!('text' in input)) {
    if (input.length === 0) return undefined;
    return field.type === 'relation' && input.length === 1 ? input[0] : [...input];
  }
  if (input.text.trim() === '') return undefined;
  try {
    return { ...parseMoney(input.text, input.currency, { decimal: decimalSign(locale) }) };
  } catch {
    return unread;
  }
}

/** The fields that were touched, and differ from the record. */
export const touchedCustom = (
  fields: readonly CustomField[],
  custom: CustomValues | undefined,
  draft: CustomDraft,
  locale: string,
): CustomField[] =>
  fields.filter((field) => {
    const input = draft.get(field.key);
    return input !== undefined && !same(input, inputOf(field, customValue(custom, field.key), locale));
  });

/** What keeps the draft from being saved: a field that is required and empty, and what was touched and cannot be read. */
export function checkCustomDraft(
  fields: readonly CustomField[],
  custom: CustomValues | undefined,
  draft: CustomDraft,
  locale: string,
): CustomErrors {
  const errors = new Map<string, IssueCode>();
  const touched = new Set(touchedCustom(fields, custom, draft, locale));
  for (const field of fields) {
    const { key, required } = field;
    if (!touched.has(field)) {
      // What was stored by others, however strange, is no reason to refuse what is changed beside it.
      if (required && !isFilled(customValue(custom, key))) errors.set(key, 'required');
      continue;
    }
    const value = readInput(field, draft.get(key)!, locale);
    const [issue] = value === unread ? [{ code: 'format' }] : checkCustomFields([field], { [key]: value });
    // An option that is no choice any more may stay where it is.
    if (issue && issue.code !== 'choice') errors.set(key, issue.code as IssueCode);
  }
  return errors;
}

/** What is to be written: `custom.<key>`, `undefined` where a value was taken out. */
export const customPatch = (
  fields: readonly CustomField[],
  custom: CustomValues | undefined,
  draft: CustomDraft,
  locale: string,
): Record<`custom.${string}`, Json | undefined> =>
  Object.fromEntries(
    touchedCustom(fields, custom, draft, locale).flatMap((field) => {
      const value = readInput(field, draft.get(field.key)!, locale);
      return value === unread ? [] : [[`custom.${field.key}`, value]];
    }),
  );

/** The fields that both the person and somebody else changed, each to something else. */
export const customConflicts = (
  fields: readonly CustomField[],
  { base, current }: { base: CustomValues | undefined; current: CustomValues | undefined },
  draft: CustomDraft,
  locale: string,
): string[] =>
  touchedCustom(fields, base, draft, locale)
    .filter((field) => {
      const theirs = customValue(current, field.key);
      return !same(customValue(base, field.key), theirs) && !same(readInput(field, draft.get(field.key)!, locale), theirs);
    })
    .map(({ key }) => key);

/** The draft without what was touched in one field: it follows the record again. */
export const withoutInput = (draft: CustomDraft, key: string): CustomDraft => new Map([...draft].filter(([other]) => other !== key));
