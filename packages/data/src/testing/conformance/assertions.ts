import type { Assertion } from './kit.js';
import { blobs } from './blobs.js';
import { changes } from './changes.js';
import { faults } from './faults.js';
import { openClose } from './open-close.js';
import { paging } from './paging.js';
import { queries } from './queries.js';
import { records } from './records.js';
import { restore } from './restore.js';
import { search } from './search.js';
import { searchTexts } from './search-texts.js';
import { totals } from './totals.js';
import { versions } from './versions.js';
import { watches } from './watches.js';
import { watchesOrder } from './watches-order.js';

/** All assertions but 92 and 93, which are about the whole run, in the order of their numbers. */
export const assertions: readonly Assertion[] = [
  ...openClose, ...records, ...versions, ...queries, ...paging, ...search, ...searchTexts, ...totals, ...watches, ...watchesOrder, ...changes, ...blobs, ...restore, ...faults,
];
