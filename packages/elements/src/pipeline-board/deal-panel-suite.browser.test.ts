import { setViewport } from '@web/test-runner-commands';
import '../define/deal-card.js';
import { runDataSuite, runElementSuite, seen } from '../internal/testing/element-suite.test-helper.js';
import { deepQuery } from '../internal/testing/texts.test-helper.js';
import { fill, filledClient, until } from './board.test-helper.js';
import type { CrmDealCard } from './deal-card.js';
import type { CrmDealPanel } from './deal-panel.js';

/** Money, and the currencies to choose from. */
const isData = (text: string) => /^[A-Z]{3}$|^https?:/.test(text) || /^[\p{Sc}\d.,\s+A-Z]+$/u.test(text);

const make = <E extends HTMLElement>(tag: string, given: Partial<E>): E => Object.assign(document.createElement(tag) as E, given);

before(() => setViewport({ width: 1_280, height: 800 }));

runElementSuite<CrmDealPanel>({
  tag: 'crm-deal-panel',
  create: async () => make<CrmDealPanel>('crm-deal-panel', { client: await filledClient(), dealId: 'a' }),
  shows: 'Alder',
  isData,
  states: {
    missing: { create: async () => make<CrmDealPanel>('crm-deal-panel', { client: await filledClient(), dealId: 'nothing' }) },
    editing: {
      create: async () => make<CrmDealPanel>('crm-deal-panel', { client: await filledClient(), dealId: 'a' }),
      ready: async (panel) => {
        await seen(panel, 'Alder');
        deepQuery(panel, '[data-start=amount]')!.click();
        await until(() => deepQuery(panel, 'form[data-edit]'), 'editor');
      },
    },
    'editing people': {
      create: async () => make<CrmDealPanel>('crm-deal-panel', { client: await filledClient(), dealId: 'a', closable: true }),
      ready: async (panel) => {
        await seen(panel, 'Alder');
        deepQuery(panel, '[data-start=contactIds]')!.click();
        await until(() => deepQuery(panel, '[role=combobox]'), 'editor');
      },
    },
    'a note': {
      create: async () => {
        const client = await filledClient();
        await client.addNote({ text: 'Spoke to https://example.com', targets: [{ type: 'deal', id: 'a' }] });
        await client.logActivity({ type: 'call', title: 'Called', targets: [{ type: 'deal', id: 'a' }] });
        await client.moveDeal({ dealId: 'a', toStageId: 'won' });
        return make<CrmDealPanel>('crm-deal-panel', { client, dealId: 'a', dealHref: '/deals/{id}' });
      },
      ready: (panel) => seen(panel, 'Spoke'),
    },
  },
});

runDataSuite<CrmDealPanel>({
  tag: 'crm-deal-panel',
  fill,
  create: (client) => make<CrmDealPanel>('crm-deal-panel', { client, dealId: 'c' }),
  shows: 'Cedar',
  change: (client) => client.deals.update('c', { name: 'Chestnut' }),
  showsThen: 'Chestnut',
});

runElementSuite<CrmDealCard>({
  tag: 'crm-deal-card',
  create: async () => make<CrmDealCard>('crm-deal-card', { client: await filledClient(), dealId: 'a' }),
  shows: 'Northwind',
  isData,
  states: { missing: { create: async () => make<CrmDealCard>('crm-deal-card', { client: await filledClient(), dealId: 'nothing' }) } },
});

runDataSuite<CrmDealCard>({
  tag: 'crm-deal-card',
  fill,
  create: (client) => make<CrmDealCard>('crm-deal-card', { client, dealId: 'c' }),
  shows: 'Cedar',
  change: (client) => client.deals.update('c', { name: 'Chestnut' }),
  showsThen: 'Chestnut',
});
