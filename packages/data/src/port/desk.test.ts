import { expect } from 'chai';
import { createClient } from '../client/client.js';
import { createMemoryAdapter } from '../memory/memory-adapter.js';
import { ForwardAdapter } from '../wrappers/forward-adapter.js';
import { CrmError } from '../errors.js';
import { createDesk } from './desk.js';
import { onTyping, sendTyping, type TypingSignal } from './typing-signal.js';

const turn = () => new Promise((done) => setTimeout(done, 5));

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400 && !(await holds()); i++) await turn();
  expect(await holds()).to.equal(true);
}

describe('desk', () => {
  it('takes what came before it, however much, and what comes, and leaves the undo list alone', async () => {
    const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'a' } });
    await client.startTickets(Array.from({ length: 130 }, (_, i) => ({ ticketId: `t${i}`, requesterId: `v${i}`, channel: 'chat' as const, text: 'Hello' })));
    const desks = [createDesk(client), createDesk(client)];
    const all = async () => (await client.messages.list({ limit: 1_000 })).records;
    await until(async () => (await all()).every(({ status, deliveredAt }) => status === 'delivered' && deliveredAt != null));
    await client.sendMessage({ ticketId: 't3', text: 'Anybody?' });
    await until(async () => (await all()).length === 131 && (await all()).every(({ status }) => status === 'delivered'));
    expect(client.undoState.canUndo).to.equal(false);
    for (const desk of desks) desk.unsubscribe();
    await client.sendMessage({ ticketId: 't3', text: 'Hello?' });
    await turn();
    expect((await all()).filter(({ status }) => status === 'sent').length).to.equal(1);
    await client.close();
  });

  it('writes a message once, and does not touch answers or what was read', async () => {
    const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'a' } });
    await client.startTicket({ ticketId: 't', requesterId: 'v', channel: 'chat', text: 'Hello' });
    await client.markTicketSeen({ ticketId: 't', by: 'agent' });
    await client.replyToTicket({ ticketId: 't', text: 'Hi', status: 'open' });
    const before = (await client.messages.list()).records;
    const desk = createDesk(client);
    await turn();
    await turn();
    expect((await client.messages.list()).records).to.deep.equal(before);
    desk.unsubscribe();
    await client.close();
  });

  it('tells of a store that fails, and goes on', async () => {
    let broken = true;
    class Failing extends ForwardAdapter {
      override commit(...args: Parameters<ForwardAdapter['commit']>) {
        const [{ meta }] = args;
        const isTaking = (meta as { command?: string } | undefined)?.command === 'markTicketDelivered';
        return broken && isTaking ? Promise.reject(new CrmError('QUOTA', 'Full.')) : super.commit(...args);
      }
    }
    const client = createClient(new Failing(createMemoryAdapter()), { actor: { kind: 'agent', id: 'a' } });
    await client.startTicket({ ticketId: 't', requesterId: 'v', channel: 'chat', text: 'Hello' });
    const errors: unknown[] = [];
    const desk = createDesk(client, { onError: (error) => errors.push((error as CrmError).code) });
    await until(() => Promise.resolve(errors.length > 0));
    expect(errors).to.deep.equal(['QUOTA']);
    broken = false;
    await client.sendMessage({ ticketId: 't', text: 'Hello?' });
    await until(async () => (await client.messages.list()).records.every(({ status }) => status === 'delivered'));
    desk.unsubscribe();
    await client.close();
  });
});

describe('typing signals', () => {
  const reply: TypingSignal = { by: 'agent', ticketId: 't', agentId: 'a', writing: 'reply' };

  it('reach whoever is on the same store, in this window and in others, once', async () => {
    const here = createClient(createMemoryAdapter({ name: 'typing' }));
    const there = createClient(createMemoryAdapter({ name: 'typing' }));
    await Promise.all([here.adapter.open(), there.adapter.open()]);
    const heard: string[] = [];
    const listening = [here, there].map((client, i) => onTyping(client, (signal) => heard.push(`${i} ${signal.by}`)));
    sendTyping(here, reply);
    await turn();
    expect(heard.sort()).to.deep.equal(['0 agent', '1 agent']);
    for (const one of listening) one.unsubscribe();
    sendTyping(here, reply);
    await turn();
    expect(heard.length).to.equal(2);
    await Promise.all([here.close(), there.close()]);
  });

  it('are checked: what is none is not heard of', async () => {
    const here = createClient(createMemoryAdapter({ name: 'typing-checked' }));
    const there = createClient(createMemoryAdapter({ name: 'typing-checked' }));
    await Promise.all([here.adapter.open(), there.adapter.open()]);
    const heard: TypingSignal[] = [];
    onTyping(there, (signal) => heard.push(signal));
    for (const wrong of [null, 5, [], {}, { by: 'agent', ticketId: 't' }, { ...reply, writing: 'poem' }, { by: 'contact', ticketId: '' }, { by: 'boss', ticketId: 't' }, { by: 'contact', ticketId: 'x'.repeat(200) }]) {
      here.signal('ticket.typing', wrong as never);
    }
    here.signal('ticket.typing', { ...reply, extra: 1 });
    here.signal('ticket.typing', { by: 'contact', ticketId: 't', text: 'x'.repeat(9_999) });
    await turn();
    expect(heard).to.deep.equal([reply, { by: 'contact', ticketId: 't' }]);
    await Promise.all([here.close(), there.close()]);
  });
});
