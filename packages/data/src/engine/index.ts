/** What adapters over an ordered store build on: planning of reads and commits, as pure functions. */
export { applyPatch, copyJson, isPlainObject, requireJson, sameJson, type NormalBatch } from './batch.js';
export { constraintError, neededBy, planCommit, requireUnique, type CommitPlan, type CommitState, type Needed, type RecordWrite, type UniqueClaim } from './commit.js';
export { encodeCursor, hashOf } from './cursor.js';
export { withoutContent } from './forget.js';
export { compareScalars, compareTuples, fieldValue, fieldValues, isMulti, keyTuples, searchTokens } from './fields.js';
export { assemblePage, planQuery, type Bound, type IndexRange, type ReadPlan } from './plan.js';
export { comparePositions, matches, normaliseQuery, normaliseWhere, positionOf } from './query.js';
export { addRows, assembleTotals, isEmptyRow, isWanted, normaliseTotals, rowKey, TotalsDelta } from './totals.js';
export { recount } from './recount.js';
export { RestoreCheck, RestoredCounters, requireRestorable, restoreBegins, restoreCancelled, withoutReservedKeys } from './restore.js';
export { Slices } from '../projection/slices.js';
export { feedCursor, feedMaxAgeMs, feedMaxOperations, feedPage, readFeedCursor } from '../feed.js';
export { scanPage } from './scan.js';
export { matchOf, normaliseSearch, pageOfMatches, scoreOf, searchPage, wordsOf, wordsToFind, type Match, type NormalSearch } from '../search.js';
export { blobHolders, blobNamedBy } from '../blob-names.js';
export { sha256 } from '../blobs.js';
