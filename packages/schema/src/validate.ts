import type { CollectionModel } from './model.js';
import { isValid } from './valid.js';
import type * as z from './zod.js';

/**
 * What kind of thing is wrong: `required` a value is missing · `type` another kind of value is expected · `choice` it is none of the
 * choices · `range` it is too small, large, short or long · `format` it is not written as it must be.
 */
export const issueCodes = ['required', 'type', 'choice', 'range', 'format'] as const;
export type IssueCode = (typeof issueCodes)[number];

/** One thing that is wrong with a record. */
export interface Issue {
  /** Where, dotted: `emails.0.value`. */
  path: string;
  /** The top-level field. */
  field: string;
  /** One of {@link issueCodes} here; other layers add their own. */
  code: string;
  /** A sentence that says what to do. It repeats at most 40 characters of what was given. */
  message: string;
}

/** More than enough to help; a list of a million bad entries does not become a million sentences. */
const maxIssues = 100;
const maxEcho = 40;

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isInteger(value)) return Number.isFinite(value) ? 'a fraction' : String(value);
  return kinds[Array.isArray(value) ? 'array' : typeof value] ?? `a ${typeof value}`;
}

/** What was given, short, on one line and without characters that turn the writing direction. */
function echo(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : kindOf(value);
  const start = Array.from(value.slice(0, maxEcho)).join('').replace(/\p{C}/gu, '�');
  return `"${start}${value.length > maxEcho ? '…' : ''}"`;
}

const choiceOf = (values: readonly unknown[]): string => {
  const names = values.map(String);
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}` : String(names[0]);
};

const plural = (count: number | bigint, one: string, many: string) => `${String(count)} ${Number(count) === 1 ? one : many}`;

function bound(origin: string, limit: number | bigint, word: 'least' | 'most', input: unknown): string {
  if (origin === 'string')
    return `Write at ${word} ${plural(limit, 'character', 'characters')}${word === 'most' ? `, not ${String((input as string).length)}` : ''}.`;
  if (origin === 'array') return `Give at ${word} ${plural(limit, 'entry', 'entries')}, not ${String((input as unknown[]).length)}.`;
  return `Give a number of at ${word} ${String(limit)}, not ${echo(input)}.`;
}

/** What to do about an issue, where the schema does not say it itself. */
function sentence(issue: RawIssue): string {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? 'a value';
      return input === undefined ? `Give ${expected}: this field is required.` : `Give ${expected}, not ${kindOf(input)}.`;
    }
    case 'invalid_value':
      return input === undefined
        ? `Choose ${choiceOf(issue.values)}: this field is required.`
        : `Choose ${choiceOf(issue.values)}, not ${echo(input)}.`;
    case 'too_small':
      return bound(issue.origin, issue.minimum, 'least', input);
    case 'too_big':
      return bound(issue.origin, issue.maximum, 'most', input);
    default:
      return 'Give a value that this field can hold.';
  }
}

const codes: Readonly<Record<string, IssueCode>> = { invalid_type: 'type', invalid_value: 'choice', too_small: 'range', too_big: 'range' };

/** @param only the field to speak of, where the rest of the record is not given */
function explain(schema: z.ZodMiniObject, value: unknown, only?: string): Issue[] {
  // By the schema's own method, so that models whose schemas are not zod's load none of it.
  const { error } = schema.safeParse(value, {
    error: (issue) => sentence(issue),
    // The input tells what is missing from what is wrong; it goes no further than this function.
    reportInput: true,
  });
  const issues = (error?.issues ?? []).filter(({ path }) => only === undefined || path[0] === only);
  return issues.slice(0, maxIssues).map((issue) => {
    const path = issue.path.map(String);
    return {
      path: path.join('.'),
      field: path[0] ?? '',
      code: 'input' in issue && issue.input !== undefined ? (codes[issue.code] ?? 'format') : 'required',
      message: issue.message,
    };
  });
}

/**
 * What is wrong with a whole record, by its collection's schema; empty when nothing is. The record is only read: nothing is changed
 * or left out, and fields that the schema does not know are no mistake. Whether it is plain JSON, {@link findUnstorable} tells.
 */
export function validateRecord({ schema }: Pick<CollectionModel, 'schema'>, record: unknown): Issue[] {
  return isValid(schema, record) ? [] : explain(schema, record);
}

/**
 * What is wrong with some fields of a record, as a patch has them: each is held against the schema by itself. `undefined` stands
 * for a field that is taken away, which is a mistake where it is required. Names are fields, not dotted paths.
 */
export function validateFields({ schema }: Pick<CollectionModel, 'schema'>, fields: Readonly<Record<string, unknown>>): Issue[] {
  const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!Object.hasOwn(shape, field)) return [];
    const one = shape[field]!;
    const isGiven = value !== undefined;
    if (isGiven ? isValid(one, value) : one._zod.optin !== undefined) return [];
    return explain(schema, isGiven ? { [field]: value } : {}, field);
  });
}
