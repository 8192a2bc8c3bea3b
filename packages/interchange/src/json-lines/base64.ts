/** A call takes only so many arguments. */
const argumentsAtOnce = 0x8000;

/** Characters that are decoded at a time: whole groups of four. */
const decodedAtOnce = 0x8_0000;

/** RFC 4648, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += argumentsAtOnce) text += String.fromCharCode(...bytes.subarray(i, i + argumentsAtOnce));
  return btoa(text);
}

/**
 * The bytes that a text stands for.
 * @param turn called between the pieces of a long text
 * @throws DOMException InvalidCharacterError for what is no base64
 */
export async function fromBase64(text: string, turn: () => Promise<void>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < text.length; i += decodedAtOnce) {
    pieces.push(Uint8Array.from(atob(text.slice(i, i + decodedAtOnce)), (char) => char.charCodeAt(0)));
    await turn();
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
