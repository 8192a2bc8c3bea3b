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
