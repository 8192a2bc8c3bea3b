import type { CreateOperation } from '@crm-elements/data';
import type { CollectionName } from '@crm-elements/schema';
import type { CsvCollection, CsvDraft } from '../csv/mapping.types.js';
import type { UnresolvedRelation } from '../csv/resolve-relations.js';
import type { ReadContact, VCardPhoto } from '../vcard/read-contact.js';

/** The rows of a CSV file, as `mapCsv` made drafts of them. */
export interface RowSource<Name extends CsvCollection = CsvCollection> {
  /** What the file is called. */
  name: string;
  collection: Name;
  records: readonly CsvDraft<Name>[];
}

/** The cards of a file, as `parseVCards` read them. */
export interface CardSource {
  /** What the file is called. */
  name: string;
  collection: 'contacts';
  cards: readonly ReadContact[];
}

export type ImportSource = RowSource | CardSource;

/** Where something stands. */
export interface ImportPlace {
  /** The name of the file. */
  source: string;
  /** Index in the table's `rows`, or among the cards. */
  row: number;
  /** The line of the file, from 1: where the row or the card begins; of an issue about a line of a card, that line. */
  line: number;
}

/**
 * Why something was not taken. `invalid`: the record is not what its collection keeps, and is left out · `no-price`: a product has no known price, so that the deal has no
 * line for it · `not-kept`: a card says something that a contact has no place for, or for which it has one place only · `no-photo`: the store cannot keep the photo of a card.
 */
export type ImportIssueCode = 'invalid' | 'no-price' | 'not-kept' | 'no-photo';

export interface ImportIssue extends ImportPlace {
  code: ImportIssueCode;
  /** The field, dotted; for `not-kept` the property of the card, such as `GENDER`. */
  field: string;
  /** What is wrong and what was made of it, in a sentence. */
  message: string;
  /** What the file says, its first 1,000 characters. */
  value?: string;
}

/** A row or a card that is about a record which the store, or a row before, has already. */
export interface ImportDuplicate extends ImportPlace {
  collection: CsvCollection;
  /** The record that it is about. */
  id: string;
  /** What that one is called. */
  name: string;
  /** What the two have in common. `key`: what the file itself calls the record by, such as the UID of a card. */
  by: 'key' | 'email' | 'phone' | 'name' | 'domain';
  /** It is in the same files. */
  inFiles: boolean;
}

/** A field that is not known of some of the records. Unknown is not 0, and not "none". */
export interface ImportGap {
  collection: CsvCollection;
  /** A field of the record, or `createdAt` for a deal whose beginning the file does not tell. */
  field: string;
  count: number;
}

/** What an import is going to write, and what a person should know before. */
export interface ImportPlan {
  /** Names this plan: what was written of it is known again. */
  id: string;
  /** In the order in which they are written. */
  operations: readonly CreateOperation[];
  /** How many records are made of each collection. */
  counts: Partial<Record<CollectionName, number>>;
  /** The photos of cards, by the keys that contacts name them by. They are written with the contacts. */
  photos: ReadonlyMap<string, VCardPhoto>;
  /** Operations that the store has had already, from the same import before. */
  already: number;
  duplicates: readonly ImportDuplicate[];
  /** Names for which no record was found, by collection and name, with what may be meant. */
  unresolved: readonly UnresolvedRelation[];
  gaps: readonly ImportGap[];
  issues: readonly ImportIssue[];
}
