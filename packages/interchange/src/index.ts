export {
  exportFileName,
  exportRecords,
  type Exported,
  type ExportHeader,
  type ExportOptions,
  type ExportProgress,
} from './json-lines/export-records.js';
