import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createMemoryAdapter, createClient, type CrmClient, type DataAdapter } from '@crm-elements/data';
import type { Ticket } from '@crm-elements/schema';
import '../define/ticket-list.js';
import { runDataSuite, runElementSuite } from '../internal/testing/element-suite.test-helper.js';
import { visibleText } from '../internal/testing/texts.test-helper.js';
import type { CrmTicketList } from './crm-ticket-list.js';
import type { CrmTicketMenu } from './crm-ticket-menu.js';
import {
  all,
  ann,
  ben,
  button,
  countNodes,
  fillTickets,
  inside,
  makeStore,
  sees,
  seesNot,
  startTicket,
  type Asked,
} from './inbox.test-helper.js';

const bare = (client: CrmClient | undefined, properties: Partial<CrmTicketList> = {}): CrmTicketList =>
  Object.assign(document.createElement('crm-ticket-list'), { client, ...properties });

async function show(client: CrmClient | undefined, properties: Partial<CrmTicketList> = {}): Promise<CrmTicketList> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
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

const rows = (element: Element) => all(element, '[role=row]');
/** In the order in which they are seen. */
const subjects = (element: Element) =>
  rows(element)
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((one) => inside(one, '.subject').textContent.replace('unread, ', '').trim());
const focused = (element: Element) => element.shadowRoot!.activeElement as HTMLElement | null;
const focusedRow = (element: Element) => focused(element)?.closest<HTMLElement>('[role=row]')?.dataset['key'];
const five: Asked[] = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

/** Tickets a minute apart, so that their order is told: `e` is the newest. */
async function fiveTickets() {
  const store = await makeStore();
  for (const one of five) {
    await startTicket(store.client, one);
    await aTimeout(3);
  }
  return store;
}

