import type { Json, StoredRecord } from '@crm-elements/schema';
import { sameJson } from '../engine/batch.js';

/** A field before and after; `undefined` where it was not there. Custom values are told apart: `custom.size`. */
export interface FieldChange {
  path: string;
  before: Json | undefined;
  after: Json | undefined;
}

const storeFields: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt']);
const openObjects = ['custom', 'externalIds'];

const isObject = (value: Json | undefined): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of custom and externalIds as fields of their own, where their names allow it. */
function flatten(record: StoredRecord): Map<string, Json> {
  const fields = new Map<string, Json>();
  for (const [field, value] of Object.entries(record)) {
    if (storeFields.has(field) || value === undefined) continue;
    const open = openObjects.includes(field) && isObject(value) && Object.keys(value).every((key) => key !== '' && !key.includes('.'));
    if (open) for (const [key, inner] of Object.entries(value)) fields.set(`${field}.${key}`, inner);
    else fields.set(field, value);
  }
  return fields;
}

/** The fields in which two states of a record differ; those that the store sets itself are left out. */
export function changedFields(before: StoredRecord, after: StoredRecord): FieldChange[] {
  const from = flatten(before);
  const to = flatten(after);
  const changes: FieldChange[] = [];
  for (const path of new Set([...from.keys(), ...to.keys()])) {
    const change = { path, before: from.get(path), after: to.get(path) };
    if (!sameJson(change.before, change.after)) changes.push(change);
  }
  return changes;
}

/** The present value of a field as {@link changedFields} names it. */
export function valueAt(record: StoredRecord, path: string): Json | undefined {
  const dot = path.indexOf('.');
  if (dot < 0) return Object.hasOwn(record, path) ? record[path] : undefined;
  const inner = record[path.slice(0, dot)];
  const key = path.slice(dot + 1);
  return isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
}
