export { CrmImport } from './import.js';
export { CrmImportDoneEvent, CrmImportStartEvent, type ImportCounts } from '../events/import-events.js';
