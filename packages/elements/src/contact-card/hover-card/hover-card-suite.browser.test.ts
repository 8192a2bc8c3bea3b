import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../../define/contact-hover-card.js';
// Loaded with the first card otherwise, at a time that the suite does not know.
import '../../define/contact-preview.js';
import { runDataSuite, runElementSuite } from '../../internal/testing/element-suite.test-helper.js';
import { ana, fillCompany, photoOf } from '../contact-card.test-helper.js';
import type { CrmContactHoverCard } from './contact-hover-card.js';

const make = (given: Partial<CrmContactHoverCard>): CrmContactHoverCard =>
  Object.assign(document.createElement('crm-contact-hover-card'), { open: true, ...given });

const mentioning = (...mention: (Node | string)[]) => {
  const element = make({ open: false });
  element.append(...mention);
  return element;
};

const person = (): HTMLElement => Object.assign(document.createElement('bdi'), { textContent: 'Ana Díaz' });

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

/** In labels, where nothing can stand around it. */
const isData = (text: string) => text === 'ana.diaz@example.com';

runElementSuite<CrmContactHoverCard>({
  tag: 'crm-contact-hover-card',
  create: async () => make({ client: await filled(), contactId: ana }),
  shows: 'Mira Patel',
  properties: ['client', 'contactId', 'open'],
  isData,
  states: {
    'closed, a name': { create: () => mentioning(person()) },
    'closed, a link': {
      create: () => {
        const link = Object.assign(document.createElement('a'), { href: '/people/ana' });
        link.append(person());
        return mentioning(link);
      },
    },
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
    'with links': { create: async () => make({ client: await filled(), contactId: ana, contactHref: '/people/{id}', density: 'compact' }) },
    'with data': { create: async () => make({ contact: await (await filled()).contacts.get(ana), company: { id: 'acme', name: 'Acme' } }) },
    loading: { create: async () => make({ client: await faulty('hang'), contactId: ana }), ready: () => undefined },
    failing: { create: async () => make({ client: await faulty('fail-before'), contactId: ana }) },
    'not there': { create: async () => make({ client: await filled(), contactId: 'nobody' }) },
    'none chosen': { create: async () => make({ client: await filled() }) },
  },
});

runDataSuite<CrmContactHoverCard>({
  tag: 'crm-contact-hover-card',
  fill: fillCompany,
  create: (client) => make({ client, contactId: ana }),
  shows: 'Head of procurement',
  change: (client) => client.contacts.update(ana, { jobTitle: 'Chief of procurement' }),
  showsThen: 'Chief of procurement',
});
