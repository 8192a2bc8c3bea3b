import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CrmError, type CrmClient, type DataAdapter } from '@crm-elements/data';
import type { Message, Note, Ticket } from '@crm-elements/schema';
import '../define/ticket-thread.js';
import { runDataSuite, runElementSuite } from '../internal/testing/element-suite.test-helper.js';
import { visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmTicketThread } from './crm-ticket-thread.js';
import { all, ann, ben, button, countNodes, customer, inside, makeStore, sees, seesNot, startTicket, type } from './inbox.test-helper.js';

const bare = (client: CrmClient | undefined, properties: Partial<CrmTicketThread> = {}): CrmTicketThread =>
  Object.assign(document.createElement('crm-ticket-thread'), { client, sendDelay: 0, ...properties });

async function show(client: CrmClient | undefined, properties: Partial<CrmTicketThread> = {}): Promise<CrmTicketThread> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const element = bare(client, properties);
  place.append(element);
  await element.updateComplete;
  return element;
}

const field = (element: Element) => inside<HTMLTextAreaElement>(element, 'crm-ticket-composer >> textarea');
const scroller = (element: Element) => inside(element, '.scroller');
const common = { version: 1, createdAt: '2026-11-20T09:00:00.000Z', updatedAt: '2026-11-20T09:00:00.000Z' };
const given = (n: number): Message[] =>
  Array.from({ length: n }, (_, i) => ({
    ...common,
    id: `m${i}`,
    ticketId: 't',
    seq: i + 1,
    direction: i % 2 ? 'outgoing' : 'incoming',
    kind: 'text',
    authorId: i % 2 ? ann : 'c',
    authorKind: i % 2 ? 'agent' : 'contact',
    text: `Given message ${i}`,
    marks: [],
    attachments: [],
    sentAt: new Date(Date.parse('2026-11-20T09:00:00.000Z') + i * 60_000).toISOString(),
    status: 'read',
  })) as unknown as Message[];
const givenTicket = {
  ...common,
  id: 't',
  number: 7,
  subject: 'Given ticket',
  channel: 'email',
  status: 'open',
  priority: 'normal',
  requesterId: 'c',
  labels: [],
  lastActivityAt: common.createdAt,
  reopenedCount: 0,
  mentionedIds: [],
  linkedIds: [],
} as unknown as Ticket;

/** From now on all that is watched can be lost at once, as when a connection goes. */
function losable(adapter: DataAdapter): () => void {
  const watched: { end: () => void; fail: (error: Error) => void }[] = [];
  const watch = adapter.watch.bind(adapter);
  adapter.watch = (target, listener, onError) => {
    const subscription = watch(target, listener, onError);
    watched.push({ end: () => subscription.unsubscribe(), fail: (error) => onError?.(error) });
    return subscription;
  };
  return () => {
    for (const { end, fail } of watched.splice(0)) {
      end();
      fail(new CrmError('UNAVAILABLE', 'The connection is gone.'));
    }
  };
}

