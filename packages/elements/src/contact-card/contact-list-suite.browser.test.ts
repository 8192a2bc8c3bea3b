import { createClient, createMemoryAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/contact-list.js';
import { runDataSuite, runElementSuite } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery } from '../internal/testing/texts.test-helper.js';
import type { CrmContactList } from './contact-list.js';
import { fillPeople, openAt, waitFor } from './contact-list.test-helper.js';

const make = (given: Partial<CrmContactList>): CrmContactList => Object.assign(document.createElement('crm-contact-list'), given);

async function filled() {
  const client = createClient(createMemoryAdapter());
  await fillPeople(client);
  return client;
}

runElementSuite<CrmContactList>({
  tag: 'crm-contact-list',
  create: async () => make({ client: await filled(), contactHref: '#/people/{id}', contactId: 'ben' }),
  shows: 'Head of procurement',
  states: {
    empty: { create: () => make({ client: createClient(createMemoryAdapter()) }) },
    'filtered and selected': {
      create: async () => make({ client: await filled(), filter: { lifecycleStage: 'lead' }, selection: ['ben', 'cem'] }),
      ready: (list) => waitFor(() => deepQuery(list, '[part~=chips] .chip') !== undefined),
    },
    'filter open': {
      create: async () => make({ client: await filled() }),
      ready: (list) => openAt(list, '.button.filter', 'crm-contact-filter', 'select'),
    },
    'tags open': {
      create: async () => make({ client: await filled(), selection: ['ben'] }),
      ready: (list) => openAt(list, '.bar .button', 'crm-contact-bulk', 'input'),
    },
    'nobody found': { create: async () => make({ client: await filled(), filter: { tag: 'Nothing' } }) },
    loading: {
      create: () =>
        make({
          client: createClient(
            createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: ['query', 'watch', 'totals'], fault: 'hang' }] }),
          ),
        }),
    },
    failing: {
      create: () =>
        make({
          client: createClient(
            createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: ['query', 'watch'], fault: 'fail-before' }] }),
          ),
        }),
    },
  },
});

runDataSuite<CrmContactList>({
  tag: 'crm-contact-list',
  fill: fillPeople,
  create: (client) => make({ client }),
  shows: 'Ben Okafor',
  change: (client) => client.contacts.update('ben', { fullName: 'Benjamin Okafor' }),
  showsThen: 'Benjamin Okafor',
});
