/** For tests: whole records made from the schemas themselves, so that a new field is tested without anyone remembering it. */
import { isValid } from './valid.js';
import type * as z from './zod.js';

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];

const defOf = (schema: Schema) => schema._zod.def as Def;

/** What is inside a field that may be missing or `null`. */
const bare = (schema: Schema): Schema => {
  const def = defOf(schema);
  return def.type === 'optional' || def.type === 'nullable' ? bare(def.innerType) : schema;
};

/** One value of each kind that schemas ask for. */
export const leaves = ['text', '2026-11-23T09:30:00.000Z', '2026-11-23', 'EUR', 'https://example.org', '+34600112233', 1, 1500, true, null, ['before', 'after']];

/** The fields of an object, and one more where it takes any of a kind. */
const withRest = ({ shape, catchall }: z.core.$ZodObjectDef): Record<string, Schema> => ({ ...shape, ...(catchall && defOf(catchall).type !== 'unknown' && { some: catchall }) });

/** A value that a schema takes, with every field that may be missing. */
export function exampleRecord(schema: Schema): unknown {
  const inner = bare(schema);
  const def = defOf(inner);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(withRest(def)).map(([key, field]) => [key, exampleRecord(field)]));
    case 'array':
      return [exampleRecord(def.element)];
    case 'enum':
      return Object.values(def.entries)[0];
    default:
      return leaves.find((value) => isValid(inner, value));
  }
}

/** Paths of texts that have no rule of their own, such as `emails.0.value`. */
export function textPaths(schema: Schema, path: (string | number)[] = []): (string | number)[][] {
  const def = defOf(bare(schema));
  switch (def.type) {
    case 'object':
      return Object.entries(withRest(def)).flatMap(([key, field]) => textPaths(field, [...path, key]));
    case 'array':
      return textPaths(def.element, [...path, 0]);
    case 'string':
      return def.checks?.length ? [] : [path];
    case 'custom': {
      // Any JSON, or what a change was: before and after.
      const inner = bare(schema);
      if (isValid(inner, 'text')) return [path];
      return isValid(inner, ['text', 'text']) ? [[...path, 0], [...path, 1]] : [];
    }
    default:
      return [];
  }
}

/** A copy with another value at a path; without the field for `undefined` where `leaveOut`. */
export function withValue(value: unknown, [key, ...rest]: readonly (string | number)[], put: unknown, leaveOut = false): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withValue(item, rest, put, leaveOut) : item) as unknown);
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && leaveOut) delete copy[key];
  else copy[key] = withValue(copy[key], rest, put, leaveOut);
  return copy;
}
