/** Bytes as text. */
export interface Decoded {
  text: string;
  /** They are not in the encoding that they should be in. */
  isGuess: boolean;
}

const decoders = new Map<string, TextDecoder>();

/** Browsers and Node know some two hundred names of encodings; no other is kept. */
function decoderFor(charset: string): TextDecoder | undefined {
  const kept = decoders.get(charset);
  if (kept) return kept;
  try {
    const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
    decoders.set(charset, decoder);
    return decoder;
  } catch {
    return undefined;
  }
}

/** Windows-1252 from 0x80 to 0x9F. Some versions of Node decode these bytes as if it were ISO-8859-1, which has control characters there. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decode(bytes: Uint8Array, charset: string): string | undefined {
  try {
    const decoder = decoderFor(charset);
    const text = decoder?.decode(bytes);
    if (decoder?.encoding !== 'windows-1252') return text;
    return text?.replace(/[\x80-\x9f]/g, (char) => windows1252[char.charCodeAt(0) - 0x80]!);
  } catch {
    return undefined;
  }
}

/**
 * Bytes as text: in the encoding that is named, else in UTF-8, else in Windows-1252, which has a letter for every byte.
 * @param charset such as `ISO-8859-1`
 */
export function decodeBytes(bytes: Uint8Array, charset?: string): Decoded {
  const named = charset === undefined ? undefined : decode(bytes, charset.trim().toLowerCase());
  if (named !== undefined) return { text: named, isGuess: false };
  const usual = decode(bytes, 'utf-8');
  if (usual !== undefined) return { text: usual, isGuess: false };
  return { text: decode(bytes, 'windows-1252') ?? '', isGuess: true };
}
