/** A call takes only so many arguments. */
const argumentsAtOnce = 0x8000;

/** RFC 4648, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += argumentsAtOnce) text += String.fromCharCode(...bytes.subarray(i, i + argumentsAtOnce));
  return btoa(text);
}
