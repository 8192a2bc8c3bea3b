import { findUnstorable, isInstant, maxIdLength, readPath, reservedKeys, validateFields, validateRecord, type CollectionModel, type Issue, type Json, type Model, type Scalar, type StoredRecord } from '@crm-elements/schema';
import type { Batch, CheckOperation, CreateOperation, Operation, PatchOperation } from '../contract.js';
import { CrmError, invalid } from '../errors.js';
import { collectionOf, requireScalar } from './query.js';

/** A batch that was checked and copied: nothing the caller does afterwards reaches it. */
export interface NormalBatch extends Batch {
  at: string;
}

/** Set by the store alone. */
const storeFields: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt']);
/** Objects whose members are patched one by one, by dotted paths. */
const openObjects: ReadonlySet<string> = new Set(['custom', 'externalIds']);
/** A counter's name may carry an id (`messages.seq:<id>`). */
const maxCounterLength = maxIdLength + 128;
/** Stands in for the common fields while a record that lacks them is checked. */
const placeholder = { version: 1, createdAt: '2000-01-01T00:00:00.000Z', updatedAt: '2000-01-01T00:00:00.000Z' };

const topLevel = (path: string): string => path.split('.', 1)[0]!;

export function requireId(id: unknown, field = 'id'): string {
  if (typeof id === 'string' && id.length > 0 && id.length <= maxIdLength && !reservedKeys.has(id)) return id;
  throw invalid(field, `An id is a text of 1 to ${maxIdLength} characters.`);
}

function refuse(collection: string, issues: readonly Issue[]): void {
  const [first] = issues;
  if (first) throw new CrmError('VALIDATION', `${collection}, ${first.path}: ${first.message}`, { issues, collection });
}

function requirePlain(collection: string, value: unknown): void {
  const found = findUnstorable(value);
  if (!found) return;
  const { path, reason } = found;
  const [field = ''] = path.split('.');
  refuse(collection, [{ path, field, code: 'unstorable', message: reason }]);
}

/** Refuses what is not plain JSON. */
export function requireJson(field: string, value: unknown): void {
  const found = findUnstorable(value);
  if (found) throw invalid(field, `${field}: ${found.reason}`, { path: found.path ? `${field}.${found.path}` : field });
}

/** A deep copy of plain JSON. Fields that are `undefined` are left out, as stores keep none. */
export function copyJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson) as T;
  // A spread is a third faster than field by field.
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const field = copy[key];
    if (field === undefined) delete copy[key];
    else if (typeof field === 'object') copy[key] = copyJson(field);
  }
  return copy as T;
}

export const isPlainObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts of an operation are what their types say; callers without types get a sentence instead of a TypeError. */
function requireShape(operation: Operation): void {
  const { collection, set = {}, add = {}, remove = {}, assign = {}, unset = [] } = operation as Partial<PatchOperation & CreateOperation>;
  for (const [part, value] of Object.entries({ set, add, remove, assign } as Record<string, unknown>)) {
    if (!isPlainObject(value)) throw invalid(part, `Give "${part}" as an object of fields.`, { collection: String(collection) });
  }
  if (!Array.isArray(unset) || !unset.every((path) => typeof path === 'string')) throw invalid('unset', 'Give "unset" as a list of fields.', { collection: String(collection) });
  const notListed = Object.entries({ ...add, ...remove }).find(([, values]) => !Array.isArray(values));
  if (notListed) throw invalid(topLevel(notListed[0]), `Give the values to add to or to take out of "${notListed[0]}" as a list.`, { collection: String(collection) });
}

function checkCreate({ collection, record, assign = {} }: CreateOperation, model: CollectionModel): CreateOperation {
  if (typeof record !== 'object' || record === null) throw invalid('record', 'Give the record to create as an object.', { collection });
  requireId(record.id);
  requirePlain(collection, record);
  const assigned = Object.fromEntries(Object.keys(assign).map((field) => [field, 1]));
  refuse(collection, validateRecord(model, { ...placeholder, ...record, ...assigned }));
  for (const [field, counter] of Object.entries(assign)) {
    if (storeFields.has(field) || field.includes('.')) throw invalid(field, `"${field}" cannot be assigned from a counter.`, { collection });
    if (typeof counter !== 'string' || counter === '' || counter.length > maxCounterLength) {
      throw invalid('assign', `The name of a counter is a text of 1 to ${maxCounterLength} characters.`, { collection });
    }
  }
  return copyJson({ op: 'create', collection, record, assign });
}

