/** Finding duplicates, making one contact of several, and taking that back. Loaded with the first of it. */
import { CrmError } from '../errors.js';
import type { CommandOptions } from './context.js';
import { mergeContact, mergesOf, type Merge, type MergeContactsInput, type MergedContacts } from './commands/merge-contacts.js';
import type { MergeContext } from './commands/merged-contacts.js';
import { unmergeContact as unmerge, type UnmergedContact } from './commands/unmerge-contact.js';
import type { SkippedPart, UndoResult } from './journal.js';

export { findDuplicates } from './commands/duplicates.js';

/** What a step came to for one contact. */
type Outcome = Pick<UndoResult, 'done' | 'total' | 'skipped'>;

/** Of a merge that somebody else took back or did meanwhile nothing is left to do. */
async function unlessGone(id: string, run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CrmError) || (error.code !== 'NOT_FOUND' && error.code !== 'VALIDATION')) throw error;
    const skipped: SkippedPart[] = [{ collection: 'contacts', id, reason: 'changed' }];
    return { done: 0, total: 1, skipped };
  }
}

async function all(command: string, merges: readonly Merge[], run: (merge: Merge) => Promise<Outcome>): Promise<UndoResult> {
  const sum: UndoResult = { command, done: 0, total: 0, skipped: [] };
  for (const merge of merges) {
    const { done, total, skipped } = await unlessGone(merge.mergedId, () => run(merge));
    sum.done += done;
    sum.total += total;
    sum.skipped.push(...skipped);
  }
  return sum;
}

/** Both contacts of a merge. */
const contactsOfMerge = 2;

const mergeAll = (context: MergeContext, command: string, merges: readonly Merge[]) =>
  all(command, merges, async (merge) => {
    const total = (await mergeContact(context, merge)) + contactsOfMerge;
    return { done: total, total, skipped: [] };
  });

const unmergeAll = (context: MergeContext, command: string, merges: readonly Merge[]) =>
  all(command, [...merges].reverse(), ({ mergedId }) => unmerge(context, mergedId));

/**
 * Makes one contact of several, with all that hangs on them. It is one step on the undo list, however many commits it takes.
 * @throws CrmError VALIDATION for contacts or choices that do not go together; NOT_FOUND
 */
export async function mergeContacts(context: MergeContext, input: MergeContactsInput, options?: CommandOptions): Promise<MergedContacts> {
  const command = 'mergeContacts';
  const begun: Merge[] = [];
  let moved = 0;
  try {
    for (const merge of mergesOf(input))
      moved += await mergeContact(context, merge, options, () => begun.includes(merge) || begun.push(merge));
  } finally {
    if (begun.length > 0)
      context.journal.add({ command, undo: () => unmergeAll(context, command, begun), redo: () => mergeAll(context, command, begun) });
  }
  const [contact] = await context.adapter.get('contacts', [input.keepId]);
  if (!contact) throw new CrmError('NOT_FOUND', `The contact ${input.keepId} was deleted or merged meanwhile.`, { collection: 'contacts' });
  return { contact: contact as MergedContacts['contact'], moved };
}

/**
 * Makes a merged contact one of its own again, whenever and wherever it was merged: {@link unmerge}.
 * @throws CrmError NOT_FOUND for a contact that is not merged
 */
export async function unmergeContact(context: MergeContext, mergedId: string): Promise<UnmergedContact> {
  const command = 'unmergeContact';
  const { merge, ...result } = await unmerge(context, mergedId);
  context.journal.add({ command, undo: () => mergeAll(context, command, [merge]), redo: () => unmergeAll(context, command, [merge]) });
  return result;
}
