import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import {
  createClient,
  createMemoryAdapter,
  type CrmClient,
  type DataAdapter,
  type ReadOptions,
  type SearchQuery,
} from '@crm-elements/data';
import { createFaultyAdapter, type FaultRule } from '@crm-elements/data/testing';
import '../define/ticket-inbox.js';
import '../define/ticket-list.js';
import { axeFindings } from '../internal/testing/axe.test-helper.js';
import { visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmTicketInbox } from './crm-ticket-inbox.js';
import type { CrmTicketList } from './crm-ticket-list.js';
import type { CrmTicketThread } from './crm-ticket-thread.js';
import { TicketSearch } from './ticket-search.js';
import {
  all,
  ann,
  button,
  countNodes,
  fillMessages,
  inside,
  makeStore,
  sees,
  seesNot,
  startTicket,
  type Asked,
} from './inbox.test-helper.js';

async function place<E extends HTMLElement>(tag: string, properties: Partial<E>, width = 1_200): Promise<E> {
  const stage = await fixture<HTMLElement>(html`<div></div>`);
  stage.style.inlineSize = `${width}px`;
  const element = Object.assign(document.createElement(tag), properties) as E;
  stage.append(element);
  return element;
}
const showInbox = (client: CrmClient, properties: Partial<CrmTicketInbox> = {}, width?: number) =>
  place<CrmTicketInbox>('crm-ticket-inbox', { client, sendDelay: 0, ...properties }, width);
const showList = (client: CrmClient, properties: Partial<CrmTicketList> = {}) =>
  place<CrmTicketList>('crm-ticket-list', { client, ...properties }, 480);

/** Types into the inbox's search as a person does. */
async function search(inbox: CrmTicketInbox, text: string): Promise<void> {
  await waitUntil(() => all(inbox, 'input[type=search]').length === 1);
  const field = inside<HTMLInputElement>(inbox, 'input[type=search]');
  field.focus();
  field.select();
  await sendKeys({ type: text });
}

const rows = (element: Element) =>
  all(element, '[role=row]').sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')));
const subjects = (element: Element) => rows(element).map((row) => inside(row, '.subject').textContent.replace('unread, ', '').trim());
const words = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
const hits = (element: Element) => all(element, '.quote').map((hit) => words(hit.textContent));
const authors = (element: Element) => all(element, '.quote-by bdi').map((author) => words(author.textContent));
const finds = (element: Element, text: string) =>
  waitUntil(() => hits(element).some((hit) => hit.includes(text)), `to find "${text}"`, { timeout: 4_000 }).catch((error: unknown) => {
    throw new Error(`${String(error)}; what is seen:\n${visibleText(element)}`);
  });
const marks = (element: Element) => all(element, '.quote >> mark').map(({ textContent }) => textContent);
const bar = (element: Element) => words(inside(element, '.bar .grow').textContent);
const foot = (element: Element) => words(all(element, '.search-foot')[0]?.textContent);
const said = (element: CrmTicketInbox | CrmTicketList) =>
  [element, ...all<CrmTicketList>(element, 'crm-ticket-list, crm-ticket-thread')].flatMap(({ announcements }) => announcements);

const shop: Asked[] = [
  { id: 'a', subject: 'A question', who: 'Vera', texts: ['Hello', 'When comes my refund?'] },
  { id: 'b', subject: 'Refund of a lamp', who: 'Kim', texts: ['The lamp is broken'] },
  { id: 'c', subject: 'Something else', who: 'Zoe', texts: ['No, thank you'] },
];

/** Another ticket for each number, whose only message says so. */
async function fillNumbered(adapter: DataAdapter, count: number, text: (n: number) => string): Promise<void> {
  const start = Date.parse('2026-02-01T00:00:00.000Z');
  const at = (n: number) => new Date(start + n * 60_000).toISOString();
  const id = (n: number) => `n${String(n).padStart(5, '0')}`;
  const tickets = Array.from({ length: count }, (_, n) => ({
    op: 'create' as const,
    collection: 'tickets',
    record: {
      ...{ id: id(n), number: 10_000 + n, subject: `Numbered ${n}`, channel: 'chat', status: 'open', priority: 'normal' },
      ...{
        requesterId: 'contact-x',
        labels: [],
        lastMessageAt: at(n),
        lastActivityAt: at(n),
        reopenedCount: 0,
        mentionedIds: [],
        linkedIds: [],
      },
    },
  }));
  const messages = Array.from({ length: count }, (_, n) => ({
    op: 'create' as const,
    collection: 'messages',
    assign: { seq: `messages.seq:${id(n)}` },
    record: {
      ...{ id: `${id(n)}-m`, ticketId: id(n), direction: 'incoming', kind: 'text', authorId: 'contact-x', authorKind: 'contact' },
      ...{ text: text(n), marks: [], attachments: [], sentAt: at(n), status: 'sent' },
    },
  }));
  await adapter.commit({ ops: tickets });
  await adapter.commit({ ops: messages });
}

