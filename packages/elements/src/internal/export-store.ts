import type { DataAdapter } from '@crm-elements/data';
import { saveFile } from './save-file.js';

type Exported = import('@crm-elements/interchange').Exported;
type ExportOptions = import('@crm-elements/interchange').ExportOptions;

/** What was given to the browser to save. */
interface ExportedStore extends Pick<Exported, 'header' | 'missing'> {
  /** The name of the file. */
  name: string;
}

/**
 * Gives all that a store holds to the browser to save.
 * @throws CrmError what `exportRecords` of the interchange package throws
 */
export async function exportStore(adapter: DataAdapter, options: ExportOptions = {}): Promise<ExportedStore> {
  const { exportFileName, exportRecords } = await import('@crm-elements/interchange');
  const { blob, header, missing } = await exportRecords(adapter, options);
  const name = exportFileName(header);
  saveFile(name, blob);
  return { name, header, missing };
}
