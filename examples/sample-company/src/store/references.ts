import { readPath, type StoredRecord, type Target } from '@crm-elements/schema';

/** Field → the collection that its ids are of. Lists of ids alike. */
const pointers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  teams: { memberIds: 'agents' },
  companies: { parentId: 'companies', ownerId: 'agents' },
  contacts: { companyId: 'companies', ownerId: 'agents', mergedIntoId: 'contacts' },
  stages: { pipelineId: 'pipelines', allowedNext: 'stages' },
  deals: { pipelineId: 'pipelines', stageId: 'stages', companyId: 'companies', contactIds: 'contacts', ownerId: 'agents' },
  stageChanges: { dealId: 'deals', pipelineId: 'pipelines', fromStageId: 'stages', toStageId: 'stages', byId: 'agents' },
  tickets: {
    requesterId: 'contacts',
    assigneeId: 'agents',
    teamId: 'teams',
    mentionedIds: 'agents',
    linkedIds: 'tickets',
    mergedIntoId: 'tickets',
  },
  messages: { ticketId: 'tickets', inReplyTo: 'messages' },
  attachments: { messageId: 'messages' },
  notes: { authorId: 'agents' },
  tasks: { assigneeId: 'agents' },
  views: { ownerId: 'agents' },
  drafts: { ticketId: 'tickets', agentId: 'agents' },
  preferences: { agentId: 'agents' },
};

const targets: Readonly<Record<string, string>> = { contact: 'contacts', company: 'companies', deal: 'deals', ticket: 'tickets' };
const actors: Readonly<Record<string, string>> = { contact: 'contacts', agent: 'agents' };

const idsAt = (record: StoredRecord, field: string): string[] => [readPath(record, field)].flat().filter((id) => typeof id === 'string');

/** The records that a record points to: `[collection, id]`. */
export function referencesOf(collection: string, record: StoredRecord): [collection: string, id: string][] {
  const found = Object.entries(pointers[collection] ?? {}).flatMap(([field, to]) =>
    idsAt(record, field).map((id): [string, string] => [to, id]),
  );
  for (const { type, id } of (record.targets ?? []) as unknown as Target[]) found.push([targets[type] ?? type, id]);
  for (const mark of (record.marks ?? []) as { type: string; id?: string }[])
    if (mark.type === 'mention' && mark.id !== undefined) found.push(['agents', mark.id]);
  const { authorId, authorKind, actorId, record: logged, recordId, byId, byKind } = record as Record<string, string | undefined>;
  if (collection === 'messages' && authorId !== undefined) found.push([actors[authorKind ?? ''] ?? '', authorId]);
  if (collection === 'activities' && actorId !== undefined) found.push(['contacts', actorId], ['agents', actorId]);
  if (collection === 'auditEvents') found.push([logged ?? '', recordId ?? ''], [actors[byKind ?? ''] ?? '', byId ?? '']);
  return found.filter(([to]) => to !== '');
}
