import type { Note, Target, TextMark } from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { patchOperation, recordsAfter, type CommandContext, type CommandOptions } from '../context.js';
import { createOperation } from '../creation.js';
import type { Reader } from '../write.js';

export interface AddNoteInput {
  id?: string;
  text: string;
  marks?: TextMark[];
  targets: Target[];
  pinned?: boolean;
}

/** Moves `lastActivityAt` on, of those targets that have it. */
export async function touchTargets(reader: Reader, targets: readonly Target[], at: string): Promise<Operation[]> {
  const ops: Operation[] = [];
  for (const { type, id } of targets) {
    const collection = ({ contact: 'contacts', deal: 'deals', ticket: 'tickets' } as const)[type];
    const record = collection && (await reader.find(collection, id));
    if (record && (record.lastActivityAt == null || record.lastActivityAt < at)) ops.push(patchOperation(collection, id, { lastActivityAt: at }));
  }
  return ops;
}

/** Writes internal notes. Whoever is mentioned in a note on a ticket is noted on the ticket. */
export async function addNotes(context: CommandContext, inputs: readonly AddNoteInput[], { commandId }: CommandOptions = {}): Promise<Note[]> {
  const named = inputs.map((input) => ({ ...input, id: input.id ?? context.newId() }));
  const targets = named.flatMap((input) => input.targets);
  const { writes } = await context.writer.commit('addNote', async (reader) => {
    const at = context.now();
    const touched = new Map<string, Operation>();
    for (const operation of await touchTargets(reader, targets, at)) if (operation.op === 'patch') touched.set(`${operation.collection}/${operation.id}`, operation);
    const ops: Operation[] = [...touched.values()];
    for (const note of named) {
      const mentioned = (note.marks ?? []).flatMap((mark) => (mark.type === 'mention' && mark.id !== undefined ? mark.id : []));
      for (const { type, id } of note.targets) {
        if (type !== 'ticket' || mentioned.length === 0) continue;
        ops.push({ op: 'patch', collection: 'tickets', id, add: { mentionedIds: mentioned } });
        // Who is mentioned is a change of the ticket; that something happened on it says the note itself.
        touched.delete(`tickets/${id}`);
      }
      ops.push(createOperation(context, 'notes', { ...note, authorId: context.actor.id }));
    }
    return { ops, loggedElsewhere: new Set(touched.keys()), ...(commandId !== undefined && { dedupe: commandId }) };
  });
  return recordsAfter<Note>(writes, 'notes', named.map(({ id }) => id));
}
