import { sendKeys } from '@web/test-runner-commands';
import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import type { CrmContactCard } from '../contact-card/contact-card.js';
import { ana, fillCompany, mira } from '../contact-card/contact-card.test-helper.js';
import '../define/contact-card.js';
import { CrmContactHoverCard } from '../contact-card/hover-card/contact-hover-card.js';
import '../define/contact-hover-card.js';
import '../define/contact-list.js';
import '../define/provider.js';
import { find, named, press, put, refusing, runEventRows, write, type EventRow } from './event-rows.test-helper.js';

const actor = { kind: 'agent', id: mira } as const;

async function company(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter(), { actor });
  await fillCompany(client);
  return client;
}

const show = async (place: HTMLElement, given: Partial<CrmContactCard> = {}): Promise<CrmContactCard> =>
  put(place, 'crm-contact-card', { client: await company(), contactId: ana, ...given });

async function writeNote(): Promise<void> {
  await write(await named('Note about Ana Díaz'), 'Likes the oat biscuits');
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: 'Enter' });
  await sendKeys({ up: 'Control' });
}

/** Shows a card, and presses what is called so. */
const pressing =
  (name: string, given?: Partial<CrmContactCard>): EventRow['act'] =>
  async (place) => {
    await show(place, given);
    await press(name);
  };

const card: EventRow[] = [
  { tag: 'crm-contact-card', events: ['crm-contact-open'], act: pressing('Open Ana Díaz', { variant: 'compact' }) },
  { tag: 'crm-contact-card', events: ['crm-company-open'], act: pressing('Open Acme Foods') },
  { tag: 'crm-contact-card', events: ['crm-deal-open'], act: pressing('Open the deal Renewal 2027') },
  { tag: 'crm-contact-card', events: ['crm-ticket-open'], act: pressing('Open ticket #1: Wrong pallet size') },
  {
    tag: 'crm-contact-card',
    events: ['crm-contact-update', 'crm-contact-updated'],
    act: async (place) => {
      await show(place);
      (await find('.edit')).click();
      await write(await find('[data-field="fullName"]'), 'Ana Ruiz');
      await sendKeys({ press: 'Enter' });
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-note-add', 'crm-note-added'],
    act: async (place) => {
      await show(place);
      await writeNote();
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-task-complete', 'crm-task-completed'],
    act: async (place) => {
      await show(place);
      (await named('Done: Send the new price list')).focus();
      await sendKeys({ press: 'Space' });
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-task-add', 'crm-task-added'],
    act: async (place) => {
      await show(place);
      await press('Add a task');
      await write(await find('#title'), 'Ring about December');
      await sendKeys({ press: 'Enter' });
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-contact-merge', 'crm-contact-merged', 'crm-contact-unmerged'],
    act: async (place) => {
      const { client } = await show(place);
      await client!.contacts.create({ id: 'twin', fullName: 'Ana Diaz' });
      await client!.contacts.update(ana, { phones: [] });
      await press('Compare and merge with Ana Diaz');
      await find('.rows fieldset');
      await press('Merge');
      await press('Undo merge');
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-contact-delete', 'crm-contact-deleted'],
    act: async (place) => {
      await show(place);
      await press('More actions for Ana Díaz');
      await press('Delete…');
      await press('Delete');
    },
  },
  {
    tag: 'crm-contact-card',
    events: ['crm-error'],
    act: async (place) => {
      const { adapter } = await company();
      await show(place, { client: createClient(refusing(adapter), { actor }) });
      await writeNote();
    },
  },
];

/** Opens the card of a mention, and presses what is called so. */
const pressingInCard =
  (name: string): EventRow['act'] =>
  async (place) => {
    put(place, 'crm-contact-hover-card', { client: await company(), contactId: ana, open: true });
    await press(name);
  };

const hoverCard: EventRow[] = [
  { tag: 'crm-contact-hover-card', events: ['crm-contact-open'], act: pressingInCard('Open Ana Díaz') },
  { tag: 'crm-contact-hover-card', events: ['crm-company-open'], act: pressingInCard('Open Acme Foods') },
  {
    tag: 'crm-contact-hover-card',
    events: ['crm-error'],
    act: async (place) => {
      const { parts } = CrmContactHoverCard;
      CrmContactHoverCard.parts = { card: () => Promise.reject(new Error('no network')) };
      const failed = new Promise((done) => place.addEventListener('crm-error', done, { once: true }));
      put(place, 'crm-contact-hover-card', { contactId: ana, open: true });
      await failed;
      CrmContactHoverCard.parts = parts;
    },
  },
];

const list: EventRow[] = [
  {
    tag: 'crm-contact-list',
    events: ['crm-contact-open'],
    act: async (place) => {
      put(place, 'crm-contact-list', { client: await company() });
      (await find('.row[data-key]')).focus();
      await sendKeys({ press: 'Enter' });
    },
  },
  {
    tag: 'crm-contact-list',
    events: ['crm-contact-select'],
    act: async (place) => {
      put(place, 'crm-contact-list', { client: await company() });
      (await find('.row[data-key]')).focus();
      await sendKeys({ press: 'Space' });
    },
  },
  {
    tag: 'crm-contact-list',
    events: ['crm-contacts-update', 'crm-contacts-updated'],
    act: async (place) => {
      put(place, 'crm-contact-list', { client: await company(), selection: [ana] });
      await press('Assign');
      await press('Nobody');
    },
  },
  {
    tag: 'crm-contact-list',
    events: ['crm-contact-view'],
    act: async (place) => {
      const client = await company();
      await client.views.create({ id: 'view', object: 'contacts', name: 'Everybody', visibility: 'shared', columns: [] });
      put(place, 'crm-contact-list', { client, viewId: 'view' });
      await press('View: Everybody');
      await press('All contacts');
    },
  },
  {
    tag: 'crm-contact-list',
    events: ['crm-error'],
    act: async (place) => {
      const { adapter } = await company();
      put(place, 'crm-contact-list', { client: createClient(refusing(adapter), { actor }), selection: [ana] });
      await press('Assign');
      await press('Nobody');
    },
  },
];

const provider: EventRow[] = [
  {
    tag: 'crm-provider',
    events: ['crm-ready'],
    act: (place) => Promise.resolve(put(place, 'crm-provider', { adapter: createMemoryAdapter() })),
  },
  {
    tag: 'crm-provider',
    events: ['crm-status-change'],
    act: async (place) => {
      const adapter = createMemoryAdapter();
      const ready = new Promise((done) => place.addEventListener('crm-ready', done));
      put(place, 'crm-provider', { adapter });
      await ready;
      await adapter.close();
    },
  },
  {
    tag: 'crm-provider',
    events: ['crm-error'],
    act: (place) => {
      const adapter = createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: 'open', fault: 'fail-before' }] });
      return Promise.resolve(put(place, 'crm-provider', { adapter }));
    },
  },
];

runEventRows(
  ['crm-contact-card', 'crm-contact-hover-card', 'crm-contact-list', 'crm-provider'],
  [...card, ...hoverCard, ...list, ...provider],
);
