import { makeRecord, type RecordInput, type StoredRecord } from '@crm-elements/schema';
import type { CsvCollection, CsvDraft, CsvRelation } from '../csv/mapping.types.js';
import type { ImportPlace, ImportSource } from './import.types.js';
import { importSystem } from './marks.js';

/** A draft on its way into the store. */
export interface Entry {
  source: ImportSource;
  draft: CsvDraft;
  /** Its own, or that of the record it is a duplicate of. */
  id: string;
  /** What is written, once relations are resolved. */
  record: StoredRecord;
  noteIds: string[];
  /** Of a deal's stage changes and of its line. */
  partIds: string[];
  skipped: boolean;
  /** The product that a deal names. */
  product?: CsvRelation | undefined;
}

export const placeOf = ({ source, draft: { row, line } }: Entry): ImportPlace => ({ source: source.name, row, line });

/** What a draft becomes. What its file calls it by is kept, so that it is known again. */
function recordOf(collection: CsvCollection, { key, record }: CsvDraft, id: string, at: string): StoredRecord {
  const made = collection === 'products' ? record : makeRecord(collection, record as RecordInput<typeof collection>, { at });
  return { ...made, ...(key !== undefined && { externalIds: { [importSystem]: key } }), id } as StoredRecord;
}

export function entryOf(source: ImportSource, draft: CsvDraft, at: string, newId: () => string): Entry {
  const id = newId();
  return {
    source,
    draft,
    id,
    record: recordOf(source.collection, draft, id, at),
    noteIds: draft.notes.map(newId),
    partIds: source.collection === 'deals' ? [newId(), newId(), newId()] : [],
    skipped: false,
  };
}

export function groupBy<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
