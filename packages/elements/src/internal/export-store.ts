import type { DataAdapter } from '@crm-elements/data';
import { saveFile } from './save-file.js';

/**
 * Gives all that a store holds to the browser to save, and returns the name of the file.
 * @throws CrmError what `exportRecords` of the interchange package throws
 */
export async function exportStore(adapter: DataAdapter): Promise<string> {
  const { exportFileName, exportRecords } = await import('@crm-elements/interchange');
  const { blob, header } = await exportRecords(adapter);
  const name = exportFileName(header);
  saveFile(name, blob);
  return name;
}
