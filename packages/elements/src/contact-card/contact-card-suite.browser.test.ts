import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/contact-card.js';
// Loaded behind the card otherwise, at a time that the suite does not know.
import '../define/contact-card-extras.js';
import '../define/contact-card-timeline.js';
import '../define/contact-card-actions.js';
import '../define/contact-merge.js';
import '../define/contact-company.js';
import { runDataSuite, runElementSuite, seen, settled } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery } from '../internal/testing/texts.test-helper.js';
import { acme, ana, fillCompany, photoOf } from './contact-card.test-helper.js';
import type { CrmContactCard } from './contact-card.js';
import { fillExtras, fillFields } from './extras.test-helper.js';
import { openMerge } from './merge/open-merge.js';

const make = (given: Partial<CrmContactCard>): CrmContactCard => Object.assign(document.createElement('crm-contact-card'), given);

async function filled(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter());
  await fillCompany(client);
  return client;
}

/** Others who may be the same person. */
const addTwins = (client: CrmClient) =>
  client.contacts.createMany(
    Array.from({ length: 5 }, (_, i) => ({
      id: `twin-${i}`,
      fullName: 'Ana Diaz',
      jobTitle: 'Buyer',
      companyId: 'company-nord',
      tags: ['Fair'],
      emails: [{ value: 'ana.diaz@example.com' }],
    })),
  );

/** Waits for something that comes late. */
async function seenElement(element: HTMLElement, selector: string): Promise<HTMLElement> {
  const [outer, inner] = selector.startsWith('crm-') ? (selector.split(' ') as [string, string]) : [undefined, selector];
  for (let tries = 0; tries < 200; tries++) {
    const within = outer === undefined ? element : deepQuery(element, outer);
    const found = within && deepQuery(within, inner);
    if (found) return found;
    await settled(element);
  }
  throw new Error(`There is no ${selector}.`);
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
    'nothing known': {
      create: async () => {
        const client = createClient(createMemoryAdapter());
        await client.contacts.create({ id: ana });
        return make({ client, contactId: ana });
      },
    },
    'with custom fields and consents': {
      create: async () => {
        const client = await filled();
        await fillExtras(client);
        await client.contacts.update(ana, {
          'custom.select': 'gone',
          'custom.stray': 'left over',
          needs: ['Samples'],
          keepInTouchDays: 45,
        });
        return make({ client, contactId: ana });
      },
      ready: (element) => seen(element, 'left over'),
    },
    'with duplicates, setting a task down, needs being edited': {
      create: async () => {
        const client = await filled();
        await addTwins(client);
        await client.contacts.update(ana, { needs: ['Samples'] });
        return make({ client, contactId: ana });
      },
      ready: async (element) => {
        await seenElement(element, 'crm-contact-duplicates section');
        deepQuery(element, '.edit-needs')!.click();
        deepQuery(deepQuery(element, 'crm-contact-tasks')!, '.add')!.click();
        await settled(element);
        deepQuery(deepQuery(element, 'crm-contact-tasks')!, '[type=submit]')!.click();
      },
    },
    merging: {
      create: async () => {
        const client = await filled();
        await addTwins(client);
        return make({ client, contactId: ana });
      },
      ready: async (element) => {
        void openMerge(element, [ana, 'twin-0']);
        await seenElement(element, '.rows fieldset');
      },
    },
    'with its menu open': {
      create: async () => make({ client: await filled(), contactId: ana }),
      ready: async (element) => {
        (await seenElement(element, '.more')).click();
        await seenElement(element, '[role=menuitem]');
      },
    },
    'with its company': {
      create: async () => {
        const client = await filled();
        await client.companies.create({ id: 'group', name: 'Acme Group' });
        await client.companies.update(acme, { parentId: 'group', domains: ['acme.example'], industry: 'Food' });
        await client.contacts.createMany(
          Array.from({ length: 6 }, (_, i) => ({ fullName: `Ben ${i}`, jobTitle: 'Buyer', companyId: acme })),
        );
        return make({ client, contactId: ana });
      },
      ready: async (element) => {
        (await seenElement(element, '.company')).click();
        await seenElement(element, '.root .link-button');
      },
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
    'compact, with a photo': {
      create: async () => {
        const client = await filled();
        await photoOf(client, ana);
        return make({ client, contactId: ana, variant: 'compact', contactHref: '/people/{id}' });
      },
    },
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