describe('the conversation of a ticket', () => {
  it('tells messages of both sides, notes and events apart by words, not by colour only', async () => {
    // Fails when one of them has no name of its own.
    const store = await makeStore([{ id: 'a', who: 'Vera' }]);
    await store.client.replyToTicket({ ticketId: 'a', text: 'Good day' });
    await store.client.addNote({ text: 'Careful', targets: [{ type: 'ticket', id: 'a' }] });
    await store.other.assignTicket({ ticketId: 'a', assigneeId: ben });
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Ben Baker took this');
    const names = all(element, 'article').map((one) => one.getAttribute('aria-label')!.replace(/\d.*/, '').trim());
    expect(names).to.deep.equal(['Vera, customer,', 'Ann Agent, reply,', 'Private note by Ann Agent,']);
    expect(visibleText(inside(element, '.message.note'))).to.contain('Private note');
    expect(visibleText(element)).to.contain('Today');
    expect(inside(element, '[role=log]').getAttribute('aria-live')).to.equal('off');
  });

  it('starts at its end, stays there as messages come, and not when somebody reads further up', async () => {
    // Fails when new messages stay below the edge, or pull the reader down.
    const store = await makeStore([{ id: 'a', who: 'Vera', texts: Array.from({ length: 30 }, (_, i) => `Line ${i}`) }]);
    const port = customer(store, 'contact-Vera');
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Line 29');
    const distance = () => scroller(element).scrollHeight - scroller(element).scrollTop - scroller(element).clientHeight;
    await waitUntil(() => distance() < 3);
    await port.send({ id: 'x1', conversationId: 'a', text: 'Newest of all' });
    await sees(element, 'Newest of all');
    await waitUntil(() => distance() < 3);
    scroller(element).scrollTop = 0;
    await aTimeout(80);
    const place = scroller(element).scrollTop;
    await port.send({ id: 'x2', conversationId: 'a', text: 'Even newer' });
    await sees(element, '1 new message');
    expect(Math.abs(scroller(element).scrollTop - place)).to.be.below(4);
    button(element, '1 new message').click();
    await waitUntil(() => distance() < 3, 'at its end again', { timeout: 3_000 });
    await seesNot(element, '1 new message');
  });

  it('leads to what was not read yet', async () => {
    // Fails when there is no line, or no way to it.
    const store = await makeStore([{ id: 'a', who: 'Vera', texts: ['First'] }]);
    await store.client.markTicketSeen({ ticketId: 'a', by: 'agent' });
    await aTimeout(5);
    for (let i = 0; i < 25; i++) await store.client.sendMessage({ ticketId: 'a', text: `Unread ${i}` });
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Unread 24');
    await sees(element, 'To the new messages');
    button(element, 'To the new messages').click();
    await sees(element, '25 new messages');
  });

  it('shows messages of the page, 5,000 too, without any store and without a field', async function () {
    this.timeout(20_000);
    // Fails when a store is looked for, or all are rendered.
    const notes = [
      {
        ...common,
        id: 'n',
        text: 'Given note',
        marks: [],
        pinned: false,
        authorId: ann,
        targets: [],
        createdAt: '2026-11-20T09:00:30.000Z',
      },
    ] as unknown as Note[];
    const element = await show(undefined, {
      ticket: givenTicket,
      messages: given(3),
      notes,
      contact: { fullName: 'Given Person', name: {}, emails: [], phones: [] } as never,
    });
    await sees(element, 'Given message 2');
    await sees(element, 'Given note');
    await sees(element, 'Given Person');
    expect(all(element, 'textarea')).to.have.length(0);
    element.messages = given(5_000);
    await sees(element, 'Given message 4999');
    expect(countNodes(element)).to.be.below(1_500);
  });

  it('keeps its text and its field when the store fails under it, says so, and comes back by "Try again"', async () => {
    // Fails when the field is replaced by the error, the error is not an alert, or what came meanwhile is not read by the retry.
    const store = await makeStore([{ id: 'a' }]);
    const lose = losable(store.adapter);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    const before = field(element);
    type(before, 'half');
    lose();
    await waitUntil(() => all(element, '[part~=error][role=alert]').length === 1, 'the failure is told');
    expect(visibleText(inside(element, '[role=alert]'))).to.contain('cannot be reached');
    expect(field(element) === before, 'the same field').to.equal(true);
    expect(before.value).to.equal('half');
    await sees(element, 'Hello from a');

    await store.other.replyToTicket({ ticketId: 'a', text: 'more' });
    await aTimeout(100);
    expect(visibleText(element), 'nothing is read any more').not.to.contain('more');
    button(element, 'Try again').click();
    await sees(element, 'more');
    await waitUntil(() => all(element, '[part~=error]').length === 0, 'it is no longer told');
    expect(field(element) === before, 'still the same field').to.equal(true);
    expect(before.value).to.equal('half');
  });

  it('says when there is no such ticket', async () => {
    // Fails when it loads for ever.
    const store = await makeStore();
    const element = await show(store.client, { ticketId: 'nobody' });
    await sees(element, 'This ticket is not there');
  });

  it('offers files as downloads only; pictures are shown from their pixels', async () => {
    // Fails when something that is no picture is shown, or a picture by its own bytes or name.
    const store = await makeStore([{ id: 'a', who: 'Vera' }]);
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 });
    canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
    const png = new Uint8Array(await (await new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!)))).arrayBuffer());
    const file = async (name: string, bytes: Uint8Array) => store.client.storeFile({ name, bytes });
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="hit=1"><script>hit=1</script></svg>');
    const lie = { ...(await file('lie.png', svg)), mediaType: 'image/png' };
    await store.client.sendMessage({
      ticketId: 'a',
      text: 'see',
      files: [await file('real.png', png), await file('drawing.svg', svg), lie, await file('<img src=x>\u202egnp.exe', png)],
    });
    const element = await show(store.client, { ticketId: 'a' });
    await waitUntil(() => all(element, '.file').length === 4);
    await waitUntil(() => all(element, '.file img').length === 2, `${all(element, '.file img').length} pictures`, { timeout: 3_000 });
    for (const picture of all<HTMLImageElement>(element, '.file img')) {
      expect(picture.src).to.match(/^blob:/);
      await picture.decode();
      expect(picture.width).to.equal(40);
    }
    expect(all(element, 'svg script, object, iframe, embed')).to.have.length(0);
    expect(all(element, '.file').map((one) => inside(one, 'bdi').textContent)).to.include('<img src=x>\u202egnp.exe');
  });

  it('shows no canned list for a slash inside a word, and closes it with Escape without leaving', async () => {
    // Fails when Escape leaves the field while the list is open.
    const store = await makeStore([{ id: 'a' }]);
    await store.client.cannedResponses.create({ shortCode: 'bye', text: 'Bye' });
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    let left = 0;
    element.addEventListener('crm-ticket-leave', () => left++);
    field(element).focus();
    await sendKeys({ type: 'and/or /b' });
    await sees(element, '/bye');
    await sendKeys({ press: 'Escape' });
    await seesNot(element, '/bye');
    expect(left).to.equal(0);
    await sendKeys({ press: 'Escape' });
    expect(left).to.equal(1);
  });

  it('sends and resolves in one', async () => {
    // Fails when the status does not go with the reply.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    type(field(element), 'Done.');
    await element.updateComplete;
    await aTimeout(30);
    button(element, 'More ways to send').click();
    await waitUntil(() => all(element, '[role=menuitem]').length === 1);
    button(element, 'Send and resolve').click();
    await waitUntil(async () => (await store.client.tickets.get('a'))!.status === 'resolved');
    await sees(element, 'Done.');
  });

  it('lets the page forbid a note, and keeps its text', async () => {
    // Fails when a veto loses the text.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    element.addEventListener('crm-ticket-note', (event) => event.preventDefault());
    element.compose('note');
    type(field(element), 'secret');
    await sendKeys({ press: 'Enter' });
    await sees(element, /Not sent/);
    expect(field(element).value).to.equal('secret');
    expect((await store.client.notes.list()).records).to.have.length(0);
  });

  it('forgets a draft that was sent just before the page died', async () => {
    // Fails when the same text is offered again, to be sent twice.
    const store = await makeStore([{ id: 'a' }]);
    await store.client.replyToTicket({ ticketId: 'a', text: 'Was sent' });
    await store.client.saveDraft({ ticketId: 'a', text: 'Was sent' });
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Was sent');
    await waitUntil(async () => (await store.client.drafts.list()).records.length === 0, 'the draft is gone', { timeout: 2_000 });
    expect(field(element).value).to.equal('');
  });
});

