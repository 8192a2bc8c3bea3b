import { expect } from 'chai';
import type { Deal, Ticket } from '@crm-elements/schema';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { CrmError } from '../errors.js';
import { createClient, type CrmClient } from './client.js';
import type { CreatePipelineInput } from './commands/work.js';
import type { LivePage } from './live.js';

const stages: CreatePipelineInput['stages'] = [
  { id: 'new', name: 'New', kind: 'open', probability: 1000 },
  { id: 'offer', name: 'Offer', kind: 'open', probability: 5000, requiredFields: ['amount'] },
  { id: 'tight', name: 'Tight', kind: 'open', probability: 5000, wipLimit: 1, wipHard: true },
  { id: 'won', name: 'Won', kind: 'won', probability: 10000 },
  { id: 'lost', name: 'Lost', kind: 'lost', probability: 0 },
];

async function salesClient(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
  await client.createPipeline({ id: 'sales', name: 'Sales', currency: 'EUR', stages });
  return client;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(CrmError);
    return (error as CrmError).code;
  }
  return 'none';
}

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 2_000 && !holds(); i++) await new Promise((done) => setTimeout(done, 1));
  expect(holds(), 'the condition came to hold').to.equal(true);
};

const namesIn = async (client: CrmClient, stageId: string) => (await client.deals.list({ where: { stageId }, sort: [{ by: 'rank' }] })).records.map(({ name }) => name);

