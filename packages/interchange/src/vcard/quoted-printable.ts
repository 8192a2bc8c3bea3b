import { decodeBytes, type Decoded } from './charset.js';

/** The value of two hexadecimal digits, or NaN. */
const byteAt = (text: string, at: number): number => {
  const digits = text.slice(at, at + 2);
  return /^[\da-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
};

const equals = '='.charCodeAt(0);

/**
 * Undoes quoted-printable (RFC 2045, 6.7), without soft line breaks but for one at the end. What is no `=` with two digits stands for itself.
 * @param isBytes each character stands for a byte
 * @param charset of the bytes. Default: UTF-8
 */
export function decodeQuotedPrintable(text: string, isBytes: boolean, charset?: string): Decoded {
  const bytes = new Uint8Array(text.length);
  let count = 0;
  const parts: string[] = [];
  let isGuess = false;
  const flush = () => {
    if (count === 0) return;
    // A value is in one encoding: what was guessed once is not guessed again.
    const decoded = decodeBytes(bytes.subarray(0, count), isGuess ? 'windows-1252' : charset);
    parts.push(decoded.text);
    isGuess ||= decoded.isGuess;
    count = 0;
  };
  const end = text.endsWith('=') ? text.length - 1 : text.length;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const byte = code === equals ? byteAt(text, i + 1) : Number.NaN;
    if (!Number.isNaN(byte)) {
      bytes[count++] = byte;
      i += 2;
    } else if (isBytes || code < 0x80) {
      // A plain letter may be the second byte of a character, as in Shift JIS.
      bytes[count++] = code;
    } else {
      flush();
      parts.push(text[i]!);
    }
  }
  flush();
  return { text: parts.join(''), isGuess };
}
