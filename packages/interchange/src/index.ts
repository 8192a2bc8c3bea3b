export {
  exportFileName,
  exportRecords,
  type Exported,
  type ExportHeader,
  type ExportOptions,
  type ExportProgress,
} from './json-lines/export-records.js';
export { ExportRefused, type RefusalCode, type RefusedLine } from './json-lines/export-refused.js';
export { readExport, type ReadExport, type ReadExportOptions, type ReadProgress } from './json-lines/read-export.js';
export { restoreRecords, type RestoreRecordsOptions, type RestoreRecordsProgress } from './json-lines/restore-records.js';
export { formatVCards, type FormatVCardsOptions, type VCardSource, type WrittenContact } from './vcard/format-vcards.js';
export { vCardIssueCodes, vCardIssueSeverities, type VCardIssue, type VCardIssueCode, type VCardIssueSeverity } from './vcard/issues.js';
export { parseVCards, readVCards, type ReadVCards, type ReadVCardsOptions, type VCardLimits } from './vcard/parse-vcards.js';
export type { ReadContact, VCardExtra, VCardPhoto } from './vcard/read-contact.js';
export {
  csvDelimiters,
  type CsvDelimiter,
  type CsvEncoding,
  type CsvIssue,
  type CsvIssueCode,
  type CsvProgress,
  type CsvTable,
  type CsvWorkOptions,
} from './csv/csv.types.js';
export { csvParts, formatCsv, type CsvColumn, type CsvValue, type FormatCsvOptions } from './csv/format-csv.js';
export { guessFormats } from './csv/guess-formats.js';
export { guessCollection, guessMapping, type GuessMappingOptions } from './csv/guess-mapping.js';
export { mapCsv, type MapCsvOptions, type MappedCsv } from './csv/map-csv.js';
export {
  csvCollections,
  type ColumnMapping,
  type CsvCollection,
  type CsvDraft,
  type CsvFormats,
  type CsvMapIssue,
  type CsvMapIssueCode,
  type CsvMapping,
  type CsvRelation,
  type DateOrder,
  type DraftFields,
  type ProductInput,
  type RelatedCollection,
} from './csv/mapping.types.js';
export { parseCsv, type ParseCsvOptions } from './csv/parse-csv.js';
export { resolveNames, type KnownRecord, type NameMatch, type NameProposal } from './csv/resolve-names.js';
export {
  resolveRelations,
  type ResolvedRelations,
  type ResolveRelationsOptions,
  type UnresolvedRelation,
} from './csv/resolve-relations.js';
export { targetOf, targetsOf, type Choice, type CsvTarget, type ValueKind } from './csv/targets.js';
export type {
  CardSource,
  ImportDuplicate,
  ImportGap,
  ImportIssue,
  ImportIssueCode,
  ImportPlace,
  ImportPlan,
  ImportSource,
  RowSource,
} from './import/import.types.js';
export { importRecords, type ImportRecordsOptions } from './import/import-records.js';
export { planImport, type PlanImportOptions } from './import/plan-import.js';
export { erasePerson } from './person/erase-person.js';
export { exportPerson } from './person/export-person.js';
export type { ErasedPerson, ExportedPerson, PersonCounts, PersonOptions, PersonProgress, PersonSummary } from './person/person.types.js';
export { summarizePerson } from './person/summarize-person.js';
