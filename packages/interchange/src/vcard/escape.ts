/** Every character that some program takes for the end of a line (Unicode, 5.8): written raw, one could begin a property of its own. */
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

/** Control characters, which vCard has no way to write (RFC 6350, 3.3), and halves of surrogate pairs, which UTF-8 has none for. */
const unwritable = /[^\P{Cc}\t\n\u0080-\u009f]|\p{Cs}/gu;

/** A text of which a vCard can write every character: its lines end with `\n`, and `U+FFFD` stands for what cannot be written. */
const writable = (text: string): string => text.replace(lineEnds, '\n').replace(unwritable, '\ufffd');

/** A text as it is read back: without the white space around it. */
export const carried = (text: string): string => writable(text).trim();

/** A text as a value (RFC 6350, 3.4; RFC 2426, 4): nothing in it divides, ends or begins anything. */
export const escapeText = (text: string): string =>
  writable(text)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** An address as a value, where commas and semicolons stand for themselves. */
export const escapeUri = (text: string): string => writable(text).replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

/** An address that every reader takes for one, with nothing in it to escape. */
export const isUri = (text: string): boolean => /^[a-z][a-z\d+.-]{0,40}:[^\s\\,;"<>\p{C}]+$/iu.test(text);

const carets: Readonly<Record<string, string>> = { '\n': '^n', '^': '^^', '"': "^'" };

/** The value of a parameter, in quotes where it needs them, with the escapes of RFC 6868. */
export function escapeParam(text: string): string {
  const escaped = writable(text).replace(/[\n^"]/g, (char) => carets[char]!);
  return /^[\w.-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}
