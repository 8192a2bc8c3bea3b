import { fold } from '@crm-elements/schema';

const longest = 40;

/** A name in ASCII letters, digits and `_`, made of what somebody wrote; empty where there is no such letter in it. */
export const slug = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, longest)
    .replace(/^_|_$/g, '');

/** A name that is not taken: itself, or with the first number that makes it so. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, unique = name; ; number++) {
    if (!taken.has(unique)) return unique;
    unique = `${name}_${number}`;
  }
}
