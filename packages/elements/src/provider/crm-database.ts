import type { DataAdapter } from '@crm-elements/data';
import { crmModel } from '@crm-elements/schema';

/** The page's database of a company's records. The adapter is loaded without them, as other stores of the page use it too. */
export async function openCrmDatabase(name: string): Promise<DataAdapter> {
  const { createDexieAdapterFor } = await import('@crm-elements/adapter-dexie');
  return createDexieAdapterFor(crmModel, { name });
}
