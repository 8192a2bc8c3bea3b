/** Changes many contacts, in chunks: each happens as a whole or not at all, and what could not be changed is told. */
import { toCrmError, type CrmClient, type CrmError } from '@crm-elements/data';
import type { ContactsChange } from '../../events/contact-events.js';

/** Steps that the client can take back are at least as many; each chunk is one. */
const mostSteps = 90;
/** What a page does at once without being felt, and at most. */
const chunkLength = { least: 250, most: 1_000 };

export interface BulkResult {
  readonly changedIds: readonly string[];
  readonly failedIds: readonly string[];
  /** Why the first of those was not changed. */
  readonly error: CrmError | undefined;
  readonly isStopped: boolean;
  /** Steps that the client takes back for all of it. */
  readonly steps: number;
}

interface BulkOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** What is wrong with one contact, and not with the store. */
const isOfOne = ({ code }: CrmError): boolean => ['NOT_FOUND', 'VALIDATION', 'CONFLICT', 'CONSTRAINT', 'FORBIDDEN'].includes(code);

function write(client: CrmClient, ids: readonly string[], change: ContactsChange): Promise<unknown> {
  if ('remove' in change) return client.contacts.removeMany(ids);
  if ('addTags' in change)
    return client.tagContacts(ids.map((contactId) => ({ contactId, add: change.addTags, remove: change.removeTags })));
  return client.contacts.updateMany(ids, change);
}

/** Lets the page do other things. */
const rest = () => new Promise<void>((done) => setTimeout(done));

/** A chunk as a whole, or where one of them stands in the way, those that can be changed. A failure of the store is thrown. */
async function writeChunk(client: CrmClient, ids: readonly string[], change: ContactsChange, failed: Map<string, CrmError>): Promise<void> {
  try {
    await write(client, ids, change);
  } catch (thrown) {
    const error = toCrmError(thrown);
    if (!isOfOne(error)) throw error;
    if (ids.length === 1) {
      failed.set(ids[0]!, error);
      return;
    }
    const middle = Math.ceil(ids.length / 2);
    await writeChunk(client, ids.slice(0, middle), change, failed);
    await writeChunk(client, ids.slice(middle), change, failed);
  }
}

/** Changes all of them, as far as it goes. Nothing is thrown: what failed is in the result. */
export async function changeContacts(
  client: CrmClient,
  ids: readonly string[],
  change: ContactsChange,
  { signal, onProgress }: BulkOptions,
): Promise<BulkResult> {
  const length = Math.min(Math.max(Math.ceil(ids.length / mostSteps), chunkLength.least), chunkLength.most);
  const failed = new Map<string, CrmError>();
  let steps = 0;
  let done = 0;
  let broken: CrmError | undefined;
  const counting = client.onUndoState(() => steps++);
  try {
    for (; done < ids.length && !signal.aborted; done = Math.min(done + length, ids.length)) {
      onProgress(done);
      await writeChunk(client, ids.slice(done, done + length), change, failed);
      await rest();
    }
  } catch (thrown) {
    broken = toCrmError(thrown);
    for (const id of ids.slice(done)) failed.set(id, broken);
  } finally {
    counting.unsubscribe();
  }
  const changedIds = ids.slice(0, done).filter((id) => !failed.has(id));
  return { changedIds, failedIds: [...failed.keys()], error: [...failed.values()][0], isStopped: done < ids.length && !broken, steps };
}
