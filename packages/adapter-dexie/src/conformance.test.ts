import { runAdapterConformance } from '@crm-elements/data/testing';
import { FaultyBrowser } from './faults.test-helper.js';

describe('Dexie adapter', () => {
  const { create, faults } = new FaultyBrowser();
  runAdapterConformance({ name: 'dexie', create, faults, test: it });
});
