import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient, createMemoryAdapter, type CrmClient, type DataAdapter } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import { erasePerson, exportPerson, exportRecords, summarizePerson } from '@crm-elements/interchange';
import { newId } from '@crm-elements/schema';
import { expect } from 'chai';
import { fillWithPerson, rareWord, tablesWith, type FilledPerson } from './person.test-helper.js';

const actor = { kind: 'agent', id: 'ana' } as const;

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let i = 0; !(await met()); i++) {
    if (i > 200) throw new Error('It did not come to that.');
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** What of the person was about others too. */
async function expectOthersKept({ adapter }: CrmClient, person: FilledPerson): Promise<void> {
  const [deal] = await adapter.get('deals', [person.dealId]);
  expect(deal).to.deep.include({ name: 'Twelve desks', contactIds: [person.otherId], companyId: person.companyId });
  const target = { type: 'deal', id: person.dealId };
  for (const [collection, id] of [
    ['notes', person.sharedNoteId],
    ['activities', person.sharedActivityId],
  ] as const)
    expect((await adapter.get(collection, [id]))[0], collection).to.deep.include({ targets: [target] });
  expect((await adapter.get('companies', [person.companyId]))[0]).to.include({ name: 'Harbour Ltd' });
  const [messages] = await adapter.totals({ collection: 'messages', totals: 'all' });
  expect(messages?.count).to.equal(41);
  expect(await adapter.blob({ op: 'get', key: person.sharedFile })).to.not.equal(undefined);
}

describe('a person who was erased', () => {
  let name: string;
  let adapters: DataAdapter[];

  const open = (segmentSize = 20) => {
    const adapter = createDexieAdapter({ name, page: null, storage: null, segmentSize });
    adapters.push(adapter);
    return createClient(adapter, { actor });
  };

  beforeEach(() => {
    name = `person-${newId()}`;
    adapters = [];
  });
  afterEach(() => Promise.all(adapters.map((adapter) => adapter.destroy().catch(() => undefined))));

  // Fails when any table of the database, as the browser has it, keeps a word of the person: a record, a row of the trash or the log, a file, the
  // index of texts, a total by tag, or the answer of a command that is kept for its token.
  it('is in no table of the browser’s database, where before it was in all of these', async () => {
    const client = open();
    const person = await fillWithPerson(client);
    await until(async () => {
      await client.messages.search(`${rareWord}text7`);
      return (await tablesWith(name, rareWord)).includes('_postings');
    });
    expect(await tablesWith(name, rareWord)).to.deep.equal([
      '_blobBytes',
      '_dedupe',
      '_keys_contacts',
      '_keys_tickets',
      '_postings',
      '_totals',
      'activities',
      'attachments',
      'auditEvents',
      'contacts',
      'drafts',
      'messages',
      'notes',
      'tasks',
      'tickets',
      'trash',
    ]);

    const erased = await erasePerson(client, person.contactId);

    expect(await tablesWith(name, rareWord)).to.deep.equal([]);
    // Which record was there, and not what it held: so that one that is made anew under its id is newer.
    expect(await tablesWith(name, person.contactId)).to.deep.equal(['_changes', '_tombstones']);
    expect(await tablesWith(name, person.mergedId)).to.deep.equal(['_changes', '_tombstones']);
    expect(erased.mentions).to.deep.equal([]);
    expect((await client.messages.search('hello')).records.map(({ ticketId }) => ticketId)).to.satisfy(
      (ids: string[]) => ids.length > 0 && ids.every((id) => id === person.otherTicketId),
    );
    await expectOthersKept(client, person);
  });

  // Fails when a segment of the index of texts is left as it is, as it would be until a tenth of its texts has changed.
  it('is in no segment of the index of texts, however little of it was the person’s', async () => {
    const client = open(200);
    const { id } = await client.contacts.create({ fullName: 'Ann Example' });
    const { ticket } = await client.startTicket({ requesterId: id, channel: 'chat', text: `${rareWord} hello` });
    const messages = Array.from({ length: 250 }, (_, i) => createOperation('messages', { ticketId: 'another', text: `hello ${i}` }));
    await client.adapter.commit({ ops: messages });
    await until(async () => (await tablesWith(name, rareWord)).includes('_postings'));
    expect(await tablesWith(name, rareWord)).to.deep.equal(['_postings', 'messages', 'tickets', '_keys_tickets'].sort());

    await erasePerson(client, id);

    expect(await tablesWith(name, rareWord)).to.deep.equal([]);
    expect(await tablesWith(name, ticket.id)).to.deep.equal(['_changes', '_counters', '_tombstones']);
    expect((await client.messages.search('hello 17')).records.map(({ text }) => text)).to.include('hello 17');
  });

  // Fails when the erasure removes another number of records than it says, or the log says whom it was about.
  it('leaves one entry in the log: what was done, when, by whom, how much, and not whom', async () => {
    const client = open();
    const person = await fillWithPerson(client);
    const expected = await summarizePerson(client, person.contactId);
    const { counts, shared, recordId } = await erasePerson(client, person.contactId, { now: () => Date.UTC(2026, 0, 2) });

    expect(counts).to.deep.equal({ ...expected.counts, files: 2 });
    expect(shared).to.deep.equal(expected.shared);
    expect(counts).to.include({
      contacts: 1,
      tickets: 2,
      messages: 44,
      attachments: 2,
      drafts: 1,
      notes: 2,
      tasks: 1,
      activities: 1,
      trash: 3,
    });
    expect(shared).to.deep.equal({ deals: 1, notes: 1, activities: 1 });
    const { records } = await client.auditEvents.list({ where: { recordKey: `contacts:${recordId}` }, sort: [{ by: 'at' }] });
    expect(records).to.have.length(1);
    expect(records[0]).to.deep.include({ op: 'delete', byId: 'ana', byKind: 'agent', at: '2026-01-02T00:00:00.000Z' });
    expect(records[0]!.diff).to.deep.equal(Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, [count, 0]])));
    expect((await client.preferences.list()).records, 'the note of what goes on').to.deep.equal([]);
  });

  // Fails when a window that deleted something of the person, or merged the person, brings it back by undo or redo after the erasure.
  it('comes back by no undo in a window that is open', async () => {
    const [client, other] = [open(), open()];
    const person = await fillWithPerson(other);
    const note = await other.addNote({ text: `${rareWord} last`, targets: [{ type: 'contact', id: person.contactId }] });
    await other.notes.remove(note.id);
    await other.undo();
    await erasePerson(client, person.contactId);

    for (let i = 0; other.undoState.canRedo && i < 10; i++) await other.redo();
    for (let i = 0; other.undoState.canUndo && i < 200; i++) await other.undo();

    expect(await tablesWith(name, rareWord)).to.deep.equal([]);
    expect(await other.contacts.getMany([person.contactId, person.mergedId])).to.deep.equal([undefined, undefined]);
  });

  // Fails when a store in memory keeps what a store in IndexedDB does not.
  it('is in nothing that a store in memory exports', async () => {
    const client = createClient(createMemoryAdapter(), { actor });
    const person = await fillWithPerson(client);
    const all = async () => (await (await exportRecords(client.adapter)).blob.text()).toLowerCase();
    expect(await all()).to.include(rareWord);
    const theirs = await (await exportPerson(client, person.contactId)).blob.text();
    const words = new Set((await all()).match(/zquux\w+/g));
    for (const word of words) expect(theirs.toLowerCase(), 'handed to the person').to.include(word);

    await erasePerson(client, person.contactId);

    expect(await all()).to.not.include(rareWord);
    expect(await client.adapter.blob({ op: 'get', key: person.ownFile })).to.equal(undefined);
    await expectOthersKept(client, person);
    const again = await client.adapter.commit({ ops: [], dedupe: person.commandId });
    expect(again.repeated).to.equal(true);
    expect(JSON.stringify(again)).to.not.include(rareWord);
  });
});
