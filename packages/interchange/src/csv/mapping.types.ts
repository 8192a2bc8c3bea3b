import type { CollectionName, Money, RecordInput } from '@crm-elements/schema';
import type { CsvIssue } from './csv.types.js';

/** What the rows of a file can become. Products are no collection of the store yet: other files name them. */
export const csvCollections = ['contacts', 'companies', 'deals', 'agents', 'products'] as const;
export type CsvCollection = (typeof csvCollections)[number];

/** Records that a file can name, by a text or by a key of another file. */
export type RelatedCollection = CsvCollection | 'stages' | 'pipelines';

/** Which part of a date such as `03/04/2026` comes first. A year of four digits in front is always understood. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** How the cells of a column write dates, figures and money. */
export interface CsvFormats {
  date?: DateOrder;
  decimal?: '.' | ',';
  /** ISO 4217, for amounts that name none. */
  currency?: string;
  /** What the cells leave open, so that a person should say: the order of a date, or whether a sign groups digits or begins the decimals. */
  unclear?: readonly ('date' | 'decimal')[];
}

/** What becomes of a column. */
export interface ColumnMapping {
  /** Index in the table's columns. */
  column: number;
  heading: string;
  /** Where it goes, a path of {@link targetsOf}; `null`: nowhere. */
  target: string | null;
  /** 0 (a guess) to 1 (sure). */
  confidence: number;
  formats?: CsvFormats;
  /** The column whose cells say of what kind these are, such as `work`. */
  labelFrom?: number;
}

/** What becomes of a file. A person may change any of it before the file is mapped. */
export interface CsvMapping<Name extends CsvCollection = CsvCollection> {
  collection: Name;
  columns: readonly ColumnMapping[];
}

/** A product, as a price list has it. */
export interface ProductInput {
  name?: string;
  sku?: string;
  category?: string;
  price?: Money;
}

/** The fields of a record as far as the file has them: what `makeRecord` takes, once the relations are resolved. */
export type DraftFields<Name extends CsvCollection> = Name extends CollectionName ? Partial<RecordInput<Name>> : ProductInput;

/** A record that a row names. It is looked for among the records of a collection, by its key where there is one, else by its name. */
export interface CsvRelation {
  /** The field that takes the id; `lineItems` for a product, which becomes a line of a deal. */
  field: 'companyId' | 'parentId' | 'ownerId' | 'contactIds' | 'stageId' | 'pipelineId' | 'lineItems';
  collection: RelatedCollection;
  name?: string;
  /** What another file has in its column of keys. */
  key?: string;
  /** The name of the column. */
  column: string;
  /** Set once it was found. */
  id?: string;
}

/** What was made of a row. */
export interface CsvDraft<Name extends CsvCollection = CsvCollection> {
  /** Index in the table's `rows`. */
  row: number;
  /** The line of the file, from 1. */
  line: number;
  record: DraftFields<Name>;
  relations: CsvRelation[];
  /** What the file itself calls the record by: other files may refer to it. */
  key?: string;
  /** When the record began, elsewhere; a store sets its own `createdAt`. */
  createdAt?: string;
  /** What is to be written to the record as notes. */
  notes: string[];
}

/**
 * Why a cell was not taken, or what should be known of a column. `no-…`: the text is none of that · `no-currency`: nothing says which · `repeated`: another column has
 * filled the field already, with something else · `empty-row`: no draft was made of a row without anything · `unmapped`: a column that goes nowhere has content ·
 * `unclear-format`: dates or figures of a column can be read in two ways · `made-name`: deals had no name and were given one.
 */
export type CsvMapIssueCode =
  | 'no-email'
  | 'no-phone'
  | 'no-url'
  | 'no-date'
  | 'no-moment'
  | 'no-money'
  | 'no-currency'
  | 'no-number'
  | 'no-choice'
  | 'no-boolean'
  | 'repeated'
  | 'empty-row'
  | 'unmapped'
  | 'unclear-format'
  | 'made-name';

export type CsvMapIssue = CsvIssue<CsvMapIssueCode>;
