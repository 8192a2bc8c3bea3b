import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../../define/settings-data.js';
import { runElementSuite, seen } from '../../internal/testing/element-suite.test-helper.js';
import { pause } from '../../internal/testing/held.test-helper.js';
import type { CrmSettingsData } from './crm-settings-data.js';

async function filled(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
  const contact = await client.contacts.create({ id: 'zoe', fullName: '<b>Zoe</b> Zander'.repeat(4) });
  await client.startTicket({ requesterId: contact.id, channel: 'chat', text: 'Hello' });
  await client.addNote({ text: 'A note', targets: [{ type: 'contact', id: contact.id }] });
  return client;
}

const make = async (client?: CrmClient): Promise<CrmSettingsData> =>
  Object.assign(document.createElement('crm-settings-data'), { client: client ?? (await filled()) });

/** Presses something as soon as it is there. */
async function press(element: CrmSettingsData, selector: string): Promise<void> {
  const found = () => element.renderRoot.querySelector<HTMLElement>(selector);
  for (let i = 0; i < 100 && !found(); i++) await pause(20);
  found()!.click();
}

runElementSuite({
  tag: 'crm-settings-data',
  create: make,
  shows: '1',
  states: {
    empty: { create: () => make(createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } })) },
    readonly: { create: async () => Object.assign(await make(), { readonly: true }) },
    'the question before everything goes': { create: make, ready: (element) => press(element, '.erase-all') },
    'a fault': {
      create: async () => {
        const { adapter } = await filled();
        return make(createClient(createFaultyAdapter(adapter, { seed: 1, rules: [{ on: 'watch', fault: 'fail-before' }] })));
      },
      ready: (element) => seen(element, 'Try again').catch(() => undefined),
    },
  },
});