describe('client: records', () => {
  it('tags contacts and takes tags off, in one step', async () => {
    // Fails when a tag of before is lost, one that is there counts as a change, or undo leaves one.
    const client = createClient(createMemoryAdapter());
    await client.contacts.createMany([
      { id: 'ana', fullName: 'Ana', tags: ['vip', 'old'] },
      { id: 'bo', fullName: 'Bo' },
      { id: 'cy', fullName: 'Cy', tags: ['new'] },
    ]);
    const inputs = ['ana', 'bo', 'cy'].map((contactId) => ({ contactId, add: ['new'], remove: ['old'] }));
    const tagged = await client.tagContacts(inputs);
    expect(tagged.map(({ tags, version }) => [tags, version])).to.deep.equal([[['vip', 'new'], 2], [['new'], 2], [['new'], 1]]);
    expect(await codeOf(client.tagContacts([{ contactId: 'gone', add: ['x'] }]))).to.equal('NOT_FOUND');
    await client.undo();
    expect((await client.contacts.getMany(['ana', 'bo', 'cy'])).map((contact) => contact?.tags)).to.deep.equal([['vip', 'old'], [], ['new']]);
  });

  it('makes a contact from a name and addresses, and reads it back', async () => {
    const client = createClient(createMemoryAdapter());
    const made = await client.contacts.create({ fullName: 'Ana Díaz', emails: ['Ana@Example.org'] });
    expect(await client.contacts.get(made.id)).to.deep.equal(made);
    expect(made.emails[0]).to.include({ value: 'Ana@Example.org', key: 'ana@example.org' });
    expect(made).to.include({ version: 1, lifecycleStage: 'lead' });
  });

  it('changes only what a patch names, and removes what it gives as undefined', async () => {
    const client = createClient(createMemoryAdapter());
    const { id } = await client.contacts.create({ fullName: 'Ana', jobTitle: 'Buyer', custom: { size: 'M', color: 'red' } });
    const after = await client.contacts.update(id, { jobTitle: undefined, 'custom.size': 'L' });
    expect(after).not.to.have.property('jobTitle');
    expect(after.custom).to.deep.equal({ size: 'L', color: 'red' });
    expect(after.fullName).to.equal('Ana');
  });

  it('keeps the fields that no schema knows', async () => {
    const client = createClient(createMemoryAdapter());
    const { id } = await client.contacts.create({ fullName: 'Ana', shoeSize: 41 } as never);
    expect(await client.contacts.update(id, { jobTitle: 'Buyer' })).to.include({ shoeSize: 41 });
  });

  it('refuses bad input with a code, the field and a sentence, and writes nothing', async () => {
    const client = createClient(createMemoryAdapter());
    const bad = { fullName: 'Ana', birthday: '1990-02-30' };
    const error = await client.contacts.create(bad).catch((thrown: unknown) => thrown as CrmError);
    expect(error).to.include({ code: 'VALIDATION', field: 'birthday' });
    expect((error as CrmError).message).to.contain('YYYY-MM-DD');
    expect((await client.contacts.list()).records).to.have.length(0);
    expect((await client.auditEvents.list({ sort: [{ by: 'at' }] })).records).to.have.length(0);
  });

  it('updates against the version that the caller saw', async () => {
    const client = createClient(createMemoryAdapter());
    const { id } = await client.contacts.create({ fullName: 'Ana' });
    await client.contacts.update(id, { jobTitle: 'Buyer' });
    const error = await client.contacts.update(id, { jobTitle: 'Boss' }, { ifVersion: 1 }).catch((thrown: unknown) => thrown as CrmError);
    expect(error).to.include({ code: 'CONFLICT' });
    expect((error as CrmError).conflicts[0]!.current).to.include({ jobTitle: 'Buyer' });
  });

  it('removes to the trash and restores from it', async () => {
    const client = createClient(createMemoryAdapter());
    const made = await client.contacts.create({ fullName: 'Ana' });
    await client.contacts.remove(made.id);
    expect(await client.contacts.get(made.id)).to.equal(undefined);
    expect((await client.trash.list({ sort: [{ by: 'expiresAt' }] })).records).to.have.length(1);
    const back = await client.contacts.restore(made.id);
    expect(back).to.include({ fullName: 'Ana', createdAt: made.createdAt });
    expect(back.version).to.be.greaterThan(made.version);
    expect((await client.trash.list({ sort: [{ by: 'expiresAt' }] })).records).to.have.length(0);
    expect(await codeOf(client.contacts.restore(made.id))).to.equal('NOT_FOUND');
  });

  it('logs each change of a record in the same commit, with before and after', async () => {
    const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
    const { id } = await client.contacts.create({ fullName: 'Bo' });
    await client.contacts.update(id, { jobTitle: 'Buyer' });
    const { records } = await client.auditEvents.list({ where: { recordKey: `contacts:${id}` }, sort: [{ by: 'at' }] });
    expect(records.map(({ op, diff, byId }) => ({ op, diff, byId }))).to.deep.equal([
      { op: 'create', diff: {}, byId: 'ana' },
      { op: 'update', diff: { jobTitle: [null, 'Buyer'] }, byId: 'ana' },
    ]);
  });

  it('tells which command a field with a rule is changed by', async () => {
    const client = await salesClient();
    const deal = await client.createDeal({ name: 'A', stageId: 'new' });
    const error = await client.deals.update(deal.id, { stageId: 'won' }).catch((thrown: unknown) => thrown as CrmError);
    expect(error).to.include({ code: 'VALIDATION', field: 'stageId' });
    expect((error as CrmError).message).to.contain('moveDeal');
  });

  it('makes a pipeline with fixed ids once, however many ask', async () => {
    const adapter = createMemoryAdapter();
    const input = { id: 'sales', name: 'Sales', currency: 'EUR', stages: [{ id: 'new', name: 'New', kind: 'open', probability: 0 }] } as const;
    const made = await Promise.all([createClient(adapter), createClient(adapter)].map((client) => client.createPipeline({ ...input, stages: [...input.stages] })));
    expect(made[0]!.pipeline).to.deep.equal(made[1]!.pipeline);
    expect(made[1]!.stages).to.have.length(1);
  });
});

