import { createDesk } from '../../port/desk.js';
import { equal, fail, ok, refused } from '../conformance/assert.js';
import { pause, secret, type Scene, type Visitor } from './stage.js';

/** One numbered assertion about ports. */
export interface PortAssertion {
  number: string;
  title: string;
  run: (scene: Scene) => Promise<void>;
}

/** Starts a conversation and tells its id. */
export async function started(scene: Scene, visitor: Visitor, text = 'Hello'): Promise<string> {
  const conversationId = scene.id('conversation');
  await visitor.call('start', { id: scene.id('start'), conversationId, text });
  return conversationId;
}

/** Another visitor with a conversation, all of which is secret to everyone else. */
export async function stranger(scene: Scene): Promise<{ conversationId: string; messageId: string; fileId: string }> {
  const other = await scene.visitor(`visitor-${secret}-${scene.id()}`, { knows: true });
  const [conversationId, messageId, fileId] = [`conversation-${secret}-${scene.id()}`, `message-${secret}-${scene.id()}`, `file-${secret}-${scene.id()}`];
  await other.port.upload({ id: fileId, name: `${secret}.txt`, bytes: new TextEncoder().encode(secret) });
  await other.port.start({ id: messageId, conversationId, text: secret, files: [fileId], identity: { name: secret, email: `${secret}@example.org` } });
  return { conversationId, messageId, fileId };
}

/** Asserts that something writes no record. */
export async function unwritten(scene: Scene, call: () => Promise<unknown>, what: string): Promise<void> {
  const before = await scene.state();
  await call();
  equal(await scene.state(), before, `what the store holds after ${what}`);
}

