import { expect } from 'chai';
import { parseVCards } from './parse-vcards.js';

/** A card of these lines; without VERSION for `null`. */
export const card = (lines: readonly string[], version: string | null = '3.0') =>
  ['BEGIN:VCARD', ...(version === null ? [] : [`VERSION:${version}`]), ...lines, 'END:VCARD', ''].join('\r\n');

/** Each character as one byte. */
export const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Texts in UTF-8, and bytes as they are, one behind the other. */
export const bytes = (...parts: (string | Iterable<number>)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]));

/** The one contact of a card of these lines, with its issues as line and code. */
export function read(lines: readonly string[], version?: string | null) {
  const { contacts, issues } = parseVCards(card(lines, version));
  expect(contacts, 'contacts').to.have.length(1);
  return { ...contacts[0]!, issues: issues.map(({ line, code }) => `${line} ${code}`) };
}

/** The issues of a file as card, line and code. */
export const codes = (file: string | Uint8Array) =>
  parseVCards(file).issues.map(({ card: number, line, code }) => `${number}:${line} ${code}`);

/** The full names in a file. */
export const names = (file: string | Uint8Array) => parseVCards(file).contacts.map(({ contact }) => contact.fullName);
