import type { Model, Scalar, StoredRecord } from '@crm-elements/schema';
import type { Change, ChangedRecord, CheckOperation, Committed, CreateOperation, DeleteOperation, PatchOperation } from '../contract.js';
import { CrmError } from '../errors.js';
import { applyPatch, copyJson, groupValues, type NormalBatch } from './batch.js';
import { compareTuples, keyTuples } from './fields.js';
import { rowKey, TotalsDelta } from './totals.js';

/** What stands in the store, as far as a batch touches it. Stores load it first: `neededBy` names it. */
export interface CommitState {
  record(collection: string, id: string): StoredRecord | undefined;
  /** The version that a deleted record had reached. */
  tombstone(collection: string, id: string): number | undefined;
  /** The last value that was given out, 0 before the first. */
  counter(name: string): number;
  /** The count of a totals row, 0 where there is none. */
  count(collection: string, totals: string, group: readonly Scalar[]): number;
}

export interface Needed {
  /** Collection → ids. */
  records: Map<string, Set<string>>;
  counters: Set<string>;
  totals: { collection: string; totals: string; group: Scalar[] }[];
}

/** What a commit has to read before it can be worked out. */
export function neededBy(model: Model, batch: NormalBatch): Needed {
  const needed: Needed = { records: new Map(), counters: new Set(), totals: [] };
  for (const operation of batch.ops) {
    if ('totals' in operation) {
      const { collection, totals, group } = operation;
      needed.totals.push({ collection, totals, group: groupValues(model.collections[collection]!.totals[totals]!.group, group) });
      continue;
    }
    const id = operation.op === 'create' ? operation.record.id : operation.id;
    const ids = needed.records.get(operation.collection) ?? new Set();
    needed.records.set(operation.collection, ids.add(id));
    if (operation.op === 'create') for (const counter of Object.values(operation.assign ?? {})) needed.counters.add(counter);
  }
  return needed;
}

/** A record as it was and as it is to be. */
export interface RecordWrite {
  collection: string;
  id: string;
  before: StoredRecord | undefined;
  after: StoredRecord | undefined;
}

/** A place in a unique index that a record takes. The store checks that no record outside of this commit holds it. */
export interface UniqueClaim {
  collection: string;
  index: string;
  key: readonly Scalar[];
  id: string;
}

/** Everything that a commit writes. Nothing of it is written when any of it cannot be. */
export interface CommitPlan {
  writes: RecordWrite[];
  /** Versions reached by records that are now gone. */
  tombstones: { collection: string; id: string; version: number }[];
  counters: Map<string, number>;
  totals: TotalsDelta;
  claims: UniqueClaim[];
  change: Change;
  result: Committed;
}

const conflict = (message: string, collection: string, id: string, current: StoredRecord | undefined) =>
  new CrmError('CONFLICT', message, { collection, conflicts: [{ collection, id, current: current ? copyJson(current) : null }] });

/** Works a batch out, operation by operation, without writing anything. */
class Planner {
  readonly #model: Model;
  readonly #batch: NormalBatch;
  readonly #state: CommitState;
  readonly #writes = new Map<string, RecordWrite>();
  readonly #versions = new Map<string, number>();
  readonly counters = new Map<string, number>();
  readonly results: (StoredRecord | null)[] = [];
  readonly changed: ChangedRecord[] = [];

  constructor(model: Model, batch: NormalBatch, state: CommitState) {
    this.#model = model;
    this.#batch = batch;
    this.#state = state;
  }

