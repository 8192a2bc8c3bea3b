import type { CsvEncoding } from './csv.types.js';
import type { SlicedWork } from './sliced-work.js';

export interface Decoded {
  /** Without a byte order mark. */
  text: string;
  encoding: CsvEncoding;
  /** Bytes that the encoding does not have were replaced by U+FFFD. */
  hasReplacements: boolean;
}

const sliceBytes = 1 << 20;

/** The encoding that a byte order mark tells. */
function markedEncoding([first, second, third]: Uint8Array): CsvEncoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** @throws TypeError for bytes that are wrong, where `fatal` */
async function decodeAs(bytes: Uint8Array, encoding: CsvEncoding, fatal: boolean, work: SlicedWork): Promise<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    parts.push(decoder.decode(bytes.subarray(start, start + sliceBytes), { stream: true }));
    await work.turn(0, bytes.length);
  }
  return parts.join('') + decoder.decode();
}

/**
 * The text of a file: as its byte order mark says, else UTF-8 where all bytes are right, else windows-1252, which most older programs write.
 * @param wanted the encoding, where a person has chosen it
 */
export async function decode(bytes: Uint8Array, wanted: CsvEncoding | undefined, work: SlicedWork): Promise<Decoded> {
  const encoding = wanted ?? markedEncoding(bytes) ?? 'utf-8';
  try {
    return { text: await decodeAs(bytes, encoding, true, work), encoding, hasReplacements: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (wanted === undefined && encoding === 'utf-8' && markedEncoding(bytes) === undefined) {
    return { text: await decodeAs(bytes, 'windows-1252', false, work), encoding: 'windows-1252', hasReplacements: false };
  }
  return { text: await decodeAs(bytes, encoding, false, work), encoding, hasReplacements: true };
}
