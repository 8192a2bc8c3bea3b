import { toCrmError, type DataAdapter, type DeleteOperation } from '@crm-elements/data';
import { crmModel, type CollectionName, type StoredRecord } from '@crm-elements/schema';
import { referencesOf } from './references.js';
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

/** Parts of a record: they stay and go with it. */
const parts: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  stages: ['pipelineId'],
  stageChanges: ['dealId'],
  messages: ['ticketId'],
  auditEvents: ['recordId'],
};
/** What a store or a widget notes by itself: no reason to keep a record, and gone with it. */
const trails: ReadonlySet<string> = new Set<CollectionName>(['stageChanges', 'auditEvents', 'trash', 'drafts', 'preferences']);

/** People's records, page by page through the store. */
async function* others(
  adapter: DataAdapter,
  own: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ collection: CollectionName; record: StoredRecord }> {
  for (const collection of Object.keys(crmModel.collections) as CollectionName[]) {
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const page = await adapter.query({ collection, limit: 1_000, ...(after !== undefined && { after }) }, signal ? { signal } : {});
      for (const record of page.records) if (!own.has(keyOf(collection, record.id))) yield { collection, record };
      after = page.next;
    }
  }
}

const targetsOf = (record: StoredRecord): { id: string }[] => (record.targets ?? []) as { id: string }[];

/** The whole that a record is a part of, by id; a note or a task is a part of what it is about. */
function wholesOf({ collection, record }: { collection: string; record: StoredRecord }): string[] {
  const fields = parts[collection as CollectionName] ?? [];
  return [...fields.map((field) => record[field] as string), ...targetsOf(record).map(({ id }) => id)];
}

/**
 * The sample's records that people's own point to, with what those point to in turn: they stay, so that nothing hangs in the air. What
 * stays keeps its parts: a conversation its messages, a pipeline its stages.
 */
function kept(present: readonly Placed[], wanted: ReadonlySet<string>): Set<string> {
  const byKey = new Map(present.map((placed) => [keyOf(placed.collection, placed.record.id), placed]));
  const partsOf = new Map<string, Placed[]>();
  for (const placed of present) for (const id of wholesOf(placed)) partsOf.set(id, [...(partsOf.get(id) ?? []), placed]);
  const stay = new Set<string>();
  const queue = [...wanted];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const placed = byKey.get(key);
    if (!placed || stay.has(key)) continue;
    stay.add(key);
    queue.push(...referencesOf(placed.collection, placed.record).map(([collection, id]) => keyOf(collection, id)));
    if (['tickets', 'deals', 'pipelines'].includes(placed.collection)) {
      for (const part of partsOf.get(placed.record.id) ?? []) queue.push(keyOf(part.collection, part.record.id));
    }
  }
  return stay;
}

interface Plan {
  ops: DeleteOperation[];
  kept: number;
}

async function planRemoval(adapter: DataAdapter, signal: AbortSignal | undefined): Promise<Plan> {
  // Only the ids matter, and those are always the same.
  const all = placedRecords(0);
  const own = new Set([...all.map(({ collection, record }) => keyOf(collection, record.id)), keyOf(markCollection, mark.id)]);
  const present = await presentRecords(adapter, all, signal);
  const wanted = new Set<string>();
  const left: { collection: CollectionName; record: StoredRecord; about: string[] }[] = [];
  for await (const { collection, record } of others(adapter, own, signal)) {
    if (trails.has(collection)) {
      const about =
        collection === 'trash'
          ? [keyOf(record.collection as string, record.recordId as string)]
          : referencesOf(collection, record).map(([to, id]) => keyOf(to, id));
      const ofSample = about.filter((key) => own.has(key));
      if (ofSample.length > 0) left.push({ collection, record, about: about.slice(0, 1) });
    } else for (const [to, id] of referencesOf(collection, record)) if (own.has(keyOf(to, id))) wanted.add(keyOf(to, id));
  }
  const stay = kept(present, wanted);
  const going = present.filter(({ collection, record }) => !stay.has(keyOf(collection, record.id)));
  // A trail goes with what it is the trail of: its first reference.
  const trailing = left.filter(({ about: [whole = ''] }) => own.has(whole) && !stay.has(whole));
  const [marked] = await adapter.get(markCollection, [mark.id]);
  const deletion = ({ collection, record: { id, version } }: { collection: string; record: StoredRecord }): DeleteOperation => ({
    op: 'delete',
    collection,
    id,
    ifVersion: version,
  });
  return {
    // What points to others goes first, so that a removal in several commits never leaves anything pointing nowhere.
    ops: [
      ...trailing.map(deletion),
      ...going.reverse().map(deletion),
      ...(marked ? [{ op: 'delete', collection: markCollection, id: mark.id } as const] : []),
    ],
    kept: stay.size,
  };
}

export interface RemovedSample {
  /** Records that are gone. */
  removed: number;
  /** Records of the sample company that stay, because people's own point to them. */
  kept: number;
}

/**
 * Takes the sample company back out of a store, past the trash, together with the log of what happened to it. What people added stays: their contacts, deals, tickets, and
 * also their message in one of the sample's conversations, with that conversation and whom it is with.
 * @param target A client of staff, or its adapter.
 * @throws CrmError what the store says: ABORTED by the signal …
 */
export async function removeSampleCompany(target: SampleTarget, { signal, onProgress }: SampleRunOptions = {}): Promise<RemovedSample> {
  const adapter = adapterOf(target);
  await adapter.open(signal ? { signal } : {});
  let removed = 0;
  for (let tried = 1; ; tried++) {
    const plan = await planRemoval(adapter, signal);
    const total = removed + plan.ops.length;
    try {
      for (const ops of chunks(plan.ops, adapter.capabilities.maxBatch)) {
        onProgress?.({ done: removed, total });
        await adapter.commit({ ops, ...signature, meta: { command: 'removeSampleCompany' } }, signal ? { signal } : {});
        removed += ops.filter(({ collection }) => collection !== markCollection).length;
      }
      onProgress?.({ done: total, total });
      return { removed, kept: plan.kept };
    } catch (error) {
      // Somebody worked on one of the records meanwhile: look again at what has to stay.
      if (toCrmError(error).code !== 'CONFLICT' || tried >= tries) throw error;
    }
  }
}