describe('client: deals', () => {
  it('puts a new deal at the end of its stage and logs how it came there', async () => {
    const client = await salesClient();
    await client.createDeals(['A', 'B', 'C'].map((name) => ({ name, stageId: 'new' })));
    await client.createDeal({ name: 'top', stageId: 'new', place: 'top' });
    expect(await namesIn(client, 'new')).to.deep.equal(['top', 'A', 'B', 'C']);
    expect(await client.stageChanges.totals({ totals: 'byTransition', by: ['toStageId'] })).to.deep.equal([{ group: { toStageId: 'new' }, count: 4, sums: { durationMs: '0' } }]);
  });

  it('moves a deal to a place between two others with one deal and one stage change written', async () => {
    const client = await salesClient();
    const [a, b, c] = (await client.createDeals(['A', 'B', 'C'].map((name) => ({ name, stageId: 'new', amount: { amount: 100, currency: 'EUR' } })))) as [Deal, Deal, Deal];
    await client.moveDeal({ dealId: c.id, toStageId: 'new', place: { before: b.id } });
    expect(await namesIn(client, 'new')).to.deep.equal(['A', 'C', 'B']);
    await client.moveDeals([{ dealId: a.id, toStageId: 'offer' }, { dealId: b.id, toStageId: 'offer' }]);
    await client.moveDeal({ dealId: c.id, toStageId: 'offer', place: { after: a.id } });
    expect(await namesIn(client, 'offer')).to.deep.equal(['A', 'C', 'B']);
    const { changes } = await client.adapter.changes({ limit: 1_000 });
    expect(changes.at(-1)!.operations.map(({ collection, op }) => `${op} ${collection}`)).to.deep.equal(['patch deals', 'create stageChanges']);
  });

  it('ranks deals of equal rank anew when one is put between them', async () => {
    const client = await salesClient();
    const [a, b, c] = (await client.createDeals(['A', 'B', 'C'].map((name, i) => ({ id: `deal-${i}`, name, stageId: 'new' })))) as [Deal, Deal, Deal];
    await client.adapter.commit({ ops: [a, b].map(({ id }) => ({ op: 'patch', collection: 'deals', id, set: { rank: 'a0' } })) });
    await client.moveDeal({ dealId: c.id, toStageId: 'new', place: { after: a.id } });
    expect(await namesIn(client, 'new')).to.deep.equal(['A', 'C', 'B']);
  });

  it('refuses a move by the rules, says why, and moves the others of a batch when asked to', async () => {
    const client = await salesClient();
    const [a, b] = (await client.createDeals([{ name: 'A', stageId: 'new' }, { name: 'B', stageId: 'new', amount: { amount: 5, currency: 'EUR' } }])) as [Deal, Deal];
    const error = await client.moveDeal({ dealId: a.id, toStageId: 'offer' }).catch((thrown: unknown) => thrown as CrmError);
    expect(error).to.include({ code: 'GATE_REFUSED', field: 'amount' });
    const result = await client.moveDeals([a, b].map(({ id }) => ({ dealId: id, toStageId: 'offer' })), { skipRefused: true });
    expect(result.deals.map(({ name }) => name)).to.deep.equal(['B']);
    expect(result.refused.map(({ dealId }) => dealId)).to.deep.equal([a.id]);
  });

  // Fails when the fields that a stage asks for are a commit of their own, so that a refused move leaves them behind.
  it('writes fields that come with a move in the same commit, logged and undone with it', async () => {
    const client = await salesClient();
    const amount = { amount: 700, currency: 'EUR' };
    const deal = await client.createDeal({ name: 'A', stageId: 'new' });
    const moved = await client.moveDeal({ dealId: deal.id, toStageId: 'offer', fields: { amount, 'custom.size': 'L' } });
    expect(moved).to.deep.include({ stageId: 'offer', amount, custom: { size: 'L' } });
    const { changes } = await client.adapter.changes({ limit: 1_000 });
    expect(changes.at(-1)!.operations.map(({ collection, op }) => `${op} ${collection}`)).to.deep.equal(['patch deals', 'create stageChanges', 'create auditEvents']);
    await client.undo();
    const back = await client.deals.get(deal.id);
    expect(back).to.include({ stageId: 'new', amount: null });
    expect(back!.custom ?? {}).to.deep.equal({});

    const refused = client.moveDeal({ dealId: deal.id, toStageId: 'offer', fields: { name: 'B' } });
    expect(await codeOf(refused)).to.equal('GATE_REFUSED');
    expect(await client.deals.get(deal.id)).to.include({ name: 'A', stageId: 'new' });
    expect(await codeOf(client.moveDeal({ dealId: deal.id, toStageId: 'new', fields: { status: 'won' } }))).to.equal('VALIDATION');
    expect(await client.moveDeal({ dealId: deal.id, toStageId: 'new', fields: { name: 'C' } })).to.include({ name: 'C', rank: deal.rank });
  });

  it('holds a hard limit against two windows that move at the same moment', async () => {
    const client = await salesClient();
    const other = createClient(client.adapter, { actor: { kind: 'agent', id: 'bo' } });
    const [a, b] = (await client.createDeals(['A', 'B'].map((name) => ({ name, stageId: 'new' })))) as [Deal, Deal];
    const codes = await Promise.all([codeOf(client.moveDeal({ dealId: a.id, toStageId: 'tight' })), codeOf(other.moveDeal({ dealId: b.id, toStageId: 'tight' }))]);
    expect(codes.sort()).to.deep.equal(['GATE_REFUSED', 'none']);
  });

  it('sets status and the closing moment on winning, and clears them on the way back', async () => {
    const client = await salesClient();
    const deal = await client.createDeal({ name: 'A', stageId: 'new' });
    expect(await client.moveDeal({ dealId: deal.id, toStageId: 'lost', lostReason: 'price' })).to.include({ status: 'lost', lostReason: 'price' });
    const back = await client.moveDeal({ dealId: deal.id, toStageId: 'new' });
    expect(back).to.include({ status: 'open', closedAt: null, lostReason: null });
  });
});