describe('the list of tickets', () => {
  it('is a grid that says how many rows it has, and which each is', async () => {
    // Fails when the structure is not that of access.md.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    const grid = inside(element, '[role=grid]');
    expect([grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-multiselectable')]).to.deep.equal(['5', 'true']);
    expect(rows(element).map((row) => row.getAttribute('aria-rowindex'))).to.have.members(['1', '2', '3', '4', '5']);
    expect(all(rows(element)[0]!, '[role=gridcell]')).to.have.length(3);
    expect(subjects(element)).to.deep.equal(['Subject e', 'Subject d', 'Subject c', 'Subject b', 'Subject a']);
  });

  it('is one stop for Tab, whatever its rows hold', async () => {
    // Fails when checkboxes, links or buttons in rows are stops of their own.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    const stops = all(inside(element, '[role=grid]'), '[tabindex="0"], a:not([tabindex]), button:not([tabindex]), input:not([tabindex])');
    expect(stops).to.have.length(1);
    expect(stops[0]!.dataset['key']).to.equal('e');
  });

  it('is walked by arrows, Home, End and pages, within a row and over rows', async () => {
    // Fails when a key does not lead where access.md says.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'e')!
      .focus();
    const press = async (key: string) => {
      await sendKeys({ press: key });
      await aTimeout(20);
      return `${focusedRow(element)}/${focused(element)?.dataset['column'] ?? 0}`;
    };
    expect(await press('ArrowDown')).to.equal('d/0');
    expect(await press('ArrowRight')).to.equal('d/1');
    expect(await press('ArrowRight')).to.equal('d/2');
    expect(await press('ArrowDown')).to.equal('c/2');
    expect(await press('End')).to.equal('c/3');
    expect(await press('Home')).to.equal('c/0');
    expect(await press('PageDown')).to.equal('a/0');
    expect(await press('PageUp')).to.equal('e/0');
    expect(await press('ArrowRight')).to.equal('e/1');
    expect(await press('Escape')).to.equal('e/0');
    await pressWith('Control', 'End');
    await aTimeout(20);
    expect(focusedRow(element)).to.equal('a');
  });

  it('turns left and right around where it is read from the right', async () => {
    // Fails when the arrows are not mirrored.
    const { client } = await fiveTickets();
    const element = await show(client);
    element.parentElement!.lang = 'ar';
    await waitUntil(() => inside(element, '.base').dir === 'rtl');
    await sees(element, 'Subject a');
    rows(element)[0]!.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused(element)?.dataset['column'] === '1');
  });

  it('opens with Enter and with a press, and marks what is open', async () => {
    // Fails when either does nothing, or a veto is not heeded.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    const opened: string[] = [];
    element.addEventListener('crm-ticket-open', (event) => {
      opened.push(event.detail.ticketId);
      if (event.detail.ticketId === 'c') event.preventDefault();
    });
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'e')!
      .focus();
    await sendKeys({ press: 'Enter' });
    inside(
      rows(element).find(({ dataset }) => dataset['key'] === 'd')!,
      '.subject',
    ).click();
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'c')!
      .click();
    await element.updateComplete;
    expect(opened).to.deep.equal(['e', 'd', 'c']);
    expect(
      rows(element)
        .filter((row) => row.getAttribute('aria-current') === 'true')
        .map(({ dataset }) => dataset['key']),
    ).to.deep.equal(['d']);
  });

  it('selects with Space, up to here with Shift, and all with Ctrl+A; it says what is selected', async () => {
    // Fails when a key selects another row, or the page is not told.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    let selected: readonly string[] = [];
    element.addEventListener('crm-ticket-select', ({ detail }) => (selected = detail.ticketIds));
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'e')!
      .focus();
    await sendKeys({ press: 'Space' });
    expect(selected).to.deep.equal(['e']);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await pressWith('Shift', 'Space');
    await waitUntil(() => selected.length === 3);
    expect([...selected].sort()).to.deep.equal(['c', 'd', 'e']);
    await sees(element, '3 selected');
    await sendKeys({ press: 'Space' });
    expect([...selected].sort()).to.deep.equal(['d', 'e']);
    await pressWith('Control', 'a');
    await waitUntil(() => selected.length === 5);
    expect(element.selection).to.have.length(5);
    button(element, 'Clear the selection').click();
    expect(selected).to.deep.equal([]);
  });

  it('changes all that are selected at once, and takes it back at once', async () => {
    // Fails when one is left out, or Undo restores only one.
    const { client } = await fiveTickets();
    const element = await show(client, { selection: ['a', 'b', 'c'] });
    await sees(element, '3 selected');
    await waitUntil(() => inside<CrmTicketMenu>(element, 'crm-ticket-menu').agents.length === 2);
    button(element, 'Assign').click();
    await waitUntil(() => all(element, '[role=menuitemradio], [role=menuitem]').length > 0);
    button(element, 'Ben Baker').click();
    await sees(element, /3 tickets assigned to .?Ben Baker/);
    const assignees = async () => (await client.tickets.getMany(['a', 'b', 'c', 'd'])).map((ticket) => ticket!.assigneeId ?? null);
    expect(await assignees()).to.deep.equal([ben, ben, ben, null]);
    button(element, 'Undo').click();
    await waitUntil(async () => (await assignees()).every((id) => id === null));
    await waitUntil(() => element.announcements.some((text) => text.includes('Undo available for 10 seconds')), 'it is announced', {
      timeout: 3_000,
    });
  });

  it('leaves out what cannot go where the others go, and says so', async () => {
    // Fails when one closed ticket stops the rest.
    const { client } = await fiveTickets();
    await client.setTicketStatus({ ticketId: 'a', status: 'closed' });
    const element = await show(client, { selection: ['a', 'b'] });
    await sees(element, '2 selected');
    button(element, 'Resolve').click();
    await sees(element, /1 of 2/);
    expect((await client.tickets.get('b'))!.status).to.equal('resolved');
    expect((await client.tickets.get('a'))!.status).to.equal('closed');
  });

  it('offers to try again what failed', async () => {
    // Fails when a failure is silent or what was shown stays changed.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    let refuse = true;
    element.addEventListener('crm-ticket-assign', (event) =>
      event.respondWith(refuse ? Promise.reject(new Error('no')) : Promise.resolve()),
    );
    const failed: string[] = [];
    element.addEventListener('crm-error', ({ detail }) => failed.push(detail.command));
    const done: string[] = [];
    element.addEventListener('crm-ticket-assigned', ({ detail }) => done.push(...detail.ticketIds));
    inside(rows(element)[0]!, '.assignee-button').click();
    await waitUntil(() => all(element, '[role=menuitemradio]').length > 0);
    button(element, 'Ben Baker').click();
    await sees(element, /Not done/);
    expect(failed).to.deep.equal(['ticket-assign']);
    refuse = false;
    button(element, 'Try again').click();
    await waitUntil(() => done.length === 1);
  });

  it('keeps focus with its ticket when others come above it', async () => {
    // Fails when focus stays with the place or the node instead of the ticket.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'c')!
      .focus();
    await startTicket(client, { id: 'f' });
    await sees(element, 'Subject f');
    expect(focusedRow(element)).to.equal('c');
    expect(
      rows(element)
        .find(({ dataset }) => dataset['key'] === 'c')!
        .getAttribute('aria-rowindex'),
    ).to.equal('4');
  });

  it('gives focus to the neighbour of a ticket that leaves the list', async () => {
    // Fails when focus falls to the page.
    const { client } = await fiveTickets();
    const element = await show(client);
    await sees(element, 'Subject a');
    rows(element)
      .find(({ dataset }) => dataset['key'] === 'd')!
      .focus();
    await client.setTicketStatus({ ticketId: 'd', status: 'resolved' });
    await seesNot(element, 'Subject d');
    await waitUntil(() => focusedRow(element) === 'c');
  });

  it('reads the people of all rows in one go', async () => {
    // Fails when each row reads its own: as many reads as rows.
    const { client, adapter } = await fiveTickets();
    let watches = 0;
    const watch = adapter.watch.bind(adapter);
    adapter.watch = ((target: { ids?: { collection: string } }, ...rest: never[]) => {
      if (target.ids?.collection === 'contacts') watches++;
      return (watch as (...args: unknown[]) => unknown)(target, ...rest);
    }) as DataAdapter['watch'];
    const element = await show(client);
    await sees(element, 'Customer a');
    await sees(element, 'Customer e');
    expect(watches).to.equal(1);
  });

  it('shows unread, priority, channel and who waits by more than colour', async () => {
    // Fails when one of them is a colour only.
    const store = await makeStore([{ id: 'a', priority: 'urgent', channel: 'email', assigneeId: ann, labels: ['one', 'two'] }]);
    const element = await show(store.client);
    await sees(element, 'Subject a');
    const text = rows(element)[0]!.textContent.replace(/\s+/g, ' ');
    expect(text).to.contain('unread').and.contain('Urgent').and.contain('waiting').and.contain('one');
    expect(inside(element, '.assignee-button').getAttribute('aria-label')).to.match(/Ann Agent/);
    expect(inside(element, '.channel').title).to.equal('E-mail');
    await store.client.markTicketSeen({ ticketId: 'a', by: 'agent' });
    await waitUntil(() => !rows(element)[0]!.textContent.includes('unread'));
  });

  it('sorts by priority and by waiting where no index does, and says how it sorts', async () => {
    // Fails when the order is that of the store.
    const { client } = await fiveTickets();
    await client.setTicketPriority({ ticketId: 'b', priority: 'urgent' });
    const element = await show(client);
    await sees(element, 'Subject a');
    button(element, /Newest activity/).click();
    await waitUntil(() => all(element, '[role=menuitemradio]').length === 4);
    button(element, 'Highest priority').click();
    await waitUntil(() => subjects(element)[0] === 'Subject b');
    await waitUntil(() => element.announcements.some((text) => /5 tickets.*Highest priority/.test(text)), 'announced', { timeout: 4_000 });
    element.sort = 'oldest';
    await waitUntil(() => subjects(element)[0] === 'Subject a');
  });

  it('filters, and says when nothing is left', async () => {
    // Fails when the filter is not heeded.
    const { client } = await fiveTickets();
    await client.labelTicket({ ticketId: 'b', add: ['vip'] });
    const element = await show(client, { filter: { labels: ['vip'] } });
    await sees(element, 'Subject b');
    expect(subjects(element)).to.deep.equal(['Subject b']);
    element.filter = { labels: ['none'] };
    await sees(element, 'No ticket meets this filter.');
    element.filter = undefined;
    await waitUntil(() => rows(element).length === 5);
  });

  it('makes links of subjects where the page has an address for tickets', async () => {
    // Fails when there is no real link, or a press leaves the page.
    const { client } = await fiveTickets();
    const element = await show(client, { ticketHref: '#/tickets/{id}' });
    await sees(element, 'Subject a');
    const link = inside<HTMLAnchorElement>(
      rows(element).find(({ dataset }) => dataset['key'] === 'a')!,
      'a.subject',
    );
    expect(link.getAttribute('href')).to.equal('#/tickets/a');
    const before = location.href;
    link.click();
    expect(location.href).to.equal(before);
    expect(element.ticketId).to.equal('a');
  });

  it('shows tickets of the page without any store', async () => {
    // Fails when a store is looked for, or the order is not the page's.
    const tickets = ['x', 'y'].map((id, i) => ({
      id,
      version: 1,
      createdAt: '2026-11-20T09:00:00.000Z',
      updatedAt: '2026-11-20T09:00:00.000Z',
      number: i + 1,
      subject: `Given ${id}`,
      channel: 'chat',
      status: 'open',
      priority: 'normal',
      requesterId: id,
      labels: [],
      lastActivityAt: '2026-11-20T09:00:00.000Z',
      reopenedCount: 0,
      mentionedIds: [],
      linkedIds: [],
    })) as unknown as Ticket[];
    const databases = (await indexedDB.databases()).length;
    const element = await show(undefined, { tickets });
    await sees(element, 'Given y');
    expect(subjects(element)).to.deep.equal(['Given x', 'Given y']);
    await aTimeout(100);
    expect((await indexedDB.databases()).length).to.equal(databases);
    element.tickets = [];
    await sees(element, 'No tickets here');
  });

  it('reaches the last of 60,000 tickets as fast as the first, with one live read at a time', async function () {
    this.timeout(60_000);
    // Fails when the end cannot be reached, is another ticket, or windows pile up.
    const adapter = createMemoryAdapter({ name: 'many' });
    await fillTickets(adapter, 60_000);
    const client = createClient(adapter);
    let open = 0;
    const watch = adapter.watch.bind(adapter);
    adapter.watch = ((target: { query?: { collection: string } }, ...rest: never[]) => {
      const subscription = (watch as (...args: unknown[]) => { unsubscribe(): void })(target, ...rest);
      if (target.query?.collection !== 'tickets') return subscription;
      open++;
      return { unsubscribe: () => (open--, subscription.unsubscribe()) };
    }) as DataAdapter['watch'];
    const element = await show(client);
    await sees(element, 'Ticket number 59999');
    await sees(element, '60,000 tickets');
    rows(element)[0]!.focus();
    await pressWith('Control', 'End');
    await sees(element, 'Ticket number 0');
    await waitUntil(() => focusedRow(element) === 't000000', 'focus is on the last', { timeout: 3_000 });
    expect(inside(element, '[data-key=t000000]').getAttribute('aria-rowindex')).to.equal('60000');
    expect(open).to.equal(1);
    expect(countNodes(element)).to.be.below(2_500);
    // The list still settles at its end.
    await aTimeout(600);
    inside(element, '.scroller').scrollTop = 60 * 20_000;
    await sees(element, 'Ticket number 39996');
    expect(visibleText(element)).not.to.contain('Ticket number 59999');
  });
});

