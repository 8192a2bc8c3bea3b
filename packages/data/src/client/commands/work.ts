import { makeRecord, type Activity, type Contact, type Draft as DraftRecord, type Json, type Pipeline, type Preference, type RecordInput, type Stage, type Task } from '@crm-elements/schema';
import type { Operation } from '../../contract.js';
import { CrmError, toCrmError } from '../../errors.js';
import { patchOperation, recordsAfter, targetKeys, type CommandContext, type CommandOptions } from '../context.js';
import { createOperation, createOperations } from '../creation.js';
import { touchTargets } from './notes.js';

export type SaveContactInput = Partial<RecordInput<'contacts'>> & { id?: string };

/** The given fields in the form that records keep; a name's parts and its full text go together. */
export function contactFields(fields: Partial<RecordInput<'contacts'>>): Record<string, unknown> {
  const made: Record<string, unknown> = makeRecord('contacts', fields as RecordInput<'contacts'>);
  const given = new Set([...Object.keys(fields), ...(fields.name ?? fields.fullName ? ['name', 'fullName'] : [])]);
  return Object.fromEntries([...given].map((field) => [field, fields[field as keyof typeof fields] === undefined && field in fields ? undefined : made[field]]));
}

/** Makes contacts, or changes those that the store knows by their id: only the fields that are given. */
export async function saveContacts(context: CommandContext, inputs: readonly SaveContactInput[], { commandId }: CommandOptions = {}): Promise<Contact[]> {
  const named = inputs.map((input) => ({ ...input, id: input.id ?? context.newId() }));
  const ids = named.map(({ id }) => id);
  let present: (Contact | undefined)[] = [];
  const { writes } = await context.writer.run('saveContact', ids.map((id) => `contacts/${id}`), async (reader) => {
    await reader.load('contacts', ids);
    present = ids.map((id) => reader.known('contacts', id) as Contact | undefined);
    const created = await createOperations(context, 'contacts', named);
    const ops = named.map(({ id, ...fields }, i) => (present[i] ? patchOperation('contacts', id, contactFields(fields)) : created[i]!));
    return { ops, ...(commandId !== undefined && { dedupe: commandId }) };
  });
  const saved = new Map(recordsAfter<Contact>(writes, 'contacts', ids).map((contact) => [contact.id, contact]));
  return ids.flatMap((id, i) => saved.get(id) ?? present[i] ?? []);
}

/** Adds tags to contacts and takes others off; what others tag meanwhile is kept. @throws CrmError NOT_FOUND */
export async function tagContacts(
  context: CommandContext,
  inputs: readonly { contactId: string; add?: readonly string[]; remove?: readonly string[] }[],
  { commandId }: CommandOptions = {},
): Promise<Contact[]> {
  const ids = inputs.map(({ contactId }) => contactId);
  const present: Contact[] = [];
  const { writes } = await context.writer.run('tagContact', ids.map((id) => `contacts/${id}`), async (reader) => {
    await reader.load('contacts', ids);
    const ops: Operation[] = [];
    present.length = 0;
    for (const { contactId, add = [], remove = [] } of inputs) {
      const contact = await reader.require('contacts', contactId);
      present.push(contact);
      const tags = [...new Set([...contact.tags, ...add])].filter((tag) => !remove.includes(tag));
      if (tags.length !== contact.tags.length || tags.some((tag, i) => tag !== contact.tags[i])) ops.push(patchOperation('contacts', contactId, { tags }));
    }
    return { ops, ...(commandId !== undefined && { dedupe: commandId }) };
  });
  const after = new Map(recordsAfter<Contact>(writes, 'contacts', ids).map((contact) => [contact.id, contact]));
  return present.map((contact) => after.get(contact.id) ?? contact);
}

export type LogActivityInput = Omit<RecordInput<'activities'>, 'at' | 'actorId'> & { at?: string };

/** Writes entries of timelines: calls, meetings, visits. */
export async function logActivities(context: CommandContext, inputs: readonly LogActivityInput[], { commandId }: CommandOptions = {}): Promise<Activity[]> {
  const named = inputs.map((input) => ({ ...input, id: input.id ?? context.newId(), at: input.at ?? context.now() }));
  const targets = named.flatMap((input) => (input.targets ?? []).map((target) => ({ target, at: input.at })));
  const { writes } = await context.writer.run('logActivity', targetKeys(targets.map(({ target }) => target)), async (reader) => {
    const touched = new Map<string, Operation>();
    for (const { target, at } of targets) {
      for (const operation of await touchTargets(reader, [target], at)) if (operation.op === 'patch') touched.set(`${operation.collection}/${operation.id}`, operation);
    }
    const ops = [...touched.values(), ...named.map((input) => createOperation(context, 'activities', { ...input, actorId: context.actor.id }))];
    return { ops, undoable: false, loggedElsewhere: new Set(touched.keys()), ...(commandId !== undefined && { dedupe: commandId }) };
  });
  return recordsAfter<Activity>(writes, 'activities', named.map(({ id }) => id));
}

