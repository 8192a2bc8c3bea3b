import {
  contactsIn,
  mergeFields,
  unmergedFields,
  withContacts,
  type Contact,
  type Json,
  type MergeChoice,
  type MergeChoices,
  type StoredRecord,
} from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { CrmError, invalid } from '../../errors.js';
import type { CommandOptions } from '../context.js';
import { trashRecord } from '../trash.js';
import type { Reader } from '../write.js';
import type { Draft } from '../writer.js';
import {
  contactPatch,
  Merges,
  namingsOf,
  neverExpires,
  referenceKey,
  storable,
  type MergeContext,
  type MergedRow,
  type MergeRecord,
  type MovedReference,
  type Naming,
} from './merged-contacts.js';
import { changesSince, mergedIdsOf, mergingsOf, replay, valuesOf, withMerged, type Merging, type Replayed } from './replay-merges.js';

/** Which contacts become one. */
export type MergeContactsInput = {
  /** The contact that stays. */
  keepId: string;
  /**
   * Field → id of the contact whose value it gets: `{ jobTitle: otherId, 'custom.size': keepId }`. `fullName` stands for the whole name. A
   * list that is chosen is that contact's list alone. Default: the kept one's value where it has one, else the other's; lists united
   * without doubles; of consents the later, but never a consent in the place of a refusal.
   */
  choices?: Readonly<Record<string, string>>;
} & (
  { /** The one that is merged into it. */ mergeId: string } | { /** Several, merged one after the other. */ mergeIds: readonly string[] }
);

export interface MergedContacts {
  /** The contact that stays, as it is now. */
  contact: Contact;
  /** Records that named the others and now name it. */
  moved: number;
}

/** The merge of one contact into another. */
export interface Merge {
  keepId: string;
  mergedId: string;
  choices: MergeChoices;
  /** Of a merge that is done again: those that came after it. It takes its place before them, so that the same comes of it. */
  before?: readonly string[];
}

/** The merges that an input asks for. @throws CrmError VALIDATION */
export function mergesOf(input: MergeContactsInput): Merge[] {
  const { keepId, choices = {} } = input;
  const ids = 'mergeIds' in input ? input.mergeIds : [input.mergeId];
  if (ids.length === 0 || new Set([keepId, ...ids]).size <= ids.length)
    throw invalid('mergeId', 'Name the contacts to merge, each once, and not the one that stays.', { collection: 'contacts' });
  for (const [field, id] of Object.entries(choices)) {
    if (unmergedFields.has(field))
      throw invalid(field, `"${field}" is not merged: the contact that stays keeps its own.`, { collection: 'contacts' });
    if (id !== keepId && !ids.includes(id))
      throw invalid(field, `For "${field}" choose one of the contacts that are merged.`, { collection: 'contacts' });
  }
  return ids.map((mergedId) => {
    const choiceOf = (id: string): MergeChoice => (id === mergedId ? 'merged' : 'kept');
    return { keepId, mergedId, choices: Object.fromEntries(Object.entries(choices).map(([field, id]) => [field, choiceOf(id)])) };
  });
}

/** Operations that a record takes at most, its entry in the log within: a patch and its entry, or a removal and a creation. */
const opsForRecord = 2;

/** Gives a record's reference another value. What is only ever added to is not patched but written anew: what it tells stays as it was. */
export function repoint(reader: Reader, collection: string, record: StoredRecord, field: string, value: Json): Operation[] {
  const { id, version: ifVersion } = record;
  if (!reader.adapter.model.collections[collection]!.appendOnly)
    return [{ op: 'patch', collection, id, set: { [field]: value }, ifVersion }];
  const { version: _, ...fields } = record;
  return [
    { op: 'delete', collection, id, ifVersion },
    { op: 'create', collection, record: { ...fields, [field]: value } },
  ];
}

/** How many records fit into a commit beside other operations. */
export const roomFor = ({ adapter }: Reader, others: number): number =>
  Math.max(1, Math.floor((adapter.capabilities.maxBatch - others) / opsForRecord));

const notThere = (id: string) =>
  new CrmError('NOT_FOUND', `"contacts" has no record with the id ${id}. It may have been deleted or merged meanwhile.`, {
    collection: 'contacts',
    data: { id },
  });

