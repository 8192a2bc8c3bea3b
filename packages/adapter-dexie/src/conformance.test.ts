import { runAdapterConformance } from '@crm-elements/data/testing';
import { deep, propertyRuns } from '../../../tools/test-support.js';
import { FaultyBrowser } from './faults.test-helper.js';

describe('Dexie adapter', function () {
  // Random data takes its time beside other pages.
  this.timeout(deep ? 300_000 : 40_000);
  const { create, faults } = new FaultyBrowser();
  runAdapterConformance({ name: 'dexie', create, faults, test: it, runs: propertyRuns(5), many: propertyRuns(2_000) });
});
