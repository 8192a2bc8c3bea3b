/** What custom fields may hold. Pure, without a validator's code, so that a form can ask while somebody types. */
import { isCalendarDate, isInstant } from './calendar-date.js';
import { isEmailText, isPhoneText, isWebText } from './custom-field-texts.js';
import { maxIdLength } from './ids.js';
import type { Money } from './records/common.js';
import type { CustomField } from './records/work.js';
import type { Issue, IssueCode } from './validate.js';

/** A field as far as its values are concerned. */
export type CustomFieldRule = Pick<CustomField, 'key' | 'type' | 'options' | 'required'>;

/** The values of a record, by the keys of the fields. */
export type CustomValues = Readonly<Record<string, unknown>>;

/** The value of a field; `undefined` where the record has none. */
export const customValue = (custom: CustomValues | null | undefined, key: string): unknown =>
  custom && Object.hasOwn(custom, key) ? custom[key] : undefined;

/** Whether a value says anything: `false` and 0 do, a blank text and an empty list do not. */
export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value === 'string' ? value.trim() !== '' : !Array.isArray(value) || value.length > 0);

/** Whether a value is money as records keep it: whole minor units and three letters. */
export function isMoney(value: unknown): value is Money {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as Partial<Record<keyof Money, unknown>>;
  return Number.isSafeInteger(amount) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
}

interface Wrong {
  readonly code: IssueCode;
  readonly message: string;
}

type Check = (value: unknown, rule: CustomFieldRule) => Wrong | undefined;

const type = (message: string): Wrong => ({ code: 'type', message });

/** A check of a text: another kind of value is of the wrong type, another text is not written as it must be. */
const written =
  (test: (text: string) => boolean, message: string): Check =>
  (value) =>
    typeof value !== 'string' ? type(message) : test(value) ? undefined : { code: 'format', message };

const ofType =
  (test: (value: unknown) => boolean, message: string): Check =>
  (value) =>
    test(value) ? undefined : type(message);

const isOption = ({ options }: CustomFieldRule, value: unknown) => options.some((option) => option.value === value);
const notChosen: Wrong = { code: 'choice', message: 'Choose what the field offers.' };
const isId = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= maxIdLength;

const checks: Readonly<Record<CustomField['type'], Check>> = {
  text: ofType((value) => typeof value === 'string', 'Write a text.'),
  number: ofType(Number.isFinite, 'Give a number.'),
  money: ofType(isMoney, 'Give an amount in minor units, as a whole number, and its currency.'),
  date: written(isCalendarDate, 'Write the date as YYYY-MM-DD, such as 2026-11-23.'),
  datetime: written(isInstant, 'Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.'),
  boolean: ofType((value) => typeof value === 'boolean', 'Give true or false.'),
  select: (value, rule) => (typeof value !== 'string' ? type('Choose one.') : isOption(rule, value) ? undefined : notChosen),
  multiselect: (value, rule) =>
    !Array.isArray(value) || !value.every((one) => typeof one === 'string')
      ? type('Give a list of choices.')
      : value.every((one) => isOption(rule, one))
        ? undefined
        : notChosen,
  url: written(isWebText, 'Write a web address, such as https://example.com.'),
  email: written(isEmailText, 'Write an email address, such as ana@example.com.'),
  phone: written(isPhoneText, 'Write a phone number, such as +34 600 111 222.'),
  relation: ofType((value) => (Array.isArray(value) ? value.every(isId) : isId(value)), 'Give the id of a record, or a list of ids.'),
};

/**
 * What is wrong with the values of custom fields, one issue a field at most; empty when nothing is. `required` a value is missing · `type`
 * another kind of value is expected · `format` it is not written as it must be · `choice` it is none of the options. Values of fields that
 * are not declared are no mistake: nothing that is stored vanishes.
 */
export function checkCustomFields(fields: readonly CustomFieldRule[], custom: CustomValues | null | undefined): Issue[] {
  return fields.flatMap((rule) => {
    const value = customValue(custom, rule.key);
    const wrong: Wrong | undefined = !isFilled(value)
      ? rule.required
        ? { code: 'required', message: 'Give a value: this field is required.' }
        : undefined
      : checks[rule.type]?.(value, rule);
    return wrong ? [{ path: `custom.${rule.key}`, field: 'custom', ...wrong }] : [];
  });
}
