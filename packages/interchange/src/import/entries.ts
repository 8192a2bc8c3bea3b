import { makeRecord, type RecordInput, type StoredRecord } from '@crm-elements/schema';
import type { CsvCollection, CsvDraft, CsvRelation } from '../csv/mapping.types.js';
import type { ReadContact } from '../vcard/read-contact.js';
import { draftOfCard } from './draft-of-card.js';
import type { ImportPlace, ImportSource } from './import.types.js';
import { importSystem } from './marks.js';

/** A row or a card on its way into the store. */
export interface Entry {
  source: ImportSource;
  draft: CsvDraft;
  /** The card that it is. */
  card?: ReadContact;
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

function entryOf(source: ImportSource, draft: CsvDraft, at: string, newId: () => string): Entry {
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

/** The entries of a file, one at a time: there may be a hundred thousand. */
export function* entriesOf(source: ImportSource, at: string, newId: () => string): Generator<Entry> {
  if ('cards' in source) {
    for (const [row, card] of source.cards.entries()) yield { ...entryOf(source, draftOfCard(card, row), at, newId), card };
  } else for (const draft of source.records) yield entryOf(source, draft, at, newId);
}

export const sizeOf = (source: ImportSource): number => ('cards' in source ? source.cards : source.records).length;

export function groupBy<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