  run(): void {
    for (const operation of this.#batch.ops) {
      switch (operation.op) {
        case 'create':
          this.results.push(this.#create(operation));
          break;
        case 'patch':
          this.results.push(this.#patch(operation));
          break;
        case 'delete':
          this.#delete(operation);
          this.results.push(null);
          break;
        case 'check':
          this.#check(operation);
          this.results.push(null);
      }
    }
  }

  get writes(): RecordWrite[] {
    return [...this.#writes.values()].filter(({ before, after }) => before !== after);
  }

  get tombstones(): CommitPlan['tombstones'] {
    return [...this.#writes.values()].flatMap(({ collection, id, after }) => {
      const version = this.#versions.get(`${collection}/${id}`);
      return after || version === undefined ? [] : [{ collection, id, version }];
    });
  }

  #write(collection: string, id: string): RecordWrite {
    const key = `${collection}/${id}`;
    let write = this.#writes.get(key);
    if (!write) {
      const before = this.#state.record(collection, id);
      write = { collection, id, before, after: before };
      this.#writes.set(key, write);
    }
    return write;
  }

  #version(collection: string, id: string): number {
    return this.#versions.get(`${collection}/${id}`) ?? this.#write(collection, id).before?.version ?? this.#state.tombstone(collection, id) ?? 0;
  }

  #store(write: RecordWrite, record: StoredRecord, op: 'create' | 'patch', fields?: string[]): StoredRecord {
    const { collection, id } = write;
    const version = this.#version(collection, id) + 1;
    this.#versions.set(`${collection}/${id}`, version);
    const { at } = this.#batch;
    write.after = { ...record, version, createdAt: record.createdAt ?? at, updatedAt: at };
    this.changed.push({ op, collection, id, version, ...(fields && { fields }) });
    return write.after;
  }

  #create({ collection, record, assign = {} }: CreateOperation): StoredRecord {
    const write = this.#write(collection, record.id);
    if (write.after) throw conflict(`"${collection}" already has a record with the id ${record.id}.`, collection, record.id, write.after);
    const assigned: Record<string, number> = {};
    for (const [field, counter] of Object.entries(assign)) {
      const value = (this.counters.get(counter) ?? this.#state.counter(counter)) + 1;
      this.counters.set(counter, value);
      assigned[field] = value;
    }
    return this.#store(write, { ...record, ...assigned } as StoredRecord, 'create');
  }

  #patch(operation: PatchOperation): StoredRecord {
    const { collection, id } = operation;
    const write = this.#write(collection, id);
    const { after } = write;
    if (!after) throw new CrmError('NOT_FOUND', `"${collection}" has no record with the id ${id}.`, { collection, data: { id } });
    this.#requireVersion(operation, after);
    const paths = [operation.set, operation.add, operation.remove].flatMap((changes) => Object.keys(changes ?? {})).concat(operation.unset ?? []);
    const fields = [...new Set(paths.map((path) => path.split('.')[0]!))];
    return this.#store(write, applyPatch(after, operation), 'patch', fields);
  }

  #delete(operation: DeleteOperation): void {
    const { collection, id } = operation;
    const write = this.#write(collection, id);
    if (!write.after) {
      if (operation.ifVersion !== undefined) this.#requireVersion({ ...operation, ifVersion: operation.ifVersion }, undefined);
      return;
    }
    this.#requireVersion(operation, write.after);
    const version = write.after.version;
    this.#versions.set(`${collection}/${id}`, version);
    write.after = undefined;
    this.changed.push({ op: 'delete', collection, id, version });
  }

  #check(operation: CheckOperation): void {
    const { collection } = operation;
    if ('totals' in operation) {
      this.#checkTotals(operation);
      return;
    }
    const { after } = this.#write(collection, operation.id);
    if ('absent' in operation) {
      if (after) throw conflict(`"${collection}" already has a record with the id ${operation.id}.`, collection, operation.id, after);
    } else this.#requireVersion(operation, after);
  }

  #requireVersion(operation: { collection: string; id: string; ifVersion?: number }, current: StoredRecord | undefined): void {
    const { collection, id, ifVersion } = operation;
    if (ifVersion === undefined || current?.version === ifVersion) return;
    const now = current ? `it is at version ${current.version}` : 'it is gone';
    throw conflict(`The record ${id} of "${collection}" was expected at version ${ifVersion}, but ${now}.`, collection, id, current);
  }

  #checkTotals({ collection, totals, group, below }: Extract<CheckOperation, { totals: string }>): void {
    const values = groupValues(this.#model.collections[collection]!.totals[totals]!.group, group);
    const delta = this.#delta().rows.get(rowKey(collection, totals, values))?.count ?? 0;
    const count = this.#state.count(collection, totals, values) + delta;
    if (count < below) return;
    throw new CrmError('CONSTRAINT', `"${collection}" holds ${count} in this group, and fewer than ${below} are asked for.`, { collection, data: { totals, group: { ...group }, below, count } });
  }

  #delta(): TotalsDelta {
    const delta = new TotalsDelta(this.#model);
    for (const { collection, before, after } of this.writes) delta.change(collection, before, after);
    return delta;
  }

  claims(): UniqueClaim[] {
    const claims: UniqueClaim[] = [];
    for (const { collection, id, before, after } of this.writes) {
      if (!after) continue;
      const model = this.#model.collections[collection]!;
      for (const [index, { keys, unique }] of Object.entries(model.indexes)) {
        if (!unique) continue;
        const held = before ? keyTuples(model, before, keys) : [];
        for (const key of keyTuples(model, after, keys)) {
          if (!key.includes(null) && !held.some((other) => compareTuples(other, key) === 0)) claims.push({ collection, index, key, id });
        }
      }
    }
    return claims;
  }

  totals(): TotalsDelta {
    return this.#delta();
  }
}

