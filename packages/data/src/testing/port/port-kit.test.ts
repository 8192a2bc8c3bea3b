import { expect } from 'chai';
import { createClient, type CrmClient } from '../../client/client.js';
import { CrmError } from '../../errors.js';
import { createMemoryAdapter } from '../../memory/memory-adapter.js';
import type { ConversationPort, PortEvent, PortMessage } from '../../port/conversation-port.js';
import { createLocalPort } from '../../port/local-port.js';
import { runPortConformance } from './port-kit.js';

type Spoil = (port: ConversationPort, client: CrmClient) => Partial<ConversationPort>;

const eachMessage = (change: (message: PortMessage) => PortMessage): Spoil => (port) => ({
  history: async (...args) => {
    const { messages, more } = await port.history(...args);
    return { more, messages: messages.map(change) };
  },
});
const eachEvent = (change: (event: PortEvent) => PortEvent | undefined): Spoil => (port) => ({
  events: (listener, onError) =>
    port.events((event) => {
      const changed = change(event);
      if (changed) listener(changed);
    }, onError),
});

/** What is wrong with a port, and the assertion that has to notice. */
const defects: Record<string, [assertion: string, spoil: Spoil]> = {
  'a conversation with its subject': ['P17', (port, client) => ({
    conversations: async (options) => Promise.all((await port.conversations(options)).map(async (one) => ({ ...one, subject: (await client.tickets.get(one.id))!.subject }))),
  })],
  'an assignee in an event': ['P17', eachEvent((event) => (event.type === 'conversation' ? { ...event, conversation: { ...event.conversation, assigneeId: 'a' } as never } : event))],
  'a field of no value': ['P17', eachMessage((message) => ({ ...message, authorId: undefined }) as never)],
  'a field that is not enumerable': ['P17', eachMessage((message) => Object.defineProperty({ ...message }, 'raw', { value: 1 }))],
  'a note among the messages': ['P17', (port, client) => ({
    history: async (...args) => {
      const history = await port.history(...args);
      const { records } = await client.notes.list();
      return { ...history, messages: [...history.messages, ...records.map(({ id, text }) => ({ ...history.messages[0]!, id, text }))] };
    },
  })],
  'an agent with their address': ['P17', eachMessage((message) => (message.agent ? { ...message, agent: { ...message.agent, email: 'a@b.c' } as never } : message))],
  'whom a mention names': ['P17', eachMessage((message) => ({ ...message, marks: message.marks.map((mark) => ({ ...mark, id: 'x' })) }))],
  'the key of a file': ['P15', (port) => ({ upload: async (command) => ({ ...(await port.upload(command)), name: '0'.repeat(64) }) })],
  'another’s conversations': ['P17', (port, client) => ({
    conversations: async (options) => {
      const own = await port.conversations(options);
      const { records } = await client.tickets.list();
      return [...own, ...records.flatMap(({ id }) => (own.length > 0 && !own.some((one) => one.id === id) ? [{ ...own[0]!, id }] : []))];
    },
  })],
  'an error that carries the record': ['P6', (port) => ({
    history: async (...args) => {
      try {
        return await port.history(...args);
      } catch (error) {
        throw new CrmError('FORBIDDEN', (error as Error).message, { cause: { conversationId: args[0] } });
      }
    },
  })],
  'telling what exists': ['P6', (port, client) => ({
    history: async (id, options) => {
      if (!(await client.tickets.get(id))) throw new CrmError('NOT_FOUND', 'There is no such conversation.');
      return port.history(id, options);
    },
  })],
  'a re-send that is doubled': ['P4', (port) => ({ send: (command) => port.send({ ...command, id: `${command.id}-${Math.random()}`.slice(0, 60) }) })],
  'a rating that comes again': ['P4', (port, client) => ({
    rate: async ({ conversationId, score, comment }) => void (await client.rateTicket({ ticketId: conversationId, score, ...(comment !== undefined && { comment }) })),
  })],
  'a text that is cut': ['P7', (port) => ({ send: (command) => port.send({ ...command, text: typeof command.text === 'string' ? command.text.slice(0, 1_000) : command.text }) })],
  'a visitor who is noted on connecting': ['P1', (port, client) => ({
    conversations: async (options) => {
      await client.saveContact({ id: port.visitorId });
      return port.conversations(options);
    },
  })],
  'a claim that counts as verified': ['P2', (port, client) => ({
    start: async (command) => {
      const sent = await port.start(command);
      await client.contacts.update(port.visitorId, { verified: true });
      return sent;
    },
  })],
  'claims that overwrite': ['P3', (port, client) => ({
    identify: async (command) => {
      await port.identify(command);
      if (command.identity?.name !== undefined) await client.contacts.update(port.visitorId, { fullName: command.identity.name });
    },
  })],
  'sent, while only this browser has it': ['P8', (port) => ({ start: async (command) => {
    const sent = await port.start(command);
    return { ...sent, message: { ...sent.message, state: 'sent' as const } };
  } })],
  'a page that skips': ['P10', (port) => ({ history: (id, options = {}) => port.history(id, options.after === undefined ? options : { ...options, after: options.after + 1 }) })],
  'removals that nobody hears of': ['P17', eachEvent((event) => (event.type === 'message-removed' ? undefined : event))],
  'changes that nobody hears of': ['P17', (port) => {
    const seen = new Set<string>();
    return eachEvent((event) => (event.type !== 'message' || !seen.has(event.message.id) ? (event.type === 'message' && seen.add(event.message.id), event) : undefined))(port, undefined as never);
  }],
  'stirring for what staff alone sees': ['P12', (port, client) => ({
    events: (listener, onError) => {
      client.tickets.live({ where: { requesterId: port.visitorId }, sort: [{ by: 'lastActivityAt' }] }, ({ records }) => listener({ type: 'conversation-removed', id: records[0]!.id }));
      return port.events(listener, onError);
    },
  })],
  'a closed port that goes on': ['P16', (port) => ({ close: () => Promise.resolve(), events: (...args) => port.events(...args) })],
};

/** Runs the assertions of a number against a port with a defect; the error, if they notice. */
async function caught(number: string, spoil: Spoil): Promise<unknown> {
  const tests: { title: string; run: () => Promise<void> }[] = [];
  runPortConformance({
    name: 'defect',
    runs: 4,
    patience: 400,
    test: (title, run) => tests.push({ title, run }),
    create: () => {
      const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'agent-1' } });
      const port = (visitorId: string): ConversationPort => {
        const good = createLocalPort(client, { visitorId, limits: { textBytes: 4_096, fileBytes: 10_000 } });
        const bad = spoil(good, client) as Record<string, unknown>;
        return new Proxy(good, { get: (target, name) => bad[name as string] ?? bound(target, name) });
      };
      return { client, port, close: () => client.close() };
    },
  });
  try {
    await tests.find(({ title }) => title.split(' ')[0] === number)!.run();
    return undefined;
  } catch (error) {
    return error;
  }
}

function bound(target: object, name: PropertyKey): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
}

describe('port kit', () => {
  it('finds nothing wrong with a port through the same wrapper', async () => {
    for (const number of ['P1', 'P6', 'P10', 'P16']) expect(await caught(number, () => ({}))).to.equal(undefined);
  });

  for (const [defect, [number, spoil]] of Object.entries(defects)) {
    it(`catches ${defect}`, async () => {
      const error = (await caught(number, spoil)) as Error | undefined;
      expect(error?.name, error?.stack).to.equal('ConformanceError');
    });
  }
});
