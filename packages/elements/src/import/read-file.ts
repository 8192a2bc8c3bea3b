import { toCrmError } from '@crm-elements/data';
import type { CustomField } from '@crm-elements/schema';
import type { FileContent } from './import.types.js';
import { loadInterchange } from './interchange.js';
import { headLength, recognise } from './recognise.js';

/** Bytes of a file that is read at once, at most: all of it is held in memory. */
export const mostBytes = 100 * 1024 * 1024;

interface ReadFileOptions {
  customFields: readonly CustomField[];
  signal: AbortSignal;
  onProgress: (progress: { done: number; total: number }) => void;
}

/** The same number for the same bytes, and hardly ever for others: it tells files apart, and is no secret (FNV-1a over 32 bits). */
function hashOf(bytes: Uint8Array, start: number): number {
  let hash = start;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Names a content, so that it is known again after a reload. */
const printOf = (bytes: Uint8Array): string =>
  [bytes.length, hashOf(bytes, 0x811c9dc5), hashOf(bytes, 0x1b873593)].map((part) => part.toString(36)).join('-');

/** Reads a file as what its content is. Nothing is thrown: a file that cannot be taken says why. */
export async function readFile(file: Blob, options: ReadFileOptions): Promise<{ print: string; content: FileContent }> {
  if (file.size > mostBytes) return { print: '', content: { kind: 'refused', reason: 'large' } };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { print: printOf(bytes), content: await contentOf(bytes, options) };
  } catch (thrown) {
    return { print: '', content: { kind: 'refused', reason: 'failed', error: toCrmError(thrown) } };
  }
}

async function contentOf(bytes: Uint8Array, { customFields, signal, onProgress }: ReadFileOptions): Promise<FileContent> {
  const recognised = recognise(bytes.subarray(0, headLength));
  if (recognised === 'backup') return { kind: 'backup' };
  if (recognised !== 'csv' && recognised !== 'cards') return { kind: 'refused', reason: recognised };
  const { guessCollection, guessMapping, parseCsv, readVCards } = await loadInterchange();
  if (recognised === 'cards') {
    const { contacts, issues } = await readVCards(bytes, { signal });
    return contacts.length > 0 ? { kind: 'cards', contacts, issues } : { kind: 'refused', reason: 'cards' };
  }
  const table = await parseCsv(bytes, { signal, onProgress });
  if (table.rows.length === 0) return { kind: 'refused', reason: 'rows' };
  const { collection } = guessCollection(table, customFields);
  return { kind: 'csv', table, mapping: guessMapping(table, { collection, customFields }) };
}