describe('client: tickets', () => {
  const start = (client: CrmClient, text = 'Hello, where is my order?') => client.startTicket({ requesterId: 'vera', requester: { fullName: 'Vera' }, channel: 'chat', text });

  it('opens a ticket with its person, number and first message in one commit', async () => {
    const client = await salesClient();
    const { ticket, message } = await start(client);
    expect(ticket).to.include({ number: 1, status: 'new', subject: 'Hello, where is my order?' });
    expect(message).to.include({ seq: 1, direction: 'incoming', authorId: 'vera' });
    expect(await client.contacts.get('vera')).to.include({ fullName: 'Vera', verified: false });
  });

  it('keeps the order of messages by a count, and follows the rules of replying', async () => {
    const client = await salesClient();
    const { ticket } = await start(client);
    const reply = await client.replyToTicket({ ticketId: ticket.id, text: 'On its way.' });
    expect(reply.ticket).to.include({ status: 'pending', waitingSince: null });
    expect(reply.ticket.firstRepliedAt).to.be.a('string');
    const again = await client.sendMessage({ ticketId: ticket.id, text: 'Thank you' });
    expect(again.ticket.status).to.equal('open');
    const { records } = await client.messages.list({ where: { ticketId: ticket.id }, sort: [{ by: 'seq' }] });
    expect(records.map(({ seq, text }) => `${seq} ${text}`)).to.deep.equal(['1 Hello, where is my order?', '2 On its way.', '3 Thank you']);
  });

  it('has one effect for a message that is sent again, by its id or by the command id', async () => {
    const client = await salesClient();
    const { ticket } = await start(client);
    const first = await client.sendMessage({ id: 'm-1', ticketId: ticket.id, text: 'once' }, { commandId: 'c-1' });
    expect(await client.sendMessage({ id: 'm-1', ticketId: ticket.id, text: 'once' })).to.deep.equal(first);
    const byCommand = await client.sendMessage({ ticketId: ticket.id, text: 'once' }, { commandId: 'c-2' });
    const repeated = await client.sendMessage({ ticketId: ticket.id, text: 'once' }, { commandId: 'c-2' });
    expect(repeated.message.seq).to.equal(byCommand.message.seq).and.to.equal(3);
  });

  it('opens a new ticket for a message to a closed one', async () => {
    const client = await salesClient();
    const { ticket } = await start(client);
    await client.setTicketStatus({ ticketId: ticket.id, status: 'closed' });
    const next = await client.sendMessage({ ticketId: ticket.id, text: 'One more thing' });
    expect(next.ticket).to.include({ number: 2, status: 'new' });
    expect(next.ticket.linkedIds).to.deep.equal([ticket.id]);
    expect((await client.tickets.get(ticket.id))!.status).to.equal('closed');
  });

  it('replies to many tickets in one commit, twice to the same one in order', async () => {
    const client = await salesClient();
    const [a, b] = await client.startTickets(['A', 'B'].map((text) => ({ requesterId: 'vera', requester: { fullName: 'Vera' }, channel: 'chat' as const, text })));
    const before = (await client.adapter.changes({ limit: 1_000 })).changes.length;
    const sent = await client.replyToTickets([a, b, a].map((one, i) => ({ ticketId: one!.ticket.id, text: `reply ${i}` })));
    expect(sent.map(({ message }) => message.seq)).to.deep.equal([2, 2, 3]);
    expect((await client.adapter.changes({ limit: 1_000 })).changes.length).to.equal(before + 1);
  });

  it('keeps the order of commands about one ticket, whatever is loaded for them, and closes behind them', async () => {
    const adapter = createMemoryAdapter();
    const client = createClient(adapter, { actor: { kind: 'agent', id: 'ana' } });
    const { ticket } = await client.startTicket({ requesterId: 'c1', channel: 'chat', text: 'Hello' });
    const { id: ticketId } = ticket;
    const given = [
      client.setTicketStatus({ ticketId, status: 'resolved' }),
      client.sendMessage({ ticketId, text: 'One more thing' }).then((sent) => sent.ticket),
      client.assignTicket({ ticketId, assigneeId: 'ben' }),
      client.replyToTicket({ ticketId, text: 'Gladly' }).then((sent) => sent.ticket),
      client.tickets.update(ticketId, { subject: 'Two things' }),
    ];
    const closed = client.close();
    const tickets = await Promise.all(given);
    expect(tickets.map(({ version }) => version)).to.deep.equal([2, 3, 4, 5, 6]);
    expect(tickets.map(({ status }) => status)).to.deep.equal(['resolved', 'open', 'open', 'pending', 'pending']);
    await closed;
  });

  it('snoozes until a moment, and housekeeping wakes what is due', async () => {
    let now = Date.parse('2026-01-01T09:00:00.000Z');
    const client = createClient(createMemoryAdapter(), { clock: { now: () => now, after: () => () => undefined } });
    const { ticket } = await start(client);
    await client.snoozeTicket({ ticketId: ticket.id, until: '2026-01-02T09:00:00.000Z' });
    expect((await client.housekeep()).woken).to.equal(0);
    now += 25 * 60 * 60 * 1_000;
    expect((await client.housekeep()).woken).to.equal(1);
    expect((await client.tickets.get(ticket.id))!.status).to.equal('open');
    expect(await codeOf(client.snoozeTicket({ ticketId: ticket.id, until: '2026-01-01T09:00:00.000Z' }))).to.equal('VALIDATION');
  });

  it('marks the messages to the side that has seen them as read', async () => {
    const client = await salesClient();
    const { ticket } = await start(client);
    await client.replyToTicket({ ticketId: ticket.id, text: 'Hi' });
    await client.markTicketSeen({ ticketId: ticket.id, by: 'contact' });
    const { records } = await client.messages.list({ where: { ticketId: ticket.id }, sort: [{ by: 'seq' }] });
    expect(records.map(({ status }) => status)).to.deep.equal(['sent', 'read']);
  });

  it('keeps one draft for each agent and ticket, however many windows save it', async () => {
    const client = await salesClient();
    const other = createClient(client.adapter, { actor: { kind: 'agent', id: 'ana' } });
    await Promise.all([client.saveDraft({ ticketId: 't', text: 'one' }), other.saveDraft({ ticketId: 't', text: 'two' })]);
    expect((await client.drafts.list({ where: { agentId: 'ana', ticketId: 't' } })).records).to.have.length(1);
    await client.saveDraft({ ticketId: 't', text: '' });
    expect((await client.drafts.list({ where: { agentId: 'ana', ticketId: 't' } })).records).to.have.length(0);
  });
});