const withTickets = async (): Promise<CrmClient> =>
  (
    await makeStore([
      { id: 'a', subject: 'A lamp', who: 'Vera Nice', labels: ['repair'], priority: 'urgent', assigneeId: ann },
      { id: 'b', subject: 'Another', who: 'Kim' },
    ])
  ).client;

runElementSuite<CrmTicketList>({
  tag: 'crm-ticket-list',
  create: async () => bare(await withTickets(), { tab: 'open' }),
  properties: ['client'],
  shows: 'A lamp',
  states: {
    selected: {
      create: async () => bare(await withTickets(), { selection: ['a'] }),
      ready: (element) => sees(element, '1 selected').catch(() => undefined),
    },
    snoozed: {
      create: async () => {
        const client = await withTickets();
        await client.snoozeTicket({ ticketId: 'a', until: new Date(Date.now() + 3_600_000).toISOString() });
        return bare(client, { tab: 'snoozed' });
      },
    },
    compact: { create: async () => bare(await withTickets(), { density: 'compact' }) },
  },
});

runDataSuite<CrmTicketList>({
  tag: 'crm-ticket-list',
  fill: (client) => startTicket(client, { id: 'a', subject: 'A lamp', who: 'Vera' }),
  create: (client) => bare(client),
  shows: 'A lamp',
  change: (client) => startTicket(client, { id: 'b', subject: 'A second lamp', who: 'Kim' }),
  showsThen: 'A second lamp',
});
