/** A store with one person in every table of it, and others beside. What is of that person alone has a word in it that nothing else has. */
import type { CrmClient } from '@crm-elements/data';

export const rareWord = 'zquux';

const rare = (text: string): string => `${rareWord}${text}`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the tests ask for again. */
export interface FilledPerson {
  contactId: string;
  mergedId: string;
  otherId: string;
  dealId: string;
  companyId: string;
  sharedNoteId: string;
  sharedActivityId: string;
  otherTicketId: string;
  /** A file that the person and somebody else were sent. */
  sharedFile: string;
  ownFile: string;
  /** Of a command that was sent from a page whose answer may be asked for again. */
  commandId: string;
}

export async function fillWithPerson(client: CrmClient): Promise<FilledPerson> {
  const company = await client.companies.create({ name: 'Harbour Ltd' });
  const photo = await client.storeFile({ bytes: bytesOf(rare('photo')), name: 'photo.bin' });
  const contact = await client.contacts.create({
    fullName: `Zoe ${rare('name')}`,
    emails: [{ value: `${rare('mail')}@example.org`, key: `${rare('mail')}@example.org` }],
    phones: [{ raw: '+34 600 111 222', e164: '+34600111222' }],
    tags: [rare('tag')],
    companyId: company.id,
    photo: photo.blob,
  });
  const twin = await client.contacts.create({ fullName: `Z. ${rare('twin')}`, jobTitle: rare('job') });
  const other = await client.contacts.create({ fullName: 'Olaf Other' });

  const commandId = client.newId();
  const own = await client.storeFile({ bytes: bytesOf(rare('file')), name: rare('file.txt') });
  const shared = await client.storeFile({ bytes: bytesOf('a price list'), name: 'prices.txt' });
  const { ticket } = await client.startTicket(
    { requesterId: contact.id, channel: 'chat', subject: rare('subject'), text: rare('first'), files: [own, shared] },
    { commandId },
  );
  for (let i = 0; i < 40; i++) await client.sendMessage({ ticketId: ticket.id, text: `${rare(`text${i}`)} hello` });
  await client.replyToTicket({ ticketId: ticket.id, text: `Dear ${rare('reply')}` });
  await client.startTicket({ requesterId: twin.id, channel: 'email', subject: rare('twinsubject'), text: rare('twintext') });
  const { ticket: gone } = await client.startTicket({
    requesterId: contact.id,
    channel: 'email',
    subject: rare('goneticket'),
    text: rare('gonetext'),
  });
  await client.tickets.remove(gone.id);
  const { ticket: others } = await client.startTicket({
    requesterId: other.id,
    channel: 'chat',
    subject: 'Harbour',
    text: 'A question',
    files: [shared],
  });
  for (let i = 0; i < 40; i++) await client.sendMessage({ ticketId: others.id, text: `hello again ${i}` });

  const pipeline = await client.createPipeline({ name: 'Sales', currency: 'EUR', stages: [{ name: 'New' }] });
  const deal = await client.createDeal({
    name: 'Twelve desks',
    stageId: pipeline.stages[0]!.id,
    contactIds: [contact.id, other.id],
    companyId: company.id,
  });
  const about = [{ type: 'contact', id: contact.id }];
  const aboutBoth = [...about, { type: 'deal', id: deal.id }];
  await client.addNote({ text: rare('note'), targets: about });
  const note = await client.addNote({ text: rare('gonenote'), targets: about });
  await client.notes.update(note.id, { text: rare('editednote') });
  await client.notes.remove(note.id);
  await client.addNote({ text: rare('ticketnote'), targets: [{ type: 'ticket', id: ticket.id }] });
  const sharedNote = await client.addNote({ text: 'Wants oak', targets: aboutBoth });
  await client.tasks.create({ title: rare('task'), targets: about });
  await client.logActivity({ type: 'call', title: rare('call'), targets: about, payload: { text: rare('payload') } });
  const sharedActivity = await client.logActivity({ type: 'meeting', title: 'Measured the room', targets: aboutBoth });
  await client.saveDraft({ ticketId: ticket.id, text: rare('draft') });
  await client.contacts.update(contact.id, { jobTitle: rare('role') });
  await client.mergeContacts({ keepId: contact.id, mergeId: twin.id });
  return {
    contactId: contact.id,
    mergedId: twin.id,
    otherId: other.id,
    dealId: deal.id,
    companyId: company.id,
    sharedNoteId: sharedNote.id,
    sharedActivityId: sharedActivity.id,
    otherTicketId: others.id,
    sharedFile: shared.blob,
    ownFile: own.blob,
    commandId,
  };
}

/** Whether a text is somewhere in what a row holds: in a field, in a key, in bytes. */
function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(text);
  if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value).toLowerCase().includes(text);
  if (Array.isArray(value)) return value.some((item) => holds(item, text));
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    return Object.entries(value).some(([key, inner]) => holds(key, text) || holds(inner, text));
  return false;
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('It failed.'));
  });

/** The tables of a database, as the browser has them, with a text in one of their rows. */
export async function tablesWith(database: string, text: string): Promise<string[]> {
  const connection = await finished(indexedDB.open(database));
  const names = [...connection.objectStoreNames];
  const transaction = connection.transaction(names);
  const rows = await Promise.all(
    names.map(async (name) => {
      const table = transaction.objectStore(name);
      const found = await Promise.all([finished<unknown[]>(table.getAll()), finished(table.getAllKeys())]);
      return found.flat();
    }),
  );
  connection.close();
  return names.filter((_, i) => rows[i]!.some((row) => holds(row, text.toLowerCase()))).sort();
}
