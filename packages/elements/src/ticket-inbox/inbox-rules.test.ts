import { createClient, createMemoryAdapter, type FilteredResult } from '@crm-elements/data';
import { createOperation } from '@crm-elements/data/testing';
import {
  makeRecord,
  type Agent,
  type AuditEvent,
  type CannedResponse,
  type Json,
  type Message,
  type Note,
  type Ticket,
} from '@crm-elements/schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { propertyRuns } from '../../../../tools/test-support.js';
import { fillCanned, findAgents, findCanned, mentionMarks, wordQueryAt } from './canned.js';
import { SendQueue, type QueuedReply } from './send-queue.js';
import { shortcutOf } from './shortcuts.js';
import { localMoment, snoozeTimes } from './snooze-times.js';
import { isTold, threadEntries, type ThreadParts } from './thread-entries.js';
import {
  countTabs,
  filteredQuery,
  indexedSort,
  isFiltering,
  isInTab,
  isUnread,
  matchesFilter,
  ticketTabs,
  whereOfTab,
  type TicketSort,
  type TicketTab,
} from './ticket-tabs.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();
const common = { version: 1, createdAt: at(0), updatedAt: at(0) };

const ticket = (fields: Partial<Ticket> = {}): Ticket => ({
  ...common,
  id: 't',
  number: 1,
  subject: '',
  channel: 'chat',
  status: 'open',
  priority: 'normal',
  requesterId: 'c',
  labels: [],
  lastActivityAt: at(0),
  reopenedCount: 0,
  mentionedIds: [],
  linkedIds: [],
  ...fields,
});

const message = (seq: number, fields: Partial<Message> = {}): Message => ({
  ...common,
  id: `m${seq}`,
  ticketId: 't',
  seq,
  direction: 'incoming',
  kind: 'text',
  authorId: 'c',
  authorKind: 'contact',
  text: `text ${seq}`,
  marks: [],
  attachments: [],
  sentAt: at(seq),
  status: 'sent',
  ...fields,
});

const note = (id: string, createdAt: string): Note => ({ ...common, ...makeRecord('notes', { id, text: id, targets: [] }), id, createdAt });

const event = (id: string, diff: AuditEvent['diff'], fields: Partial<AuditEvent> = {}): AuditEvent => ({
  ...common,
  id,
  record: 'tickets',
  recordId: 't',
  op: 'update',
  diff,
  at: at(5),
  byId: 'a',
  byKind: 'agent',
  ...fields,
});

const parts = (fields: Partial<ThreadParts>): ThreadParts => ({
  messages: [],
  notes: [],
  events: [],
  pending: [],
  hasOlder: false,
  unreadFrom: undefined,
  now: at(59),
  ...fields,
});

