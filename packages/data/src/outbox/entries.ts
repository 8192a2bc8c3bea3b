import type { Json, OutboxEntry, OutboxState } from '@crm-elements/schema';
import type { DataAdapter, Query, Subscription } from '../contract.js';
import { CrmError, toCrmError } from '../errors.js';

const collection = 'outbox';
const pageSize = 1_000;
const maxTries = 8;

/** The fields of an entry that change. */
export type EntryPatch = Partial<Pick<OutboxEntry, 'state' | 'attempts' | 'nextAttemptAt' | 'error' | 'payload'>>;

export const queueQuery = (queue?: string): Query =>
  queue === undefined
    ? { collection, sort: [{ by: 'seq' }], limit: pageSize }
    : { collection, where: { queue }, sort: [{ by: 'seq' }], limit: pageSize };

/**
 * The outbox's rows in the device's store, by themselves: enough to give commands and to show what waits before anything delivers them.
 * Every write is made against the version that was read.
 */
export class OutboxEntries {
  readonly #store: DataAdapter;

  constructor(store: DataAdapter) {
    this.#store = store;
  }

  /** Resolves when the browser has it for good. The same id a second time does nothing, also after its entry is gone. */
  async add({ id, queue, name, payload }: { id: string; queue: string; name: string; payload: Json }): Promise<void> {
    const record = { id, queue, name, payload, state: 'queued', attempts: 0 };
    try {
      await this.#store.commit(
        { ops: [{ op: 'create', collection, record, assign: { seq: 'outbox.seq' } }], dedupe: id, returns: 'seq' },
        { durability: 'strict' },
      );
    } catch (error) {
      // The store remembers tokens for a time only; the entry itself tells as well.
      if (toCrmError(error).code !== 'CONFLICT') throw error;
    }
  }

  /** All entries in their order, of one queue or of all. */
  async all(queue?: string): Promise<OutboxEntry[]> {
    const entries: OutboxEntry[] = [];
    let after: string | undefined;
    do {
      const page = await this.#store.query({ ...queueQuery(queue), ...(after !== undefined && { after }) });
      entries.push(...(page.records as unknown as OutboxEntry[]));
      after = page.next;
    } while (after !== undefined);
    return entries;
  }

  /** What waits, now and after each change by any tab. */
  live(
    listener: (entries: OutboxEntry[]) => void,
    { queue, onError }: { queue?: string; onError?: (error: Error) => void } = {},
  ): Subscription {
    let ended = false;
    let latest = 0;
    const watch = this.#store.watch(
      { query: queueQuery(queue) },
      ({ page }) => {
        const own = ++latest;
        if (page.next === undefined) return listener(page.records as unknown as OutboxEntry[]);
        this.all(queue).then(
          (entries) => {
            if (!ended && own === latest) listener(entries);
          },
          (error: unknown) => {
            if (!ended) onError?.(toCrmError(error));
          },
        );
      },
      onError,
    );
    return {
      unsubscribe() {
        ended = true;
        watch.unsubscribe();
      },
    };
  }

  async get(id: string): Promise<OutboxEntry | undefined> {
    const [entry] = await this.#store.get(collection, [id]);
    return entry as OutboxEntry | undefined;
  }

  /** The entry after the change; `undefined` when somebody else was faster. */
  async patch({ id, version }: OutboxEntry, set: EntryPatch): Promise<OutboxEntry | undefined> {
    return this.#unlessChanged(async () => {
      const { records } = await this.#store.commit(
        { ops: [{ op: 'patch', collection, id, set, ifVersion: version }] },
        { durability: 'strict' },
      );
      return records[0] as unknown as OutboxEntry;
    });
  }

  /** Whether it was removed now; not when somebody else was faster. */
  async remove({ id, version }: OutboxEntry): Promise<boolean> {
    const removed = await this.#unlessChanged(() =>
      this.#store.commit({ ops: [{ op: 'delete', collection, id, ifVersion: version }] }, { durability: 'strict' }),
    );
    return removed !== undefined;
  }

  /**
   * Changes an entry as it stands, again when somebody was faster.
   * @param change what to do with the entry: a patch, its removal, or nothing
   * @returns the entry it was applied to, `undefined` when there is none
   */
  async change(id: string, change: (entry: OutboxEntry) => EntryPatch | 'remove' | undefined): Promise<OutboxEntry | undefined> {
    for (let tries = 1; tries <= maxTries; tries++) {
      const entry = await this.get(id);
      if (!entry) return undefined;
      const wanted = change(entry);
      if (wanted === undefined) return entry;
      if (wanted === 'remove' ? await this.remove(entry) : await this.patch(entry, wanted)) return entry;
    }
    throw new CrmError('CONFLICT', 'This command is being worked on by another window. Try again in a moment.', {
      collection,
      data: { id },
    });
  }

  async #unlessChanged<T>(write: () => Promise<T>): Promise<T | undefined> {
    try {
      return await write();
    } catch (error) {
      if (['CONFLICT', 'NOT_FOUND'].includes(toCrmError(error).code)) return undefined;
      throw error;
    }
  }
}

/** What became of a command, as this tab saw it. */
export interface OutboxChange {
  /** As it stands now; as it last stood when it is gone. */
  entry: OutboxEntry;
  state: OutboxState | 'delivered' | 'discarded';
}
