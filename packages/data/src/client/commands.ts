/** What is done beside writing messages and plain records. In one piece: a bundler may cut what several pieces share out of the rest. */
export { housekeep } from './commands/housekeeping.js';
export * from './commands/tickets.js';
export { removeDraft, restoreDraft } from './trash.js';