const withTicket = async (): Promise<CrmClient> => {
  const store = await makeStore([
    { id: 'a', subject: 'A lamp', who: 'Vera Nice', texts: ['It is dark. See https://example.com/x'], priority: 'high' },
  ]);
  await store.client.replyToTicket({ ticketId: 'a', text: 'Have you tried the switch?' });
  await store.client.addNote({ text: 'They have not.', targets: [{ type: 'ticket', id: 'a' }] });
  await store.other.assignTicket({ ticketId: 'a', assigneeId: ben });
  return store.client;
};

runElementSuite<CrmTicketThread>({
  tag: 'crm-ticket-thread',
  create: async () => bare(await withTicket(), { ticketId: 'a' }),
  properties: ['client', 'ticketId'],
  shows: 'It is dark.',
  states: {
    empty: { create: async () => bare((await makeStore()).client) },
    note: {
      create: async () => bare(await withTicket(), { ticketId: 'a' }),
      ready: async (element) => {
        await sees(element, 'It is dark.');
        element.compose('note');
      },
    },
    waiting: {
      create: async () => bare(await withTicket(), { ticketId: 'a', sendDelay: 10 }),
      ready: async (element) => {
        await sees(element, 'It is dark.');
        type(field(element), 'In a moment');
        field(element).form!.requestSubmit();
        await waitUntil(() => all(element, '.pending').length === 1);
      },
    },
    gone: { create: async () => bare((await makeStore()).client, { ticketId: 'x' }) },
  },
});

runDataSuite<CrmTicketThread>({
  tag: 'crm-ticket-thread',
  fill: (client) => startTicket(client, { id: 'a', subject: 'A lamp', who: 'Vera', texts: ['It is dark.'] }),
  create: (client) => bare(client, { ticketId: 'a' }),
  shows: 'It is dark.',
  change: (client) => client.sendMessage({ ticketId: 'a', text: 'Still dark.' }),
  showsThen: 'Still dark.',
  hasEmpty: false,
});