describe('client: live results', () => {
  it('shows a change at once and the stored one after it', async () => {
    const client = await salesClient();
    const [a] = (await client.createDeals([{ name: 'A', stageId: 'new' }, { name: 'B', stageId: 'new' }])) as [Deal, Deal];
    const pages: LivePage<Deal>[] = [];
    const live = client.deals.live({ where: { stageId: 'new' }, sort: [{ by: 'rank' }] }, (page) => pages.push(page));
    await until(() => pages.length === 1);
    await client.moveDeal({ dealId: a.id, toStageId: 'won' });
    await until(() => pages.at(-1)!.records.length === 1 && pages.at(-1)!.pending.size === 0);
    expect(pages.some(({ records }) => records.length === 1)).to.equal(true);
    live.unsubscribe();
  });

  it('takes a change back that the store refuses, totals too', async () => {
    const adapter = createMemoryAdapter();
    const failing = Object.create(adapter) as typeof adapter;
    let fail = false;
    failing.commit = async (...args) => {
      if (!fail) return adapter.commit(...args);
      await new Promise((done) => setTimeout(done, 5));
      throw new CrmError('QUOTA', 'The browser has no room.');
    };
    for (const method of ['get', 'query', 'totals', 'watch', 'open'] as const) failing[method] = adapter[method].bind(adapter) as never;
    Object.defineProperties(failing, { model: { value: adapter.model }, instance: { value: 'one' }, capabilities: { value: adapter.capabilities } });
    const client = createClient(failing);
    await client.contacts.create({ fullName: 'Ana' });
    const counts: number[] = [];
    const names: string[][] = [];
    client.contacts.liveTotals({ totals: 'all' }, (rows) => counts.push(rows[0]?.count ?? 0));
    client.contacts.live({ sort: [{ by: 'nameKey' }] }, ({ records }) => names.push(records.map(({ fullName }) => fullName)));
    await until(() => counts.length === 1 && names.length === 1);
    fail = true;
    expect(await codeOf(client.contacts.create({ fullName: 'Bo' }))).to.equal('QUOTA');
    expect(counts).to.deep.equal([1, 2, 1]);
    expect(names).to.deep.equal([['Ana'], ['Ana', 'Bo'], ['Ana']]);
  });

  it('ends with its signal', async () => {
    const client = await salesClient();
    const end = new AbortController();
    let calls = 0;
    client.deals.live({ where: { stageId: 'new' }, sort: [{ by: 'rank' }] }, () => calls++, { signal: end.signal });
    await until(() => calls === 1);
    end.abort();
    await client.createDeal({ name: 'A', stageId: 'new' });
    await new Promise((done) => setTimeout(done, 5));
    expect(calls).to.equal(1);
  });
});

