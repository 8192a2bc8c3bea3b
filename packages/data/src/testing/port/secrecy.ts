import type { PortConversation, PortMessage } from '../../port/conversation-port.js';
import { createDesk } from '../../port/desk.js';
import { CrmError } from '../../errors.js';
import { equal, ok } from '../conformance/assert.js';
import type { PortAssertion } from './commands.js';
import { pause, secret, type Scene, type Visitor } from './stage.js';

const steps = 60;

/** What has been said and done in one history, as the company has it. */
class History {
  readonly #scene: Scene;
  /** Those whose hand-outs are looked at, and one whose everything is secret. */
  readonly #visitors: Visitor[];
  readonly #stranger: Visitor;
  readonly #agents: string[];
  readonly #conversations = new Map<Visitor, string[]>();

  constructor(scene: Scene, visitors: Visitor[], stranger: Visitor, agents: string[]) {
    this.#scene = scene;
    this.#visitors = visitors;
    this.#stranger = stranger;
    this.#agents = agents;
  }

  get #random() {
    return this.#scene.random;
  }

  /** What people write: public where it is said to a visitor who is looked at. */
  #text(isSecret: boolean): string {
    return `${isSecret ? `${secret} ` : ''}${this.#random.pick(['hello', 'ありがとう', '<b>x</b>', 'x\u0000y', '👩‍👩‍👧'])} ${this.#scene.id()}`;
  }

  #own(visitor: Visitor): string | undefined {
    const own = this.#conversations.get(visitor) ?? [];
    return own.length > 0 ? this.#random.pick(own) : undefined;
  }

  async #visitorActs(visitor: Visitor): Promise<void> {
    const random = this.#random;
    const isSecret = visitor === this.#stranger;
    const id = isSecret ? `${secret}-${this.#scene.id()}` : this.#scene.id();
    const conversationId = this.#own(visitor);
    const foreign = this.#own(this.#stranger);
    const files = random.chance(0.2) ? [`f-${id}`] : [];
    for (const file of files) await visitor.call('upload', { id: file, name: this.#text(isSecret), bytes: new TextEncoder().encode(this.#text(isSecret)) });
    if (conversationId === undefined || random.chance(0.1)) {
      const next = `c-${id}`;
      await visitor.call('start', { id, conversationId: next, text: this.#text(isSecret), files, ...(random.chance(0.5) && { identity: { name: this.#text(isSecret) } }) });
      this.#conversations.set(visitor, [...(this.#conversations.get(visitor) ?? []), next]);
      return;
    }
    const acts: (() => Promise<unknown>)[] = [
      () => visitor.call('send', { id, conversationId, text: this.#text(isSecret), files }),
      () => visitor.call('send', { id, conversationId, text: this.#text(isSecret), answers: { a: this.#text(isSecret) } }),
      () => visitor.call('seen', { id, conversationId }),
      () => visitor.call('rate', { id, conversationId, score: random.between(1, 5), comment: this.#text(isSecret) }),
      () => visitor.call('end', { id, conversationId }),
      () => visitor.call('identify', { id, identity: { name: this.#text(isSecret), email: `${id}@example.org` } }),
      () => visitor.call('typing', conversationId, this.#text(isSecret)),
      () => visitor.call('conversations'),
      () => visitor.call('history', conversationId, { after: random.below(5), limit: random.between(1, 10) }),
      async () => {
        const { messages } = await visitor.call('history', conversationId);
        for (const { attachments } of messages) for (const file of attachments) await visitor.call('file', file.id);
      },
    ];
    if (foreign !== undefined && !isSecret) {
      acts.push(
        () => visitor.call('history', foreign),
        () => visitor.call('send', { id, conversationId: foreign, text: 'x' }),
        () => visitor.call('start', { id, conversationId: foreign, text: 'x' }),
        () => visitor.call('rate', { id, conversationId: foreign, score: 1 }),
      );
    }
    await random.pick(acts)();
  }

  async #agentActs(): Promise<void> {
    const random = this.#random;
    const { client } = this.#scene;
    const owner = random.pick([...this.#visitors, this.#stranger]);
    const ticketId = this.#own(owner);
    if (ticketId === undefined) return;
    const isSecret = owner === this.#stranger;
    const agentId = random.pick(this.#agents);
    const extra = { internal: secret, custom: { remark: secret, deep: { [secret]: [secret] } }, externalIds: { other: secret } };
    const messages = (await client.messages.list({ where: { ticketId }, sort: [{ by: 'seq' }] })).records;
    const message = messages.length > 0 ? random.pick(messages) : undefined;
    const text = this.#text(isSecret);
    await random.pick<() => unknown>([
      () => client.addNote({ text: `${secret} note`, targets: [{ type: 'ticket', id: ticketId }], marks: [{ type: 'mention', start: 0, end: 2, id: agentId }] }),
      () => client.replyToTicket({ ticketId, text, authorId: agentId, marks: [{ type: 'mention', start: 0, end: 2, id: agentId }] }),
      () => client.replyToTicket({ ticketId, text, authorId: agentId, kind: 'form', payload: { ask: 'colour' } }),
      () => client.replyToTicket({ ticketId, text, authorId: `bot-${secret}`, authorKind: 'bot', kind: 'text', payload: { trace: secret } }),
      () => client.replyToTicket({ ticketId, text, authorId: agentId, kind: 'system', payload: { assignee: secret } }),
      () => client.labelTicket({ ticketId, add: [secret] }),
      () => client.assignTicket({ ticketId, assigneeId: agentId, teamId: `team-${secret}` }),
      () => client.setTicketPriority({ ticketId, priority: random.pick(['low', 'urgent']) }),
      () => client.snoozeTicket({ ticketId, until: '2999-01-01T00:00:00.000Z' }),
      () => client.setTicketStatus({ ticketId, status: random.pick(['open', 'pending', 'resolved', 'closed']) }),
      () => client.markTicketSeen({ ticketId, by: 'agent' }),
      () => client.tickets.update(ticketId, { ...extra, subject: secret, mentionedIds: [agentId], slaDueAt: '2999-01-01T00:00:00.000Z' }),
      () => message && client.messages.update(message.id, extra),
      () => message && client.messages.update(message.id, { text: isSecret || message.text.includes(secret) ? `${secret} edited` : this.#text(false) }),
      () => message && client.messages.remove(message.id),
      () => client.contacts.update(owner.id, { ...extra, tags: [secret], needs: [secret], ownerId: agentId }),
      () => client.agents.update(agentId, { ...extra, email: `${secret}@example.org` }),
      async () => {
        await client.tickets.remove(ticketId);
        await client.tickets.restore(ticketId);
      },
      () => client.saveDraft({ ticketId, text: secret, agentId }),
    ])();
  }

  async step(): Promise<void> {
    const random = this.#random;
    try {
      if (random.chance(0.5)) await this.#agentActs();
      else await this.#visitorActs(random.pick([...this.#visitors, ...this.#visitors, this.#stranger]));
    } catch (error) {
      // A rule of the domain or the port said no; what it said was looked at.
      if (!(error instanceof CrmError) && (error as Error).name !== 'CrmError') throw error;
      ok((error as CrmError).code !== 'INTERNAL', `a call broke: ${(error as Error).message}`);
    }
  }
}

/** What was heard, put together. */
function heardOf({ events }: Visitor): { conversations: Map<string, PortConversation>; messages: Map<string, PortMessage> } {
  const conversations = new Map<string, PortConversation>();
  const messages = new Map<string, PortMessage>();
  for (const event of events) {
    if (event.type === 'conversation') conversations.set(event.conversation.id, event.conversation);
    else if (event.type === 'message') messages.set(event.message.id, event.message);
    else if (event.type === 'message-removed') messages.delete(event.id);
    else if (event.type === 'conversation-removed') {
      conversations.delete(event.id);
      for (const [id, { conversationId }] of messages) if (conversationId === event.id) messages.delete(id);
    }
  }
  return { conversations, messages };
}

const byId = <T extends { id: string }>(items: Iterable<T>): T[] => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The visitor has all public messages of their own conversations, and heard of all of it. */
async function complete(scene: Scene, visitor: Visitor): Promise<void> {
  const { client } = scene;
  const conversations = await visitor.call('conversations', { limit: 50 });
  const tickets = (await client.tickets.list({ where: { requesterId: visitor.id }, sort: [{ by: 'lastActivityAt' }], limit: 1_000 })).records;
  equal(byId(conversations).map(({ id }) => id), byId(tickets).map(({ id }) => id), 'the conversations');
  const all: PortMessage[] = [];
  for (const { id } of conversations) {
    const { messages } = await visitor.call('history', id, { limit: 100 });
    const stored = (await client.messages.list({ where: { ticketId: id }, sort: [{ by: 'seq' }], limit: 1_000 })).records;
    equal(messages.map((message) => [message.id, message.seq, message.text]), stored.map((message) => [message.id, message.seq, message.text]), 'the messages');
    all.push(...messages);
  }
  let last: unknown;
  const heard = () => {
    const { conversations: some, messages } = heardOf(visitor);
    return (last = [byId(some.values()), byId(messages.values())]);
  };
  const wanted = JSON.stringify([byId(conversations), byId(all)]);
  try {
    await scene.until(() => JSON.stringify(heard()) === wanted, 'what was heard is what there is');
  } catch {
    equal(last, JSON.parse(wanted), 'what was heard');
  }
}

export const secrecy: PortAssertion[] = [
  {
    number: 'P17',
    title: 'whatever staff and others do, a visitor is handed nothing but the fields on the list, of their own conversations, and all of those',
    run: async (scene) => {
      const { client } = scene;
      const agents = await client.agents.createMany(['a', 'b'].map((name) => ({ id: `agent-${secret}-${name}`, name: `Agent ${name}`, email: `${secret}-${name}@example.org` })));
      const visitors = [await scene.visitor('visitor-1'), await scene.visitor('visitor-2')];
      const stranger = await scene.visitor(`visitor-${secret}`, { knows: true });
      const desk = scene.random.chance(0.5) ? createDesk(client) : undefined;
      for (const visitor of visitors) await visitor.listen();
      const history = new History(scene, visitors, stranger, agents.map(({ id }) => id));
      for (let i = 0; i < steps; i++) await history.step();
      if (desk) await pause(20);
      desk?.unsubscribe();
      await pause(5);
      for (const visitor of visitors) await complete(scene, visitor);
    },
  },
];