/** Ticks tasks off, or takes that back. */
export async function completeTasks(context: CommandContext, inputs: readonly { taskId: string; done?: boolean }[], { commandId }: CommandOptions = {}): Promise<Task[]> {
  const ids = inputs.map(({ taskId }) => taskId);
  const { writes } = await context.writer.run('completeTask', ids.map((id) => `tasks/${id}`), async (reader) => {
    await reader.load('tasks', ids);
    const ops = inputs.map(({ taskId, done = true }) => patchOperation('tasks', taskId, { doneAt: done ? context.now() : null }));
    return { ops, ...(commandId !== undefined && { dedupe: commandId }) };
  });
  return recordsAfter<Task>(writes, 'tasks', ids);
}

export interface CreatePipelineInput extends Omit<RecordInput<'pipelines'>, 'order'> {
  order?: number;
  stages: readonly (Omit<RecordInput<'stages'>, 'pipelineId' | 'order'> & { order?: number })[];
}

/**
 * Makes a pipeline with its stages. With fixed ids it is made once, however many windows ask at the same time: the later ones get what the
 * first one made.
 */
export async function createPipeline(context: CommandContext, input: CreatePipelineInput): Promise<{ pipeline: Pipeline; stages: Stage[] }> {
  const { stages, ...fields } = input;
  const id = input.id ?? context.newId();
  const named = stages.map((stage, order) => ({ order, ...stage, pipelineId: id, id: stage.id ?? context.newId() }));
  try {
    const { writes } = await context.writer.run('createPipeline', [`pipelines/${id}`], () =>
      Promise.resolve({
        pinned: true,
        ops: [
          createOperation(context, 'pipelines', { order: 0, ...fields, id }),
          ...named.map((stage) => createOperation(context, 'stages', stage as RecordInput<'stages'>)),
        ],
      }),
    );
    return { pipeline: recordsAfter<Pipeline>(writes, 'pipelines', [id])[0]!, stages: recordsAfter<Stage>(writes, 'stages', named.map((stage) => stage.id)) };
  } catch (error) {
    if (toCrmError(error).code !== 'CONFLICT' || input.id === undefined) throw error;
    const [[pipeline], found] = await Promise.all([context.adapter.get('pipelines', [id]), context.adapter.query({ collection: 'stages', where: { pipelineId: id }, sort: [{ by: 'order' }], limit: 1_000 })]);
    if (!pipeline) throw error;
    return { pipeline: pipeline as unknown as Pipeline, stages: found.records as unknown as Stage[] };
  }
}

/** Writes a record that there is one of for its key: makes it, changes it, or with `null` removes it. */
async function saveKeyed(context: CommandContext, collection: 'drafts' | 'preferences', key: Record<string, string>, fields: Record<string, Json> | null): Promise<Json | null> {
  const lock = `${collection}/${JSON.stringify(key)}`;
  for (let tries = 1; ; tries++) {
    try {
      const { writes } = await context.writer.run('save', [lock], async (reader) => {
        const { records } = await reader.adapter.query({ collection, where: key, limit: 1 });
        const [present] = records;
        if (!fields) return { ops: present ? [{ op: 'delete', collection, id: present.id }] : [], undoable: false };
        const operation: Operation = present ? patchOperation(collection, present.id, fields) : { op: 'create', collection, record: { id: context.newId(), ...key, ...fields } };
        return { ops: [operation], undoable: false };
      });
      return (writes[0]?.after ?? null) as Json | null;
    } catch (error) {
      // Another window made it between our look and our write.
      if (toCrmError(error).code !== 'CONSTRAINT' || tries > 3) throw error;
    }
  }
}

export interface SaveDraftInput {
  ticketId: string;
  text: string;
  /** What becomes of it. Default: `reply`. */
  writing?: 'reply' | 'note';
  /** Default: the client's actor. */
  agentId?: string;
}

/** Keeps what an agent is writing in a ticket; an empty text removes it. */
export async function saveDraft(context: CommandContext, { ticketId, text, writing = 'reply', agentId = context.actor.id }: SaveDraftInput): Promise<DraftRecord | null> {
  return (await saveKeyed(context, 'drafts', { agentId, ticketId }, text === '' ? null : { text, writing })) as DraftRecord | null;
}

/** Keeps one setting of an agent; `undefined` removes it. */
export async function setPreference(context: CommandContext, { key, value, agentId = context.actor.id }: { key: string; value: Json | undefined; agentId?: string }): Promise<Preference | null> {
  if (key === '') throw new CrmError('VALIDATION', 'Give the setting a name.', { issues: [{ path: 'key', field: 'key', code: 'required', message: 'Give the setting a name.' }] });
  return (await saveKeyed(context, 'preferences', { agentId, key }, value === undefined ? null : { value })) as Preference | null;
}
