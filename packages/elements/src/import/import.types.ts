import type { CrmError } from '@crm-elements/data';
import type { CollectionName } from '@crm-elements/schema';
import type {
  CsvCollection,
  CsvMapping,
  CsvTable,
  ImportPlan,
  ReadContact,
  RelatedCollection,
  UnresolvedRelation,
  VCardIssue,
} from './interchange.js';

export type Step = 'choose' | 'map' | 'preview' | 'run' | 'report';

/** Why a file is not taken. */
type RefusalReason = 'empty' | 'large' | 'spreadsheet' | 'binary' | 'other' | 'rows' | 'cards' | 'twice' | 'failed';

export interface CsvContent {
  kind: 'csv';
  table: CsvTable;
  mapping: CsvMapping;
}

interface CardContent {
  kind: 'cards';
  contacts: readonly ReadContact[];
  issues: readonly VCardIssue[];
}

export type FileContent =
  | { kind: 'reading'; done: number; total: number }
  | CsvContent
  | CardContent
  | { kind: 'backup' }
  | { kind: 'refused'; reason: RefusalReason; error?: CrmError };

/** A file that a person chose, and what it was taken for. */
export interface ChosenFile<Content extends FileContent = FileContent> {
  id: number;
  /** Differs from those of the others. */
  name: string;
  /** Bytes. */
  size: number;
  /** The same for the same bytes. */
  print: string;
  content: Content;
}

export type CsvFile = ChosenFile<CsvContent>;

/** Where deals go: to a pipeline that there is, or to a new one of this name. */
type PipelineChoice = { id: string } | { name: string };

/** What a name of the files stands for: the record that is proposed under `to`, a new record, or none. */
export type Decision = { to: string } | 'new' | 'none';

/** A decision, and on what. */
export interface Decided {
  collection: RelatedCollection;
  name: string;
  decision: Decision;
}

/** What a person chose for all files together. */
export interface ImportChoices {
  /** ISO 4217, of amounts that name none; empty as long as nobody has said. */
  currency: string;
  /** `null` as long as there is none to choose, and none was named. */
  pipeline: PipelineChoice | null;
  duplicates: 'skip' | 'create';
  unknownCompanies: 'make' | 'leave';
  decided: readonly Decided[];
}

/** Something about a file that a person should know. */
export interface Remark {
  /** The file. */
  source: string;
  /** Where in the file, from 1; absent for what concerns all of it. */
  line?: number;
  column?: string;
  /** A text of the catalogue: `issue.<code>`. */
  code: string;
  field?: string;
  value?: string;
}

/** What stands in the preview beside the plan. */
export interface Prepared {
  plan: ImportPlan;
  /** Names that the plan did not find before anything was decided. */
  unresolved: readonly UnresolvedRelation[];
  remarks: readonly Remark[];
}

/** How far writing is, and how it ended. */
export type Running =
  | { state: 'writing'; committed: number; total: number; stopping: boolean }
  | { state: 'stopped'; committed: number; total: number }
  | { state: 'failed'; committed: number; total: number; error: CrmError }
  | { state: 'done'; committed: number; total: number }
  | { state: 'removing'; committed: number; total: number }
  | { state: 'not-removed'; committed: number; error: CrmError }
  | { state: 'removed'; removed: number; kept: number };

export type Counts = Partial<Record<CollectionName, number>>;

/** How many records of each collection the first operations of a plan make. */
export function countsOf({ operations }: Pick<ImportPlan, 'operations'>, first = operations.length): Counts {
  const counts: Counts = {};
  for (const { collection } of operations.slice(0, first)) {
    const name = collection as CollectionName;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export const csvFilesOf = (files: readonly ChosenFile[]): CsvFile[] => files.filter((file): file is CsvFile => file.content.kind === 'csv');

export const isTaken = ({ content: { kind } }: ChosenFile): boolean => kind === 'csv' || kind === 'cards';

/** Names of collections that a file can be of, the likeliest first. */
export const fileCollections: readonly CsvCollection[] = ['contacts', 'companies', 'deals', 'agents', 'products'];