export const commands: PortAssertion[] = [
  {
    number: 'P1',
    title: 'connecting, listening and reading write nothing and make no contact',
    run: async (scene) => {
      const { conversationId } = await stranger(scene);
      await unwritten(
        scene,
        async () => {
          const visitor = await scene.visitor('visitor');
          await visitor.listen();
          equal(await visitor.call('conversations'), [], 'the conversations of somebody who never wrote');
          await visitor.call('availability');
          for (const id of [conversationId, 'none']) {
            await refused(() => visitor.call('history', id), 'FORBIDDEN');
            await refused(() => visitor.call('typing', id, 'hm'), 'FORBIDDEN');
          }
          await pause(20);
        },
        'connecting and reading',
      );
    },
  },
  {
    number: 'P2',
    title: 'the first message makes the conversation, and the contact with the claims, never verified',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const claimed = { name: 'Vera Visitor', email: 'Vera@Example.org', phone: '+34600111222', language: 'es', timeZone: 'Europe/Madrid', verified: true, tags: ['vip'], ownerId: 'me' };
      const { conversation, message } = await visitor.call('start', { id: 'first', conversationId: 'c1', text: 'Hello 👋', identity: claimed });
      equal([conversation.id, conversation.state, conversation.unread, conversation.lastMessage], ['c1', 'open', 0, message], 'the conversation');
      equal([message.id, message.conversationId, message.from, message.text, message.seq], ['first', 'c1', 'visitor', 'Hello 👋', 1], 'the message');
      const contact = await scene.client.contacts.get('visitor');
      equal([contact?.fullName, contact?.emails[0]?.key, contact?.languages, contact?.timeZone], ['Vera Visitor', 'vera@example.org', ['es'], 'Europe/Madrid'], 'the contact');
      equal([contact?.verified, contact?.tags, contact?.ownerId ?? null], [false, [], null], 'what a page cannot claim');
      const ticket = await scene.client.tickets.get('c1');
      equal([ticket?.channel, ticket?.requesterId, ticket?.status], ['chat', 'visitor', 'new'], 'the ticket');
    },
  },
  {
    number: 'P3',
    title: 'identifying fills in what is not known, once, and leaves what the company wrote',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      await unwritten(scene, () => visitor.call('identify', { id: 'i0', identity: {} }), 'claiming nothing');
      await visitor.call('identify', { id: 'i1', identity: { name: 'Vera', email: 'vera@example.org', verified: true } as object });
      const made = await scene.client.contacts.get('visitor');
      equal([made?.fullName, made?.verified, made?.emails.length], ['Vera', false, 1], 'the contact');
      await scene.client.contacts.update('visitor', { fullName: 'Dr. Vera Visitor', emails: [] });
      await unwritten(scene, () => visitor.call('identify', { id: 'i1', identity: { name: 'Vera', email: 'vera@example.org' } }), 'the same command');
      await visitor.call('identify', { id: 'i2', identity: { name: 'Vera', phone: '+34600111222' } });
      const completed = await scene.client.contacts.get('visitor');
      equal([completed?.fullName, completed?.phones[0]?.e164], ['Dr. Vera Visitor', '+34600111222'], 'the contact');
      await scene.client.contacts.update('visitor', { verified: true });
      await unwritten(scene, () => refused(() => visitor.call('identify', { id: 'i3', identity: { email: 'other@example.org' } }), 'FORBIDDEN'), 'a claim on a verified contact');
    },
  },
  {
    number: 'P4',
    title: 'a command given twice, one after the other, at once or much later, has one effect and the same answer',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const second = await scene.visitor('visitor');
      const conversationId = 'c1';
      const bytes = new Uint8Array([1, 2, 3]);
      const messageIn = (answer: unknown) => (answer as { message?: unknown } | undefined)?.message ?? answer;
      const given: { name: 'start' | 'send' | 'seen' | 'rate' | 'end' | 'upload' | 'identify'; command: { id: string } }[] = [
        { name: 'start', command: { id: 'start', conversationId, text: 'Hello' } as never },
        { name: 'send', command: { id: 'send', conversationId, text: 'Hello again' } as never },
        { name: 'seen', command: { id: 'seen', conversationId } as never },
        { name: 'rate', command: { id: 'rate', conversationId, score: 4, comment: 'good' } as never },
        { name: 'end', command: { id: 'end', conversationId } as never },
        { name: 'end', command: { id: 'end-again', conversationId } as never },
        { name: 'upload', command: { id: 'upload', name: 'a.bin', bytes } as never },
        { name: 'identify', command: { id: 'identify', identity: { name: 'Vera' } } as never },
      ];
      const answers: unknown[] = [];
      for (const { name, command } of given) {
        if (name === 'seen') await scene.client.replyToTicket({ ticketId: conversationId, text: 'Hi' });
        const [first, atOnce] = await Promise.all([visitor.call(name, command as never), second.call(name, command as never)]);
        equal(messageIn(atOnce), messageIn(first), `the answer to ${name}, given twice at once`);
        await unwritten(scene, async () => equal(messageIn(await visitor.call(name, command as never)), messageIn(first), `the answer to ${name}, given again`), `${name}, given again`);
        answers.push(first);
      }
      equal((await visitor.call('history', conversationId)).messages.map(({ id, from }) => (from === 'visitor' ? id : from)), ['start', 'send', 'agent'], 'the messages');
      // Much has happened since.
      await visitor.call('rate', { id: 'rate-2', conversationId, score: 1 });
      await visitor.call('send', { id: 'send-2', conversationId, text: 'One more thing' });
      await scene.client.replyToTicket({ ticketId: conversationId, text: 'Yes?' });
      await unwritten(
        scene,
        async () => {
          for (const { name, command } of given) await second.call(name, command as never);
        },
        'all commands, much later',
      );
      const [conversation] = await visitor.call('conversations');
      equal([conversation?.state, conversation?.rating?.score, conversation?.unread], ['open', 1, 1], 'the conversation');
    },
  },
  {
    number: 'P5',
    title: 'messages given one after the other, by two windows too, stand in that order',
    run: async (scene) => {
      const windows = [await scene.visitor('visitor'), await scene.visitor('visitor')];
      const conversationId = await started(scene, windows[0]!, 'm0');
      for (let i = 1; i < 12; i++) await windows[i % 2]!.call('send', { id: `m${i}`, conversationId, text: `m${i}` });
      const { messages } = await windows[0]!.call('history', conversationId);
      equal(messages.map(({ text }) => text), Array.from({ length: 12 }, (_, i) => `m${i}`), 'the messages');
      ok(messages.every(({ seq }, i) => i === 0 || seq > messages[i - 1]!.seq), 'their places rise');
    },
  },
  {
    number: 'P6',
    title: 'what is another visitor’s is refused like what is not there, and nothing is written',
    run: async (scene) => {
      const { conversationId, messageId, fileId } = await stranger(scene);
      const visitor = await scene.visitor('visitor');
      const own = await started(scene, visitor);
      const attempts: Record<string, (id: string) => Promise<unknown>> = {
        send: (id) => visitor.call('send', { id: scene.id(), conversationId: id, text: 'x' }),
        seen: (id) => visitor.call('seen', { id: scene.id(), conversationId: id }),
        rate: (id) => visitor.call('rate', { id: scene.id(), conversationId: id, score: 1 }),
        end: (id) => visitor.call('end', { id: scene.id(), conversationId: id }),
        history: (id) => visitor.call('history', id),
        typing: (id) => visitor.call('typing', id, 'x'),
        file: (id) => visitor.call('file', id),
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        await unwritten(
          scene,
          async () => {
            const foreign = await refused(() => attempt(name === 'file' ? fileId : conversationId), 'FORBIDDEN', `${name} of another's`);
            const missing = await refused(() => attempt('none'), 'FORBIDDEN', `${name} of what is not there`);
            equal([foreign.message, foreign.retryable], [missing.message, missing.retryable], `what ${name} tells`);
          },
          name,
        );
      }
      const taken: Record<string, () => Promise<unknown>> = {
        'starting a conversation of another': () => visitor.call('start', { id: scene.id(), conversationId, text: 'x' }),
        'a command id of another, sent': () => visitor.call('send', { id: messageId, conversationId: own, text: 'x' }),
        'a command id of another, started': () => visitor.call('start', { id: messageId, conversationId: scene.id(), text: 'x' }),
        'a file of another in a message': () => visitor.call('send', { id: scene.id(), conversationId: own, text: 'x', files: [fileId] }),
      };
      for (const [what, attempt] of Object.entries(taken)) await unwritten(scene, () => refused(attempt, ['FORBIDDEN', 'NOT_FOUND'], what), what);
    },
  },
  {
    number: 'P7',
    title: 'what is too large or of the wrong kind is VALIDATION with its field; nothing is cut and nothing written',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor);
      const { textBytes, fileBytes, files } = visitor.port.limits;
      const send = (more: object) => () => visitor.call('send', { id: scene.id(), conversationId, text: 'x', ...more });
      for (const [unit, size] of [['a', 1], ['é', 2], ['漢', 3], ['👋', 4]] as const) {
        const most = Math.floor(textBytes / size);
        for (const length of [most - 1, most]) {
          const text = unit.repeat(length);
          equal((await send({ text })()).message.text.length, text.length, `a text of ${length} × ${size} bytes`);
        }
        await unwritten(scene, async () => equal((await refused(send({ text: unit.repeat(most + 1) }), 'VALIDATION')).field, 'text', 'the field'), 'a text that is too long');
      }
      const wrong: [field: string, attempt: () => Promise<unknown>][] = [
        ['text', send({ text: '' })], ['text', send({ text: ' \n' })], ['text', send({ text: 5 })], ['text', send({ text: null })],
        ['id', send({ id: '' })], ['id', send({ id: 'x'.repeat(200) })], ['id', send({ id: '__proto__' })], ['id', send({ id: undefined })],
        ['conversationId', send({ conversationId: {} })], ['marks', send({ marks: [{ type: 'bold', start: 0, end: 2 }] })], ['marks', send({ marks: [{ type: 'mention', start: 0, end: 1 }] })],
        ['marks', send({ marks: 'bold' })], ['files', send({ files: Array.from({ length: files + 1 }, (_, i) => `f${i}`) })], ['files', send({ files: [5] })],
        ['answers', send({ answers: { a: {} } })], ['answers', send({ answers: [] })], ['answers', send({ answers: { a: 'x'.repeat(10_000) } })], ['inReplyTo', send({ inReplyTo: 5 })],
        ['command', () => visitor.call('send', null as never)], ['command', () => visitor.call('seen', 'x' as never)], ['command', () => visitor.call('identify', undefined as never)],
        ['score', () => visitor.call('rate', { id: scene.id(), conversationId, score: 6 })], ['score', () => visitor.call('rate', { id: scene.id(), conversationId, score: 2.5 })],
        ['comment', () => visitor.call('rate', { id: scene.id(), conversationId, score: 2, comment: 'x'.repeat(5_000) })],
        ['bytes', () => visitor.call('upload', { id: scene.id(), name: 'a', bytes: new Uint8Array(0) })], ['bytes', () => visitor.call('upload', { id: scene.id(), name: 'a', bytes: 'x' as never })],
        ['bytes', () => visitor.call('upload', { id: scene.id(), name: 'a', bytes: new Uint8Array(fileBytes + 1) })], ['name', () => visitor.call('upload', { id: scene.id(), name: '', bytes: new Uint8Array(1) })],
        ['email', () => visitor.call('identify', { id: scene.id(), identity: { email: `${'x'.repeat(400)}@example.org` } })], ['identity', () => visitor.call('identify', { id: scene.id(), identity: 'Vera' as never })],
        ['limit', () => visitor.call('history', conversationId, { limit: 0 })], ['after', () => visitor.call('history', conversationId, { after: 'x' as never })], ['limit', () => visitor.call('conversations', { limit: 1_000 })],
      ];
      await unwritten(
        scene,
        async () => {
          for (const [field, attempt] of wrong) equal((await refused(attempt, 'VALIDATION', `a wrong ${field} (${String(attempt)})`)).field, field, `the field (${String(attempt)})`);
        },
        'wrong commands',
      );
      const whole = await visitor.call('upload', { id: scene.id(), name: 'a', bytes: new Uint8Array(fileBytes) });
      equal(whole.size, fileBytes, 'a file as large as can be');
    },
  },
  {
    number: 'P8',
    title: 'a message is no more than saved on this device until an agent’s side has taken it',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      await visitor.listen();
      const { message } = await visitor.call('start', { id: 'm1', conversationId: 'c1', text: 'Hello' });
      const { reach } = scene.client.adapter.capabilities;
      equal(visitor.port.reach, reach, 'how far it reaches');
      equal(message.state, reach === 'device' ? 'saved' : 'sent', 'the state of a message that nobody took');
      const desk = createDesk(scene.client, { onError: (error) => fail(error.message) });
      const state = () => visitor.events.flatMap((event) => (event.type === 'message' && event.message.id === 'm1' ? event.message.state : [])).at(-1);
      await scene.until(() => state() === 'delivered', 'the message is delivered');
      await visitor.call('send', { id: 'm2', conversationId: 'c1', text: 'Are you there?' });
      await scene.until(async () => (await visitor.call('history', 'c1')).messages.every((one) => one.state === 'delivered'), 'the next is delivered too');
      desk.unsubscribe();
      await scene.client.markTicketSeen({ ticketId: 'c1', by: 'agent' });
      await scene.until(() => state() === 'read', 'the message is read');
    },
  },
  {
    number: 'P9',
    title: 'messages to a closed conversation go on in one new conversation',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor);
      await scene.client.setTicketStatus({ ticketId: conversationId, status: 'closed' });
      const next = new Set<string>();
      for (const text of ['a', 'b', 'c']) next.add((await visitor.call('send', { id: scene.id(), conversationId, text })).conversation.id);
      equal([next.size, next.has(conversationId)], [1, false], 'the conversations that it went on in');
      equal((await visitor.call('conversations')).map(({ state }) => state).sort(), ['closed', 'open'], 'the conversations');
      equal((await visitor.call('history', [...next][0]!)).messages.map(({ text }) => text), ['a', 'b', 'c'], 'the messages');
    },
  },
];
