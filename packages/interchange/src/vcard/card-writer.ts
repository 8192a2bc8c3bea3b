import { escapeParam, escapeText } from './escape.js';
import { typesOfLabel } from './labels.js';

/** The versions that are written. */
export const writtenVersions = ['3.0', '4.0'] as const;
export type WrittenVersion = (typeof writtenVersions)[number];

/** Octets of a line without its end (RFC 6350, 3.2; RFC 2426, 2.6). */
const maxOctets = 75;

const octetsOf = (code: number) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

/** Divides a line into lines of 75 octets of UTF-8 at most, between characters, the later ones with a space before them. */
export function fold(line: string): string {
  const parts: string[] = [];
  let start = 0;
  let octets = 0;
  for (let at = 0; at < line.length;) {
    const code = line.codePointAt(at)!;
    const size = octetsOf(code);
    if (octets + size > maxOctets) {
      parts.push(line.slice(start, at));
      start = at;
      // The space in front.
      octets = 1;
    }
    octets += size;
    at += code > 0xffff ? 2 : 1;
  }
  parts.push(line.slice(start));
  return parts.join('\r\n ');
}

/** What an address or a number is called, and whether it is the primary one. */
interface Labelled {
  type?: string | undefined;
  primary?: boolean | undefined;
}

/** Parameters by their name in upper case: values as they are, not escaped. */
export type WrittenParams = Readonly<Record<string, string | readonly string[]>>;

/** Writes one card, a property at a time. Names are our own; values come escaped. */
export class CardWriter {
  readonly version: WrittenVersion;
  readonly #lines: string[] = [];
  #groups = 0;

  constructor(version: WrittenVersion) {
    this.version = version;
    this.#lines.push('BEGIN:VCARD', `VERSION:${version}`);
  }

  add(name: string, value: string, params: WrittenParams = {}): void {
    const written = Object.entries(params).flatMap(([param, values]) => {
      const list = typeof values === 'string' ? [values] : values;
      return list.length === 0 ? [] : [`;${param}=${list.map(escapeParam).join(',')}`];
    });
    this.#lines.push(`${name}${written.join('')}:${value}`);
  }

  /** A text; nothing where there is none. */
  addText(name: string, text: string | null | undefined, params?: WrittenParams): void {
    if (text != null && text.trim() !== '') this.add(name, escapeText(text), params);
  }

  /** A property with its label: as TYPE where that can be read back, else as an `X-ABLabel` of its group, which Apple's and Google's programs show. */
  addLabelled(
    name: string,
    value: string,
    { type = '', primary = false }: Labelled,
    params: WrittenParams = {},
    types: readonly string[] = [],
  ): void {
    const label = typesOfLabel(type);
    const isCustom = label === undefined && type.trim() !== '';
    const allTypes = [...types, ...(label ?? []), ...(primary && this.version === '3.0' ? ['pref'] : [])];
    const group = isCustom ? `item${++this.#groups}.` : '';
    this.add(`${group}${name}`, value, { TYPE: allTypes, ...(primary && this.version === '4.0' && { PREF: '1' }), ...params });
    if (isCustom) this.addText(`${group}X-ABLabel`, type);
  }

  /** The card as text, each line ended by CR LF. */
  end(): string {
    return [...this.#lines, 'END:VCARD'].map((line) => `${fold(line)}\r\n`).join('');
  }
}
