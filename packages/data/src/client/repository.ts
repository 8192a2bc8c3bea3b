import { validateRecord, type CollectionName, type Json, type RecordInput, type RecordOf, type StoredRecord } from '@crm-elements/schema';
import type { Clock } from '../clock.js';
import type { DataAdapter, Page, Query, QueryOptions, ReadOptions, SearchQuery, Subscription, TotalRow, TotalsQuery } from '../contract.js';
import { CrmError, invalid, toCrmError } from '../errors.js';
import { later } from '../later.js';
import type { FilteredQuery, FilteredResult, FilteredSubscription } from '../projection/filtered.types.js';
import type { Access } from './access.js';
import { patchOperation, recordsAfter, type CommandContext, type CommandOptions } from './context.js';
import { liveQuery, liveTotals, type LivePage } from './live.js';
import { loadBehindFirstLook, loadCommands, loadWriting } from './load.js';
import type { Overlay } from './overlay.js';

export type ListQuery = Omit<Query, 'collection'>;
export type RepositoryTotalsQuery = Omit<TotalsQuery, 'collection'>;

/** Fields to change. `undefined` removes a field; `'custom.<key>'` changes one custom value. */
export type RecordPatch<Name extends CollectionName> = Partial<Omit<RecordOf<Name>, 'id' | 'version' | 'createdAt' | 'updatedAt'>> & {
  [path: `custom.${string}` | `externalIds.${string}`]: Json | undefined;
};

export interface LiveOptions {
  /** Ends it. */
  signal?: AbortSignal;
  onError?: (error: Error) => void;
}

export interface UpdateOptions extends CommandOptions {
  /** Write only if the record is still at this version; otherwise CONFLICT. Without it, other fields' changes by others are kept. */
  ifVersion?: number;
}

/** The records of one collection. */
export interface Repository<Name extends CollectionName> {
  get(id: string, options?: ReadOptions): Promise<RecordOf<Name> | undefined>;
  /** Many in one read, in the order asked for. */
  getMany(ids: readonly string[], options?: ReadOptions): Promise<(RecordOf<Name> | undefined)[]>;
  list(query?: ListQuery, options?: QueryOptions): Promise<Page<RecordOf<Name>>>;
  search(text: string, options?: Omit<SearchQuery, 'collection' | 'text'> & ReadOptions): Promise<Page<RecordOf<Name>>>;
  create(input: RecordInput<Name>, options?: CommandOptions): Promise<RecordOf<Name>>;
  createMany(inputs: readonly RecordInput<Name>[], options?: CommandOptions): Promise<RecordOf<Name>[]>;
  /** @throws CrmError NOT_FOUND, VALIDATION, CONFLICT */
  update(id: string, patch: RecordPatch<Name>, options?: UpdateOptions): Promise<RecordOf<Name>>;
  updateMany(ids: readonly string[], patch: RecordPatch<Name>): Promise<RecordOf<Name>[]>;
  /** Moves the record to the trash for 30 days. What is not there is left alone. */
  remove(id: string): Promise<void>;
  removeMany(ids: readonly string[]): Promise<void>;
  /** @throws CrmError NOT_FOUND when the trash does not have it. */
  restore(id: string): Promise<RecordOf<Name>>;
  /** The present result, then the new one after each change, this client's own at once. */
  live(query: ListQuery, listener: (page: LivePage<RecordOf<Name>>) => void, options?: LiveOptions): Subscription;
  totals(query: RepositoryTotalsQuery, options?: ReadOptions): Promise<TotalRow[]>;
  liveTotals(query: RepositoryTotalsQuery, listener: (rows: TotalRow[]) => void, options?: LiveOptions): Subscription;
  /**
   * Records that meet any filter, in any order, whether an index serves it or not: their exact number, sums and the windows in sight, then
   * the new ones after each change. The first call reads all records in slices, and tells how far it is (`counting`); further ones share
   * what was read. `onError` hears of a filter that is not right (VALIDATION, with the field) and of failures, after which it goes on.
   * @throws CrmError FORBIDDEN for a customer
   */
  filtered(query: FilteredQuery, listener: (result: FilteredResult<RecordOf<Name>>) => void, options?: LiveOptions): FilteredSubscription;
}

/** Written by commands only. */
const readOnly: ReadonlySet<string> = new Set<CollectionName>(['stageChanges', 'auditEvents', 'trash']);

/** Fields that a rule of the domain sets, and the command that applies it. */
const ruled: Partial<Record<CollectionName, Readonly<Record<string, string>>>> = {
  deals: {
    stageId: 'moveDeal',
    pipelineId: 'moveDeal',
    status: 'moveDeal',
    rank: 'moveDeal',
    stageEnteredAt: 'moveDeal',
    closedAt: 'moveDeal',
  },
  tickets: {
    status: 'setTicketStatus',
    snoozedUntil: 'snoozeTicket',
    waitingSince: 'sendMessage',
    firstRepliedAt: 'replyToTicket',
    resolvedAt: 'setTicketStatus',
    reopenedCount: 'setTicketStatus',
    csat: 'rateTicket',
    lastMessageAt: 'sendMessage',
    requesterId: 'startTicket',
  },
  messages: {
    ticketId: 'sendMessage',
    direction: 'sendMessage',
    authorId: 'sendMessage',
    authorKind: 'sendMessage',
    status: 'markTicketSeen',
    readAt: 'markTicketSeen',
  },
};