interface MergePart {
  draft: Draft;
  moved: number;
  /** Records that name the merged contact are left for another commit. */
  more: boolean;
}

const nothing: MergePart = { draft: { ops: [] }, moved: 0, more: false };

/** Moves what names the merged contact, and notes how it was. */
async function moveNamings(
  reader: Reader,
  merges: Merges,
  { keepId, mergedId }: Merge,
  namings: readonly Naming[],
): Promise<{ ops: Operation[]; moved: MovedReference[] }> {
  await merges.lookDown([...new Set(namings.flatMap(({ record, field }) => contactsIn(record[field])))]);
  const known = merges.movedReferences();
  const nowOf = (id: string) => merges.rootOf(id, mergedId);
  const thenOf = (id: string) => (nowOf(id) === mergedId ? keepId : nowOf(id));
  const ops: Operation[] = [];
  const moved: MovedReference[] = [];
  for (const { collection, field, record } of namings) {
    const { id } = record;
    const value = record[field]!;
    const earlier = known.get(referenceKey({ collection, id, field }));
    const before = earlier !== undefined && merges.records.sameJson(withContacts(earlier, nowOf), value) ? earlier : value;
    ops.push(...repoint(reader, collection, record, field, withContacts(before, thenOf)));
    if (contactsIn(before).includes(mergedId)) moved.push({ collection, id, field, before });
  }
  return { ops, moved };
}

/** Writes the contact that stays as a replay left it. */
function keptPatches(merges: Merges, kept: StoredRecord, record: StoredRecord): Operation[] {
  const changes = merges.records.changedFields(kept, record);
  return changes.length > 0 ? [contactPatch(kept.id, valuesOf(changes, 'after'))] : [];
}

/** Notes what merges write that were done again. */
const behindPatches = (merges: Merges, behind: readonly Merging[], { fields }: Replayed): Operation[] =>
  behind.map(({ id: mergedId }) => {
    const { id, version, merge } = merges.row(mergedId)!;
    return {
      op: 'patch',
      collection: 'trash',
      id,
      set: { merge: storable({ ...merge, fields: fields.get(mergedId)! }) },
      ifVersion: version,
    };
  });

/** The first commit of a merge: the contact that stays, the one that is merged into it, and as many records as fit. */
async function draftFirst(context: MergeContext, reader: Reader, merge: Merge): Promise<MergePart> {
  const { keepId, mergedId, choices, before = [] } = merge;
  await reader.load('contacts', [keepId, mergedId]);
  const [kept, merged] = [keepId, mergedId].map((id) => reader.known('contacts', id));
  const merges = new Merges(context, reader);
  await merges.lookUp([mergedId]);
  const row = merges.row(mergedId);
  if (!kept) throw notThere(keepId);
  if (!merged && row?.record.mergedIntoId === keepId) return draftNext(context, reader, merge);
  if (!merged) throw notThere(mergedId);
  if (row) return draftAgain(context, reader, merges, merge, row);

  await merges.lookDown([keepId]);
  const order = merges.mergedInto(keepId);
  const place = order.findIndex((id) => before.includes(id));
  const behind = mergingsOf(merges, place < 0 ? [] : order.slice(place));
  const replayed = replay(merges, kept, behind, [{ id: mergedId, record: merged, choices }, ...behind]);
  const mergedIds = [...order.slice(0, order.length - behind.length), mergedId, ...behind.map(({ id }) => id)];
  const { newId, now, actor } = context;
  const toTrash = await trashRecord(reader, 'contacts', { ...merged, mergedIntoId: keepId }, { newId, now, byId: actor.id });
  const ops = [...keptPatches(merges, kept, withMerged(merges, replayed.record, mergedIds)), ...behindPatches(merges, behind, replayed)];
  const logEntries = 2;
  const { namings, more } = await namingsOf(reader, mergedId, roomFor(reader, ops.length + toTrash.length + logEntries));
  const { ops: moves, moved } = await moveNamings(reader, merges, merge, namings);
  const record: MergeRecord = { fields: replayed.fields.get(mergedId)!, choices, moved, since: [] };
  const asMerged = toTrash.map((operation) =>
    operation.op === 'create'
      ? { ...operation, record: { ...operation.record, expiresAt: neverExpires, merge: storable(record) } }
      : operation,
  );
  return { draft: { ops: [...ops, ...asMerged, ...moves] }, moved: namings.length, more };
}