export const constraintError = (model: Model, { collection, index, key }: UniqueClaim, cause?: unknown): CrmError => {
  const { keys } = model.collections[collection]!.indexes[index]!;
  const field = keys.at(-1)!;
  const message = `"${collection}" already has a record with ${keys.map((name, i) => `${name} ${JSON.stringify(key[i])}`).join(' and ')}. Take another ${field}.`;
  return new CrmError('CONSTRAINT', message, { collection, issues: [{ path: field, field, code: 'unique', message }], data: { index }, ...(cause !== undefined && { cause }) });
};

/**
 * Everything that the batch would write, worked out from what stands in the store.
 * @throws CrmError CONFLICT, NOT_FOUND or CONSTRAINT when it cannot be.
 */
export function planCommit(model: Model, batch: NormalBatch, state: CommitState, seq: number): CommitPlan {
  const planner = new Planner(model, batch, state);
  planner.run();
  const claims = planner.claims();
  const taken = new Set<string>();
  for (const claim of claims) {
    const place = JSON.stringify([claim.collection, claim.index, claim.key]);
    if (taken.has(place)) throw constraintError(model, claim);
    taken.add(place);
  }
  const { at, origin, by, meta } = batch;
  const change: Change = {
    seq,
    at,
    operations: planner.changed,
    ...(origin !== undefined && { origin }),
    ...(by && { by }),
    ...(meta !== undefined && { meta }),
  };
  return {
    writes: planner.writes,
    tombstones: planner.tombstones,
    counters: planner.counters,
    totals: planner.totals(),
    claims,
    change,
    result: { seq, records: batch.returns === 'seq' ? [] : planner.results, repeated: false },
  };
}

/**
 * Refuses a claim whose place another record holds and keeps.
 * @param holders the ids that hold each claim's place in the store as it stands, claim by claim
 */
export function requireUnique(model: Model, plan: CommitPlan, holders: readonly (readonly string[])[]): void {
  plan.claims.forEach((claim, i) => {
    const keeps = holders[i]!.some((id) => {
      if (id === claim.id) return false;
      const write = plan.writes.find((other) => other.collection === claim.collection && other.id === id);
      if (!write) return true;
      if (!write.after) return false;
      const declared = model.collections[claim.collection]!;
      return keyTuples(declared, write.after, declared.indexes[claim.index]!.keys).some((key) => compareTuples(key, claim.key) === 0);
    });
    if (keeps) throw constraintError(model, claim);
  });
}
