import { CrmError, type CrmClient, type StoredRecord } from '@crm-elements/data';
import type { Contact } from '@crm-elements/schema';
import { toBase64 } from '../json-lines/base64.js';
import { countsOf, groupedBy, summaryOf, type PersonRecords } from './find-records.js';
import { readPerson } from './summarize-person.js';
import type { ExportedPerson, PersonOptions } from './person.types.js';

/** What stands in the store for its own sake says nothing of a person. */
const plain = ({ version: _, ...record }: StoredRecord) => record;

type Fields = Readonly<Record<string, unknown>>;

const byTime = (field: string) => (a: Fields, b: Fields) => (String(a[field]) < String(b[field]) ? -1 : 1);

/** The document but for the files: each conversation with its messages, and each message with its attachments. */
function documentOf(client: CrmClient, records: PersonRecords, exportedAt: string): object {
  const { contacts, own, shared, trash, log } = records;
  const attachments = groupedBy(own.attachments, ({ messageId }) => messageId as string);
  const messages = groupedBy(own.messages, ({ ticketId }) => ticketId as string);
  const withAttachments = (message: StoredRecord) => ({ ...plain(message), attachments: (attachments.get(message.id) ?? []).map(plain) });
  const conversation = (ticket: StoredRecord) => ({
    ...plain(ticket),
    messages: [...(messages.get(ticket.id) ?? [])].sort((a, b) => (a['seq'] as number) - (b['seq'] as number)).map(withAttachments),
  });
  // What hangs on a deleted record is not deleted with it.
  const whole: Readonly<Record<string, (record: StoredRecord) => object>> = { tickets: conversation, messages: withAttachments };
  const deleted = ({ collection, deletedAt, record }: StoredRecord) => ({
    collection,
    deletedAt,
    record: (whole[collection as string] ?? plain)(record as unknown as StoredRecord),
  });
  const isTheirs = (id: unknown) => contacts.ids.has(id as string);
  // Who else is named is nobody's business but theirs.
  const withoutOthers = ({ contactIds, targets, ...rest }: Partial<StoredRecord>) => ({
    ...rest,
    ...(contactIds !== undefined && { contactIds: (contactIds as string[]).filter(isTheirs) }),
    ...(targets !== undefined && {
      targets: (targets as { type: string; id: string }[]).filter(({ type, id }) => type !== 'contact' || isTheirs(id)),
    }),
  });
  const sharedOf = (kind: string) =>
    shared.flatMap(({ collection, record }) => (collection === kind ? [withoutOthers(plain(record))] : []));
  return {
    format: 'crm-elements-person',
    formatVersion: 1,
    exportedAt,
    store: client.adapter.name,
    contacts: own.contacts.map(plain),
    tickets: [...own.tickets].sort(byTime('createdAt')).map(conversation),
    notes: [...own.notes.map(plain), ...sharedOf('notes')],
    tasks: [...own.tasks.map(plain), ...sharedOf('tasks')],
    activities: [...own.activities.map(plain), ...sharedOf('activities')].sort(byTime('at')),
    deals: sharedOf('deals'),
    drafts: own.drafts.map(plain),
    deletedOrMerged: trash.map(deleted),
    log: [...log].sort(byTime('at')).map(plain),
  };
}

/** Letters and digits of any script, and nothing that a file system may dislike. */
const fileName = (fullName: string, exportedAt: string): string =>
  `${
    fullName
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .toLowerCase() || 'person'
  }-${exportedAt.slice(0, 10)}.json`;

/**
 * All that a store holds of a person, as a document to hand to that person: indented JSON with the records by kind, conversations with their messages, and the bytes
 * of their files in base64. Other contacts that a deal or a note names are left out; what staff wrote about the person is in it.
 * @throws CrmError NOT_FOUND for a contact that the store does not know, FORBIDDEN for a customer, ABORTED by the signal
 */
export async function exportPerson(client: CrmClient, contactId: string, options: PersonOptions = {}): Promise<ExportedPerson> {
  const { signal, onProgress, now = Date.now } = options;
  const records = await readPerson(client, contactId, options);
  const { adapter } = client;
  const exportedAt = new Date(now()).toISOString();
  const document = JSON.stringify(documentOf(client, records, exportedAt), null, 2);
  const parts: Blob[] = [new Blob([document.slice(0, -2), ',\n  "files": ['])];
  const keys = adapter.capabilities.blobs ? [...records.files] : [];
  let files = 0;
  for (const [i, key] of keys.entries()) {
    if (signal?.aborted) throw new CrmError('ABORTED', 'The export was cancelled.', { cause: signal.reason });
    onProgress?.({ phase: 'reading', done: i, total: keys.length });
    const file = await adapter.blob({ op: 'get', key });
    if (!file) continue;
    const { size, mediaType, bytes } = file;
    parts.push(new Blob([files++ === 0 ? '\n    ' : ',\n    ', JSON.stringify({ file: key, mediaType, size, base64: toBase64(bytes) })]));
  }
  parts.push(new Blob([files > 0 ? '\n  ]\n}\n' : ']\n}\n']));
  if (signal?.aborted) throw new CrmError('ABORTED', 'The export was cancelled.', { cause: signal.reason });
  const { counts, shared } = summaryOf(records);
  const [person] = [...records.own.contacts, ...records.contacts.trashed.map((row) => row['record'])] as unknown as Contact[];
  return {
    blob: new Blob(parts, { type: 'application/json' }),
    name: fileName(person?.fullName ?? '', exportedAt),
    counts: countsOf([...Object.entries({ ...counts, files }), ...Object.entries(shared)]),
  };
}
