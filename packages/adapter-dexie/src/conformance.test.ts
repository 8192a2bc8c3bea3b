import { runAdapterConformance } from '@crm-elements/data/testing';
import { propertyRuns } from '../../../tools/test-support.js';
import { FaultyBrowser } from './faults.test-helper.js';

describe('Dexie adapter', () => {
  const { create, faults } = new FaultyBrowser();
  runAdapterConformance({ name: 'dexie', create, faults, test: it, runs: propertyRuns(5), many: propertyRuns(2_000) });
});
