import { setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '@crm-elements/data';
import { createFaultyAdapter } from '@crm-elements/data/testing';
import { runDataSuite, runElementSuite } from '../../internal/testing/element-suite.test-helper.js';
import { clientOver, fill, filledClient } from '../board.test-helper.js';
import type { CrmPipelineSummary } from './pipeline-summary.js';
import { fillSummary, plainSummary } from './summary.test-helper.js';

/** Money, currencies and shares. */
const isData = (text: string) => /^[\p{Sc}\d.,\s+A-Z%]+$/u.test(text);

const make = (given: Partial<CrmPipelineSummary>) => Object.assign(document.createElement('crm-pipeline-summary'), given);

/** What a page holds: the resident projection of a store outlives the element by half a minute, and the suite counts what is left behind. */
async function plain(given: Partial<CrmPipelineSummary> = {}): Promise<CrmPipelineSummary> {
  const client = clientOver(createMemoryAdapter());
  await fillSummary(client);
  return make({ ...(await plainSummary(client)), ...given });
}

const failing = async () =>
  clientOver(
    createFaultyAdapter((await filledClient()).adapter, {
      seed: 1,
      rules: [{ on: ['query', 'watch', 'totals', 'get'], fault: 'fail-before', error: 'UNAVAILABLE' }],
    }),
  );

before(() => setViewport({ width: 1_280, height: 800 }));

runElementSuite<CrmPipelineSummary>({
  tag: 'crm-pipeline-summary',
  create: () => plain(),
  shows: '66.67',
  isData,
  states: {
    'of a store': { create: async () => make({ client: await filledClient() }) },
    empty: { create: () => make({ client: clientOver(createMemoryAdapter()) }) },
    'without deals': { create: () => plain({ deals: [] }) },
    missing: { create: async () => make({ client: await filledClient(), pipelineId: 'nowhere' }) },
    error: { create: async () => make({ client: await failing() }) },
  },
});

runDataSuite<CrmPipelineSummary>({
  tag: 'crm-pipeline-summary',
  fill,
  create: (client) => make({ client }),
  shows: '2,000.50',
  change: (client) => client.deals.update('d', { amount: { amount: 1_25, currency: 'EUR' } }),
  showsThen: '2,001.75',
});
