import type { Activity, Contact, Deal, Draft, Json, Pipeline, Preference, Stage, Task } from '@crm-elements/schema';
import type { DataAdapter, Subscription } from '../contract.js';
import { applyPatch, sameJson } from '../engine/batch.js';
import { later } from '../later.js';
import { changedFields, valueAt } from './changes.js';
import * as deals from './commands/deals.js';
import type { Duplicate, DuplicatesOf, FindDuplicatesOptions } from './commands/duplicates.js';
import type { HousekeepingReport } from './commands/housekeeping.js';
import type { MergeContactsInput, MergedContacts } from './commands/merge-contacts.js';
import type { MergeContext } from './commands/merged-contacts.js';
import type { UnmergedContact } from './commands/unmerge-contact.js';
import * as work from './commands/work.js';
import type { CommandOptions } from './context.js';
import { Journal, type UndoResult } from './journal.js';
import { loadCommands } from './load.js';
import { requireCrmModel, TicketCommands, type ClientOptions, type TicketClient } from './ticket-client.js';

/** What is on the undo list. */
export interface UndoState {
  canUndo: boolean;
  canRedo: boolean;
  /** The command that `undo()` would take back. */
  command: string | undefined;
}

/** The records of a company and all that can be done with them, over any adapter. */
export interface CrmClient extends TicketClient {
  saveContact(input: work.SaveContactInput, options?: CommandOptions): Promise<Contact>;
  saveContacts(inputs: readonly work.SaveContactInput[], options?: CommandOptions): Promise<Contact[]>;
  tagContacts(inputs: Parameters<typeof work.tagContacts>[1], options?: CommandOptions): Promise<Contact[]>;
  /** Contacts that may be the same person as this one, stored or just typed: the same e-mail address or telephone number, or a close name. */
  findDuplicates(of: DuplicatesOf, options?: FindDuplicatesOptions): Promise<Duplicate[]>;
  /**
   * Makes one contact of several: fields by choice, and everything that named one of them names the one that stays. The others leave all
   * lists, counts and searches; `unmergeContact` brings them back at any time.
   * @throws CrmError VALIDATION for contacts or choices that do not go together; NOT_FOUND
   */
  mergeContacts(input: MergeContactsInput, options?: CommandOptions): Promise<MergedContacts>;
  /**
   * Takes the merge of a contact back, in any order with others: each field that still holds what the merge wrote. The rest is told.
   * @throws CrmError NOT_FOUND for a contact that is not merged
   */
  unmergeContact(mergedId: string): Promise<UnmergedContact>;

  createPipeline(input: work.CreatePipelineInput): Promise<{ pipeline: Pipeline; stages: Stage[] }>;
  createDeal(input: deals.CreateDealInput, options?: CommandOptions): Promise<Deal>;
  createDeals(inputs: readonly deals.CreateDealInput[], options?: CommandOptions): Promise<Deal[]>;
  moveDeal(input: deals.MoveDealInput, options?: Omit<deals.MoveDealsOptions, 'skipRefused'>): Promise<Deal>;
  moveDeals(inputs: readonly deals.MoveDealInput[], options?: deals.MoveDealsOptions): Promise<{ deals: Deal[]; refused: deals.RefusedMove[] }>;

  logActivity(input: work.LogActivityInput, options?: CommandOptions): Promise<Activity>;
  logActivities(inputs: readonly work.LogActivityInput[], options?: CommandOptions): Promise<Activity[]>;
  completeTask(input: { taskId: string; done?: boolean }, options?: CommandOptions): Promise<Task>;
  completeTasks(inputs: readonly { taskId: string; done?: boolean }[], options?: CommandOptions): Promise<Task[]>;
  saveDraft(input: work.SaveDraftInput): Promise<Draft | null>;
  setPreference(input: { key: string; value: Json | undefined; agentId?: string }): Promise<Preference | null>;

  /** Takes this client's last step back, as far as nobody changed it since; `undefined` when there is none. */
  undo(): Promise<UndoResult | undefined>;
  redo(): Promise<UndoResult | undefined>;
  readonly undoState: UndoState;
  onUndoState(listener: (state: UndoState) => void): Subscription;

  /** Wakes tickets, empties the trash of what is past its time, removes files that nothing names. Call it now and then. */
  housekeep(): Promise<HousekeepingReport>;
}

const records = { applyPatch, changedFields, sameJson, valueAt };
const loadMerging = later(() => import('./merging.js'));

class Client extends TicketCommands {
  readonly #journal: Journal;
  readonly #undoListeners = new Set<(state: UndoState) => void>();
  #turning: Promise<unknown> = Promise.resolve();

  constructor(adapter: DataAdapter, options: ClientOptions) {
    const journal = new Journal(
      () => this.#tellUndo(),
      () => adapter.instance,
    );
    super(adapter, options, journal);
    this.#journal = journal;
  }

