import { createClient, createReadOnlyAdapter, type ClientOptions, type CrmClient, type DataAdapter } from '@crm-elements/data';
import type { Actor } from '@crm-elements/schema';

export { openCrmDatabase } from './crm-database.js';

/**
 * A client over an adapter. A module of its own, loaded by `import()`: were `@crm-elements/data` itself imported so, a bundler would put all
 * of it where the few things are that elements need of it at once.
 */
export function clientOver(adapter: DataAdapter, { actor, readonly }: { actor: Actor; readonly: boolean }): CrmClient {
  // Absent where the page is not served securely.
  const locks = navigator.locks as ClientOptions['locks'];
  return createClient(readonly ? createReadOnlyAdapter(adapter) : adapter, { actor, ...(locks && { locks }) });
}
