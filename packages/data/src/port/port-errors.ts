import { CrmError, toCrmError, type CrmErrorCode } from '../errors.js';

/** What a visitor's side is told. A store's own words and data may speak of records that are not the visitor's. */
const sentences: Readonly<Record<CrmErrorCode, string>> = {
  VALIDATION: 'This cannot be taken as it is.',
  NOT_FOUND: 'This is not one of your conversations.',
  CONFLICT: 'This changed at the same moment. Try again.',
  CONSTRAINT: 'This cannot be taken as it is.',
  GATE_REFUSED: 'This cannot be done now.',
  QUOTA: 'There is no room left in this browser.',
  BLOCKED: 'Another window has to be closed or reloaded first.',
  STALE_CODE: 'This page is out of date. Reload it.',
  LOST: 'The browser has emptied its storage.',
  UNAVAILABLE: 'The store cannot be reached at the moment.',
  CLOSED: 'The connection is closed.',
  ABORTED: 'The call was cancelled.',
  TIMEOUT: 'There was no answer in time.',
  OFFLINE: 'There is no connection.',
  UNINDEXED: 'Something unexpected went wrong.',
  UNSUPPORTED: 'The store cannot do this.',
  FORBIDDEN: 'This is not one of your conversations.',
  INTERNAL: 'Something unexpected went wrong.',
};

export const forbidden = (): CrmError => new CrmError('FORBIDDEN', sentences.FORBIDDEN);

/** An error of the store as a visitor's side gets it: the code and whether to try again. What is not there is like what is another's. */
export function portError(thrown: unknown): CrmError {
  const { code, retryable } = toCrmError(thrown);
  if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return forbidden();
  const shown = code === 'UNINDEXED' ? 'INTERNAL' : code;
  return new CrmError(shown, sentences[shown], { retryable });
}

/** Asks the store, and tells its errors as a visitor may hear them. */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw portError(error);
  }
}