async function faulty(asked: readonly Asked[], rules: readonly FaultRule[]) {
  const inner = createMemoryAdapter();
  await makeStore(asked, { adapter: inner });
  const adapter = createFaultyAdapter(inner, { seed: 1, rules });
  return { adapter, client: createClient(adapter, { actor: { kind: 'agent', id: ann } }) };
}

/** A store that has no search of its own. */
function withoutSearch(adapter: DataAdapter): DataAdapter {
  const capabilities = { ...adapter.capabilities, search: false };
  return new Proxy(adapter, {
    get(target, key) {
      if (key === 'capabilities') return capabilities;
      if (key === 'search') return () => Promise.reject(new Error('This store has no search.'));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

describe('the search of a ticket inbox', () => {
  it('finds tickets by what was written in them, each once, with a line of the message and its words marked', async () => {
    // Fails when messages are not searched, a ticket stands there twice, or the words are not told apart.
    const { client } = await makeStore(shop);
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'refund');
    await seesNot(inbox, 'Something else');
    await finds(inbox, 'When comes my refund?');
    expect(subjects(inbox)).to.deep.equal(['Refund of a lamp', 'A question']);
    expect(hits(inbox)).to.deep.equal(['When comes my refund?']);
    expect(authors(inbox)).to.deep.equal(['Customer: Vera']);
    expect(marks(inbox)).to.deep.equal(['refund']);
    expect(bar(inbox)).to.equal('2 tickets');
  });

  it('shows the newest of several messages, and whether the customer or an agent wrote it', async () => {
    // Fails when the message that comes first in the store's order is shown though there is a newer one, or its author is not told.
    const { client, other } = await makeStore([{ id: 'a', who: 'Vera', texts: ['my refund', 'the refund again'] }]);
    await other.replyToTicket({ ticketId: 'a', text: 'Your refunds are on their way' });
    const list = await showList(client, { search: 'refund' });
    await finds(list, 'on their way');
    expect(hits(list)).to.deep.equal(['Your refunds are on their way']);
    expect(authors(list)).to.deep.equal(['Reply: Ben Baker']);
    expect(marks(list)).to.deep.equal(['refunds']);
  });

  it('shows a ticket once that is found by its subject, its customer and its messages', async () => {
    // Fails when each way to find it adds a row.
    const { client } = await makeStore([{ id: 'a', subject: 'Lamp', who: 'Lampert', texts: ['A lamp', 'The lamp'] }]);
    const list = await showList(client, { search: 'lamp' });
    await finds(list, 'The lamp');
    expect(rows(list)).to.have.length(1);
    expect(bar(list)).to.equal('1 ticket');
  });

  it('finds words of all languages, all of them, the last as a beginning', async () => {
    // Fails when words are compared as they stand, or one of them is enough.
    const { client } = await makeStore([
      { id: 'a', texts: ['Das Paket liegt in der Müllerstraße'] },
      { id: 'b', texts: ['Das Paket ist da'] },
    ]);
    const list = await showList(client, { search: 'PAKET mullerstras' });
    await sees(list, 'liegt in der');
    expect(rows(list)).to.have.length(1);
    expect(marks(list)).to.deep.equal(['Paket', 'Müllerstraße']);
  });

  it('shows what people wrote as text', async () => {
    // Fails when a message becomes markup, or something is loaded by it.
    const hostile = '<img src=x onerror="window.__ran = 1"> refund <script>window.__ran = 1</script>';
    const { client } = await makeStore([{ id: 'a', who: '<b onclick=x>Eve</b>', texts: [hostile] }]);
    const list = await showList(client, { search: 'refund' });
    await finds(list, '<img src=x onerror="window.__ran = 1"> refund');
    expect(all(list, '.quote >> img, .quote >> script, .quote >> b')).to.have.length(0);
    expect((window as { __ran?: number }).__ran).to.equal(undefined);
    expect(authors(list)).to.deep.equal(['Customer: <b onclick=x>Eve</b>']);
  });

  it('heeds the filter, and finds closed tickets as it finds open ones', async () => {
    // Fails when messages are searched elsewhere than subjects are.
    const { client, other } = await makeStore([
      { id: 'a', texts: ['refund one'], priority: 'urgent' },
      { id: 'b', texts: ['refund two'], priority: 'urgent' },
      { id: 'c', texts: ['refund three'] },
    ]);
    await other.setTicketStatus({ ticketId: 'b', status: 'resolved' });
    await other.setTicketStatus({ ticketId: 'b', status: 'closed' });
    const list = await showList(client, { search: 'refund', tab: 'mine', filter: { priority: ['urgent'] } });
    await finds(list, 'refund two');
    expect(subjects(list).sort()).to.deep.equal(['Subject a', 'Subject b']);
  });

  it('says when nothing was found', async () => {
    // Fails when nothing is said, or it is said before the messages were looked through.
    const { client } = await makeStore(shop);
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'zzz');
    await sees(inbox, /Nothing was found for “.?zzz.?”/);
    expect(foot(inbox)).to.equal('');
    await waitUntil(() => said(inbox).includes('0 tickets found'));
  });

  it('is gone when the field is emptied', async () => {
    // Fails when lines of messages, or the foot, stay behind.
    const { client } = await makeStore(shop);
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'refund');
    await finds(inbox, 'When comes my refund?');
    await sendKeys({ press: 'Escape' });
    await sees(inbox, 'Something else');
    expect(hits(inbox)).to.deep.equal([]);
    expect(bar(inbox)).to.equal('3 tickets');
  });

  it('opens the conversation at the message, with keys alone, and marks and says it', async () => {
    // Fails when the grid cannot be walked, the conversation opens at its end, or the message is not pointed out.
    const { client, adapter } = await makeStore(shop);
    await fillMessages(adapter, 'a', 300);
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'when comes');
    await finds(inbox, 'When comes my refund?');
    const list = inside<CrmTicketList>(inbox, 'crm-ticket-list');
    list.focus();
    await waitUntil(() => list.shadowRoot!.activeElement?.closest('[role=row]') != null);
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'Enter' });
    const marked = await markedEntry(inbox);
    expect(words(marked.textContent)).to.include('When comes my refund?');
    expect(isInSight(inbox, marked)).to.equal(true);
    await waitUntil(() => said(inbox).some((text) => /^Message of Vera, .+: When comes my refund\?$/.test(text)));
    const thread = inside<CrmTicketThread>(inbox, 'crm-ticket-thread');
    expect(thread.shadowRoot!.activeElement?.matches('.title')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => list.shadowRoot!.activeElement?.closest<HTMLElement>('[role=row]')?.dataset['key'] === 'a');
  });

  it('opens at the message again when it is chosen again, and at the end otherwise', async () => {
    // Fails when the second press does nothing, or what was sought once is sought for ever.
    const { client, adapter } = await makeStore(shop);
    await fillMessages(adapter, 'a', 100);
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'when comes');
    await finds(inbox, 'When comes my refund?');
    rows(inbox)[0]!.click();
    await markedEntry(inbox);
    const scroller = inside(inbox, 'crm-ticket-thread >> .scroller');
    scroller.scrollTo({ top: scroller.scrollHeight });
    await waitUntil(() => visibleText(inbox).includes('Message number 99'));
    rows(inbox)[0]!.click();
    await waitUntil(() => all(inbox, '.entry.marked').some((entry) => isInSight(inbox, entry)));
    await sendKeys({ press: 'Escape' });
    inbox.open('b');
    await sees(inbox, 'The lamp is broken');
    inbox.open('a');
    await sees(inbox, 'Message number 99');
    expect(all(inbox, '.entry.marked')).to.have.length(0);
  });

  it('reaches the first of 2,000 messages, with the nodes of a screen, and then marks it no more', async function () {
    // Fails when older messages are not read, all are drawn, or the mark stays.
    this.timeout(20_000);
    const { client, adapter } = await makeStore([{ id: 'a', who: 'Vera', texts: ['The very first word'] }]);
    await fillMessages(adapter, 'a', 2_000);
    const inbox = await showInbox(client);
    await sees(inbox, 'Subject a');
    await search(inbox, 'very first');
    await finds(inbox, 'The very first word');
    rows(inbox)[0]!.click();
    const marked = await markedEntry(inbox);
    expect(words(marked.textContent)).to.include('The very first word');
    await waitUntil(() => isInSight(inbox, marked));
    expect(countNodes(inbox)).to.be.lessThan(2_500);
    await waitUntil(() => all(inbox, '.entry.marked').length === 0, 'the mark goes', { timeout: 6_000 });
  });

  it('marks without moving anything under reduced motion', async () => {
    // Fails when the mark is animated, or is left out.
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const { client } = await makeStore(shop);
      const inbox = await showInbox(client);
      await sees(inbox, 'Something else');
      await search(inbox, 'when comes');
      await finds(inbox, 'When comes my refund?');
      rows(inbox)[0]!.click();
      const marked = await markedEntry(inbox);
      const bubble = inside(marked, '.bubble');
      expect(bubble.getAnimations()).to.have.length(0);
      expect(getComputedStyle(bubble).outlineStyle).to.equal('solid');
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('says when the message is there no more', async () => {
    // Fails when a message that was deleted meanwhile is waited for without a word.
    const { client } = await makeStore(shop);
    const inbox = await showInbox(client, { ticketId: 'a' });
    await sees(inbox, 'Hello');
    await waitUntil(() => all(inbox, 'crm-ticket-composer').length === 1);
    inside<CrmTicketThread>(inbox, 'crm-ticket-thread').showMessage('gone');
    await sees(inbox, 'This message is not there any more.');
  });

  it('shows the first page at once and says how many there are so far; older ones come as the list is scrolled', async () => {
    // Fails when all are read at once, the number claims to be final, or the end of the list leads to nothing.
    const { client, adapter } = await makeStore();
    await fillNumbered(adapter, 330, (n) => `The word parcel ${n}`);
    const list = await showList(client);
    await sees(list, 'Numbered');
    list.search = 'parcel';
    await waitUntil(() => /tickets? so far$/.test(bar(list)));
    expect(bar(list)).to.equal('50 tickets so far');
    expect(foot(list)).to.equal('Search older messages');
    expect(subjects(list)[0]).to.equal('Numbered 329');
    await waitUntil(() => said(list).includes('50 tickets so far'));
    const scroller = inside(list, '.scroller');
    const toEnd = async () => {
      scroller.scrollTo({ top: scroller.scrollHeight });
      await aTimeout(30);
    };
    await toEnd();
    await waitUntil(() => bar(list) === '250 tickets so far');
    for (let i = 0; i < 100 && bar(list) !== '330 tickets'; i++) await toEnd();
    expect(bar(list)).to.equal('330 tickets');
    expect(foot(list)).to.equal('');
    await waitUntil(() => said(list).includes('330 tickets found'));
  });

  it('searches older messages by its button, which keeps focus; at the end it goes to the list', async () => {
    // Fails when the button is not reached by Tab, focus falls to the page, or the wait is not said.
    const { client, adapter } = await makeStore();
    await fillNumbered(adapter, 120, (n) => `The word parcel ${n}`);
    const list = await showList(client, { search: 'parcel' });
    await waitUntil(() => foot(list) === 'Search older messages');
    list.focus();
    await waitUntil(() => list.shadowRoot!.activeElement?.closest('[role=row]') != null);
    await sendKeys({ press: 'Tab' });
    expect(words(list.shadowRoot!.activeElement?.textContent)).to.equal('Search older messages');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => bar(list) === '120 tickets');
    await waitUntil(() => list.shadowRoot!.activeElement?.closest('[role=row]') != null);
  });

  it('is not filled up by one ticket in which every message is found', async function () {
    // Fails when a step ends with the page that one conversation fills.
    this.timeout(20_000);
    const { client, adapter } = await makeStore([{ id: 'old', subject: 'Old one', texts: ['Message of old'] }]);
    await adapter.commit({
      ops: [
        {
          op: 'patch',
          collection: 'messages',
          id: (await client.messages.list()).records[0]!.id,
          set: { sentAt: '2020-01-01T00:00:00.000Z' },
        },
      ],
    });
    await startTicket(client, { id: 'long', subject: 'Long one', texts: ['Message of long'] });
    await fillMessages(adapter, 'long', 1_500);
    const list = await showList(client, { search: 'message' });
    await sees(list, 'Old one');
    expect(subjects(list)).to.deep.equal(['Long one', 'Old one']);
    expect(bar(list)).to.equal('2 tickets');
  });

  it('says where the store does not search messages, and finds subjects and people exactly', async () => {
    // Fails when such a store shows an error, or nothing is said of the messages.
    const { adapter } = await makeStore([...shop, { id: 'd', subject: 'Chair', who: 'Refundius' }]);
    const client = createClient(withoutSearch(adapter), { actor: { kind: 'agent', id: ann } });
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    await search(inbox, 'refund');
    await sees(inbox, 'The text of messages is not searched here.');
    await waitUntil(() => rows(inbox).length === 2);
    expect(subjects(inbox).sort()).to.deep.equal(['Chair', 'Refund of a lamp']);
    expect(bar(inbox)).to.equal('2 tickets');
    await search(inbox, 'zzz');
    await sees(inbox, 'Nothing was found');
    await sees(inbox, 'The text of messages is not searched here.');
  });

  it('keeps what was found when a part of it fails, says so, and tries that again', async () => {
    // Fails when one failure hides what others found, it is kept silent, or trying again does nothing.
    const { adapter, client } = await faulty(shop, [{ on: 'search', fault: 'fail-before', at: 3, error: 'TIMEOUT' }]);
    const list = await showList(client, { search: 'refund' });
    await sees(list, 'Not everything was searched. It took too long.');
    expect(subjects(list)).to.deep.equal(['Refund of a lamp']);
    expect(bar(list)).to.equal('1 ticket so far');
    expect(adapter.injected['fail-before']).to.equal(1);
    button(list, 'Try again').click();
    await finds(list, 'When comes my refund?');
    expect(foot(list)).to.equal('');
    expect(bar(list)).to.equal('2 tickets');
  });

  it('loses nothing of a page whose tickets could not be read, or of one person while those of another could not', async () => {
    // Fails when the search goes on behind a page of which not everything was taken.
    const asked: Asked[] = [
      { id: 'a', who: 'Vera Refund' },
      { id: 'b', who: 'Kim Refund' },
      { id: 'c', texts: ['my refund'] },
    ];
    const { adapter, client } = await faulty(asked, [
      { on: 'get', fault: 'fail-before', at: 1 },
      { on: 'query', fault: 'fail-before', at: 2 },
    ]);
    const found: string[] = [];
    const search = new TicketSearch({
      client,
      text: 'refund',
      filter: undefined,
      signal: new AbortController().signal,
      changed: () => undefined,
      lost: (error) => found.push(String(error)),
    });
    await search.start();
    expect(search.error?.code).to.equal('UNAVAILABLE');
    expect(adapter.injected['fail-before']).to.equal(2);
    await search.more();
    expect(found).to.deep.equal([]);
    expect(search.tickets.map(({ id }) => id).sort()).to.deep.equal(['a', 'b', 'c']);
  });

  it('says when nothing can be searched, and searches when it is tried again', async () => {
    // Fails when a search that failed looks like one that found nothing.
    const { adapter, client } = await faulty(shop, [{ on: 'search', fault: 'fail-before', error: 'UNAVAILABLE' }]);
    const list = await showList(client, { search: 'refund' });
    await sees(list, 'The data cannot be reached at the moment.');
    expect(visibleText(list)).to.not.include('Nothing was found');
    adapter.heal();
    button(list, 'Try again').click();
    await finds(list, 'When comes my refund?');
  });

  it('shows a message that comes and is found, at the top, and lets go of one that is deleted', async () => {
    // Fails when what was found is not looked at again after a commit.
    const { client, other } = await makeStore(shop);
    const list = await showList(client, { search: 'refund' });
    await finds(list, 'When comes my refund?');
    const sent = await other.sendMessage({ ticketId: 'c', text: 'I want a refund too' });
    await finds(list, 'I want a refund too');
    expect(subjects(list)).to.deep.equal(['Something else', 'Refund of a lamp', 'A question']);
    await other.sendMessage({ ticketId: 'a', text: 'The refund is here' });
    await finds(list, 'The refund is here');
    expect(subjects(list)).to.deep.equal(['Something else', 'Refund of a lamp', 'A question']);
    await other.messages.remove(sent.message.id);
    await waitUntil(() => !hits(list).some((hit) => hit.includes('I want a refund too')));
    expect(subjects(list)).to.deep.equal(['Refund of a lamp', 'A question']);
  });

  it('shows a new ticket that is found', async () => {
    // Fails when only tickets are followed that were there when the search began.
    const { client, other } = await makeStore(shop);
    const list = await showList(client, { search: 'refund' });
    await finds(list, 'When comes my refund?');
    await startTicket(other, { id: 'new', subject: 'Refunds please', texts: ['no word of it'] });
    await sees(list, 'Refunds please');
    expect(subjects(list)[0]).to.equal('Refunds please');
  });

  it('stops reading for a text that is not searched for any more', async () => {
    // Fails when what was asked before is not cancelled, or its answer is shown.
    const { adapter } = await makeStore(shop);
    const asked: { text: string; signal: AbortSignal | undefined }[] = [];
    const find = adapter.search.bind(adapter);
    adapter.search = async (query: SearchQuery, options?: ReadOptions) => {
      asked.push({ text: query.text, signal: options?.signal });
      if (query.text === 'refund') await aTimeout(300);
      return find(query, options);
    };
    const client = createClient(adapter, { actor: { kind: 'agent', id: ann } });
    const list = await showList(client, { search: 'refund' });
    await waitUntil(() => asked.length === 3);
    list.search = 'thank';
    await finds(list, 'No, thank you');
    expect(asked.filter(({ text }) => text === 'refund').every(({ signal }) => signal?.aborted)).to.equal(true);
    expect(asked.filter(({ text }) => text === 'thank').every(({ signal }) => signal && !signal.aborted)).to.equal(true);
    await aTimeout(400);
    expect(subjects(list)).to.deep.equal(['Something else']);
    list.remove();
    expect(asked.every(({ signal }) => signal?.aborted)).to.equal(true);
  });

  it('asks once for what is typed in one go', async () => {
    // Fails when each key searches.
    const { adapter, client } = await makeStore(shop);
    const asked = new Set<string>();
    const find = adapter.search.bind(adapter);
    adapter.search = (query: SearchQuery, options?: ReadOptions) => {
      asked.add(query.text);
      return find(query, options);
    };
    const inbox = await showInbox(client);
    await sees(inbox, 'Something else');
    inside(inbox, 'input[type=search]').focus();
    for (const press of 'refund') {
      await sendKeys({ press });
      await aTimeout(15);
    }
    await finds(inbox, 'When comes my refund?');
    expect([...asked]).to.deep.equal(['refund']);
  });

  for (const [name, properties, wait] of [
    ['with messages found', {}, 'When comes my refund?'],
    ['in the dark, right to left and narrow', { dir: 'rtl', lang: 'ar', scheme: 'dark' }, 'When comes my refund?'],
  ] as const) {
    it(`is accessible ${name}`, async () => {
      // Fails when a line of a message breaks the grid, or its words have too little contrast.
      const { client } = await makeStore(shop);
      const list = await showList(client);
      const stage = list.parentElement!;
      if ('lang' in properties) {
        Object.assign(stage, { lang: properties.lang, dir: properties.dir });
        Object.assign(stage.style, { colorScheme: properties.scheme, inlineSize: '360px', background: 'Canvas' });
      }
      list.search = 'refund';
      await finds(list, wait);
      expect(await axeFindings(list)).to.deep.equal([]);
      const line = inside(list, '.quote');
      expect(line.closest('[role=gridcell]') !== null).to.equal(true);
      expect(line.dir).to.equal('auto');
    });
  }

  it('is accessible while it fails and where it can go on', async () => {
    // Fails when the foot is nameless, or has too little contrast.
    const { client } = await faulty(shop, [{ on: 'search', fault: 'fail-before', at: 3 }]);
    const list = await showList(client, { search: 'refund' });
    await sees(list, 'Not everything was searched.');
    expect(await axeFindings(list)).to.deep.equal([]);
  });

  it('leads to the message where one pane is shown at a time', async () => {
    // Fails when a conversation that was hidden keeps the place that it had.
    const { client, adapter } = await makeStore(shop);
    await fillMessages(adapter, 'a', 200);
    const inbox = await showInbox(client, {}, 360);
    await sees(inbox, 'Something else');
    await search(inbox, 'when comes');
    await finds(inbox, 'When comes my refund?');
    rows(inbox)[0]!.click();
    const marked = await markedEntry(inbox);
    await waitUntil(() => isInSight(inbox, marked));
    expect(words(marked.textContent)).to.include('When comes my refund?');
  });
});

async function markedEntry(inbox: Element): Promise<HTMLElement> {
  await waitUntil(() => all(inbox, '.entry.marked').length === 1, 'a message is marked', { timeout: 6_000 });
  return inside(inbox, '.entry.marked');
}

function isInSight(inbox: Element, entry: HTMLElement): boolean {
  const outer = inside(inbox, 'crm-ticket-thread >> .scroller').getBoundingClientRect();
  const inner = entry.getBoundingClientRect();
  return inner.height > 0 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
}