  saveContact = (input: work.SaveContactInput, options?: CommandOptions) => this.one((context) => work.saveContacts(context, [input], options));
  saveContacts = (inputs: readonly work.SaveContactInput[], options?: CommandOptions) => this.staff((context) => work.saveContacts(context, inputs, options));
  tagContacts = (inputs: Parameters<typeof work.tagContacts>[1], options?: CommandOptions) => this.staff((context) => work.tagContacts(context, inputs, options));
  findDuplicates = (of: DuplicatesOf, options?: FindDuplicatesOptions) => this.staff(async () => (await loadMerging()).findDuplicates(this.adapter, { ...work.contactFields(of) }, options));
  mergeContacts = (input: MergeContactsInput, options?: CommandOptions) =>
    this.#merging('mergeIds' in input ? [input.keepId, ...input.mergeIds] : [input.keepId, input.mergeId], (merging, context) => merging.mergeContacts(context, input, options));
  unmergeContact = (mergedId: string) => this.#merging([mergedId], (merging, context) => merging.unmergeContact(context, mergedId));
  createPipeline = (input: work.CreatePipelineInput) => this.staff((context) => work.createPipeline(context, input));
  createDeal = (input: deals.CreateDealInput, options?: CommandOptions) => this.one((context) => deals.createDeals(context, [input], options));
  createDeals = (inputs: readonly deals.CreateDealInput[], options?: CommandOptions) => this.staff((context) => deals.createDeals(context, inputs, options));
  moveDeal = (input: deals.MoveDealInput, options?: Omit<deals.MoveDealsOptions, 'skipRefused'>) =>
    this.one(async (context) => (await deals.moveDeals(context, [input], options)).deals);
  moveDeals = (inputs: readonly deals.MoveDealInput[], options?: deals.MoveDealsOptions) => this.staff((context) => deals.moveDeals(context, inputs, options));

  logActivity = (input: work.LogActivityInput, options?: CommandOptions) => this.one((context) => work.logActivities(context, [input], options));
  logActivities = (inputs: readonly work.LogActivityInput[], options?: CommandOptions) => this.staff((context) => work.logActivities(context, inputs, options));
  completeTask = (input: { taskId: string; done?: boolean }, options?: CommandOptions) => this.one((context) => work.completeTasks(context, [input], options));
  completeTasks = (inputs: readonly { taskId: string; done?: boolean }[], options?: CommandOptions) => this.staff((context) => work.completeTasks(context, inputs, options));
  saveDraft = (input: work.SaveDraftInput) => this.staff((context) => work.saveDraft(context, input));
  setPreference = (input: { key: string; value: Json | undefined; agentId?: string }) => this.staff((context) => work.setPreference(context, input));

  /** Runs a command about contacts that is loaded when first given, in its turn. */
  #merging<T>(ids: readonly string[], run: (merging: Awaited<ReturnType<typeof loadMerging>>, context: MergeContext) => Promise<T>): Promise<T> {
    return this.staff((context) => this.writer.turn(ids.map((id) => `contacts/${id}`), async () => run(await loadMerging(), { ...context, records, origin: this.origin, journal: this.#journal })));
  }

  undo = () => this.#turn('undo');
  redo = () => this.#turn('redo');

  /** One step after the other, and after the commands that were given before. */
  async #turn(direction: 'undo' | 'redo'): Promise<UndoResult | undefined> {
    this.access.requireStaff();
    const { newId, now, actor } = this.context;
    const turn = Promise.all([this.#turning, this.writer.idle()]).then(() => this.#journal[direction](this.writer, { newId, now, byId: actor.id }));
    this.#turning = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  get undoState(): UndoState {
    const { canUndo, canRedo, next } = this.#journal;
    return { canUndo, canRedo, command: next };
  }

  onUndoState(listener: (state: UndoState) => void): Subscription {
    const own = (state: UndoState) => listener(state);
    this.#undoListeners.add(own);
    return { unsubscribe: () => void this.#undoListeners.delete(own) };
  }

  #tellUndo(): void {
    for (const listener of [...this.#undoListeners]) listener(this.undoState);
  }

  async housekeep(): Promise<HousekeepingReport> {
    this.access.requireStaff();
    const { locks } = this.options;
    const { housekeep } = await loadCommands();
    if (!locks) return housekeep(this.context);
    return locks.request(`crm-elements:${this.adapter.name}:housekeeping`, { ifAvailable: true }, (lock) =>
      lock ? housekeep(this.context) : { skipped: true, woken: 0, purged: 0, blobs: 0 },
    );
  }

  override async close(): Promise<void> {
    await super.close();
    this.#undoListeners.clear();
  }
}

/**
 * A client over an adapter. The adapter opens at the first call.
 * @throws CrmError UNSUPPORTED when the adapter keeps other collections than those of `crmModel`.
 */
export function createClient(adapter: DataAdapter, options: ClientOptions = {}): CrmClient {
  requireCrmModel(adapter);
  return new Client(adapter, options) as unknown as CrmClient;
}