describe('the tabs of an inbox', () => {
  it('ask for what an index serves, in each order that the store has', () => {
    // Fails when a tab would read all tickets, or claims an index for an order that has none.
    for (const tab of ticketTabs) {
      expect(Object.keys(whereOfTab(tab, 'me')).length, tab).to.be.greaterThan(0);
      expect(indexedSort(tab, 'activity'), tab).to.be.an('array');
      expect(indexedSort(tab, 'priority'), tab).to.equal(undefined);
    }
  });

  it('hold a ticket exactly where the store would find it', () => {
    // Fails when a ticket that changes appears in a tab that does not hold it, or stays in one.
    const mine = ticket({ assigneeId: 'me', mentionedIds: ['me'] });
    expect(ticketTabs.filter((tab) => isInTab(mine, tab, 'me'))).to.deep.equal(['mine', 'open', 'mentioned']);
    expect(ticketTabs.filter((tab) => isInTab(mine, tab, undefined))).to.deep.equal(['open']);
    expect(ticketTabs.filter((tab) => isInTab(ticket({ status: 'snoozed' }), tab, 'me'))).to.deep.equal(['waiting', 'snoozed']);
    expect(ticketTabs.filter((tab) => isInTab(ticket({ status: 'closed' }), tab, 'me'))).to.deep.equal(['resolved']);
    expect(ticketTabs.filter((tab) => isInTab(ticket({ status: 'new' }), tab, 'me'))).to.deep.equal(['unassigned', 'open']);
  });

  it('count from totals, and say nothing while there are none', () => {
    // Fails when a status is counted in the wrong tab, or an unknown number is shown as 0.
    const row = (category: string, status: string, assigneeId: string | null, count: number) => ({
      group: { category, status, assigneeId },
      count,
      sums: {},
    });
    const rows = [
      row('open', 'new', null, 3),
      row('open', 'open', 'me', 2),
      row('open', 'open', 'x', 4),
      row('waiting', 'snoozed', 'me', 1),
      row('waiting', 'pending', null, 5),
      row('resolved', 'closed', null, 7),
    ];
    expect(
      countTabs(
        rows,
        [
          { group: { mentionedIds: 'me', category: 'open' }, count: 6, sums: {} },
          { group: { mentionedIds: 'me', category: 'waiting' }, count: 9, sums: {} },
        ],
        'me',
      ),
    ).to.deep.equal({
      mine: 2,
      unassigned: 3,
      open: 9,
      mentioned: 6,
      waiting: 6,
      snoozed: 1,
      resolved: 7,
    });
    expect(countTabs(undefined, undefined, 'me').open).to.equal(undefined);
    expect(countTabs(rows, undefined, undefined).mine).to.equal(0);
  });

  /** The ids of these tickets as an inbox shows them, whatever order they come in. */
  async function shownIds(tickets: readonly Ticket[], sort: TicketSort, tab: TicketTab = 'open'): Promise<string[]> {
    const adapter = createMemoryAdapter();
    await adapter.commit({ ops: tickets.map((one) => createOperation('tickets', { ...one } as Record<string, Json>)) });
    const client = createClient(adapter);
    const ids = await new Promise<string[]>((done, fail) => {
      const show = ({ state, groups }: FilteredResult<Ticket>) => {
        if (state === 'exact') done(groups.flatMap(({ records }) => records.map(({ id }) => id)));
      };
      client.tickets.filtered(filteredQuery(tab, undefined, sort), show, { onError: fail });
    });
    await client.close();
    return ids;
  }

  it('sort by priority, then by who has waited longest, then by what is newest', async () => {
    // Fails when a priority is sorted as a word, or those who do not wait come first.
    const given: Partial<Ticket>[] = [
      { id: 'normal', lastActivityAt: at(9) },
      { id: 'urgent-short', priority: 'urgent', waitingSince: at(8) },
      { id: 'urgent-long', priority: 'urgent', waitingSince: at(1) },
      { id: 'low', priority: 'low', waitingSince: at(0) },
      { id: 'normal-newer', lastActivityAt: at(20) },
    ];
    const tickets = given.map((fields, i) => ticket({ ...fields, number: i + 1 }));
    expect(await shownIds(tickets, 'priority')).to.deep.equal(['urgent-long', 'urgent-short', 'normal-newer', 'normal', 'low']);
    expect((await shownIds(tickets, 'waiting'))[0]).to.equal('low');
    expect((await shownIds(tickets, 'activity'))[0]).to.equal('normal-newer');
    expect((await shownIds(tickets, 'oldest')).at(-1)).to.equal('normal-newer');
  });

  it('filter by all that is given, and by any of several values', () => {
    // Fails when one condition alone suffices, or an empty list of values hides all tickets.
    const one = ticket({ priority: 'high', labels: ['a', 'b'], assigneeId: null });
    expect(matchesFilter(one, { priority: ['high', 'urgent'], labels: ['b', 'z'] })).to.equal(true);
    expect(matchesFilter(one, { priority: ['high'], labels: ['z'] })).to.equal(false);
    expect(matchesFilter(one, { assigneeIds: [null] })).to.equal(true);
    expect(matchesFilter(one, { labels: [] })).to.equal(true);
    expect([isFiltering(undefined), isFiltering({}), isFiltering({ labels: [] }), isFiltering({ requesterId: 'c' })]).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
  });

  it('know what is unread: the customer wrote, and nobody looked or answered since', () => {
    // Fails when a ticket stays bold after it was looked at, or one that was answered is.
    expect(isUnread(ticket({ waitingSince: at(1), lastMessageAt: at(2) }))).to.equal(true);
    expect(isUnread(ticket({ waitingSince: at(1), lastMessageAt: at(2), agentLastSeenAt: at(3) }))).to.equal(false);
    expect(isUnread(ticket({ waitingSince: null, lastMessageAt: at(2) }))).to.equal(false);
  });
});

