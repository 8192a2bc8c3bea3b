import type { CreateOperation, DataAdapter } from '@crm-elements/data';

/** Writes any number of records, in batches as large as the store takes them. */
export async function commitAll(adapter: DataAdapter, ops: readonly CreateOperation[]): Promise<void> {
  const size = adapter.capabilities.maxBatch;
  for (let i = 0; i < ops.length; i += size) await adapter.commit({ ops: ops.slice(i, i + size) });
}
