import type { CollectionName, Model, RecordOf, StoredRecord } from '@crm-elements/schema';
import { instantOf } from '../clock.js';
import type { Committed, CreateOperation, DataAdapter, Operation } from '../contract.js';
import { applyPatch, normaliseBatch } from '../engine/batch.js';
import type { RecordWrite } from '../engine/commit.js';
import { CrmError, toCrmError } from '../errors.js';
import { changedFields } from './changes.js';
import { PendingChange } from './pending-change.js';
import type { Draft, WriterContext, Written } from './writer.js';

/** A command that others keep changing the records of gives up after so many tries. */
const maxTries = 8;

/** Collections whose records' changes are logged as audit events. */
const logged: ReadonlySet<string> = new Set<CollectionName>([
  'contacts', 'companies', 'pipelines', 'stages', 'deals', 'tickets', 'notes', 'tasks', 'agents', 'teams', 'views', 'cannedResponses', 'customFields',
]);

/** Counters are known to the store alone. Until it answers, new records stand behind all others. */
const provisionalCount = 2 ** 50;

const keyOf = (collection: string, id: string) => `${collection}/${id}`;

/** Reads for one command. What it has read is what the command then writes against. */
export class Reader {
  readonly #adapter: DataAdapter;
  readonly #known = new Map<string, StoredRecord | undefined>();

  constructor(adapter: DataAdapter) {
    this.#adapter = adapter;
  }

  get adapter(): DataAdapter {
    return this.#adapter;
  }

  async load(collection: string, ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(keyOf(collection, id)));
    const records = await this.#adapter.get(collection, missing);
    missing.forEach((id, i) => this.#known.set(keyOf(collection, id), records[i]));
  }

  known(collection: string, id: string): StoredRecord | undefined {
    return this.#known.get(keyOf(collection, id));
  }

  async find<Name extends CollectionName>(collection: Name, id: string): Promise<RecordOf<Name> | undefined> {
    await this.load(collection, [id]);
    return this.known(collection, id) as RecordOf<Name> | undefined;
  }

  /** @throws CrmError NOT_FOUND */
  async require<Name extends CollectionName>(collection: Name, id: string): Promise<RecordOf<Name>> {
    const record = await this.find(collection, id);
    if (!record) throw new CrmError('NOT_FOUND', `"${collection}" has no record with the id ${id}. It may have been deleted meanwhile.`, { collection, data: { id } });
    return record;
  }
}

/** One client's way of turning drafts into commits. */
class Write {
  readonly #context: WriterContext;

  constructor(context: WriterContext) {
    this.#context = context;
  }

  get now(): string {
    return instantOf(this.#context.clock.now());
  }

  /** Writes what a command wants: shown at once, tried again when others were faster, logged, and undoable. */
  async run(command: string, build: (reader: Reader) => Promise<Draft>, { journaled = true }: { journaled?: boolean }): Promise<Written> {
    const { adapter, overlay, journal } = this.#context;
    let shown: PendingChange | undefined;
    for (let tries = 1; ; tries++) {
      let pinned = false;
      try {
        const reader = new Reader(adapter);
        const draft = await build(reader);
        pinned = draft.pinned === true;
        // A command with an id that has nothing to do has been done all the same: it must not do anything when it comes again.
        if (draft.ops.length === 0 && draft.dedupe === undefined) {
          // Whoever was faster has done all of it.
          if (shown) overlay.drop(shown);
          return { committed: { seq: 0, records: [], repeated: false }, writes: [] };
        }
        const { ops, writes } = await this.#prepare(reader, draft);
        const batch = this.#batch(command, draft, ops, writes);
        if (!overlay.idle) {
          normaliseBatch(adapter.model, batch, adapter.capabilities.maxBatch, () => batch.at);
          const previous = shown;
          shown = new PendingChange(adapter.model, writes);
          overlay.begin(shown);
          if (previous) overlay.drop(previous);
        }
        const committed = await adapter.commit(batch, draft.durability ? { durability: draft.durability } : {});
        if (shown) overlay.settle(shown, committed.seq);
        const done = committed.repeated ? [] : withResults(writes, draft.ops, committed);
        if (journaled && draft.undoable !== false && done.length > 0) journal?.record(command, done);
        return { committed, writes: done };
      } catch (error) {
        const crmError = toCrmError(error);
        if (wasRaced(crmError) && tries < maxTries && !pinned) continue;
        if (shown) overlay.drop(shown);
        throw crmError;
      }
    }
  }

  /** Completes the operations: against the versions that were read, with the store's counters, and with what each record becomes. */
  async #prepare(reader: Reader, draft: Draft): Promise<{ ops: Operation[]; writes: RecordWrite[] }> {
    const { model } = this.#context.adapter;
    await this.#loadAll(reader, draft.ops);
    const states = new Map<string, RecordWrite>();
    const ops = draft.ops.map((operation) => {
      if (operation.op === 'check') return operation;
      const id = operation.op === 'create' ? operation.record.id : operation.id;
      const { collection } = operation;
      const key = keyOf(collection, id);
      const first = !states.has(key);
      const state = states.get(key) ?? { collection, id, before: reader.known(collection, id), after: reader.known(collection, id) };
      states.set(key, state);
      if (operation.op === 'create') return this.#prepareCreate(model, operation, state);
      const before = state.after;
      if (!before && operation.op === 'patch') throw new CrmError('NOT_FOUND', `"${collection}" has no record with the id ${id}. It may have been deleted meanwhile.`, { collection, data: { id } });
      state.after = operation.op === 'patch' ? { ...applyPatch(before!, operation), version: before!.version + 1, updatedAt: this.now } : undefined;
      return first && before && operation.ifVersion === undefined ? { ...operation, ifVersion: before.version } : operation;
    });
    return { ops, writes: [...states.values()].filter(({ before, after }) => before !== after) };
  }

