/** What pages need seldom or never. All in one piece, as a bundler may cut what several pieces share out of the rest, which costs more than it spares. */
export { requireRestorable } from '@crm-elements/data/engine';
export { MemoryAdapter } from '@crm-elements/data/memory';
export { runBlob } from './blobs.js';
export { readFeed, tidy } from './feed.js';
export { forgetDeleted } from './forget-deleted.js';
export { rowsFromPlace } from './from-place.js';
export { doubtfulOf, existingOf, keptRowsOf } from './large-batch.js';
export { packTexts } from './message-index/pack.js';
export { renewLog } from './renew-log.js';
export { rebuildTotals } from './rebuild-totals.js';
export { restoreStore } from './restore.js';
export { upgrade } from './upgrade.js';
export { findByWords, scanRecords } from './walks.js';
export { whenFree } from './when-free.js';
export { markAhead } from './mark-ahead.js';
