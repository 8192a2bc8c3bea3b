import { createClient, createMemoryAdapter, type CrmClient } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import '../define/settings.js';
// Loaded behind the frame otherwise, at a time that the suite does not know.
import '../define/settings-chat.js';
import '../define/settings-fields.js';
import '../define/settings-labels.js';
import '../define/settings-pipelines.js';
import '../define/settings-presets.js';
import '../define/settings-replies.js';
import '../define/settings-team.js';
import { runDataSuite, runElementSuite, settled } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery } from '../internal/testing/texts.test-helper.js';
import type { CrmSettings } from './crm-settings.js';

const make = (given: Partial<CrmSettings>): CrmSettings => Object.assign(document.createElement('crm-settings'), given);

const bad = 'A name that is far too long to stand in any line of any list on any telephone <b>of this world</b>';

async function fill(client: CrmClient): Promise<void> {
  await client.customFields.createMany([
    { object: 'contacts', key: 'allergies', label: 'Allergies', type: 'text', required: true, showOnCard: true, order: 1 },
    { object: 'contacts', key: 'plan', label: bad, type: 'select', options: [{ value: 'a', label: bad }], order: 2 },
  ]);
  await client.createPipeline({
    id: 'sales',
    name: 'Sales',
    currency: 'EUR',
    isDefault: true,
    stages: [
      {
        id: 'new',
        name: 'New',
        color: 'blue',
        probability: 1_250,
        wipLimit: 5,
        rotAfterDays: 7,
        requiredFields: ['amount'],
        allowedNext: [],
      },
      { id: 'won', name: bad, kind: 'won', collapsed: true },
    ],
  });
  await client.createPipeline({ name: 'Old', currency: 'USD', archived: true, stages: [] });
  await client.agents.createMany([
    { id: 'ana', name: 'Ana Diaz', email: 'ana@example.com', availability: 'online' },
    { id: 'ben', name: bad, active: false },
  ]);
  await client.teams.create({ name: 'Front desk', memberIds: ['ana', 'gone'] });
  await client.cannedResponses.create({ id: 'hello', shortCode: 'hello', title: 'Say hello', text: `Hello {{contact.firstName}} ${bad}` });
  await client.setPreference({ agentId: 'workspace', key: 'labels', value: [{ name: 'Refund', hue: 'red' }, { name: bad }] });
  await client.setPreference({
    agentId: 'workspace',
    key: 'chat',
    value: {
      greeting: { brand: 'Harbour Clinic', title: 'Hello', text: bad, replyTime: 'Soon', options: ['One?', 'Two?'] },
      prechatFields: [
        { name: 'email', required: true },
        { name: 'why', label: 'Why?', type: 'select', options: ['a'] },
      ],
      hours: { timeZone: 'Europe/Berlin', weekly: [{ day: 1, from: '09:00', to: '17:00' }], holidays: ['2026-12-25'], away: 'Away.' },
    },
  });
}

async function filled(): Promise<CrmClient> {
  const client = createClient(createMemoryAdapter(), { actor: { kind: 'agent', id: 'ana' } });
  await fill(client);
  return client;
}

const faulty = (fault: 'hang' | 'fail-before') =>
  createClient(createFaultyAdapter(createMemoryAdapter(), { seed: 1, rules: [{ on: ['query', 'watch'], fault }] }));

/** A section with something in it, and what is pressed in it. */
const inSection = (section: NonNullable<CrmSettings['section']>, ...selectors: string[]) => ({
  create: async () => make({ client: await filled(), section }),
  ready: async (element: CrmSettings) => {
    await settled(element);
    for (const selector of selectors) {
      deepQuery(element, selector)!.click();
      await settled(element);
    }
  },
});

runElementSuite<CrmSettings>({
  tag: 'crm-settings',
  create: async () => make({ client: await filled(), section: 'fields' }),
  shows: 'Allergies',
  // Currencies and figures.
  isData: (text) => /^[A-Z]{3}$|^[\p{Sc}\d.,%\s]+$/u.test(text),
  states: {
    'a field is missing its label': inSection('fields', '.add', '.foot [type=submit]'),
    'a stage is edited': inSection('pipelines', '[data-id=new] .edit'),
    replies: inSection('replies', '[data-id=hello] .edit'),
    chat: inSection('chat', '.add-question'),
    presets: inSection('presets', '[data-id=clinic] .look'),
    empty: { create: () => make({ client: createClient(createMemoryAdapter()), section: 'pipelines' }) },
    loading: { create: () => make({ client: faulty('hang'), section: 'fields' }), ready: () => undefined },
    failing: { create: () => make({ client: faulty('fail-before'), section: 'fields' }) },
  },
});

runDataSuite<CrmSettings>({
  tag: 'crm-settings',
  fill: (client) =>
    client.customFields.create({ id: 'f', object: 'contacts', key: 'allergies', label: 'Allergies', type: 'text', order: 1 }),
  create: (client) => make({ client, section: 'fields' }),
  shows: 'Allergies',
  change: (client) => client.customFields.update('f', { label: 'Intolerances' }),
  showsThen: 'Intolerances',
});
