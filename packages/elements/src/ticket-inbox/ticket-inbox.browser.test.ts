import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { expectConsole } from '../../../../tools/test-support.js';
import '../define/provider.js';
import '../define/ticket-inbox.js';
import type { CrmTicketReplyEvent } from '../events/ticket-events.js';
import { runDataSuite, runElementSuite } from '../internal/testing/element-suite.test-helper.js';
import { pasteOf } from '../internal/testing/paste.test-helper.js';
import { visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmTicketInbox } from './crm-ticket-inbox.js';
import {
  all,
  ann,
  ben,
  button,
  countNodes,
  customer,
  fillMessages,
  fillTickets,
  inside,
  makeStore,
  sees,
  seesNot,
  startTicket,
  type,
  type Store,
} from './inbox.test-helper.js';

const bare = (client: CrmClient, properties: Partial<CrmTicketInbox> = {}): CrmTicketInbox =>
  Object.assign(document.createElement('crm-ticket-inbox'), { client, sendDelay: 0, ...properties });

async function show(client: CrmClient, properties: Partial<CrmTicketInbox> = {}): Promise<CrmTicketInbox> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.style.inlineSize = '1200px';
  const element = bare(client, properties);
  place.append(element);
  await element.updateComplete;
  return element;
}

async function pressWith(modifier: string, key: string): Promise<void> {
  await sendKeys({ down: modifier });
  await sendKeys({ press: key });
  await sendKeys({ up: modifier });
}

const field = (element: Element) => inside<HTMLTextAreaElement>(element, 'crm-ticket-composer >> textarea');
const row = (element: Element, subject: string) => {
  const found = all(element, '[role=row]').find((one) => one.textContent.includes(subject));
  if (!found) throw new Error(`no row ${subject}: ${visibleText(element)}`);
  return found;
};

async function openTicket(element: CrmTicketInbox, subject: string, text: string): Promise<void> {
  await sees(element, subject);
  row(element, subject).click();
  await sees(element, text);
  await waitUntil(() => all(element, 'crm-ticket-composer >> textarea').length === 1);
}

