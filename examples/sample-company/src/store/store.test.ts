import { expect } from 'chai';
import { createDexieAdapter } from '@crm-elements/adapter-dexie';
import { createClient, createLocalPort, createMemoryAdapter, type CrmError, type DataAdapter } from '@crm-elements/data';
import { createFaultyAdapter, createFixedClock } from '@crm-elements/data/testing';
import { crmModel, type CollectionModel, type CollectionName, type Message, type StoredRecord, type Ticket } from '@crm-elements/schema';
import { sampleAgents, sampleVisitor } from '../identities.js';
import { sampleCollections, sampleCompany } from '../sample-company.js';
import { hasSampleCompany, loadSampleCompany } from './load.js';
import { removeSampleCompany } from './remove.js';

const now = Date.parse('2026-11-23T09:30:00.000Z');
const sample = sampleCompany({ now });
const sampleSize = sampleCollections.reduce((sum, collection) => sum + sample[collection].length, 0);
const collections = Object.keys(crmModel.collections) as CollectionName[];

const open: DataAdapter[] = [];
const memory = () => {
  const adapter = createMemoryAdapter();
  open.push(adapter);
  return adapter;
};
const clientOf = (adapter: DataAdapter, actor: { kind: 'agent' | 'system'; id: string } = { kind: 'agent', id: 'agent-own' }) =>
  createClient(adapter, { actor, clock: createFixedClock(now + 60_000), random: () => 0.5 });

async function allOf(adapter: DataAdapter, collection: CollectionName): Promise<StoredRecord[]> {
  const { records, next } = await adapter.query({ collection, limit: 1_000 });
  expect(next).to.equal(undefined);
  return records;
}

async function countAll(adapter: DataAdapter): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const collection of collections) {
    const { length } = await allOf(adapter, collection);
    if (length > 0) counts[collection] = length;
  }
  return counts;
}

/** The rows of a totals table counted by hand: the values of the group, the count, and the sums. */
function recount({ totals, computed }: CollectionModel, name: string, records: readonly StoredRecord[]): string[] {
  const { group, sums = {} } = totals[name]!;
  const rows = new Map<string, { count: number; sums: Record<string, bigint> }>();
  for (const record of records) {
    const values = group.map((key): unknown[] => {
      const value =
        key in computed
          ? computed[key]!.of(record)
          : key.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown> | null | undefined)?.[step], record);
      return Array.isArray(value) && value.length > 0 ? [...new Set(value)] : [Array.isArray(value) ? null : (value ?? null)];
    });
    const tuples = values.reduce<unknown[][]>((all, some) => all.flatMap((tuple) => some.map((one) => [...tuple, one])), [[]]);
    for (const tuple of tuples) {
      const key = JSON.stringify(tuple);
      const row = rows.get(key) ?? { count: 0, sums: {} };
      row.count += 1;
      for (const [sum, of] of Object.entries(sums)) row.sums[sum] = (row.sums[sum] ?? 0n) + BigInt(of(record) ?? 0);
      rows.set(key, row);
    }
  }
  return [...rows].map(([key, { count, sums: found }]) => `${key} ${String(count)} ${Object.values(found).join(' ')}`.trim()).sort();
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((adapter) => adapter.close()));
});

