/** What a restore puts in the place of a store: whether it may stand there, and what follows from it. Loaded with the first one. */
import { findUnstorable, maxDepth, maxIdLength, reservedKeys, validateRecord, type Model, type StoredRecord } from '@crm-elements/schema';
import { systemClock } from '../clock.js';
import type { AdapterCapabilities, RestoreContent, RestoredFile, RestoreOptions, RestoreProgress } from '../contract.js';
import { CrmError, invalid, type ErrorIssue } from '../errors.js';
import { Slices } from '../projection/slices.js';
import { isPlainObject } from './batch.js';
import { keyTuples } from './fields.js';

const isId = (id: unknown): id is string => typeof id === 'string' && id !== '' && id.length <= maxIdLength && !reservedKeys.has(id);

const issue = (path: string, code: string, message: string): ErrorIssue => ({ path, field: path.split('.', 1)[0]!, code, message });

/** A copy of parsed JSON without the keys that could reach a prototype. What is nested too deeply to be stored is left as it is. */
export function withoutReservedKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value;
  if (Array.isArray(value)) return value.map((item) => withoutReservedKeys(item, depth + 1));
  const kept = Object.entries(value).filter(([key]) => !reservedKeys.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutReservedKeys(item, depth + 1)]));
}

/** Looks at the records and files of a restore one after the other: each by itself, and beside those before it. */
export class RestoreCheck {
  readonly #model: Model;
  readonly #maxBlobBytes: number;
  /** Ids and keys, and the places that records hold in unique indexes. */
  readonly #taken = new Set<string>();

  constructor(model: Model, { maxBlobBytes }: Pick<AdapterCapabilities, 'maxBlobBytes'>) {
    this.#model = model;
    this.#maxBlobBytes = maxBlobBytes;
  }

  /** What is wrong with a record; `undefined` when it may stand in the store with those before it. */
  recordIssue(collection: unknown, record: unknown): ErrorIssue | undefined {
    if (typeof collection !== 'string' || !Object.hasOwn(this.#model.collections, collection)) {
      return issue('collection', 'collection', `The store has no collection ${JSON.stringify(String(collection).slice(0, 80))}.`);
    }
    const unstorable = findUnstorable(record);
    if (unstorable) return issue(unstorable.path, 'unstorable', unstorable.reason);
    const model = this.#model.collections[collection]!;
    const [first] = validateRecord(model, record);
    if (first) return first;
    const own = record as StoredRecord;
    if (!isId(own.id)) return issue('id', 'invalid', `An id is a text of 1 to ${maxIdLength} characters.`);
    if (!this.#take(['id', collection, own.id]))
      return issue('id', 'duplicate', `"${collection}" has a record with the id ${own.id} already.`);
    for (const [index, { keys, unique }] of Object.entries(model.indexes)) {
      if (!unique) continue;
      const isTaken = keyTuples(model, own, keys).some((key) => !key.includes(null) && !this.#take([collection, index, key]));
      const field = keys.at(-1)!;
      if (isTaken) return issue(field, 'unique', `"${collection}" has a record with the same ${keys.join(' and ')} already.`);
    }
    return undefined;
  }

  fileIssue({ key, mediaType, bytes }: RestoredFile): ErrorIssue | undefined {
    if (!isId(key)) return issue('key', 'invalid', `The key of a file is a text of 1 to ${maxIdLength} characters.`);
    if (typeof mediaType !== 'string') return issue('mediaType', 'invalid', 'Give the media type of the file as a text.');
    if (!(bytes instanceof Uint8Array)) return issue('bytes', 'invalid', 'Give the bytes of the file as a Uint8Array.');
    if (bytes.byteLength > this.#maxBlobBytes) {
      return issue('bytes', 'range', `A file has ${this.#maxBlobBytes} bytes at most; this one has ${bytes.byteLength}.`);
    }
    return this.#take(['file', key]) ? undefined : issue('key', 'duplicate', `There is a file with the key ${key} already.`);
  }

  #take(place: unknown): boolean {
    const key = JSON.stringify(place);
    return !this.#taken.has(key) && this.#taken.add(key) !== undefined;
  }
}

export const restoreCancelled = (signal: AbortSignal): CrmError =>
  new CrmError('ABORTED', 'The restore was cancelled. Nothing was changed.', { cause: signal.reason });

/**
 * Refuses a content that the store could not have come to by commits; in slices, so that the page goes on.
 * @throws CrmError VALIDATION with the first thing that is wrong, ABORTED by the signal
 */
export async function requireRestorable(
  model: Model,
  capabilities: AdapterCapabilities,
  content: RestoreContent,
  { signal }: RestoreOptions,
): Promise<void> {
  const lists: unknown[] = isPlainObject(content) && isPlainObject(content.records) ? Object.values(content.records) : [undefined];
  if (![...lists, content?.files ?? []].every(Array.isArray)) {
    throw invalid('records', 'Give the records as an object of lists, by collection, and the files as a list.');
  }
  const check = new RestoreCheck(model, capabilities);
  const slices = new Slices(systemClock);
  for (const [collection, records] of Object.entries(content.records)) {
    for (const [place, record] of records.entries()) {
      const found = check.recordIssue(collection, record);
      if (found)
        throw new CrmError('VALIDATION', `${collection}, ${found.path}: ${found.message}`, {
          collection,
          issues: [found],
          data: { place },
        });
      if (slices.isOver) await slices.pause();
      if (signal?.aborted) throw restoreCancelled(signal);
    }
  }
  for (const [place, file] of (content.files ?? []).entries()) {
    const found = check.fileIssue(file);
    if (found) throw new CrmError('VALIDATION', `files, ${found.path}: ${found.message}`, { issues: [found], data: { place } });
  }
}

/** How far a restore is, before it has begun. */
export const restoreBegins = ({ records, files = [] }: RestoreContent): RestoreProgress => ({
  records: 0,
  totalRecords: Object.values(records).reduce((sum, list) => sum + list.length, 0),
  files: 0,
  totalFiles: files.length,
});

/** The counters as they have to stand so that no number in these records is given out again. */
export class RestoredCounters {
  readonly values = new Map<string, number>();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Not below this value. */
  raise(counter: string, value: unknown): void {
    if (Number.isSafeInteger(value) && (value as number) > (this.values.get(counter) ?? 0)) this.values.set(counter, value as number);
  }

  add(collection: string, record: StoredRecord): void {
    for (const [field, counterOf] of Object.entries(this.#model.collections[collection]?.counters ?? {})) {
      this.raise(counterOf(record), record[field]);
    }
    // What is in the trash comes back with its number.
    if (collection === 'trash' && isPlainObject(record.record)) this.add(record.collection as string, record.record as StoredRecord);
  }
}