describe('client: undo and redo', () => {
  it('takes a batch back as one step, and does it again', async () => {
    const client = await salesClient();
    const deals = await client.createDeals(['A', 'B'].map((name) => ({ name, stageId: 'new' })));
    await client.moveDeals(deals.map(({ id }) => ({ dealId: id, toStageId: 'won' })));
    expect(await client.undo()).to.include({ command: 'moveDeal', done: 2, total: 2 });
    expect((await client.deals.get(deals[0]!.id))!).to.include({ stageId: 'new', status: 'open' });
    expect(await client.redo()).to.include({ done: 2 });
    expect((await client.deals.get(deals[0]!.id))!).to.include({ stageId: 'won', status: 'won' });
  });

  it('leaves what others changed since, and says so', async () => {
    const client = await salesClient();
    const other = createClient(client.adapter, { actor: { kind: 'agent', id: 'bo' } });
    const contacts = await client.contacts.createMany(['A', 'B', 'C'].map((fullName) => ({ fullName })));
    const [a, b] = contacts;
    await client.contacts.updateMany(contacts.map(({ id }) => id), { jobTitle: 'Buyer', ownerId: 'ana' });
    await other.contacts.update(a!.id, { jobTitle: 'Boss' });
    await other.contacts.remove(b!.id);
    const result = await client.undo();
    expect(result).to.deep.include({ done: 2, total: 3 });
    expect(result!.skipped).to.deep.equal([
      { collection: 'contacts', id: a!.id, reason: 'changed', fields: ['jobTitle'] },
      { collection: 'contacts', id: b!.id, reason: 'gone' },
    ]);
    expect(await client.contacts.get(a!.id)).to.include({ jobTitle: 'Boss' }).and.not.to.have.property('ownerId');
  });

  it('undoes making and removing, by way of the trash', async () => {
    const client = await salesClient();
    const made = await client.contacts.create({ fullName: 'Ana' });
    await client.undo();
    expect(await client.contacts.get(made.id)).to.equal(undefined);
    await client.redo();
    expect(await client.contacts.get(made.id)).to.include({ fullName: 'Ana' });
    await client.contacts.remove(made.id);
    await client.undo();
    expect(await client.contacts.get(made.id)).to.include({ fullName: 'Ana' });
    expect((await client.trash.list({ sort: [{ by: 'expiresAt' }] })).records).to.have.length(0);
  });

  it('keeps the step when undoing fails, and never undoes what was sent', async () => {
    const client = await salesClient();
    const { ticket } = await client.startTicket({ requesterId: 'vera', channel: 'chat', text: 'Hi' });
    await client.assignTicket({ ticketId: ticket.id, assigneeId: 'ana' });
    await client.replyToTicket({ ticketId: ticket.id, text: 'Hello' });
    expect((await client.undo())!.command).to.equal('assignTicket');
    expect((await client.messages.list({ where: { ticketId: ticket.id }, sort: [{ by: 'seq' }] })).records).to.have.length(2);
    expect(((await client.tickets.get(ticket.id)) as Ticket).assigneeId ?? null).to.equal(null);
  });
});

