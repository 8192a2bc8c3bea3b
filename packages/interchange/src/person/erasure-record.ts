import { toCrmError, type CrmClient, type Operation, type StoredRecord } from '@crm-elements/data';
import type { Json } from '@crm-elements/schema';
import { countsOf } from './find-records.js';
import type { PersonCounts } from './person.types.js';

/** Whose the note is: settings of no agent in particular. */
const agentId = 'workspace';

/** What stands in the store as long as an erasure goes on, so that it can be gone on with and is logged once, as a whole. */
export interface ErasureState {
  /** What the log will name in the place of the person. */
  recordId: string;
  counts: PersonCounts;
  shared: PersonCounts;
  /** Keys of files that may be nobody's now. */
  files: readonly string[];
}

const keyOf = (contactId: string): string => `erasure:${contactId}`;

/** The note of an erasure that goes on. It is a setting; the last commit of the erasure takes it away. */
export class ErasureRecord {
  readonly #record: StoredRecord;
  readonly state: ErasureState;

  constructor(record: StoredRecord) {
    this.#record = record;
    this.state = record['value'] as unknown as ErasureState;
  }

  /** The operation that adds to what was done. */
  with({ counts = {}, shared = {}, files = [] }: Partial<ErasureState>): Operation {
    const { id, version } = this.#record;
    const { state } = this;
    const value: ErasureState = {
      recordId: state.recordId,
      counts: countsOf([...Object.entries(state.counts), ...Object.entries(counts)]),
      shared: countsOf([...Object.entries(state.shared), ...Object.entries(shared)]),
      files: [...new Set([...state.files, ...files])],
    };
    return { op: 'patch', collection: 'preferences', id, set: { value: value as unknown as Json }, ifVersion: version };
  }

  /** The operation that ends it. */
  end(): Operation {
    const { id, version } = this.#record;
    return { op: 'delete', collection: 'preferences', id, ifVersion: version };
  }
}

export async function findErasure({ adapter }: CrmClient, contactId: string): Promise<ErasureRecord | undefined> {
  const { records } = await adapter.query({ collection: 'preferences', where: { agentId, key: keyOf(contactId) }, limit: 1 });
  return records[0] && new ErasureRecord(records[0]);
}

/** Begins an erasure, or finds the one that was begun. */
export async function beginErasure(client: CrmClient, contactId: string): Promise<ErasureRecord> {
  const found = await findErasure(client, contactId);
  if (found) return found;
  const state: ErasureState = { recordId: client.newId(), counts: {}, shared: {}, files: [] };
  const record = { id: client.newId(), agentId, key: keyOf(contactId), value: state as unknown as Json };
  try {
    const { records } = await client.adapter.commit({ ops: [{ op: 'create', collection: 'preferences', record }], ...writtenBy(client) });
    return new ErasureRecord(records[0]!);
  } catch (error) {
    // Another window was faster.
    const other = toCrmError(error).code === 'CONSTRAINT' ? await findErasure(client, contactId) : undefined;
    if (!other) throw error;
    return other;
  }
}

/** What all commits of an erasure say of themselves. */
export const writtenBy = ({ actor, origin }: CrmClient) => ({ by: actor, origin, meta: { command: 'erasePerson' } });
