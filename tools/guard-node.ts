/** Root hooks of the tests in Node (mocha `--require`). */
import 'fake-indexeddb/auto';
import { endWith, installConsoleGuard, report, settle, settleLate } from './test-guard.js';

installConsoleGuard();

// Mocha's own listener hands a rejection on to nobody here.
process.on('unhandledRejection', (reason) => report('unhandled rejection:', reason));

export const mochaHooks = {
  beforeEach(this: Mocha.Context) {
    endWith(this.currentTest, settle);
  },
  afterAll: settleLate,
};
