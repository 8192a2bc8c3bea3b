import type { PortConversation, PortMessage } from '@crm-elements/data';
import { expect } from 'chai';
import type { ChatMessage, ChatQuickReplies } from './chat.types.js';
import { ConversationLog } from './conversation-log.js';
import { formatBytes } from './format-bytes.js';
import { errorsOf, readPayload } from './forms.js';
import { openness, openingText } from './hours.js';
import { logEntries, type LogEntry } from './log-entries.js';

const office = {
  timeZone: 'Europe/Berlin',
  weekly: [
    { day: 1, from: '09:00', to: '12:00' },
    { day: 1, from: '13:00', to: '17:00' },
    { day: 5, from: '09:00', to: '17:00' },
  ],
} as const;
const at = (instant: string) => Date.parse(instant);
const opens = (instant: string, hours: Parameters<typeof openness>[0] = office) => {
  const { open, opensAt } = openness(hours, at(instant));
  return open ? 'open' : opensAt === undefined ? 'away' : new Date(opensAt).toISOString();
};

describe('the hours of a chat', () => {
  it('are open from the first minute on and closed at the last', () => {
    // Fails when an end counts as open, or the visitor's own time zone is used. 23 November 2026 is a Monday; Berlin is at UTC+1.
    expect(opens('2026-11-23T08:00:00Z')).to.equal('open');
    expect(opens('2026-11-23T10:59:59Z')).to.equal('open');
    expect(opens('2026-11-23T11:00:00Z')).to.equal('2026-11-23T12:00:00.000Z');
    expect(opens('2026-11-23T16:00:00Z')).to.equal('2026-11-27T08:00:00.000Z');
  });

  it('pass over holidays', () => {
    // Fails when a holiday is looked up in another time zone than the company's.
    expect(opens('2026-11-23T09:00:00Z', { ...office, holidays: ['2026-11-23'] })).to.equal('2026-11-27T08:00:00.000Z');
    expect(opens('2026-11-23T17:00:00Z', { ...office, holidays: ['2026-11-27'] })).to.equal('2026-11-30T08:00:00.000Z');
  });

  it('keep their wall time when the clocks change', () => {
    // Fails when days count 24 hours: on 29 March 2026 Berlin goes to UTC+2.
    expect(opens('2026-03-27T17:00:00Z')).to.equal('2026-03-30T07:00:00.000Z');
  });

  it('take midnight as an end, and a slip of the page for open', () => {
    // Fails when 24:00 is no time, or an unknown zone closes the chat for good.
    expect(opens('2026-11-23T22:59:00Z', { timeZone: 'Europe/Berlin', weekly: [{ day: 1, from: '20:00', to: '24:00' }] })).to.equal('open');
    expect(opens('2026-11-23T10:00:00Z', { timeZone: 'Mars/Olympus', weekly: office.weekly })).to.equal('open');
    expect(opens('2026-11-23T10:00:00Z', { timeZone: 'UTC', weekly: [{ day: 1, from: '17:00', to: '09:00' }] })).to.equal('open');
    expect(opens('2026-11-23T10:00:00Z', { timeZone: 'UTC', weekly: [] })).to.equal('away');
  });

  it('say the day only when it is another', () => {
    // Fails when the weekday of today is named, or left out for another day.
    expect(openingText(at('2026-11-23T12:00:00Z'), at('2026-11-23T11:00:00Z'), 'en-GB')).to.equal('13:00');
    expect(openingText(at('2026-11-27T08:00:00Z'), at('2026-11-23T11:00:00Z'), 'en-GB')).to.match(/^Friday.* 0?9:00$/);
  });
});

