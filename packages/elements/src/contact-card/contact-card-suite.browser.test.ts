import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/contact-card.js';
// Loaded behind the card otherwise, at a time that the suite does not know.
import '../define/contact-card-timeline.js';
import { runDataSuite, runElementSuite, seen } from '../internal/testing/element-suite.test-helper.js';
import { ana, fillCompany, photoOf } from './contact-card.test-helper.js';
import type { CrmContactCard } from './contact-card.js';

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

/** Money, and what Intl writes. */
const isData = (text: string) => /^[\p{Sc}\d.,\s]+$/u.test(text) || text === 'ana.diaz@example.com';

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