export interface RepositoryContext extends CommandContext {
  overlay: Overlay;
  access: Access;
  clock: Clock;
  onInvalid: (error: CrmError) => void;
}

const loadFiltered = later(() => import('../projection/open-filtered.js'));

const subscribe = (start: () => Subscription, signal: AbortSignal | undefined): Subscription => {
  if (signal?.aborted) return { unsubscribe: () => undefined };
  const subscription = start();
  const end = () => {
    subscription.unsubscribe();
    signal?.removeEventListener('abort', end);
  };
  signal?.addEventListener('abort', end);
  return { unsubscribe: end };
};

export class CollectionRepository<Name extends CollectionName> implements Repository<Name> {
  readonly #name: Name;
  readonly #context: RepositoryContext;

  constructor(name: Name, context: RepositoryContext) {
    this.#name = name;
    this.#context = context;
  }

  get #adapter(): DataAdapter {
    return this.#context.adapter;
  }

  /** Records as they are handed out. One that does not meet its schema is reported and kept: nothing vanishes. */
  #out(records: readonly (StoredRecord | undefined)[]): (RecordOf<Name> | undefined)[] {
    loadBehindFirstLook();
    const model = this.#adapter.model.collections[this.#name]!;
    return records.map((record) => {
      if (!record) return undefined;
      const issues = validateRecord(model, record);
      if (issues.length > 0) {
        const message = `The record ${record.id} of "${this.#name}" does not meet its schema (${issues[0]!.path}: ${issues[0]!.message}) It is shown as it is.`;
        this.#context.onInvalid(new CrmError('VALIDATION', message, { issues, collection: this.#name }));
      }
      return this.#context.access.project(this.#name, record) as unknown as RecordOf<Name>;
    });
  }

  #page(page: Page): Page<RecordOf<Name>> {
    return { ...page, records: this.#out(page.records) as RecordOf<Name>[] };
  }

  async get(id: string, options?: ReadOptions): Promise<RecordOf<Name> | undefined> {
    const [record] = await this.getMany([id], options);
    return record;
  }

  async getMany(ids: readonly string[], options?: ReadOptions): Promise<(RecordOf<Name> | undefined)[]> {
    const records = await this.#adapter.get(this.#name, ids, options);
    await this.#context.access.checkRecords(this.#name, records);
    return this.#out(records);
  }

  async list(query: ListQuery = {}, options?: QueryOptions): Promise<Page<RecordOf<Name>>> {
    await this.#context.access.checkQuery(this.#name, query);
    return this.#page(await this.#adapter.query({ ...query, collection: this.#name }, options));
  }

  async search(
    text: string,
    { signal, ...query }: Omit<SearchQuery, 'collection' | 'text'> & ReadOptions = {},
  ): Promise<Page<RecordOf<Name>>> {
    this.#context.access.requireStaff();
    return this.#page(await this.#adapter.search({ ...query, collection: this.#name, text }, signal ? { signal } : {}));
  }

  async create(input: RecordInput<Name>, options?: CommandOptions): Promise<RecordOf<Name>> {
    const [record] = await this.createMany([input], options);
    return record!;
  }

  async createMany(inputs: readonly RecordInput<Name>[], { commandId }: CommandOptions = {}): Promise<RecordOf<Name>[]> {
    this.#requireWritable();
    const named = inputs.map((input) => ({ ...input, id: (input as { id?: string }).id ?? this.#context.newId() }));
    const ids = named.map(({ id }) => id);
    const { writes, committed } = await this.#context.writer.run(`create ${this.#name}`, this.#keys(ids), async () => {
      const { createOperations } = await loadWriting();
      return {
        ops: await createOperations(this.#context, this.#name, named),
        pinned: true,
        ...(commandId !== undefined && { dedupe: commandId }),
      };
    });
    if (committed.repeated) return committed.records.slice(0, ids.length) as unknown as RecordOf<Name>[];
    return recordsAfter<RecordOf<Name>>(writes, this.#name, ids);
  }

  async update(id: string, patch: RecordPatch<Name>, options?: UpdateOptions): Promise<RecordOf<Name>> {
    const [record] = await this.#update([id], patch, options);
    return record!;
  }

  updateMany(ids: readonly string[], patch: RecordPatch<Name>): Promise<RecordOf<Name>[]> {
    return this.#update(ids, patch);
  }

  async #update(ids: readonly string[], patch: RecordPatch<Name>, { ifVersion, commandId }: UpdateOptions = {}): Promise<RecordOf<Name>[]> {
    this.#requireWritable();
    for (const path of Object.keys(patch)) {
      const command = ruled[this.#name]?.[path];
      if (command) throw invalid(path, `"${path}" of ${this.#name} follows rules: change it by ${command}().`, { collection: this.#name });
    }
    const present = new Map<string, StoredRecord>();
    const { writes } = await this.#context.writer.run(`update ${this.#name}`, this.#keys(ids), async (reader) => {
      await reader.load(this.#name, ids);
      for (const id of ids) present.set(id, (await reader.require(this.#name, id)) as unknown as StoredRecord);
      if (Object.keys(patch).length === 0) return { ops: [] };
      const ops = ids.map((id) => ({ ...patchOperation(this.#name, id, patch), ...(ifVersion !== undefined && { ifVersion }) }));
      return { ops, pinned: ifVersion !== undefined, ...(commandId !== undefined && { dedupe: commandId }) };
    });
    const after = new Map(recordsAfter<RecordOf<Name>>(writes, this.#name, ids).map((record) => [record.id, record]));
    return ids.map((id) => after.get(id) ?? (present.get(id) as unknown as RecordOf<Name>));
  }

  remove(id: string): Promise<void> {
    return this.removeMany([id]);
  }

  async removeMany(ids: readonly string[]): Promise<void> {
    this.#requireWritable();
    const { actor, newId, now } = this.#context;
    await this.#context.writer.run(`remove ${this.#name}`, this.#keys(ids), async (reader) => {
      const { removeDraft } = await loadCommands();
      return removeDraft(reader, this.#name, ids, { newId, now, byId: actor.id });
    });
  }

  async restore(id: string): Promise<RecordOf<Name>> {
    this.#requireWritable();
    const { writes } = await this.#context.writer.run(`restore ${this.#name}`, this.#keys([id]), async (reader) => {
      const { restoreDraft } = await loadCommands();
      return restoreDraft(reader, this.#name, id);
    });
    return recordsAfter<RecordOf<Name>>(writes, this.#name, [id])[0]!;
  }

  live(query: ListQuery, listener: (page: LivePage<RecordOf<Name>>) => void, { signal, onError }: LiveOptions = {}): Subscription {
    const { adapter, overlay, access } = this.#context;
    const start = () =>
      liveQuery(
        { ...query, collection: this.#name },
        { adapter, overlay, onError, listener: (page) => listener({ ...page, records: this.#out(page.records) as RecordOf<Name>[] }) },
      );
    return subscribe(() => access.guard(() => access.checkQuery(this.#name, query), start, onError), signal);
  }

  async totals(query: RepositoryTotalsQuery, options?: ReadOptions): Promise<TotalRow[]> {
    this.#context.access.requireStaff();
    return this.#adapter.totals({ ...query, collection: this.#name }, options);
  }

  liveTotals(query: RepositoryTotalsQuery, listener: (rows: TotalRow[]) => void, { signal, onError }: LiveOptions = {}): Subscription {
    const { adapter, overlay, access } = this.#context;
    access.requireStaff();
    return subscribe(() => liveTotals({ ...query, collection: this.#name }, { adapter, overlay, listener, onError }), signal);
  }

  filtered(
    query: FilteredQuery,
    listener: (result: FilteredResult<RecordOf<Name>>) => void,
    { signal, onError }: LiveOptions = {},
  ): FilteredSubscription {
    const context = { ...this.#context, collection: this.#name };
    context.access.requireStaff();
    const fail = onError ?? ((error: Error) => console.error('crm-elements: a filter failed', error));
    let ended = signal?.aborted ?? false;
    const out = (result: FilteredResult<StoredRecord>) => {
      if (!ended)
        listener({
          ...result,
          groups: result.groups.map((group) => ({ ...group, records: this.#out(group.records) as RecordOf<Name>[] })),
        });
    };
    const opening = loadFiltered().then(({ openFiltered }) =>
      ended ? undefined : openFiltered(context, { query, listener: out, onError: fail }),
    );
    opening.catch((error: unknown) => {
      if (!ended) fail(toCrmError(error));
    });
    const use = (call: (opened: FilteredSubscription) => void) => {
      opening.then(
        (opened) => opened && call(opened),
        () => undefined,
      );
    };
    const unsubscribe = () => {
      ended = true;
      use((opened) => opened.unsubscribe());
    };
    return { ...subscribe(() => ({ unsubscribe }), signal), show: (group, window) => use((opened) => opened.show(group, window)) };
  }

  #keys(ids: readonly string[]): string[] {
    return ids.map((id) => `${this.#name}/${id}`);
  }

  #requireWritable(): void {
    this.#context.access.requireStaff();
    if (readOnly.has(this.#name)) {
      throw new CrmError('UNSUPPORTED', `"${this.#name}" is written by commands only: it follows from what they do.`, {
        collection: this.#name,
      });
    }
  }
}