function checkPatchedField(collection: string, model: CollectionModel, path: string): void {
  const [field, ...rest] = path.split('.') as [string, ...string[]];
  if (storeFields.has(field)) throw invalid(field, `"${field}" is set by the store and cannot be changed.`, { collection, path });
  if (model.counters[field]) throw invalid(field, `"${field}" is counted up by the store and cannot be changed.`, { collection, path });
  if (rest.length > 0 && !openObjects.has(field)) throw invalid(field, `Give "${field}" as a whole; only custom and externalIds take dotted paths.`, { collection, path });
  if (rest.length > 1 || [field, ...rest].some((key) => key === '' || reservedKeys.has(key))) throw invalid(field, `"${path.slice(0, 80)}" is not a name that a field can have.`, { collection, path });
}

function checkPatch(operation: PatchOperation, model: CollectionModel): PatchOperation {
  const { collection, id, set = {}, unset = [], add = {}, remove = {} } = operation;
  requireId(id);
  if (model.appendOnly) throw new CrmError('UNSUPPORTED', `Records of "${collection}" are made and never changed.`, { collection });
  const paths = [...Object.keys(set), ...unset, ...Object.keys(add), ...Object.keys(remove)];
  for (const path of paths) checkPatchedField(collection, model, path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i || (path.includes('.') && paths.includes(topLevel(path))));
  if (twice !== undefined) throw invalid(topLevel(twice), `"${twice}" is changed in two ways at once.`, { collection, path: twice });
  requirePlain(collection, set);
  requirePlain(collection, add);
  requirePlain(collection, remove);
  const whole = (changes: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(changes).filter(([path]) => !path.includes('.')));
  const gone = Object.fromEntries(unset.filter((path) => !path.includes('.')).map((path) => [path, undefined]));
  refuse(collection, validateFields(model, { ...whole(set), ...whole(add), ...whole(remove), ...gone }));
  const externalId = Object.entries(set).find(([path, value]) => path.startsWith('externalIds.') && typeof value !== 'string');
  if (externalId) throw invalid('externalIds', 'Give the id in the other system as a text.', { collection, path: externalId[0] });
  return copyJson(operation);
}

function checkCheck(operation: CheckOperation, model: CollectionModel): CheckOperation {
  const { collection } = operation;
  if (!('totals' in operation)) {
    requireId(operation.id);
    if (!('ifVersion' in operation) && !('absent' in operation)) throw invalid('op', 'A check says what it checks: ifVersion, absent or totals.', { collection });
    return copyJson(operation);
  }
  const totals = model.totals[operation.totals];
  if (!totals) throw invalid('totals', `"${collection}" keeps no totals called "${operation.totals}".`, { collection });
  if (!isPlainObject(operation.group)) throw invalid('group', 'Give the group as an object of values.', { collection });
  for (const [key, value] of Object.entries(operation.group)) requireScalar(key, value);
  const missing = totals.group.find((key) => operation.group[key] === undefined);
  if (missing !== undefined) throw invalid('group', `Name the group's "${missing}" too: ${totals.group.join(', ')}.`, { collection });
  if (!Number.isInteger(operation.below)) throw invalid('below', 'Give "below" a whole number.', { collection });
  return copyJson(operation);
}

function requireVersion(operation: Operation): void {
  const version = 'ifVersion' in operation ? operation.ifVersion : undefined;
  if (version !== undefined && !Number.isInteger(version)) throw invalid('ifVersion', 'Give the version as a whole number.', { collection: operation.collection });
}

function checkOperation(model: Model, operation: Operation): Operation {
  if (typeof operation !== 'object' || operation === null) throw invalid('ops', 'Give each operation as an object.');
  const collection = collectionOf(model, operation.collection);
  requireVersion(operation);
  requireShape(operation);
  switch (operation.op) {
    case 'create':
      return checkCreate(operation, collection);
    case 'patch':
      return checkPatch(operation, collection);
    case 'delete':
      requireId(operation.id);
      return { ...operation };
    case 'check':
      return checkCheck(operation, collection);
    default:
      throw invalid('op', 'An operation is one of: create, patch, delete, check.');
  }
}