  #prepareCreate(model: Model, operation: CreateOperation, state: RecordWrite): CreateOperation {
    const { collection, record } = operation;
    const assign = { ...operation.assign };
    const provisional: Record<string, number> = {};
    for (const [field, counter] of Object.entries(model.collections[collection]?.counters ?? {})) {
      if (record[field] === undefined) assign[field] = counter(record as StoredRecord);
    }
    for (const field of Object.keys(assign)) provisional[field] = provisionalCount;
    state.after = { ...record, ...provisional, version: 1, createdAt: (record.createdAt as string | undefined) ?? this.now, updatedAt: this.now };
    return { ...operation, assign };
  }

  async #loadAll(reader: Reader, ops: readonly Operation[]): Promise<void> {
    const ids = new Map<string, string[]>();
    for (const operation of ops) {
      if (operation.op !== 'patch' && operation.op !== 'delete') continue;
      const { collection, id } = operation;
      const list = ids.get(collection);
      if (list) list.push(id);
      else ids.set(collection, [id]);
    }
    for (const [collection, list] of ids) await reader.load(collection, list);
  }

  #batch(command: string, draft: Draft, ops: Operation[], writes: readonly RecordWrite[]) {
    const { actor, origin } = this.#context;
    return {
      ops: [...ops, ...this.#auditEvents(draft, writes)],
      origin,
      by: actor,
      meta: { command },
      at: this.now,
      ...(draft.dedupe !== undefined && { dedupe: draft.dedupe }),
    };
  }

  #auditEvents({ loggedElsewhere, restored }: Draft, writes: readonly RecordWrite[]): CreateOperation[] {
    const { actor, origin, newId } = this.#context;
    const events: CreateOperation[] = [];
    for (const { collection, id, before, after } of writes) {
      const key = keyOf(collection, id);
      if (!logged.has(collection) || loggedElsewhere?.has(key)) continue;
      const diff = before && after ? changedFields(before, after) : [];
      if (before && after && diff.length === 0) continue;
      events.push({
        op: 'create',
        collection: 'auditEvents',
        record: {
          id: newId(),
          record: collection,
          recordId: id,
          op: !before ? (restored?.has(key) ? 'restore' : 'create') : after ? 'update' : 'delete',
          diff: Object.fromEntries(diff.map((change) => [change.path, [change.before ?? null, change.after ?? null]])),
          at: this.now,
          byId: actor.id,
          byKind: actor.kind,
          origin,
        },
      });
    }
    return events;
  }
}

/** Writes what a command wants: shown at once, tried again when others were faster, logged, and undoable. */
export const write = (context: WriterContext, command: string, build: (reader: Reader) => Promise<Draft>, options: { journaled?: boolean }): Promise<Written> =>
  new Write(context).run(command, build, options);


/** Somebody else was faster: a record changed between our look and our write, or a limited group filled up. */
const wasRaced = ({ code, data }: CrmError): boolean => code === 'CONFLICT' || (code === 'CONSTRAINT' && typeof data === 'object' && data !== null && 'below' in data);

/** The writes with the records as the store has them. */
function withResults(writes: readonly RecordWrite[], ops: readonly Operation[], { records }: Committed): RecordWrite[] {
  const last = new Map<string, StoredRecord | null>();
  ops.forEach((operation, i) => {
    if (operation.op !== 'check') last.set(keyOf(operation.collection, operation.op === 'create' ? operation.record.id : operation.id), records[i]!);
  });
  return writes.map((write) => ({ ...write, after: last.get(keyOf(write.collection, write.id)) ?? undefined }));
}
