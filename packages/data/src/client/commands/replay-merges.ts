/** Merges into one contact, taken back and done again: what one of them wrote depends on those before it. */
import type { MergeChoices, StoredRecord } from '@crm-elements/schema';
import type { FieldChange } from '../changes.js';
import { contactPatch, type MergedRow, type Merges } from './merged-contacts.js';

export const valuesOf = (changes: readonly FieldChange[], side: 'before' | 'after') =>
  Object.fromEntries(changes.map((change) => [change.path, change[side]]));

/** A contact that is merged into another one, as it is when it is. */
export interface Merging {
  id: string;
  record: StoredRecord;
  choices: MergeChoices;
  /** What its merge wrote before; nothing where it is new. */
  fields?: readonly FieldChange[];
}

/** A contact that others are merged into, after a replay. */
export interface Replayed {
  record: StoredRecord;
  /** What each merge that was done again writes now, by the contact that was merged. */
  fields: Map<string, FieldChange[]>;
  /** Fields that did not hold what a merge wrote, as somebody has changed them since: they are left as they are by all. */
  edited: ReadonlySet<string>;
}

/** Merges that were done, as {@link replay} takes them. */
export const mergingsOf = (merges: Merges, ids: readonly string[]): Required<Merging>[] =>
  ids.map((id) => {
    const { record, merge } = merges.row(id)!;
    return { id, record, choices: merge.choices, fields: merge.fields };
  });

/** Takes the last merges into a contact back, the last one first, and does others in their place. */
export function replay(merges: Merges, holder: StoredRecord, undo: readonly Required<Merging>[], again: readonly Merging[]): Replayed {
  const { applyPatch, sameJson, valueAt } = merges.records;
  const edited = new Set<string>();
  let record = holder;
  for (const { path, before, after } of [...undo].reverse().flatMap(({ fields }) => fields)) {
    if (edited.has(path)) continue;
    if (sameJson(valueAt(record, path), after)) record = applyPatch(record, contactPatch(holder.id, { [path]: before }));
    else edited.add(path);
  }
  const written = new Map<string, FieldChange[]>();
  for (const { id, record: merged, choices, fields = [] } of again) {
    const changes = merges.changes(record, merged, choices).filter(({ path }) => !edited.has(path));
    record = applyPatch(record, contactPatch(holder.id, valuesOf(changes, 'after')));
    written.set(id, [...changes, ...fields.filter(({ path }) => edited.has(path))]);
  }
  return { record, fields: written, edited };
}

/** The contact with others as those that are merged into it. */
export const withMerged = ({ records }: Merges, record: StoredRecord, mergedIds: readonly string[]): StoredRecord =>
  records.applyPatch(record, contactPatch(record.id, { mergedIds: mergedIds.length > 0 ? [...mergedIds] : undefined }));

export const mergedIdsOf = ({ mergedIds }: StoredRecord) => (mergedIds ?? []) as string[];

/** What has changed in a merged contact since it was merged, now that it is `record`. */
export function changesSince(
  { records }: Merges,
  { record, merge }: Pick<MergedRow, 'record' | 'merge'>,
  now: StoredRecord,
): FieldChange[] {
  return records.changedFields(records.applyPatch(record, contactPatch(record.id, valuesOf(merge.since, 'before'))), now);
}
