/** A file as text. */
export interface FileText {
  text: string;
  /** Each character stands for a byte: the file is no UTF-8, so what encoding it is in is told line by line. */
  isBytes: boolean;
}

/** A call takes only so many arguments. */
const argumentsAtOnce = 0x8000;

/** One character for each byte. */
export function charactersOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += argumentsAtOnce) parts.push(String.fromCharCode(...bytes.subarray(i, i + argumentsAtOnce)));
  return parts.join('');
}

/** The inverse of {@link charactersOf}. */
export function bytesOf(characters: string): Uint8Array {
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Old address books write UTF-16, mostly with a byte order mark. A card begins with a letter of ASCII, so one of its two bytes is 0. */
function wideEncoding([first, second]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined;
}

/** What a file says: in UTF-8, UTF-16, or in bytes that are decoded later. */
export function fileText(file: string | Uint8Array): FileText {
  if (typeof file === 'string') return { text: file, isBytes: false };
  const wide = wideEncoding(file);
  if (wide !== undefined && file.length > 1) return { text: new TextDecoder(wide).decode(file), isBytes: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(file), isBytes: false };
  } catch {
    return { text: charactersOf(file), isBytes: true };
  }
}
