import type { PortMessage } from '../../port/conversation-port.js';
import { onTyping, sendTyping, type TypingSignal } from '../../port/typing-signal.js';
import { equal, ok, refused } from '../conformance/assert.js';
import { started, stranger, type PortAssertion } from './commands.js';
import { pause } from './stage.js';

export const reading: PortAssertion[] = [
  {
    number: 'P10',
    title: 'history goes on behind any message, forwards and back, with none twice and none missing',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor, 'm0');
      for (let i = 1; i < 25; i++) {
        if (i % 3 === 0) await scene.client.replyToTicket({ ticketId: conversationId, text: `m${i}` });
        else await visitor.call('send', { id: `m${i}`, conversationId, text: `m${i}` });
      }
      const all = (await visitor.call('history', conversationId)).messages;
      equal(all.map(({ text }) => text), Array.from({ length: 25 }, (_, i) => `m${i}`), 'the history');
      for (const limit of [1, 4, 24, 25, 100]) {
        const forwards: PortMessage[] = [];
        for (let after = 0, more = true; more; after = forwards.at(-1)!.seq) {
          const page = await visitor.call('history', conversationId, { after, limit });
          // While reading, another comes.
          if (limit === 4 && forwards.length === 8) await visitor.call('send', { id: 'm25', conversationId, text: 'm25' });
          forwards.push(...page.messages);
          more = page.more;
        }
        equal(forwards.slice(0, 25), all, `the history, ${limit} at a time`);
        const back: PortMessage[] = [];
        for (let before: number | undefined = all.at(-1)!.seq + 1, more = true; more; before = back[0]!.seq) {
          const page = await visitor.call('history', conversationId, { before, limit });
          back.unshift(...page.messages);
          more = page.more;
        }
        equal(back, all, `the history backwards, ${limit} at a time`);
      }
      equal((await visitor.call('history', conversationId, { limit: 2 })).messages.map(({ text }) => text), ['m24', 'm25'], 'the newest');
      equal(await visitor.call('history', conversationId, { after: 10_000 }), { messages: [], more: false }, 'what stands behind the end');
    },
  },
  {
    number: 'P11',
    title: 'who listens hears of messages, changes, removals and conversations, and together with history of everything',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor, 'before');
      await visitor.listen();
      equal(visitor.events, [], 'what is heard of the time before');
      const [agent] = await scene.client.agents.createMany([{ name: 'Ann', avatar: 'https://example.org/ann.png' }]);
      const { message } = await scene.client.replyToTicket({ ticketId: conversationId, text: 'Hi', authorId: agent!.id });
      const heard = () => visitor.events.flatMap((event) => (event.type === 'message' ? event.message : []));
      await scene.until(() => heard().some(({ id }) => id === message.id), 'the reply is heard of');
      equal(heard().at(-1), (await visitor.call('history', conversationId)).messages.at(-1), 'the message, heard and read');
      equal([heard().at(-1)?.from, heard().at(-1)?.agent], ['agent', { name: 'Ann', avatar: 'https://example.org/ann.png' }], 'who wrote it');
      const unread = () => visitor.events.flatMap((event) => (event.type === 'conversation' ? event.conversation.unread : [])).at(-1);
      await scene.until(() => unread() === 1, 'one is unread');
      await visitor.call('seen', { id: scene.id(), conversationId });
      await scene.until(() => unread() === 0, 'none is unread');
      await scene.client.messages.update(message.id, { text: 'Hi there' });
      await scene.until(() => heard().at(-1)?.text === 'Hi there', 'the change is heard of');
      await scene.client.messages.remove(message.id);
      await scene.until(() => visitor.events.some((event) => event.type === 'message-removed' && event.id === message.id), 'the removal is heard of');
      const other = await scene.visitor('visitor');
      const next = await started(scene, other, 'from another window');
      await scene.until(() => heard().some(({ text }) => text === 'from another window'), 'a conversation of another window is heard of');
      await scene.client.tickets.remove(next);
      await scene.until(() => visitor.events.some((event) => event.type === 'conversation-removed' && event.id === next), 'its removal is heard of');
    },
  },
  {
    number: 'P12',
    title: 'what only staff sees is not heard of',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor);
      await visitor.listen();
      await scene.client.addNote({ text: 'An impatient one', targets: [{ type: 'ticket', id: conversationId }] });
      await scene.client.labelTicket({ ticketId: conversationId, add: ['angry'] });
      await scene.client.setTicketPriority({ ticketId: conversationId, priority: 'low' });
      await scene.client.snoozeTicket({ ticketId: conversationId, until: '2999-01-01T00:00:00.000Z' });
      await stranger(scene);
      await pause(30);
      equal(visitor.events, [], 'what was heard');
    },
  },
  {
    number: 'P13',
    title: 'typing is told both ways, ends by itself, and an agent’s note is not told',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor);
      const strange = await stranger(scene);
      await visitor.listen();
      const [agent] = await scene.client.agents.createMany([{ name: 'Ann' }]);
      const heard: TypingSignal[] = [];
      const listening = onTyping(scene.client, (signal) => heard.push(signal));
      await visitor.call('typing', conversationId, 'Where is');
      await scene.until(() => heard.length > 0, 'agents see that the visitor writes');
      equal(heard, [{ by: 'contact', ticketId: conversationId, text: 'Where is' }], 'what agents see');
      const say = (signal: TypingSignal) => sendTyping(scene.client, signal);
      say({ by: 'agent', ticketId: conversationId, agentId: agent!.id, writing: 'note' });
      say({ by: 'agent', ticketId: strange.conversationId, agentId: agent!.id, writing: 'reply' });
      say({ by: 'agent', ticketId: conversationId, agentId: agent!.id, writing: 'reply' });
      const typing = () => visitor.events.filter(({ type }) => type === 'typing');
      await scene.until(() => typing().length > 0, 'the visitor sees that an agent writes');
      await scene.client.replyToTicket({ ticketId: conversationId, text: 'Here', authorId: agent!.id });
      await scene.until(() => typing().length > 1, 'the visitor sees that an agent wrote');
      equal(typing(), [{ type: 'typing', conversationId, active: true, agent: { name: 'Ann' } }, { type: 'typing', conversationId, active: false }], 'what the visitor sees');
      listening.unsubscribe();
    },
  },
  {
    number: 'P14',
    title: 'somebody is there as long as an active agent says so',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      equal(await visitor.call('availability'), { online: false }, 'with no agents');
      await visitor.listen();
      const [agent] = await scene.client.agents.createMany([{ name: 'Ann', availability: 'online' }, { name: 'Old', availability: 'online', active: false }]);
      const online = () => visitor.events.flatMap((event) => (event.type === 'availability' ? event.availability.online : [])).at(-1);
      await scene.until(() => online() === true, 'somebody is there');
      equal(await visitor.call('availability'), { online: true }, 'with an agent who is there');
      await scene.client.agents.update(agent!.id, { availability: 'busy' });
      await scene.until(() => online() === false, 'nobody is there');
    },
  },
  {
    number: 'P15',
    title: 'files come back as they were sent, with the kind that their bytes tell',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
      const upload = await visitor.call('upload', { id: 'f1', name: 'photo.txt', bytes: png });
      equal([upload.id, upload.name, upload.size], ['f1', 'photo.txt', png.length], 'the upload');
      const { message } = await visitor.call('start', { id: 'm1', conversationId: 'c1', text: '', files: ['f1'] });
      equal(message.attachments, [upload], 'the file of the message');
      ok(upload.mediaType === 'image/png', `a picture is told as a picture, not as ${upload.mediaType}`);
      const { bytes, ...file } = await visitor.call('file', 'f1');
      equal([file, [...bytes]], [upload, [...png]], 'the file');
      const second = await scene.visitor('visitor');
      await refused(() => second.call('send', { id: 'm2', conversationId: 'c1', text: 'x', files: ['f2'] }), 'NOT_FOUND', 'a file that was not uploaded');
    },
  },
  {
    number: 'P16',
    title: 'nothing comes after close, and every call is CLOSED',
    run: async (scene) => {
      const visitor = await scene.visitor('visitor');
      const conversationId = await started(scene, visitor);
      await visitor.listen();
      await visitor.port.close();
      await visitor.port.close();
      await scene.client.replyToTicket({ ticketId: conversationId, text: 'Hi' });
      await pause(20);
      equal(visitor.events, [], 'what was heard');
      const calls: (() => unknown)[] = [
        () => visitor.call('send', { id: 'x', conversationId, text: 'x' }), () => visitor.call('start', { id: 'x', conversationId: 'y', text: 'x' }), () => visitor.call('seen', { id: 'x', conversationId }),
        () => visitor.call('rate', { id: 'x', conversationId, score: 5 }), () => visitor.call('end', { id: 'x', conversationId }), () => visitor.call('upload', { id: 'x', name: 'x', bytes: new Uint8Array(1) }),
        () => visitor.call('identify', { id: 'x', identity: { name: 'x' } }), () => visitor.call('conversations'), () => visitor.call('history', conversationId), () => visitor.call('file', 'x'),
        () => visitor.call('availability'), () => visitor.call('typing', conversationId), () => visitor.port.events(() => undefined),
      ];
      for (const call of calls) await refused(call, 'CLOSED', String(call));
      ok((await scene.client.tickets.get(conversationId)) !== undefined, 'the store is open for others');
    },
  },
];
