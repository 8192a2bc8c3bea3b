import type { Json, StoredRecord, Trashed } from '@crm-elements/schema';
import type { Operation } from '../contract.js';
import { CrmError, invalid } from '../errors.js';
import type { Reader } from './write.js';
import type { Draft } from './writer.js';

/** Days that deleted records are kept. */
const trashDays = 30;
const dayMs = 24 * 60 * 60 * 1_000;

interface TrashContext {
  newId: () => string;
  now: () => string;
  byId: string;
}

/** What stands in the trash for a record. */
async function findTrashed(reader: Reader, collection: string, id: string): Promise<Trashed | undefined> {
  const { records } = await reader.adapter.query({ collection: 'trash', where: { recordKey: `${collection}:${id}` }, limit: 1 });
  return records[0] as unknown as Trashed | undefined;
}

/** Moves a record into the trash. */
export async function trashRecord(reader: Reader, collection: string, record: StoredRecord, { newId, now, byId }: TrashContext): Promise<Operation[]> {
  const older = await findTrashed(reader, collection, record.id);
  const deletedAt = now();
  const expiresAt = new Date(Date.parse(deletedAt) + trashDays * dayMs).toISOString();
  return [
    ...(older ? [{ op: 'delete', collection: 'trash', id: older.id } as const] : []),
    { op: 'delete', collection, id: record.id },
    {
      op: 'create',
      collection: 'trash',
      record: { id: newId(), collection, recordId: record.id, record: record as { [field: string]: Json }, deletedAt, expiresAt, byId },
    },
  ];
}

const recreate = (collection: string, { version: _version, ...record }: StoredRecord): Operation => ({ op: 'create', collection, record });

/** Takes a record out of the trash, as it was. Nothing when the trash no longer has it: what was erased for good must not come back. */
export async function untrash(reader: Reader, collection: string, record: StoredRecord): Promise<Operation[]> {
  const trashed = await findTrashed(reader, collection, record.id);
  return trashed ? [recreate(collection, record), { op: 'delete', collection: 'trash', id: trashed.id, ifVersion: trashed.version }] : [];
}

/** Moves records into the trash; what is not there is left alone. */
export async function removeDraft(reader: Reader, collection: string, ids: readonly string[], context: TrashContext): Promise<Draft> {
  await reader.load(collection, ids);
  const ops = [];
  for (const id of new Set(ids)) {
    const record = reader.known(collection, id);
    if (record) ops.push(...(await trashRecord(reader, collection, record, context)));
  }
  return { ops };
}

/** Takes a record out of the trash. @throws CrmError NOT_FOUND when the trash does not have it; VALIDATION for a merged contact. */
export async function restoreDraft(reader: Reader, collection: string, id: string): Promise<Draft> {
  const trashed = await findTrashed(reader, collection, id);
  if (!trashed) {
    throw new CrmError('NOT_FOUND', `The trash holds no record of "${collection}" with the id ${id}. Deleted records are kept for ${trashDays} days.`, { collection, data: { id } });
  }
  if (trashed.merge) throw invalid('id', `The contact ${id} is not deleted but merged into another one: bring it back by unmergeContact().`, { collection });
  return {
    ops: [recreate(collection, trashed.record as unknown as StoredRecord), { op: 'delete', collection: 'trash', id: trashed.id, ifVersion: trashed.version }],
    restored: new Set([`${collection}/${id}`]),
  };
}
