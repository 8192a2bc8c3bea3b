import { CrmError, toCrmError } from '@crm-elements/data';

/** The connection to the database is gone; another one may work. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** The database is not the one that was opened: the browser emptied it in between. */
export class StoreReplaced extends Error {
  override readonly name = 'StoreReplaced';
}

/** This page may not have a database at all, now or later. */
export class StorageBlocked extends Error {
  override readonly name = 'StorageBlocked';
}

/** An error and those behind it. Dexie keeps the browser's in `inner`, and wraps what a transaction died of in an AbortError. */
function* chain(error: unknown): Iterable<Error> {
  const seen = new Set<unknown>();
  for (let next = error; next instanceof Error || next instanceof DOMException; ) {
    if (seen.has(next)) return;
    seen.add(next);
    yield next;
    const { inner, cause } = next as { inner?: unknown; cause?: unknown };
    next = inner ?? cause;
  }
}

/** Whether the error, or one behind it, has this name. Dexie calls some by the browser's name, some by its own. */
export const isNamed = (error: unknown, ...names: readonly string[]): boolean => [...chain(error)].some(({ name }) => names.includes(name));

/** The browser does not let this page have a database at all: no IndexedDB, a sandboxed frame, some private windows. */
export const isBlockedStorage = (error: unknown): boolean => isNamed(error, 'SecurityError', 'InvalidStateError', 'MissingAPIError', 'MissingAPI');

const lostNames = ['ConnectionLost', 'InvalidStateError', 'UnknownError', 'DatabaseClosedError', 'AbortError', 'TransactionInactiveError'];

/**
 * The connection is gone, not the database: opening it again may help. An abort is one, too: the caller's and the deadline's are
 * `CrmError`s by now, so it is the browser that ended the transaction.
 */
export const isLost = (error: unknown): boolean => !(error instanceof CrmError) && isNamed(error, ...lostNames) && !isNamed(error, 'QuotaExceededError');

export const staleCode = (cause?: unknown): CrmError =>
  new CrmError('STALE_CODE', 'This page runs older code than the store was written by. Reload the page; until then it can be read only.', { cause });

export const unavailable = (cause?: unknown): CrmError =>
  new CrmError('UNAVAILABLE', 'The connection to the database was lost and did not come back. Try again in a minute, or reload the page.', { cause });

export const emptied = (cause?: unknown): CrmError =>
  new CrmError('LOST', 'The browser emptied the store. What stood in it is gone. Nothing of this call was written.', { cause });

const replacedStore = (cause: unknown): CrmError =>
  new CrmError('LOST', 'The store is not the one that was open: the browser emptied it, or an export was restored. Nothing of this call was written.', { cause });

export const quotaExceeded = (cause?: unknown): CrmError =>
  new CrmError('QUOTA', 'The browser has no room left for this. Nothing was written. Delete something, or make room on the device, and try again.', { cause });

/** Whatever IndexedDB or Dexie threw, as a `CrmError` with the original as its cause. */
export function mapStoreError(error: unknown): CrmError {
  if (error instanceof CrmError) return error;
  if (isNamed(error, 'QuotaExceededError')) return quotaExceeded(error);
  if (error instanceof StoreReplaced) return replacedStore(error);
  if (isLost(error)) return unavailable(error);
  if (isNamed(error, 'VersionError')) return staleCode(error);
  return toCrmError(error);
}