/**
 * The batch, checked against the model and copied.
 * @throws CrmError VALIDATION with the field; UNSUPPORTED over `maxBatch` operations, before anything is looked at.
 */
export function normaliseBatch(model: Model, batch: Batch, maxBatch: number, now: () => string): NormalBatch {
  if (!Array.isArray(batch?.ops)) throw invalid('ops', 'Give the operations of the commit as a list.');
  if (batch.ops.length > maxBatch) {
    throw new CrmError('UNSUPPORTED', `One commit takes ${maxBatch} operations at most; these are ${batch.ops.length}. Split them.`, {
      data: { maxBatch, operations: batch.ops.length },
    });
  }
  if (batch.dedupe !== undefined) requireId(batch.dedupe, 'dedupe');
  if (![undefined, 'records', 'seq'].includes(batch.returns)) throw invalid('returns', 'Take "records" or "seq".');
  const at = batch.at ?? now();
  if (!isInstant(at)) throw invalid('at', 'Write the moment in UTC with milliseconds, such as 2026-11-23T09:30:00.000Z.');
  if (batch.meta !== undefined) requireJson('meta', batch.meta);
  if (batch.origin !== undefined) requireId(batch.origin, 'origin');
  if (batch.by !== undefined) {
    requireJson('by', batch.by);
    requireId(isPlainObject(batch.by) ? batch.by.id : undefined, 'by');
  }
  return {
    ops: (batch.ops as readonly Operation[]).map((operation) => checkOperation(model, operation)),
    at,
    ...(batch.dedupe !== undefined && { dedupe: batch.dedupe }),
    ...(batch.returns && { returns: batch.returns }),
    ...(batch.origin !== undefined && { origin: batch.origin }),
    ...(batch.by && { by: { ...batch.by } }),
    ...(batch.meta !== undefined && { meta: copyJson(batch.meta) }),
  };
}

/** Whether two plain values are the same, whatever the order of their keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const other = b as Record<string, Json>;
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(other, key) && sameJson((a as Record<string, Json>)[key], other[key]));
}

const has = (list: readonly Json[], value: Json) => list.some((item) => sameJson(item, value));

/** The record after a patch; the record given is left as it is. @throws CrmError VALIDATION for a list operation on what is no list. */
export function applyPatch(record: StoredRecord, { set = {}, unset = [], add = {}, remove = {} }: PatchOperation): StoredRecord {
  const next: Record<string, Json | undefined> = { ...record };
  const write = (path: string, value: Json | undefined) => {
    const [field, key] = path.split('.') as [string, string | undefined];
    if (key === undefined) {
      if (value === undefined) delete next[field];
      else next[field] = value;
      return;
    }
    const present = next[field] as Record<string, Json> | null | undefined;
    const { [key]: _, ...others } = present ?? {};
    // Taking something out of an object that is not there does not make one.
    if (value !== undefined) next[field] = { ...others, [key]: value };
    // An object that was made for one value goes with its last one, so that taking a change back leaves no trace.
    else if (Object.keys(others).length > 0) next[field] = others;
    else if (present) delete next[field];
  };
  const list = (path: string): Json[] => {
    const value = (readPath(next, path) ?? []) as Json;
    if (Array.isArray(value)) return value;
    const field = path.split('.', 1)[0]!;
    throw invalid(field, `"${path}" is no list: nothing can be added to it or taken out of it.`, { path });
  };
  for (const [path, value] of Object.entries(set)) write(path, copyJson(value));
  for (const path of unset) write(path, undefined);
  for (const [path, values] of Object.entries(add)) write(path, values.reduce<Json[]>((all, value) => (has(all, value) ? all : [...all, copyJson(value)]), list(path)));
  for (const [path, values] of Object.entries(remove)) {
    const present = list(path);
    const left = present.filter((item) => !has(values, item));
    if (left.length < present.length) write(path, left);
  }
  return next as StoredRecord;
}

/** A group's values in the order of the totals' keys. */
export const groupValues = (keys: readonly string[], group: Readonly<Record<string, Scalar>>): Scalar[] => keys.map((key) => group[key] ?? null);