describe('client: a customer as the actor', () => {
  it('reads own tickets without what is internal, and nothing else', async () => {
    const staff = await salesClient();
    const mine = await staff.startTicket({ requesterId: 'vera', requester: { fullName: 'Vera' }, channel: 'chat', text: 'Hi', labels: ['vip'] });
    const other = await staff.startTicket({ requesterId: 'will', channel: 'chat', text: 'Secret' });
    await staff.addNote({ text: 'A difficult one', targets: [{ type: 'ticket', id: mine.ticket.id }] });
    const vera = createClient(staff.adapter, { actor: { kind: 'contact', id: 'vera' } });
    expect(await vera.tickets.get(mine.ticket.id)).not.to.have.any.keys('labels', 'priority', 'assigneeId', 'custom');
    expect((await vera.messages.list({ where: { ticketId: mine.ticket.id }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
    await vera.sendMessage({ ticketId: mine.ticket.id, text: 'More' });
    const refused = [
      vera.tickets.get(other.ticket.id),
      vera.tickets.get('nobody'),
      vera.tickets.list(),
      vera.messages.list({ where: { ticketId: other.ticket.id }, sort: [{ by: 'seq' }] }),
      vera.notes.list(),
      vera.contacts.get('will'),
      vera.contacts.list(),
      vera.sendMessage({ ticketId: other.ticket.id, text: 'Let me in' }),
      vera.startTicket({ requesterId: 'will', channel: 'chat', text: 'As another' }),
      vera.assignTicket({ ticketId: mine.ticket.id, assigneeId: 'x' }),
      vera.contacts.create({ fullName: 'X' }),
      vera.undo(),
    ];
    expect(await Promise.all(refused.map(codeOf))).to.deep.equal(refused.map(() => 'FORBIDDEN'));
  });
});
