import type { Actor, CollectionName, Json, RecordInput, StoredRecord } from '@crm-elements/schema';
import { makeRecord } from '@crm-elements/schema';
import type { CreateOperation, DataAdapter, PatchOperation } from '../contract.js';
import type { Writer } from './writer.js';

/** What the commands of one client share. */
export interface CommandContext {
  adapter: DataAdapter;
  writer: Writer;
  actor: Actor;
  newId: () => string;
  /** The moment, as records write it. */
  now: () => string;
}

/** Options that every command takes. */
export interface CommandOptions {
  /** A command with the same id has its effect once, whoever sends it again. */
  commandId?: string;
}

/** The operation that makes a record from what a caller gave, with all defaults. */
export function createOperation<Name extends CollectionName>(context: Pick<CommandContext, 'newId'>, collection: Name, input: RecordInput<Name>): CreateOperation {
  const record = makeRecord(collection, input) as { id?: string; [field: string]: Json | undefined };
  return { op: 'create', collection, record: { ...record, id: record.id ?? context.newId() } };
}

/** The operation that sets fields; those given as `undefined` are removed. */
export function patchOperation(collection: string, id: string, fields: Readonly<Record<string, unknown>>): PatchOperation {
  const set: Record<string, Json> = {};
  const unset: string[] = [];
  for (const [path, value] of Object.entries(fields)) {
    if (value === undefined) unset.push(path);
    else set[path] = value as Json;
  }
  return { op: 'patch', collection, id, ...(Object.keys(set).length > 0 && { set }), ...(unset.length > 0 && { unset }) };
}

/** The records that a commit left, in the order of the ids. */
export function recordsAfter<R>(writes: readonly { collection: string; id: string; after: StoredRecord | undefined }[], collection: string, ids: readonly string[]): R[] {
  const found = new Map(writes.filter((write) => write.collection === collection).map((write) => [write.id, write.after]));
  return ids.flatMap((id) => (found.get(id) ?? []) as R);
}
