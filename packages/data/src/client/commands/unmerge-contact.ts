import { contactsIn, mergeFields, withContacts, type Contact, type Json, type StoredRecord } from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { CrmError } from '../../errors.js';
import type { FieldChange } from '../changes.js';
import type { SkippedPart } from '../journal.js';
import { untrash } from '../trash.js';
import type { Reader } from '../write.js';
import type { Draft } from '../writer.js';
import { repoint, roomFor, type Merge } from './merge-contacts.js';
import { contactPatch, Merges, referenceKey, storable, type MergeContext, type MergedRow, type MovedReference } from './merged-contacts.js';
import { changesSince, mergedIdsOf, mergingsOf, replay, valuesOf, withMerged, type Merging } from './replay-merges.js';

/** What taking a merge back came to: "1,998 of 2,000 put back; 2 changed since". */
export interface UnmergedContact {
  /** The contact that is one of its own again. */
  contact: Contact;
  /** Records put back, at least in part. */
  done: number;
  /** Records that the merge wrote: both contacts, and those that it moved. */
  total: number;
  skipped: SkippedPart[];
}

/** The log's entry of a contact that comes back otherwise than it went. */
function restoredEvent({ newId, now, actor, origin }: MergeContext, { record, merge: { since } }: MergedRow): Operation {
  const diff = Object.fromEntries(since.map(({ path, before, after }) => [path, [before ?? null, after ?? null]]));
  const event = {
    id: newId(),
    record: 'contacts',
    recordId: record.id,
    op: 'restore',
    diff,
    at: now(),
    byId: actor.id,
    byKind: actor.kind,
    origin,
  };
  return { op: 'create', collection: 'auditEvents', record: event };
}

/** Takes the merged contact's fields out of the one it was merged into, and out of those that this one was merged into since. */
async function putFieldsBack(reader: Reader, merges: Merges, row: MergedRow): Promise<{ ops: Operation[]; skipped: SkippedPart[] }> {
  const written = new Set(row.merge.fields.map(({ path }) => path));
  const rows = new Map<MergedRow, { record?: StoredRecord; fields?: FieldChange[] }>();
  const ops: Operation[] = [];
  const skipped: SkippedPart[] = [];
  let child = row;
  let instead: StoredRecord | undefined;
  for (;;) {
    const holderId = child.record.mergedIntoId;
    await merges.lookDown([holderId]);
    const above = merges.row(holderId);
    const holder = above?.record ?? ((await reader.find('contacts', holderId)) as StoredRecord | undefined);
    if (!holder) {
      skipped.push({ collection: 'contacts', id: holderId, reason: 'gone' });
      break;
    }
    const childId = child.record.id;
    const [mine, ...behind] = mergingsOf(merges, merges.fromOn(holderId, childId)) as [Required<Merging>, ...Required<Merging>[]];
    const replayed = replay(merges, holder, [mine, ...behind], instead ? [{ ...mine, record: instead }, ...behind] : behind);
    for (const [id, fields] of replayed.fields) rows.set(merges.row(id)!, { ...rows.get(merges.row(id)!), fields });
    const left = mine.fields.map(({ path }) => path).filter((path) => replayed.edited.has(path) && written.has(path));
    const record = instead
      ? replayed.record
      : withMerged(
          merges,
          replayed.record,
          mergedIdsOf(holder).filter((id) => id !== childId),
        );
    if (left.length > 0) skipped.push({ collection: 'contacts', id: holderId, reason: 'changed', fields: left });
    if (!above) {
      const changes = merges.records.changedFields(holder, record);
      if (changes.length > 0) ops.push(contactPatch(holderId, valuesOf(changes, 'after')));
      break;
    }
    rows.set(above, { ...rows.get(above), record });
    [child, instead] = [above, record];
  }
  for (const [{ id, version, merge, record: before }, { record = before, fields = merge.fields }] of rows) {
    const since = changesSince(merges, { record: before, merge }, record);
    ops.push({
      op: 'patch',
      collection: 'trash',
      id,
      set: { record: record as Json, merge: storable({ ...merge, fields, since }) },
      ifVersion: version,
    });
  }
  return { ops, skipped };
}

/** Makes the merged contact one of its own again. Where one with its id was made since, that one gets what it lacks. */
async function bringBack(
  reader: Reader,
  { records: { applyPatch, changedFields } }: Merges,
  { id, version, record }: MergedRow,
): Promise<{ ops: Operation[]; skipped: SkippedPart[] }> {
  const { mergedIntoId: _, ...contact } = record;
  await reader.load('contacts', [record.id]);
  const present = reader.known('contacts', record.id);
  if (!present) return { ops: await untrash(reader, 'contacts', contact), skipped: [] };
  const patch = contactPatch(record.id, {
    ...mergeFields(present, contact),
    ...(contact.mergedIds !== undefined && { mergedIds: contact.mergedIds }),
  });
  const fields = changedFields(contact, applyPatch(present, patch)).map(({ path }) => path);
  return {
    ops: [...(patch.set ? [patch] : []), { op: 'delete', collection: 'trash', id, ifVersion: version }],
    skipped: fields.length > 0 ? [{ collection: 'contacts', id: record.id, reason: 'exists', fields }] : [],
  };
}