describe('the entries of a conversation', () => {
  const kinds = (given: Partial<ThreadParts>) =>
    threadEntries(parts(given)).map((entry) => (entry.kind === 'day' ? 'day' : `${entry.kind}:${entry.key}`));

  it('put messages, notes and events in the order of time, and a line before each day', () => {
    // Fails when a kind of entry is sorted by itself, or a day begins without its line.
    expect(
      kinds({ messages: [message(1), message(9)], notes: [note('n', at(4))], events: [event('e', { status: ['open', 'pending'] })] }),
    ).to.deep.equal(['day', 'message:m1', 'note:n', 'event:e', 'message:m9']);
    expect(kinds({ messages: [message(1, { sentAt: '2026-11-20T09:00:00.000Z' }), message(2)] })).to.deep.equal([
      'day',
      'message:m1',
      'day',
      'message:m2',
    ]);
  });

  it('keep messages in the order of their seq, whatever their clocks say', () => {
    // Fails when a sender's wrong clock turns a conversation around.
    expect(kinds({ messages: [message(1, { sentAt: at(30) }), message(2, { sentAt: at(1) })], notes: [note('n', at(10))] })).to.deep.equal([
      'day',
      'note:n',
      'message:m1',
      'message:m2',
    ]);
  });

  it('show nothing older than the oldest message that is loaded', () => {
    // Fails when a note stands before messages that are yet to be loaded between them.
    expect(kinds({ messages: [message(9)], notes: [note('old', at(1)), note('new', at(10))], hasOlder: true })).to.deep.equal([
      'day',
      'message:m9',
      'note:new',
    ]);
  });

  it('join what one author wrote within minutes, but not over a note', () => {
    // Fails when each message repeats its author, or one behind a note loses it.
    const follows = threadEntries(
      parts({ messages: [message(1), message(2), message(20), message(21)], notes: [note('n', at(20))] }),
    ).flatMap((entry) => (entry.kind === 'message' ? entry.follows : []));
    expect(follows).to.deep.equal([false, true, false, false]);
  });

  it('mark where the unread begins, and count what the customer wrote', () => {
    // Fails when the line stands elsewhere, or agents' own messages count as unread.
    const entries = threadEntries(
      parts({ messages: [message(1), message(2), message(3, { direction: 'outgoing', authorId: 'a' }), message(4)], unreadFrom: 'm2' }),
    );
    const line = entries.find((entry) => entry.kind === 'unread');
    expect(line).to.include({ count: 2 });
    expect(entries[entries.indexOf(line!) + 1]!.key).to.equal('m2');
  });

  it('show a reply that waits until the store has its message', () => {
    // Fails when a reply is shown twice once it was sent.
    expect(kinds({ messages: [message(1)], pending: ['m1', 'p'] })).to.deep.equal(['day', 'message:m1', 'pending:p']);
  });

  it('tell what agents did, and not what the messages tell themselves', () => {
    // Fails when each message brings a line about itself, or a change of the assignee brings none.
    expect(isTold(event('e', { assigneeId: [null, 'a'] }))).to.equal(true);
    expect(isTold(event('e', { status: ['open', 'pending'], lastMessageAt: [null, at(1)] }))).to.equal(false);
    expect(isTold(event('e', { agentLastSeenAt: [null, at(1)] }))).to.equal(false);
    expect(isTold(event('e', {}, { op: 'create' }))).to.equal(false);
  });

  it('lose no message and double none, whatever is mixed', () => {
    // Fails when mixing by time drops, repeats or reorders a message, or gives two entries one key.
    fc.assert(
      fc.property(fc.array(fc.nat(59), { maxLength: 12 }), fc.array(fc.nat(59), { maxLength: 6 }), (minutes, noteMinutes) => {
        const messages = minutes.map((minute, i) => message(i + 1, { sentAt: at(minute) }));
        const notes = noteMinutes.map((minute, i) => note(`n${i}`, at(minute)));
        const entries = threadEntries(parts({ messages, notes }));
        expect(entries.flatMap((entry) => (entry.kind === 'message' ? entry.message.seq : []))).to.deep.equal(
          messages.map(({ seq }) => seq),
        );
        expect(entries.filter(({ kind }) => kind === 'note')).to.have.length(notes.length);
        expect(new Set(entries.map(({ key }) => key)).size).to.equal(entries.length);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe('responses and mentions', () => {
  const canned = (shortCode: string, text: string, title?: string) =>
    ({ ...common, id: shortCode, shortCode, title, text, marks: [] }) as CannedResponse;
  const agent = (id: string, name: string) => ({ ...common, id, name, active: true, availability: 'online' }) as Agent;

  it('are looked for behind a sign that begins a word', () => {
    // Fails when "and/or" opens the list, or it stays open behind a blank or over a long word.
    expect(wordQueryAt('/', '/hel', 4)).to.deep.equal({ start: 0, end: 4, text: 'hel' });
    expect(wordQueryAt('/', 'Dear /', 6)).to.deep.equal({ start: 5, end: 6, text: '' });
    expect(wordQueryAt('/', 'and/or', 6)).to.equal(undefined);
    expect(wordQueryAt('/', '/hel lo', 7)).to.equal(undefined);
    expect(wordQueryAt('/', `/${'x'.repeat(60)}`, 61)).to.equal(undefined);
    expect(wordQueryAt('@', 'to @an', 6)!.text).to.equal('an');
  });

  it('are found by code, title and text, in this order', () => {
    // Fails when a response that only mentions the word comes before the one that is called so.
    const all = [canned('zz', 'refund it'), canned('refund', 'x'), canned('aa', 'y', 'Refund'), canned('bb', 'y')];
    expect(findCanned(all, 'refu').map(({ shortCode }) => shortCode)).to.deep.equal(['refund', 'aa', 'zz']);
  });

  it('are filled in with what is known; what is not stays to be seen', () => {
    // Fails when an unknown name leaves a gap or reads a property of all objects, or marks stay behind.
    expect(
      fillCanned('Hi {{contact.name}}, {{ agent.name }}{{toString}}{{x}}', [], { 'contact.name': 'Ana', 'agent.name': 'Bo' }).text,
    ).to.equal('Hi Ana, Bo{{toString}}{{x}}');
    expect(fillCanned('{{a}} bold', [{ type: 'bold', start: 6, end: 10 }], { a: 'long name' }).marks).to.deep.equal([
      { type: 'bold', start: 10, end: 14 },
    ]);
  });

  it('mention agents by their whole names, the longer one first', () => {
    // Fails when "@Ann Lee" mentions Ann, or an agent without a name is mentioned everywhere.
    const agents = [agent('1', 'Ann'), agent('2', 'Ann Lee'), agent('3', ' ')];
    expect(mentionMarks('@Ann Lee and @Ann', agents)).to.deep.equal([
      { type: 'mention', start: 0, end: 8, id: '2' },
      { type: 'mention', start: 13, end: 17, id: '1' },
    ]);
    expect(findAgents(agents, 'le').map(({ id }) => id)).to.deep.equal(['2']);
  });
});

describe('snoozing', () => {
  const local = (text: string) => new Date(text);

  it('ends in the morning, or in three hours as long as that is today', () => {
    // Fails when a time lies in the past, in the night, or "later today" is tomorrow.
    const times = new Map(snoozeTimes(local('2026-11-23T10:07:00')).map(({ preset, until }) => [preset, localMoment(new Date(until))]));
    expect(Object.fromEntries(times)).to.deep.equal({
      laterToday: '2026-11-23T13:15',
      tomorrow: '2026-11-24T09:00',
      nextWeek: '2026-11-30T09:00',
      inAMonth: '2026-12-23T09:00',
    });
    expect(snoozeTimes(local('2026-11-23T22:00:00')).map(({ preset }) => preset)).not.to.include('laterToday');
  });

  it('stays within a shorter month, and over the change of time at nine', () => {
    // Fails when a month after 31 January is in March, or days count 24 hours.
    expect(localMoment(new Date(snoozeTimes(local('2026-01-31T10:00:00')).find(({ preset }) => preset === 'inAMonth')!.until))).to.equal(
      '2026-02-28T09:00',
    );
    expect(localMoment(new Date(snoozeTimes(local('2026-03-28T10:00:00')).find(({ preset }) => preset === 'tomorrow')!.until))).to.equal(
      '2026-03-29T09:00',
    );
  });
});

describe('single keys', () => {
  const key = (name: string, more: object = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more }) as KeyboardEvent;

  it('act alone only, and are those of the sheet', () => {
    // Fails when a browser's own shortcut acts on a ticket, or a key names a property of all objects.
    expect(shortcutOf(key('j'))).to.equal('next');
    expect(shortcutOf(key('?'))).to.equal('help');
    expect(shortcutOf(key('e', { ctrlKey: true }))).to.equal(undefined);
    expect(shortcutOf(key('constructor'))).to.equal(undefined);
  });
});

describe('replies on their way', () => {
  const reply = (messageId: string, ticketId = 't') => ({ ticketId, messageId, text: messageId, marks: [], files: [] });
  const make = (fields: Partial<ConstructorParameters<typeof SendQueue>[0]> = {}) => {
    const sent: string[] = [];
    const queue = new SendQueue({
      isBlind: () => false,
      send: (one) => Promise.resolve(void sent.push(one.messageId)),
      changed: () => undefined,
      ...fields,
    });
    return { queue, sent };
  };
  const states = (queue: SendQueue) => queue.of('t').map(({ state }) => state);
  const tick = () => new Promise((done) => setTimeout(done, 15));

  it('are sent when their time has come, and can be taken back before', async () => {
    // Fails when a reply that was taken back is sent, or one that was sent can be taken back.
    const { queue, sent } = make();
    queue.add(reply('a'), 0, 10);
    queue.add(reply('b'), 0, 10);
    expect(queue.take('b')!.text).to.equal('b');
    await tick();
    expect(sent).to.deep.equal(['a']);
    expect(states(queue)).to.deep.equal([]);
    expect(queue.take('a')).to.equal(undefined);
  });

  it('are held when they would be blind, until somebody decides', async () => {
    // Fails when a reply goes past what its author has not seen without their saying so.
    const { queue, sent } = make({ isBlind: ({ knownSeq }: QueuedReply) => knownSeq < 5 });
    queue.add(reply('a'), 1, 0);
    await tick();
    expect([states(queue), sent]).to.deep.equal([['held'], []]);
    queue.sendNow('a');
    await tick();
    expect(states(queue)).to.deep.equal(['held']);
    queue.sendNow('a', { evenIfBlind: true });
    await tick();
    expect([states(queue), sent]).to.deep.equal([[], ['a']]);
  });

  it('stay when they fail, and are sent again on request', async () => {
    // Fails when a reply that could not be sent is gone.
    let fails = true;
    const { queue } = make({ send: () => Promise.resolve(fails ? ({ code: 'QUOTA' } as never) : undefined) });
    queue.add(reply('a'), 0, 0);
    await tick();
    expect(states(queue)).to.deep.equal(['failed']);
    fails = false;
    queue.sendNow('a');
    await tick();
    expect(states(queue)).to.deep.equal([]);
  });

  it('are all sent at once when the page goes', async () => {
    // Fails when a reply whose delay is not over is lost with the page.
    const { queue, sent } = make();
    queue.add(reply('a'), 0, 60_000);
    queue.add(reply('b', 'other'), 0, 60_000);
    await queue.flush();
    queue.end();
    expect(sent).to.deep.equal(['a', 'b']);
  });
});