/**
 * The first commit where the merged contact was made anew since, as by a customer who writes again: what is new of it goes where it went before.
 */
async function draftAgain(
  context: MergeContext,
  reader: Reader,
  merges: Merges,
  { keepId, mergedId, choices }: Merge,
  row: MergedRow,
): Promise<MergePart> {
  if (row.record.mergedIntoId !== keepId) {
    throw invalid('mergeId', `The contact ${mergedId} was merged into another one before. Take that back first, by unmergeContact().`, {
      collection: 'contacts',
    });
  }
  const kept = (await reader.require('contacts', keepId)) as unknown as StoredRecord;
  const anew = (await reader.require('contacts', mergedId)) as unknown as StoredRecord;
  await merges.lookDown([keepId, mergedId]);
  const { merge, record: former } = row;
  const filled = merges.records.applyPatch(former, contactPatch(mergedId, mergeFields(former, anew)));
  const record = withMerged(merges, filled, [...mergedIdsOf(former), ...mergedIdsOf(anew)]);
  const [mine, ...behind] = mergingsOf(merges, merges.fromOn(keepId, mergedId)) as [Required<Merging>, ...Required<Merging>[]];
  const again = { ...mine, record, choices: { ...mine.choices, ...choices } };
  const replayed = replay(merges, kept, [mine, ...behind], [again, ...behind]);
  const since = changesSince(merges, row, record);
  const note = storable({ ...merge, choices: again.choices, fields: replayed.fields.get(mergedId)!, since });
  const ops: Operation[] = [
    ...keptPatches(merges, kept, replayed.record),
    ...behindPatches(merges, behind, replayed),
    { op: 'patch', collection: 'trash', id: row.id, set: { merge: note, record: record as Json }, ifVersion: row.version },
  ];
  ops.push({ op: 'delete', collection: 'contacts', id: mergedId, ifVersion: anew.version });
  // What names it is for the next commit, as if this one had been all before a crash.
  return { draft: { ops }, moved: 0, more: true };
}

/** A further commit: more of the records that name the merged contact. */
async function draftNext(context: MergeContext, reader: Reader, merge: Merge): Promise<MergePart> {
  const merges = new Merges(context, reader);
  await merges.lookUp([merge.mergedId]);
  const row = merges.row(merge.mergedId);
  if (row?.record.mergedIntoId !== merge.keepId) return nothing;
  const { namings, more } = await namingsOf(reader, merge.mergedId, roomFor(reader, 1));
  if (namings.length === 0) return nothing;
  const { ops, moved } = await moveNamings(reader, merges, merge, namings);
  const all = new Map([...row.merge.moved, ...moved].map((reference) => [referenceKey(reference), reference]));
  const record: MergeRecord = { ...row.merge, moved: [...all.values()] };
  const note = { op: 'patch', collection: 'trash', id: row.id, set: { merge: storable(record) }, ifVersion: row.version } as const;
  return { draft: { ops: [note, ...ops] }, moved: namings.length, more };
}

/**
 * Merges one contact into another. All of it is one commit as far as the store's `maxBatch` allows. Beyond that the first commit merges the
 * contacts and keeps what it takes to go back, and each further one moves records that still name the merged contact and adds them to
 * that. So whatever of it happened before a crash is a merge that can be taken back, and merging the same two again completes it.
 * @returns how many records were moved
 */
export async function mergeContact(
  context: MergeContext,
  merge: Merge,
  { commandId }: CommandOptions = {},
  onWritten?: () => unknown,
): Promise<number> {
  let sum = 0;
  for (let isFirst = true, more = true; more; isFirst = false) {
    let part = nothing;
    const dedupe = isFirst && commandId !== undefined ? `${commandId}:${merge.mergedId}` : undefined;
    const { committed } = await context.writer.commit(
      'mergeContacts',
      async (reader) => {
        part = await (isFirst ? draftFirst(context, reader, merge) : draftNext(context, reader, merge));
        return { ...part.draft, ...(dedupe !== undefined && { dedupe }) };
      },
      { journaled: false },
    );
    onWritten?.();
    if (!committed.repeated) sum += part.moved;
    // Of a command that was sent before nobody knows how far it came.
    more = part.more || committed.repeated;
  }
  return sum;
}
