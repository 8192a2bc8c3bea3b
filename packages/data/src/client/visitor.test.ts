import { crmModel, type CollectionName } from '@crm-elements/schema';
import { expect } from 'chai';
import { toCrmError } from '../errors.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { createClient, type CrmClient } from './client.js';
import type { Repository } from './repository.js';

const collections = Object.keys(crmModel.collections) as CollectionName[];

/** The functions of an object and of its class. */
function callsOf(object: object): string[] {
  const names = new Set<string>();
  for (let at: object = object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
  }
  return [...names].sort();
}

/** What a call is refused with; `none` when it is not. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    return toCrmError(error).code;
  }
}

describe('client: what a customer may call', () => {
  let staff: CrmClient;
  let vera: CrmClient;
  let own: string;
  let others: string;

  beforeEach(async () => {
    const adapter = createMemoryAdapter();
    staff = createClient(adapter, { actor: { kind: 'agent', id: 'ana' } });
    own = (await staff.startTicket({ requesterId: 'vera', requester: { fullName: 'Vera' }, channel: 'chat', text: 'mine' })).ticket.id;
    others = (await staff.startTicket({ requesterId: 'will', requester: { fullName: 'Will' }, channel: 'chat', text: 'secret' })).ticket.id;
    await staff.addNote({ text: 'secret', targets: [{ type: 'ticket', id: own }] });
    vera = createClient(adapter, { actor: { kind: 'contact', id: 'vera' } });
    // From the first record that they may see, what they are handed is narrowed down; before, nothing is handed out at all.
    await vera.tickets.get(own);
  });

  /** Each call of a collection that reads, asking for what is not the customer's. */
  const readings: Record<string, (records: Repository<CollectionName>) => Promise<unknown>> = {
    get: (records) => records.get('nobody'),
    getMany: (records) => records.getMany(['nobody']),
    list: (records) => records.list({}, { scan: true }),
    search: (records) => records.search('secret'),
    totals: (records) => records.totals({ totals: 'all' }),
    live: (records) => new Promise((done, onError) => records.live({}, done, { onError })),
    liveTotals: (records) => new Promise((done, onError) => records.liveTotals({ totals: 'all' }, done, { onError })),
    filtered: (records) => new Promise((done, onError) => records.filtered({}, done, { onError })),
  };
  const writings = ['create', 'createMany', 'remove', 'removeMany', 'restore', 'update', 'updateMany'];

  // Fails when a call is added to collections without a word here on whether a customer may use it.
  it('is said for each call of a collection', () => {
    expect(callsOf(vera.tickets)).to.deep.equal([...Object.keys(readings), ...writings].sort());
  });

  for (const [name, read] of Object.entries(readings)) {
    // Fails when a collection can be read in this way by a customer, and when the refusal of a promise is thrown instead.
    it(`does not let ${name}() read what is not their own, in any collection`, async () => {
      const codes = await Promise.all(
        collections.map(async (collection) => [collection, await codeOf(read(vera[collection] as Repository<CollectionName>))]),
      );
      expect(codes).to.deep.equal(collections.map((collection) => [collection, 'FORBIDDEN']));
    });
  }

  // Fails when a search or a sum gives a customer even what is theirs by a way that does not look whose it is.
  it('does not search or count in what is their own either: nothing looks there whose it is', async () => {
    const where = { ticketId: own };
    const calls = [
      vera.messages.search('mine'),
      vera.messages.search('mine', { where }),
      vera.tickets.search('mine'),
      vera.contacts.search('Vera'),
      vera.messages.totals({ totals: 'byTicket', where }),
    ];
    expect(await Promise.all(calls.map(codeOf))).to.deep.equal(calls.map(() => 'FORBIDDEN'));
  });

  // Fails when a condition that looks like the customer's own lets others' records through.
  it('does not take a condition that holds more than their own for one that does not', async () => {
    const tickets = [
      { requesterId: { in: ['vera', 'will'] } },
      { requesterId: { prefix: 'v' } },
      { requesterId: ['vera', 'will'] },
      { requesterId: null },
      { id: others },
    ];
    const messages = [
      { ticketId: others },
      { ticketId: { in: [own, others] } },
      { ticketId: { prefix: '' } },
      { ticketId: null },
      { id: 'x' },
    ];
    for (const where of tickets)
      expect(await codeOf(vera.tickets.list({ where } as never, { scan: true })), JSON.stringify(where)).to.equal('FORBIDDEN');
    for (const where of messages)
      expect(await codeOf(vera.messages.list({ where } as never, { scan: true })), JSON.stringify(where)).to.equal('FORBIDDEN');
    expect(await codeOf(vera.tickets.getMany([own, others]))).to.equal('FORBIDDEN');
  });

  // Fails when a customer is refused their own conversation, or is given more of it than the allow-list names.
  it('lets them read their own ticket and its messages, as far as they are for them', async () => {
    const shown: unknown[] = [];
    vera.messages.live({ where: { ticketId: own }, sort: [{ by: 'seq' }] }, ({ records }) => shown.push(records.map(({ text }) => text)));
    const { records } = await vera.tickets.list({ where: { requesterId: 'vera' } }, { scan: true });
    expect(records.map(({ id }) => id)).to.deep.equal([own]);
    expect(records[0]).not.to.have.any.keys('labels', 'priority', 'assigneeId', 'custom', 'externalIds');
    while (shown.length === 0) await new Promise((done) => setTimeout(done, 1));
    expect(shown[0]).to.deep.equal(['mine']);
  });

  // Fails when a command is added that a customer may give without a word here, or when one looks at what it is given before it refuses.
  it('is said for each command: those of a conversation, for their own, and no other', async () => {
    // They give nothing of the store, and write nothing that others see; `one` and `staff` are the class's own.
    const free = ['close', 'newId', 'onSignal', 'onStatus', 'onUndoState', 'one', 'signal', 'staff', 'storeFile'];
    const ofConversations = [
      'endConversation',
      'markTicketSeen',
      'rateTicket',
      'sendMessage',
      'sendMessages',
      'startTicket',
      'startTickets',
    ];
    const commands = callsOf(vera).filter((name) => !free.includes(name));
    expect(commands).to.include.members(ofConversations);
    const input = { ticketId: others, requesterId: 'will', by: 'contact', text: 'x', score: 5, channel: 'chat' };
    const given = vera as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    for (const name of commands) expect(await codeOf(given[name]!(name.endsWith('s') ? [input] : input)), name).to.equal('FORBIDDEN');
    expect((await staff.messages.list({ where: { ticketId: others }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
  });
});
