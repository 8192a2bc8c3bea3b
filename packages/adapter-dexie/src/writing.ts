/** What writes, and hears of what others wrote: one piece, which is loaded beside the first look. */
export { commitForCertain } from './commit-for-certain.js';
export { readHeard } from './heard.js';
