import type { Actor, Json, StoredRecord, Target, TicketPatch } from '@crm-elements/schema';
import type { DataAdapter, PatchOperation } from '../contract.js';
import { invalid } from '../errors.js';
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

/** The records, by the keys of their turns, that a command about these targets is about. */
export const targetKeys = (targets: readonly Target[]) => targets.map(({ type, id }) => `${type}s/${id}`);

/** A rule's patch; what it refuses is a VALIDATION error of the field. */
export function rule(field: string, apply: () => TicketPatch): TicketPatch {
  try {
    return apply();
  } catch (error) {
    throw error instanceof RangeError ? invalid(field, error.message, { cause: error, collection: 'tickets' }) : error;
  }
}
