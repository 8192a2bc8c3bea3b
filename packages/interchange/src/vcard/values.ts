import type { VCardVersion } from './property.js';

/** A text without the white space around it, whose lines end with `\n`. */
export const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/**
 * A text without its escapes (RFC 6350, 3.4; RFC 2426, 4). vCard 2.1 escapes separators only (2.1.2): its backslashes are those of file names.
 * Gmail escapes colons too.
 */
export function unescapeText(text: string, version: VCardVersion): string {
  if (version === '2.1') return tidy(text.replace(/\\([;,:])/g, '$1'));
  return tidy(text.replace(/\\([\\;,:nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char)));
}

/** Divides at a separator that is not escaped. The escapes stay. */
function divide(text: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** A list of texts, divided by commas. Empty ones are left out. */
export function listOf(text: string, version: VCardVersion): string[] {
  return divide(text, ',')
    .map((part) => unescapeText(part, version))
    .filter((part) => part !== '');
}

/**
 * The components of a structured value such as N, ADR or ORG, divided by `;`, each a list divided by commas (RFC 6350, 6.2.2). In vCard 2.1 a comma
 * is a comma.
 */
export function componentsOf(text: string, version: VCardVersion): string[][] {
  return divide(text, ';').map((part) => {
    if (version !== '2.1') return listOf(part, version);
    const component = unescapeText(part, version);
    return component === '' ? [] : [component];
  });
}
