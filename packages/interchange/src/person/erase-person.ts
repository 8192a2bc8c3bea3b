import { CrmError, toCrmError, type CrmClient, type Operation, type StoredRecord } from '@crm-elements/data';
import { beginErasure, ErasureRecord, findErasure, writtenBy, type ErasureState } from './erasure-record.js';
import { erasureSteps } from './erasure-steps.js';
import { findContacts, unknownContact } from './find-contacts.js';
import { findRecords } from './find-records.js';
import { mentionsOf, wordsOf } from './mentions.js';
import { requireStaff } from './require-staff.js';
import type { ErasedPerson, PersonOptions, PersonProgress } from './person.types.js';

/** How often somebody else may be faster before it is given up. */
const maxTries = 20;

/** The operation on the note of the erasure, in each commit. */
const opsBeside = 1;

class Erasure {
  readonly #client: CrmClient;
  readonly #contactId: string;
  readonly #options: PersonOptions;
  #words: readonly string[] = [];
  #ids: ReadonlySet<string>;

  constructor(client: CrmClient, contactId: string, options: PersonOptions) {
    this.#client = client;
    this.#contactId = contactId;
    this.#options = options;
    this.#ids = new Set([contactId]);
  }

  async run(): Promise<ErasedPerson> {
    const { adapter } = this.#client;
    const rootId = await this.#rootId();
    for (let tries = 1; ; tries++) {
      try {
        if (await this.#eraseRecords(rootId)) break;
      } catch (error) {
        // Somebody wrote to what was read: it is read again, and what was erased by then is gone.
        if (toCrmError(error).code !== 'CONFLICT' || tries === maxTries) throw error;
      }
    }
    this.#tell({ phase: 'tidying', done: 0, total: 1 });
    await this.#removeFiles(rootId);
    await adapter.forgetDeleted?.();
    const { state } = await this.#end(rootId);
    const mentions = await this.#mentions();
    return { counts: state.counts, shared: state.shared, recordId: state.recordId, mentions };
  }

  #tell(progress: PersonProgress): void {
    const { signal, onProgress } = this.#options;
    onProgress?.(progress);
    if (signal?.aborted)
      throw new CrmError('ABORTED', 'The erasure was stopped. What was erased by then is gone; erase the person again to go on.', {
        cause: signal.reason,
      });
  }

  /** The contact that stands for the person; of an erasure that was broken off, perhaps no contact is left. */
  async #rootId(): Promise<string> {
    await this.#client.adapter.open();
    const contacts = await findContacts(this.#client.adapter, this.#contactId);
    if (!contacts && !(await findErasure(this.#client, this.#contactId))) throw unknownContact(this.#contactId);
    if (contacts) this.#words = wordsOf([...contacts.live, ...contacts.trashed.map((row) => row['record'] as unknown as StoredRecord)]);
    return contacts?.rootId ?? this.#contactId;
  }

  /** @returns whether there was nothing left to erase */
  async #eraseRecords(rootId: string): Promise<boolean> {
    const { adapter } = this.#client;
    this.#tell({ phase: 'reading', done: 0, total: 0 });
    const contacts = await findContacts(adapter, rootId);
    if (contacts) this.#ids = contacts.ids;
    // A message that was on its way may come in behind its contact.
    const records = await findRecords(adapter, contacts ?? { rootId, ids: this.#ids, live: [], trashed: [] }, this.#options.signal);
    const steps = erasureSteps(records, adapter.capabilities.maxBatch - opsBeside);
    if (steps.length === 0) return true;
    const total = steps.reduce((sum, { ops }) => sum + ops.length, 0);
    let done = 0;
    let note = await this.#write(await beginErasure(this.#client, rootId), { files: [...records.files] });
    for (const { ops, ...sums } of steps) {
      this.#tell({ phase: 'erasing', done, total });
      note = await this.#write(note, sums, ops);
      done += ops.length;
    }
    this.#tell({ phase: 'erasing', done, total });
    return false;
  }

  /** Erases, and notes in the same commit what is done. @returns the note as it is then */
  async #write(note: ErasureRecord, done: Partial<ErasureState>, ops: readonly Operation[] = []): Promise<ErasureRecord> {
    const { records } = await this.#client.adapter.commit({ ops: [...ops, note.with(done)], ...writtenBy(this.#client) });
    return new ErasureRecord(records.at(-1)!);
  }

  /** Those that nobody else names. */
  async #removeFiles(rootId: string): Promise<void> {
    const { adapter } = this.#client;
    const note = await beginErasure(this.#client, rootId);
    const { files } = note.state;
    if (!adapter.capabilities.blobs || files.length === 0) return;
    const { removed } = await adapter.blob({ op: 'collect', keys: files });
    await this.#write(note, { counts: { files: removed } });
  }

  /** Takes the note away and writes the entry in the log, which says what was done, when and by whom, and not whom it was about. */
  async #end(rootId: string): Promise<ErasureRecord> {
    const { adapter, actor, origin } = this.#client;
    const { now = Date.now } = this.#options;
    const note = await beginErasure(this.#client, rootId);
    const { counts, recordId } = note.state;
    const record = {
      id: this.#client.newId(),
      record: 'contacts',
      recordId,
      op: 'delete',
      diff: Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, [count, 0]])),
      at: new Date(now()).toISOString(),
      byId: actor.id,
      byKind: actor.kind,
      origin,
    };
    await adapter.commit({
      ops: [note.end(), { op: 'create', collection: 'auditEvents', record }],
      returns: 'seq',
      ...writtenBy(this.#client),
    });
    return note;
  }

  async #mentions(): Promise<ErasedPerson['mentions']> {
    const { onProgress, signal } = this.#options;
    try {
      return await mentionsOf(this.#client.adapter, this.#words, signal, (done) => onProgress?.({ phase: 'checking', done, total: 0 }));
    } catch (error) {
      // The person is erased: that the look behind was stopped takes nothing of that back.
      if (toCrmError(error).code === 'ABORTED') return [];
      throw error;
    }
  }
}

/**
 * Erases a person for good: the contact with all that were merged into it; their tickets with messages, attachments and files that nobody else names, and
 * drafts; notes, tasks and activities about nobody and nothing else; the log of all these, what lies of them in the trash, and what the store
 * derived from them. Deals, companies, and what is about others too stay, without the person. It cannot be undone, in no open window either.
 *
 * It happens in steps, each as a whole or not at all: no message stands without its ticket, and no ticket without its contact. Called again after a failure or a
 * crash it goes on. One entry in the log (`auditEvents`) tells of it, with counts and without the person.
 * @throws CrmError NOT_FOUND for a contact that the store does not know, FORBIDDEN for a customer, ABORTED by the signal, and what the store throws
 */
export const erasePerson = async (client: CrmClient, contactId: string, options: PersonOptions = {}): Promise<ErasedPerson> => {
  requireStaff(client);
  return new Erasure(client, contactId, options).run();
};