describe('loading the sample company', () => {
  it('puts all of it into an empty store, as it is', async () => {
    const adapter = memory();
    const progress: [number, number][] = [];
    expect(await loadSampleCompany(adapter, { now, onProgress: ({ done, total }) => progress.push([done, total]) })).to.deep.equal({
      loaded: sampleSize,
    });
    for (const collection of sampleCollections) {
      const byId = new Map((sample[collection] as unknown as StoredRecord[]).map((record) => [record.id, record]));
      const found = await allOf(adapter, collection);
      expect(found.length, collection).to.equal(byId.size);
      for (const record of found) expect(record, record.id).to.deep.equal(byId.get(record.id));
    }
    expect(progress).to.deep.equal([
      [0, sampleSize],
      [sampleSize, sampleSize],
    ]);
    expect(await hasSampleCompany(adapter)).to.equal(true);
  });

  it('leaves totals that a recount confirms', async () => {
    const adapter = memory();
    await loadSampleCompany(adapter, { now });
    for (const collection of sampleCollections) {
      const model: CollectionModel = crmModel.collections[collection];
      const records = await allOf(adapter, collection);
      for (const [name, { group, sums = {} }] of Object.entries(model.totals)) {
        const rows = await adapter.totals({ collection, totals: name });
        const keptRows = rows
          .map((row) =>
            `${JSON.stringify(group.map((key) => row.group[key] ?? null))} ${String(row.count)} ${Object.keys(sums)
              .map((sum) => row.sums[sum])
              .join(' ')}`.trim(),
          )
          .sort();
        expect(keptRows, `${collection}/${name}`).to.deep.equal(recount(model, name, records));
      }
    }
  });

  it('takes a client as well as its adapter', async () => {
    const adapter = memory();
    await loadSampleCompany(clientOf(adapter), { now: new Date(now) });
    expect(await hasSampleCompany(clientOf(adapter))).to.equal(true);
  });

  it('adds nothing when it is loaded again, at another time', async () => {
    const adapter = memory();
    await loadSampleCompany(adapter, { now });
    const before = await countAll(adapter);
    expect(await loadSampleCompany(adapter, { now: now + 90 * 86_400_000 })).to.deep.equal({ loaded: 0 });
    expect(await countAll(adapter)).to.deep.equal(before);
  });

  it('makes one copy when several windows load it at once', async () => {
    const adapter = memory();
    const results = await Promise.all([1, 2, 3, 4].map((later) => loadSampleCompany(clientOf(adapter), { now: now + later })));
    expect(results.map(({ loaded }) => loaded).sort((a, b) => a - b)).to.deep.equal([0, 0, 0, sampleSize]);
    expect((await allOf(adapter, 'tickets')).map(({ number }) => number).sort((a, b) => Number(a) - Number(b))).to.deep.equal(
      sample.tickets.map(({ number }) => number),
    );
  });

  it('makes one copy in the browser’s own store when two windows load it at once, and takes it back from either', async () => {
    const name = `sample-company-${String(Math.random()).slice(2)}`;
    const windows = [createDexieAdapter({ name }), createDexieAdapter({ name })] as const;
    open.push(windows[1]);
    const results = await Promise.all(windows.map((adapter) => loadSampleCompany(adapter, { now })));
    expect(results.map(({ loaded }) => loaded).sort((a, b) => a - b)).to.deep.equal([0, sampleSize]);
    expect(await allOf(windows[1], 'messages')).to.deep.equal(await allOf(windows[0], 'messages'));
    expect(await removeSampleCompany(windows[1])).to.deep.equal({ removed: sampleSize, kept: 0 });
    expect(await countAll(windows[0])).to.deep.equal({});
    await windows[0].destroy();
  });

  it('does not bring back what somebody deleted', async () => {
    const adapter = memory();
    await loadSampleCompany(adapter, { now });
    const client = clientOf(adapter);
    await client.contacts.remove(sampleVisitor.id);
    expect(await loadSampleCompany(client, { now })).to.deep.equal({ loaded: 0 });
    expect(await client.contacts.get(sampleVisitor.id)).to.equal(undefined);
  });

  it('goes on where it was broken off, in a store of small commits', async () => {
    const small = memory();
    Object.defineProperty(small, 'capabilities', { value: { ...small.capabilities, maxBatch: 100 } });
    const faulty = createFaultyAdapter(small, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', at: 3, error: 'QUOTA' }] });
    const failure = await loadSampleCompany(faulty, { now }).then(
      () => undefined,
      (error: CrmError) => error.code,
    );
    expect(failure).to.equal('QUOTA');
    expect(await hasSampleCompany(small)).to.equal(false);
    const { loaded } = await loadSampleCompany(small, { now });
    expect(loaded).to.be.within(1, sampleSize - 100);
    expect((await allOf(small, 'messages')).length).to.equal(sample.messages.length);
    for (const { id } of sample.tickets) {
      const own = ((await allOf(small, 'messages')) as unknown as Message[])
        .filter(({ ticketId }) => ticketId === id)
        .map(({ seq }) => seq)
        .sort((a, b) => a - b);
      expect(own, id).to.deep.equal(own.map((_, i) => i + 1));
    }
  });

  it('stops at the signal', async () => {
    const adapter = memory();
    const stop = new AbortController();
    stop.abort();
    const failure = await loadSampleCompany(adapter, { now, signal: stop.signal }).then(
      () => undefined,
      (error: CrmError) => error.code,
    );
    expect(failure).to.equal('ABORTED');
    expect(await countAll(adapter)).to.deep.equal({});
  });

  it('makes way for people’s own pipeline, short code and field', async () => {
    const adapter = memory();
    const client = clientOf(adapter);
    await client.createPipeline({ name: 'Own', currency: 'EUR', isDefault: true, order: 4, stages: [{ name: 'First' }] });
    await client.cannedResponses.create({ shortCode: 'hello', text: 'Own hello' });
    await client.customFields.create({ object: 'deals', key: 'lamps', label: 'Own lamps', type: 'number' });
    expect(await loadSampleCompany(client, { now })).to.deep.equal({ loaded: sampleSize - 2 });
    const { records } = await client.pipelines.list({ sort: [{ by: 'order' }] });
    expect(records.map(({ name, order, isDefault }) => [name, order, isDefault])).to.deep.equal([
      ['Own', 4, true],
      ['Trade orders', 5, false],
      ['Restorations', 6, false],
    ]);
    expect((await client.cannedResponses.list({ where: { shortCode: 'hello' } })).records.map(({ text }) => text)).to.deep.equal([
      'Own hello',
    ]);
  });

  it('goes on counting tickets and messages behind those that there are', async () => {
    const adapter = memory();
    const client = clientOf(adapter);
    const { ticket } = await client.startTicket({
      requesterId: 'contact-own',
      requester: { fullName: 'Own' },
      channel: 'chat',
      text: 'First',
    });
    await loadSampleCompany(client, { now });
    expect(ticket.number).to.equal(1);
    const [first] = await adapter.get('tickets', [sample.tickets[0]!.id]);
    expect((first as unknown as Ticket).number).to.equal(2);
    const next = await client.sendMessage({ ticketId: 'sample-ticket-shira-gift', text: 'עוד שאלה' });
    expect(next.message.seq).to.equal(sample.messages.filter(({ ticketId }) => ticketId === 'sample-ticket-shira-gift').length + 1);
  });

  it('lets the visitor of the shop find Ana’s conversations', async () => {
    const adapter = memory();
    await loadSampleCompany(adapter, { now });
    const port = createLocalPort(clientOf(adapter), { visitorId: sampleVisitor.id });
    const conversations = await port.conversations();
    expect(conversations).to.have.length(1);
    const { messages } = await port.history(conversations[0]!.id);
    expect(messages.map(({ from }) => from)).to.deep.equal(['visitor', 'agent', 'visitor', 'agent', 'visitor', 'agent']);
    await port.close();
  });
});

describe('taking the sample company back', () => {
  it('leaves nothing of it, also after people played with it', async () => {
    const adapter = memory();
    const client = clientOf(adapter, { kind: 'agent', id: sampleAgents.mira.id });
    await loadSampleCompany(client, { now });
    await client.moveDeal({ dealId: 'sample-deal-minuit-bar', toStageId: 'sample-stage-trade-won' });
    await client.assignTicket({ ticketId: 'sample-ticket-shira-gift', assigneeId: sampleAgents.mira.id });
    await client.setTicketStatus({ ticketId: 'sample-ticket-amal-switch', status: 'resolved' });
    await client.saveDraft({ ticketId: 'sample-ticket-joao-address', text: 'One parcel, João' });
    await client.contacts.remove('sample-contact-minh-chau');
    const progress: number[] = [];
    const { removed, kept } = await removeSampleCompany(client, { onProgress: ({ done }) => progress.push(done) });
    expect(kept).to.equal(0);
    expect(removed).to.be.greaterThan(sampleSize);
    expect(progress[0]).to.equal(0);
    const left = (await allOf(adapter, 'auditEvents')).filter(({ recordId }) => (recordId as string).startsWith('sample-'));
    expect(left).to.deep.equal([]);
    expect(await countAll(adapter)).to.deep.equal({});
    expect(await hasSampleCompany(adapter)).to.equal(false);
  });

  it('leaves people’s own records as they are', async () => {
    const adapter = memory();
    const client = clientOf(adapter);
    await loadSampleCompany(client, { now });
    const own = await client.contacts.create({ fullName: 'Own Person', emails: ['own@example.com'] });
    const { pipeline, stages } = await client.createPipeline({ name: 'Own', currency: 'EUR', stages: [{ name: 'First' }] });
    const deal = await client.createDeal({ name: 'Own deal', stageId: stages[0]!.id, contactIds: [own.id] });
    const { ticket } = await client.startTicket({ requesterId: own.id, channel: 'email', text: 'Own question' });
    const before = await adapter.get('contacts', [own.id]);
    expect(await removeSampleCompany(client)).to.include({ kept: 0 });
    expect(await adapter.get('contacts', [own.id])).to.deep.equal(before);
    const { auditEvents, ...rest } = await countAll(adapter);
    expect(rest).to.deep.equal({ contacts: 1, pipelines: 1, stages: 1, deals: 1, stageChanges: 1, tickets: 1, messages: 1 });
    expect(auditEvents).to.be.greaterThan(3);
    expect(
      [await client.deals.get(deal.id), await client.tickets.get(ticket.id), await client.pipelines.get(pipeline.id)].every(
        (record) => record !== undefined,
      ),
    ).to.equal(true);
  });

  it('keeps the conversation in which somebody wrote, and whom it is with', async () => {
    const adapter = memory();
    const client = clientOf(adapter, { kind: 'agent', id: sampleAgents.mira.id });
    await loadSampleCompany(client, { now });
    await client.replyToTicket({ ticketId: 'sample-ticket-elodie-samples', text: 'Sans outil, promis.' });
    const { kept } = await removeSampleCompany(client);
    const counts = await countAll(adapter);
    expect(kept).to.be.greaterThan(0);
    expect((await allOf(adapter, 'tickets')).map(({ id }) => id)).to.deep.equal(['sample-ticket-elodie-samples']);
    expect(counts.messages).to.equal(4);
    expect((await allOf(adapter, 'contacts')).map(({ id }) => id)).to.deep.equal(['sample-contact-elodie-marchetti']);
    expect((await allOf(adapter, 'companies')).map(({ id }) => id)).to.deep.equal(['sample-company-minuit-moins-dix']);
    expect(counts.deals).to.equal(undefined);
    expect(await hasSampleCompany(adapter)).to.equal(false);
  });

  it('keeps the pipeline in which somebody has a deal, whole', async () => {
    const adapter = memory();
    const client = clientOf(adapter);
    await loadSampleCompany(client, { now });
    await client.createDeal({ name: 'Own deal', stageId: 'sample-stage-mending-survey', companyId: 'sample-company-harbour-lights' });
    await removeSampleCompany(client);
    expect((await allOf(adapter, 'pipelines')).map(({ id }) => id)).to.deep.equal(['sample-pipeline-mending']);
    expect(await allOf(adapter, 'stages')).to.have.length(6);
    expect((await allOf(adapter, 'deals')).map(({ name }) => name)).to.deep.equal(['Own deal']);
    expect((await allOf(adapter, 'companies')).map(({ id }) => id)).to.deep.equal(['sample-company-harbour-lights']);
  });

  it('keeps a person of the cast who writes anew', async () => {
    const adapter = memory();
    await loadSampleCompany(adapter, { now });
    const client = clientOf(adapter);
    const port = createLocalPort(client, { visitorId: sampleVisitor.id });
    await port.start({ id: 'm1', conversationId: 'c1', text: 'Me again' });
    await removeSampleCompany(client);
    expect((await allOf(adapter, 'contacts')).map(({ id }) => id)).to.deep.equal([sampleVisitor.id]);
    expect((await port.conversations()).map(({ id }) => id)).to.deep.equal(['c1']);
    await port.close();
  });

  it('does nothing where there is nothing, and can be loaded anew afterwards', async () => {
    const adapter = memory();
    expect(await removeSampleCompany(adapter)).to.deep.equal({ removed: 0, kept: 0 });
    await loadSampleCompany(adapter, { now });
    expect(await removeSampleCompany(adapter)).to.deep.equal({ removed: sampleSize, kept: 0 });
    expect(await loadSampleCompany(adapter, { now })).to.deep.equal({ loaded: sampleSize });
    expect((await allOf(adapter, 'messages')).length).to.equal(sample.messages.length);
  });

  it('looks again when somebody writes meanwhile', async () => {
    const adapter = memory();
    const client = clientOf(adapter);
    await loadSampleCompany(client, { now });
    const late = createFaultyAdapter(adapter, { seed: 1, rules: [{ on: 'commit', fault: 'delay', at: 1, ms: 50 }] });
    const written: Promise<unknown>[] = [];
    const { kept } = await removeSampleCompany(late, {
      onProgress: () => {
        if (written.length === 0)
          written.push(client.sendMessage({ ticketId: 'sample-ticket-joao-address', text: 'And the other parcel?' }));
      },
    });
    await Promise.all(written);
    expect(late.injected.delay).to.equal(1);
    expect(kept).to.be.greaterThan(0);
    expect((await allOf(adapter, 'tickets')).map(({ id }) => id)).to.deep.equal(['sample-ticket-joao-address']);
    expect((await allOf(adapter, 'messages')).map(({ text }) => text)).to.include('And the other parcel?');
  });
});
