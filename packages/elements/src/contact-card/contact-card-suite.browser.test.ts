import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/contact-card.js';
// Loaded behind the card otherwise, at a time that the suite does not know.
import '../define/contact-card-extras.js';
import '../define/contact-card-timeline.js';
import { runDataSuite, runElementSuite, seen, settled } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery } from '../internal/testing/texts.test-helper.js';
import { ana, fillCompany, photoOf } from './contact-card.test-helper.js';
import type { CrmContactCard } from './contact-card.js';
import { fillExtras, fillFields } from './extras.test-helper.js';

const make = (given: Partial<CrmContactCard>): CrmContactCard => Object.assign(document.createElement('crm-contact-card'), given);

async function filled(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter());
  await fillCompany(client);
  return client;
}

/** A client whose store does not answer, or fails. */
async function faulty(fault: 'hang' | 'fail-before'): Promise<CrmClient> {
  const adapter = createMemoryAdapter();
  await fillCompany(createClient(adapter));
  return createClient(createFaultyAdapter(adapter, { seed: 1, rules: [{ on: ['get', 'query', 'totals', 'watch'], fault }] }));
}

/** Money, the currencies to choose from, and what Intl writes. */
const isData = (text: string) => /^[\p{Sc}\d.,\s]+$|^[A-Z]{3}$/u.test(text) || text === 'ana.diaz@example.com';

runElementSuite<CrmContactCard>({
  tag: 'crm-contact-card',
  create: async () => make({ client: await filled(), contactId: ana }),
  shows: 'Renewal 2027',
  isData,
  states: {
    photo: {
      create: async () => {
        const client = await filled();
        await photoOf(client, ana);
        return make({ client, contactId: ana });
      },
    },
    'nothing known': {
      create: async () => {
        const client = createClient(createMemoryAdapter());
        await client.contacts.create({ id: ana });
        return make({ client, contactId: ana });
      },
    },
    editing: {
      create: async () => make({ client: await filled(), contactId: ana }),
      ready: async (element) => {
        await seen(element, 'Ana Díaz');
        await element.edit();
      },
    },
    'with custom fields and consents': {
      create: async () => {
        const client = await filled();
        await fillExtras(client);
        await client.contacts.update(ana, { 'custom.select': 'gone', 'custom.stray': 'left over' });
        return make({ client, contactId: ana });
      },
      ready: (element) => seen(element, 'left over'),
    },
    'granting a consent': {
      create: async () => {
        const client = await filled();
        await fillExtras(client);
        return make({ client, contactId: ana });
      },
      ready: async (element) => {
        await seen(element, 'Ring twice');
        deepQuery(element, '.add')!.click();
        await settled(element);
        deepQuery(element, '.form [type=submit]')!.click();
      },
    },
    'editing custom fields that are required': {
      create: async () => {
        const client = await filled();
        await fillFields(client, { required: ['text', 'money', 'date', 'select', 'multiselect', 'relation'] });
        return make({ client, contactId: ana });
      },
      ready: async (element) => {
        await seen(element, 'Ana Díaz');
        await element.edit();
        await settled(element);
        deepQuery(element, '.foot [type=submit]')!.click();
      },
    },
    'compact, with custom fields': {
      create: async () => {
        const client = await filled();
        await fillExtras(client);
        return make({ client, contactId: ana, variant: 'compact' });
      },
      ready: (element) => seen(element, 'Ring twice'),
    },
    readonly: { create: async () => make({ client: await filled(), contactId: ana, readonly: true }) },
    'with data': { create: async () => make({ contact: await (await filled()).contacts.get(ana), company: { id: 'acme', name: 'Acme' } }) },
    compact: { create: async () => make({ client: await filled(), contactId: ana, variant: 'compact', contactHref: '/people/{id}' }) },
    inline: { create: async () => make({ client: await filled(), contactId: ana, variant: 'inline' }) },
    loading: { create: async () => make({ client: await faulty('hang'), contactId: ana }), ready: () => undefined },
    failing: { create: async () => make({ client: await faulty('fail-before'), contactId: ana }) },
    'not there': { create: async () => make({ client: await filled(), contactId: 'nobody' }) },
    'none chosen': { create: async () => make({ client: await filled() }) },
  },
});

runDataSuite<CrmContactCard>({
  tag: 'crm-contact-card',
  fill: fillCompany,
  create: (client) => make({ client, contactId: ana }),
  shows: 'Head of procurement',
  change: (client) => client.contacts.update(ana, { jobTitle: 'Chief of procurement' }),
  showsThen: 'Chief of procurement',
});
