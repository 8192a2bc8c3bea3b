import type { Scalar } from '@crm-elements/schema';
import { invalid } from '../errors.js';

/** A place in an ordered result: the sort values and the id of the record it stands at. */
export interface Position {
  values: Scalar[];
  id: string;
  /** As a cursor: the page begins with this place instead of behind it. */
  inclusive?: true;
}

const isScalar = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** JSON in ASCII, so that it goes through base64 whatever the text holds, lone surrogates included. */
const toAscii = (value: unknown) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** An opaque text for a value. */
export const encodeToken = (value: unknown): string => btoa(toAscii(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** What {@link encodeToken} was given, or `undefined` for any other text. */
export function decodeToken(token: string): unknown {
  try {
    return JSON.parse(atob(token.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

/** A hash of a text (FNV-1a over code units, 32 bits). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A short mark of what a query asks, so that a cursor is used only where it came from. */
export const fingerprint = (value: unknown): string => hashOf(JSON.stringify(value)).toString(36);

export const encodeCursor = (mark: string, { values, id, inclusive }: Position): string => encodeToken([mark, values, id, ...(inclusive ? [true] : [])]);

/** @throws CrmError VALIDATION when the cursor comes from another query or is none. */
export function decodeCursor(mark: string, cursor: string, field: string, sortKeys: number): Position {
  const parts = decodeToken(cursor);
  if (Array.isArray(parts) && parts[0] === mark) {
    const [, values, id, inclusive] = parts as unknown[];
    if (Array.isArray(values) && values.length === sortKeys && values.every(isScalar) && typeof id === 'string') {
      return { values: values as Scalar[], id, ...(inclusive === true && { inclusive }) };
    }
  }
  throw invalid(field, 'This cursor belongs to another query. Start again without one.');
}
