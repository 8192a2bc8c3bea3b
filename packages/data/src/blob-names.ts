import type { StoredRecord } from '@crm-elements/schema';

/** The field of a record that may name a blob, by collection. */
const fields: Readonly<Record<string, string>> = { attachments: 'blob', contacts: 'photo', companies: 'logo', agents: 'avatar' };

/** Collections whose records may name a blob: what lies in the trash can be restored, and keeps its own. */
export const blobHolders: readonly string[] = [...Object.keys(fields), 'trash'];

/** The key of the blob that a record names. A picture may lie elsewhere: its address is no key. */
export function blobNamedBy(collection: string, record: StoredRecord): string | undefined {
  const trashed = collection === 'trash' ? (record as unknown as { collection: string; record: Record<string, unknown> }) : undefined;
  const field = fields[trashed?.collection ?? collection];
  const name = field === undefined ? undefined : (trashed?.record ?? record)[field];
  return typeof name === 'string' && (field === fields['attachments'] || /^[0-9a-f]{64}$/.test(name)) ? name : undefined;
}
