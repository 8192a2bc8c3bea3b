import type { ExportHeader } from './export-records.js';
import type { RefusalCode } from './export-refused.js';

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

interface NoHeader {
  code: RefusalCode;
  message: string;
}

const noExport = 'This is no export of CRM Elements. Choose a file that was made by “Export”, whole and unchanged.';

/**
 * The first line of an export, or why it is none that this code can read.
 * @param modelVersion of the store that is to be restored
 */
export function readHeader(value: unknown, modelVersion: number): ExportHeader | NoHeader {
  if (!isObject(value) || value['format'] !== 'crm-elements-export') return { code: 'header', message: noExport };
  const header = value as unknown as ExportHeader;
  if (!isCount(header.formatVersion) || !isCount(header.modelVersion)) return { code: 'header', message: noExport };
  if (header.formatVersion > 1 || header.modelVersion > modelVersion) {
    return {
      code: 'version',
      message: 'A newer version of this site made the export. Reload the page to run the newer version, then try again.',
    };
  }
  const { counts, files, database, exportedAt } = header;
  const isWhole =
    isObject(counts) &&
    Object.values(counts).every(isCount) &&
    isCount(files) &&
    typeof database === 'string' &&
    typeof exportedAt === 'string' &&
    !Number.isNaN(Date.parse(exportedAt));
  return isWhole ? header : { code: 'header', message: noExport };
}
