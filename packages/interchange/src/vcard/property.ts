import { decodeBytes, type Decoded } from './charset.js';
import { bytesOf } from './file-text.js';
import { paramsOf, type Params } from './params.js';
import type { Line } from './physical-lines.js';
import { decodeQuotedPrintable } from './quoted-printable.js';

/** A version of vCard: 2.1 (versit Consortium), 3.0 (RFC 2426), 4.0 (RFC 6350). */
export type VCardVersion = '2.1' | '3.0' | '4.0';

/** A line of a card: `group.NAME;PARAM=value:value` (RFC 6350, 3.3). */
export interface Property {
  /** Where it stands in the file, from 1. */
  line: number;
  /** In lower case; empty without one. */
  group: string;
  /** In upper case. */
  name: string;
  params: Params;
  /** As it stands in the file. */
  value: string;
}

/** Where the parts of a line are divided: at `;` up to the first `:`, none of them within quotes. `undefined` without a colon. */
function divide(text: string, hasQuotes: boolean): { head: string[]; value: string } | undefined {
  const head: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"' && hasQuotes) isQuoted = !isQuoted;
    if (isQuoted || (char !== ';' && char !== ':')) continue;
    head.push(text.slice(start, i));
    start = i + 1;
    if (char === ':') return { head, value: text.slice(start) };
  }
  return undefined;
}

/** Takes a content line apart. A quote that never ends is a character as any other. `undefined` when it has no name or no colon. */
export function readProperty({ number, text }: Line, version: VCardVersion, isBytes: boolean): Property | undefined {
  const divided = divide(text, true) ?? divide(text, false);
  if (!divided) return undefined;
  const [first = '', ...params] = divided.head;
  const dot = first.lastIndexOf('.');
  const name = first.slice(dot + 1).trim();
  if (!/^[\w-]{1,200}$/.test(name)) return undefined;
  const decode = (param: string) => (isBytes ? decodeBytes(bytesOf(param)).text : param);
  return {
    line: number,
    group: dot < 0 ? '' : first.slice(0, dot).trim().toLowerCase(),
    name: name.toUpperCase(),
    params: paramsOf(params.map(decode), version !== '2.1'),
    value: divided.value,
  };
}

/** How a value is written into the line, by its parameter `ENCODING`. */
export function encodingOf({ params }: Pick<Property, 'params'>): 'quoted-printable' | 'base64' | undefined {
  switch (params.get('ENCODING')?.[0]?.toUpperCase()) {
    case 'QUOTED-PRINTABLE':
    case 'Q':
      return 'quoted-printable';
    case 'BASE64':
    case 'B':
      return 'base64';
    default:
      return undefined;
  }
}

/** A value as text: quoted-printable and the parameter `CHARSET` (both vCard 2.1) undone, with the escapes of vCard still in it. */
export function valueText(property: Property, isBytes: boolean): Decoded {
  const charset = property.params.get('CHARSET')?.[0];
  if (encodingOf(property) === 'quoted-printable') return decodeQuotedPrintable(property.value, isBytes, charset);
  return isBytes ? decodeBytes(bytesOf(property.value), charset) : { text: property.value, isGuess: false };
}
