import type { DataAdapter, StoredRecord } from '@crm-elements/data';
import { blobNamedBy } from '@crm-elements/data/engine';
import type { Json, Target } from '@crm-elements/schema';
import { pagesOf } from '../pages.js';
import type { PersonContacts } from './find-contacts.js';
import type { PersonCounts, PersonSummary } from './person.types.js';
import { readBy } from './read-by.js';

/** Collections whose records stand beside others by targets. */
const targeted = ['notes', 'tasks', 'activities'] as const;

/** Collections with records that are a person's alone, those that hang on others first. */
const ownKinds = ['attachments', 'messages', ...targeted, 'drafts', 'tickets', 'contacts'] as const;
type OwnKind = (typeof ownKinds)[number];

/** What a store holds of one person. */
export interface PersonRecords {
  contacts: PersonContacts;
  /** About this person alone, by collection. */
  own: Readonly<Record<OwnKind, readonly StoredRecord[]>>;
  /** What else names the person, by collection, as it would be without. */
  shared: readonly SharedRecord[];
  /** Rows of the trash that are about this person alone. */
  trash: readonly StoredRecord[];
  /** The log of all that is the person's alone, also of what was deleted. */
  log: readonly StoredRecord[];
  /** The keys of the files that attachments and photos name. */
  files: ReadonlySet<string>;
}

/** A record that names the person and stays. */
export interface SharedRecord {
  collection: string;
  record: StoredRecord;
  /** The field that names the person, and what it is without. */
  field: 'contactIds' | 'targets' | 'record';
  without: Json;
}

/** A record as it was, and the row of the trash that it is in, if it is. */
interface Found {
  collection: string;
  record: StoredRecord;
  row?: StoredRecord;
}

const asFound = (collection: string, records: readonly StoredRecord[]): Found[] => records.map((record) => ({ collection, record }));

/** What lies in the trash and can be about a person. No index says whom it is about, so all of it is looked at. */
async function readTrash(adapter: DataAdapter, signal: AbortSignal | undefined): Promise<Found[]> {
  const kinds: ReadonlySet<unknown> = new Set([...ownKinds, 'deals']);
  const found: Found[] = [];
  for await (const page of pagesOf(adapter, { collection: 'trash' }, signal)) {
    for (const row of page)
      if (kinds.has(row['collection'])) found.push({ collection: row['collection'] as string, record: row['record'] as never, row });
  }
  return found;
}

async function readDrafts(adapter: DataAdapter, ticketIds: ReadonlySet<string>, signal: AbortSignal | undefined): Promise<Found[]> {
  const found: Found[] = [];
  for await (const page of pagesOf(adapter, { collection: 'drafts' }, signal))
    found.push(
      ...asFound(
        'drafts',
        page.filter((draft) => ticketIds.has(draft['ticketId'] as string)),
      ),
    );
  return found;
}

const idsOf = (found: readonly Found[]): Set<string> => new Set(found.map(({ record }) => record.id));

