import { expect } from 'chai';
import { createClient, type CrmClient } from '../client/client.js';
import type { DataAdapter } from '../contract.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import type { ConversationPort, PortEvent } from './conversation-port.js';
import { createLocalPort } from './local-port.js';

let commands = 0;
const nextId = () => `command-${++commands}`;

/** Waits until something holds. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error(`It did not come about: ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe('a visitor whose contact is merged into another one', () => {
  let adapter: DataAdapter;
  let staff: CrmClient;
  let port: ConversationPort;

  /** Vera writes in the chat; the company knows her under another contact, who has a conversation of her own. */
  beforeEach(async () => {
    adapter = createMemoryAdapter();
    staff = createClient(adapter, { actor: { kind: 'agent', id: 'ana' } });
    await staff.startTicket({
      ticketId: 'mail',
      requesterId: 'known',
      requester: { fullName: 'Vera Ortiz' },
      channel: 'email',
      text: 'Private matters',
    });
    port = createLocalPort(staff, { visitorId: 'visitor' });
    await port.start({ id: 'hello', conversationId: 'chat', text: 'Hello', identity: { name: 'Vera', email: 'vera@example.com' } });
  });

  afterEach(() => port.close());

  const merge = () => staff.mergeContacts({ keepId: 'known', mergeIds: ['visitor'] });
  const shown = async () => (await port.conversations()).map(({ id }) => id).sort();

  it('goes on with the conversation, and hears what is answered', async () => {
    // Fails when whose a ticket is, is told by its requester alone.
    await merge();
    expect(await shown()).to.deep.equal(['chat']);
    await port.send({ id: 'more', conversationId: 'chat', text: 'Are you there?' });
    await staff.replyToTicket({ ticketId: 'chat', text: 'Yes' });
    expect((await port.history('chat')).messages.map(({ text }) => text)).to.deep.equal(['Hello', 'Are you there?', 'Yes']);
    expect((await staff.tickets.get('chat'))!.requesterId).to.equal('known');
    await port.seen({ id: nextId(), conversationId: 'chat' });
  });

  it('is told nothing of the other contact’s own conversations', async () => {
    // Fails when the visitor takes the place of the contact that stays.
    await merge();
    expect(await shown()).to.deep.equal(['chat']);
    for (const call of [
      port.history('mail'),
      port.send({ id: nextId(), conversationId: 'mail', text: 'x' }),
      port.seen({ id: nextId(), conversationId: 'mail' }),
    ])
      expect(
        await call.then(
          () => 'allowed',
          ({ code }: { code: string }) => code,
        ),
      ).to.equal('FORBIDDEN');
  });

  it('keeps hearing while it happens: of answers, and of the state', async () => {
    // Fails when a conversation is removed, or no longer followed, as soon as it names another contact.
    const events: PortEvent[] = [];
    const subscription = port.events((event) => events.push(event));
    await subscription.ready;
    await merge();
    await staff.replyToTicket({ ticketId: 'chat', text: 'Heard' });
    await until(() => events.some((event) => event.type === 'message' && event.message.text === 'Heard'), 'the answer is heard');
    await staff.setTicketStatus({ ticketId: 'chat', status: 'resolved' });
    await until(
      () => events.some((event) => event.type === 'conversation' && event.conversation.state === 'resolved'),
      'the state is heard',
    );
    expect(events.filter(({ type }) => type === 'conversation-removed')).to.deep.equal([]);
    subscription.unsubscribe();
  });

  it('loses it where the ticket was given to somebody else since', async () => {
    // Fails when a ticket that was moved once is the visitor's for ever.
    await merge();
    await staff.contacts.create({ id: 'will', fullName: 'Will' });
    await adapter.commit({ ops: [{ op: 'patch', collection: 'tickets', id: 'chat', set: { requesterId: 'will' } }] });
    expect(await shown()).to.deep.equal([]);
    expect(await port.history('chat').catch(({ code }: { code: string }) => code)).to.equal('FORBIDDEN');
  });

  it('follows a chain of merges, and is as before when they are taken back', async () => {
    // Fails when only the first merge is looked at, or the visitor stays somebody else.
    await merge();
    await staff.contacts.create({ id: 'main', fullName: 'Vera Ortiz-Lund' });
    await staff.mergeContacts({ keepId: 'main', mergeIds: ['known'] });
    expect(await shown()).to.deep.equal(['chat']);
    await port.send({ id: nextId(), conversationId: 'chat', text: 'Still here' });
    await staff.unmergeContact('visitor');
    expect((await staff.tickets.get('chat'))!.requesterId).to.equal('visitor');
    expect(await shown()).to.deep.equal(['chat']);
  });

  it('begins anew, as itself, after a closed conversation; what was typed behind it goes to the same place', async () => {
    // Fails when the new ticket is the other contact's, so that the visitor never sees it, or each message starts one.
    await merge();
    await staff.setTicketStatus({ ticketId: 'chat', status: 'closed' });
    const first = await port.send({ id: 'one', conversationId: 'chat', text: 'One more thing' });
    const second = await port.send({ id: 'two', conversationId: 'chat', text: 'And another' });
    expect(second.conversation.id).to.equal(first.conversation.id).and.not.equal('chat');
    expect((await port.send({ id: 'one', conversationId: 'chat', text: 'One more thing' })).conversation.id).to.equal(
      first.conversation.id,
    );
    expect(await shown()).to.deep.equal(['chat', first.conversation.id].sort());
    const ticket = (await staff.tickets.get(first.conversation.id))!;
    expect(ticket).to.include({ requesterId: 'visitor', channel: 'chat' });
    expect(ticket.linkedIds).to.deep.equal(['chat']);
    expect((await staff.contacts.get('visitor'))!.emails[0]!.key).to.equal('vera@example.com');
  });
});
