import { crmModel, deviceModel, makeRecord, newId, type CollectionName, type Json, type Model, type NewRecord, type RecordInput } from '@crm-elements/schema';
import type { CreateOperation } from '../contract.js';

/** The moment in all records made here, unless another is given. */
const at = '2026-01-05T09:00:00.000Z';
const later = '2026-02-04T09:00:00.000Z';

/** What has no default, by collection. Keys that have to be unique come from the id. */
const required: { [Name in CollectionName]: (id: string) => RecordInput<Name> } = {
  contacts: () => ({ fullName: 'Ada Example' }),
  companies: () => ({ name: 'Example Ltd' }),
  pipelines: () => ({ name: 'Sales', currency: 'EUR' }),
  stages: () => ({ pipelineId: 'pipeline-1', name: 'Lead' }),
  deals: () => ({ name: 'A deal', pipelineId: 'pipeline-1', stageId: 'stage-1' }),
  stageChanges: () => ({ dealId: 'deal-1', pipelineId: 'pipeline-1', toStageId: 'stage-1', probability: 0 }),
  tickets: () => ({ channel: 'chat', requesterId: 'contact-1' }),
  messages: () => ({ ticketId: 'ticket-1', direction: 'incoming', authorId: 'contact-1', authorKind: 'contact', text: 'Hello', sentAt: at }),
  notes: () => ({ text: 'A note' }),
  attachments: () => ({ messageId: 'message-1', name: 'photo.png', mediaType: 'image/png', size: 1, blob: '0'.repeat(64) }),
  activities: () => ({ type: 'call' }),
  tasks: () => ({ title: 'A task' }),
  agents: () => ({ name: 'Ann Agent' }),
  teams: () => ({ name: 'A team' }),
  views: () => ({ object: 'contacts', name: 'A view' }),
  drafts: (id) => ({ agentId: 'agent-1', ticketId: id }),
  preferences: (id) => ({ agentId: 'agent-1', key: id, value: true }),
  cannedResponses: (id) => ({ shortCode: id, text: 'Thank you' }),
  customFields: (id) => ({ object: 'contacts', key: `k${id.replace(/[^A-Za-z0-9_]/g, '')}`.slice(0, 64), label: 'A field', type: 'text' }),
  auditEvents: () => ({ record: 'contacts', recordId: 'contact-1', op: 'create' }),
  trash: (id) => ({ collection: 'contacts', recordId: id, record: {}, deletedAt: at, expiresAt: later }),
};

const onDevice: { [Name in keyof typeof deviceModel.collections]: () => Record<string, Json> } = {
  outbox: () => ({ queue: 'ticket-1', name: 'sendMessage', payload: {}, state: 'queued', attempts: 0 }),
  values: () => ({ value: null }),
};

/** A record as a create operation takes it. */
export type RecordToCreate = CreateOperation['record'];

/**
 * One valid record with as little in it as can be, and with an id. What the store assigns is left out, unless it is
 * given: `version`, the moments, a ticket's `number`, a message's `seq` (see {@link createOperation}).
 */
export function recordFactory<Name extends CollectionName>(collection: Name, overrides: Partial<RecordInput<Name>> = {}): NewRecord<Name> & { id: string } {
  const { id = newId() } = overrides as { id?: string };
  const input = { ...required[collection](id), ...overrides } as RecordInput<Name>;
  const made = makeRecord(collection, input, { at });
  // A number or a moment of making that is asked for is kept, as an import or a restore has it.
  const kept = Object.entries(overrides).filter(([field, value]) => value !== undefined && !(field in made));
  return { id, ...made, ...Object.fromEntries(kept) };
}

/** The operation that makes such a record, counters included. `model` may be any model with collections of the names known here. */
export function createOperation(collection: string, overrides: Readonly<Record<string, Json | undefined>> = {}, model: Model = crmModel): CreateOperation {
  const record = (
    collection in onDevice
      ? { id: newId(), ...onDevice[collection as keyof typeof onDevice](), ...overrides }
      : recordFactory(collection as CollectionName, overrides as never)
  ) as RecordToCreate;
  const counters = Object.entries(model.collections[collection]?.counters ?? {}).filter(([field]) => record[field] === undefined);
  if (counters.length === 0) return { op: 'create', collection, record };
  const assign = Object.fromEntries(counters.map(([field, name]) => [field, name(record as Parameters<typeof name>[0])]));
  return { op: 'create', collection, record, assign };
}

/** The collections that records can be made for here. */
export const knownCollections: ReadonlySet<string> = new Set([...Object.keys(required), ...Object.keys(onDevice)]);
