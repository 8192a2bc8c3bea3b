import type { CreateOperation, DataAdapter, StoredRecord } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import { tokens } from '@crm-elements/schema';
import type { DexieAdapter } from '../dexie-adapter.js';
import { finished } from '../faults.test-helper.js';
import type { PackedIdsRow, PostingsRow, SegmentRow, UnpackedRow } from '../tables.js';
import { allIds } from './packed-ids.js';
import { allWords } from './postings.js';

/** Packs all that is not packed yet, however little it is. */
export const packAll = (adapter: DataAdapter): Promise<void> => (adapter as DexieAdapter).packTexts(1);

export const message = (id: string, text: string, more: object = {}): CreateOperation => createOperation('messages', { id, text, ...more });

/** Minute by minute, so that no two are equally new unless a test wants that. */
export const sentAt = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** The ids of what a search has to find in their order, by a look at every text. */
export function naiveSearch(records: readonly StoredRecord[], text: string): string[] {
  const asked = tokens(text);
  const last = asked.at(-1);
  const scored = records.flatMap((record) => {
    const words = new Set(tokens(record['text'] as string));
    if (last === undefined || !asked.slice(0, -1).every((word) => words.has(word))) return [];
    if (words.has(last)) return [{ record, whole: 1 }];
    return [...words].some((word) => word.startsWith(last)) ? [{ record, whole: 0 }] : [];
  });
  const order = (a: string, b: string) => (a === b ? 0 : a > b ? -1 : 1);
  scored.sort(
    (a, b) => b.whole - a.whole || order(a.record['sentAt'] as string, b.record['sentAt'] as string) || order(a.record.id, b.record.id),
  );
  return scored.map(({ record }) => record.id);
}

/** All pages of a search, one after the other. */
export async function foundBy(adapter: DataAdapter, text: string, more: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await adapter.search({ collection: 'messages', text, ...more, ...(after !== undefined && { after }) });
    ids.push(...page.records.map(({ id }) => id));
    if (page.next === undefined) return ids;
    after = page.next;
  }
}

/** What lies on the disk: the rows that wait, the ids of each segment, and the words of all of them. */
export async function indexRows(name: string): Promise<{ unpacked: UnpackedRow[]; segments: string[][]; words: string[] }> {
  const request = indexedDB.open(name);
  await finished(request);
  const transaction = request.result.transaction(['_unpacked', '_segments', '_packedIds', '_postings']);
  const all = ['_unpacked', '_segments', '_packedIds', '_postings'].map((table) => transaction.objectStore(table).getAll());
  await Promise.all(all.map(finished));
  request.result.close();
  const [unpacked, segments, idRows, postings] = all.map(({ result }) => result as unknown);
  const idsOf = ({ k }: SegmentRow) => (idRows as PackedIdsRow[]).filter((row) => row.k[1] === k[1]).flatMap(allIds);
  return {
    unpacked: unpacked as UnpackedRow[],
    segments: (segments as SegmentRow[]).map(idsOf),
    words: (postings as PostingsRow[]).flatMap(allWords),
  };
}