describe('what a message may ask', () => {
  it('is taken in the documented shape', () => {
    // Fails when a payload as documented is refused, or part of it is dropped.
    expect(readPayload({ type: 'quick-replies', options: [{ label: 'Yes' }, { label: 'No', text: 'No, thank you' }] })).to.deep.equal({
      type: 'quick-replies',
      options: [{ label: 'Yes' }, { label: 'No', text: 'No, thank you' }],
    });
    expect(readPayload({ type: 'form', fields: [{ name: 'size', label: 'Size', type: 'select', options: ['S', 'M'] }] })).to.deep.equal({
      type: 'form',
      fields: [{ name: 'size', label: 'Size', type: 'select', required: false, options: ['S', 'M'] }],
    });
  });

  for (const [what, payload] of Object.entries({
    nothing: null,
    'a list': [],
    'another type': { type: 'carousel', options: [{ label: 'Yes' }] },
    'options without labels': { type: 'quick-replies', options: [{}, { label: ' ' }, 'Yes', null] },
    'a choice of nothing': { type: 'form', fields: [{ name: 'size', label: 'Size', type: 'select', options: [] }] },
    'a field of an unknown type': { type: 'form', fields: [{ name: 'key', label: 'Password', type: 'password' }] },
    'no fields': { type: 'form', fields: [] },
  })) {
    it(`is nothing when it is ${what}`, () => {
      // Fails when something that came from elsewhere is believed.
      expect(readPayload(payload)).to.equal(undefined);
    });
  }

  it('is no more than a screen holds', () => {
    // Fails when somebody's thousand answers are all offered as buttons.
    const options = Array.from({ length: 1_000 }, (_, i) => ({ label: `Option ${i}` }));
    expect((readPayload({ type: 'quick-replies', options }) as ChatQuickReplies).options).to.have.length(12);
  });

  it('is checked before it is sent', () => {
    // Fails when blanks count as an answer, an address without a dot passes, or an empty optional one is refused.
    const fields = [
      { name: 'name', required: true },
      { name: 'email' },
      { name: 'terms', label: 'Terms', type: 'checkbox', required: true },
    ] as const;
    expect(errorsOf(fields, { name: ' ', email: 'ana@example', terms: false })).to.deep.equal({
      name: 'required',
      email: 'emailInvalid',
      terms: 'required',
    });
    expect(errorsOf(fields, { name: 'Ana', email: '', terms: true })).to.deep.equal({});
    expect(errorsOf(fields, { name: 'Ana', email: 'ana@example.com', terms: true })).to.deep.equal({});
    // By the time limit of the run, when the expression goes back over the text again and again.
    expect(errorsOf(fields, { name: 'Ana', email: `${'a.'.repeat(50_000)}@${'b.'.repeat(50_000)}`, terms: true })).to.be.an('object');
  });
});

const portMessage = (seq: number, more: Partial<PortMessage> = {}): PortMessage => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  from: 'visitor',
  kind: 'text',
  text: `Text ${seq}`,
  marks: [],
  attachments: [],
  sentAt: '2026-11-23T09:00:00.000Z',
  state: 'sent',
  ...more,
});
const ids = (log: ConversationLog) => log.messages.map(({ id }) => id);

describe('the loaded end of a conversation', () => {
  it('takes messages in their order, whatever the order of their coming', () => {
    // Fails when one is shown twice or out of its place, or a later state of it is lost.
    const log = new ConversationLog();
    for (const seq of [3, 1, 2]) expect(log.take(portMessage(seq))).to.equal(true);
    expect(log.take(portMessage(2, { state: 'read' }))).to.equal(false);
    expect(ids(log)).to.deep.equal(['m1', 'm2', 'm3']);
    expect(log.messages[1]!.state).to.equal('read');
  });

  it('leaves a message of an earlier page to that page', () => {
    // Fails when a change of an old message makes a hole in the log.
    const log = new ConversationLog();
    log.takeNewest({ messages: [portMessage(51), portMessage(52)], more: true });
    expect(log.take(portMessage(7, { state: 'read' }))).to.equal(false);
    expect(ids(log)).to.deep.equal(['m51', 'm52']);
    log.takeOlder({ messages: [portMessage(49), portMessage(50), portMessage(51)], more: false });
    expect(ids(log)).to.deep.equal(['m49', 'm50', 'm51', 'm52']);
    expect(log.more).to.equal(false);
  });

  it('joins what was missed, and begins anew where too much was', () => {
    // Fails when a gap is shown as if nothing had been said in it.
    const log = new ConversationLog();
    log.takeNewest({ messages: [portMessage(1), portMessage(2), portMessage(3)], more: false });
    log.takeNewest({ messages: [portMessage(2), portMessage(3, { state: 'read' }), portMessage(4)], more: true });
    expect(ids(log)).to.deep.equal(['m1', 'm2', 'm3', 'm4']);
    log.takeNewest({ messages: [portMessage(90), portMessage(91)], more: true });
    expect(ids(log)).to.deep.equal(['m90', 'm91']);
    expect(log.more).to.equal(true);
  });

  it('lets go of a message that was removed while nobody listened', () => {
    // Fails when a deleted message stays on the screen after the connection was lost.
    const log = new ConversationLog();
    log.takeNewest({ messages: [portMessage(1), portMessage(2), portMessage(3)], more: false });
    log.takeNewest({ messages: [portMessage(1), portMessage(3)], more: false });
    expect(ids(log)).to.deep.equal(['m1', 'm3']);
  });
});

