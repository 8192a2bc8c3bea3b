import { sendKeys, setViewport } from '@web/test-runner-commands';
import { createClient, type CrmClient } from '@crm-elements/data';
import '../define/ticket-inbox.js';
import '../define/ticket-list.js';
import '../define/ticket-thread.js';
import { ann, makeStore } from '../ticket-inbox/inbox.test-helper.js';
import { find, named, press, put, refusing, runEventRows, write, type EventRow } from './event-rows.test-helper.js';

const tickets = async (): Promise<CrmClient> => (await makeStore([{ id: 'a', who: 'Vera' }, { id: 'b' }])).client;

const refusingTickets = async (): Promise<CrmClient> =>
  createClient(refusing((await tickets()).adapter), { actor: { kind: 'agent', id: ann } });

const message = 'crm-ticket-composer textarea, textarea.text, textarea';

async function reply(): Promise<void> {
  await write(await find(message), 'On its way.');
  await sendKeys({ press: 'Enter' });
}

async function writeNote(): Promise<void> {
  await find(message);
  await press(/^Private note|^Note/);
  await write(await find(message), 'They are in a hurry.');
  await sendKeys({ press: 'Enter' });
}

const openRow = async () => (await find('[role=row][data-key="a"]')).click();

async function select(): Promise<void> {
  (await find('[role=row][data-key="a"]')).focus();
  await sendKeys({ press: 'Space' });
}

async function assignInRow(): Promise<void> {
  (await find('[role=row][data-key="a"] .assignee-button')).click();
  await press('Ben Baker');
}

async function resolveSelected(): Promise<void> {
  await select();
  await press('Resolve');
}

/** What is done in a list: the same alone and in the inbox. */
const inList: readonly { events: readonly string[]; act: () => Promise<unknown> }[] = [
  { events: ['crm-ticket-open'], act: openRow },
  { events: ['crm-ticket-select'], act: select },
  { events: ['crm-ticket-assign', 'crm-ticket-assigned'], act: assignInRow },
  { events: ['crm-ticket-update', 'crm-ticket-updated'], act: resolveSelected },
];

/** What is done in a conversation: the same alone and in the inbox. */
const inThread: readonly { events: readonly string[]; act: () => Promise<unknown> }[] = [
  { events: ['crm-ticket-reply', 'crm-ticket-replied'], act: reply },
  { events: ['crm-ticket-note', 'crm-ticket-noted'], act: writeNote },
];

const list: EventRow[] = [
  ...inList.map(({ events, act }): EventRow => ({
    tag: 'crm-ticket-list',
    events,
    act: async (place) => {
      put(place, 'crm-ticket-list', { client: await tickets() });
      await act();
    },
  })),
  {
    tag: 'crm-ticket-list',
    events: ['crm-error'],
    act: async (place) => {
      put(place, 'crm-ticket-list', { client: await refusingTickets() });
      await assignInRow();
    },
  },
];

const thread: EventRow[] = [
  ...inThread.map(({ events, act }): EventRow => ({
    tag: 'crm-ticket-thread',
    events,
    act: async (place) => {
      put(place, 'crm-ticket-thread', { client: await tickets(), ticketId: 'a', sendDelay: 0 });
      await act();
    },
  })),
  {
    tag: 'crm-ticket-thread',
    events: ['crm-ticket-assign', 'crm-ticket-assigned'],
    act: async (place) => {
      const element = put(place, 'crm-ticket-thread', { client: await tickets(), ticketId: 'a' });
      await find(message);
      element.openMenu('assign');
      await press('Ben Baker');
    },
  },
  {
    tag: 'crm-ticket-thread',
    events: ['crm-ticket-update', 'crm-ticket-updated'],
    act: async (place) => {
      put(place, 'crm-ticket-thread', { client: await tickets(), ticketId: 'a' });
      await find(message);
      await press('Resolve');
    },
  },
  {
    tag: 'crm-ticket-thread',
    events: ['crm-error'],
    act: async (place) => {
      put(place, 'crm-ticket-thread', { client: await refusingTickets(), ticketId: 'a', sendDelay: 0 });
      await reply();
    },
  },
];

const inbox: EventRow[] = [
  ...[...inList, { events: ['crm-ticket-count'], act: () => Promise.resolve() }].map(({ events, act }): EventRow => ({
    tag: 'crm-ticket-inbox',
    events,
    act: async (place) => {
      put(place, 'crm-ticket-inbox', { client: await tickets() });
      await act();
    },
  })),
  ...inThread.map(({ events, act }): EventRow => ({
    tag: 'crm-ticket-inbox',
    events,
    act: async (place) => {
      put(place, 'crm-ticket-inbox', { client: await tickets(), ticketId: 'a', sendDelay: 0 });
      await act();
    },
  })),
  {
    tag: 'crm-ticket-inbox',
    events: ['crm-ticket-start', 'crm-ticket-started'],
    act: async (place) => {
      put(place, 'crm-ticket-inbox', { client: await tickets() });
      await press('New ticket');
      await write(await find('[name=who]'), 'Zoe');
      await write(await find('textarea[name=text]'), 'Hello?');
      (await named('Open ticket')).click();
    },
  },
  {
    tag: 'crm-ticket-inbox',
    events: ['crm-error'],
    act: async (place) => {
      put(place, 'crm-ticket-inbox', { client: await refusingTickets() });
      await assignInRow();
    },
  },
];

before(() => setViewport({ width: 1_280, height: 800 }));

runEventRows(['crm-ticket-list', 'crm-ticket-thread', 'crm-ticket-inbox'], [...list, ...thread, ...inbox]);
