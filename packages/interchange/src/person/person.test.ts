import {
  createClient,
  createMemoryAdapter,
  CrmError,
  toCrmError,
  type Batch,
  type CrmClient,
  type DataAdapter,
  type Operation,
} from '@crm-elements/data';
import { expect } from 'chai';
import { erasePerson } from './erase-person.js';
import { exportPerson } from './export-person.js';
import { summarizePerson } from './summarize-person.js';
import type { PersonProgress } from './person.types.js';

const actor = { kind: 'agent', id: 'ana' } as const;

/** An adapter that looks at each commit before it is done, with fewer operations in one if wished. */
function watched(adapter: DataAdapter, look: (batch: Batch) => Promise<void> | void, maxBatch = 20_000): DataAdapter {
  return new Proxy(adapter, {
    get: (target, name) => {
      if (name === 'capabilities') return { ...target.capabilities, maxBatch };
      if (name === 'commit') return async (...args: Parameters<DataAdapter['commit']>) => (await look(args[0]), target.commit(...args));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return toCrmError(error).code;
  }
  return 'none';
}

const idsOf = (ops: readonly Operation[], op: string, collection: string) =>
  ops.flatMap((operation) => (operation.op === op && operation.collection === collection && 'id' in operation ? [operation.id] : []));

describe('one person', () => {
  let adapter: DataAdapter;
  let client: CrmClient;

  beforeEach(() => {
    adapter = createMemoryAdapter();
    client = createClient(adapter, { actor });
  });

  const contact = (fullName = 'Ada Example') => client.contacts.create({ fullName });
  const about = (id: string) => [{ type: 'contact', id }];

  /** Everything in the store, by collection, without what is of no person. */
  async function counts(): Promise<Record<string, number>> {
    const rows = await Promise.all(
      Object.keys(adapter.model.collections).map(
        async (collection) => [collection, (await adapter.totals({ collection, totals: 'all' }))[0]?.count ?? 0] as const,
      ),
    );
    return Object.fromEntries(rows.filter(([, count]) => count > 0));
  }

  async function conversation(requesterId: string, messages: number): Promise<string> {
    const { ticket } = await client.startTicket({ requesterId, channel: 'chat', text: 'Hello' });
    for (let i = 1; i < messages; i++) await client.sendMessage({ ticketId: ticket.id, text: `${i}` });
    return ticket.id;
  }

  // Fails when the erasure is not logged, or something of it stays.
  it('leaves nothing but the entry in the log in a store that held that person alone', async () => {
    const { id } = await contact();
    await conversation(id, 3);
    await client.addNote({ text: 'A note', targets: about(id) });
    await erasePerson(client, id);
    expect(await counts()).to.deep.equal({ auditEvents: 1 });
  });

  // Fails when a commit takes a ticket away and leaves one of its messages for another, whatever a store takes at once.
  for (const maxBatch of [4, 12, 20_000]) {
    it(`has no message without its ticket, and no ticket without its contact, with ${maxBatch} operations in a commit`, async () => {
      const { id } = await contact();
      for (let i = 0; i < 4; i++) await conversation(id, 5);
      const states: [messages: number, tickets: number, contacts: number, largest: number][] = [];
      const slow = createClient(
        watched(
          adapter,
          async ({ ops }) => {
            const left = await counts();
            states.push([left['messages'] ?? 0, left['tickets'] ?? 0, left['contacts'] ?? 0, ops.length]);
            const tickets = new Set((await adapter.query({ collection: 'tickets' })).records.map((ticket) => ticket.id));
            const messages = await adapter.query({ collection: 'messages', limit: 1_000 });
            expect(messages.records.every(({ ticketId }) => tickets.has(ticketId as string))).to.equal(true);
          },
          maxBatch,
        ),
        { actor },
      );
      await erasePerson(slow, id);
      expect(states.every(([messages, tickets, contacts]) => (tickets > 0 || messages === 0) && (contacts > 0 || tickets === 0))).to.equal(
        true,
      );
      expect(Math.max(...states.map(([, , , largest]) => largest))).to.be.at.most(maxBatch);
      expect(await counts()).to.deep.equal({ auditEvents: 1 });
    });
  }

  // Fails when a second call begins anew, counts only what it did itself, or logs the erasure twice.
  it('goes on where it was broken off, and logs the whole of it once', async () => {
    const { id } = await contact();
    for (let i = 0; i < 3; i++) await conversation(id, 200);
    const expected = await summarizePerson(client, id);
    let tickets = 0;
    const breaking = createClient(
      watched(adapter, ({ ops }) => {
        if (idsOf(ops, 'delete', 'tickets').length > 0 && ++tickets === 2) throw new CrmError('UNAVAILABLE', 'The connection broke.');
      }),
      { actor },
    );
    expect(await codeOf(erasePerson(breaking, id))).to.equal('UNAVAILABLE');
    const left = await counts();
    expect(left['messages']).to.be.within(1, 599);
    expect(left['contacts']).to.equal(1);

    const { counts: erased, recordId } = await erasePerson(client, id);

    expect(erased).to.deep.equal(expected.counts);
    expect(await counts()).to.deep.equal({ auditEvents: 1 });
    const { records } = await client.auditEvents.list({ where: { recordKey: `contacts:${recordId}` }, sort: [{ by: 'at' }] });
    expect(records[0]!.diff['messages']).to.deep.equal([600, 0]);
  });

  // Fails when what somebody writes between two commits makes the erasure fail, or survives it.
  it('finds what others add meanwhile', async () => {
    const { id } = await contact();
    const ticketId = await conversation(id, 3);
    let commits = 0;
    const racing = createClient(
      watched(adapter, async () => {
        commits++;
        if (commits === 3) await client.sendMessage({ ticketId, text: 'Are you there?' });
        if (commits === 5) await client.startTicket({ requesterId: id, channel: 'chat', text: 'Hello?' });
      }),
      { actor },
    );
    await erasePerson(racing, id);
    expect(commits).to.be.at.least(7);
    const left = await counts();
    expect([left['contacts'], left['tickets'], left['messages']]).to.deep.equal([undefined, undefined, undefined]);
  });

  // Fails when a cancel is not heard between two commits, or leaves the erasure without a way on.
  it('is stopped by its signal, and goes on when it is called again', async () => {
    const { id } = await contact();
    for (let i = 0; i < 3; i++) await conversation(id, 200);
    const abort = new AbortController();
    const heard: PersonProgress[] = [];
    const watching = createClient(
      watched(adapter, ({ ops }) => {
        if (idsOf(ops, 'delete', 'tickets').length > 0) abort.abort();
      }),
      { actor },
    );
    const stopped = erasePerson(watching, id, { signal: abort.signal, onProgress: (progress) => heard.push(progress) });
    expect(await codeOf(stopped)).to.equal('ABORTED');
    expect((await counts())['messages']).to.be.within(1, 599);
    expect(heard.at(-1)).to.deep.include({ phase: 'erasing' });
    await erasePerson(client, id);
    expect(await counts()).to.deep.equal({ auditEvents: 1 });
  });

  // Fails when a contact that lies in the trash, or that was merged into another one, cannot be erased or exported.
  it('is found by a contact that is merged, and by one that is deleted', async () => {
    const [kept, merged, deleted] = [await contact('Kept'), await contact('Merged'), await contact('Deleted')];
    await client.mergeContacts({ keepId: kept.id, mergeId: merged.id });
    await client.contacts.remove(deleted.id);
    expect((await summarizePerson(client, merged.id)).contactId).to.equal(kept.id);
    expect((await exportPerson(client, merged.id)).counts).to.include({ contacts: 1, trash: 1 });
    expect((await exportPerson(client, deleted.id)).counts).to.include({ trash: 1 });
    await erasePerson(client, merged.id);
    await erasePerson(client, deleted.id);
    expect(await counts()).to.deep.equal({ auditEvents: 2 });
    for (const id of [kept.id, merged.id, deleted.id, 'nobody']) expect(await codeOf(erasePerson(client, id))).to.equal('NOT_FOUND');
  });

  // Fails when a customer may have a person exported or erased.
  it('is staff’s to export and erase', async () => {
    const { id } = await contact();
    const visitor = createClient(adapter, { actor: { kind: 'contact', id } });
    for (const call of [exportPerson, erasePerson, summarizePerson]) expect(await codeOf(call(visitor, id))).to.equal('FORBIDDEN');
    expect((await counts())['contacts']).to.equal(1);
  });

  // Fails when a text about somebody else that has the person's name, address or number is not told of, or others' texts are.
  it('is told of where others’ texts still name it', async () => {
    const { id } = await client.contacts.create({
      fullName: 'Zoë "Zed" Zander',
      emails: [{ value: 'Zoe@Example.org', key: 'zoe@example.org' }],
    });
    const other = await contact('Olaf Other');
    const named = await client.addNote({ text: 'Knows ZOË "ZED" ZANDER', targets: about(other.id) });
    const mailed = await client.companies.create({ name: 'Care of zoe@example.org' });
    await client.addNote({ text: 'Knows Zoë', targets: about(other.id) });
    const { mentions } = await erasePerson(client, id);
    expect(mentions).to.have.deep.members([
      { collection: 'notes', id: named.id },
      { collection: 'companies', id: mailed.id },
    ]);
  });

  // Fails when a kind of record is left out of the document, a file's bytes change, or somebody else's id is in it.
  it('is exported as one document: records by kind, conversations with messages and files', async () => {
    const { id } = await contact('Zoë Zander / Ltd.');
    const other = await contact('Olaf Other');
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
    const file = await client.storeFile({ bytes, name: 'plan.bin' });
    await client.startTicket({ requesterId: id, channel: 'chat', subject: 'A desk', text: 'Hello', files: [file] });
    const { stages } = await client.createPipeline({ name: 'Sales', currency: 'EUR', stages: [{ name: 'New' }] });
    await client.createDeal({ name: 'Desks', stageId: stages[0]!.id, contactIds: [other.id, id] });
    await client.addNote({ text: 'Prefers oak', targets: [...about(id), ...about(other.id)] });

    const { blob, name, counts: exported } = await exportPerson(client, id, { now: () => Date.UTC(2026, 0, 2) });

    expect([name, blob.type]).to.deep.equal(['zoë-zander-ltd-2026-01-02.json', 'application/json']);
    expect(exported).to.include({ contacts: 1, tickets: 1, messages: 1, attachments: 1, files: 1, deals: 1, notes: 1 });
    const document = JSON.parse(await blob.text()) as Record<string, { [key: string]: unknown }[]>;
    expect(document).to.include({ format: 'crm-elements-person', exportedAt: '2026-01-02T00:00:00.000Z' });
    expect(document['contacts']![0]).to.include({ fullName: 'Zoë Zander / Ltd.' });
    const [message] = document['tickets']![0]!['messages'] as { text: string; attachments: { name: string }[] }[];
    expect([message!.text, message!.attachments[0]!.name]).to.deep.equal(['Hello', 'plan.bin']);
    expect(document['deals']![0]!['contactIds']).to.deep.equal([id]);
    expect(document['notes']![0]!['targets']).to.deep.equal(about(id));
    expect(JSON.stringify(document)).to.not.include(other.id);
    expect(Uint8Array.from(atob(document['files']![0]!['base64'] as string), (char) => char.charCodeAt(0))).to.deep.equal(bytes);
  });

  // Fails when the erasure of a deal's only contact takes the deal, or when the ids of erased records are written again.
  it('keeps deals, and touches no record of others', async () => {
    const [{ id }, other] = [await contact(), await contact('Olaf Other')];
    const { stages } = await client.createPipeline({ name: 'Sales', currency: 'EUR', stages: [{ name: 'New' }] });
    const deal = await client.createDeal({ name: 'Desks', stageId: stages[0]!.id, contactIds: [id] });
    await conversation(other.id, 2);
    const written: Operation[] = [];
    await erasePerson(
      createClient(
        watched(adapter, ({ ops }) => void written.push(...ops)),
        { actor },
      ),
      id,
    );
    expect((await client.deals.get(deal.id))?.contactIds).to.deep.equal([]);
    expect(idsOf(written, 'delete', 'contacts')).to.deep.equal([id]);
    for (const collection of ['tickets', 'messages', 'deals']) expect(idsOf(written, 'delete', collection), collection).to.deep.equal([]);
  });
});
