import { toCrmError, type Batch, type CreateOperation, type DataAdapter } from '@crm-elements/data';
import { crmModel, toInstant, type CollectionModel, type StoredRecord } from '@crm-elements/schema';
import {
  adapterOf,
  chunks,
  keyOf,
  mark,
  markCollection,
  placedRecords,
  presentRecords,
  signature,
  tries,
  type Placed,
  type SampleRunOptions,
  type SampleTarget,
} from './store.js';

export interface LoadSampleOptions extends SampleRunOptions {
  /** The moment that all dates are seen from, in milliseconds since 1970. */
  now: number | Date;
}

/** Whether the sample company was loaded into a store and not taken back since. */
export async function hasSampleCompany(target: SampleTarget): Promise<boolean> {
  const adapter = adapterOf(target);
  await adapter.open();
  const [found] = await adapter.get(markCollection, [mark.id]);
  return found !== undefined;
}

/** The operation that makes a record. What the store sets or counts is left to it. */
function createOperation({ collection, record }: Placed): CreateOperation {
  const { counters }: CollectionModel = crmModel.collections[collection];
  const counted = Object.keys(counters);
  const fields = Object.entries(record).filter(([field]) => field !== 'version' && field !== 'updatedAt' && !counted.includes(field));
  const assign = Object.fromEntries(Object.entries(counters).map(([field, name]) => [field, name(record)]));
  return {
    op: 'create',
    collection,
    record: Object.fromEntries(fields) as CreateOperation['record'],
    ...(counted.length > 0 && { assign }),
  };
}

/** The records without those that would stand in the way of people's own: the same short code, the same custom field. */
async function withoutTaken(adapter: DataAdapter, placed: readonly Placed[]): Promise<Placed[]> {
  const taken = new Set<string>();
  const unique = [
    ['cannedResponses', ['shortCode']],
    ['customFields', ['object', 'key']],
  ] as const;
  const nameOf = (collection: string, fields: readonly string[], record: StoredRecord) =>
    keyOf(collection, fields.map((field) => record[field] as string).join('.'));
  for (const [collection, fields] of unique) {
    const own = placed.filter((one) => one.collection === collection);
    for (const { record } of own) {
      const where = Object.fromEntries(fields.map((field) => [field, record[field] as string]));
      const { records } = await adapter.query({ collection, where, limit: 1 });
      if (records.some(({ id }) => id !== record.id)) taken.add(nameOf(collection, fields, record));
    }
  }
  return placed.filter(
    ({ collection, record }) => !unique.some(([name, fields]) => name === collection && taken.has(nameOf(collection, fields, record))),
  );
}

/** The pipelines behind those that there are; a default stays the default. */
async function behindOthers(adapter: DataAdapter, placed: readonly Placed[]): Promise<Placed[]> {
  const own = new Set(placed.filter(({ collection }) => collection === 'pipelines').map(({ record }) => record.id));
  const { records } = await adapter.query({ collection: 'pipelines', sort: [{ by: 'order', direction: 'desc' }], limit: 1_000 });
  const others = records.filter(({ id }) => !own.has(id));
  if (others.length === 0) return [...placed];
  const behind = Math.max(...others.map(({ order }) => Number(order))) + 1;
  const taken = others.some(({ isDefault }) => isDefault === true);
  return placed.map(({ collection, record }) =>
    collection === 'pipelines'
      ? { collection, record: { ...record, order: behind + Number(record.order), isDefault: record.isDefault === true && !taken } }
      : { collection, record },
  );
}

/** Writes what is missing and then the mark, in one commit where the store takes that many operations. */
async function loadOnce(adapter: DataAdapter, { now, signal, onProgress }: LoadSampleOptions): Promise<number> {
  if (await hasSampleCompany(adapter)) return 0;
  const all = placedRecords(now);
  const there = new Set((await presentRecords(adapter, all, signal)).map(({ collection, record }) => keyOf(collection, record.id)));
  const missing = all.filter(({ collection, record }) => !there.has(keyOf(collection, record.id)));
  const ops = (await behindOthers(adapter, await withoutTaken(adapter, missing))).map(createOperation);
  const unmarked: Batch['ops'][number] = { op: 'check', collection: markCollection, id: mark.id, absent: true };
  const parts = [...chunks(ops, adapter.capabilities.maxBatch - 2)];
  let done = 0;
  onProgress?.({ done, total: ops.length });
  for (const [i, part] of (parts.length > 0 ? parts : [[]]).entries()) {
    const last: readonly CreateOperation[] =
      i >= parts.length - 1 ? [{ op: 'create', collection: markCollection, record: { ...mark } }] : [];
    await adapter.commit(
      { ops: [unmarked, ...part, ...last], ...signature, meta: { command: 'loadSampleCompany' }, at: toInstant(Number(now)) },
      signal ? { signal } : {},
    );
    done += part.length;
    onProgress?.({ done, total: ops.length });
  }
  return ops.length;
}

/**
 * Writes the sample company into a store. Loading it again adds nothing, also from two windows at once; a load that was broken off goes
 * on where it ended. People's own records stay as they are: where they have a canned response or custom field of the same name, theirs holds.
 * @param target A client of staff, or its adapter.
 * @returns How many records this call wrote: 0 when all was there.
 * @throws CrmError what the store says: ABORTED by the signal, QUOTA …
 */
export async function loadSampleCompany(target: SampleTarget, options: LoadSampleOptions): Promise<{ loaded: number }> {
  const adapter = adapterOf(target);
  await adapter.open(options.signal ? { signal: options.signal } : {});
  for (let tried = 1; ; tried++) {
    try {
      return { loaded: await loadOnce(adapter, options) };
    } catch (error) {
      // Another window was faster with some of it, or a person with a name that has to be unique: look again.
      const { code } = toCrmError(error);
      if ((code !== 'CONFLICT' && code !== 'CONSTRAINT') || tried >= tries) throw error;
    }
  }
}