interface UnmergePart {
  draft: Draft;
  merge: Merge;
  total: number;
  skipped: SkippedPart[];
  /** The references that were looked at. */
  seen: string[];
  isLast: boolean;
}

/** Puts references back that hold what the merge wrote, or where a later merge has moved them. */
async function putReferencesBack(
  reader: Reader,
  merges: Merges,
  mergedId: string,
  references: readonly MovedReference[],
): Promise<{ ops: Operation[]; skipped: SkippedPart[] }> {
  await merges.lookUp([...new Set(references.flatMap(({ before }) => contactsIn(before)))]);
  const ids = new Map<string, string[]>();
  for (const { collection, id } of references) ids.set(collection, [...(ids.get(collection) ?? []), id]);
  for (const [collection, list] of ids) await reader.load(collection, list);
  const { sameJson } = merges.records;
  const ops: Operation[] = [];
  const skipped: SkippedPart[] = [];
  for (const { collection, id, field, before } of references) {
    const record = reader.known(collection, id);
    const now = withContacts(before, (contact) => merges.rootOf(contact));
    const then = withContacts(before, (contact) => merges.rootOf(contact, mergedId));
    if (!record) skipped.push({ collection, id, reason: 'gone' });
    else if (sameJson(record[field], now)) ops.push(...repoint(reader, collection, record, field, then));
    // What a merge that broke off had not moved yet is where it belongs.
    else if (!sameJson(record[field], then)) skipped.push({ collection, id, reason: 'changed' });
  }
  return { ops, skipped };
}

async function draftPart(context: MergeContext, reader: Reader, mergedId: string, seen: ReadonlySet<string>): Promise<UnmergePart> {
  const merges = new Merges(context, reader);
  await merges.lookUp([mergedId]);
  const row = merges.row(mergedId);
  if (!row)
    throw new CrmError('NOT_FOUND', `The contact ${mergedId} is not merged into another one.`, {
      collection: 'contacts',
      data: { id: mergedId },
    });
  await merges.lookDown([mergedId]);
  const all = new Map(
    merges.family(mergedId).flatMap((id) => merges.row(id)!.merge.moved.map((reference) => [referenceKey(reference), reference] as const)),
  );
  const references = [...all.keys()].filter((key) => !seen.has(key));
  const contacts = [await bringBack(reader, merges, row), await putFieldsBack(reader, merges, row)];
  const isLogged = row.merge.since.length > 0;
  const own = [...contacts.flatMap(({ ops }) => ops), ...(isLogged ? [restoredEvent(context, row)] : [])];
  // Of these, the contacts are logged.
  const logEntries = 2;
  const isLast = references.length <= roomFor(reader, own.length + logEntries);
  const taken = isLast ? references : references.slice(0, roomFor(reader, 0));
  const moved = await putReferencesBack(
    reader,
    merges,
    mergedId,
    taken.map((key) => all.get(key)!),
  );
  const contact = new Set([`contacts/${mergedId}`]);
  const keepId = row.record.mergedIntoId;
  return {
    merge: { keepId, mergedId, choices: row.merge.choices, before: merges.fromOn(keepId, mergedId).slice(1) },
    draft: { ops: [...moved.ops, ...(isLast ? own : [])], restored: contact, ...(isLogged && { loggedElsewhere: contact }) },
    total: all.size + 2,
    skipped: [...moved.skipped, ...(isLast ? contacts.flatMap(({ skipped }) => skipped) : [])],
    seen: taken,
    isLast,
  };
}

/**
 * Takes a merge back: each field that still holds what it wrote, where need be through the merges that came after it; the rest is skipped and
 * told. In parts where it is larger than the store's `maxBatch`: the records first, both contacts in the last commit, so that whatever happened
 * before a crash is still a merge that can be taken back, or completed by merging again.
 * @returns what it came to, and the merge that was taken back
 * @throws CrmError NOT_FOUND for a contact that is not merged
 */
export async function unmergeContact(context: MergeContext, mergedId: string): Promise<UnmergedContact & { merge: Merge }> {
  const skipped: SkippedPart[] = [];
  const seen = new Set<string>();
  for (;;) {
    let part: UnmergePart | undefined;
    await context.writer.commit(
      'unmergeContact',
      async (reader) => {
        part = await draftPart(context, reader, mergedId, seen);
        return part.draft;
      },
      { journaled: false },
    );
    const { merge, total, isLast } = part!;
    skipped.push(...part!.skipped);
    for (const key of part!.seen) seen.add(key);
    if (!isLast) continue;
    const [contact] = await context.adapter.get('contacts', [mergedId]);
    const untouched = skipped.filter(({ fields }) => !fields).length;
    return { contact: contact as unknown as Contact, done: total - untouched, total, skipped, merge };
  }
}