/** Reads all that is of a person, by indexes; only the trash and the drafts are read whole. */
export async function findRecords(adapter: DataAdapter, contacts: PersonContacts, signal?: AbortSignal): Promise<PersonRecords> {
  const trash = await readTrash(adapter, signal);
  const inTrash = (collection: string, is: (record: StoredRecord) => boolean) =>
    trash.filter((found) => found.collection === collection && is(found.record));
  const by = (collection: string, key: string, values: Iterable<string>) => readBy(adapter, collection, key, [...values], signal);
  const { ids } = contacts;

  const people: Found[] = [
    ...asFound('contacts', contacts.live),
    ...contacts.trashed.map((row) => ({ collection: 'contacts', record: row['record'] as unknown as StoredRecord, row })),
  ];
  const tickets = [
    ...asFound('tickets', await by('tickets', 'requesterId', ids)),
    ...inTrash('tickets', ({ requesterId }) => ids.has(requesterId as string)),
  ];
  const ticketIds = idsOf(tickets);
  const messages = [
    ...asFound('messages', await by('messages', 'ticketId', ticketIds)),
    ...inTrash('messages', ({ ticketId }) => ticketIds.has(ticketId as string)),
  ];
  const messageIds = idsOf(messages);
  const attachments = [
    ...asFound('attachments', await by('attachments', 'messageId', messageIds)),
    ...inTrash('attachments', ({ messageId }) => messageIds.has(messageId as string)),
  ];
  const drafts = await readDrafts(adapter, ticketIds, signal);

  const isOwnTarget = ({ type, id }: Target) => (type === 'contact' && ids.has(id)) || (type === 'ticket' && ticketIds.has(id));
  const targetsOf = (record: StoredRecord) => (record['targets'] ?? []) as Target[];
  const keys = [...[...ids].map((id) => `contact:${id}`), ...[...ticketIds].map((id) => `ticket:${id}`)];
  const beside: Found[] = [];
  for (const collection of targeted)
    beside.push(
      ...asFound(collection, await by(collection, 'targetKey', keys)),
      ...inTrash(collection, (record) => targetsOf(record).some(isOwnTarget)),
    );
  const without = (record: StoredRecord) => targetsOf(record).filter((target) => !isOwnTarget(target));
  const ownBeside = beside.filter(({ record }) => without(record).length === 0);

  const contactIdsOf = ({ contactIds }: StoredRecord) => contactIds as string[];
  const deals = [
    ...asFound('deals', await by('deals', 'contactIds', ids)),
    ...inTrash('deals', (record) => contactIdsOf(record).some((id) => ids.has(id))),
  ];
  const shared = [
    ...beside.filter((found) => !ownBeside.includes(found)).map((found) => sharedRecord(found, 'targets', without(found.record))),
    ...deals.map((found) =>
      sharedRecord(
        found,
        'contactIds',
        contactIdsOf(found.record).filter((id) => !ids.has(id)),
      ),
    ),
  ];

  const all = [...attachments, ...messages, ...ownBeside, ...drafts, ...tickets, ...people];
  const live = (kind: OwnKind) => all.flatMap(({ collection, record, row }) => (collection === kind && !row ? [record] : []));
  const own = Object.fromEntries(ownKinds.map((kind) => [kind, live(kind)])) as unknown as PersonRecords['own'];
  const logKeys = new Set([
    ...all.map(({ collection, record }) => `${collection}:${record.id}`),
    ...[...ids].map((id) => `contacts:${id}`),
  ]);
  return {
    contacts,
    own,
    shared,
    trash: all.flatMap(({ row }) => row ?? []),
    log: await by('auditEvents', 'recordKey', logKeys),
    files: new Set([...attachments, ...people].flatMap(({ collection, record }) => blobNamedBy(collection, record) ?? [])),
  };
}

/** What is shared and deleted stays in the trash, without the person. */
function sharedRecord({ collection, record, row }: Found, field: 'contactIds' | 'targets', value: readonly Json[]): SharedRecord {
  if (!row) return { collection, record, field, without: [...value] };
  return { collection: 'trash', record: row, field: 'record', without: { ...(record as { [key: string]: Json }), [field]: [...value] } };
}

export function groupedBy(records: readonly StoredRecord[], keyOf: (record: StoredRecord) => string): Map<string, StoredRecord[]> {
  const groups = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

/** Counts by name, without those of nothing. */
export const countsOf = (entries: Iterable<readonly [name: string, count: number]>): PersonCounts => {
  const counts: Record<string, number> = {};
  for (const [name, count] of entries) if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  return counts;
};

export const summaryOf = ({ contacts, own, shared, trash, log, files }: PersonRecords): PersonSummary => ({
  contactId: contacts.rootId,
  counts: countsOf([
    ...Object.entries(own).map(([kind, records]) => [kind, records.length] as const),
    ['trash', trash.length],
    ['auditEvents', log.length],
    ['files', files.size],
  ]),
  shared: countsOf(shared.map(({ collection }) => [collection, 1])),
});