describe('the ticket inbox', () => {
  it('counts every list exactly, from the store and not from what is loaded', async () => {
    // Fails when counts come from the loaded page, or a list counts another list's tickets.
    const store = await makeStore([{ id: 'a', assigneeId: ann }, { id: 'b' }, { id: 'c' }, { id: 'd', assigneeId: ben }]);
    await store.other.setTicketStatus({ ticketId: 'd', status: 'resolved' });
    await store.other.snoozeTicket({ ticketId: 'c', until: new Date(Date.now() + 3_600_000).toISOString() });
    await store.other.addNote({
      text: '@Ann Agent',
      marks: [{ type: 'mention', start: 0, end: 10, id: ann }],
      targets: [{ type: 'ticket', id: 'b' }],
    });
    const element = await show(store.client);
    await sees(element, 'Subject a');
    const tabs = () => all(element, '[role=tab]').map((tab) => tab.textContent.replace(/\s+/g, ' ').trim());
    await waitUntil(
      () => tabs().join().replaceAll(' ', '') === 'Mine1,Unassigned1,Allopen2,Mentioned1,Waiting1,Snoozed1,Resolved1',
      tabs().join(),
    );
  });

  it('tells the page how many tickets are open, and again when that changes', async () => {
    // Fails when the event does not come, or comes without a change.
    const store = await makeStore([{ id: 'a' }, { id: 'b', assigneeId: ann }]);
    const told: unknown[] = [];
    const element = bare(store.client);
    element.addEventListener('crm-ticket-count', ({ detail }) => told.push(detail));
    await fixture(html`<div>${element}</div>`);
    await waitUntil(() => told.length === 1);
    await startTicket(createClient(store.adapter), { id: 'c' });
    await waitUntil(() => told.length === 2);
    expect(told).to.deep.equal([
      { open: 2, mine: 1, unassigned: 1 },
      { open: 3, mine: 1, unassigned: 2 },
    ]);
  });

  it('shows another list with the arrow keys on its tabs', async () => {
    // Fails when the tabs are not one stop, or the list does not follow.
    const store = await makeStore([{ id: 'a', assigneeId: ann }, { id: 'b' }]);
    const element = await show(store.client);
    await sees(element, 'Subject b');
    button(element, /^All open/).focus();
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => element.tab === 'mine');
    await seesNot(element, 'Subject b');
    await sees(element, 'Subject a');
    expect(element.getAttribute('tab')).to.equal('mine');
  });

  it('opens a ticket, and the page may forbid it', async () => {
    // Fails when the event comes twice, or preventDefault() is not heeded.
    const store = await makeStore([{ id: 'a' }, { id: 'b' }]);
    const element = await show(store.client);
    const opened: string[] = [];
    element.addEventListener('crm-ticket-open', (event) => {
      opened.push(event.detail.ticketId);
      if (event.detail.ticketId === 'b') event.preventDefault();
    });
    await openTicket(element, 'Subject a', 'Hello from a');
    row(element, 'Subject b').click();
    await aTimeout(50);
    expect(opened).to.deep.equal(['a', 'b']);
    expect(element.ticketId).to.equal('a');
    expect(element.getAttribute('ticket-id')).to.equal('a');
  });

  it('sends a reply with Enter; the customer reads it, and the ticket waits for them', async () => {
    // Fails when Enter does not send, or the reply is written otherwise than by the rules.
    const store = await makeStore([{ id: 'a', who: 'Vera', texts: ['Where is my parcel?'] }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Where is my parcel?');
    field(element).focus();
    await sendKeys({ type: 'On its way.' });
    await sendKeys({ press: 'Enter' });
    const port = customer(store, 'contact-Vera');
    await waitUntil(async () => (await port.history('a')).messages.some(({ text }) => text === 'On its way.'));
    await sees(element, 'On its way.');
    expect(field(element).value).to.equal('');
    expect((await store.client.tickets.get('a'))!.status).to.equal('pending');
    await waitUntil(() =>
      element.announcements
        .concat(...all<CrmTicketInbox>(element, 'crm-ticket-thread').map(({ announcements }) => announcements))
        .includes('Message sent'),
    );
  });

  it('starts a new line with Shift+Enter, and with Enter where Ctrl+Enter sends', async () => {
    // Fails when either sends.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    field(element).focus();
    await sendKeys({ type: 'one' });
    await pressWith('Shift', 'Enter');
    await sendKeys({ type: 'two' });
    element.sendKeys = 'mod-enter';
    await element.updateComplete;
    await aTimeout(20);
    await sendKeys({ press: 'Enter' });
    expect(field(element).value).to.equal('one\ntwo\n');
    await pressWith('Control', 'Enter');
    await waitUntil(
      async () => (await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records.length === 2,
    );
  });

  it('does not send while characters are being chosen', async () => {
    // Fails when isComposing or the key code 229 is not looked at: then half a word is sent.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    type(field(element), 'にほ');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      field(element).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...composing }),
      );
    }
    await aTimeout(100);
    expect(field(element).value).to.equal('にほ');
    expect((await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
  });

  it('writes a private note that no customer ever sees', async () => {
    // Fails when a note is written as a message.
    const store = await makeStore([{ id: 'a', who: 'Vera' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    button(element, 'Private note').click();
    type(field(element), 'A difficult one, @Ben Baker.');
    await sendKeys({ press: 'Enter' });
    await sees(element, 'A difficult one');
    const port = customer(store, 'contact-Vera');
    expect(JSON.stringify(await port.history('a'))).not.to.contain('difficult');
    expect(JSON.stringify(await port.conversations())).not.to.contain('difficult');
    expect((await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
    expect((await store.client.tickets.get('a'))!.mentionedIds).to.deep.equal([ben]);
    expect(inside(element, '.message.note').getAttribute('aria-label')).to.contain('Private note by Ann Agent');
  });

  it('keeps what is typed: between tickets, and when the page is made anew', async () => {
    // Fails when the draft is only in the field, or waits for more than a pause.
    const store = await makeStore([{ id: 'a' }, { id: 'b' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    field(element).focus();
    await sendKeys({ type: 'half a sent' });
    await waitUntil(
      async () => (await store.client.drafts.list({ where: { agentId: ann, ticketId: 'a' } })).records[0]?.text === 'half a sent',
      'the draft is kept at the pause, with focus still in the field',
    );
    await openTicket(element, 'Subject b', 'Hello from b');
    expect(field(element).value).to.equal('');
    row(element, 'Subject a').click();
    await waitUntil(() => field(element).value === 'half a sent');
    element.remove();
    const again = await show(store.client, { ticketId: 'a' });
    await sees(again, 'Hello from a');
    await waitUntil(() => field(again).value === 'half a sent');
  });

  it('keeps a note a note', async () => {
    // Fails when the draft forgets what it was: then a note comes back as a reply.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    button(element, 'Private note').click();
    type(field(element), 'for us');
    element.remove();
    await aTimeout(50);
    const again = await show(store.client, { ticketId: 'a' });
    await sees(again, 'Hello from a');
    await waitUntil(() => field(again).value === 'for us');
    expect(button(again, 'Private note').getAttribute('aria-pressed')).to.equal('true');
  });

  it('saves a draft at once when the page is hidden or left', async () => {
    // Fails when it waits for the pause.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    type(field(element), 'gone in a moment');
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    await waitUntil(async () => (await store.client.drafts.list({ where: { agentId: ann, ticketId: 'a' } })).records.length === 1, '', {
      interval: 5,
      timeout: 150,
    });
  });

  it('waits before it sends, and takes back what is undone', async () => {
    // Fails when the delay does not hold the reply, or Undo loses its text.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a', sendDelay: 10 });
    await sees(element, 'Hello from a');
    type(field(element), 'too quick');
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Sending in 10 seconds');
    expect(field(element).value).to.equal('');
    await aTimeout(600);
    expect(
      (await store.client.drafts.list({ where: { agentId: ann, ticketId: 'a' } })).records.map(({ text }) => text),
      'kept as a draft meanwhile',
    ).to.deep.equal(['too quick']);
    inside(element, '[data-take-back]').click();
    await waitUntil(() => field(element).value === 'too quick');
    expect((await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Send now');
    inside(element, '[data-send-now]').click();
    await waitUntil(
      async () => (await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records.length === 2,
    );
    await waitUntil(
      async () => (await store.client.drafts.list({ where: { agentId: ann, ticketId: 'a' } })).records.length === 0,
      'the draft is gone',
    );
  });

  it('sends what still waits when it is taken out of the page', async () => {
    // Fails when a reply that somebody sent is dropped.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a', sendDelay: 10 });
    await sees(element, 'Hello from a');
    type(field(element), 'and goodbye');
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Sending in');
    element.remove();
    await waitUntil(
      async () => (await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records.length === 2,
    );
  });

  it('stops a reply when a colleague has replied since it was begun', async () => {
    // Fails when the second reply goes out unseen.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    type(field(element), 'We will look');
    await store.other.replyToTicket({ ticketId: 'a', text: 'Done already' });
    await sees(element, 'Ben Baker replied since you began to write.');
    field(element).focus();
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Not sent: somebody else wrote since you began.');
    expect((await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records).to.have.length(2);
    inside(element, '[data-send-now]').click();
    await waitUntil(
      async () => (await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records.length === 3,
    );
  });

  it('keeps a reply that could not be sent, says why, and tries again', async () => {
    // Fails when a failure empties the field and nothing is left, or retry makes a second message.
    const store = await makeStore([{ id: 'a' }]);
    const adapter = createFaultyAdapter(store.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before', error: 'QUOTA' }] });
    const client = createClient(adapter, { actor: { kind: 'agent', id: ann } });
    const element = await show(client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    type(field(element), 'precious words');
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Not sent. The storage of this browser is full');
    await sees(element, 'precious words');
    adapter.heal();
    button(element, 'Try again').click();
    await waitUntil(
      async () => (await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records.length === 2,
    );
    await seesNot(element, 'Not sent');
  });

  it('says when a draft cannot be saved, and keeps its text', async () => {
    // Fails when the failure is swallowed.
    const store = await makeStore([{ id: 'a' }]);
    const adapter = createFaultyAdapter(store.adapter, { seed: 1, rules: [{ on: 'commit', fault: 'fail-before' }] });
    const element = await show(createClient(adapter, { actor: { kind: 'agent', id: ann } }), { ticketId: 'a' });
    await sees(element, 'Hello from a');
    type(field(element), 'still here');
    await sees(element, 'The draft could not be saved. Your text is still here.');
    expect(field(element).value).to.equal('still here');
  });

  it('lets a page answer for its own store', async () => {
    // Fails when respondWith() is ignored and the reply is written here too.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    const replies: string[] = [];
    element.addEventListener('crm-ticket-reply', (event: CrmTicketReplyEvent) => {
      replies.push(event.detail.text);
      event.respondWith(Promise.resolve());
    });
    type(field(element), 'elsewhere');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => replies.length === 1);
    await aTimeout(50);
    expect((await store.client.messages.list({ where: { ticketId: 'a' }, sort: [{ by: 'seq' }] })).records).to.have.length(1);
  });

  it('assigns, resolves and snoozes, and takes each back', async () => {
    // Fails when a change is not written, or Undo does not restore what was.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    const ticket = () => store.client.tickets.get('a');
    button(element, 'Assignee: Unassigned').click();
    await waitUntil(() => all(element, '[role=menuitemradio]').length > 0);
    button(element, 'Ben Baker').click();
    await sees(element, 'Assigned to Ben Baker');
    expect((await ticket())!.assigneeId).to.equal(ben);
    button(element, 'Undo').click();
    await waitUntil(async () => (await ticket())!.assigneeId == null);
    button(element, 'Resolve').click();
    await waitUntil(async () => (await ticket())!.status === 'resolved');
    button(element, 'Undo').click();
    await waitUntil(async () => (await ticket())!.status === 'new');
    await waitUntil(() => all(element, '[data-menu=snooze]').length === 1);
    button(element, 'Snooze').click();
    await waitUntil(() => all(element, '[role=menuitem]').length > 0);
    button(element, /^Tomorrow morning/).click();
    await waitUntil(async () => (await ticket())!.status === 'snoozed');
    await sees(element, /Snoozed until/);
  });

  it('undoes with Ctrl+Z, but not in a text field', async () => {
    // Fails when the keys are taken from the field, or not heard outside of it.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    button(element, 'Resolve').click();
    await waitUntil(async () => (await store.client.tickets.get('a'))!.status === 'resolved');
    field(element).focus();
    await pressWith('Control', 'z');
    await aTimeout(80);
    expect((await store.client.tickets.get('a'))!.status).to.equal('resolved');
    button(element, /^Reopen/).focus();
    await pressWith('Control', 'z');
    await waitUntil(async () => (await store.client.tickets.get('a'))!.status === 'new');
  });

  it('changes priority and labels beside the conversation', async () => {
    // Fails when the details do not write.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    await sees(element, 'a@example.com');
    button(element, 'Priority: Normal').click();
    await waitUntil(() => all(element, '[role=menuitemradio]').length > 0);
    button(element, 'Urgent').click();
    await waitUntil(async () => (await store.client.tickets.get('a'))!.priority === 'urgent');
    inside<HTMLInputElement>(element, 'crm-ticket-details >> crm-tag-input >> input').focus();
    await sendKeys({ type: 'refund' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(async () => (await store.client.tickets.get('a'))!.labels.join() === 'refund');
    await waitUntil(() => row(element, 'Subject a').textContent.includes('refund'));
  });

  it('marks what the customer wrote as read, and shows when they read the answer', async () => {
    // Fails when nothing is marked, or the states are not live.
    const store = await makeStore([{ id: 'a', who: 'Vera' }]);
    const port = customer(store, 'contact-Vera');
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    await waitUntil(async () => (await port.history('a')).messages[0]!.state === 'read');
    type(field(element), 'Hello Vera');
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Sent');
    await port.seen({ id: 's1', conversationId: 'a' });
    await sees(element, 'Read');
  });

  it('hears a customer write and type, and says so', async () => {
    // Fails when signals are not shown, or what comes is not announced.
    const store = await makeStore([{ id: 'a', who: 'Vera' }]);
    const port = customer(store, 'contact-Vera');
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    await port.typing('a');
    await sees(element, 'Vera is typing');
    await port.send({ id: 'm2', conversationId: 'a', text: 'Are you there?' });
    await sees(element, 'Are you there?');
    await seesNot(element, 'Vera is typing');
    const thread = inside<CrmTicketInbox>(element, 'crm-ticket-thread');
    await waitUntil(() => thread.announcements.includes('Vera wrote: Are you there?'), '', { timeout: 3_000 });
  });

  it('shows a colleague at another window: that they look, and what they write', async () => {
    // Fails when presence is not sent, not heard, or stays when they leave.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    // Another window: signals do not reach the one that they come from.
    const window2 = createMemoryAdapter({ name: store.adapter.name });
    const bens = await show(createClient(window2, { actor: { kind: 'agent', id: ben } }), { ticketId: 'a' });
    await sees(bens, 'Hello from a');
    await sees(element, 'Ben Baker is looking at this too');
    await sees(bens, 'Ann Agent is looking at this too');
    type(field(bens), 'Dear');
    await sees(element, 'Ben Baker is writing a reply');
    bens.remove();
    await seesNot(element, 'Ben Baker is looking at this too');
  });

  it('inserts a response with / and fills in its variables', async () => {
    // Fails when the list does not open, Enter sends instead of choosing, or a variable is left.
    const store = await makeStore([{ id: 'a', who: 'Vera Nice' }]);
    await store.client.cannedResponses.create({
      shortCode: 'hello',
      title: 'Greeting',
      text: 'Hello {{contact.name}}, I am {{agent.name}}. {{unknown}}',
    });
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    field(element).focus();
    await sendKeys({ type: '/hel' });
    await sees(element, '/hello');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => field(element).value === 'Hello Vera Nice, I am Ann Agent. {{unknown}}', field(element).value);
  });

  it('attaches files, says their limits, and refuses what is too large', async () => {
    // Fails when a file is sent without its bytes, or a large one is taken.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Hello from a');
    const data = new DataTransfer();
    data.items.add(new File(['%PDF-1.7'], 'invoice.pdf'));
    data.items.add(new File([new Uint8Array(10 * 1_024 * 1_024 + 1)], 'film.mov'));
    field(element).dispatchEvent(pasteOf(data));
    await sees(element, 'invoice.pdf');
    await sees(element, /film\.mov.? is too large: 10 MB at most\./);
    type(field(element), 'Here it is');
    await sendKeys({ press: 'Enter' });
    await waitUntil(async () => (await store.client.attachments.list()).records.length === 1);
    const [file] = (await store.client.attachments.list()).records;
    expect(file).to.include({ name: 'invoice.pdf', mediaType: 'application/pdf', size: 8 });
    await waitUntil(() => all(element, '.file').some((one) => one.getAttribute('aria-label')?.includes('invoice.pdf')));
    expect(all(element, 'crm-ticket-thread >> img')).to.have.length(0);
  });

  it('opens a ticket for somebody, found or new', async () => {
    // Fails when the dialog does not write by startTicket.
    const store = await makeStore([{ id: 'a', who: 'Vera Nice' }]);
    const element = await show(store.client);
    await sees(element, 'Subject a');
    button(element, 'New ticket').click();
    const who = () => inside<HTMLInputElement>(element, 'crm-new-ticket >> [name=who]');
    await waitUntil(() => who().checkVisibility());
    type(who(), 'Vera');
    await sees(element, 'Vera Nice');
    await waitUntil(() => all(element, 'crm-new-ticket >> button.person').length === 2);
    all(element, 'crm-new-ticket >> button.person')[0]!.click();
    await waitUntil(() => all(element, 'crm-new-ticket >> .chosen').length === 1);
    type(inside<HTMLInputElement>(element, 'crm-new-ticket >> [name=subject]'), 'By phone');
    type(inside<HTMLTextAreaElement>(element, 'crm-new-ticket >> [name=text]'), 'Called about the lamp');
    button(element, 'Open ticket').click();
    await sees(element, 'Called about the lamp');
    const made = await store.client.tickets.get(element.ticketId!);
    expect(made).to.include({ channel: 'phone', subject: 'By phone', requesterId: 'contact-Vera Nice', assigneeId: ann });
  });

  it('asks for what is missing of a new ticket', async () => {
    // Fails when an empty ticket is made, or nothing is said.
    const store = await makeStore();
    const element = await show(store.client);
    await sees(element, 'Your inbox is ready');
    button(element, 'New ticket').click();
    await waitUntil(() => inside(element, 'crm-new-ticket >> [name=who]').checkVisibility());
    button(element, 'Open ticket').click();
    await sees(element, 'Choose who asks, or write a name.');
    type(inside<HTMLInputElement>(element, 'crm-new-ticket >> [name=who]'), 'Zoe');
    button(element, 'Open ticket').click();
    await sees(element, 'Write what they said.');
    type(inside<HTMLTextAreaElement>(element, 'crm-new-ticket >> [name=text]'), 'Hello?');
    button(element, 'Open ticket').click();
    await waitUntil(async () => (await store.client.contacts.list()).records[0]?.fullName === 'Zoe');
  });

  it('finds tickets by their subject and by people', async () => {
    // Fails when either is not searched, or what does not match is shown.
    const store = await makeStore([
      { id: 'a', subject: 'Broken lamp', who: 'Vera' },
      { id: 'b', subject: 'Other', who: 'Lampert' },
      { id: 'c', subject: 'Nothing', who: 'Kim' },
    ]);
    const element = await show(store.client);
    await sees(element, 'Nothing');
    type(inside<HTMLInputElement>(element, 'input[type=search]'), 'lamp');
    await seesNot(element, 'Nothing');
    await sees(element, 'Lampert');
    expect(
      all(element, '[role=row]')
        .map((one) => inside(one, '.subject').textContent.trim())
        .sort(),
    ).to.deep.equal(['unread, Broken lamp', 'unread, Other']);
    type(inside<HTMLInputElement>(element, 'input[type=search]'), 'zzz');
    await sees(element, /Nothing was found for “.?zzz.?”/);
  });

  it('asks who sits here, and goes on as them', async () => {
    // Fails when nobody is asked, or the choice does not become the actor.
    const { adapter } = await makeStore([{ id: 'a', assigneeId: ben }]);
    const provider = await fixture(
      html`<crm-provider .adapter=${adapter} database=${adapter.name}><crm-ticket-inbox></crm-ticket-inbox></crm-provider>`,
    );
    const element = provider.querySelector('crm-ticket-inbox')!;
    await sees(element, 'Who are you?');
    button(element, /Ben Baker/).click();
    await sees(element, 'Subject a');
    await waitUntil(() => /Mine\s*1/.test(visibleText(element)));
    button(element, /Switch$/).click();
    await sees(element, 'Who are you?');
    button(element, 'I am not on the list').click();
    await sees(element, 'Your name');
    type(inside<HTMLInputElement>(element, 'input[name=name]'), 'Cleo New');
    await sendKeys({ press: 'Enter' });
    await waitUntil(async () => (await createClient(adapter).agents.list()).records.some(({ name }) => name === 'Cleo New'));
    await sees(element, 'Subject a');
    localStorage.clear();
  });

  it('shows one pane at a time where it is narrow, with a way back that keeps the place', async () => {
    // Fails when both panes are squeezed in, or focus is lost on the way back.
    const store = await makeStore([{ id: 'a' }, { id: 'b' }]);
    const element = await show(store.client);
    element.parentElement!.style.inlineSize = '360px';
    await sees(element, 'Subject a');
    await aTimeout(100);
    row(element, 'Subject a').focus();
    await sendKeys({ press: 'Enter' });
    await sees(element, 'Hello from a');
    expect(visibleText(element)).not.to.contain('Subject b');
    await waitUntil(() => inside(element, '.title').matches(':focus'));
    button(element, 'Back to the list').click();
    await sees(element, 'Subject b');
    expect(element.ticketId).to.equal(undefined);
    await waitUntil(() => row(element, 'Subject a').matches(':focus'));
  });

  it('goes back from the conversation to the row with Escape', async () => {
    // Fails when focus is lost or left in the field.
    const store = await makeStore([{ id: 'a' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    field(element).focus();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => row(element, 'Subject a').matches(':focus'));
  });

  it('hears single keys only when they are on, and never in a field', async () => {
    // Fails when a letter acts without `shortcuts`, or while somebody types it.
    const store = await makeStore([{ id: 'a' }, { id: 'b' }]);
    const element = await show(store.client);
    await openTicket(element, 'Subject a', 'Hello from a');
    row(element, 'Subject a').focus();
    await sendKeys({ press: 'e' });
    await aTimeout(60);
    expect((await store.client.tickets.get('a'))!.status).to.equal('new');
    element.shortcuts = true;
    await element.updateComplete;
    field(element).focus();
    await sendKeys({ press: 'e' });
    await aTimeout(60);
    expect((await store.client.tickets.get('a'))!.status).to.equal('new');
    expect(field(element).value).to.equal('e');
    row(element, 'Subject a').focus();
    await sendKeys({ press: 'e' });
    await waitUntil(async () => (await store.client.tickets.get('a'))!.status === 'resolved');
    await sendKeys({ press: '?' });
    await sees(element, 'Keyboard shortcuts');
  });

  it('may be read only', async () => {
    // Fails when something that writes is offered.
    const { adapter } = await makeStore([{ id: 'a' }]);
    const provider = await fixture(
      html`<crm-provider .adapter=${adapter} readonly><crm-ticket-inbox ticket-id="a"></crm-ticket-inbox></crm-provider>`,
    );
    const element = provider.querySelector('crm-ticket-inbox')!;
    await sees(element, 'Hello from a');
    await sees(element, 'You can read here, but not write.');
    expect(all(element, 'textarea, [type=checkbox], crm-ticket-composer').filter((one) => one.checkVisibility())).to.have.length(0);
    expect(element.matches(':state(readonly)')).to.equal(true);
  });

  it('shows hostile names, subjects, messages and labels as text, and loads nothing', async () => {
    // Fails when anything of it becomes an element, or is asked for on the network.
    const bad = '<img src=x onerror="window.hit=1">\u202e"></span><script>window.hit=1</script>${1}';
    const store = await makeStore([{ id: 'a', subject: bad, who: bad, texts: [bad, `${'java'}script:alert(1)`], labels: [bad] }]);
    const requests = () => performance.getEntriesByType('resource').filter(({ name }) => /\/x$/.test(name));
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, bad.slice(0, 30));
    await aTimeout(100);
    expect(all(element, 'script, img, [href^="javascript"]')).to.have.length(0);
    expect(requests()).to.have.length(0);
    expect((window as { hit?: number }).hit).to.equal(undefined);
    expect(inside(row(element, 'img'), '.subject').textContent).to.contain(bad);
  });

  it('shows 10,000 tickets with the nodes of a screen', async function () {
    this.timeout(30_000);
    // Fails when rows are rendered that nobody sees.
    const store = await makeStore();
    await fillTickets(store.adapter, 200);
    const few = await show(store.client);
    await sees(few, 'Ticket number 199');
    const nodes = countNodes(few);
    few.remove();
    await fillTickets(createMemoryAdapter({ name: 'unused' }), 0);
    const large = await makeStore();
    await fillTickets(large.adapter, 10_000);
    const many = await show(large.client);
    await sees(many, 'Ticket number 9999');
    await sees(many, '10,000');
    expect(countNodes(many)).to.be.below(nodes * 1.05);
    expect(countNodes(many)).to.be.below(2_500);
  });

  it('shows a conversation of 5,000 messages with the nodes of a screen, and goes back in it', async function () {
    this.timeout(30_000);
    // Fails when all messages are rendered, or older ones never come.
    const store = await makeStore([{ id: 'a', who: 'x' }]);
    await fillMessages(store.adapter, 'a', 5_000);
    const element = await show(store.client, { ticketId: 'a' });
    await sees(element, 'Message number 4999');
    expect(countNodes(inside(element, 'crm-ticket-thread'))).to.be.below(1_500);
    const scroller = inside(element, 'crm-ticket-thread >> .scroller');
    await waitUntil(() => scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 4, 'it starts at its end');
    for (let tries = 0; tries < 60 && !visibleText(element).includes('Message number 4800'); tries++) {
      scroller.scrollTop -= 800;
      await aTimeout(40);
    }
    expect(visibleText(element)).to.contain('Message number 48');
    expect(countNodes(inside(element, 'crm-ticket-thread'))).to.be.below(1_500);
  });
});

void expectConsole;

let made: Store;
runElementSuite<CrmTicketInbox>({
  tag: 'crm-ticket-inbox',
  create: async () => {
    made = await makeStore([
      {
        id: 'a',
        subject: 'A lamp',
        who: 'Vera Nice',
        texts: ['It is dark.'],
        assigneeId: ann,
        labels: ['repair', 'lamp'],
        priority: 'urgent',
      },
      { id: 'b', subject: 'Another lamp', who: 'Kim' },
    ]);
    return bare(made.client, { ticketId: 'a' });
  },
  shows: 'It is dark.',
  states: {
    empty: { create: async () => bare((await makeStore()).client), ready: (element) => sees(element, 'inbox').catch(() => undefined) },
    selected: {
      create: async () => bare((await makeStore([{ id: 'a' }, { id: 'b' }])).client),
      ready: async (element) => {
        await sees(element, 'Subject a');
        for (const box of all<HTMLInputElement>(element, '[role=row] >> input')) box.click();
      },
    },
  },
});

runDataSuite<CrmTicketInbox>({
  tag: 'crm-ticket-inbox',
  fill: async (client) => {
    await client.agents.create({ id: ann, name: 'Ann Agent', active: true, availability: 'online' });
    await startTicket(client, { id: 'a', subject: 'A lamp', who: 'Vera' });
  },
  create: (client) => bare(client),
  shows: 'A lamp',
  change: (client) => startTicket(client, { id: 'b', subject: 'A second lamp', who: 'Kim' }),
  showsThen: 'A second lamp',
});
