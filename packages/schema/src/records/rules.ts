import * as z from '../zod.js';

// Kinds of fields that many records have. They say what zod's own `z.int`, `z.record` and checks of length say, in 2 kB less for every page.

/** A whole number from `least` to `most`, that a JavaScript number holds exactly. */
export const whole = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) =>
  z.number().check(({ value, issues }) => {
    const found = { origin: 'number', inclusive: true, input: value } as const;
    if (!Number.isInteger(value)) issues.push({ code: 'invalid_type', expected: 'int', input: value });
    else if (value < least) issues.push({ ...found, code: 'too_small', minimum: least });
    else if (value > most) issues.push({ ...found, code: 'too_big', maximum: most });
  });

/** A text that is not empty, of `most` UTF-16 code units at most. */
export const filled = (most = Infinity) =>
  z.string().check(({ value, issues }) => {
    const found = { origin: 'string', inclusive: true, input: value } as const;
    if (value === '') issues.push({ ...found, code: 'too_small', minimum: 1 });
    else if (value.length > most) issues.push({ ...found, code: 'too_big', maximum: most });
  });

/** A text that meets a test; `error` says how to write it. */
export const written = (test: (text: string) => boolean, error: string) => z.string().check(z.refine(test, { error }));

/** An object with any keys, whose values are all of one kind. */
export const mapOf = <Value extends z.core.SomeType>(value: Value) => z.catchall(z.object({}), value);

/** A field that may be missing or `null`; both mean "not known". */
export const nullish = <T extends z.core.SomeType>(type: T) => z.optional(z.nullable(type));