const message = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  conversationId: 'c',
  from: 'visitor',
  kind: 'text',
  text: id,
  marks: [],
  attachments: [],
  at: '2026-11-23T09:00:00.000Z',
  ...more,
});
const conversation: PortConversation = { id: 'c', number: 1, state: 'open', startedAt: '2026-11-23T09:00:00.000Z', unread: 0 };
const rows = (messages: ChatMessage[], more: Partial<Parameters<typeof logEntries>[0]> = {}): LogEntry[] =>
  logEntries({ messages, conversation, more: false, unreadFrom: undefined, typing: false, dayOf: (day) => day.slice(0, 10), ...more });
const shape = (entries: LogEntry[]) =>
  entries.map((entry) =>
    entry.kind === 'message' ? `${entry.key}${entry.first ? '(' : ''}${entry.last ? ')' : ''}${entry.tells ? '!' : ''}` : entry.kind,
  );

describe('the rows of a conversation', () => {
  it('begin with the greeting, or with what is not loaded yet', () => {
    // Fails when the greeting stands above the middle of a conversation.
    expect(shape(rows([]))).to.deep.equal(['greeting']);
    expect(shape(rows([message('a')], { more: true }))[0]).to.equal('older');
  });

  it('part days, authors and long silences', () => {
    // Fails when what two people said looks like one said it.
    const ana = { from: 'agent', agent: { name: 'Ana' } } as const;
    const ben = { from: 'agent', agent: { name: 'Ben' } } as const;
    expect(
      shape(
        rows([
          message('a'),
          message('b', { at: '2026-11-23T09:04:59.000Z' }),
          message('c', { at: '2026-11-23T09:30:00.000Z' }),
          message('d', { ...ana, at: '2026-11-23T09:30:01.000Z' }),
          message('e', { ...ben, at: '2026-11-23T09:30:02.000Z' }),
          message('f', { ...ben, at: '2026-11-24T09:30:02.000Z' }),
        ]),
      ),
    ).to.deep.equal(['greeting', 'day', 'a(', 'b)', 'c()', 'd()', 'e()', 'day', 'f()']);
  });

  it('say a state once, at the last message of which it is true, and each failure', () => {
    // Fails when every bubble carries "Read", or a failure in the midst goes unsaid.
    const states = ['read', 'read', 'failed', 'failed', 'saved', 'saved'] as const;
    const told = shape(rows(states.map((state, i) => message(`m${i}`, { state })))).filter((row) => row.endsWith('!'));
    expect(told.map((row) => row.replace(/\W/g, ''))).to.deep.equal(['m1', 'm2', 'm3', 'm5']);
  });

  it('mark what is new, and part it from what was seen', () => {
    // Fails when the line is missing, or a bubble from before it joins one behind it.
    const answers = ['a', 'b', 'c'].map((id) => message(id, { from: 'agent' }));
    expect(shape(rows(answers, { unreadFrom: 'b' }))).to.deep.equal(['greeting', 'day', 'a()', 'unread', 'b(', 'c)']);
  });

  it('end with what is to be said of the whole, and who is typing', () => {
    // Fails when a resolved conversation asks for no rating, or a closed one does not say that it has ended.
    expect(shape(rows([], { conversation: { ...conversation, state: 'resolved' }, typing: true }))).to.deep.equal([
      'greeting',
      'resolved',
      'rating',
      'typing',
    ]);
    expect(shape(rows([], { conversation: { ...conversation, state: 'closed' } }))).to.deep.equal(['greeting', 'ended', 'rating']);
  });

  it('have a key each', () => {
    // Fails when two rows share a key: Lit then reuses the wrong one. The clock here goes back a day.
    const entries = rows(
      [message('a'), message('b', { at: '2026-11-24T09:00:00.000Z' }), message('c', { at: '2026-11-23T09:00:00.000Z' })],
      { typing: true },
    );
    expect(new Set(entries.map(({ key }) => key)).size).to.equal(entries.length);
  });
});

describe('sizes of files', () => {
  it('are written as people say them', () => {
    // Fails when a size keeps its many digits, or is not written in the language of the chat.
    expect(formatBytes(999, 'en')).to.equal('999 byte');
    expect(formatBytes(1_400_000, 'en')).to.equal('1.4 MB');
    expect(formatBytes(2_000, 'de')).to.equal('2 kB');
  });
});
