import type { DeleteOperation, Operation, StoredRecord } from '@crm-elements/data';
import type { PersonCounts } from './person.types.js';
import { countsOf, groupedBy, type PersonRecords, type SharedRecord } from './find-records.js';

/** Operations that happen together or not at all, and what they come to. */
interface ErasureStep {
  ops: readonly Operation[];
  counts: PersonCounts;
  shared: PersonCounts;
}

/** What is erased, and in its place perhaps written anew. */
interface Part {
  ops: readonly Operation[];
  removed?: string;
  shared?: string;
}

const deletion = (collection: string, { id, version }: StoredRecord): DeleteOperation => ({
  op: 'delete',
  collection,
  id,
  ifVersion: version,
});

const removal = (collection: string, record: StoredRecord): Part => ({ ops: [deletion(collection, record)], removed: collection });

/** A record without the person. What is only ever added to is not patched but written anew. */
function detachment({ collection, record, field, without }: SharedRecord): Part {
  const { id, version: ifVersion } = record;
  if (collection !== 'activities')
    return { ops: [{ op: 'patch', collection, id, set: { [field]: without }, ifVersion }], shared: collection };
  const { version: _, ...fields } = record;
  return { ops: [deletion(collection, record), { op: 'create', collection, record: { ...fields, [field]: without } }], shared: collection };
}

/** The parts that belong to one ticket, which goes last. */
function ticketParts({ own, trash }: PersonRecords): Part[][] {
  const trashedTickets = trash.filter(({ collection }) => collection === 'tickets');
  const tickets = [
    ...own.tickets.map((ticket) => ({ id: ticket.id, end: removal('tickets', ticket) })),
    ...trashedTickets.map((row) => ({ id: row['recordId'] as string, end: removal('trash', row) })),
  ];
  const messagesOf = groupedBy(own.messages, ({ ticketId }) => ticketId as string);
  const attachmentsOf = groupedBy(own.attachments, ({ messageId }) => messageId as string);
  const draftsOf = groupedBy(own.drafts, ({ ticketId }) => ticketId as string);
  return tickets.map(({ id, end }) => [
    ...(draftsOf.get(id) ?? []).map((draft) => removal('drafts', draft)),
    ...(messagesOf.get(id) ?? []).flatMap((message) => [
      ...(attachmentsOf.get(message.id) ?? []).map((attachment) => removal('attachments', attachment)),
      removal('messages', message),
    ]),
    end,
  ]);
}

/** What goes together, in the order in which it goes: nothing is left without what it hangs on, and the contact, by which the rest is found, goes last. */
function groupsOf(records: PersonRecords): Part[][] {
  const { own, shared, trash, log } = records;
  const isLate = ({ collection }: StoredRecord) => collection === 'tickets' || collection === 'contacts';
  const alone = [
    ...log.map((entry) => removal('auditEvents', entry)),
    ...trash.filter((row) => !isLate(row)).map((row) => removal('trash', row)),
    ...shared.map(detachment),
    ...own.notes.map((note) => removal('notes', note)),
    ...own.tasks.map((task) => removal('tasks', task)),
    ...own.activities.map((activity) => removal('activities', activity)),
    // Those of messages that are in the trash.
    ...own.attachments
      .filter(({ messageId }) => !own.messages.some(({ id }) => id === messageId))
      .map((attachment) => removal('attachments', attachment)),
  ];
  const people = [
    ...trash.filter(({ collection }) => collection === 'contacts').map((row) => removal('trash', row)),
    ...own.contacts.map((contact) => removal('contacts', contact)),
  ];
  return [...alone.map((part) => [part]), ...ticketParts(records), people];
}

/** Operations in one commit, where groups allow it: some tens of milliseconds of a page's time. */
const usual = 300;

/** A group that is larger than this is cut all the same, in its order. */
const most = 5_000;

/**
 * Everything that is to be written, in commits.
 * @param maxOps operations that a commit takes at most
 */
export function erasureSteps(records: PersonRecords, maxOps: number): ErasureStep[] {
  const limit = Math.max(2, Math.min(maxOps, most));
  const steps: Part[][] = [];
  let size = Infinity;
  const sizeOf = (parts: readonly Part[]) => parts.reduce((sum, { ops }) => sum + ops.length, 0);
  for (const group of groupsOf(records).filter((parts) => parts.length > 0)) {
    if (size + sizeOf(group) > Math.min(usual, limit)) {
      steps.push([]);
      size = 0;
    }
    for (const part of group) {
      if (size + part.ops.length > limit) {
        steps.push([]);
        size = 0;
      }
      steps.at(-1)!.push(part);
      size += part.ops.length;
    }
  }
  return steps.map((parts) => ({
    ops: parts.flatMap(({ ops }) => ops),
    counts: countsOf(parts.flatMap(({ removed }) => (removed ? [[removed, 1] as const] : []))),
    shared: countsOf(parts.flatMap(({ shared }) => (shared ? [[shared, 1] as const] : []))),
  }));
}
